// Values and rates of a change, by closed forms.

#include "amur/finance/appraisal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace amur::finance {
namespace {

TEST(appraisal, of_an_annuity_has_its_closed_form) {
  for (const double rate : {0.02, 0.07, 0.31})
    for (const int years : {5, 20, 40}) {
      const double benefit = 3e6;
      const double worth = benefit * (1 - std::pow(1 + rate, -years)) / rate;
      std::vector<double> benefits(static_cast<std::size_t>(years) + 1, benefit);
      benefits.front() = 0;
      std::vector<double> costs(benefits.size(), 0.0);
      costs.front() = worth;
      const auto made = appraise(rate, benefits, costs);
      EXPECT_NEAR(made.enpv_usd, 0, 1e-9 * worth);
      EXPECT_NEAR(made.benefit_cost_ratio, 1, 1e-12);
      EXPECT_NEAR(made.eirr, rate, 1e-12);
      // At another rate the value is what the annuity is worth there.
      const double other = 0.05;
      EXPECT_NEAR(appraise(other, benefits, costs).enpv_usd,
                  benefit * (1 - std::pow(1 + other, -years)) / other - worth, 1e-9 * worth);
    }
}

TEST(appraisal, says_every_rate_and_where_there_is_none) {
  // -100 + 230 / x - 132 / x^2 is 0 at x = 1.1 and 1.2.
  const std::vector<double> benefits{0, 230, 0}, costs{100, 0, 132};
  const auto two = appraise(0.05, benefits, costs);
  ASSERT_EQ(two.all_eirr.size(), 2U);
  EXPECT_NEAR(two.all_eirr[0], 0.1, 1e-9);
  EXPECT_NEAR(two.all_eirr[1], 0.2, 1e-9);
  const std::vector<double> some{1, 1, 1}, none{0, 0, 0};
  const auto free = appraise(0.05, some, none);
  EXPECT_TRUE(std::isnan(free.eirr));
  EXPECT_TRUE(free.all_eirr.empty());
  EXPECT_TRUE(std::isnan(free.benefit_cost_ratio));
  const auto nothing = appraise(0.05, none, none);
  EXPECT_EQ(nothing.enpv_usd, 0);
  EXPECT_TRUE(std::isnan(nothing.eirr));
}

}  // namespace
}  // namespace amur::finance
