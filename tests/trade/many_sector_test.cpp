#include "amur/trade/many_sector.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <Eigen/LU>
#include <limits>

#include "support/random_world.h"

namespace amur::trade {
namespace {

constexpr double forbidden = std::numeric_limits<double>::infinity();

std::size_t pair(const many_sector_world& world, std::size_t sector, std::size_t importer,
                 std::size_t exporter) {
  return (sector * world.countries + importer) * world.countries + exporter;
}

many_sector_world random_world() {
  const auto countries = *rc::gen::inRange<std::size_t>(2, 8);
  const auto sectors = *rc::gen::inRange<std::size_t>(1, 6);
  return test::make_many_sectors(countries, sectors, *rc::gen::arbitrary<std::uint32_t>());
}

struct random_policy {
  std::vector<double> duty, cost;
};

// Duties from 0 to 50 %, foreign costs of delivery from half to double, some banned.
random_policy make_policy(const many_sector_world& world, int bans_in_ten) {
  random_policy made{world.duty, std::vector<double>(world.share.size(), 1)};
  for (std::size_t j = 0; j < world.sectors; ++j)
    for (std::size_t n = 0; n < world.countries; ++n)
      for (std::size_t i = 0; i < world.countries; ++i) {
        if (i == n) continue;
        const auto at = pair(world, j, n, i);
        made.duty[at] = 0.05 * *rc::gen::inRange(0, 10);
        made.cost[at] = *rc::gen::inRange(0, 10) < bans_in_ten
                            ? forbidden
                            : std::pow(2, 0.1 * *rc::gen::inRange(-10, 10));
      }
  return made;
}

double largest(const many_sector_equilibrium& found) {
  return std::max(found.residuals.largest_equation(), found.residuals.homogeneity);
}

// The real wage of Caliendo & Parro (2015) with their price ratios solved for: ln (w / P) = - sum_j
// alpha_j sum_k L_jk ln pi-hat_kk / theta_k, L being the Leontief inverse of input shares.
double real_wage_told_by_own_shares(const many_sector_world& world,
                                    const many_sector_equilibrium& from,
                                    const many_sector_equilibrium& to, std::size_t n) {
  const auto sectors = static_cast<Eigen::Index>(world.sectors);
  Eigen::MatrixXd inputs(sectors, sectors);
  Eigen::VectorXd own(sectors), taste(sectors);
  for (Eigen::Index j = 0; j < sectors; ++j) {
    const auto at = n * world.sectors + static_cast<std::size_t>(j);
    const auto mine = pair(world, static_cast<std::size_t>(j), n, n);
    taste(j) = world.final_share[at];
    own(j) = std::log(to.share[mine] / from.share[mine]) /
             world.trade_elasticity[static_cast<std::size_t>(j)];
    for (Eigen::Index k = 0; k < sectors; ++k)
      inputs(j, k) = world.input_share[at * world.sectors + static_cast<std::size_t>(k)];
  }
  const Eigen::MatrixXd leontief = (Eigen::MatrixXd::Identity(sectors, sectors) - inputs).inverse();
  return std::exp(-taste.dot(leontief * own));
}

TEST(many_sector, every_equation_holds_in_every_world) {
  EXPECT_TRUE(rc::check([] {
    const auto world = random_world();
    const auto policy = make_policy(world, 2);
    const auto before = solve_many_sectors(world);
    const auto after = solve_many_sectors(world, {policy.duty, policy.cost});
    RC_ASSERT(before.status == trade_status::solved);
    RC_ASSERT(largest(before) < 1e-9);
    if (after.status == trade_status::one_way_trade) return;
    RC_ASSERT(after.status == trade_status::solved);
    RC_ASSERT(largest(after) < 1e-9);
    for (std::size_t n = 0; n < world.countries; ++n) {
      const double told = real_wage_told_by_own_shares(world, before, after, n);
      const double found =
          after.wage[n] / before.wage[n] / (after.consumer_price[n] / before.consumer_price[n]);
      RC_ASSERT(std::abs(found / told - 1) < 1e-10);
    }
  }));
}

// Without trade a country's real wage is what its own shares were (Arkolakis, Costinot &
// Rodriguez-Clare 2012, with inputs: Costinot & Rodriguez-Clare 2014).
TEST(many_sector, autarky_costs_what_the_formula_says) {
  EXPECT_TRUE(rc::check([] {
    const auto world = random_world();
    std::vector<double> cost(world.share.size(), forbidden);
    for (std::size_t j = 0; j < world.sectors; ++j)
      for (std::size_t n = 0; n < world.countries; ++n) cost[pair(world, j, n, n)] = 1;
    const auto before = solve_many_sectors(world);
    const auto alone = solve_many_sectors(world, {{}, cost});
    RC_ASSERT(alone.status == trade_status::solved);
    for (std::size_t n = 0; n < world.countries; ++n) {
      const double told = real_wage_told_by_own_shares(world, before, alone, n);
      RC_ASSERT(std::abs(alone.share[pair(world, 0, n, n)] - 1) < 1e-12);
      RC_ASSERT(std::abs(alone.duty_revenue[n]) < 1e-9 * alone.income[n]);
      RC_ASSERT(std::abs(alone.income[n] / world.value_added[n] - 1) < 1e-10);
      RC_ASSERT(std::abs(alone.wage[n] / alone.consumer_price[n] /
                             (before.wage[n] / before.consumer_price[n]) / told -
                         1) < 1e-10);
    }
  }));
}

// A duty on everything that a country buys abroad is one on everything that it sells there (Lerner
// 1936), whatever other duties are in force.
TEST(many_sector, a_duty_on_all_exports_is_one_on_all_imports) {
  EXPECT_TRUE(rc::check([] {
    const auto world = random_world();
    const auto policy = make_policy(world, 0);
    const auto taxing = *rc::gen::inRange<std::size_t>(0, world.countries);
    const double rate = 0.05 * *rc::gen::inRange(1, 10);
    auto on_imports = policy.duty;
    std::vector<double> on_exports(world.share.size(), 0);
    for (std::size_t j = 0; j < world.sectors; ++j)
      for (std::size_t n = 0; n < world.countries; ++n) {
        if (n == taxing) continue;
        auto& duty = on_imports[pair(world, j, taxing, n)];
        duty = (1 + duty) * (1 + rate) - 1;
        on_exports[pair(world, j, n, taxing)] = rate;
      }
    constexpr auto closed = deficit_treatment::closed;
    const auto before = solve_many_sectors(world, {{}, {}, closed});
    const auto a = solve_many_sectors(world, {on_imports, policy.cost, closed});
    const auto b = solve_many_sectors(world, {policy.duty, policy.cost, closed, on_exports});
    RC_ASSERT(a.status == trade_status::solved);
    RC_ASSERT(b.status == trade_status::solved);
    RC_ASSERT(largest(b) < 1e-9);
    RC_ASSERT(b.export_duty_revenue[taxing] > 0);
    const auto with_import_duty = compare(world, before, a);
    const auto with_export_duty = compare(world, before, b);
    for (std::size_t n = 0; n < world.countries; ++n)
      RC_ASSERT(std::abs(with_import_duty.real_income[n] - with_export_duty.real_income[n]) < 1e-9);
  }));
}

// A small change of an export duty moves real income by what the first order says.
TEST(many_sector, the_first_order_knows_export_duties) {
  auto world = test::make_many_sectors(4, 3, 5);
  std::vector<double> before_duty(world.share.size(), 0);
  for (std::size_t n = 0; n < 4; ++n)
    if (n != 1) before_duty[pair(world, 2, n, 1)] = 0.1;
  auto after_duty = before_duty;
  for (std::size_t n = 0; n < 4; ++n)
    if (n != 1) after_duty[pair(world, 2, n, 1)] = 0.1001;
  const auto before = solve_many_sectors(world, {{}, {}, deficit_treatment::closed, before_duty});
  const auto after = solve_many_sectors(world, {{}, {}, deficit_treatment::closed, after_duty});
  const auto change = compare(world, before, after);
  for (std::size_t n = 0; n < 4; ++n)
    EXPECT_NEAR(change.first_order[n], change.real_income[n],
                0.01 * std::abs(change.real_income[1]));
}

// Two equal countries, one sector that uses itself: everything by hand.
TEST(many_sector, two_equal_countries_have_the_analytic_solution) {
  many_sector_world world;
  world.countries = 2;
  world.sectors = 1;
  world.trade_elasticity = {4};
  world.share = {0.8, 0.2, 0.2, 0.8};
  world.duty = {0, 0, 0, 0};
  world.value_added_share = {0.5, 0.5};
  world.input_share = {0.5, 0.5};
  world.final_share = {1, 1};
  world.value_added = {10, 10};
  world.deficit = {0, 0};
  const auto freer = solve_many_sectors(world, {{}, std::vector<double>{1, 0.8, 0.8, 1}});
  ASSERT_EQ(freer.status, trade_status::solved);
  // P^-4 = c^-4 (0.8 + 0.2 x 0.8^-4) with c = P^0.5: P = (...)^(-1/2).
  const double pull = 0.8 + 0.2 * std::pow(0.8, -4);
  for (std::size_t n = 0; n < 2; ++n) {
    EXPECT_NEAR(freer.wage[n], 1, 1e-12);
    EXPECT_NEAR(freer.price[n], std::pow(pull, -0.5), 1e-11);
    EXPECT_NEAR(freer.output[n], 20, 1e-9);
  }
  EXPECT_NEAR(freer.share[1], 1 - 0.8 / pull, 1e-11);
  // A duty with its revenue: share of imports 0.2 (1 + t)^-4 / (0.8 + ...).
  const auto taxed = solve_many_sectors(world, {std::vector<double>{0, 0.5, 0.5, 0}, {}});
  ASSERT_EQ(taxed.status, trade_status::solved);
  const double imported = 0.2 * std::pow(1.5, -4) / (0.8 + 0.2 * std::pow(1.5, -4));
  EXPECT_NEAR(taxed.share[1], imported, 1e-11);
  // X = Y / 2 + I, Y = X (1 - m / 3), I = 10 + X m / 3 with m the share of imports.
  const double spent = 10 / (1 - 0.5 * (1 - imported / 3) - imported / 3);
  EXPECT_NEAR(taxed.expenditure[0], spent, 1e-9);
  EXPECT_NEAR(taxed.income[0], 10 + spent * imported / 3, 1e-9);
}

TEST(many_sector, units_of_value_do_not_matter) {
  EXPECT_TRUE(rc::check([] {
    const auto world = random_world();
    auto scaled = world;
    for (double& each : scaled.value_added) each *= 1e6;
    const auto policy = make_policy(world, 1);
    const auto a = solve_many_sectors(world, {policy.duty, policy.cost});
    const auto b = solve_many_sectors(scaled, {policy.duty, policy.cost});
    RC_ASSERT(a.status == b.status);
    if (a.status != trade_status::solved) return;
    for (std::size_t n = 0; n < world.countries; ++n)
      RC_ASSERT(std::abs(a.wage[n] / b.wage[n] - 1) < 1e-9);
  }));
}

TEST(many_sector, who_needs_what_nobody_may_deliver_is_named) {
  auto world = test::make_many_sectors(3, 2, 1);
  // Country 2 makes nothing of sector 1 and gets most of it from country 0.
  world.share[pair(world, 1, 2, 0)] = 0.6;
  world.share[pair(world, 1, 2, 1)] = 0.4;
  world.share[pair(world, 1, 2, 2)] = 0;
  std::vector<double> cost(world.share.size(), 1);
  cost[pair(world, 1, 2, 0)] = forbidden;
  EXPECT_EQ(solve_many_sectors(world, {{}, cost}).status, trade_status::solved);
  cost[pair(world, 1, 2, 1)] = forbidden;
  const auto cut = solve_many_sectors(world, {{}, cost});
  EXPECT_EQ(cut.status, trade_status::no_supplier);
  EXPECT_EQ(cut.place.country, 2U);
  EXPECT_EQ(cut.place.sector, 1U);
  EXPECT_EQ(cut.place.partner, 0U);
}

// A deficit that is held must be owed to somebody; a large surplus can leave less than nothing.
TEST(many_sector, deficits_that_cannot_be_are_named) {
  auto world = test::make_many_sectors(3, 2, 1);
  world.deficit = {0.1 * world.value_added[0], -0.1 * world.value_added[0], 0};
  std::vector<double> cost(world.share.size(), 1);
  for (std::size_t j = 0; j < 2; ++j)
    for (const std::size_t i : {1, 2})
      cost[pair(world, j, 0, i)] = cost[pair(world, j, i, 0)] = forbidden;
  const auto alone = solve_many_sectors(world, {{}, cost});
  EXPECT_EQ(alone.status, trade_status::unbalanced_bloc);
  EXPECT_EQ(alone.place.country, 0U);
  EXPECT_EQ(solve_many_sectors(world, {{}, cost, deficit_treatment::closed}).status,
            trade_status::solved);
  world.deficit = {0, 5 * world.value_added[2], -5 * world.value_added[2]};
  const auto owing = solve_many_sectors(world);
  EXPECT_EQ(owing.status, trade_status::negative_absorption);
  EXPECT_EQ(owing.place.country, 2U);
}

TEST(many_sector, numbers_out_of_range_are_named) {
  auto world = test::make_many_sectors(3, 2, 1);
  world.value_added_share[2 * 2 + 1] = 0;
  const auto found = solve_many_sectors(world);
  EXPECT_EQ(found.status, trade_status::invalid_data);
  EXPECT_EQ(found.place.country, 2U);
  EXPECT_EQ(found.place.sector, 1U);
  world.share.pop_back();
  EXPECT_THROW((void)solve_many_sectors(world), std::invalid_argument);
}

TEST(many_sector, accounts_become_shares_that_sum_to_one) {
  const std::vector<double> theta = {3}, trade = {90, 10, 20, 80}, duty = {0, 0.5, 0, 0};
  const std::vector<double> inputs = {60, 50}, consumption = {45, 60}, added = {50, 40};
  const std::vector<double> deficit = {0, 0};
  const auto world = calibrate({2, 1, theta, trade, duty, inputs, consumption, added, deficit});
  EXPECT_DOUBLE_EQ(world.share[1], 15.0 / 105);
  EXPECT_DOUBLE_EQ(world.share[2], 0.2);
  EXPECT_DOUBLE_EQ(world.value_added_share[0], 50.0 / 110);
  EXPECT_DOUBLE_EQ(world.input_share[1], 50.0 / 90);
  EXPECT_DOUBLE_EQ(world.final_share[0], 1);
}

}  // namespace
}  // namespace amur::trade
