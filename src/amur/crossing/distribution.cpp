#include "amur/crossing/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace amur::crossing {
namespace {

double weibull_scale(const distribution& of) { return of.a / std::tgamma(1 + 1 / of.b); }

double triangular_at(const distribution& of, double u) {
  const double width = of.c - of.a;
  if (width == 0) return of.a;
  const double below = (of.b - of.a) / width;
  return u < below ? of.a + std::sqrt(u * width * (of.b - of.a))
                   : of.c - std::sqrt((1 - u) * width * (of.c - of.b));
}

double discrete_at(const distribution& of, double u) {
  double left = u * std::accumulate(of.weights.begin(), of.weights.end(), 0.0);
  for (std::size_t i = 0; i + 1 < of.values.size(); ++i) {
    left -= of.weights[i];
    if (left < 0) return of.values[i];
  }
  return of.values.back();
}

}  // namespace

double normal_quantile(double p) {
  const auto ratio = [](double r, const double (&up)[8], const double (&down)[8]) {
    double numerator = 0, denominator = 0;
    for (int i = 7; i >= 0; --i) {
      numerator = numerator * r + up[i];
      denominator = denominator * r + down[i];
    }
    return numerator / denominator;
  };
  static constexpr double a[8] = {3.3871328727963666080e0, 1.3314166789178437745e2,
                                  1.9715909503065514427e3, 1.3731693765509461125e4,
                                  4.5921953931549871457e4, 6.7265770927008700853e4,
                                  3.3430575583588128105e4, 2.5090809287301226727e3};
  static constexpr double b[8] = {1.0,
                                  4.2313330701600911252e1,
                                  6.8718700749205790830e2,
                                  5.3941960214247511077e3,
                                  2.1213794301586595867e4,
                                  3.9307895800092710610e4,
                                  2.8729085735721942674e4,
                                  5.2264952788528545610e3};
  static constexpr double c[8] = {1.42343711074968357734e0, 4.63033784615654529590e0,
                                  5.76949722146069140550e0, 3.64784832476320460504e0,
                                  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                  2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double d[8] = {1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};
  static constexpr double e[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                  1.78482653991729133580e0,  2.96560571828504891230e-1,
                                  2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                  2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double f[8] = {1.0,
                                  5.99832206555887937690e-1,
                                  1.36929880922735805310e-1,
                                  1.48753612908506148525e-2,
                                  7.86869131145613259100e-4,
                                  1.84631831751005468180e-5,
                                  1.42151175831644588870e-7,
                                  2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) return q * ratio(0.180625 - q * q, a, b);
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  const double tail = r <= 5 ? ratio(r - 1.6, c, d) : ratio(r - 5, e, f);
  return q < 0 ? -tail : tail;
}

distribution constant(double value) { return {distribution_kind::constant, value, 0, 0, {}, {}}; }
distribution exponential(double mean) {
  return {distribution_kind::exponential, mean, 0, 0, {}, {}};
}

double distribution::mean() const {
  switch (kind) {
    case distribution_kind::uniform:
      return (a + b) / 2;
    case distribution_kind::triangular:
      return (a + b + c) / 3;
    case distribution_kind::discrete:
      return std::inner_product(values.begin(), values.end(), weights.begin(), 0.0) /
             std::accumulate(weights.begin(), weights.end(), 0.0);
    default:
      return a;
  }
}

distribution distribution::scaled(double factor) const {
  distribution result = *this;
  result.a *= factor;
  // Erlang's phases and Weibull's shape are pure numbers.
  if (kind != distribution_kind::erlang && kind != distribution_kind::weibull) result.b *= factor;
  result.c *= factor;
  for (double& value : result.values) value *= factor;
  return result;
}

std::string problem_of(const distribution& given) {
  using enum distribution_kind;
  if (!std::isfinite(given.a) || !std::isfinite(given.b) || !std::isfinite(given.c))
    return "a parameter is not finite";
  if (given.a < 0) return "it would give negative values";
  switch (given.kind) {
    case constant:
      return {};
    case exponential:
      return given.a > 0 ? "" : "the mean must be above 0";
    case uniform:
      return given.b >= given.a ? "" : "the least value is above the greatest";
    case triangular:
      return given.b >= given.a && given.c >= given.b ? "" : "least, mode and most are out of order";
    case normal:
      return given.b >= 0 ? "" : "the standard deviation must not be negative";
    case lognormal:
    case gamma:
      return given.a > 0 && given.b > 0 ? "" : "mean and standard deviation must be above 0";
    case erlang:
      return given.a > 0 && given.b >= 1 && given.b <= 1000 && given.b == std::floor(given.b)
                 ? ""
                 : "the mean must be above 0 and the phases a whole number from 1 to 1000";
    case weibull:
      return given.a > 0 && given.b >= 0.1 ? "" : "the mean must be above 0, the shape 0.1 or more";
    case discrete:
      break;
  }
  double sum = 0;
  for (std::size_t i = 0; i < given.values.size(); ++i) {
    if (!(given.values[i] >= 0) || !(given.weights[i] >= 0))
      return "values and weights must not be negative";
    sum += given.weights[i];
  }
  return sum > 0 && std::isfinite(sum) ? "" : "the weights must add up to more than 0";
}

variate_source::variate_source(distribution of, random_stream from)
    : of_(std::move(of)), from_(from) {}

double variate_source::next_uniform() {
  if (uniforms_used_ == random_stream::block) {
    from_.fill(uniforms_);
    uniforms_used_ = 0;
  }
  return uniforms_[uniforms_used_++];
}

// Marsaglia & Tsang 2000, with their remark for shapes below 1.
double variate_source::gamma_of_shape(double shape) {
  if (shape < 1) {
    const double raised = gamma_of_shape(shape + 1);
    return raised * std::pow(next_uniform(), 1 / shape);
  }
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal_quantile(next_uniform());
    const double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
    if (v <= 0) continue;
    if (std::log(next_uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

void variate_source::refill() {
  using enum distribution_kind;
  next_ = 0;
  if (of_.kind == constant) {
    drawn_.fill(of_.a);
    return;
  }
  if (of_.kind == gamma) {
    const double shape = (of_.a / of_.b) * (of_.a / of_.b);
    for (double& x : drawn_) x = gamma_of_shape(shape) * of_.a / shape;
    return;
  }
  if (of_.kind == erlang) {
    for (double& x : drawn_) {
      x = 0;
      for (int phase = 0; phase < static_cast<int>(of_.b); ++phase)
        x -= std::log(next_uniform()) * of_.a / of_.b;
    }
    return;
  }
  from_.fill(drawn_);
  const auto each = [this](auto&& value_at) {
    for (double& x : drawn_) x = value_at(x);
  };
  switch (of_.kind) {
    case exponential:
      return each([mean = of_.a](double u) { return -mean * std::log(u); });
    case uniform:
      return each([this](double u) { return of_.a + u * (of_.b - of_.a); });
    case triangular:
      return each([this](double u) { return triangular_at(of_, u); });
    case normal:
      return each([this](double u) { return std::max(0.0, of_.a + of_.b * normal_quantile(u)); });
    case lognormal: {
      const double variance = std::log(1 + (of_.b / of_.a) * (of_.b / of_.a));
      return each([mu = std::log(of_.a) - variance / 2, sigma = std::sqrt(variance)](double u) {
        return std::exp(mu + sigma * normal_quantile(u));
      });
    }
    case weibull:
      return each([scale = weibull_scale(of_), shape = of_.b](double u) {
        return scale * std::pow(-std::log(u), 1 / shape);
      });
    default:
      return each([this](double u) { return discrete_at(of_, u); });
  }
}

}  // namespace amur::crossing
