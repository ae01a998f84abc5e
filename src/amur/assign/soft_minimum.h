#pragma once
// The expected least cost of a logit choice.

#include <algorithm>
#include <cmath>

#include "amur/route/shortest_path.h"

namespace amur::assign {

/// Options this many dispersions dearer than the best one get no flow: exp(-45) is below the
/// rounding of the others' sum.
inline constexpr double negligible_dispersions = 45;

struct soft_minimum {
  double cost = route::unreachable;  ///< -theta ln sum exp(-c / theta)
  double weight_sum = 0;
};

/// Turns the costs c of `items`, which `field_of` refers to, into weights exp(-(c - best) / theta).
template <class Items, class Field>
soft_minimum soften(Items&& items, double dispersion, Field&& field_of) {
  double best = route::unreachable;
  for (auto& item : items) best = std::min(best, field_of(item));
  soft_minimum result;
  if (!std::isfinite(best)) {
    for (auto& item : items) field_of(item) = 0;
    return result;
  }
  for (auto& item : items) {
    double& field = field_of(item);
    const double distance = (field - best) / dispersion;
    field = distance < negligible_dispersions ? std::exp(-distance) : 0;
    result.weight_sum += field;
  }
  result.cost = best - dispersion * std::log(result.weight_sum);
  return result;
}

/// How much of an alternative is considered that is `excess` dispersions dearer than the best one:
/// all of it up to two thirds of `bound`, nothing from `bound` on, and smoothly less in between, so
/// that no share jumps when a cost passes the bound (the idea, for routes: Watling, Rasmussen,
/// Prato & Nielsen 2018).
[[nodiscard]] inline double considered_share(double excess, double bound) {
  const double left = std::clamp(3 * (1 - excess / bound), 0.0, 1.0);
  return left * left * (3 - 2 * left);
}

}  // namespace amur::assign
