#include "amur/assign/line_search.h"

#include <algorithm>
#include <cmath>

#include "amur/base/illinois.h"

namespace amur::assign {
namespace {

constexpr int most_trial_steps = 20;
constexpr double slope_left = 0.01;  // of the first slope

}  // namespace

void flow_direction::clear(std::size_t arcs) {
  fixed_h = 0;
  time_weight.assign(arcs, 0.0);
  volume_pce.assign(arcs, 0.0);
}

void flow_direction::add(const flow_direction& other) {
  fixed_h += other.fixed_h;
  for (std::size_t arc = 0; arc < volume_pce.size(); ++arc) {
    time_weight[arc] += other.time_weight[arc];
    volume_pce[arc] += other.volume_pce[arc];
  }
}

double best_step(const problem& problem, const flow_direction& along, const congestion& network) {
  const auto volume = network.volume_pce();
  const auto slope = [&](double step) {
    double sum = along.fixed_h;
    for (std::size_t arc = 0; arc < volume.size(); ++arc)
      if (along.time_weight[arc] != 0)
        sum += along.time_weight[arc] *
               problem.delay[arc].time_h(std::max(0.0, volume[arc] + step * along.volume_pce[arc]));
    return sum;
  };
  const double first = slope(0), last = slope(1);
  if (!(first < 0)) return 0;
  if (last <= slope_left * -first) return 1;
  illinois_bracket bracket{0, 1, first, last};
  double step = 0;
  for (int trial = 0; trial < most_trial_steps; ++trial) {
    step = bracket.next();
    const double here = slope(step);
    if (std::abs(here) < slope_left * std::abs(first)) break;
    bracket.narrow(step, here);
  }
  return step;
}

void take_step(const flow_direction& along, double step, congestion& network) {
  std::vector<double> volume(network.volume_pce().begin(), network.volume_pce().end());
  for (std::size_t arc = 0; arc < volume.size(); ++arc)
    volume[arc] = std::max(0.0, volume[arc] + step * along.volume_pce[arc]);
  network.set(std::move(volume), {});
}

}  // namespace amur::assign
