#include "amur/assign/logit_loading.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "amur/assign/cost.h"
#include "amur/assign/kept_chains.h"
#include "amur/assign/sums.h"

namespace amur::assign {
namespace {

void add_to(std::vector<double>& sum, const std::vector<double>& part) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += part[i];
}

// What one block of groups sends into legs and over labelled arcs.
struct choice_block {
  std::vector<double> leg_flow;    // [leg]
  std::vector<double> flow;        // [arc], labelled arcs only
  std::vector<double> state_flow;  // [state of the group's graph], scratch
  double considered = route::unreachable;
};

// What demands would expect to pay were no capacity full; searched for only where it matters.
class unpriced_costs {
 public:
  unpriced_costs(const problem& problem, const user_class& user, const leg_network& net,
                 std::span<const double> arc_cost, std::span<const double> price_usd,
                 thread_pool& pool, known_choice& known)
      : problem_(&problem),
        user_(&user),
        net_(&net),
        legs_(&known.priced),
        cost_(arc_cost.begin(), arc_cost.end()),
        any_(take_off_prices(problem, user, price_usd, cost_)),
        searches_(work_blocks) {
    const bool on_legs = std::ranges::any_of(
        net.plain_arc, [&](std::uint32_t arc) { return cost_[arc] != arc_cost[arc]; });
    if (!any_ || !on_legs) return;
    find_leg_costs(leg_model_of(problem, user, net), cost_, pool, known.unpriced);
    legs_ = &known.unpriced;
  }

  // Of a demand of the group that the block works on, whose cost with prices is `priced`.
  double of(std::size_t block, const choice_group& group, std::size_t demand, double priced) {
    if (!any_ || !std::isfinite(priced) || !may_refuse_at(*user_, priced)) return priced;
    auto& own = searches_[block];
    if (!own.search)
      own.search = std::make_unique<choice_search>(*problem_, *user_, *net_, cost_, *legs_);
    if (own.group != &group) own.graph = &own.search->run(group);
    own.group = &group;
    return expected_cost(*own.graph, *user_, *net_, group, demand);
  }

 private:
  struct block_search {
    std::unique_ptr<choice_search> search;
    const choice_group* group = nullptr;
    const choice_graph* graph = nullptr;
  };
  const problem* problem_;
  const user_class* user_;
  const leg_network* net_;
  const leg_costs* legs_;
  std::vector<double> cost_;
  bool any_;
  std::vector<block_search> searches_;
};

void send(const leg_network& net, const choice_graph& graph, choice_block& block) {
  for (std::size_t at = 0; at < graph.states.size(); ++at) {
    const double flow = block.state_flow[at];
    if (flow == 0) continue;
    const auto& state = graph.states[at];
    for (const auto& step : graph.steps_of(state)) {
      const double part = flow * step.probability;
      if (part == 0) continue;
      const auto& exit = *step.exit;
      block.leg_flow[net.leg(exit.component, net.place_row[state.place], exit.column)] += part;
      if (exit.arc != none) block.flow[exit.arc] += part;
      if (step.to != none) block.state_flow[step.to] += part;
    }
  }
}

void load_legs(const leg_model& model, std::span<const double> arc_cost, leg_trees& trees,
               listed_legs& routes, std::span<const double> leg_flow, thread_pool& pool,
               std::vector<double>& flow_t) {
  const auto& net = model.net;
  std::vector<std::vector<double>> flows(work_blocks);
  pool.run(work_blocks, [&](std::size_t block) {
    flows[block].assign(flow_t.size(), 0.0);
    leg_router router(model, arc_cost, &trees);
    const auto range = block_of(block, work_blocks, net.targets.size());
    for (std::size_t t = range.begin; t < range.end; ++t) {
      const auto& target = net.targets[t];
      const auto& component = net.components[target.component];
      const auto column =
          leg_flow.subspan(net.leg(target.component, 0, target.column), component.places.size());
      if (std::any_of(column.begin(), column.end(), [](double flow) { return flow != 0; }))
        router.load(target, column, flows[block], &routes[t]);
    }
  });
  for (const auto& part : flows) add_to(flow_t, part);
}

}  // namespace

