#include "amur/ensemble/histogram.h"

#include <algorithm>
#include <cmath>

#include "amur/base/number.h"
#include "amur/base/percentile.h"

namespace amur::ensemble {
namespace {

constexpr double most_bins = 50, parts_without_quartiles = 7;

// A bin's width as digit times 10^exponent, so that its ends are rounded once.
struct round_width {
  double digit = 1;
  int exponent = 0;

  [[nodiscard]] double multiple(double count) const {
    const double power = std::pow(10.0, std::abs(exponent));
    return exponent < 0 ? count * digit / power : count * digit * power;
  }
  // How many whole widths are below a value.
  [[nodiscard]] double below(double value) const {
    double count = std::floor(value / multiple(1));
    while (multiple(count) > value) --count;
    while (multiple(count + 1) <= value) ++count;
    return count;
  }
  void widen() {
    digit = digit == 1 ? 2 : digit == 2 ? 5 : 1;
    if (digit == 1) ++exponent;
  }
};

// The least that is not below this one.
round_width width_of(double least) {
  round_width width{1, static_cast<int>(std::floor(std::log10(least))) - 1};
  while (width.multiple(1) < least) width.widen();
  return width;
}

}  // namespace

std::vector<histogram_bin> histogram_of(std::span<const double> sorted) {
  if (sorted.empty()) return {};
  const double low = sorted.front(), high = sorted.back();
  // Bins that a double can't tell apart would be none.
  if (!(high - low > 1e-12 * std::max(std::abs(low), std::abs(high))))
    return {{low, high, sorted.size()}};
  const double quartiles = percentile(sorted, 0.75) - percentile(sorted, 0.25);
  double least = 2 * quartiles / std::cbrt(static_cast<double>(sorted.size()));
  if (!(least > 0)) least = (high - low) / parts_without_quartiles;
  auto width = width_of(std::max(least, (high - low) / most_bins));
  while (width.below(high) - width.below(low) + 1 > most_bins) width.widen();
  const double first = width.below(low);
  std::vector<histogram_bin> bins;
  auto at = sorted.begin();
  for (double count = first; at != sorted.end(); ++count) {
    histogram_bin bin{width.multiple(count), width.multiple(count + 1), 0};
    const auto end = std::lower_bound(at, sorted.end(), bin.high);
    bin.count = static_cast<std::size_t>(end - at);
    at = end;
    // A value at the upper end of all stands in the last bin, not in one of its own.
    if (at != sorted.end() && *at == bin.high && sorted.back() == bin.high) {
      bin.count += static_cast<std::size_t>(sorted.end() - at);
      at = sorted.end();
    }
    bins.push_back(bin);
  }
  return bins;
}

double share_above(std::span<const double> sorted, double level) {
  const auto above = sorted.end() - std::ranges::upper_bound(sorted, level);
  return per(static_cast<double>(above), static_cast<double>(sorted.size()));
}

}  // namespace amur::ensemble
