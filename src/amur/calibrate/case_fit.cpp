#include "amur/calibrate/case_fit.h"

#include <cmath>
#include <utility>

#include "amur/base/no_answer.h"

namespace amur::calibrate {
namespace {

std::vector<double> to_values(const Eigen::VectorXd& at) { return {at.begin(), at.end()}; }

// The observations and, behind them, the priors of cells that have one.
struct fitting {
  const case_model& model;
  std::span<const cases::named_cell> cells;
  std::span<const observed_figure> observations;
  const fit_options& options;
  std::vector<table_sum> sums{};
  std::vector<std::size_t> prior_cells{};
  std::optional<solved_cells> tried{}, taken{};
  std::string why_not{};

  [[nodiscard]] double spread_of(std::size_t cell) const {
    return ensemble::spread_of(cells[cell].confidence, options.spreads);
  }

  std::optional<Eigen::VectorXd> missed(const Eigen::VectorXd& at) {
    try {
      auto solved = model.solve(to_values(at), taken ? &*taken : nullptr);
      tried = std::move(solved);
    } catch (const no_answer& reason) {
      if (!taken) throw;
      why_not = reason.finding.message;
      return std::nullopt;
    }
    const auto computed = case_model::values(*tried, sums);
    Eigen::VectorXd missed(static_cast<Eigen::Index>(sums.size() + prior_cells.size()));
    for (std::size_t i = 0; i < sums.size(); ++i)
      missed(static_cast<Eigen::Index>(i)) =
          (computed[i] - observations[i].observed) / observations[i].error;
    for (std::size_t p = 0; p < prior_cells.size(); ++p) {
      const auto& cell = cells[prior_cells[p]];
      missed(static_cast<Eigen::Index>(sums.size() + p)) =
          std::log(at(static_cast<Eigen::Index>(prior_cells[p])) / cell.start) /
          ensemble::log_width_of(spread_of(prior_cells[p]));
    }
    return missed;
  }

  Eigen::MatrixXd slopes(const Eigen::VectorXd& at) {
    taken = std::move(tried);
    const auto of_sums = model.slopes(*taken, sums);
    const auto columns = static_cast<Eigen::Index>(cells.size());
    Eigen::MatrixXd slopes =
        Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(sums.size() + prior_cells.size()), columns);
    for (std::size_t i = 0; i < sums.size(); ++i)
      for (Eigen::Index j = 0; j < columns; ++j)
        slopes(static_cast<Eigen::Index>(i), j) =
            of_sums[i * cells.size() + static_cast<std::size_t>(j)] / observations[i].error;
    for (std::size_t p = 0; p < prior_cells.size(); ++p) {
      const auto j = static_cast<Eigen::Index>(prior_cells[p]);
      slopes(static_cast<Eigen::Index>(sums.size() + p), j) =
          1 / (at(j) * ensemble::log_width_of(spread_of(prior_cells[p])));
    }
    return slopes;
  }
};

}  // namespace

case_fit fit_case(const case_model& model, std::span<const cases::named_cell> cells,
                  std::span<const observed_figure> observations, const fit_options& options) {
  fitting work{model, cells, observations, options};
  for (const auto& each : observations) work.sums.push_back(each.sum);
  case_fit fit;
  for (std::size_t j = 0; j < cells.size(); ++j) {
    const auto& cell = cells[j];
    fit.problem.cells.push_back(
        {cell.start, cell.least, cell.most, cell.start != 0 ? std::abs(cell.start) : 1});
    if (options.priors && cell.start > 0 && work.spread_of(j) > 0) {
      work.prior_cells.push_back(j);
      auto& own = fit.problem.cells.back();
      own.least = std::max(own.least, 1e-6 * cell.start);
    }
  }
  fit.problem.missed = [&](const Eigen::VectorXd& at) { return work.missed(at); };
  fit.problem.slopes = [&](const Eigen::VectorXd& at) {
    auto slopes = work.slopes(at);
    if (fit.written.empty()) fit.written = case_model::values(*work.taken, work.sums);
    return slopes;
  };
  fit.problem.progress = options.progress;
  fit.found = solve_least_squares(fit.problem, options.most_steps);
  fit.problem.missed = nullptr;
  fit.problem.slopes = nullptr;
  fit.problem.progress = nullptr;
  fit.at = std::move(work.taken);
  fit.why_not = std::move(work.why_not);
  if (!fit.at) return fit;
  fit.statistics = statistics_of(fit.problem, fit.found);
  fit.fitted = case_model::values(*fit.at, work.sums);
  const auto left_out = missed_if_left_out(fit.found);
  for (std::size_t i = 0; i < observations.size(); ++i)
    fit.left_out.push_back(observations[i].observed +
                           observations[i].error * left_out(static_cast<Eigen::Index>(i)));
  return fit;
}

}  // namespace amur::calibrate
