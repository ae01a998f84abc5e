// Least squares: closed forms of linear models, bounds, what can't be told; and equilibria whose
// cells are planted, or drawn around with known errors.

#include "amur/calibrate/least_squares.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "support/problem_fit.h"
#include "support/random_choice.h"

namespace amur::calibrate {
namespace {

// A straight model.
least_squares_problem linear(const Eigen::MatrixXd& matrix, const Eigen::VectorXd& right) {
  least_squares_problem made;
  made.cells.assign(static_cast<std::size_t>(matrix.cols()), {0, -1e9, 1e9, 1});
  made.missed = [=](const Eigen::VectorXd& at) -> std::optional<Eigen::VectorXd> {
    return matrix * at - right;
  };
  made.slopes = [=](const Eigen::VectorXd&) { return matrix; };
  return made;
}

TEST(least_squares, a_line_through_four_points_is_that_of_the_normal_equations) {
  // y = a + b x at x = 0..3, y = 1, 3, 4, 4: a = 1.5, b = 1; covariance (X'X)^-1 by hand.
  Eigen::MatrixXd matrix(4, 2);
  matrix << 1, 0, 1, 1, 1, 2, 1, 3;
  const Eigen::Vector4d right(1, 3, 4, 4);
  const auto problem = linear(matrix, right);
  const auto found = solve_least_squares(problem);
  ASSERT_EQ(found.status, fit_status::converged);
  EXPECT_NEAR(found.cells(0), 1.5, 1e-9);
  EXPECT_NEAR(found.cells(1), 1, 1e-9);
  const auto known = statistics_of(problem, found);
  EXPECT_NEAR(known.covariance(0, 0), 14.0 / 20, 1e-12);
  EXPECT_NEAR(known.covariance(0, 1), -6.0 / 20, 1e-12);
  EXPECT_NEAR(known.covariance(1, 1), 4.0 / 20, 1e-12);
  // Without the first point: y = 3, 4, 4 at 1, 2, 3 gives 8/3 + x/2 at 0, 5/3 from 1.
  EXPECT_NEAR(missed_if_left_out(found)(0), 8.0 / 3 - 1, 1e-9);
}

TEST(least_squares, a_bound_holds_a_cell_and_the_others_answer) {
  auto problem = linear(Eigen::Matrix2d{{1, 1}, {0, 1}}, Eigen::Vector2d(3, 2));
  problem.cells[1].most = 1;
  const auto found = solve_least_squares(problem);
  ASSERT_EQ(found.status, fit_status::converged);
  EXPECT_NEAR(found.cells(1), 1, 1e-12);
  EXPECT_NEAR(found.cells(0), 2, 1e-9);
  EXPECT_TRUE(found.at_bound[1]);
  EXPECT_NEAR(statistics_of(problem, found).covariance(0, 0), 1, 1e-12);
}

TEST(least_squares, cells_that_only_their_sum_tells_are_named) {
  const auto problem =
      linear(Eigen::MatrixXd{{1, 1, 0}, {2, 2, 0}, {0, 0, 4}}, Eigen::Vector3d(1, 2, 8));
  const auto found = solve_least_squares(problem);
  ASSERT_EQ(found.status, fit_status::converged);
  EXPECT_NEAR(found.cells(0) + found.cells(1), 1, 1e-8);
  const auto known = statistics_of(problem, found);
  EXPECT_FALSE(known.is_told[0]);
  EXPECT_FALSE(known.is_told[1]);
  EXPECT_TRUE(known.is_told[2]);
  EXPECT_NEAR(known.covariance(2, 2), 1.0 / 16, 1e-12);
  ASSERT_FALSE(known.directions.empty());
  EXPECT_TRUE(std::isinf(known.directions[0].standard_error));
  EXPECT_NEAR(std::abs(known.directions[0].along(0)), std::sqrt(0.5), 1e-9);
  EXPECT_NEAR(known.directions[0].along(0) + known.directions[0].along(1), 0, 1e-9);
  // Nothing else tells the third cell.
  EXPECT_TRUE(std::isnan(missed_if_left_out(found)(2)));
}

TEST(least_squares, a_further_datum_is_worth_what_the_larger_model_says) {
  const auto problem = linear(Eigen::Matrix2d{{2, 0}, {1, 1}}, Eigen::Vector2d(1, 1));
  const auto found = solve_least_squares(problem);
  const Eigen::Vector2d more(0.5, 3);
  // One size of each cell is known beside the data.
  const Eigen::Matrix2d before = (Eigen::Matrix2d{{6, 1}, {1, 2}}).inverse();
  const Eigen::Matrix2d after =
      (Eigen::Matrix2d{{6, 1}, {1, 2}} + more * more.transpose()).inverse();
  const auto worth = value_of(problem, found, more);
  EXPECT_NEAR(worth.variance_left, after.trace() / before.trace(), 1e-12);
  EXPECT_EQ(worth.most_helped, 1U);
  EXPECT_NEAR(worth.most_helped_left, after(1, 1) / before(1, 1), 1e-12);
}

// Dispersion, the cost of an arc, a demand, seen on every arc.
test::problem_fit planted(std::uint32_t seed) {
  test::choice_maker maker(5000 + seed);
  const auto made = maker.make(seed % 2 == 0 ? 0 : 2);
  test::problem_fit fit;
  if (made.arcs.empty() || made.demand() == 0) return fit;
  fit.problem = problem_of(made);
  for (auto& user : fit.problem.classes)
    for (auto& cost : user.fixed_cost_usd_per_t) cost += 1;
  const auto arcs = fit.problem.graph.arc_count();
  for (std::size_t arc = 0; arc < arcs; ++arc) {
    auto& sum = fit.sums.emplace_back();
    for (std::size_t k = 0; k < fit.problem.classes.size(); ++k) sum.push_back({k, arc, 1});
  }
  const auto& user = fit.problem.classes[0];
  fit.cells.push_back({user.dispersion_usd_per_t, [](assign::problem& p, double value) {
                         p.classes[0].dispersion_usd_per_t = value;
                       }});
  for (const auto arc : {seed % arcs, (7 * seed + 3) % arcs}) {
    if (arc != seed % arcs || fit.cells.size() == 1)
      fit.cells.push_back({user.fixed_cost_usd_per_t[arc], [arc](assign::problem& p, double value) {
                             p.classes[0].fixed_cost_usd_per_t[arc] = value;
                           }});
  }
  if (!user.demand.empty())
    fit.cells.push_back({user.demand[0].t_per_day, [](assign::problem& p, double value) {
                           p.classes[0].demand[0].t_per_day = value;
                         }});
  return fit;
}

// Whether flows tell each cell: a tenth of it moves some flow by a thousandth of all freight.
bool is_told(const test::problem_fit& fit, double whole) {
  const Eigen::MatrixXd scaled = fit.slopes(fit.truth()) * fit.truth().asDiagonal() / whole;
  return Eigen::JacobiSVD<Eigen::MatrixXd>(scaled).singularValues().minCoeff() > 1e-2;
}

TEST(least_squares, planted_cells_are_found_again_on_fifty_random_networks) {
  int tried = 0;
  for (std::uint32_t seed = 1; tried < 50 && seed < 2000; ++seed) {
    const auto fit = planted(seed);
    if (fit.cells.size() < 3) continue;
    const auto right = fit.solve(fit.truth());
    if (!right) continue;
    double whole = 0;
    for (const auto& user : fit.problem.classes)
      for (const auto& pair : user.demand) whole += pair.t_per_day;
    if (!is_told(fit, whole)) continue;
    ++tried;
    const Eigen::VectorXd observed = fit.values(*right);
    const Eigen::VectorXd error = Eigen::VectorXd::Constant(observed.size(), 1e-3 * whole);
    const auto found = solve_least_squares(fit.fit_to(observed, error, 1.25));
    EXPECT_EQ(found.status, fit_status::converged) << seed;
    for (Eigen::Index j = 0; j < found.cells.size(); ++j)
      EXPECT_NEAR(found.cells(j) / fit.truth()(j), 1, 1e-5) << seed << ", cell " << j;
  }
  EXPECT_EQ(tried, 50);
}

TEST(least_squares, intervals_hold_the_truth_as_often_as_they_say) {
  // Three ways over the border, one of them congested, and two goods: a wait, a fee and the
  // dispersion, from five counts with errors of three in a hundred.
  test::problem_fit fit;
  fit.problem = test::small_problem(3,
                                    {{0, 1, test::constant_delay(1), 4, 1},
                                     {0, 1, {network::delay_kind::bpr, 2, 60, 0.5, 4}, 2, 2},
                                     {0, 1, test::constant_delay(0.5), 7, 3},
                                     {1, 2, test::constant_delay(0.1), 0.1, 0}},
                                    {{state_id(0), state_id(2), 100}});
  auto& first = fit.problem.classes[0];
  first.dispersion_usd_per_t = 2;
  fit.problem.classes.push_back(first);
  fit.problem.classes[1].time_cost_usd_per_t_h = {3};
  fit.problem.classes[1].demand[0].t_per_day = 40;
  const auto of_both = [](std::size_t arc, bool cost) {
    return [=](assign::problem& p, double value) {
      if (!cost) p.delay[arc].wait_h = value - p.delay[arc].free_time_h;
      if (cost)
        for (auto& user : p.classes) user.fixed_cost_usd_per_t[arc] = value;
    };
  };
  fit.cells = {
      {1, of_both(0, false)}, {7, of_both(2, true)}, {2, [](assign::problem& p, double value) {
                                                        for (auto& user : p.classes)
                                                          user.dispersion_usd_per_t = value;
                                                      }}};
  fit.sums = {{{0, 0, 1}}, {{0, 1, 1}}, {{1, 1, 1}}, {{1, 0, 1}}, {{0, 2, 1}, {1, 2, 1}}};
  fit.tolerance = 1e-10;
  const Eigen::VectorXd right = fit.values(*fit.solve(fit.truth()));
  const Eigen::VectorXd error = 0.03 * right;
  std::mt19937_64 random(20231015);
  std::normal_distribution<double> normal;
  constexpr int sets = 500;
  std::vector<int> held(fit.cells.size(), 0);
  for (int n = 0; n < sets; ++n) {
    Eigen::VectorXd observed = right;
    for (Eigen::Index i = 0; i < observed.size(); ++i) observed(i) += error(i) * normal(random);
    const auto problem = fit.fit_to(observed, error, 1.1);
    const auto found = solve_least_squares(problem);
    ASSERT_EQ(found.status, fit_status::converged) << n;
    const auto known = statistics_of(problem, found);
    for (std::size_t j = 0; j < held.size(); ++j) {
      const auto i = static_cast<Eigen::Index>(j);
      held[j] += std::abs(found.cells(i) - fit.truth()(i)) <=
                 1.959963984540054 * std::sqrt(known.covariance(i, i));
    }
  }
  for (const int each : held) {
    EXPECT_GE(each, 0.92 * sets);
    EXPECT_LE(each, 0.98 * sets);
  }
}

}  // namespace
}  // namespace amur::calibrate
