// Published optima of Africa's trans-continental network (Krantz 2024; see ../shared/africa), whose
// "before" is today's infrastructure scaled up until it costs the whole budget: the solver that
// made them starts there.

#include <gtest/gtest.h>

#include "support/africa_network.h"
#include "support/network_oracle.h"

namespace amur::test {
namespace {

using invest::network_problem;
using invest::network_status;

constexpr const char* runs[] = {"22g_10b_fixed_cgc_sigma3.8_rho0",
                                "22g_10b_fixed_cgc_sigma3.8_rho0_bc",
                                "22g_10b_fixed_cgc_irs_na_sigma3.8_rho0"};

double cost_of(const network_problem& problem, const std::vector<double>& infrastructure) {
  double sum = 0;
  for (std::size_t i = 0; i < infrastructure.size(); ++i)
    sum += problem.roads[i].price * infrastructure[i];
  return sum;
}

TEST(published_network, welfare_before_is_that_of_todays_roads_scaled_to_the_budget) {
  for (const auto* run : runs) {
    AMUR_NEEDS_DATA(africa_file(std::string("optimal_network/nodes_") + run + ".csv"));
    const auto known = read_africa(run);
    auto scaled = known.before;
    const double scale = known.problem.budget / cost_of(known.problem, known.before);
    for (auto& each : scaled) each *= scale;
    const auto made = invest::solve_at(known.problem, scaled);
    ASSERT_EQ(made.status, network_status::solved) << run;
    EXPECT_NEAR(made.welfare / known.welfare_before, 1, 1e-6) << run;
    EXPECT_LT(made.shortage, 1e-10);
    // Today's own roads serve worse.
    EXPECT_LT(invest::solve_at(known.problem, known.before).bound, known.welfare_before) << run;
  }
}

TEST(published_network, welfare_after_is_theirs_at_their_roads_and_more_at_the_best) {
  for (const auto* run : runs) {
    AMUR_NEEDS_DATA(africa_file(std::string("optimal_network/nodes_") + run + ".csv"));
    const auto known = read_africa(run);
    const auto theirs = invest::solve_at(known.problem, known.after);
    EXPECT_NEAR(theirs.welfare / known.welfare_after, 1, 1e-6) << run;
    const auto made = invest::solve_network(known.problem);
    const bool is_convex = known.problem.returns_to_infrastructure <= known.problem.congestion;
    EXPECT_EQ(made.status, is_convex ? network_status::solved : network_status::local_optimum);
    EXPECT_LT(made.gap, is_convex ? 1e-10 : 2e-6);
    EXPECT_GE(made.welfare, theirs.bound);
    EXPECT_GE(made.welfare, known.welfare_after * (1 - 1e-7)) << run;
    EXPECT_LE(made.spent, known.problem.budget * (1 + 1e-12));
    const auto told = attained_by(known.problem, made);
    EXPECT_NEAR(static_cast<double>(told.welfare) / made.welfare, 1, 1e-10);
    EXPECT_GT(told.worst, -1e-5);
    EXPECT_LT(std::abs(static_cast<double>(told.spent) / made.spent - 1), 1e-12);
    if (is_convex) {
      EXPECT_LT(static_cast<double>(bound_by(known.problem, made)), made.welfare * (1 + 1e-9));
    }
  }
}

// Their rescaling to the budget has moved the least that they allow. What the two have in common.
TEST(published_network, roads_are_much_as_theirs_whose_lower_bound_has_moved) {
  for (const auto* run : runs) {
    AMUR_NEEDS_DATA(africa_file(std::string("optimal_network/nodes_") + run + ".csv"));
    const auto known = read_africa(run);
    const auto made = invest::solve_network(known.problem, {.tolerance = 1e-8});
    double least_ratio = 2, n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < known.after.size(); ++i) {
      const auto& road = known.problem.roads[i];
      if (road.most_infrastructure == road.least_infrastructure) continue;
      const double ours = made.infrastructure[i], theirs = known.after[i];
      least_ratio = std::min(least_ratio, theirs / known.before[i]);
      n += 1;
      x += ours;
      y += theirs;
      xx += ours * ours;
      yy += theirs * theirs;
      xy += ours * theirs;
    }
    EXPECT_GT(least_ratio, 1.008) << run;
    EXPECT_GT((n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * yy - y * y)), 0.95) << run;
  }
}

