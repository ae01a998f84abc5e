#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/base/number.h"
#include "amur/result/claims.h"
#include "amur/result/schema/ensemble.h"
#include "amur/result/table_rows.h"
#include "amur/study/ensemble_tables.h"

namespace amur::study {
namespace {

struct effects_tables {
  const told_ensemble& of;
  result::table_rows<result::ensemble_effects_row> rows{};
  std::vector<double> decides;

  void add(const told_figure& figure, std::span<const double> answers, bool is_open);
};

// The inputs in the order of their mu*. An open claim's is told as a share of all, so that claims
// in unlike units add up.
void effects_tables::add(const told_figure& figure, std::span<const double> answers, bool is_open) {
  const auto effects = ensemble::effects_of(*of.design.screening(), answers);
  std::vector<std::size_t> order(effects.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t input) { return effects[input].count == 0; });
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t input) { return effects[input].mean_size; });
  double sum = 0;
  for (const auto at : order) sum += effects[at].mean_size;
  std::int64_t rank = 0;
  for (const auto at : order) {
    const auto& input = of.varied.inputs[at];
    if (is_open && sum > 0) decides[at] += effects[at].mean_size / sum;
    auto row = row_of_input<result::ensemble_effects_row>(input);
    row.table_name = figure.table;
    row.row = figure.row;
    row.figure = figure.column;
    row.rank = ++rank;
    row.mu = effects[at].mean;
    row.mu_star = effects[at].mean_size;
    row.sigma = effects[at].deviation;
    row.effects = static_cast<std::int64_t>(effects[at].count);
    row.unit = figure.unit;
    rows.add(std::move(row));
  }
}

}  // namespace

std::vector<result::result_table> tables_of_screening(const told_ensemble& ensemble) {
  effects_tables effects{ensemble, {}, std::vector<double>(ensemble.varied.inputs.size(), 0.0)};
  for (const auto& claim : ensemble.of.data.claims) {
    const auto answers = ensemble.told.of_claim(claim.id);
    std::size_t held = 0, count = 0;
    for (const double answer : answers)
      if (std::isfinite(answer)) {
        ++count;
        held += result::meets(claim, answer);
      }
    if (count > 0)
      effects.add({"claims", claim.id, "figure", claim.unit}, answers, held > 0 && held < count);
  }
  ensemble.told.for_each_cell(
      ensemble.of.figures,
      [&](std::size_t /*cell*/, const told_figure& figure, std::span<const double> values) {
        if (std::ranges::any_of(ensemble.asked.picked,
                                [&](const auto& picked) { return picked.has(figure); }))
          effects.add(figure, values, false);
      });
  std::vector<result::result_table> tables;
  tables.push_back(effects.rows.finish());
  tables.push_back(varied_inputs_table(ensemble.varied, effects.decides));
  return tables;
}

}  // namespace amur::study
