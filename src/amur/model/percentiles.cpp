#include "amur/model/percentiles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace amur::model {

double mean_of(const spread& values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

spread sum_of(const spread& one, const spread& other) {
  if (one.empty()) return other;
  if (other.empty()) return one;
  std::vector<double> sums;
  sums.reserve(one.size() * other.size());
  for (const double a : one)
    for (const double b : other) sums.push_back(a + b);
  std::ranges::sort(sums);
  spread result;
  for (std::size_t i = 0; i < spread_points; ++i)
    result.push_back(
        percentile_of(sums, (static_cast<double>(i) + 0.5) / static_cast<double>(spread_points)));
  return result;
}

double percentile_of(const spread& values, double share) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double at = std::clamp(share * static_cast<double>(values.size()) - 0.5, 0.0,
                               static_cast<double>(values.size() - 1));
  const auto below = static_cast<std::size_t>(std::floor(at));
  const auto above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], at - static_cast<double>(below));
}

}  // namespace amur::model
