#include "amur/study/ensemble_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/base/number.h"
#include "amur/base/parallel.h"
#include "amur/base/percentile.h"
#include "amur/ensemble/histogram.h"
#include "amur/ensemble/sensitivity.h"
#include "amur/result/claims.h"
#include "amur/result/schema/ensemble.h"
#include "amur/result/table_rows.h"

namespace amur::study {
namespace {

constexpr std::size_t drivers_told = 3;
// Odds between these leave a claim open.
constexpr double hardly = 0.05, almost_surely = 0.95;

// The draws that have a figure, and what it is there.
struct drawn_values {
  std::vector<std::size_t> draws;
  std::vector<double> values;  // [of draws]
  std::vector<double> sorted;

  explicit drawn_values(std::span<const double> all) {
    for (std::size_t i = 0; i < all.size(); ++i)
      if (std::isfinite(all[i])) {
        draws.push_back(i);
        values.push_back(all[i]);
      }
    sorted = values;
    std::ranges::sort(sorted);
  }
  [[nodiscard]] double below(double share) const {
    return sorted.empty() ? no_number : percentile(sorted, share);
  }
  [[nodiscard]] double mean() const {
    return per(std::accumulate(sorted.begin(), sorted.end(), 0.0),
               static_cast<double>(sorted.size()));
  }
};

std::vector<ensemble::first_order_index> explained_by_inputs(const told_ensemble& of,
                                                             const drawn_values& drawn,
                                                             thread_pool& pool) {
  std::vector<ensemble::first_order_index> explained(of.varied.inputs.size());
  pool.run(explained.size(), [&](std::size_t input) {
    std::vector<double> normals;
    for (const auto i : drawn.draws)
      normals.push_back(ensemble::normal_in(of.varied, input, of.design.draws(), i));
    explained[input] = ensemble::first_order(normals, drawn.values);
  });
  return explained;
}

// The inputs that explain most; what chance could have put there as well explains nothing.
std::vector<std::size_t> first_drivers(const std::vector<ensemble::first_order_index>& explained) {
  std::vector<std::size_t> order(explained.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t input) { return explained[input].index; });
  std::erase_if(order, [&](std::size_t input) { return explained[input].low == 0; });
  order.resize(std::min(drivers_told, order.size()));
  return order;
}

// A claim over all draws, and what each input explains of its figure.
struct told_claim {
  const cases::claim* claim = nullptr;
  std::size_t row = 0;  // in the table of claims
  drawn_values drawn;
  double odds = 0;
  std::vector<ensemble::first_order_index> explained;  // [input]

