#include "amur/assign/logit_loading.h"

#include <algorithm>

#include "amur/assign/leg_sweep.h"

namespace amur::assign {
namespace {

// Work is cut into this many blocks whatever the thread count, and summed in block order, so that
// rounding never depends on threads.
constexpr std::size_t work_blocks = 8;

void add_to(std::vector<double>& sum, const std::vector<double>& part) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += part[i];
}

// What one block of destinations sends into legs and over labelled arcs.
struct choice_block {
  std::vector<double> leg_flow;  // [leg]
  std::vector<double> flow;      // [arc], labelled arcs only
};

struct choice_loader {
  const user_class& user;
  const leg_network& net;
  std::span<const double> arc_cost;
  const leg_costs& costs;
  bool may_refuse;
  class_loading& loading;

  std::vector<double> entry_cost, entry_flow;
  choice_record kept;

  void load(const leg_destination& end, choice_block& block) {
    exit_choice choice(net, user.dispersion_usd_per_t, user.route_dispersion_usd_per_t, arc_cost,
                       costs.matrix);
    entry_cost.assign(net.entry_state.size(), route::unreachable);
    entry_flow.assign(net.entry_state.size(), 0.0);
    kept.clear();
    for (const auto entry : end.order) {
      entry_cost[entry] = choice.evaluate(end, entry, entry_cost);
      kept.add(choice.options());
    }
    for (const auto i : end.demands) {
      const auto entry = net.entry_of_state[user.demand[i].origin];
      loading.od[i] = serve(user, user.demand[i], entry_cost[entry], may_refuse);
      entry_flow[entry] += loading.od[i].delivered_t;
    }
    for (std::size_t at = end.order.size(); at-- > 0;) {
      const auto entry = end.order[at];
      if (entry_flow[entry] == 0) continue;
      for (const auto& option : kept.at(at))
        send(entry, *option.exit, option.probability * entry_flow[entry], block);
    }
  }

  void send(std::uint32_t entry, const leg_exit& exit, double flow, choice_block& block) {
    block.leg_flow[net.leg(exit.component, net.entry_row[entry], exit.column)] += flow;
    if (exit.arc != none) block.flow[exit.arc] += flow;
    if (exit.head_entry != none) entry_flow[exit.head_entry] += flow;
  }
};

// Pushes the legs' flows toward one target over its reasonable arcs.
void load_target(const leg_network& net, const leg_target& target, std::span<const double> leg_flow,
                 const leg_costs& costs, std::span<const double> within, leg_sweep& sweep,
                 std::vector<double>& place_flow, std::vector<double>& flow) {
  const auto& component = net.components[target.component];
  place_flow.assign(target.order.size(), 0.0);
  std::uint32_t farthest = 0;
  for (std::size_t row = 0; row < component.entries.size(); ++row) {
    const double leg = leg_flow[net.leg(target.component, row, target.column)];
    const auto place = target.row_position[row];
    if (leg == 0 || place == none) continue;
    place_flow[place] += leg;
    farthest = std::max(farthest, place);
  }
  if (farthest == 0) return;
  sweep.open(target);
  for (std::uint32_t i = farthest; i > 0; --i) {
    if (place_flow[i] == 0) continue;
    sweep.weigh(i, costs.plain, within);
    for (const auto& option : sweep.options()) {
      const double part = place_flow[i] * (option.weight / sweep.weight_sum());
      flow[net.plain_arc[option.plain]] += part;
      place_flow[option.place] += part;
    }
  }
}

}  // namespace

void compute_leg_costs(const problem& problem, const user_class& user, const leg_network& net,
                       std::span<const double> arc_cost, thread_pool& pool, leg_costs& costs) {
  costs.plain.resize(net.plain_arc.size());
  for (std::size_t p = 0; p < costs.plain.size(); ++p) costs.plain[p] = arc_cost[net.plain_arc[p]];
  costs.within.resize(net.targets.size());
  costs.matrix.assign(net.matrix_size, route::unreachable);

  pool.run(work_blocks, [&](std::size_t block) {
    leg_sweep sweep(net, problem.no_through, user.route_dispersion_usd_per_t);
    const auto range = block_of(block, work_blocks, net.targets.size());
    for (std::size_t t = range.begin; t < range.end; ++t) {
      const auto& target = net.targets[t];
      auto& within = costs.within[t];
      within.assign(target.order.size(), 0.0);
      if (target.order.size() > 1) sweep.open(target);
      for (std::uint32_t i = 1; i < target.order.size(); ++i)
        within[i] = sweep.weigh(i, costs.plain, within);
      for (std::size_t row = 0; row < target.row_position.size(); ++row)
        if (target.row_position[row] != none)
          costs.matrix[net.leg(target.component, row, target.column)] =
              within[target.row_position[row]];
    }
  });
}

void load_class(const problem& problem, const user_class& user, const leg_network& net,
                std::span<const double> arc_cost, bool may_refuse, thread_pool& pool,
                leg_costs& costs, class_loading& loading) {
  compute_leg_costs(problem, user, net, arc_cost, pool, costs);
  loading.flow_t.assign(problem.graph.arc_count(), 0.0);
  loading.od.assign(user.demand.size(), {});

  std::vector<choice_block> chosen(std::min(work_blocks, net.destinations.size()));
  pool.run(chosen.size(), [&](std::size_t block) {
    chosen[block] = {std::vector<double>(net.matrix_size, 0.0),
                     std::vector<double>(problem.graph.arc_count(), 0.0)};
    choice_loader loader{user, net, arc_cost, costs, may_refuse, loading, {}, {}, {}};
    const auto range = block_of(block, chosen.size(), net.destinations.size());
    for (std::size_t d = range.begin; d < range.end; ++d)
      loader.load(net.destinations[d], chosen[block]);
  });
  if (chosen.empty()) return;
  for (std::size_t b = 0; b < chosen.size(); ++b) {
    add_to(loading.flow_t, chosen[b].flow);
    if (b > 0) add_to(chosen[0].leg_flow, chosen[b].leg_flow);
  }

  std::vector<std::vector<double>> flows(work_blocks);
  pool.run(work_blocks, [&](std::size_t block) {
    flows[block].assign(problem.graph.arc_count(), 0.0);
    leg_sweep sweep(net, problem.no_through, user.route_dispersion_usd_per_t);
    std::vector<double> place_flow;
    const auto range = block_of(block, work_blocks, net.targets.size());
    for (std::size_t t = range.begin; t < range.end; ++t)
      load_target(net, net.targets[t], chosen[0].leg_flow, costs, costs.within[t], sweep,
                  place_flow, flows[block]);
  });
  for (const auto& part : flows) add_to(loading.flow_t, part);
}

}  // namespace amur::assign
