#include "amur/study/calibrate_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/base/normal.h"
#include "amur/base/number.h"
#include "amur/result/schema/calibrate.h"
#include "amur/result/table_rows.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

constexpr std::size_t directions_told = 5, counts_told = 20;
constexpr double least_part = 0.05, least_correlation = 1e-3;

double standard_error(const calibrate::case_fit& fit, std::size_t cell) {
  if (!fit.statistics.is_told[cell] || fit.found.at_bound[cell]) return no_number;
  const auto i = static_cast<Eigen::Index>(cell);
  return std::sqrt(fit.statistics.covariance(i, i));
}

result::result_table cells_table(const calibrate::case_fit& fit,
                                 std::span<const cases::named_cell> cells) {
  static const double of_95 = normal_quantile(0.975);
  result::table_rows<result::calibration_cells_row> rows;
  for (std::size_t j = 0; j < cells.size(); ++j) {
    const double fitted = fit.found.cells(static_cast<Eigen::Index>(j));
    const double error = standard_error(fit, j);
    rows.add({.cell = cells[j].name,
              .unit = cells[j].unit,
              .written = cells[j].start,
              .fitted = fitted,
              .standard_error = error,
              .low = fitted - of_95 * error,
              .high = fitted + of_95 * error,
              .at_bound = std::int64_t{fit.found.at_bound[j] != 0},
              .cells = static_cast<std::int64_t>(cells[j].rows.size()),
              .source = cells[j].source,
              .confidence = cells[j].confidence});
  }
  return rows.finish();
}

result::result_table observations_told(const calibrate::case_fit& fit,
                                       std::span<const calibrate::observed_figure> observations) {
  result::table_rows<result::calibration_observations_row> rows;
  for (std::size_t i = 0; i < observations.size(); ++i) {
    const auto& each = observations[i];
    rows.add({.observation_id = each.id,
              .label = each.label,
              .unit = each.unit,
              .observed = each.observed,
              .error = each.error,
              .written = fit.written[i],
              .fitted = fit.fitted[i],
              .missed = (fit.fitted[i] - each.observed) / each.error,
              .left_out = fit.left_out[i]});
  }
  return rows.finish();
}

result::result_table covariance_table(const calibrate::case_fit& fit,
                                      std::span<const cases::named_cell> cells) {
  result::table_rows<result::calibration_covariance_row> rows;
  for (std::size_t j = 0; j < cells.size(); ++j)
    for (std::size_t k = j; k < cells.size(); ++k) {
      const double product = standard_error(fit, j) * standard_error(fit, k);
      const double covariance =
          fit.statistics.covariance(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(k));
      if (!(product > 0) || !(j == k || std::abs(covariance) > least_correlation * product))
        continue;
      rows.add({.cell = cells[j].name,
                .other_cell = cells[k].name,
                .covariance = covariance,
                .correlation = covariance / product});
    }
  return rows.finish();
}

result::result_table directions_table(const calibrate::case_fit& fit,
                                      std::span<const cases::named_cell> cells) {
  result::table_rows<result::calibration_directions_row> rows;
  const auto& directions = fit.statistics.directions;
  for (std::size_t d = 0; d < std::min(directions_told, directions.size()); ++d) {
    // The largest part moves upward, so that the sign says something.
    Eigen::Index largest = 0;
    (void)directions[d].along.cwiseAbs().maxCoeff(&largest);
    const double sign = directions[d].along(largest) < 0 ? -1 : 1;
    for (std::size_t j = 0; j < cells.size(); ++j) {
      const double part = sign * directions[d].along(static_cast<Eigen::Index>(j));
      if (std::abs(part) <= least_part) continue;
      const double error = directions[d].standard_error;
      rows.add({.direction = static_cast<std::int64_t>(d + 1),
                .cell = cells[j].name,
                .part = part,
                .standard_error = std::isfinite(error) ? error : no_number});
    }
  }
  return rows.finish();
}

result::result_table counts_table(std::span<const calibrate::further_count> counts,
                                  std::span<const cases::named_cell> cells) {
  result::table_rows<result::calibration_counts_row> rows;
  for (std::size_t i = 0; i < std::min(counts_told, counts.size()); ++i)
    rows.add({.rank = static_cast<std::int64_t>(i + 1),
              .table_name = counts[i].table,
              .row = counts[i].row,
              .figure = counts[i].column,
              .computed = counts[i].computed,
              .error = counts[i].error,
              .variance_left = counts[i].worth.variance_left,
              .helps = cells[counts[i].worth.most_helped].name,
              .helps_left = counts[i].worth.most_helped_left});
  return rows.finish();
}

result::result_table scenario_table(const std::string& scenario) {
  result::table_rows<result::calibration_scenario_row> rows;
  std::int64_t line = 0;
  for (std::size_t begin = 0; begin < scenario.size();) {
    const auto end = scenario.find('\n', begin);
    rows.add({.line = ++line, .text = scenario.substr(begin, end - begin)});
    begin = end == std::string::npos ? scenario.size() : end + 1;
  }
  return rows.finish();
}

}  // namespace

std::vector<result::result_table> calibration_tables(
    const calibrate::case_fit& fit, std::span<const cases::named_cell> cells,
    std::span<const calibrate::observed_figure> observations,
    std::span<const calibrate::further_count> counts, const std::string& scenario) {
  return {cells_table(fit, cells),      observations_told(fit, observations),
          directions_table(fit, cells), counts_table(counts, cells),
          covariance_table(fit, cells), scenario_table(scenario)};
}

std::vector<std::string> words_on_cells(const calibrate::case_fit& fit,
                                        std::span<const cases::named_cell> cells) {
  std::vector<std::string> words;
  for (std::size_t j = 0; j < cells.size(); ++j) {
    const double error = standard_error(fit, j);
    const auto known = fit.found.at_bound[j] ? std::string("held by its bound")
                       : std::isnan(error)   ? std::string("not told by the data")
                                             : fmt::format("standard error {:.3g}", error);
    words.push_back(fmt::format("{:g} as written{}{}, {}", cells[j].start,
                                cells[j].source.empty() ? "" : ", source ", cells[j].source,
                                known));
  }
  return words;
}

}  // namespace amur::study
