// The welfare effects of NAFTA (Caliendo & Parro 2015).

#include <gtest/gtest.h>

#include "support/data_dir.h"
#include "support/trade_tables.h"

namespace amur::trade {
namespace {

struct published {
  const char* country;
  double welfare, terms_of_trade, volume_of_trade, real_wage;  // per cent
};

double largest_residual(const many_sector_equilibrium& found) {
  return std::max(found.residuals.largest_equation(), found.residuals.homogeneity);
}

void expect_welfare(deficit_treatment deficits, const std::vector<published>& theirs,
                    int digits_after_first) {
  const auto data = test::read_nafta(test::data_dir());
  const auto world = calibrate(data.accounts());
  const auto before = solve_many_sectors(world, {{}, {}, deficits});
  const auto after = solve_many_sectors(world, {data.duty_after, {}, deficits});
  ASSERT_EQ(before.status, trade_status::solved);
  ASSERT_EQ(after.status, trade_status::solved);
  EXPECT_LT(largest_residual(before), 1e-10);
  EXPECT_LT(largest_residual(after), 1e-10);
  const auto change = compare(world, before, after);
  // Half of the last digit that is printed.
  const auto expect = [&](double ours, double printed) {
    const double unit =
        digits_after_first == 0
            ? 0.01
            : std::pow(10, std::floor(std::log10(std::abs(printed))) - digits_after_first);
    EXPECT_NEAR(100 * ours, printed, 0.5001 * unit);
  };
  for (const auto& each : theirs) {
    const auto n = data.number_of(each.country);
    expect(change.first_order[n], each.welfare);
    expect(change.terms_of_trade[n], each.terms_of_trade);
    expect(change.volume_of_trade[n], each.volume_of_trade);
    expect(change.real_wage[n], each.real_wage);
    EXPECT_EQ(change.delivery_cost[n], 0);
  }
}

// Table 2 of the paper to its two decimals, three digits of the R package cp2015's manual.
TEST(many_sector_published, nafta_without_deficits_has_the_welfare_effects_of_the_paper) {
  AMUR_NEEDS_DATA(test::data_dir() / "trade" / "nafta_trade.csv");
  expect_welfare(deficit_treatment::closed,
                 {{"Canada", -0.0638, -0.108, 0.0443, 0.323},
                  {"Mexico", 1.31, -0.412, 1.72, 1.72},
                  {"USA", 0.0848, 0.0435, 0.0412, 0.112}},
                 2);
}

// The tests of the R package cp2015 have two decimals.
TEST(many_sector_published, nafta_with_deficits_held_has_the_welfare_effects_of_cp2015) {
  AMUR_NEEDS_DATA(test::data_dir() / "trade" / "nafta_trade.csv");
  expect_welfare(deficit_treatment::held,
                 {{"Canada", -0.04, -0.08, 0.04, 0.33},
                  {"Mexico", 1.17, -0.41, 1.59, 1.64},
                  {"USA", 0.08, 0.05, 0.04, 0.12}},
                 0);
}

// No published result: the United States and Canada stop all trade with each other.
TEST(many_sector_published, a_ban_of_all_trade_of_two_neighbours_is_solved_exactly) {
  AMUR_NEEDS_DATA(test::data_dir() / "trade" / "nafta_trade.csv");
  const auto data = test::read_nafta(test::data_dir());
  const auto world = calibrate(data.accounts());
  const auto canada = data.number_of("Canada"), usa = data.number_of("USA");
  std::vector<double> cost(world.share.size(), 1);
  for (std::size_t j = 0; j < world.sectors; ++j)
    for (const auto& [to, from] : {std::pair{canada, usa}, std::pair{usa, canada}})
      cost[(j * world.countries + to) * world.countries + from] =
          std::numeric_limits<double>::infinity();
  const auto before = solve_many_sectors(world);
  const auto after = solve_many_sectors(world, {{}, cost});
  ASSERT_EQ(after.status, trade_status::solved);
  EXPECT_LT(largest_residual(after), 1e-10);
  const auto change = compare(world, before, after);
  EXPECT_FALSE(change.first_order_is_meaningful);
  EXPECT_LT(change.real_income[canada], change.real_income[usa]);
  EXPECT_LT(change.real_income[usa], 0);
}

}  // namespace
}  // namespace amur::trade
