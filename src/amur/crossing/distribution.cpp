#include "amur/crossing/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "amur/base/normal.h"

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

distribution constant(double value) { return {distribution_kind::constant, value, 0, 0, {}, {}}; }
distribution exponential(double mean) {
  return {distribution_kind::exponential, mean, 0, 0, {}, {}};
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
      return given.b >= given.a && given.c >= given.b ? ""
                                                      : "least, mode and most are out of order";
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
