#include <algorithm>
#include <cmath>
#include <vector>

#include "amur/assign/cost.h"
#include "amur/assign/kept_chains.h"
#include "amur/assign/logit_loading.h"
#include "amur/assign/replay.h"
#include "amur/assign/sums.h"

namespace amur::assign {
namespace {

// Means along the legs that freight takes.
struct leg_means {
  std::size_t count = 0;
  std::vector<std::uint32_t> slot;  // [leg] or `none`
  std::vector<double> value;        // [slot * count + i]
  [[nodiscard]] const double* of(std::size_t leg) const {
    return slot[leg] == none ? nullptr : &value[slot[leg] * count];
  }
};

struct replayed_class {
  const problem& problem_;
  const user_class& user;
  const leg_network& net;
  const arc_attributes& attributes;
  std::span<const od_result> pairs;
  std::vector<double> arc_cost;
  leg_costs costs;
  leg_means means;
  std::vector<kept_chain> kept;
  std::vector<double> stays;  // [demand]

  [[nodiscard]] std::size_t leg_of(const choice_state& state, const leg_exit& exit) const {
    return net.leg(exit.component, net.place_row[state.place], exit.column);
  }
};

// Calls `visit` with each step and the flow that takes it, `flow` [state] being what starts there.
template <class Visit>
void push(const choice_graph& graph, std::vector<double>& flow, Visit&& visit) {
  for (std::size_t at = 0; at < graph.states.size(); ++at) {
    if (flow[at] == 0) continue;
    for (const auto& step : graph.steps_of(graph.states[at])) {
      const double part = flow[at] * step.probability;
      if (part == 0) continue;
      visit(at, step, part);
      if (step.to != none) flow[step.to] += part;
    }
  }
}

// A class's graphs, or none where they are too many to be kept at once.
std::vector<choice_graph> gather_graphs(const replayed_class& own, std::size_t blocks,
                                        thread_pool& pool) {
  std::vector<choice_graph> graphs(own.net.groups.size());
  std::vector<std::uint8_t> is_too_much(blocks, 0);
  pool.run(blocks, [&](std::size_t block) {
    choice_search search(own.problem_, own.user, own.net, own.arc_cost, own.costs);
    const auto range = block_of(block, blocks, own.net.groups.size());
    std::size_t steps = 0;
    for (std::size_t g = range.begin; g < range.end; ++g) {
      graphs[g] = search.run(own.net.groups[g]);
      steps += graphs[g].steps.size();
      is_too_much[block] = steps > most_kept_steps / blocks;
      if (is_too_much[block]) return;
    }
  });
  if (std::ranges::find(is_too_much, 1) != is_too_much.end()) graphs.clear();
  return graphs;
}

// Legs that freight takes, by the graphs and what keeps to its chains.
std::vector<std::uint8_t> used_legs(const replayed_class& own,
                                    std::span<const choice_graph> graphs) {
  std::vector<std::uint8_t> used(own.net.matrix_size, 0);
  for (const auto& graph : graphs)
    for (const auto& state : graph.states)
      for (const auto& step : graph.steps_of(state))
        if (step.probability > 0) used[own.leg_of(state, *step.exit)] = 1;
  for (const auto& chain : own.kept)
    for (const auto leg : chain.legs) used[leg] = 1;
  return used;
}

// Legs that there are at all.
std::vector<std::uint8_t> open_legs(const replayed_class& own) {
  std::vector<std::uint8_t> open(own.net.matrix_size);
  for (std::size_t leg = 0; leg < open.size(); ++leg)
    open[leg] = std::isfinite(own.costs.matrix[leg]);
  return open;
}

void average_legs(replayed_class& own, std::span<const std::uint8_t> used, thread_pool& pool) {
  const std::size_t n = own.attributes.count;
  own.means.count = n;
  own.means.slot.assign(used.size(), none);
  std::uint32_t slots = 0;
  for (std::size_t leg = 0; leg < used.size(); ++leg)
    if (used[leg]) own.means.slot[leg] = slots++;
  own.means.value.assign(slots * n, 0.0);
  const auto model = leg_model_of(own.problem_, own.user, own.net);
  pool.run(work_blocks, [&](std::size_t block) {
    leg_router router(model, own.arc_cost);
    std::vector<double> mean;
    const auto range = block_of(block, work_blocks, own.net.targets.size());
    for (std::size_t t = range.begin; t < range.end; ++t) {
      const auto& target = own.net.targets[t];
      const auto first = own.net.leg(target.component, 0, target.column);
      const auto rows = own.net.components[target.component].places.size();
      const auto wanted = used.subspan(first, rows);
      if (std::none_of(wanted.begin(), wanted.end(), [](auto each) { return each != 0; })) continue;
      mean.assign(rows * n, 0.0);
      router.average(target, wanted, own.attributes.value, n, mean);
      for (std::size_t row = 0; row < rows; ++row)
        if (wanted[row])
          std::copy_n(&mean[row * n], n, &own.means.value[own.means.slot[first + row] * n]);
    }
  });
}

// What freight sends over each leg; empty where plain arcs aren't wanted.
struct sent_legs {
  std::vector<double> flow_t;  // [leg]
  std::vector<double> beyond;  // [leg * count] sum over its tonnes of what lies beyond the leg
};

struct group_replay {
  const replayed_class& own;
  std::span<const std::uint32_t> row_of_arc;
  std::vector<double>& od;      // [demand * count], each written by one group
  std::vector<double> through;  // [row * count]
  sent_legs legs;
  std::vector<double> flow = {};    // [state]
  std::vector<double> ahead = {};   // [state * count] mean from the state to the destination
  std::vector<double> behind = {};  // [state * count] sum over tonnes from their origins to it

