#include "amur/crossing/fit.h"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>

namespace amur::crossing {
namespace {

constexpr int most_steps = 200;
constexpr double closest = 1e-14;  // relative, of a parameter

struct sums {
  double count = 0, zeros = 0, sum = 0, squares = 0, logarithms = 0, least = 0, most = 0;

  explicit sums(std::span<const double> times)
      : count(static_cast<double>(times.size())),
        least(*std::ranges::min_element(times)),
        most(*std::ranges::max_element(times)) {
    for (const double time : times) {
      zeros += time == 0;
      sum += time;
      squares += time * time;
      logarithms += time > 0 ? std::log(time) : 0;
    }
  }
  [[nodiscard]] double mean() const { return sum / count; }
};

double deviation(std::span<const double> values, double mean) {
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

distribution lognormal(std::span<const double> times, const sums& of) {
  const double mean = of.logarithms / of.count;
  double variance = 0;
  for (const double time : times) variance += std::pow(std::log(time) - mean, 2) / of.count;
  const double a = std::exp(mean + variance / 2);
  return {distribution_kind::lognormal, a, a * std::sqrt(std::expm1(variance)), 0, {}, {}};
}

// ln k - digamma(k) = ln(mean) - mean of logarithms, by Newton's method from Minka's first guess.
distribution gamma(const sums& of) {
  const double s = std::log(of.mean()) - of.logarithms / of.count;
  double k = (3 - s + std::sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
  for (int step = 0; step < most_steps; ++step) {
    const double change =
        (std::log(k) - boost::math::digamma(k) - s) / (1 / k - boost::math::trigamma(k));
    k = std::max(k / 10, k - change);
    if (std::abs(change) <= closest * k) break;
  }
  return {distribution_kind::gamma, of.mean(), of.mean() / std::sqrt(k), 0, {}, {}};
}

// 1/k = sum x^k ln x / sum x^k - mean of ln x, whose sides meet once; times are taken as shares of
// the longest, so that no power overflows.
distribution weibull(std::span<const double> times, const sums& of) {
  const double mean_log = of.logarithms / of.count - std::log(of.most);
  double powers = 0;
  const auto beyond = [&](double k) {
    double weighted = 0;
    powers = 0;
    for (const double time : times) {
      const double share = time / of.most, power = std::pow(share, k);
      powers += power;
      weighted += power * std::log(share);
    }
    return weighted / powers - mean_log - 1 / k;
  };
  double low = 1e-3, high = 1;
  while (beyond(high) < 0 && high < 1e6) high *= 2;
  for (int step = 0; step < most_steps && high - low > closest * high; ++step) {
    const double middle = (low + high) / 2;
    (beyond(middle) < 0 ? low : high) = middle;
  }
  const double k = (low + high) / 2;
  (void)beyond(k);
  const double scale = of.most * std::pow(powers / of.count, 1 / k);
  return {distribution_kind::weibull, scale * std::tgamma(1 + 1 / k), k, 0, {}, {}};
}

double below_normal(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

// With c = 1/sd and d = mean/sd the likelihood is concave (Olsen 1978): Newton's method, in steps
// that keep c positive and lose nothing.
distribution normal_with_zeros(const sums& of) {
  const double above = of.count - of.zeros;
  const auto worth = [&](double c, double d) {
    return of.zeros * std::log(below_normal(-d)) + above * std::log(c) -
           (c * c * of.squares - 2 * c * d * of.sum + above * d * d) / 2;
  };
  double c = std::sqrt(of.count / of.squares), d = 0;
  for (int step = 0; step < most_steps; ++step) {
    const double density = std::exp(-d * d / 2) / std::sqrt(2 * std::numbers::pi);
    const double hazard = density / below_normal(-d);
    const double by_c = above / c - c * of.squares + d * of.sum;
    const double by_d = -of.zeros * hazard + c * of.sum - above * d;
    const double cc = above / (c * c) + of.squares, cd = -of.sum;
    const double dd = of.zeros * hazard * (hazard - d) + above;
    const double determinant = cc * dd - cd * cd;
    const double step_c = (by_c * dd - by_d * cd) / determinant;
    const double step_d = (by_d * cc - by_c * cd) / determinant;
    double share = 1;
    while (share > 1e-9 && !(c + share * step_c > 0 &&
                             worth(c + share * step_c, d + share * step_d) >= worth(c, d)))
      share /= 2;
    if (share <= 1e-9) break;
    c += share * step_c;
    d += share * step_d;
    if (std::abs(step_c) <= closest * c && std::abs(step_d) <= closest * (1 + std::abs(d))) break;
  }
  return {distribution_kind::normal, d / c, 1 / c, 0, {}, {}};
}

double log_density(const distribution& of, double time) {
  switch (of.kind) {
    case distribution_kind::exponential:
      return -time / of.a - std::log(of.a);
    case distribution_kind::lognormal: {
      const double variance = std::log1p((of.b / of.a) * (of.b / of.a));
      const double off = std::log(time / of.a) + variance / 2;
      return -off * off / (2 * variance) - std::log(2 * std::numbers::pi * variance) / 2 -
             std::log(time);
    }
    case distribution_kind::gamma: {
      const double shape = (of.a / of.b) * (of.a / of.b), scale = of.a / shape;
      return (shape - 1) * std::log(time) - time / scale - shape * std::log(scale) -
             std::lgamma(shape);
    }
    case distribution_kind::weibull: {
      const double scale = of.a / std::tgamma(1 + 1 / of.b), share = time / scale;
      return std::log(of.b / scale) + (of.b - 1) * std::log(share) - std::pow(share, of.b);
    }
    case distribution_kind::normal: {
      if (time == 0) return std::log(below_normal(-of.a / of.b));
      const double z = (time - of.a) / of.b;
      return -z * z / 2 - std::log(of.b * std::sqrt(2 * std::numbers::pi));
    }
    default:
      return 0;
  }
}

double parameters_of(distribution_kind kind) {
  return kind == distribution_kind::constant || kind == distribution_kind::exponential ? 1 : 2;
}

// The share of samples whose own fit is as far off as that of the times.
double probability_of(const distribution& of, std::size_t count, double distance,
                      const fit_options& options) {
  const std::string name = "fit/" + std::to_string(static_cast<int>(of.kind));
  std::size_t as_far = 0;
  std::vector<double> drawn(count);
  for (std::size_t sample = 0; sample < options.samples; ++sample) {
    variate_source source(of,
                          {options.seed, static_cast<std::uint32_t>(sample), stream_of(name), 0});
    for (auto& each : drawn) each = source.draw();
    const auto own = most_likely(of.kind, drawn);
    as_far += !own || anderson_darling(*own, drawn) >= distance;
  }
  return (1 + static_cast<double>(as_far)) / (1 + static_cast<double>(options.samples));
}

}  // namespace

std::optional<distribution> most_likely(distribution_kind kind, std::span<const double> times) {
  const sums of(times);
  if (kind == distribution_kind::constant)
    return of.least == of.most ? std::optional(constant(of.least)) : std::nullopt;
  if (of.least == of.most) return std::nullopt;
  switch (kind) {
    case distribution_kind::exponential:
      return exponential(of.mean());
    case distribution_kind::normal:
      if (of.zeros > 0) return normal_with_zeros(of);
      return distribution{kind, of.mean(), deviation(times, of.mean()), 0, {}, {}};
    default:
      break;
  }
  if (of.zeros > 0) return std::nullopt;
  switch (kind) {
    case distribution_kind::lognormal:
      return lognormal(times, of);
    case distribution_kind::gamma:
      return gamma(of);
    case distribution_kind::weibull:
      return weibull(times, of);
    default:
      return std::nullopt;
  }
}

double log_likelihood(const distribution& of, std::span<const double> times) {
  double sum = 0;
  for (const double time : times) sum += log_density(of, time);
  return sum;
}

double anderson_darling(const distribution& of, std::span<const double> times) {
  constexpr double least_share = 1e-300;
  std::vector<double> above(times.begin(), times.end());
  std::ranges::sort(above);
  for (auto& each : above) each = of.share_above(each);
  const auto count = above.size();
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i)
    sum += static_cast<double>(2 * i + 1) * (std::log(std::max(1 - above[i], least_share)) +
                                             std::log(std::max(above[count - 1 - i], least_share)));
  return -static_cast<double>(count) - sum / static_cast<double>(count);
}

distribution empirical(std::span<const double> times, std::size_t most_values) {
  std::vector<double> sorted(times.begin(), times.end());
  std::ranges::sort(sorted);
  distribution found{distribution_kind::discrete, 0, 0, 0, {}, {}};
  for (const double time : sorted) {
    if (found.values.empty() || found.values.back() != time) {
      found.values.push_back(time);
      found.weights.push_back(0);
    }
    found.weights.back() += 1;
  }
  if (found.values.size() <= most_values) return found;
  found.values.clear();
  found.weights.clear();
  for (std::size_t group = 0; group < most_values; ++group) {
    const auto from = group * sorted.size() / most_values;
    const auto to = (group + 1) * sorted.size() / most_values;
    const auto count = static_cast<double>(to - from);
    const auto at = [&](std::size_t i) { return sorted.begin() + static_cast<std::ptrdiff_t>(i); };
    found.values.push_back(std::accumulate(at(from), at(to), 0.0) / count);
    found.weights.push_back(count);
  }
  return found;
}

std::vector<fitted_distribution> fit_distributions(std::span<const double> times,
                                                   const fit_options& options) {
  using enum distribution_kind;
  std::vector<fitted_distribution> fits;
  for (const auto kind : {constant, exponential, lognormal, gamma, weibull, normal}) {
    const auto of = most_likely(kind, times);
    if (!of || !problem_of(*of).empty()) continue;
    fitted_distribution fit{*of, log_likelihood(*of, times), 0, 0, 1};
    fit.akaike = 2 * parameters_of(kind) - 2 * fit.log_likelihood;
    if (kind != constant) {
      fit.anderson_darling = anderson_darling(*of, times);
      fit.probability = probability_of(*of, times.size(), fit.anderson_darling, options);
    }
    fits.push_back(std::move(fit));
  }
  std::ranges::stable_sort(fits, {}, &fitted_distribution::akaike);
  return fits;
}

}  // namespace amur::crossing
