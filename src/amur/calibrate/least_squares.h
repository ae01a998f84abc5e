#pragma once
// Nonlinear least squares within bounds, and what the answer is worth.

#include <Eigen/Dense>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace amur::calibrate {

/// A cell that is fitted, in its own unit.
struct fitted_cell {
  double start = 0, least = 0, most = 0;
  double size = 1;  ///< what counts as much of it: steps and directions are measured in it
};

struct least_squares_problem {
  std::vector<fitted_cell> cells;
  /// What is missed, each in standard errors, at values of the cells; nothing where the model has
  /// no answer there.
  std::function<std::optional<Eigen::VectorXd>(const Eigen::VectorXd& at)> missed;
  /// [missed][cell] their derivatives at the point that `missed` was asked for last with an answer
  /// that was taken.
  std::function<Eigen::MatrixXd(const Eigen::VectorXd& at)> slopes;
  /// One line a step: its number, the sum of squares, the longest change in sizes. False to stop.
  std::function<bool(int step, double squares, double change)> progress = {};
};

enum class fit_status { converged, step_limit, no_start, cancelled };

struct least_squares_solution {
  fit_status status = fit_status::step_limit;
  Eigen::VectorXd cells, missed;
  Eigen::MatrixXd slopes;
  std::vector<char> at_bound;  ///< [cell] where a bound holds it
  int steps = 0;
};

/// Steps of Gauss and Newton, damped where they don't help (Levenberg 1944; Marquardt 1963), with
/// cells held at bounds that they would leave. Converged where the next step is below 1e-9 sizes,
/// or no step longer than 1e-6 helps: at a kink, where a route comes into use. Where cells can't be
/// told apart, each step is the shortest of its kind.
[[nodiscard]] least_squares_solution solve_least_squares(const least_squares_problem& problem,
                                                         int most_steps = 60);

/// A change of all cells together, in sizes.
struct cell_direction {
  Eigen::VectorXd along;      ///< [cell] of length 1
  double standard_error = 0;  ///< how far the data let it go, in sizes; infinite: any way
};

/// What is known of the cells, were the model linear around them. A cell at a bound is taken as
/// known.
struct fit_statistics {
  Eigen::MatrixXd covariance;              ///< infinite rows are those of `is_told` 0, left at 0
  std::vector<char> is_told;               ///< [cell] whether the data say where it is
  std::vector<cell_direction> directions;  ///< the worst known first
};
[[nodiscard]] fit_statistics statistics_of(const least_squares_problem& problem,
                                           const least_squares_solution& found);

/// [row of `slopes`] by how many standard errors each datum is missed where the others alone are
/// fitted, by one step from the answer (Cook & Weisberg 1982); NaN where nothing else tells a cell
/// that it depends on.
[[nodiscard]] Eigen::VectorXd missed_if_left_out(const least_squares_solution& found);

/// What one more datum would do.
struct further_datum {
  double variance_left = 1;     ///< of the cells' variances in sizes, summed, the share left
  std::size_t most_helped = 0;  ///< the cell whose variance falls most
  double most_helped_left = 1;  ///< of its variance
};
/// `slope` [cell] of the datum over its own standard error. What the data don't tell counts as
/// known to one size.
[[nodiscard]] further_datum value_of(const least_squares_problem& problem,
                                     const least_squares_solution& found,
                                     const Eigen::VectorXd& slope);

}  // namespace amur::calibrate
