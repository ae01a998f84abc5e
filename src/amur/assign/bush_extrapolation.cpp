#include "amur/assign/bush_extrapolation.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/illinois.h"

namespace amur::assign {
namespace {

constexpr double reach = 4;           // times the change of shares
constexpr std::size_t sum_parts = 8;  // whatever the threads
constexpr int most_trials = 20;
constexpr double good_enough = 0.01;  // of the first slope

}  // namespace

bush_extrapolation::bush_extrapolation(const problem& problem,
                                       std::span<const double> hours_per_usd, thread_pool& pool,
                                       congestion& network, bush_set& set)
    : problem_(&problem),
      hours_per_usd_(hours_per_usd),
      pool_(&pool),
      network_(&network),
      set_(&set) {
  for (std::size_t i = 0; i < pool.size(); ++i)
    scratch_.push_back({bush_places(problem.graph.state_count()), {}, {}});
}

void bush_extrapolation::remember() {
  change_.resize(set_->bushes.size());
  for (std::size_t i = 0; i < change_.size(); ++i) change_[i] = set_->bushes[i].flow_t;
}

// Turns remembered flows into the way to the extrapolated ones.
void bush_extrapolation::extrapolate(const bush& bush, std::size_t thread,
                                     std::vector<double>& change) {
  auto& own = scratch_[thread];
  own.target = bush;
  auto& flow = own.target.flow_t;
  for (std::uint32_t p = 1; p < bush.size(); ++p) {
    const auto begin = bush.first_in[p], end = bush.first_in[p + 1];
    if (end - begin < 2) continue;
    double now = 0, before = 0;
    for (auto link = begin; link < end; ++link) {
      now += bush.flow_t[link];
      before += change[link];
    }
    if (!(now > 0) || !(before > 0)) continue;
    for (auto link = begin; link < end; ++link) {
      const double share = bush.flow_t[link] / now, old_share = change[link] / before;
      flow[link] = std::max(0.0, share + reach * (share - old_share));
    }
  }
  own.places.enter(bush);
  settle(*problem_, own.places, *set_, own.passing, own.target);
  own.places.leave(bush);
  for (std::size_t link = 0; link < change.size(); ++link)
    change[link] = flow[link] - bush.flow_t[link];
}

void bush_extrapolation::add_change(const bush& bush, std::span<const double> change,
                                    direction& sum) const {
  const auto& user = problem_->classes[bush.user];
  const double scale = hours_per_usd_[bush.user];
  for (std::size_t link = 0; link < change.size(); ++link) {
    if (change[link] == 0) continue;
    const auto arc = bush.arc[link];
    const auto group = problem_->group(arc);
    sum.fixed_h += scale * user.fixed_cost_usd_per_t[arc] * change[link];
    sum.time_weight[arc] += scale * user.time_cost_usd_per_t_h[group] * change[link];
    sum.volume_pce[arc] += user.pce_per_t[group] * change[link];
  }
}

// The root of the slope along the direction.
double bush_extrapolation::best_step(const direction& along) const {
  const auto volume = network_->volume_pce();
  const auto slope = [&](double step) {
    double sum = along.fixed_h;
    for (std::size_t arc = 0; arc < volume.size(); ++arc)
      if (along.time_weight[arc] != 0)
        sum += along.time_weight[arc] * problem_->delay[arc].time_h(std::max(
                                            0.0, volume[arc] + step * along.volume_pce[arc]));
    return sum;
  };
  const double first = slope(0), last = slope(1);
  if (!(first < 0)) return 0;
  if (last <= 0) return 1;
  illinois_bracket bracket{0, 1, first, last};
  double step = 0;
  for (int trial = 0; trial < most_trials; ++trial) {
    step = bracket.next();
    const double here = slope(step);
    if (std::abs(here) < good_enough * std::abs(first)) break;
    bracket.narrow(step, here);
  }
  return step;
}

void bush_extrapolation::take_step(const direction& along, double step) {
  pool_->run(sum_parts, [&](std::size_t part) {
    const auto range = block_of(part, sum_parts, set_->bushes.size());
    for (auto i = range.begin; i < range.end; ++i) {
      auto& flow = set_->bushes[i].flow_t;
      for (std::size_t link = 0; link < flow.size(); ++link)
        flow[link] = std::max(0.0, flow[link] + step * change_[i][link]);
    }
  });
  std::vector<double> volume(network_->volume_pce().begin(), network_->volume_pce().end());
  for (std::size_t arc = 0; arc < volume.size(); ++arc)
    volume[arc] = std::max(0.0, volume[arc] + step * along.volume_pce[arc]);
  network_->set(std::move(volume), {});
}

void bush_extrapolation::search() {
  const std::size_t arcs = problem_->graph.arc_count();
  std::vector<direction> parts(sum_parts);
  pool_->run(sum_parts, [&](std::size_t part, std::size_t thread) {
    parts[part].time_weight.assign(arcs, 0.0);
    parts[part].volume_pce.assign(arcs, 0.0);
    const auto range = block_of(part, sum_parts, set_->bushes.size());
    for (auto i = range.begin; i < range.end; ++i) {
      extrapolate(set_->bushes[i], thread, change_[i]);
      add_change(set_->bushes[i], change_[i], parts[part]);
    }
  });
  direction& along = parts[0];
  for (std::size_t part = 1; part < sum_parts; ++part) {
    along.fixed_h += parts[part].fixed_h;
    for (std::size_t arc = 0; arc < arcs; ++arc) {
      along.time_weight[arc] += parts[part].time_weight[arc];
      along.volume_pce[arc] += parts[part].volume_pce[arc];
    }
  }
  if (const double step = best_step(along); step > 0) take_step(along, step);
}

}  // namespace amur::assign
