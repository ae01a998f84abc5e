// Means and tails of what is drawn from a distribution.

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

#include "amur/crossing/distribution.h"

namespace amur::crossing {
namespace {

// Whole numbers are summed one by one up to here, and as an integral beyond.
constexpr int most_summed = 1000;

double normal_above(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }
double normal_density(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }

template <class Value>
double weighted_mean(const distribution& of, Value&& value_of) {
  double sum = 0, weights = 0;
  for (std::size_t i = 0; i < of.values.size(); ++i) {
    sum += of.weights[i] * value_of(of.values[i]);
    weights += of.weights[i];
  }
  return sum / weights;
}

double lognormal_sigma(const distribution& of) {
  return std::sqrt(std::log1p((of.b / of.a) * (of.b / of.a)));
}

// How many standard deviations of the logarithm x lies above its mean.
double lognormal_place(const distribution& of, double x) {
  const double sigma = lognormal_sigma(of);
  return (std::log(x / of.a) + sigma * sigma / 2) / sigma;
}

struct gamma_shape {
  double shape, scale;
};
gamma_shape gamma_of(const distribution& of) {
  if (of.kind == distribution_kind::erlang) return {of.b, of.a / of.b};
  return {(of.a / of.b) * (of.a / of.b), of.b * of.b / of.a};
}

double triangular_above(const distribution& of, double x) {
  if (x >= of.c) return 0;
  if (x >= of.b) return (of.c - x) * (of.c - x) / ((of.c - of.a) * (of.c - of.b));
  return 1 - (x - of.a) * (x - of.a) / ((of.c - of.a) * (of.b - of.a));
}

// The integral of `triangular_above` from x on.
double triangular_mean_above(const distribution& of, double x) {
  const auto cube = [](double y) { return y * y * y; };
  if (x >= of.c) return 0;
  if (x >= of.b) return cube(of.c - x) / (3 * (of.c - of.a) * (of.c - of.b));
  return (of.a + of.b + of.c) / 3 - x + cube(x - of.a) / (3 * (of.c - of.a) * (of.b - of.a));
}

}  // namespace

double distribution::mean() const {
  switch (kind) {
    case distribution_kind::uniform:
      return (a + b) / 2;
    case distribution_kind::triangular:
      return (a + b + c) / 3;
    case distribution_kind::normal:
      return b > 0 ? a * normal_above(-a / b) + b * normal_density(a / b) : a;
    case distribution_kind::discrete:
      return weighted_mean(*this, [](double value) { return value; });
    default:
      return a;
  }
}

double distribution::share_above(double x) const {
  if (x < 0) return 1;
  switch (kind) {
    case distribution_kind::constant:
      return a > x ? 1 : 0;
    case distribution_kind::exponential:
      return std::exp(-x / a);
    case distribution_kind::uniform:
      return x < a ? 1 : x >= b ? 0 : (b - x) / (b - a);
    case distribution_kind::triangular:
      return x < a ? 1 : triangular_above(*this, x);
    case distribution_kind::normal:
      return b > 0 ? normal_above((x - a) / b) : a > x ? 1 : 0;
    case distribution_kind::lognormal:
      return x > 0 ? normal_above(lognormal_place(*this, x)) : 1;
    case distribution_kind::gamma:
    case distribution_kind::erlang: {
      const auto [shape, scale] = gamma_of(*this);
      return boost::math::gamma_q(shape, x / scale);
    }
    case distribution_kind::weibull:
      return std::exp(-std::pow(x * std::tgamma(1 + 1 / b) / a, b));
    case distribution_kind::discrete:
      return weighted_mean(*this, [x](double value) { return value > x ? 1.0 : 0.0; });
  }
  return 0;
}

double distribution::mean_above(double x) const {
  if (x <= 0) return mean() - x;
  switch (kind) {
    case distribution_kind::exponential:
      return a * std::exp(-x / a);
    case distribution_kind::uniform:
      return x < a ? (a + b) / 2 - x : x >= b ? 0 : (b - x) * (b - x) / (2 * (b - a));
    case distribution_kind::triangular:
      return x < a ? mean() - x : triangular_mean_above(*this, x);
    case distribution_kind::normal:
      return b > 0 ? (a - x) * share_above(x) + b * normal_density((x - a) / b)
                   : std::max(0.0, a - x);
    case distribution_kind::lognormal:
      return a * normal_above(lognormal_place(*this, x) - lognormal_sigma(*this)) -
             x * share_above(x);
    case distribution_kind::gamma:
    case distribution_kind::erlang: {
      const auto [shape, scale] = gamma_of(*this);
      return a * boost::math::gamma_q(shape + 1, x / scale) - x * share_above(x);
    }
    case distribution_kind::weibull: {
      const double raised = std::pow(x * std::tgamma(1 + 1 / b) / a, b);
      return a * boost::math::gamma_q(1 + 1 / b, raised) - x * std::exp(-raised);
    }
    case distribution_kind::discrete:
      return weighted_mean(*this, [x](double value) { return std::max(0.0, value - x); });
    default:
      return std::max(0.0, a - x);
  }
}

// With at least one, the mean is 1 + P(2 or more) + P(3 or more) + ...; k + 1 or more are drawn as
// k + 1/2 or more. Far out the sum is the integral from the middle between two terms, but for a
// 24th of the density there (Euler and Maclaurin's midpoint rule).
double distribution::mean_count() const {
  if (kind == distribution_kind::constant) return count_of(a);
  if (kind == distribution_kind::discrete) return weighted_mean(*this, count_of);
  if (kind == distribution_kind::normal && b == 0) return count_of(a);
  if (kind == distribution_kind::uniform && a == b) return count_of(a);
  if (kind == distribution_kind::triangular && a == c) return count_of(a);
  double sum = 1;
  for (int k = 1; k <= most_summed; ++k) {
    const double share = share_above(k + 0.5);
    sum += share;
    if (share < 1e-17) return sum;
  }
  const double from = most_summed + 1;
  const double density = share_above(from - 0.5) - share_above(from + 0.5);
  return sum + mean_above(from) - density / 24;
}

}  // namespace amur::crossing