leg_model leg_model_of(const problem& problem, const user_class& user, const leg_network& net) {
  return {problem, net, user.route_dispersion_usd_per_t, problem.rules.considered_dispersions};
}

double expected_cost(const choice_graph& graph, const user_class& user, const leg_network& net,
                     const choice_group& group, std::size_t demand_of_group) {
  const auto& demand = user.demand[group.demands[demand_of_group]];
  if (demand.origin.value == net.destinations[group.destination].state) return 0;
  const auto start = graph.start[demand_of_group];
  return start == none ? route::unreachable : graph.states[start].expected_cost_usd_per_t;
}

void for_each_group(const problem& problem, const user_class& user, const leg_network& net,
                    std::span<const double> arc_cost, const leg_costs& legs, std::size_t blocks,
                    thread_pool& pool, const graph_visitor& visit) {
  pool.run(blocks, [&](std::size_t block) {
    choice_search search(problem, user, net, arc_cost, legs);
    const auto range = block_of(block, blocks, net.groups.size());
    for (std::size_t g = range.begin; g < range.end; ++g)
      visit(block, net.groups[g], search.run(net.groups[g]));
  });
}

void load_class(const problem& problem, const user_class& user, const leg_network& net,
                std::span<const double> arc_cost, std::span<const double> price_usd,
                thread_pool& pool, known_choice& known, class_loading& loading) {
  const auto model = leg_model_of(problem, user, net);
  leg_trees trees;
  const bool same_legs =
      !find_leg_costs(model, arc_cost, pool, known.priced, &trees, &known.routes);
  known.graphs.open(problem, user, net, arc_cost, same_legs);
  unpriced_costs unpriced(problem, user, net, arc_cost, price_usd, pool, known);
  loading.flow_t.assign(problem.graph.arc_count(), 0.0);
  loading.od.assign(user.demand.size(), {});

  const auto kept = open_chains(problem, user, net, known.priced.matrix, price_usd);
  const auto stays = kept_shares(kept, user.demand.size());
  std::vector<choice_block> blocks(std::min(work_blocks, net.groups.size()));
  pool.run(blocks.size(), [&](std::size_t b) {
    auto& block = blocks[b];
    block.leg_flow.assign(net.matrix_size, 0.0);
    block.flow.assign(problem.graph.arc_count(), 0.0);
    choice_search search(problem, user, net, arc_cost, known.priced);
    step_choice choice;
    const auto range = block_of(b, blocks.size(), net.groups.size());
    for (std::size_t g = range.begin; g < range.end; ++g) {
      const auto& group = net.groups[g];
      const auto& graph =
          known.graphs.graph(problem, user, net, arc_cost, known.priced, g, search, choice);
      block.state_flow.assign(graph.states.size(), 0.0);
      for (std::size_t j = 0; j < group.demands.size(); ++j) {
        const auto i = group.demands[j];
        const double cost = expected_cost(graph, user, net, group, j);
        loading.od[i] = serve(user, user.demand[i], cost, unpriced.of(b, group, j, cost));
        if (graph.start[j] != none)
          block.state_flow[graph.start[j]] += loading.od[i].delivered_t * (1 - stays[i]);
      }
      send(net, graph, block);
      block.considered = std::min(block.considered, graph.considered_dispersions);
    }
  });
  loading.considered_dispersions = problem.rules.considered_dispersions;
  if (blocks.empty()) return;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    add_to(loading.flow_t, blocks[b].flow);
    loading.considered_dispersions = std::min(loading.considered_dispersions, blocks[b].considered);
    if (b > 0) add_to(blocks[0].leg_flow, blocks[b].leg_flow);
  }
  for (const auto& chain : kept) {
    const double flow = loading.od[chain.demand].delivered_t * chain.share;
    for (const auto leg : chain.legs) blocks[0].leg_flow[leg] += flow;
    for (const auto [arc] : chain.labelled_arcs) loading.flow_t[arc] += flow;
  }
  load_legs(model, arc_cost, trees, known.routes, blocks[0].leg_flow, pool, loading.flow_t);
}

}  // namespace amur::assign
