#include "amur/crossing/distribution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "amur/base/normal.h"
#include "amur/base/philox.h"
#include "amur/crossing/delay_curve.h"
#include "amur/crossing/statistics.h"

namespace amur::test {
namespace {

using namespace amur::crossing;

TEST(philox, meets_the_published_known_answers) {
  // Random123's kat_vectors for philox 4x32 with 10 rounds (Salmon et al. 2011).
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (std::array<std::uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (std::array<std::uint32_t, 4>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (std::array<std::uint32_t, 4>{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

struct moments {
  distribution of;
  double mean, deviation;
};

TEST(distribution, draws_have_the_moments_that_it_names) {
  using enum distribution_kind;
  const double weibull_deviation =
      3 / std::tgamma(1.5) * std::sqrt(std::tgamma(2.0) - std::pow(std::tgamma(1.5), 2));
  for (const auto& [of, mean, deviation] : std::vector<moments>{
           {{constant, 3, 0, 0, {}, {}}, 3, 0},
           {{exponential, 3, 0, 0, {}, {}}, 3, 3},
           {{uniform, 1, 5, 0, {}, {}}, 3, 4 / std::sqrt(12.0)},
           {{triangular, 1, 2, 6, {}, {}}, 3, std::sqrt((1 + 4 + 36 - 2 - 6 - 12) / 18.0)},
           {{normal, 30, 2, 0, {}, {}}, 30, 2},
           {{lognormal, 3, 2, 0, {}, {}}, 3, 2},
           {{gamma, 3, 2, 0, {}, {}}, 3, 2},
           {{gamma, 1, 2, 0, {}, {}}, 1, 2},
           {{erlang, 3, 4, 0, {}, {}}, 3, 1.5},
           {{weibull, 3, 2, 0, {}, {}}, 3, weibull_deviation},
           {{discrete, 0, 0, 0, {1, 5}, {1, 1}}, 3, 2}}) {
    EXPECT_TRUE(problem_of(of).empty());
    EXPECT_NEAR(of.mean(), mean, 1e-12);
    EXPECT_NEAR(of.scaled(2).mean(), 2 * mean, 1e-12);
    variate_source source(of, {7, 0, 1, 0});
    constexpr int count = 400000;
    double sum = 0, squares = 0;
    for (int i = 0; i < count; ++i) {
      const double x = source.draw();
      EXPECT_GE(x, 0);
      sum += x;
      squares += (x - mean) * (x - mean);
    }
    EXPECT_NEAR(sum / count, mean, 5 * deviation / std::sqrt(count) + 1e-9);
    EXPECT_NEAR(std::sqrt(squares / count), deviation, 0.03 * deviation + 1e-9);
  }
}

TEST(distribution, what_is_cut_at_0_has_the_mean_of_what_is_drawn) {
  using enum distribution_kind;
  EXPECT_NEAR((distribution{normal, 5, 5, 0, {}, {}}).mean(), 5.4166, 5e-5);
  EXPECT_NEAR((distribution{normal, 0, 2, 0, {}, {}}).mean(), 2 / std::sqrt(2 * M_PI), 1e-12);
  EXPECT_EQ((distribution{normal, 5, 0, 0, {}, {}}).mean(), 5);
  EXPECT_NEAR((distribution{normal, 1000, 1, 0, {}, {}}).mean(), 1000, 1e-9);
}

// Every kind, narrow and wide, near 1 and far from it.
std::vector<distribution> of_every_kind() {
  using enum distribution_kind;
  std::vector<distribution> all;
  for (const double mean : {0.3, 1.0, 2.6, 40.0}) {
    all.push_back(crossing::constant(mean));
    all.push_back(crossing::exponential(mean));
    all.push_back({uniform, 0.2 * mean, 1.8 * mean, 0, {}, {}});
    all.push_back({triangular, 0, 0, 3 * mean, {}, {}});
    all.push_back({triangular, 0.5 * mean, mean, 1.5 * mean, {}, {}});
    all.push_back({triangular, 0, 1.5 * mean, 1.5 * mean, {}, {}});
    for (const double deviation : {0.2 * mean, mean, 2 * mean})
      for (const auto kind : {normal, lognormal, gamma})
        all.push_back({kind, mean, deviation, 0, {}, {}});
    all.push_back({erlang, mean, 3, 0, {}, {}});
    for (const double shape : {0.7, 1.0, 2.5}) all.push_back({weibull, mean, shape, 0, {}, {}});
    all.push_back({discrete, 0, 0, 0, {0.4, mean, 3 * mean}, {1, 2, 1}});
  }
  return all;
}

TEST(distribution, means_of_numbers_and_tails_are_those_of_the_draws) {
  for (const auto& of : of_every_kind()) {
    ASSERT_TRUE(problem_of(of).empty());
    variate_source source(of, {11, 0, 1, 0});
    constexpr int draws = 100000;
    const double x = 1.3 * of.mean();
    double sum = 0, squares = 0, counted = 0, counted_squares = 0, above = 0, excess = 0;
    for (int i = 0; i < draws; ++i) {
      const double drawn = source.draw(), count = count_of(drawn);
      sum += drawn;
      squares += drawn * drawn;
      counted += count;
      counted_squares += count * count;
      above += drawn > x;
      excess += std::max(0.0, drawn - x);
    }
    const auto error = [](double total, double total_squares) {
      const double mean = total / draws;
      return 5 * std::sqrt(std::max(0.0, total_squares / draws - mean * mean) / draws) + 1e-9;
    };
    const auto name = ::testing::Message() << "kind " << static_cast<int>(of.kind) << ", " << of.a
                                           << ", " << of.b << ", " << of.c;
    EXPECT_NEAR(of.mean(), sum / draws, error(sum, squares)) << name;
    EXPECT_NEAR(of.mean_count(), counted / draws, error(counted, counted_squares)) << name;
    EXPECT_NEAR(of.share_above(x), above / draws, error(above, above)) << name;
    EXPECT_NEAR(of.mean_above(x), excess / draws, error(sum, squares)) << name;
  }
}

TEST(distribution, large_numbers_are_counted_as_an_integral) {
  using enum distribution_kind;
  for (const auto kind : {normal, lognormal, gamma})
    EXPECT_NEAR((distribution{kind, 5e4, 2e4, 0, {}, {}}).mean_count() /
                    (distribution{kind, 5e4, 2e4, 0, {}, {}}).mean(),
                1, 1e-4);
  // The sum itself, term by term.
  const distribution slow{weibull, 300, 0.6, 0, {}, {}};
  double sum = 1;
  for (int k = 1; k < 2'000'000; ++k) sum += slow.share_above(k + 0.5);
  EXPECT_NEAR(slow.mean_count() / sum, 1, 1e-9);
}

TEST(distribution, the_normal_quantile_inverts_the_distribution_function) {
  for (double p = 1e-12; p < 1; p = p < 0.01 ? 3 * p : p + 0.0199)
    EXPECT_NEAR(0.5 * std::erfc(-normal_quantile(p) / std::sqrt(2.0)) / p, 1, 1e-12);
}

TEST(wait_histogram, quantiles_lie_within_a_bin_of_the_exact_ones) {
  wait_histogram waits;
  for (int i = 0; i < 100000; ++i) waits.add(-std::log((i + 0.5) / 100000));
  waits.add(0);
  for (const double p : {0.1, 0.5, 0.95, 0.999})
    EXPECT_NEAR(waits.quantile(p) / -std::log(1 - p), 1, 0.02);
  EXPECT_NEAR(waits.between(0.5, 1), 100000 * (std::exp(-0.5) - std::exp(-1)), 300);
}

TEST(estimate, is_students_interval) {
  const std::vector<double> values = {9, 10, 11, 12, 13};
  const auto found = estimate_of(values, 0.95);
  EXPECT_DOUBLE_EQ(found.mean, 11);
  EXPECT_NEAR(found.half_width, 2.7764451052 * std::sqrt(2.5 / 5), 1e-8);
  EXPECT_TRUE(std::isnan(estimate_of(std::vector<double>{1}, 0.95).half_width));
}

TEST(mser, cuts_where_the_start_is_unlike_the_rest) {
  std::vector<double> batches;
  for (int i = 0; i < 400; ++i)
    batches.push_back((i < 40 ? 10.0 * (40 - i) / 40 : 0) + std::sin(1.7 * i));
  EXPECT_NEAR(static_cast<double>(mser_cut(batches)), 38, 4);
}

TEST(delay_curve, finds_the_curve_that_the_points_lie_on) {
  for (const auto kind : {curve_kind::akcelik, curve_kind::bpr, curve_kind::conical}) {
    delay_curve truth{kind, 0.8, 0.4, 250, kind == curve_kind::akcelik ? 0.02 : 4.0, 0};
    std::vector<delay_point> points;
    for (int i = 1; i <= 10; ++i) points.push_back({30.0 * i, truth.delay_h(30.0 * i)});
    const auto found = fit_delay_curve(points, kind);
    EXPECT_LT(found.error, 1e-3) << to_string(kind);
    EXPECT_NEAR(found.delay_h(200) / truth.delay_h(200), 1, 2e-3);
    const auto ranked = fit_delay_curves(points);
    EXPECT_EQ(ranked.size(), 3u);
    EXPECT_LE(ranked[0].error, ranked[1].error);
    EXPECT_LE(ranked[0].error, found.error + 1e-12);
  }
}

TEST(delay_curve, grows_with_traffic) {
  for (const auto kind : {curve_kind::akcelik, curve_kind::bpr, curve_kind::conical}) {
    const std::vector<delay_point> points = {{10, 1}, {50, 1.1}, {90, 1.6}, {100, 2.9}, {120, 30}};
    const auto curve = fit_delay_curve(points, kind);
    double before = 0;
    for (double v = 0; v < 300; v += 5) {
      EXPECT_GE(curve.delay_h(v), before - 1e-12);
      before = curve.delay_h(v);
    }
  }
}

}  // namespace
}  // namespace amur::test
