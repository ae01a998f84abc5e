#include "amur/ensemble/screening.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "amur/base/number.h"
#include "amur/base/philox.h"
#include "amur/ensemble/varied_case.h"

namespace amur::ensemble {
namespace {

// Morris's choice: with an even number of levels and steps over half of them each place of the grid
// is as likely as any other, before a step and after it, and has one way to go.
constexpr std::uint32_t grid_levels = 4, grid_step = grid_levels / 2;

std::array<std::uint32_t, 4> chance(std::uint64_t seed, std::uint32_t factor,
                                    std::uint64_t trajectory) {
  return philox4x32({static_cast<std::uint32_t>(trajectory), factor,
                     static_cast<std::uint32_t>(trajectory >> 32), 3},
                    {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
}

}  // namespace

morris_design::morris_design(std::uint64_t seed, std::uint64_t trajectories,
                             std::vector<std::uint32_t> factors)
    : seed_(seed), trajectories_(trajectories), factors_(std::move(factors)) {}

std::uint64_t morris_design::runs() const { return trajectories_ * (factors_.size() + 1); }

std::uint64_t morris_design::rank_key(std::size_t factor, std::uint64_t trajectory) const {
  const auto words = chance(seed_, factors_[factor], trajectory);
  return std::uint64_t{words[0]} << 32 | words[1];
}

std::uint32_t morris_design::start_level(std::size_t factor, std::uint64_t trajectory) const {
  return chance(seed_, factors_[factor], trajectory)[2] % grid_levels;
}

// Whether it stands before so many others in the trajectory's order.
bool morris_design::is_moved(std::size_t factor, std::uint64_t trajectory,
                             std::uint64_t step) const {
  const auto own = std::pair(rank_key(factor, trajectory), factor);
  std::uint64_t before = 0;
  for (std::size_t other = 0; other < factors_.size(); ++other)
    before += std::pair(rank_key(other, trajectory), other) < own;
  return before < step;
}

std::vector<std::size_t> morris_design::order_of(std::uint64_t trajectory) const {
  std::vector<std::size_t> order(factors_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {},
                           [&](std::size_t factor) { return rank_key(factor, trajectory); });
  return order;
}

double morris_design::place(std::size_t factor, std::uint64_t run) const {
  const auto trajectory = run / (factors_.size() + 1), step = run % (factors_.size() + 1);
  auto level = start_level(factor, trajectory);
  if (is_moved(factor, trajectory, step)) level = (level + grid_step) % grid_levels;
  return static_cast<double>(level) / static_cast<double>(grid_levels - 1);
}

double morris_design::normal(std::uint32_t factor_number, std::uint64_t run) const {
  const auto at = std::ranges::find(factors_, factor_number);
  if (at == factors_.end()) return 0;
  const double within = place(static_cast<std::size_t>(at - factors_.begin()), run);
  return (2 * within - 1) * widths_of_nine_in_ten();
}

std::vector<elementary_effects> effects_of(const morris_design& design,
                                           std::span<const double> answers) {
  const auto count = design.factors();
  std::vector<std::vector<double>> effects(count);
  for (std::uint64_t trajectory = 0; trajectory < design.trajectories(); ++trajectory) {
    const auto order = design.order_of(trajectory);
    for (std::size_t step = 0; step < count; ++step) {
      const auto factor = order[step];
      const auto run = trajectory * (count + 1) + step;
      const double moved = design.place(factor, run + 1) - design.place(factor, run);
      const double effect = (answers[run + 1] - answers[run]) / moved;
      if (std::isfinite(effect)) effects[factor].push_back(effect);
    }
  }
  std::vector<elementary_effects> found;
  for (const auto& each : effects) {
    const auto n = static_cast<double>(each.size());
    double sum = 0, sizes = 0, squares = 0;
    for (const double effect : each) {
      sum += effect;
      sizes += std::abs(effect);
    }
    const double mean = per(sum, n);
    for (const double effect : each) squares += (effect - mean) * (effect - mean);
    found.push_back(
        {mean, per(sizes, n), n > 1 ? std::sqrt(squares / (n - 1)) : no_number, each.size()});
  }
  return found;
}

}  // namespace amur::ensemble
