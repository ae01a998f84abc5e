#pragma once
// Cells of an assignment problem, in code, fitted to sums of flows by their exact derivatives.

#include <cmath>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "amur/assign/logit_equilibrium.h"
#include "amur/calibrate/equilibrium_derivative.h"
#include "amur/calibrate/least_squares.h"

namespace amur::test {

struct problem_cell {
  double value = 0;  ///< the true one
  std::function<void(assign::problem&, double)> set;
};

/// A problem whose cells are to be found from sums of flows.
struct problem_fit {
  assign::problem problem;
  std::vector<problem_cell> cells;
  std::vector<calibrate::output_sum> sums;
  double tolerance = 1e-12;

  [[nodiscard]] assign::problem at(const Eigen::VectorXd& values) const {
    auto made = problem;
    for (std::size_t j = 0; j < cells.size(); ++j)
      cells[j].set(made, values(static_cast<Eigen::Index>(j)));
    return made;
  }
  [[nodiscard]] Eigen::VectorXd truth() const {
    Eigen::VectorXd values(static_cast<Eigen::Index>(cells.size()));
    for (std::size_t j = 0; j < cells.size(); ++j)
      values(static_cast<Eigen::Index>(j)) = cells[j].value;
    return values;
  }
  [[nodiscard]] std::optional<assign::solution> solve(const Eigen::VectorXd& values) const {
    auto solved = assign::solve_logit(at(values), {tolerance, 1000, 1, false});
    if (solved.status != assign::status::converged) return std::nullopt;
    return solved;
  }
  /// [sum] from a solution's flows.
  [[nodiscard]] Eigen::VectorXd values(const assign::solution& solved) const {
    Eigen::VectorXd made(static_cast<Eigen::Index>(sums.size()));
    for (std::size_t s = 0; s < sums.size(); ++s) {
      double sum = 0;
      for (const auto& [k, output, weight] : sums[s])
        sum += weight * (output < problem.graph.arc_count()
                             ? solved.class_flow_t[k][output]
                             : solved.od[k][output - problem.graph.arc_count()].delivered_t);
      made(static_cast<Eigen::Index>(s)) = sum;
    }
    return made;
  }
  /// [sum][cell]
  [[nodiscard]] Eigen::MatrixXd slopes(const Eigen::VectorXd& values) const {
    const auto here = at(values);
    thread_pool pool(1);
    const calibrate::equilibrium_derivative derived(here, *solve(values),
                                                    calibrate::choice_model::logit, sums, pool);
    Eigen::MatrixXd made(static_cast<Eigen::Index>(sums.size()), values.size());
    for (Eigen::Index j = 0; j < values.size(); ++j) {
      const double step = 1e-5 * std::abs(values(j));
      Eigen::VectorXd low = values, high = values;
      low(j) -= step;
      high(j) += step;
      const auto below = at(low), above = at(high);
      const auto rise = derived.along({&below, &above, &sums, &sums, high(j) - low(j)});
      for (std::size_t s = 0; s < rise.size(); ++s) made(static_cast<Eigen::Index>(s), j) = rise[s];
    }
    return made;
  }
  /// Observations with their standard errors, and a start at `off` times the truth.
  [[nodiscard]] calibrate::least_squares_problem fit_to(const Eigen::VectorXd& observed,
                                                        const Eigen::VectorXd& error,
                                                        double off) const {
    calibrate::least_squares_problem made;
    for (const auto& cell : cells)
      made.cells.push_back({off * cell.value, 0.05 * cell.value, 20 * cell.value, cell.value});
    made.missed = [this, observed,
                   error](const Eigen::VectorXd& at) -> std::optional<Eigen::VectorXd> {
      const auto solved = solve(at);
      if (!solved) return std::nullopt;
      return (values(*solved) - observed).cwiseQuotient(error);
    };
    made.slopes = [this, error](const Eigen::VectorXd& at) -> Eigen::MatrixXd {
      return error.cwiseInverse().asDiagonal() * slopes(at);
    };
    return made;
  }
};

}  // namespace amur::test
