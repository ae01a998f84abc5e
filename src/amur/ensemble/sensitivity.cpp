#include "amur/ensemble/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace amur::ensemble {
namespace {

constexpr std::size_t fewest_draws = 40, folds = 10, most_parts = 32;
constexpr double two_sided_95 = 2.262;  // Student's t of folds - 1 degrees of freedom

// `order` lists draws by rising input; those of a fold are left out.
double explained(std::span<const std::uint32_t> order, std::span<const double> answer,
                 std::size_t fold) {
  std::vector<double> kept;
  for (const auto draw : order)
    if (draw % folds != fold) kept.push_back(answer[draw]);
  const std::size_t n = kept.size();
  const auto parts = std::clamp<std::size_t>(
      static_cast<std::size_t>(std::lround(std::pow(static_cast<double>(n), 0.45))), 4, most_parts);
  const double mean = std::accumulate(kept.begin(), kept.end(), 0.0) / static_cast<double>(n);
  double between = 0, within = 0;
  for (std::size_t part = 0; part < parts; ++part) {
    const std::size_t begin = part * n / parts, end = (part + 1) * n / parts;
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += kept[i];
    const double own = sum / static_cast<double>(end - begin);
    between += static_cast<double>(end - begin) * (own - mean) * (own - mean);
    for (std::size_t i = begin; i < end; ++i) within += (kept[i] - own) * (kept[i] - own);
  }
  const double by_chance = within / static_cast<double>(n - parts);
  const double whole = between + within;
  return whole > 0 ? (between - static_cast<double>(parts - 1) * by_chance) / whole : 0;
}

}  // namespace

first_order_index first_order(std::span<const double> input, std::span<const double> answer) {
  if (input.size() < fewest_draws) return {};
  std::vector<std::uint32_t> order(input.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t draw) { return input[draw]; });
  first_order_index found;
  found.index = explained(order, answer, folds);  // no fold has this number
  std::vector<double> without;
  for (std::size_t fold = 0; fold < folds; ++fold)
    without.push_back(explained(order, answer, fold));
  const double mean = std::accumulate(without.begin(), without.end(), 0.0) / folds;
  double squares = 0;
  for (const double each : without) squares += (each - mean) * (each - mean);
  const double half = two_sided_95 * std::sqrt(squares * (folds - 1) / folds);
  found.low = std::max(0.0, found.index - half);
  found.high = std::min(1.0, found.index + half);
  found.index = std::clamp(found.index, 0.0, 1.0);
  return found;
}

}  // namespace amur::ensemble
