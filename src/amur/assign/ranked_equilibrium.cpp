#include "amur/assign/ranked_equilibrium.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "amur/assign/bush_demand.h"
#include "amur/assign/bush_step.h"
#include "amur/assign/cost.h"
#include "amur/assign/ranked_sweeps.h"

namespace amur::assign {
namespace {

// Freight is first loaded in this many groups, each at the costs of those before.
constexpr std::size_t loading_groups = 20;
// Between two steps: at most so many sweeps, or until the excess is down to this share.
constexpr int most_sweeps = 12;
constexpr double sweep_aim = 0.03;
// Nothing is gained by going further below the tolerance than to this share of it.
constexpr double last_aim = 0.3;
// Where a sweep leaves more than this share of the excess, the next one takes the joint step.
constexpr double fair_sweep = 0.9;
// Steps without a better gap after which rounding is taken to be all that is left.
constexpr int most_idle_steps_of_ranks = 20;

std::size_t bushes_of_all(ranks& all, std::size_t own) {
  std::uint64_t sum = own;
  const auto counts = gather(all, std::as_bytes(std::span(&sum, 1)));
  sum = 0;
  for (const auto& count : counts) sum += unpacker(count).take<std::uint64_t>();
  broadcast_value(all, sum);
  return sum;
}

bool demand_is_fixed(const problem& own) {
  if (!own.constraints.empty()) return false;
  for (const auto& user : own.classes)
    for (const auto& demand : user.demand)
      if (may_vary(demand, false)) return false;
  return true;
}

struct ranked_solver {
  const problem& own;
  ranks& all;
  ranked_state state;
  rank_parts cut;
  block_range parts;
  std::vector<double> scale;  // [class] hours of one pce per USD
  thread_pool pool;
  congestion network;
  bush_step step;
  ranked_sweeps sweeps;
  std::vector<std::vector<double>> class_flow_t;
  double tolerance;

  ranked_solver(const problem& given, ranks& group, bush_set made, const options& options)
      : own(given),
        all(group),
        state{std::move(made), {}},
        cut(bushes_of_all(group, state.set.bushes.size()), group.count()),
        parts(cut.parts_of(group.own())),
        scale(hours_per_usd(given)),
        pool(options.threads),
        network(given),
        step(given, scale, pool, state.set, false),
        sweeps(given, scale, pool, cut, group, network, state.set),
        tolerance(options.tolerance) {
    const auto range = cut.bushes_of(group.own());
    if (range.end - range.begin != state.set.bushes.size())
      throw std::invalid_argument("a rank's demand is not that of its bushes");
  }

