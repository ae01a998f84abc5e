#include "amur/calibrate/further_counts.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace amur::calibrate {
namespace {

// More links than these are not asked about: each costs a derivative.
constexpr std::size_t most_counts = 600;

struct candidate {
  std::string row;
  table_sum sum;
};

std::vector<candidate> candidates_of(const solved_cells& at) {
  const auto& model = at.answer.model;
  std::map<std::string, std::vector<std::size_t>> rows;
  const bool has_crossings = !model.crossing_directions.empty();
  if (has_crossings) {
    for (std::size_t i = 0; i < model.crossing_directions.size(); ++i)
      rows[at.data.crossings[model.crossing_directions[i].crossing].id].push_back(i);
  } else {
    std::size_t row = 0;
    for (std::size_t arc = 0; arc < model.net.kind.size(); ++arc) {
      if (model.net.kind[arc] == network::arc_kind::change) continue;
      const bool backward = model.net.kind[arc] == network::arc_kind::link_backward;
      rows[at.data.links[link_id(model.net.row[arc])].id + (backward ? " backward" : " forward")]
          .push_back(row++);
    }
  }
  std::vector<candidate> made;
  for (const auto& [row, numbers] : rows)
    for (const auto* column : {"t", "passengers", "vehicles"})
      made.push_back({row, {has_crossings ? "crossings" : "links", column, numbers, 1}});
  return made;
}

}  // namespace

std::vector<further_count> rank_further_counts(const case_model& model, const case_fit& fit,
                                               std::span<const observed_figure> observations,
                                               double spread) {
  std::vector<candidate> asked;
  std::vector<table_sum> sums;
  std::vector<double> computed;
  for (auto& each : candidates_of(*fit.at)) {
    const auto is_observed = [&](const observed_figure& of) {
      return of.sum.table == each.sum.table && of.sum.column == each.sum.column &&
             of.sum.rows == each.sum.rows;
    };
    const double value = case_model::values(*fit.at, std::span(&each.sum, 1)).front();
    if (!(value > 0) || std::ranges::any_of(observations, is_observed)) continue;
    computed.push_back(value);
    sums.push_back(each.sum);
    asked.push_back(std::move(each));
    if (asked.size() == most_counts) break;
  }
  const auto slopes = model.slopes(*fit.at, sums);
  const auto cells = fit.problem.cells.size();
  std::vector<further_count> ranked;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    further_count count{sums[i].table,
                        asked[i].row,
                        sums[i].column,
                        computed[i],
                        computed[i] * ensemble::log_width_of(spread),
                        {}};
    Eigen::VectorXd slope(static_cast<Eigen::Index>(cells));
    for (std::size_t j = 0; j < cells; ++j)
      slope(static_cast<Eigen::Index>(j)) = slopes[i * cells + j] / count.error;
    count.worth = value_of(fit.problem, fit.found, slope);
    ranked.push_back(std::move(count));
  }
  std::ranges::stable_sort(ranked, {},
                           [](const further_count& count) { return count.worth.variance_left; });
  return ranked;
}

}  // namespace amur::calibrate
