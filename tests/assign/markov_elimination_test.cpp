#include "amur/assign/markov_elimination.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

namespace amur::assign {
namespace {

constexpr double closed = std::numeric_limits<double>::infinity();

struct random_walks {
  step_list steps{{0}, {}};
  std::vector<double> cost;
  Eigen::MatrixXd weight;  // [tail][head]
};

random_walks any_walks(int cheapest_tenth, int dearest_tenth) {
  const auto places = *rc::gen::inRange<std::uint32_t>(1, 9);
  random_walks made;
  made.weight = Eigen::MatrixXd::Zero(places, places);
  for (std::uint32_t tail = 0; tail < places; ++tail) {
    const auto degree = *rc::gen::inRange(0, 4);
    for (int i = 0; i < degree; ++i) {
      const auto head = *rc::gen::inRange<std::uint32_t>(0, places);
      const double cost = 0.1 * *rc::gen::inRange(cheapest_tenth, dearest_tenth);
      made.steps.head.push_back(head);
      made.cost.push_back(cost);
      made.weight(tail, head) += std::exp(-cost);
    }
    made.steps.first.push_back(static_cast<std::uint32_t>(made.cost.size()));
  }
  return made;
}

// (I - w) z = 1 has a solution with z >= 1 exactly where the spectral radius of w is below one.
bool bounded(const Eigen::MatrixXd& weight) {
  const Eigen::Index n = weight.rows();
  const Eigen::VectorXd z =
      (Eigen::MatrixXd::Identity(n, n) - weight).fullPivLu().solve(Eigen::VectorXd::Ones(n));
  return z.allFinite() && z.minCoeff() >= 1 - 1e-9 && z.maxCoeff() < 1e8;
}

TEST(elimination, is_bounded_just_where_the_m_matrix_criterion_says_so) {
  int finite = 0, infinite = 0;
  EXPECT_TRUE(rc::check([&] {
    const auto walks = any_walks(0, 25);
    elimination factors;
    const bool found = eliminate(walks.steps, find_fill(walks.steps), walks.cost, factors);
    RC_ASSERT(found == bounded(walks.weight));
    ++(found ? finite : infinite);
  }));
  EXPECT_GT(finite, 10);
  EXPECT_GT(infinite, 5);
}

TEST(elimination, costs_visits_and_sums_solve_their_linear_systems) {
  EXPECT_TRUE(rc::check([] {
    const auto walks = any_walks(15, 60);
    const auto n = walks.weight.rows();
    const auto pattern = find_fill(walks.steps);
    elimination factors;
    RC_PRE(eliminate(walks.steps, pattern, walks.cost, factors));
    std::vector<double> end(walks.steps.place_count(), closed);
    end.back() = 0.7;
    walk_solver solver(walks.steps, pattern);
    solver.open(factors, end);

    Eigen::VectorXd b = Eigen::VectorXd::Zero(n);
    b(n - 1) = std::exp(-0.7);
    const Eigen::MatrixXd one = Eigen::MatrixXd::Identity(n, n);
    const Eigen::VectorXd z = (one - walks.weight).fullPivLu().solve(b);
    Eigen::MatrixXd p = Eigen::MatrixXd::Zero(n, n);
    for (Eigen::Index i = 0; i < n; ++i) {
      if (std::isfinite(solver.cost()[static_cast<std::size_t>(i)])) {
        RC_ASSERT(std::abs(std::exp(-solver.cost()[static_cast<std::size_t>(i)]) / z(i) - 1) <
                  1e-9);
        for (Eigen::Index j = 0; j < n; ++j) p(i, j) = walks.weight(i, j) * z(j) / z(i);
      } else {
        RC_ASSERT(std::abs(z(i)) < 1e-12);
      }
    }
    Eigen::VectorXd given(n);
    std::vector<double> visits, sums;
    for (Eigen::Index i = 0; i < n; ++i) {
      const bool reaches = std::isfinite(solver.cost()[static_cast<std::size_t>(i)]);
      given(i) = reaches ? 1.0 * *rc::gen::inRange(0, 50) : 0;
      visits.push_back(given(i));
      sums.push_back(given(i));
    }
    solver.visits(visits);
    solver.sums(sums, 1);
    const Eigen::VectorXd x = (one - p.transpose()).fullPivLu().solve(given);
    const Eigen::VectorXd a = (one - p).fullPivLu().solve(given);
    for (Eigen::Index i = 0; i < n; ++i) {
      RC_ASSERT(std::abs(visits[static_cast<std::size_t>(i)] - x(i)) < 1e-8 * (1 + x.norm()));
      RC_ASSERT(std::abs(sums[static_cast<std::size_t>(i)] - a(i)) < 1e-8 * (1 + a.norm()));
    }
  }));
}

TEST(elimination, dear_routes_do_not_underflow) {
  // A chain of 1000 steps of 50 dispersions each: weights multiply to exp(-50000).
  step_list steps{{0}, {}};
  for (std::uint32_t place = 0; place < 1000; ++place) {
    if (place > 0) steps.head.push_back(place - 1);
    if (place + 1 < 1000) steps.head.push_back(place + 1);
    steps.first.push_back(static_cast<std::uint32_t>(steps.head.size()));
  }
  const std::vector<double> cost(steps.head.size(), 50.0);
  const auto pattern = find_fill(steps);
  elimination factors;
  ASSERT_TRUE(eliminate(steps, pattern, cost, factors));
  std::vector<double> end(1000, closed);
  end[999] = 0;
  walk_solver solver(steps, pattern);
  solver.open(factors, end);
  EXPECT_NEAR(solver.cost()[0], 999 * 50.0, 1e-8);
  std::vector<double> visits(1000, 0.0);
  visits[0] = 3;
  solver.visits(visits);
  EXPECT_NEAR(visits[500], 3, 1e-9);
}

TEST(elimination, order_is_a_permutation_and_keeps_a_star_free_of_fill) {
  // A star: eliminating its centre first would join all its points.
  step_list steps{{0}, {}};
  for (std::uint32_t point = 1; point < 50; ++point) steps.head.push_back(point);
  steps.first.push_back(49);
  for (std::uint32_t point = 1; point < 50; ++point) steps.first.push_back(49);
  const auto order = elimination_order(steps);
  std::vector<std::uint32_t> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  for (std::uint32_t i = 0; i < 50; ++i) EXPECT_EQ(sorted[i], i);
  EXPECT_GE(std::find(order.begin(), order.end(), 0U) - order.begin(), 48);
}

}  // namespace
}  // namespace amur::assign
