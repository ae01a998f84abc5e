#include "amur/calibrate/least_squares.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace amur::calibrate {
namespace {

constexpr double last_step = 1e-9;  // in sizes
constexpr double first_damping = 1e-4, least_damping = 1e-12, most_damping = 1e12;
constexpr double damped_more = 8, damped_less = 0.1;
constexpr double no_slope = 1e-10;     // of the largest singular value
constexpr double of_rounding = 1e-13;  // of the sum of squares
constexpr double short_step = 1e-6, of_noise = 1e-9;

Eigen::VectorXd sizes_of(const least_squares_problem& problem) {
  Eigen::VectorXd size(static_cast<Eigen::Index>(problem.cells.size()));
  for (Eigen::Index j = 0; j < size.size(); ++j)
    size(j) = problem.cells[static_cast<std::size_t>(j)].size;
  return size;
}

// Cells that a bound holds: at it, and the sum of squares falls beyond.
std::vector<char> held_cells(const least_squares_problem& problem, const Eigen::VectorXd& at,
                             const Eigen::VectorXd& gradient) {
  std::vector<char> held(problem.cells.size(), 0);
  for (std::size_t j = 0; j < held.size(); ++j) {
    const auto& cell = problem.cells[j];
    const auto i = static_cast<Eigen::Index>(j);
    held[j] = (at(i) <= cell.least && gradient(i) >= 0) || (at(i) >= cell.most && gradient(i) <= 0);
  }
  return held;
}

// The shortest of the least steps, in sizes, of cells that may move.
Eigen::VectorXd step_of(const Eigen::MatrixXd& scaled, const Eigen::VectorXd& missed,
                        const std::vector<char>& held, double damping) {
  std::vector<Eigen::Index> moving;
  for (std::size_t j = 0; j < held.size(); ++j)
    if (!held[j]) moving.push_back(static_cast<Eigen::Index>(j));
  Eigen::VectorXd step = Eigen::VectorXd::Zero(scaled.cols());
  if (moving.empty()) return step;
  const auto rows = scaled.rows(), columns = static_cast<Eigen::Index>(moving.size());
  Eigen::MatrixXd system(rows + columns, columns);
  system.topRows(rows) = scaled(Eigen::all, moving);
  // In proportion to what the data say of each cell, and a little more for those of which nothing.
  const double typical = std::max(system.topRows(rows).norm(), 1e-300);
  system.bottomRows(columns).setZero();
  for (Eigen::Index j = 0; j < columns; ++j)
    system(rows + j, j) = std::sqrt(damping) * (system.col(j).head(rows).norm() + 1e-3 * typical);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(rows + columns);
  right.head(rows) = -missed;
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> factors;
  factors.setThreshold(no_slope);
  factors.compute(system);
  const Eigen::VectorXd moved = factors.solve(right);
  step(moving) = moved;
  return step;
}

Eigen::VectorXd within(const least_squares_problem& problem, Eigen::VectorXd at) {
  for (std::size_t j = 0; j < problem.cells.size(); ++j) {
    auto& value = at(static_cast<Eigen::Index>(j));
    value = std::clamp(value, problem.cells[j].least, problem.cells[j].most);
  }
  return at;
}

}  // namespace

least_squares_solution solve_least_squares(const least_squares_problem& problem, int most_steps) {
  least_squares_solution found;
  const auto size = sizes_of(problem);
  found.cells.resize(size.size());
  for (std::size_t j = 0; j < problem.cells.size(); ++j)
    found.cells(static_cast<Eigen::Index>(j)) = problem.cells[j].start;
  found.cells = within(problem, found.cells);
  auto first = problem.missed(found.cells);
  if (!first) {
    found.status = fit_status::no_start;
    return found;
  }
  found.missed = std::move(*first);
  found.slopes = problem.slopes(found.cells);
  double damping = first_damping;
  while (found.steps < most_steps) {
    const Eigen::MatrixXd scaled = found.slopes * size.asDiagonal();
    found.at_bound = held_cells(problem, found.cells, found.slopes.transpose() * found.missed);
    const auto step = step_of(scaled, found.missed, found.at_bound, damping);
    const auto next = within(problem, found.cells + size.cwiseProduct(step));
    const double change = ((next - found.cells).cwiseQuotient(size)).cwiseAbs().maxCoeff();
    const double squares = found.missed.squaredNorm();
    ++found.steps;
    if (problem.progress && !problem.progress(found.steps, squares, change)) {
      found.status = fit_status::cancelled;
      return found;
    }
    if (!(change > last_step)) {
      found.status = fit_status::converged;
      return found;
    }
    auto missed = problem.missed(next);
    const bool falls = missed && missed->squaredNorm() < squares * (1 - of_rounding);
    // A short step that changes nothing but rounding is the last one; one that does not help at all
    // ends at a kink.
    const bool is_short = !falls && change < short_step;
    const bool is_last =
        missed && is_short && missed->squaredNorm() <= squares * (1 + of_noise) + of_rounding;
    if (falls || is_last) {
      found.cells = next;
      found.missed = std::move(*missed);
      found.slopes = problem.slopes(found.cells);
      damping = std::max(least_damping, damped_less * damping);
    }
    if (is_short) found.status = fit_status::converged;
    if (is_short || damping > most_damping) return found;
    if (falls) continue;
    damping *= damped_more;
  }
  return found;
}

