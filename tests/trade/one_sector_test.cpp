#include "amur/trade/one_sector.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numeric>

#include "support/random_world.h"

namespace amur::trade {
namespace {

struct world_of {
  std::vector<double> output, expenditure, factor;
  double sigma = 5;
  std::size_t reference = 0;
  deficit_rule deficits = deficit_rule::proportional;

  [[nodiscard]] one_sector_world world() const {
    return {output, expenditure, factor, sigma, reference, deficits};
  }
};

world_of random_world(bool balanced) {
  const auto countries = *rc::gen::inRange<std::size_t>(2, 15);
  auto made = test::make_one_sector(countries, *rc::gen::arbitrary<std::uint32_t>());
  world_of world{made.output, balanced ? made.output : made.expenditure, made.factor};
  world.sigma = 0.5 * *rc::gen::inRange(4, 20);
  world.reference = *rc::gen::inRange<std::size_t>(0, countries);
  return world;
}

// Each foreign pair's factor times something between 0.3 and 3; some are banned.
std::vector<double> random_change(const world_of& world, int bans_in_ten) {
  const auto n = world.output.size();
  auto factor = world.factor;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (i != j)
        factor[i * n + j] *= *rc::gen::inRange(0, 10) < bans_in_ten
                                 ? 0
                                 : std::pow(3, 0.1 * *rc::gen::inRange(-10, 10));
  return factor;
}

double own_share(const one_sector_equilibrium& of, std::size_t j) {
  const auto n = of.output.size();
  return of.trade[j * n + j] / of.expenditure[j];
}

double largest(const one_sector_residuals& r) {
  return std::max({r.resistances, r.prices, r.market_clearing, r.budgets, r.walras, r.world_budget,
                   r.homogeneity});
}

// Two equal countries: price index (1 + t)^(1/(1-sigma)) times the price of either good, so real
// income rises by ((1 + t') / (1 + t))^(1/(sigma-1)).
TEST(one_sector, two_equal_countries_have_the_analytic_solution) {
  world_of two{{1, 1}, {1, 1}, {1, 0.25, 0.25, 1}};
  const std::vector<double> freer = {1, 0.75, 0.75, 1};
  const auto baseline = solve_baseline(two.world());
  const auto full = solve_full(two.world(), baseline, freer);
  ASSERT_EQ(full.status, trade_status::solved);
  EXPECT_NEAR(baseline.trade[0], 1 / 1.25, 1e-12);
  EXPECT_NEAR(full.trade[0] / full.output[0], 1 / 1.75, 1e-12);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(full.welfare[i] / baseline.welfare[i], std::pow(1.75 / 1.25, 0.25), 1e-12);
    EXPECT_NEAR(full.inward_resistance[i], 1, 1e-12);
  }
}

// Two unequal countries without trade costs: p_1 / p_2 of goods that all like alike is
// (Y_2 / Y_1)^(1 / sigma) of quantities.
TEST(one_sector, without_trade_costs_relative_prices_are_those_of_armington) {
  world_of two{{1, 8}, {1, 8}, {1, 0.2, 0.2, 1}, 3};
  const auto baseline = solve_baseline(two.world());
  const auto full = solve_full(two.world(), baseline, std::vector<double>{1, 1, 1, 1});
  ASSERT_EQ(full.status, trade_status::solved);
  // Shares of income are (beta p)^(1-sigma) alone: Y_1 p_1 / (Y_2 p_2) = (beta_1 p_1 / beta_2
  // p_2)^-2.
  const auto beta = [&](std::size_t i) {
    return std::sqrt(1 / (two.output[i] / 9 * std::pow(baseline.outward_resistance[i], 2)));
  };
  const double ratio =
      std::pow(two.output[1] / two.output[0] * std::pow(beta(1) / beta(0), 2), 1.0 / 3);
  EXPECT_NEAR(full.factory_gate_price[0] / full.factory_gate_price[1], ratio, 1e-11);
}

// Arkolakis, Costinot & Rodriguez-Clare (2012), proposition 1, where trade balances.
TEST(one_sector, welfare_is_told_by_the_own_share_alone) {
  EXPECT_TRUE(rc::check([] {
    const auto made = random_world(true);
    const auto baseline = solve_baseline(made.world());
    RC_ASSERT(baseline.status == trade_status::solved);
    const auto full = solve_full(made.world(), baseline, random_change(made, 2));
    if (full.status == trade_status::one_way_trade) return;
    RC_ASSERT(full.status == trade_status::solved);
    for (std::size_t j = 0; j < made.output.size(); ++j) {
      const double told =
          std::pow(own_share(full, j) / own_share(baseline, j), 1 / (1 - made.sigma));
      RC_ASSERT(std::abs(full.welfare[j] / baseline.welfare[j] / told - 1) < 1e-10);
    }
  }));
}

TEST(one_sector, autarky_costs_what_the_formula_says) {
  EXPECT_TRUE(rc::check([] {
    const auto made = random_world(true);
    const auto n = made.output.size();
    auto closed = made.factor;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (i != j) closed[i * n + j] = 0;
    const auto baseline = solve_baseline(made.world());
    const auto full = solve_full(made.world(), baseline, closed);
    RC_ASSERT(full.status == trade_status::solved);
    for (std::size_t j = 0; j < n; ++j)
      RC_ASSERT(std::abs(full.welfare[j] / baseline.welfare[j] /
                             std::pow(own_share(baseline, j), 1 / (made.sigma - 1)) -
                         1) < 1e-10);
  }));
}

TEST(one_sector, every_equation_holds_in_every_world) {
  EXPECT_TRUE(rc::check([] {
    auto made = random_world(false);
    const bool held = *rc::gen::arbitrary<bool>();
    if (held) made.deficits = deficit_rule::held;
    const auto baseline = solve_baseline(made.world());
    RC_ASSERT(baseline.status == trade_status::solved);
    RC_ASSERT(largest(baseline.residuals) < 1e-10);
    const auto after = random_change(made, 0);
    const auto conditional = solve_conditional(made.world(), baseline, after);
    RC_ASSERT(conditional.status == trade_status::solved);
    RC_ASSERT(largest(conditional.residuals) < 1e-10);
    const auto full = solve_full(made.world(), baseline, after);
    if (held && full.status == trade_status::negative_absorption) return;
    RC_ASSERT(full.status == trade_status::solved);
    RC_ASSERT(largest(full.residuals) < 1e-9);
    RC_ASSERT(std::abs(full.inward_resistance[made.reference] - 1) < 1e-10);
    const auto same = solve_full(made.world(), baseline, made.factor);
    for (const double price : same.factory_gate_price) RC_ASSERT(std::abs(price - 1) < 1e-9);
  }));
}

// Real results don't depend on units or on the reference.
TEST(one_sector, units_and_reference_are_matters_of_taste) {
  EXPECT_TRUE(rc::check([] {
    const auto made = random_world(false);
    auto other = made;
    for (double& each : other.output) each *= 1000;
    for (double& each : other.expenditure) each *= 1000;
    for (double& each : other.factor) each *= 7;
    other.reference = 0;
    const auto after = random_change(made, 0);
    auto other_after = after;
    for (double& each : other_after) each *= 7;
    const auto a = solve_full(made.world(), solve_baseline(made.world()), after);
    const auto base = solve_baseline(made.world()), other_base = solve_baseline(other.world());
    const auto b = solve_full(other.world(), other_base, other_after);
    for (std::size_t i = 0; i < made.output.size(); ++i)
      RC_ASSERT(std::abs(a.welfare[i] / base.welfare[i] / (b.welfare[i] / other_base.welfare[i]) -
                         1) < 1e-9);
  }));
}

TEST(one_sector, a_country_that_nobody_supplies_is_named) {
  world_of three{{1, 1, 1}, {1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1}};
  const auto baseline = solve_baseline(three.world());
  const auto cut =
      solve_full(three.world(), baseline, std::vector<double>{1, 1, 0, 1, 1, 0, 1, 1, 0});
  EXPECT_EQ(cut.status, trade_status::no_supplier);
  EXPECT_EQ(cut.place.country, 2U);
  const auto shut =
      solve_conditional(three.world(), baseline, std::vector<double>{1, 1, 1, 0, 0, 0, 1, 1, 1});
  EXPECT_EQ(shut.status, trade_status::no_buyer);
  EXPECT_EQ(shut.place.country, 1U);
}

TEST(one_sector, a_deficit_with_nobody_to_owe_has_no_solution) {
  world_of two{{1, 1}, {1.2, 0.8}, {1, 0.5, 0.5, 1}};
  two.deficits = deficit_rule::held;
  const auto baseline = solve_baseline(two.world());
  const std::vector<double> closed = {1, 0, 0, 1};
  EXPECT_EQ(solve_conditional(two.world(), baseline, closed).status, trade_status::unbalanced_bloc);
  const auto held = solve_full(two.world(), baseline, closed);
  EXPECT_EQ(held.status, trade_status::unbalanced_bloc);
  EXPECT_EQ(held.place.country, 0U);
}

// Country 1 may still sell to country 0 and gets nothing back.
TEST(one_sector, sales_that_nothing_pays_for_are_named) {
  world_of two{{1, 1}, {1, 1}, {1, 0.5, 0.5, 1}};
  const auto baseline = solve_baseline(two.world());
  const std::vector<double> one_way = {1, 0, 0.5, 1};
  for (const auto& found : {solve_conditional(two.world(), baseline, one_way),
                            solve_full(two.world(), baseline, one_way)}) {
    EXPECT_EQ(found.status, trade_status::one_way_trade);
    EXPECT_EQ(found.place.country, 1U);
    EXPECT_EQ(found.place.partner, 0U);
  }
}

// The same with a surplus to lend does have a solution.
TEST(one_sector, a_lender_may_sell_without_buying) {
  world_of two{{1, 1}, {1.2, 0.8}, {1, 0.5, 0.5, 1}};
  two.deficits = deficit_rule::held;
  const auto baseline = solve_baseline(two.world());
  const auto full = solve_full(two.world(), baseline, std::vector<double>{1, 0, 0.5, 1});
  ASSERT_EQ(full.status, trade_status::solved);
  EXPECT_LT(largest(full.residuals), 1e-10);
  EXPECT_NEAR(full.trade[2] / (full.output[0] + full.output[1]), 0.1, 1e-11);
}

TEST(one_sector, numbers_out_of_range_are_named) {
  world_of two{{1, 1}, {1, 1}, {1, -0.5, 0.5, 1}};
  const auto found = solve_baseline(two.world());
  EXPECT_EQ(found.status, trade_status::invalid_data);
  EXPECT_EQ(found.place.country, 0U);
  EXPECT_EQ(found.place.partner, 1U);
  two.factor = {1, 1};
  EXPECT_THROW((void)solve_baseline(two.world()), std::invalid_argument);
}

}  // namespace
}  // namespace amur::trade
