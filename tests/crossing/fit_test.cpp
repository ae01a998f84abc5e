// Distributions fitted to times: planted parameters are found again, the likelihood falls on every
// side of what is found, and where theory has a closed form it is met.

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "amur/crossing/fit.h"

namespace amur::test {
namespace {

using namespace amur::crossing;
using enum distribution_kind;

std::vector<double> drawn_from(const distribution& of, std::size_t count, std::uint64_t seed = 7) {
  variate_source source(of, {seed, 0, 1, 0});
  std::vector<double> times(count);
  for (auto& time : times) time = source.draw();
  return times;
}

distribution made(distribution_kind kind, double a, double b = 0) {
  return {kind, a, b, 0, {}, {}};
}

const std::vector<distribution> planted = {
    made(exponential, 12), made(lognormal, 12, 4), made(lognormal, 3, 9),
    made(gamma, 12, 5),    made(gamma, 5, 8),      made(weibull, 12, 2),
    made(weibull, 4, 0.7), made(normal, 30, 6),    made(normal, 5, 5)};

TEST(fit, planted_parameters_are_found_again) {
  for (const auto& of : planted) {
    const auto times = drawn_from(of, 200'000);
    const auto found = most_likely(of.kind, times);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->a, of.a, 0.03 * of.a) << static_cast<int>(of.kind);
    EXPECT_NEAR(found->b, of.b, 0.03 * std::max(of.b, 1.0)) << static_cast<int>(of.kind);
  }
}

TEST(fit, no_neighbour_is_likelier) {
  for (const auto& of : planted) {
    const auto times = drawn_from(of, 300);
    const auto found = most_likely(of.kind, times);
    ASSERT_TRUE(found);
    const double best = log_likelihood(*found, times);
    for (const double a : {0.999, 1.0, 1.001})
      for (const double b : {0.999, 1.0, 1.001}) {
        auto other = *found;
        other.a *= a;
        other.b *= b;
        EXPECT_LE(log_likelihood(other, times), best + 1e-9 * std::abs(best))
            << static_cast<int>(of.kind) << " " << a << " " << b;
      }
    // The slopes there are 0 but for what a difference of fourth order misses.
    for (auto parameter : {&distribution::a, &distribution::b}) {
      if (of.kind == exponential && parameter == &distribution::b) continue;
      const double step = 1e-3;
      const auto at = [&](double by) {
        auto other = *found;
        other.*parameter *= 1 + by * step;
        return log_likelihood(other, times);
      };
      const double slope = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step);
      EXPECT_NEAR(slope, 0, 1e-5) << static_cast<int>(of.kind);
    }
  }
}

TEST(fit, closed_forms) {
  const std::vector<double> times = {1, 2, 4, 8, 16};
  EXPECT_DOUBLE_EQ(most_likely(exponential, times)->a, 31.0 / 5);
  // Logarithms are 0 to 4 times ln 2: their mean 2 ln 2, their variance 2 (ln 2)^2.
  const double ln2 = std::log(2.0), variance = 2 * ln2 * ln2;
  const auto found = most_likely(lognormal, times);
  EXPECT_NEAR(found->a, 4 * std::exp(variance / 2), 1e-12);
  EXPECT_NEAR(found->b, found->a * std::sqrt(std::exp(variance) - 1), 1e-12);
  // Likelihoods by hand: n (-ln mean - 1), and -n/2 (ln(2 pi variance) + 1) - sum of logarithms.
  EXPECT_NEAR(log_likelihood(made(exponential, 6.2), times), -5 * (std::log(6.2) + 1), 1e-12);
  EXPECT_NEAR(log_likelihood(*found, times), -2.5 * (std::log(2 * M_PI * variance) + 1) - 10 * ln2,
              1e-12);
  // A Weibull time of shape 1 and a gamma time of equal mean and deviation are exponential ones.
  EXPECT_NEAR(log_likelihood(made(weibull, 6.2, 1), times), -5 * (std::log(6.2) + 1), 1e-12);
  EXPECT_NEAR(log_likelihood(made(gamma, 6.2, 6.2), times), -5 * (std::log(6.2) + 1), 1e-12);
  const auto bell = most_likely(normal, times);
  EXPECT_DOUBLE_EQ(bell->a, 6.2);
  EXPECT_NEAR(bell->b, std::sqrt((1 + 4 + 16 + 64 + 256) / 5.0 - 6.2 * 6.2), 1e-12);
}

TEST(fit, anderson_darling_by_hand) {
  // Of one time with the share 1/2 below it: -1 - (ln 1/2 + ln 1/2).
  const std::vector<double> middle = {std::log(2.0)};
  EXPECT_NEAR(anderson_darling(made(exponential, 1), middle), 2 * std::log(2.0) - 1, 1e-12);
  // Of two with the shares 1/4 and 3/4: -2 - (ln 1/4 + ln 1/4 + 3 ln 3/4 + 3 ln 3/4) / 2.
  const std::vector<double> two = {std::log(4.0 / 3), std::log(4.0)};
  EXPECT_NEAR(anderson_darling(made(exponential, 1), two),
              -2 - (std::log(0.25) + 3 * std::log(0.75)), 1e-12);
}

TEST(fit, zeros_and_equal_times) {
  const std::vector<double> with_zero = {0, 1, 2, 5}, equal = {3, 3, 3};
  EXPECT_FALSE(most_likely(lognormal, with_zero));
  EXPECT_FALSE(most_likely(gamma, with_zero));
  EXPECT_FALSE(most_likely(weibull, with_zero));
  EXPECT_TRUE(most_likely(exponential, with_zero));
  const auto fits = fit_distributions(equal);
  ASSERT_EQ(fits.size(), 1U);
  EXPECT_EQ(fits[0].of.kind, constant);
  EXPECT_EQ(fits[0].of.a, 3);
}

TEST(fit, the_right_kind_is_not_rejected_more_often_than_it_should_be) {
  // Under a true hypothesis the probability is even in (0, 1): below 0.1 in 10 % of 100 samples,
  // that is in 2 to 20 of them but once in a thousand times.
  int below = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const auto fits = fit_distributions(drawn_from(made(gamma, 12, 5), 60, seed), {99, seed});
    for (const auto& fit : fits)
      if (fit.of.kind == gamma) below += fit.probability <= 0.1;
  }
  EXPECT_GE(below, 2);
  EXPECT_LE(below, 20);
}

TEST(fit, wrong_kinds_are_rejected_and_the_right_one_is_the_best) {
  const auto fits = fit_distributions(drawn_from(made(lognormal, 12, 12), 2000), {99, 1});
  ASSERT_EQ(fits.size(), 5U);
  EXPECT_EQ(fits[0].of.kind, lognormal);
  EXPECT_GT(fits[0].probability, 0.05);
  for (std::size_t i = 1; i < fits.size(); ++i) {
    EXPECT_LE(fits[i].probability, 0.05);
    EXPECT_GT(fits[i].akaike, fits[0].akaike);
  }
}

TEST(fit, empirical_keeps_the_mean) {
  const auto few = empirical(std::vector<double>{2, 1, 2, 5});
  EXPECT_EQ(few.values, (std::vector<double>{1, 2, 5}));
  EXPECT_EQ(few.weights, (std::vector<double>{1, 2, 1}));
  const auto times = drawn_from(made(lognormal, 12, 12), 1003);
  const auto many = empirical(times);
  EXPECT_EQ(many.values.size(), 20U);
  EXPECT_NEAR(many.mean(), std::accumulate(times.begin(), times.end(), 0.0) / 1003, 1e-9);
}

}  // namespace
}  // namespace amur::test
