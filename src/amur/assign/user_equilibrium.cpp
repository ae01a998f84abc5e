#include "amur/assign/user_equilibrium.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "amur/assign/bush_demand.h"
#include "amur/assign/bush_passes.h"
#include "amur/assign/bush_step.h"
#include "amur/assign/congestion.h"
#include "amur/assign/cost.h"
#include "amur/assign/shared_segments.h"

namespace amur::assign {
namespace {

// Freight is first loaded in this many parts, each at the costs of those before.
constexpr std::size_t loading_parts = 20;
// Sums over bushes are made in this many parts whatever the threads.
constexpr std::size_t sum_parts = 8;
// Within one set of bushes: at most so many passes, or until the excess is down to this share.
constexpr int most_passes = 60;
constexpr double pass_aim = 0.03;
// Nothing is gained by going further below the tolerance than to this share of it.
constexpr double last_aim = 0.3;
// Segments that bushes share are swept over after each of so many passes.
constexpr int passes_a_sweep = 2;
// Pairs of several bushes can undo each other's shifts so that a pass looks better than it is;
// where the gap did not fall to this share, more passes are made next time.
constexpr double fair_progress = 0.5;
// Links nearer to the least cost than this share of the mean excess a tonne are left alone.
constexpr double threshold_share = 0.01;
// Prices of hard capacities move once the gap is down to this share of their residual.
constexpr double settled_share = 0.01;
// Threads cost more than they bring to problems of fewer states times bushes.
constexpr std::size_t least_parallel_work = 20000;

std::size_t threads_for(const problem& problem, std::size_t bushes, const options& options) {
  return bushes * problem.graph.state_count() < least_parallel_work ? 1 : options.threads;
}

// Steps without a better gap after which rounding is taken to be all that is left.
constexpr int most_idle_steps = 20;

struct bush_solver {
  const problem& problem_;
  bush_set set;
  std::vector<double> scale;  // [class] hours of one pce per USD
  thread_pool pool;
  congestion network;
  bush_passes passes;
  shared_sweeps shared;
  bush_step step;
  solution result;
  bool may_refuse;
  double tolerance;
  double last_excess = route::unreachable;
  int least_passes = 1;

  bush_solver(const problem& given, const options& options)
      : problem_(given),
        set(make_bushes(given)),
        scale(hours_per_usd(given)),
        pool(threads_for(given, set.bushes.size(), options)),
        network(given),
        passes(given, scale, pool, network, set),
        shared(given, scale, pool, network, set),
        step(given, scale, pool, set, passes.demand_varies()),
        may_refuse(!given.constraints.empty()),
        tolerance(options.tolerance) {
    result.may_refuse = may_refuse;
  }