  [[nodiscard]] block_range own_bushes_of(std::size_t part) const {
    const auto range = cut.bushes_of_part(parts.begin + part);
    const auto first = cut.bushes_of(all.own()).begin;
    return {range.begin - first, range.end - first};
  }
  void sum_flows(std::vector<std::vector<double>>& part_flows);
  void plant_at_rising_costs();
  void take_over(bush_set start);
  bush_sums renew_all();
  void even_out(const bush_sums& before);
};

// Adds all parts' flows, [class * arcs + arc], up to those of classes.
void ranked_solver::sum_flows(std::vector<std::vector<double>>& part_flows) {
  const auto arcs = own.graph.arc_count();
  const auto sum = sum_parts(cut, all, part_flows);
  for (std::size_t k = 0; k < class_flow_t.size(); ++k)
    for (std::size_t arc = 0; arc < arcs; ++arc) class_flow_t[k][arc] += sum[k * arcs + arc];
  network.set(volumes_pce(own, class_flow_t), {});
}

void ranked_solver::plant_at_rising_costs() {
  const auto arcs = own.graph.arc_count();
  const auto first = cut.bushes_of(all.own()).begin;
  const std::size_t groups = std::clamp<std::size_t>(cut.bushes / 4, 1, loading_groups);
  class_flow_t.assign(own.classes.size(), std::vector<double>(arcs, 0.0));
  for (std::size_t group = 0; group < groups; ++group) {
    step.write_costs(network);
    std::vector<std::uint32_t> planted;
    for (std::uint32_t i = 0; i < state.set.bushes.size(); ++i)
      if ((first + i) % groups == group) planted.push_back(i);
    step.plant_bushes(planted);
    std::vector<std::vector<double>> flows(parts.end - parts.begin);
    pool.run(flows.size(), [&](std::size_t part) {
      flows[part].assign(own.classes.size() * arcs, 0.0);
      const auto range = own_bushes_of(part);
      for (auto i = range.begin; i < range.end; ++i) {
        if ((first + i) % groups != group) continue;
        const auto& bush = state.set.bushes[i];
        for (std::size_t link = 0; link < bush.arc.size(); ++link)
          flows[part][bush.user * arcs + bush.arc[link]] += bush.flow_t[link];
      }
    });
    sum_flows(flows);
  }
}

void ranked_solver::take_over(bush_set start) {
  auto& bushes = state.set.bushes;
  if (start.bushes.size() != bushes.size())
    throw std::invalid_argument("there must be as many bushes as before");
  for (std::size_t i = 0; i < bushes.size(); ++i) {
    const auto begin = bushes[i].demand_begin, end = bushes[i].demand_end;
    if (start.bushes[i].user != bushes[i].user || start.bushes[i].origin != bushes[i].origin)
      throw std::invalid_argument("the bushes must be those of before");
    bushes[i] = std::move(start.bushes[i]);
    bushes[i].demand_begin = begin;
    bushes[i].demand_end = end;
  }
}

// Measures the gap of the present flows, and opens the bushes to what is cheaper.
bush_sums ranked_solver::renew_all() {
  const auto arcs = own.graph.arc_count();
  std::vector<std::vector<double>> flows(parts.end - parts.begin);
  pool.run(flows.size(), [&](std::size_t part, std::size_t thread) {
    std::vector<std::vector<double>> of_class;
    step.settle_bushes(own_bushes_of(part), thread, of_class);
    for (auto& flow : of_class) {
      flow.resize(arcs);
      flows[part].insert(flows[part].end(), flow.begin(), flow.end());
    }
  });
  class_flow_t.assign(own.classes.size(), std::vector<double>(arcs, 0.0));
  sum_flows(flows);
  step.write_costs(network);
  const auto sums = step.renew();
  std::vector<std::vector<double>> part_sums;
  for (std::size_t part = 0; part < flows.size(); ++part) {
    const auto range = own_bushes_of(part);
    bush_sums sum;
    for (auto i = range.begin; i < range.end; ++i) sum.add(sums[i]);
    part_sums.push_back({sum.excess, sum.total, sum.t});
  }
  const auto sum = sum_parts(cut, all, part_sums);
  return {sum[0], sum[1], sum[2]};
}

void ranked_solver::even_out(const bush_sums& before) {
  const double aim = std::max(sweep_aim * before.excess,
                              last_aim * std::min(tolerance * before.total, before.excess));
  double last = route::unreachable;
  bool together = false;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    const double excess = sweeps.run(aim, together);
    if (excess <= aim) break;
    together = excess > fair_sweep * last;
    last = excess;
  }
}

// What comes next after a step; rank 0 decides.
enum class next_step : std::uint8_t { another, converged, limit, cancelled };

next_step decide(ranked_solver& solver, const options& options, const progress_callback& progress) {
  auto& state = solver.state;
  const auto& step = state.log.back();
  auto next = next_step::another;
  state.idle_steps = step.residual < state.best ? 0 : state.idle_steps + 1;
  state.best = std::min(state.best, step.residual);
  if (step.residual <= options.tolerance)
    next = next_step::converged;
  else if (step.number >= options.max_iterations || state.idle_steps == most_idle_steps_of_ranks)
    next = next_step::limit;
  else if (solver.all.own() == 0 && progress && !progress(step))
    next = next_step::cancelled;
  broadcast_value(solver.all, next);
  return next;
}

solution answer(ranked_solver& solver, next_step last) {
  solution result;
  result.status = last == next_step::converged   ? status::converged
                  : last == next_step::cancelled ? status::cancelled
                                                 : status::iteration_limit;
  result.log = std::move(solver.state.log);
  result.residual = result.log.back().residual;
  result.class_flow_t = std::move(solver.class_flow_t);
  result.od = demand_results(solver.own, solver.state.set, solver.step.least_cost());
  const auto volume = solver.network.volume_pce();
  result.volume_pce.assign(volume.begin(), volume.end());
  for (std::uint32_t arc = 0; arc < volume.size(); ++arc)
    result.arc_time_h.push_back(solver.network.time_h(arc));
  result.bushes = std::make_shared<const bush_set>(std::move(solver.state.set));
  return result;
}

}  // namespace

solution solve_ranked_equilibrium(const problem& own, const options& options, ranks& all,
                                  const progress_callback& progress, const state_callback& keep,
                                  std::optional<ranked_state> start) {
  validate(own);
  if (!demand_is_fixed(own))
    throw std::invalid_argument("ranks solve for fixed demand without hard capacities");
  ranked_solver solver(own, all, make_bushes(own), options);
  if (start) {
    solver.take_over(std::move(start->set));
    solver.state.log = std::move(start->log);
    solver.state.best = start->best;
    solver.state.idle_steps = start->idle_steps;
  } else {
    solver.plant_at_rising_costs();
  }
  for (;;) {
    const auto sums = solver.renew_all();
    const int number = solver.state.log.empty() ? 1 : solver.state.log.back().number + 1;
    solver.state.log.push_back({number, sums.total > 0 ? sums.excess / sums.total : 0, 0});
    const auto next = decide(solver, options, progress);
    if (next != next_step::another) return answer(solver, next);
    solver.even_out(sums);
    if (keep) keep(solver.state);
  }
}

}  // namespace amur::assign
