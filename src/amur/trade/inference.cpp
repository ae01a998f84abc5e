#include "amur/trade/inference.h"

#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>

#include "amur/base/chi_squared.h"
#include "amur/base/normal.h"

namespace amur::trade {
namespace {

double two_sided(double statistic, double degrees) {
  if (std::isnan(statistic)) return statistic;
  if (std::isinf(statistic)) return 0;
  if (std::isinf(degrees)) return std::erfc(std::abs(statistic) / std::numbers::sqrt2);
  return 2 * boost::math::cdf(
                 boost::math::complement(boost::math::students_t(degrees), std::abs(statistic)));
}

}  // namespace

double degrees_of_freedom(const gravity_estimate& estimate) {
  if (estimate.cluster_counts.empty()) return static_cast<double>(estimate.rows_used) - 1;
  return static_cast<double>(std::ranges::min(estimate.cluster_counts)) - 1;
}

inference infer(double value, double standard_error, double degrees, double confidence) {
  const double share = 0.5 + confidence / 2;
  const double width =
      standard_error * (std::isinf(degrees)
                            ? normal_quantile(share)
                            : boost::math::quantile(boost::math::students_t(degrees), share));
  const double statistic = value / standard_error;
  return {statistic, two_sided(statistic, degrees), value - width, value + width};
}

double f_above(double value, std::size_t first, double second) {
  const auto numerator = static_cast<double>(first);
  if (!(value > 0) || first == 0) return 1;
  if (std::isinf(second)) return chi_squared_above(value * numerator, first);
  return boost::math::cdf(boost::math::complement(boost::math::fisher_f(numerator, second), value));
}

}  // namespace amur::trade