  void run(const choice_group& group, const choice_graph& graph) {
    const std::size_t n = own.attributes.count;
    flow.assign(graph.states.size(), 0.0);
    ahead.assign(graph.states.size() * n, 0.0);
    behind.assign(graph.states.size() * n, 0.0);
    for (auto at = graph.states.size(); at-- > 0;)
      for (const auto& step : graph.steps_of(graph.states[at]))
        if (step.probability > 0) add_step(graph, at, step, step.probability, &ahead[at * n]);
    for (std::size_t j = 0; j < group.demands.size(); ++j) {
      const auto i = group.demands[j];
      const double* start = &own.attributes.start[i * n];
      add_scaled(&od[i * n], start, 1, n);
      const auto at = graph.start[j];
      if (at == none) continue;
      const double chooses = 1 - own.stays[i];
      add_scaled(&od[i * n], &ahead[at * n], chooses, n);
      add_scaled(&behind[at * n], start, own.pairs[i].delivered_t * chooses, n);
      flow[at] += own.pairs[i].delivered_t * chooses;
    }
    push(graph, flow, [&](std::size_t at, const choice_step& step, double part) {
      send(graph, at, step, part);
    });
  }

  void add_leg(const choice_graph& graph, std::size_t at, const choice_step& step, double factor,
               double* sum) const {
    const std::size_t n = own.attributes.count;
    if (const auto* mean = own.means.of(own.leg_of(graph.states[at], *step.exit)))
      add_scaled(sum, mean, factor, n);
    if (step.exit->arc != none)
      add_scaled(sum, &own.attributes.value[step.exit->arc * n], factor, n);
  }

  // Adds a step's mean from its state to the destination, times `factor`.
  void add_step(const choice_graph& graph, std::size_t at, const choice_step& step, double factor,
                double* sum) const {
    add_leg(graph, at, step, factor, sum);
    if (step.to != none)
      add_scaled(sum, &ahead[step.to * own.attributes.count], factor, own.attributes.count);
  }

  void send(const choice_graph& graph, std::size_t at, const choice_step& step, double part) {
    const std::size_t n = own.attributes.count;
    if (step.exit->arc != none) {
      double* sums = &through[row_of_arc[step.exit->arc] * n];
      add_scaled(sums, &behind[at * n], step.probability, n);
      add_step(graph, at, step, part, sums);
    }
    if (!legs.flow_t.empty()) send_leg(graph, at, step, part);
    if (step.to == none) return;
    double* next = &behind[step.to * n];
    add_scaled(next, &behind[at * n], step.probability, n);
    add_leg(graph, at, step, part, next);
  }

