// Small samples made to be awkward (effects nested in one another or of one level, whole numbers so
// that ties and separation abound) against the same equation with dummies.

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

#include "amur/trade/gravity.h"
#include "amur/trade/separation.h"
#include "support/gravity_oracle.h"
#include "support/random_world.h"

namespace amur::trade {
namespace {

// 6 to 40 rows, one to three regressors, none to three effects.
test::oracle_sample make_awkward(std::uint32_t seed, bool with_clusters) {
  test::uniform_stream draw(seed);
  const auto below = [&draw](int most) {
    return static_cast<std::uint32_t>(draw.between(0, most));
  };
  test::oracle_sample made;
  const auto rows = 6 + below(35);
  const double trades[] = {0, 0, 0, 1, 2, 3, 7};
  const bool many_zeros = draw() < 0.5;
  std::vector<std::uint32_t> fine;
  const auto fine_levels = 2 + static_cast<int>(below(static_cast<int>(rows) / 3));
  for (std::uint32_t i = 0; i < rows; ++i) {
    made.trade.push_back(trades[many_zeros ? below(7) : 2 + below(5)]);
    fine.push_back(below(fine_levels));
  }
  made.regressors.resize(1 + below(3));
  for (auto& each : made.regressors) {
    const auto kind = below(4);
    for (std::uint32_t i = 0; i < rows; ++i)
      each.push_back(kind == 0   ? draw.between(0, 2)
                     : kind == 1 ? (draw() < 0.15 ? 1 : 0)
                     : kind == 2 ? below(4)
                                 : static_cast<double>(below(3)) - 1);
  }
  made.effects.resize(below(4));
  for (auto& each : made.effects) {
    const auto kind = below(5);
    const auto levels = 2 + static_cast<int>(below(5));
    for (std::uint32_t i = 0; i < rows; ++i)
      each.push_back(kind == 0   ? fine[i]
                     : kind == 1 ? fine[i] / 2  // nested
                     : kind == 2 ? 7            // one level
                     : kind == 3 ? i % static_cast<std::uint32_t>(levels)
                                 : below(levels));
  }
  if (with_clusters) {
    made.clusters.resize(1 + below(2));
    for (auto& each : made.clusters)
      for (std::uint32_t i = 0; i < rows; ++i) each.push_back(draw() < 0.5 ? fine[i] : below(6));
  }
  return made;
}

gravity_data data_of(const test::oracle_sample& sample) {
  gravity_data data;
  data.trade = sample.trade;
  for (const auto& each : sample.regressors) data.regressors.push_back({"x", each});
  for (const auto& each : sample.effects) data.effects.push_back({"effect", each});
  for (const auto& each : sample.clusters) data.clusters.push_back({"cluster", each});
  return data;
}

// What differs between the two, or nothing.
std::string difference(const test::oracle_sample& sample) {
  const auto dense = test::estimate_with_dummies(sample);
  const auto found = estimate_gravity(data_of(sample), {.threads = 1});
  std::size_t rows = 0;
  for (const bool used : dense.used) rows += used ? 1 : 0;
  const auto kept = static_cast<std::size_t>(std::ranges::count(dense.kept, true));
  if (found.status == gravity_status::nothing_left)
    return rows == 0 || rows <= kept + 1 ? "" : "nothing is left";
  if (found.status == gravity_status::one_cluster)
    return std::ranges::any_of(sample.clusters,
                               [&dense](const auto& each) {
                                 std::set<std::uint32_t> seen;
                                 for (std::size_t row = 0; row < each.size(); ++row)
                                   if (dense.used[row]) seen.insert(each[row]);
                                 return seen.size() == 1;
                               })
               ? ""
               : "one cluster";
  if (found.status != gravity_status::solved) return "not solved";
  if (!dense.solved) return "";
  for (std::size_t row = 0; row < dense.used.size(); ++row)
    if (dense.used[row] != (found.use[row] == row_use::used)) return "rows";
  for (std::size_t c = 0; c < dense.kept.size(); ++c) {
    const auto& mine = found.coefficients[c];
    if (dense.kept[c] != (mine.use == regressor_use::estimated)) return "regressors kept";
    if (!(std::abs(mine.value - dense.slope[c]) < 1e-6 * (1 + std::abs(dense.slope[c]))))
      return "coefficient";
    // Of a fit through every row nothing is left but rounding.
    if (!found.covariance_was_mended && !(std::abs(mine.standard_error - dense.standard_error[c]) <
                                          1e-4 * dense.standard_error[c] + 1e-6))
      return "standard error";
  }
  return std::abs(found.deviance - dense.deviance) < 1e-7 * (1 + dense.deviance) ? "" : "deviance";
}

TEST(gravity_adversarial, rows_coefficients_and_errors_are_those_of_dummies_in_long_double) {
  for (std::uint32_t seed = 0; seed < 3000; ++seed)
    ASSERT_EQ(difference(make_awkward(seed, seed % 2 == 1)), "") << seed;
}

// Both ways of finding separation, against a plain linear programme.
TEST(gravity_adversarial, the_rectifier_and_linear_algebra_find_what_a_linear_programme_finds) {
  thread_pool pool(1);
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    const auto sample = make_awkward(seed, false);
    const auto wanted = test::oracle_rows(sample);
    const auto data = data_of(sample);
    for (const double most_exact_work : {0.0, 1e9}) {
      std::vector<row_use> use(sample.trade.size(), row_use::used);
      for (bool again = true; again;) {
        prune_rows(data, use);
        const auto rows = gather_sample(data, use);
        std::vector<std::size_t> kept(sample.regressors.size());
        std::iota(kept.begin(), kept.end(), std::size_t{0});
        again = false;
        if (rows.row.empty()) break;
        const auto found = find_separated(rows, gather_regressors(data, rows, kept, 0), pool,
                                          {.most_exact_work = most_exact_work});
        ASSERT_TRUE(found.decided) << seed;
        for (std::size_t i = 0; i < found.separated.size(); ++i)
          if (found.separated[i] != 0) use[rows.row[i]] = row_use::separated;
        again = found.count > 0;
      }
      for (std::size_t row = 0; row < use.size(); ++row)
        ASSERT_EQ(use[row] == row_use::used, wanted[row]) << seed << ' ' << row;
    }
  }
}

// With both regressors the first row is separated; then the third is alone in id1, and all others
// are in one level of it. With x1 alone no row is, and Newton's method with dummies has -0.0567.
TEST(gravity_adversarial, effects_nested_in_one_another_leave_the_estimate_as_it_is) {
  const std::vector<double> trade = {0, 0, 1, 1, 1, 1, 2, 2, 2};
  const std::vector<double> x1 = {1, 1, 2, 0, 1, 0, 0, 0, 1}, x2 = {0, 0, 0, 0, 0, 1, 0, 1, 0};
  const std::vector<std::uint32_t> id1 = {1, 2, 1, 2, 2, 2, 2, 2, 2};
  const std::vector<std::uint32_t> id2 = {2, 2, 3, 1, 2, 3, 1, 2, 3};
  gravity_data data;
  data.trade = trade;
  data.regressors = {{"x1", x1}, {"x2", x2}};
  data.effects = {{"id1", id1}, {"id2", id2}};
  const auto both = estimate_gravity(data);
  ASSERT_EQ(both.status, gravity_status::solved);
  EXPECT_EQ(both.use[0], row_use::separated);
  EXPECT_EQ(both.use[2], row_use::singleton);
  EXPECT_NEAR(both.coefficients[0].value, -std::log(2.0) / 2, 1e-8);
  EXPECT_EQ(both.coefficients[1].use, regressor_use::collinear);
  EXPECT_NEAR(both.deviance, 3.278111, 1e-6);
  data.regressors.pop_back();
  const auto one = estimate_gravity(data);
  ASSERT_EQ(one.status, gravity_status::solved);
  EXPECT_EQ(one.rows_used, 9U);
  EXPECT_NEAR(one.coefficients[0].value, -0.05669564164868391, 1e-8);
  EXPECT_NEAR(one.deviance, 4.376008866193232, 1e-8);
}

TEST(gravity_adversarial, an_effect_of_one_level_says_nothing) {
  const std::vector<double> trade = {3, 1, 3, 1, 2, 2, 2, 2, 1};
  const std::vector<double> x = {2, 1, 3, 3, 3, 1, 0, 1, 1};
  const std::vector<std::uint32_t> group = {0, 0, 0, 1, 1, 1, 2, 2, 2};
  const std::vector<std::uint32_t> one(9, 1);
  gravity_data data;
  data.trade = trade;
  data.regressors = {{"x", x}};
  data.effects = {{"g", group}, {"one", one}};
  const auto found = estimate_gravity(data);
  ASSERT_EQ(found.status, gravity_status::solved);
  EXPECT_NEAR(found.coefficients[0].value, 0.09961212, 1e-8);
  EXPECT_GT(found.coefficients[0].standard_error, 0.01);
}

TEST(gravity_adversarial, a_clustering_of_one_group_is_refused_beside_another) {
  const std::vector<double> trade = {3, 1, 3, 1, 2, 2};
  const std::vector<double> x = {2, 1, 3, 3, 3, 1};
  const std::vector<std::uint32_t> group = {0, 0, 1, 1, 2, 2}, one(6, 4);
  gravity_data data;
  data.trade = trade;
  data.regressors = {{"x", x}};
  data.clusters = {{"g", group}, {"one", one}};
  const auto found = estimate_gravity(data);
  EXPECT_EQ(found.status, gravity_status::one_cluster);
  EXPECT_EQ(found.place, "one");
}

TEST(gravity_adversarial, a_constant_regressor_goes_at_any_value_and_in_any_unit) {
  test::uniform_stream draw(4);
  std::vector<double> trade, x;
  for (int i = 0; i < 3000; ++i) {
    x.push_back(draw.between(0, 2));
    trade.push_back(std::exp(1 - x.back()) * draw.between(0.5, 1.5));
  }
  gravity_data plain;
  plain.trade = trade;
  plain.regressors = {{"x", x}};
  const auto without = estimate_gravity(plain);
  for (const double value : {0.1, 1e-300, -1e300, 1.0, 1e6 / 3, 0.0}) {
    const std::vector<double> constant(trade.size(), value);
    auto data = plain;
    data.regressors.insert(data.regressors.begin(), {"constant", constant});
    const auto found = estimate_gravity(data);
    ASSERT_EQ(found.status, gravity_status::solved);
    EXPECT_EQ(found.coefficients[0].use, regressor_use::collinear) << value;
    EXPECT_EQ(found.coefficients[1].value, without.coefficients[0].value) << value;
    EXPECT_EQ(found.constant.value, without.constant.value) << value;
  }
}

// 15 countries, distances and borders of random size; the same regressor a million higher.
TEST(gravity_adversarial, a_large_mean_moves_the_constant_alone) {
  test::uniform_stream draw(12);
  std::vector<double> trade, distance, border, shifted;
  std::vector<std::uint32_t> exporter, importer;
  for (std::uint32_t i = 0; i < 15; ++i)
    for (std::uint32_t j = 0; j < 15; ++j) {
      distance.push_back(std::log(draw.between(100, 15000)));
      border.push_back(i == j ? 0 : 1);
      shifted.push_back(distance.back() + 1e6);
      exporter.push_back(i);
      importer.push_back(j);
      trade.push_back(std::exp(20 - 1.5 * distance.back() - 3 * border.back() + 0.3 * i - 0.2 * j) *
                      draw.between(0.2, 2));
    }
  for (const bool has_effects : {false, true}) {
    gravity_data data;
    data.trade = trade;
    data.regressors = {{"distance", distance}, {"border", border}};
    if (has_effects) data.effects = {{"exporter", exporter}, {"importer", importer}};
    const auto plain = estimate_gravity(data);
    data.regressors[0].value = shifted;
    const auto found = estimate_gravity(data);
    ASSERT_EQ(plain.status, gravity_status::solved);
    ASSERT_EQ(found.status, gravity_status::solved);
    for (std::size_t c = 0; c < 2; ++c) {
      EXPECT_NEAR(found.coefficients[c].value, plain.coefficients[c].value, 1e-7);
      EXPECT_NEAR(found.coefficients[c].standard_error, plain.coefficients[c].standard_error, 1e-7);
    }
    EXPECT_NEAR(found.constant.value + 1e6 * found.coefficients[0].value, plain.constant.value,
                1e-3);
  }
}

// The fit of one row is e^-40 or less of its trade, where y / mu and its logarithm need care.
TEST(gravity_adversarial, a_regressor_in_levels_with_an_outlier_has_the_estimate_of_dummies) {
  test::uniform_stream draw(3);
  test::oracle_sample sample;
  sample.regressors.resize(2);
  for (int i = 0; i < 60; ++i) {
    sample.regressors[0].push_back(i == 7 ? 4000 : draw.between(0, 3));
    sample.regressors[1].push_back(draw.between(0, 1));
    sample.trade.push_back(
        std::exp(2 - 0.01 * sample.regressors[0].back() - sample.regressors[1].back()) *
        draw.between(0.5, 1.5));
  }
  EXPECT_EQ(difference(sample), "");
  EXPECT_LE(estimate_gravity(data_of(sample)).log.size(), 30U);
}

TEST(gravity_adversarial, what_does_not_meet_its_conditions_is_not_solved_and_says_which) {
  const auto sample = make_awkward(3, false);
  const auto found = estimate_gravity(data_of(sample), {.score_tolerance = 0, .threads = 1});
  EXPECT_EQ(found.status, gravity_status::not_converged);
  EXPECT_FALSE(found.unmet.empty());
}

}  // namespace
}  // namespace amur::trade
