#include "amur/assign/price_search.h"

#include <algorithm>
#include <cmath>

namespace amur::assign {
namespace {

constexpr double longest_step = 4;   // of the last one, beyond what the secant says
constexpr double least_move = 1e-3;  // of a price, in scales, to learn from
constexpr double widening = 4;       // of a scale, from one step to the next, at most
constexpr double jumped = 1;         // a logarithm of flow over limit too far for a secant
constexpr double widest = 1e6, narrowest = 0.02;  // of the first scale

}  // namespace

price_search::price_search(std::span<const double> scale)
    : first_scale_(scale.begin(), scale.end()),
      scale_(first_scale_),
      moved_(scale.size(), 0.0),
      known_(scale.size()) {}

void price_search::learn(std::span<const double> price_before, std::span<const double> log_before,
                         std::span<const double> price_after, std::span<const double> log_after) {
  for (std::size_t c = 0; c < scale_.size(); ++c) {
    auto& [too_low, too_high] = known_[c];
    const double price = price_after[c], moved = price - price_before[c];
    moved_[c] = std::abs(moved);
    // Other prices move too, so what was too low or too high may be so no more.
    if (log_after[c] > 0) too_low = price;
    if (log_after[c] < 0) too_high = price;
    if (log_after[c] > 0 && too_high <= price) too_high = std::numeric_limits<double>::infinity();
    if (log_after[c] < 0 && too_low >= price) too_low = -1;
    if (moved_[c] > least_move * first_scale_[c]) {
      const double fell = log_before[c] - log_after[c];
      const double answer = fell / moved > 0 ? moved / fell : widest * scale_[c];
      scale_[c] = std::clamp(std::min(answer, widening * scale_[c]), narrowest * first_scale_[c],
                             widest * first_scale_[c]);
    } else if (price == 0) {
      scale_[c] = first_scale_[c];
      known_[c] = {};
    }
  }
}

double price_search::step(std::size_t c, double price, double log_excess) const {
  const auto& [too_low, too_high] = known_[c];
  if (log_excess < -jumped && too_low >= 0 && too_low < price) return (too_low - price) / 2;
  if (log_excess > jumped && std::isfinite(too_high) && too_high > price)
    return (too_high - price) / 2;
  const double most = longest(c, log_excess);
  return std::clamp(scale_[c] * log_excess, -most, most);
}

double price_search::longest(std::size_t c, double log_excess) const {
  return longest_step * moved_[c] + std::abs(scale_[c] * log_excess);
}

}  // namespace amur::assign
