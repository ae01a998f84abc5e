// Access and dependence held against the tables of flows and closed forms.

#include "amur/model/dependence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/read_files.h"

namespace amur::model {
namespace {

struct tiny_answer {
  case_data data;
  run_answer answer;

  explicit tiny_answer(const test::case_files& files) {
    diagnostics report;
    data = *test::read(files, report);
    run_options options;
    options.threads = 1;
    answer = solve_case(data, observed_demand(data, options).anchors, options);
  }
};

// Grain of 200 USD leaves farm for city_b over bridge or boat: both countries depend on the two by
// what each carries, and the shares of the two sum to one.
TEST(dependence, shares_of_the_tiny_case_are_what_its_crossings_carry) {
  const tiny_answer tiny(test::tiny_case());
  const auto rows = dependence_on_crossings(tiny.data, tiny.answer, {.threads = 1});
  ASSERT_EQ(rows.size(), 4U);  // two countries, two crossings
  const auto& flow = tiny.answer.model.flows.front();
  const auto k = flow.user_class.index();
  const double delivered = tiny.answer.solution.od[k][flow.demand].delivered_t;
  double shares = 0;
  for (const auto& row : rows) {
    double carried = 0;
    for (const auto& direction : tiny.answer.model.crossing_directions)
      if (direction.crossing == row.crossing)
        for (const auto [arc] : direction.arcs)
          carried += tiny.answer.solution.class_flow_t[k][arc];
    const bool sells = row.country == "AAA";
    EXPECT_EQ(row.neighbour, sells ? "BBB" : "AAA");
    EXPECT_NEAR(sells ? row.passing.exports_t : row.passing.imports_t, carried, 1e-9 * delivered);
    EXPECT_NEAR(row.passing.usd(), 200 * carried, 1e-6 * delivered);
    EXPECT_EQ(sells ? row.passing.imports_t : row.passing.exports_t, 0);
    shares += row.share;
    // Without one, the other takes what goes on.
    EXPECT_GT(row.shut_usd, 0);
    ASSERT_TRUE(row.instead.valid());
    EXPECT_NE(row.instead, row.crossing);
  }
  EXPECT_NEAR(shares, 2, 1e-9);
}

// One buyer that takes Q, at a cost c with duty and a value of 200 USD: Q (1 + c / 200)^-e to it,
// and from the buyer itself, which is next door to itself, Q.
TEST(dependence, market_access_of_one_pair_is_its_closed_form) {
  auto files = test::tiny_case();
  test::edit(files, "crossings.csv",
             "boat,Boat,boat_link,,4000,both_ways,,1,2,12,navigation,guess\n",
             "boat,Boat,boat_link,,0,both_ways,,1,2,12,navigation,guess\n");
  const tiny_answer tiny(files);
  const auto rows = market_access(tiny.data, tiny.answer, 4, 1);
  ASSERT_EQ(rows.size(), 2U);
  const auto& flow = tiny.answer.model.flows.front();
  const auto k = flow.user_class.index();
  const auto& od = tiny.answer.solution.od[k][flow.demand];
  // By road alone there is one way, so the log-sum is its cost.
  const double cost = od.expected_cost_usd_per_t + flow.duty_usd_per_t;
  const double traded = 200 * od.delivered_t, near = std::pow(1 + cost / 200, -4);
  for (const auto& row : rows) {
    const bool sells = tiny.data.nodes[row.place].id == "farm";
    EXPECT_NEAR(row.to_buyers_usd, sells ? traded * near : traded, 1e-6 * traded);
    EXPECT_NEAR(row.to_sellers_usd, sells ? traded : traded * near, 1e-6 * traded);
    if (sells) {
      EXPECT_NEAR(row.least_cost_usd_per_t, cost, 1e-6);
    } else {
      EXPECT_FALSE(std::isfinite(row.least_cost_usd_per_t));
    }
  }
}

}  // namespace
}  // namespace amur::model