  void plant_at_rising_costs();
  void start_from(bush_set start);
  bool adopt(bush& old, bush& own, bush_places& place);
  void settle_all();
  bush_sums renew_all();
  void even_out(const bush_sums& before);
};

void bush_solver::plant_at_rising_costs() {
  const std::size_t parts = std::clamp<std::size_t>(set.bushes.size() / 4, 1, loading_parts);
  std::vector<std::uint32_t> all(set.bushes.size());
  std::iota(all.begin(), all.end(), 0U);
  for (std::size_t part = 0; part < parts; ++part) {
    step.write_costs(network);
    const auto range = block_of(part, parts, set.bushes.size());
    step.plant_bushes(std::span(all).subspan(range.begin, range.end - range.begin));
    for (auto i = range.begin; i < range.end; ++i) {
      const auto& bush = set.bushes[i];
      for (std::size_t link = 0; link < bush.arc.size(); ++link)
        network.add(problem_.classes[bush.user], bush.arc[link], bush.flow_t[link]);
    }
  }
}

// Takes an earlier bush over where it is open to the class and reaches all destinations.
bool bush_solver::adopt(bush& old, bush& own, bush_places& place) {
  const auto& user = problem_.classes[own.user];
  const bool open = std::all_of(old.arc.begin(), old.arc.end(), [&](std::uint32_t arc) {
    return arc < problem_.graph.arc_count() && std::isfinite(user.fixed_cost_usd_per_t[arc]);
  });
  if (!open || old.state.empty()) return false;
  place.enter(old);
  const auto demands = set.demands(own);
  const bool reaches = std::all_of(demands.begin(), demands.end(), [&](std::uint32_t i) {
    return place[user.demand[i].destination.value] != no_link;
  });
  place.leave(old);
  if (!reaches) return false;
  const auto begin = own.demand_begin, end = own.demand_end;
  own = std::move(old);
  own.demand_begin = begin;
  own.demand_end = end;
  return true;
}

void bush_solver::start_from(bush_set start) {
  const auto before = [](const bush& a, const bush& b) {
    return std::pair(a.user, a.origin) < std::pair(b.user, b.origin);
  };
  for (std::size_t k = 0; k < set.delivered_t.size() && k < start.delivered_t.size(); ++k)
    for (std::size_t i = 0; i < set.delivered_t[k].size(); ++i)
      if (start.delivered_t[k].size() == set.delivered_t[k].size() &&
          may_vary(problem_.classes[k].demand[i], may_refuse))
        set.delivered_t[k][i] = start.delivered_t[k][i];
  std::vector<std::uint8_t> adopted(set.bushes.size(), 0);
  pool.run(sum_parts, [&](std::size_t part, std::size_t thread) {
    const auto range = block_of(part, sum_parts, set.bushes.size());
    for (auto i = range.begin; i < range.end; ++i) {
      auto& own = set.bushes[i];
      const auto at = std::lower_bound(start.bushes.begin(), start.bushes.end(), own, before);
      if (at != start.bushes.end() && !before(own, *at))
        adopted[i] = adopt(*at, own, step.places(thread)) ? 1 : 0;
    }
  });
  settle_all();
  std::vector<std::uint32_t> left;
  for (std::uint32_t i = 0; i < adopted.size(); ++i)
    if (!adopted[i]) left.push_back(i);
  if (left.empty()) return;
  step.write_costs(network);
  step.plant_bushes(left);
}

// Makes flows conserve demand and volumes the sum of flows.
void bush_solver::settle_all() {
  std::vector<std::vector<std::vector<double>>> parts(sum_parts);
  pool.run(sum_parts, [&](std::size_t part, std::size_t thread) {
    step.settle_bushes(block_of(part, sum_parts, set.bushes.size()), thread, parts[part]);
  });
  auto& flow = result.class_flow_t;
  flow.assign(problem_.classes.size(), std::vector<double>(problem_.graph.arc_count(), 0.0));
  for (const auto& part : parts)
    for (std::size_t k = 0; k < flow.size(); ++k)
      for (std::size_t arc = 0; arc < part[k].size(); ++arc) flow[k][arc] += part[k][arc];
  network.set(volumes_pce(problem_, flow), constraint_flows(problem_, flow));
}

// Measures the gap of the present flows, and opens the bushes to what is cheaper.
bush_sums bush_solver::renew_all() {
  settle_all();
  step.write_costs(network);
  bush_sums all;
  for (const auto& own : step.renew()) all.add(own);
  return all;
}

void bush_solver::even_out(const bush_sums& before) {
  const bool helped = before.excess < fair_progress * last_excess;
  least_passes = helped ? std::max(1, least_passes / 2) : std::min(2 * least_passes, most_passes);
  last_excess = before.excess;
  const double threshold = before.t > 0 ? threshold_share * before.excess / before.t : 0;
  passes.wake_all();
  const double aim = std::max(pass_aim * before.excess,
                              last_aim * std::min(tolerance * before.total, before.excess));
  for (int pass = 1; pass <= most_passes; ++pass) {
    const double excess = passes.run(threshold);
    if (excess <= aim && pass >= least_passes) break;
    if (passes.demand_varies() || pass % passes_a_sweep != 0) continue;
    // What one sweep does not settle is hard enough to be worth the joint step.
    if (shared.run(aim, pass > passes_a_sweep) <= aim && pass >= least_passes) break;
  }
}

}  // namespace

solution solve_user_equilibrium(const problem& problem, const options& options,
                                const progress_callback& progress, std::optional<bush_set> start) {
  validate(problem);
  bush_solver solver(problem, options);
  auto& result = solver.result;
  if (start)
    solver.start_from(std::move(*start));
  else
    solver.plant_at_rising_costs();
  double best = route::unreachable;
  int idle_steps = 0;
  for (int number = 1;; ++number) {
    const auto all = solver.renew_all();
    const iteration step{number, all.total > 0 ? all.excess / all.total : 0,
                         solver.network.constraint_residual()};
    result.log.push_back(step);
    result.residual = step.residual;
    result.constraint_residual = step.constraint_residual;
    if (step.residual <= options.tolerance && step.constraint_residual <= options.tolerance) {
      result.status = status::converged;
      break;
    }
    const double off = std::max(step.residual, step.constraint_residual);
    idle_steps = off < best ? 0 : idle_steps + 1;
    best = std::min(best, off);
    if (number == options.max_iterations || idle_steps == most_idle_steps) break;
    if (progress && !progress(step)) {
      result.status = status::cancelled;
      break;
    }
    if (step.residual <= std::max(options.tolerance, settled_share * step.constraint_residual))
      solver.network.update_multipliers();
    solver.even_out(all);
  }
  result.od = demand_results(problem, solver.set, solver.step.least_cost());
  result.volume_pce.assign(solver.network.volume_pce().begin(), solver.network.volume_pce().end());
  for (std::uint32_t arc = 0; arc < problem.graph.arc_count(); ++arc)
    result.arc_time_h.push_back(solver.network.time_h(arc));
  result.constraint_price_usd = solver.network.constraint_prices();
  result.bushes = std::make_shared<const bush_set>(std::move(solver.set));
  return std::move(result);
}

}  // namespace amur::assign
