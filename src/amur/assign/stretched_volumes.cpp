#include "amur/assign/stretched_volumes.h"

#include <algorithm>
#include <cmath>

namespace amur::assign {
namespace {

// Most of a flow can't avoid its arc: of what an hour would drive away if it could, a part. Smaller
// ones leave roads far beyond their capacity leaping, larger ones slow the others down.
constexpr double avoidable = 0.1;
// What may come to an arc that nobody uses yet, of all that is delivered.
constexpr double possible_share = 0.1;
constexpr int most_halvings = 200;
constexpr double rounding = 4e-16;

}  // namespace

stretched_volumes::stretched_volumes(const problem& problem, const unknowns& unknowns,
                                     const evaluation& at)
    : problem_(&problem), unknowns_(&unknowns) {
  std::vector<double> delivered;
  for (const auto& loading : at.classes) {
    double sum = 0;
    for (const auto& pair : loading.od) sum += pair.delivered_t;
    delivered.push_back(sum);
  }
  for (const auto arc : unknowns.arcs) {
    const auto group = problem.group(arc);
    double sum = 0;
    for (std::size_t k = 0; k < at.classes.size(); ++k) {
      const auto& user = problem.classes[k];
      const double t = std::max(at.classes[k].flow_t[arc], possible_share * delivered[k]);
      sum +=
          t * user.pce_per_t[group] * user.time_cost_usd_per_t_h[group] / user.dispersion_usd_per_t;
    }
    pce_per_h_.push_back(avoidable * sum);
  }
}

double stretched_volumes::stretched(std::size_t i, double volume_pce) const {
  return volume_pce + pce_per_h_[i] * problem_->delay[unknowns_->arcs[i]].time_h(volume_pce);
}

double stretched_volumes::slope(std::size_t i, double volume_pce) const {
  return 1 + pce_per_h_[i] * problem_->delay[unknowns_->arcs[i]].slope(volume_pce);
}

// Newton's method within a bracket, which is halved where a step would leave it.
double stretched_volumes::volume(std::size_t i, double wanted) const {
  double low = 0, high = wanted - stretched(i, 0);
  if (!(high > 0)) return 0;
  // From far off Newton's steps on a steep delay are short; from within twice the volume they are
  // not.
  while (high > 0 && stretched(i, high / 2) > wanted) high /= 2;
  double volume = high;
  for (int n = 0; n < most_halvings; ++n) {
    const double error = stretched(i, volume) - wanted;
    (error > 0 ? high : low) = volume;
    double next = volume - error / slope(i, volume);
    if (!(next >= low && next <= high)) next = low + (high - low) / 2;
    if (std::abs(next - volume) <= rounding * volume) return next;
    volume = next;
  }
  return volume;
}

}  // namespace amur::assign
