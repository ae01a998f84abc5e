// Rows without trade whose fit could go to zero for nothing, and those whose fit could not.

#include "amur/trade/separation.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <map>

#include "support/random_world.h"

namespace amur::trade {
namespace {

struct rows_of {
  std::vector<double> trade;
  std::vector<std::vector<double>> regressors;
  std::vector<std::uint32_t> exporter, importer;

  [[nodiscard]] gravity_data data() const {
    gravity_data made;
    made.trade = trade;
    for (std::size_t c = 0; c < regressors.size(); ++c)
      made.regressors.push_back({"x" + std::to_string(c), regressors[c]});
    if (!exporter.empty()) made.effects = {{"exporter", exporter}, {"importer", importer}};
    return made;
  }
};

// Indicators of small sets of rows separate easily.
rows_of make_rows(std::uint32_t seed) {
  test::uniform_stream draw(seed);
  rows_of made;
  made.regressors.resize(3);
  for (std::uint32_t i = 0; i < 6; ++i)
    for (std::uint32_t j = 0; j < 6; ++j) {
      made.exporter.push_back(i);
      made.importer.push_back(j);
      made.trade.push_back(draw() < 0.4 ? 0 : draw.between(0.5, 5));
      made.regressors[0].push_back(draw.between(0, 2));
      made.regressors[1].push_back(draw() < 0.1 ? 1 : 0);
      made.regressors[2].push_back(draw() < 0.1 ? 1 : draw() < 0.1 ? -1 : 0);
    }
  return made;
}

// With an indicator that is 1 on rows without trade only, they go; the other estimates are those of
// the rows that stay.
TEST(separation, an_indicator_of_rows_without_trade_takes_them_out) {
  auto made = make_rows(1);
  made.regressors.resize(2);
  std::size_t flagged = 0;
  for (std::size_t i = 0; i < made.trade.size(); ++i) {
    made.regressors[1][i] = i % 5 == 0 ? 1 : 0;
    made.trade[i] = i % 5 == 0 ? 0 : 1 + static_cast<double>(i % 3);
    flagged += i % 5 == 0 ? 1 : 0;
  }
  const auto found = estimate_gravity(made.data());
  ASSERT_EQ(found.status, gravity_status::solved);
  EXPECT_EQ(found.separated, flagged);
  EXPECT_NE(found.coefficients[1].use, regressor_use::estimated);
  for (std::size_t i = 0; i < made.trade.size(); ++i)
    EXPECT_EQ(found.use[i] == row_use::separated, i % 5 == 0);

  rows_of rest;
  rest.regressors.resize(1);
  for (std::size_t i = 0; i < made.trade.size(); ++i) {
    if (i % 5 == 0) continue;
    rest.trade.push_back(made.trade[i]);
    rest.regressors[0].push_back(made.regressors[0][i]);
    rest.exporter.push_back(made.exporter[i]);
    rest.importer.push_back(made.importer[i]);
  }
  EXPECT_NEAR(found.coefficients[0].value, estimate_gravity(rest.data()).coefficients[0].value,
              1e-9);
}

// The sum of two regressors separates, neither of them alone does.
TEST(separation, a_combination_of_regressors_is_found) {
  rows_of made;
  made.trade = {0, 0, 1, 2, 3, 2, 4, 1};
  made.regressors = {{1, 2, 1, -1, 2, 0, -2, 0.5}, {0, -1, -1, 1, -2, 0, 2, -0.5}};
  // x0 + x1 is 1 on both rows without trade and 0 elsewhere.
  const auto found = estimate_gravity(made.data());
  ASSERT_EQ(found.status, gravity_status::solved);
  EXPECT_EQ(found.separated, 2U);
}

// The maximum exists for the rows that stay: the fit is bounded away from zero and the first order
// conditions hold.
TEST(separation, what_stays_has_an_estimate) {
  EXPECT_TRUE(rc::check([] {
    const auto made = make_rows(*rc::gen::arbitrary<std::uint32_t>());
    const auto found = estimate_gravity(made.data());
    if (found.status == gravity_status::nothing_left) return;
    RC_ASSERT(found.status == gravity_status::solved);
    RC_ASSERT(found.effect_score_residual < 1e-6);
    for (std::size_t i = 0; i < made.trade.size(); ++i) {
      if (found.use[i] == row_use::used) RC_ASSERT(found.fitted[i] > 1e-9);
      if (found.use[i] == row_use::separated) RC_ASSERT(made.trade[i] == 0);
    }
  }));
}

// Without a certificate nothing goes: rows that the rectifier marks are exactly those of a
// combination that is 0 where there is trade.
TEST(separation, rows_with_trade_between_hold_each_other) {
  auto made = make_rows(4);
  for (double& each : made.trade) each = std::max(each, 0.1);
  made.trade[7] = made.trade[20] = 0;
  made.regressors.resize(1);
  const auto found = estimate_gravity(made.data());
  ASSERT_EQ(found.status, gravity_status::solved);
  EXPECT_EQ(found.separated, 0U);
}

}  // namespace
}  // namespace amur::trade