// What else the source has run, or could have, on the same network.
TEST(published_network, other_tastes_and_ways_of_paying_are_certified_as_well) {
  AMUR_NEEDS_DATA(africa_file(std::string("optimal_network/nodes_") + runs[0] + ".csv"));
  struct {
    double sigma, rho;
    bool shared;
  } const others[] = {{1.5, 0, true}, {5, 0, true}, {3.8, 2, true}, {2, 1, true}, {3.8, 0, false}};
  for (const auto& each : others) {
    auto problem = read_africa(runs[0]).problem;
    problem.substitution_elasticity = each.sigma;
    problem.inequality_aversion = each.rho;
    problem.goods_share_roads = each.shared;
    const auto made = invest::solve_network(problem);
    EXPECT_EQ(made.status, network_status::solved) << each.sigma << ' ' << each.rho;
    const auto told = attained_by(problem, made);
    EXPECT_NEAR(static_cast<double>(told.welfare) / made.welfare, 1, 1e-9);
    EXPECT_LT(std::abs(static_cast<double>(bound_by(problem, made)) / made.welfare - 1), 1e-8);
  }
}

// Four goods on all roads of Africa and those proposed, for 50 billion dollars.
network_problem whole_africa() {
  const africa_table nodes("graph_nodes.csv");
  auto problem = africa_settings(false);
  problem.substitution_elasticity = 1.5;
  problem.places = nodes.rows();
  problem.goods = 4;
  problem.productivity.assign(4 * problem.places, 0);
  for (std::size_t j = 0; j < nodes.rows(); ++j) {
    const double people = nodes.number(j, "population") / 1000;
    const double port = nodes.number(j, "outflows") / 1000;
    problem.population.push_back(people);
    problem.housing.push_back(0.3);
    const std::size_t good = port > 0 ? 3 : people >= 1000 ? 2 : people >= 200 ? 1 : 0;
    problem.productivity[4 * j + good] =
        nodes.number(j, "IWI") + (port > 0 && people > 0 ? 37 * port / people : 0);
  }
  for (const bool is_proposed : {false, true}) {
    const africa_table graph(is_proposed ? "graph_add.csv" : "graph_orig.csv");
    for (std::size_t i = 0; i < graph.rows(); ++i) {
      invest::road road;
      road.from = static_cast<std::uint32_t>(graph.number(i, "from")) - 1;
      road.to = static_cast<std::uint32_t>(graph.number(i, "to")) - 1;
      const double km = graph.number(i, "distance") / 1000;
      // The shortest would cost nothing.
      road.cost_factor = road.cost_factor_back = std::max(iceberg_of(km), 1e-3);
      road.least_infrastructure = is_proposed ? 0 : km / (graph.number(i, "duration") / 60);
      road.most_infrastructure = std::max(road.least_infrastructure, 100.0);
      const double cost = km * graph.number(i, is_proposed ? "cost_km" : "ug_cost_km") / 1e6;
      if (road.most_infrastructure > road.least_infrastructure)
        road.price = cost / (road.most_infrastructure - road.least_infrastructure);
      problem.budget += road.price * road.least_infrastructure;
      problem.roads.push_back(road);
    }
  }
  problem.budget += 50000;
  return problem;
}

TEST(published_network, four_goods_on_all_of_africas_roads_are_certified) {
  AMUR_NEEDS_DATA(africa_file("graph_orig.csv"));
  const auto problem = whole_africa();
  ASSERT_EQ(problem.places, 1379U);
  const auto made = invest::solve_network(problem);
  ASSERT_EQ(made.status, network_status::solved);
  const auto told = attained_by(problem, made);
  EXPECT_NEAR(static_cast<double>(told.welfare) / made.welfare, 1, 1e-10);
  EXPECT_GT(told.worst, -1e-5);
  EXPECT_LT(static_cast<double>(bound_by(problem, made)), made.welfare * (1 + 1e-9));
}

}  // namespace
}  // namespace amur::test