  void send_leg(const choice_graph& graph, std::size_t at, const choice_step& step, double part) {
    const std::size_t n = own.attributes.count, leg = own.leg_of(graph.states[at], *step.exit);
    double* beyond = &legs.beyond[leg * n];
    legs.flow_t[leg] += part;
    add_scaled(beyond, &behind[at * n], step.probability, n);
    if (step.exit->arc != none)
      add_scaled(beyond, &own.attributes.value[step.exit->arc * n], part, n);
    if (step.to != none) add_scaled(beyond, &ahead[step.to * n], part, n);
  }
};

// The labelled arcs of a problem: few beside all, so sums over them are kept in rows.
struct labelled_rows {
  std::vector<std::uint32_t> arc;         // [row]
  std::vector<std::uint32_t> row_of_arc;  // [arc], `none` for plain ones
};

labelled_rows rows_of(const problem& problem) {
  labelled_rows rows;
  rows.row_of_arc.assign(problem.graph.arc_count(), none);
  for (std::uint32_t arc = 0; arc < rows.row_of_arc.size(); ++arc) {
    if (problem.label(arc) == 0) continue;
    rows.row_of_arc[arc] = static_cast<std::uint32_t>(rows.arc.size());
    rows.arc.push_back(arc);
  }
  return rows;
}

// Adds what keeps to its alternatives.
void add_kept(const replayed_class& own, route_averages& averages, sent_legs& legs) {
  const std::size_t n = own.attributes.count;
  std::vector<double> sum(n);
  for (const auto& chain : own.kept) {
    sum.assign(n, 0.0);
    for (const auto leg : chain.legs) add_scaled(sum.data(), own.means.of(leg), 1, n);
    for (const auto [arc] : chain.labelled_arcs)
      add_scaled(sum.data(), &own.attributes.value[arc * n], 1, n);
    add_scaled(&averages.od[chain.demand * n], sum.data(), chain.share, n);
    add_scaled(sum.data(), &own.attributes.start[chain.demand * n], 1, n);
    const double flow = own.pairs[chain.demand].delivered_t * chain.share;
    for (const auto [arc] : chain.labelled_arcs)
      add_scaled(&averages.through[arc * n], sum.data(), flow, n);
    if (legs.flow_t.empty()) continue;
    for (const auto leg : chain.legs) {
      legs.flow_t[leg] += flow;
      add_scaled(&legs.beyond[leg * n], sum.data(), flow, n);
      add_scaled(&legs.beyond[leg * n], own.means.of(leg), -flow, n);
    }
  }
}

// Fills `through` of plain arcs from what goes over the legs.
void sum_plain_arcs(const replayed_class& own, const sent_legs& legs, thread_pool& pool,
                    std::vector<double>& through) {
  const std::size_t n = own.attributes.count;
  std::vector<std::vector<double>> parts(work_blocks);
  const auto model = leg_model_of(own.problem_, own.user, own.net);
  pool.run(work_blocks, [&](std::size_t block) {
    leg_router router(model, own.arc_cost);
    parts[block].assign(through.size(), 0.0);
    const auto range = block_of(block, work_blocks, own.net.targets.size());
    for (std::size_t t = range.begin; t < range.end; ++t) {
      const auto& target = own.net.targets[t];
      const auto first = own.net.leg(target.component, 0, target.column);
      const auto rows = own.net.components[target.component].places.size();
      const auto flow_t = std::span(legs.flow_t).subspan(first, rows);
      if (std::ranges::all_of(flow_t, [](double each) { return each == 0; })) continue;
      router.sum(target, flow_t, std::span(legs.beyond).subspan(first * n, rows * n),
                 own.attributes.value, n, parts[block]);
    }
  });
  for (const auto& part : parts)
    for (std::size_t i = 0; i < through.size(); ++i) through[i] += part[i];
}

sent_legs no_legs_sent(const replayed_class& own) {
  if (!own.attributes.of_plain_arcs) return {};
  return {std::vector<double>(own.net.matrix_size, 0.0),
          std::vector<double>(own.net.matrix_size * own.attributes.count, 0.0)};
}

}  // namespace

route_averages replay_logit(const problem& problem, std::size_t class_index,
                            const solution& solution, const arc_attributes& attributes,
                            thread_pool& pool) {
  const auto& user = problem.classes[class_index];
  const std::size_t n = attributes.count, arcs = problem.graph.arc_count();
  const auto net = build_leg_network(problem, user, user.fixed_cost_usd_per_t);
  replayed_class own{problem, user, net, attributes, solution.od[class_index], {}, {}, {}, {}, {}};
  const auto& record = solution.loadings.front();
  choice_costs(problem, user, record.arc_time_h, record.constraint_price_usd, own.arc_cost);
  find_leg_costs(leg_model_of(problem, user, net), own.arc_cost, pool, own.costs);
  own.kept = open_chains(problem, user, net, own.costs.matrix, record.constraint_price_usd);
  own.stays = kept_shares(own.kept, user.demand.size());
  const std::size_t blocks = std::min(work_blocks, net.groups.size());
  const auto graphs = gather_graphs(own, blocks, pool);
  average_legs(own, graphs.empty() ? open_legs(own) : used_legs(own, graphs), pool);

  route_averages averages{std::vector<double>(user.demand.size() * n, 0.0),
                          std::vector<double>(arcs * n, 0.0)};
  const auto rows = rows_of(problem);
  std::vector<group_replay> replays;
  for (std::size_t b = 0; b < blocks; ++b)
    replays.push_back({own, rows.row_of_arc, averages.od,
                       std::vector<double>(rows.arc.size() * n, 0.0), no_legs_sent(own)});
  const auto replay = [&](std::size_t block, const choice_group& group, const choice_graph& graph) {
    replays[block].run(group, graph);
  };
  if (graphs.empty())
    for_each_group(problem, user, net, own.arc_cost, own.costs, blocks, pool, replay);
  else
    pool.run(blocks, [&](std::size_t block) {
      const auto range = block_of(block, blocks, graphs.size());
      for (auto g = range.begin; g < range.end; ++g) replay(block, net.groups[g], graphs[g]);
    });
  auto legs = no_legs_sent(own);
  for (const auto& part : replays) {
    for (std::size_t row = 0; row < rows.arc.size(); ++row)
      add_scaled(&averages.through[rows.arc[row] * n], &part.through[row * n], 1, n);
    for (std::size_t leg = 0; leg < legs.flow_t.size(); ++leg) {
      legs.flow_t[leg] += part.legs.flow_t[leg];
      add_scaled(&legs.beyond[leg * n], &part.legs.beyond[leg * n], 1, n);
    }
  }
  add_kept(own, averages, legs);
  if (attributes.of_plain_arcs) sum_plain_arcs(own, legs, pool, averages.through);
  return averages;
}

}  // namespace amur::assign
