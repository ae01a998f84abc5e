// First-order indices beside those known in closed form: a linear model, the function of Ishigami
// and Homma (1990), and Sobol's g-function.

#include "amur/ensemble/sensitivity.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "amur/ensemble/design.h"

namespace amur::ensemble {
namespace {

using function = std::function<double(const std::vector<double>&)>;

// Of uniform inputs; how many of the true indices lie outside of their interval.
int check(std::uint64_t seed, std::size_t draws, const std::vector<double>& truth,
          const function& of, double near) {
  const latin_hypercube design(seed, draws);
  std::vector<std::vector<double>> inputs(truth.size());
  std::vector<double> answer;
  for (std::size_t i = 0; i < draws; ++i) {
    std::vector<double> point;
    for (std::uint32_t k = 0; k < truth.size(); ++k) {
      point.push_back(design.uniform(k, i));
      inputs[k].push_back(point.back());
    }
    answer.push_back(of(point));
  }
  int outside = 0;
  for (std::size_t k = 0; k < truth.size(); ++k) {
    const auto found = first_order(inputs[k], answer);
    EXPECT_NEAR(found.index, truth[k], near) << k;
    EXPECT_LE(found.low, found.index);
    EXPECT_GE(found.high, found.index);
    outside += truth[k] < found.low - 1e-12 || truth[k] > found.high + 1e-12;
  }
  return outside;
}

TEST(first_order, of_a_linear_model_is_each_terms_variance) {
  const std::vector<double> weight = {4, 2, 1, 0.5, 0};
  double sum = 0;
  for (const double w : weight) sum += w * w;
  std::vector<double> truth;
  for (const double w : weight) truth.push_back(w * w / sum);
  check(
      5, 4000, truth,
      [&](const auto& x) {
        double y = 0;
        for (std::size_t k = 0; k < x.size(); ++k) y += weight[k] * x[k];
        return y;
      },
      0.03);
}

TEST(first_order, of_ishigami_is_the_published_one) {
  // a = 7, b = 0.1: V = 1/2 + a^2/8 + b pi^4/5 + b^2 pi^8/18.
  constexpr double a = 7, b = 0.1, pi = std::numbers::pi;
  const double pi4 = std::pow(pi, 4),
               whole = 0.5 + a * a / 8 + b * pi4 / 5 + b * b * pi4 * pi4 / 18;
  const double first = 0.5 * std::pow(1 + b * pi4 / 5, 2);
  EXPECT_NEAR(first / whole, 0.3139, 1e-4);
  check(
      6, 4000, {first / whole, a * a / 8 / whole, 0},
      [](const auto& x) {
        const auto at = [&](std::size_t k) { return pi * (2 * x[k] - 1); };
        return std::sin(at(0)) + a * std::pow(std::sin(at(1)), 2) +
               b * std::pow(at(2), 4) * std::sin(at(0));
      },
      0.03);
}

TEST(first_order, of_sobols_g_function_is_the_closed_form) {
  const std::vector<double> a = {0, 1, 4.5, 9, 99};
  double whole = 1;
  for (const double each : a) whole *= 1 + 1 / (3 * (1 + each) * (1 + each));
  whole -= 1;
  std::vector<double> truth;
  for (const double each : a) truth.push_back(1 / (3 * (1 + each) * (1 + each)) / whole);
  const function g = [&](const auto& x) {
    double y = 1;
    for (std::size_t k = 0; k < x.size(); ++k) y *= (std::abs(4 * x[k] - 2) + a[k]) / (1 + a[k]);
    return y;
  };
  int outside = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) outside += check(seed, 1000, truth, g, 0.12);
  // Of 300 intervals at 95 %, 15 are expected to miss.
  EXPECT_LT(outside, 45);
}

TEST(first_order, of_what_does_not_vary_or_few_draws_is_nothing) {
  const std::vector<double> input(50, 1.0), constant(50, 3.0);
  EXPECT_EQ(first_order(input, constant).index, 0);
  EXPECT_EQ(first_order(std::vector<double>(10, 1.0), std::vector<double>(10, 2.0)).index, 0);
}

}  // namespace
}  // namespace amur::ensemble
