#include "amur/trade/robust_score.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "amur/base/number.h"

namespace amur::trade {
namespace {

// The median absolute deviation of a normal variable is 1 / 1.4826 of its standard deviation.
constexpr double normal_factor = 1.4826022185056018;
// Of the median absolute deviation beside the standard deviation (Rousseeuw & Croux 1993).
constexpr double efficiency = 0.3674;

double median_of(std::vector<double>& values) {
  const auto half = values.size() / 2;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(half);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  const double below = *std::max_element(values.begin(), middle);
  return below == *middle ? below : below + (*middle - below) / 2;
}

// b_n of Croux & Rousseeuw (1992) for n > 9.
double small_sample_factor(double rows) { return rows / (rows - 0.8); }

score_group measure(std::vector<double> values, const score_options& options) {
  score_group group;
  group.rows = values.size();
  group.centre = median_of(values);
  if (!std::isfinite(group.centre)) return group;
  const auto rows = static_cast<double>(group.rows);
  for (double& each : values) each = std::abs(each - group.centre);
  group.scale = normal_factor * small_sample_factor(rows) * median_of(values);
  const boost::math::students_t spread(efficiency * (rows - 1));
  group.threshold = boost::math::quantile(
      boost::math::complement(spread, options.two_sided ? options.level / 2 : options.level));
  return group;
}

double score_of(double value, const score_group& group) {
  if (!std::isfinite(group.centre)) return no_number;
  const double beyond = value - group.centre;
  if (group.scale > 0) return beyond / group.scale;
  return beyond == 0 ? 0 : beyond > 0 ? infinite : -infinite;
}

}  // namespace

robust_scores score_by_size(std::span<const double> value, std::span<const double> size,
                            const score_options& options) {
  if (value.size() != size.size()) throw std::invalid_argument("columns of different lengths");
  robust_scores made;
  made.score.assign(value.size(), no_number);
  made.group.assign(value.size(), 0);
  std::vector<std::size_t> order;
  for (std::size_t row = 0; row < value.size(); ++row)
    if (!std::isnan(value[row]) && !std::isnan(size[row])) order.push_back(row);
  if (order.size() < fewest_scored) return made;
  std::ranges::stable_sort(order, {}, [&size](std::size_t row) { return size[row]; });
  const auto least = std::max(options.group_rows, fewest_scored);
  const std::size_t groups = std::max<std::size_t>(1, order.size() / least);
  for (std::size_t g = 0; g < groups; ++g) {
    const auto begin = order.size() * g / groups, end = order.size() * (g + 1) / groups;
    std::vector<double> values;
    for (auto i = begin; i < end; ++i) values.push_back(value[order[i]]);
    made.groups.push_back(measure(std::move(values), options));
    for (auto i = begin; i < end; ++i) {
      made.group[order[i]] = static_cast<std::uint32_t>(g);
      made.score[order[i]] = score_of(value[order[i]], made.groups.back());
    }
  }
  return made;
}

}  // namespace amur::trade