  [[nodiscard]] bool is_open() const { return odds > hardly && odds < almost_surely; }
};

std::vector<told_claim> told_claims(const told_ensemble& ensemble, thread_pool& pool) {
  std::vector<told_claim> claims;
  const auto* as_written = ensemble.of.claims();
  if (!as_written) return claims;
  const auto& ids = std::get<std::vector<std::string>>(as_written->column("claim_id").values);
  for (const auto& claim : ensemble.of.data.claims) {
    const auto row = static_cast<std::size_t>(std::ranges::find(ids, claim.id) - ids.begin());
    told_claim told{&claim, row, drawn_values(ensemble.told.of_claim(claim.id)), 0, {}};
    if (row == ids.size() || told.drawn.values.empty()) continue;
    for (const double value : told.drawn.values) told.odds += result::meets(claim, value);
    told.odds /= static_cast<double>(told.drawn.values.size());
    told.explained = explained_by_inputs(ensemble, told.drawn, pool);
    claims.push_back(std::move(told));
  }
  return claims;
}

result::result_table claims_table(const told_case& of, const std::vector<told_claim>& claims) {
  result::table_rows<result::ensemble_claims_row> rows;
  for (const auto& told : claims) {
    const auto& as_written = *of.claims();
    const auto text = [&](const char* column) {
      return std::get<std::vector<std::string>>(as_written.column(column).values)[told.row];
    };
    rows.add(
        {.claim_id = told.claim->id,
         .says = told.claim->says,
         .verdict = text("verdict"),
         .odds = told.odds,
         .draws = static_cast<std::int64_t>(told.drawn.sorted.size()),
         .as_written = std::get<std::vector<double>>(as_written.column("figure").values)[told.row],
         .p05 = told.drawn.below(0.05),
         .p50 = told.drawn.below(0.5),
         .p95 = told.drawn.below(0.95),
         .unit = told.claim->unit,
         .holds_if = text("holds_if")});
  }
  return rows.finish();
}

result::result_table drivers_table(const ensemble::varied_case& varied,
                                   const std::vector<told_claim>& claims) {
  result::table_rows<result::ensemble_drivers_row> rows;
  for (const auto& told : claims) {
    std::int64_t rank = 0;
    for (const auto at : first_drivers(told.explained)) {
      const auto& input = varied.inputs[at];
      auto row = row_of_input<result::ensemble_drivers_row>(input);
      row.claim_id = told.claim->id;
      row.rank = ++rank;
      row.index = told.explained[at].index;
      row.low = told.explained[at].low;
      row.high = told.explained[at].high;
      rows.add(std::move(row));
    }
  }
  return rows.finish();
}

std::vector<double> decided_by_inputs(std::size_t inputs, const std::vector<told_claim>& claims) {
  std::vector<double> decides(inputs, 0.0);
  for (const auto& told : claims)
    for (std::size_t i = 0; told.is_open() && i < inputs; ++i)
      if (told.explained[i].low > 0) decides[i] += told.explained[i].index;
  return decides;
}

// The tables that have rows of every cell, filled cell by cell.
struct cell_tables {
  const told_ensemble& of;
  thread_pool& pool;
  result::table_rows<result::ensemble_figures_row> figures{};
  result::table_rows<result::ensemble_exceedance_row> exceedance{};
  result::table_rows<result::ensemble_histograms_row> histograms{};
  result::table_rows<result::ensemble_cell_drivers_row> drivers{};
  std::size_t left_out = 0;

  void add_claims(const std::vector<told_claim>& claims);
  void add_cells();

