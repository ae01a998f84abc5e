#include "amur/assign/capacity_prices.h"

#include <algorithm>
#include <cmath>

namespace amur::assign {
namespace {

constexpr double least_excess = -5;    // of a flow that has all but vanished
constexpr double least_answer = 0.02;  // a flow answers where its slope is this share of 1/scale
constexpr double steepest_answer = 50;

}  // namespace

capacity_prices::capacity_prices(std::vector<double> limits, std::vector<double> price)
    : limit_(std::move(limits)), price_(std::move(price)), last_(limit_.size()) {
  price_.resize(limit_.size(), 0.0);
}

void capacity_prices::update(std::span<const double> flow, std::span<const double> price_per_log) {
  for (std::size_t c = 0; c < price_.size(); ++c) {
    const double excess =
        flow[c] > 0 ? std::max(least_excess, std::log(flow[c] / limit_[c])) : least_excess;
    memory& last = last_[c];
    // Nobody is there to answer to a price that an earlier solution left.
    if (flow[c] == 0 && !last.known) price_[c] = 0;
    if (price_[c] == 0 && excess <= 0) {
      last = {};
      continue;
    }
    const double scale = std::max(price_per_log[c], 1e-9);
    double step = scale * excess;
    const double moved = price_[c] - last.price;
    if (last.known && std::abs(moved) > 1e-12 * scale) {
      const double slope = (excess - last.excess) / moved;
      const bool passed = (excess > 0) != (last.excess > 0);
      if (passed && std::abs(excess) > 1) {
        // The root was jumped over, and far from it a secant would lead astray.
        step = -moved / 2;
        last.gain = 1;
      } else if (slope < -least_answer / scale) {
        step = -excess / std::max(slope, -steepest_answer / scale);
        const double longest = 4 * std::abs(moved) + scale * std::abs(excess);
        step = std::clamp(step, -longest, longest);
        last.gain = 1;
      } else {
        last.gain = std::min(1e6, 2 * last.gain);
        step *= last.gain;
      }
    }
    last.price = price_[c];
    last.excess = excess;
    last.known = true;
    price_[c] = std::max(0.0, price_[c] + step);
  }
}

double capacity_prices::residual(std::span<const double> flow) const {
  double worst = 0;
  for (std::size_t c = 0; c < price_.size(); ++c) {
    const double excess = flow[c] / limit_[c] - 1;
    worst = std::max(worst, price_[c] > 0 ? std::abs(excess) : std::max(0.0, excess));
  }
  return worst;
}

}  // namespace amur::assign