fit_statistics statistics_of(const least_squares_problem& problem,
                             const least_squares_solution& found) {
  const auto size = sizes_of(problem);
  const auto cells = size.size();
  Eigen::MatrixXd scaled = found.slopes * size.asDiagonal();
  for (Eigen::Index j = 0; j < cells; ++j)
    if (found.at_bound[static_cast<std::size_t>(j)]) scaled.col(j).setZero();
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(scaled, Eigen::ComputeFullV);
  const auto& singular = svd.singularValues();
  const double largest = singular.size() > 0 ? singular(0) : 0;
  fit_statistics made;
  made.covariance = Eigen::MatrixXd::Zero(cells, cells);
  made.is_told.assign(static_cast<std::size_t>(cells), 1);
  for (auto i = cells; i-- > 0;) {
    const double value = i < singular.size() ? singular(i) : 0;
    const Eigen::VectorXd along = svd.matrixV().col(i);
    const bool is_told = value > no_slope * largest && value > 0;
    // What bounds hold is no direction.
    double held = 0;
    for (Eigen::Index j = 0; j < cells; ++j)
      if (found.at_bound[static_cast<std::size_t>(j)]) held += along(j) * along(j);
    if (!is_told && held > 0.5) continue;
    made.directions.push_back(
        {along, is_told ? 1 / value : std::numeric_limits<double>::infinity()});
    if (is_told)
      made.covariance += along * along.transpose() / (value * value);
    else
      for (Eigen::Index j = 0; j < cells; ++j)
        if (std::abs(along(j)) > 1e-6) made.is_told[static_cast<std::size_t>(j)] = 0;
  }
  made.covariance = size.asDiagonal() * made.covariance * size.asDiagonal();
  for (Eigen::Index j = 0; j < cells; ++j)
    if (!made.is_told[static_cast<std::size_t>(j)]) {
      made.covariance.row(j).setZero();
      made.covariance.col(j).setZero();
    }
  return made;
}

Eigen::VectorXd missed_if_left_out(const least_squares_solution& found) {
  std::vector<Eigen::Index> moving;
  for (std::size_t j = 0; j < found.at_bound.size(); ++j)
    if (!found.at_bound[j]) moving.push_back(static_cast<Eigen::Index>(j));
  Eigen::VectorXd missed = found.missed;
  if (moving.empty()) return missed;
  Eigen::JacobiSVD<Eigen::MatrixXd> svd(found.slopes(Eigen::all, moving), Eigen::ComputeThinU);
  svd.setThreshold(no_slope);
  const auto rank = svd.rank();
  for (Eigen::Index i = 0; i < missed.size(); ++i) {
    const double leverage = svd.matrixU().row(i).head(rank).squaredNorm();
    missed(i) =
        1 - leverage > 1e-9 ? missed(i) / (1 - leverage) : std::numeric_limits<double>::quiet_NaN();
  }
  return missed;
}

further_datum value_of(const least_squares_problem& problem, const least_squares_solution& found,
                       const Eigen::VectorXd& slope) {
  const auto size = sizes_of(problem);
  const Eigen::MatrixXd scaled = found.slopes * size.asDiagonal();
  Eigen::MatrixXd information = scaled.transpose() * scaled;
  information.diagonal().array() += 1;
  const Eigen::MatrixXd covariance =
      information.ldlt().solve(Eigen::MatrixXd::Identity(size.size(), size.size()));
  const Eigen::VectorXd of_size = size.cwiseProduct(slope), moved = covariance * of_size;
  const double whole = 1 + of_size.dot(moved);
  further_datum made;
  double fall = 0, most = 0;
  for (Eigen::Index j = 0; j < size.size(); ++j) {
    const double by = moved(j) * moved(j) / whole;
    fall += by;
    if (by <= most) continue;
    most = by;
    made.most_helped = static_cast<std::size_t>(j);
    made.most_helped_left = 1 - by / covariance(j, j);
  }
  made.variance_left = 1 - fall / covariance.trace();
  return made;
}

}  // namespace amur::calibrate