 private:
  void add_figure(const told_figure& figure, double as_written, const drawn_values& drawn);
  void add_picked(const told_figure& figure, double as_written, const drawn_values& drawn,
                  std::vector<double> levels);
  void add_drivers(const told_figure& figure, const drawn_values& drawn);
};

void cell_tables::add_figure(const told_figure& figure, double as_written,
                             const drawn_values& drawn) {
  figures.add({.table_name = figure.table,
               .row = figure.row,
               .figure = figure.column,
               .unit = figure.unit,
               .as_written = as_written,
               .share = per(static_cast<double>(drawn.sorted.size()),
                            static_cast<double>(of.told.solved())),
               .mean = drawn.mean(),
               .p05 = drawn.below(0.05),
               .p25 = drawn.below(0.25),
               .p50 = drawn.below(0.5),
               .p75 = drawn.below(0.75),
               .p95 = drawn.below(0.95)});
}

void cell_tables::add_picked(const told_figure& figure, double as_written,
                             const drawn_values& drawn, std::vector<double> levels) {
  const auto count = static_cast<std::int64_t>(drawn.sorted.size());
  const auto add = [&](double level, const char* what) {
    exceedance.add({.table_name = figure.table,
                    .row = figure.row,
                    .figure = figure.column,
                    .level = level,
                    .what = what,
                    .above = ensemble::share_above(drawn.sorted, level),
                    .draws = count,
                    .unit = figure.unit});
  };
  if (std::isfinite(as_written)) add(as_written, "as written");
  std::ranges::sort(levels);
  for (const double level : levels) add(level, "asked");
  std::int64_t number = 0;
  for (const auto& bin : ensemble::histogram_of(drawn.sorted))
    histograms.add({.table_name = figure.table,
                    .row = figure.row,
                    .figure = figure.column,
                    .bin = ++number,
                    .low = bin.low,
                    .high = bin.high,
                    .draws = static_cast<std::int64_t>(bin.count),
                    .unit = figure.unit});
}

void cell_tables::add_drivers(const told_figure& figure, const drawn_values& drawn) {
  const auto explained = explained_by_inputs(of, drawn, pool);
  std::int64_t rank = 0;
  for (const auto at : first_drivers(explained)) {
    const auto& input = of.varied.inputs[at];
    auto row = row_of_input<result::ensemble_cell_drivers_row>(input);
    row.table_name = figure.table;
    row.row = figure.row;
    row.figure = figure.column;
    row.rank = ++rank;
    row.index = explained[at].index;
    row.low = explained[at].low;
    row.high = explained[at].high;
    drivers.add(std::move(row));
  }
}

void cell_tables::add_claims(const std::vector<told_claim>& claims) {
  for (const auto& told : claims) {
    const auto& figures_written =
        std::get<std::vector<double>>(of.of.claims()->column("figure").values);
    add_picked({"claims", told.claim->id, "figure", told.claim->unit}, figures_written[told.row],
               told.drawn, {});
  }
}

void cell_tables::add_cells() {
  const auto written = of.of.figures.size();
  const double solved = static_cast<double>(of.told.solved());
  of.told.for_each_cell(of.of.figures, [&](std::size_t cell, const told_figure& figure,
                                           std::span<const double> values) {
    const drawn_values drawn(values);
    const double as_written = cell < written ? of.of.as_written.figures[cell] : no_number;
    if (cell >= written && static_cast<double>(drawn.sorted.size()) < hardly * solved) {
      ++left_out;
      return;
    }
    add_figure(figure, as_written, drawn);
    std::vector<double> levels;
    bool is_picked = false;
    for (const auto& picked : of.asked.picked) {
      if (!picked.has(figure)) continue;
      is_picked = true;
      levels.insert(levels.end(), picked.levels.begin(), picked.levels.end());
    }
    if (!is_picked) return;
    add_picked(figure, as_written, drawn, std::move(levels));
    add_drivers(figure, drawn);
  });
}

}  // namespace

result::result_table varied_inputs_table(const ensemble::varied_case& varied,
                                         const std::vector<double>& decides) {
  std::vector<std::size_t> order(decides.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t input) { return decides[input]; });
  result::table_rows<result::ensemble_inputs_row> rows;
  for (const auto i : order) {
    const auto& input = varied.inputs[i];
    auto row = row_of_input<result::ensemble_inputs_row>(input);
    row.cells = static_cast<std::int64_t>(input.cells);
    row.decides = decides[i];
    rows.add(std::move(row));
  }
  return rows.finish();
}

std::vector<result::result_table> tables_of_draws(const told_ensemble& ensemble,
                                                  std::size_t threads, diagnostics& report) {
  thread_pool pool(threads);
  const auto claims = told_claims(ensemble, pool);
  cell_tables cells{ensemble, pool};
  cells.add_claims(claims);
  cells.add_cells();
  if (cells.left_out > 0)
    report.warning("", 0, "", "",
                   fmt::format("{} cells are left out that the case as written lacks and less than "
                               "one draw in twenty has",
                               cells.left_out));
  std::vector<result::result_table> tables;
  tables.push_back(claims_table(ensemble.of, claims));
  tables.push_back(drivers_table(ensemble.varied, claims));
  tables.push_back(varied_inputs_table(ensemble.varied,
                                       decided_by_inputs(ensemble.varied.inputs.size(), claims)));
  tables.push_back(cells.exceedance.finish());
  tables.push_back(cells.histograms.finish());
  tables.push_back(cells.drivers.finish());
  tables.push_back(cells.figures.finish());
  return tables;
}

}  // namespace amur::study
