// A case solved at each point of a grid over some of its cells.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/base/number.h"
#include "amur/case/named_cells.h"
#include "amur/result/claims.h"
#include "amur/result/noted_value.h"
#include "amur/result/schema/sweep.h"
#include "amur/result/table_rows.h"
#include "amur/study/case_solve.h"
#include "amur/study/case_variants.h"
#include "amur/study/declared_studies.h"
#include "amur/study/told_variants.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

constexpr const char* grid_form =
    "CELLS=FROM..TO:COUNT or CELLS=VALUE,VALUE,…, as crossings.heihe_bridge.wait_h=0..12:7";
constexpr std::size_t most_points = 1000;
// Of a figure's largest size, what is no difference but the solver's.
constexpr double no_difference = 1e-4;

struct swept_cells {
  std::string name;
  cases::named_cell cells;
  std::vector<double> values;
};

struct grid_reader {
  diagnostics& report;

  void refuse(const std::string& value, const std::string& problem, const std::string& allowed) {
    report.error("", 0, "over", text::shortened(value), problem, allowed);
  }
  std::optional<double> number(const std::string& text) {
    std::string problem;
    const auto value = text::parse_number(std::string(text::trimmed(text)), problem);
    if (!value) refuse(text, problem, grid_form);
    return value;
  }
  std::vector<double> range(const std::string& given, std::size_t dots) {
    const auto colon = given.find(':', dots);
    const auto from = number(given.substr(0, dots)),
               to = number(given.substr(dots + 2, colon - dots - 2)),
               count = number(colon == std::string::npos ? "" : given.substr(colon + 1));
    if (!from || !to || !count) return {};
    if (*count != std::floor(*count) || *count < 2 || *count > most_points || *from == *to) {
      refuse(given, "this is no range of values",
             fmt::format("FROM..TO:COUNT, two ends and 2 to {} values", most_points));
      return {};
    }
    std::vector<double> values;
    for (double i = 0; i < *count; ++i)
      values.push_back(*from + (*to - *from) * (i / (*count - 1)));
    return values;
  }
  std::vector<double> values_of(const std::string& given) {
    if (const auto dots = given.find(".."); dots != std::string::npos) return range(given, dots);
    std::vector<double> values;
    for (std::size_t at = 0; at <= given.size();) {
      const auto end = std::min(given.find(',', at), given.size());
      const auto value = number(given.substr(at, end - at));
      if (!value) return {};
      values.push_back(*value);
      at = end + 1;
    }
    return values;
  }
  void check_range(const swept_cells& swept) {
    const auto& range = swept.cells.range;
    for (const double value : swept.values)
      for (std::size_t row = 0; row < swept.cells.rows.size(); ++row)
        if (!range.has(swept.cells.value_in(row, value))) {
          refuse(swept.name, fmt::format("{} is not allowed there", value), range.words);
          return;
        }
  }
  std::vector<swept_cells> read(const std::string& over);
  void find(const cases::case_text& text, std::vector<swept_cells>& grid);
};

// What is asked, its cells not found yet.
std::vector<swept_cells> grid_reader::read(const std::string& over) {
  std::vector<swept_cells> grid;
  double points = 1;
  for (const auto& each : text::split_list(over)) {
    const auto equals = each.find('=');
    if (equals == std::string::npos) {
      refuse(each, "its values are not said", grid_form);
      return {};
    }
    auto values = values_of(each.substr(equals + 1));
    if (values.empty()) return {};
    points *= static_cast<double>(values.size());
    grid.push_back({std::string(text::trimmed(each.substr(0, equals))), {}, std::move(values)});
  }
  if (points > static_cast<double>(most_points))
    refuse(over, fmt::format("the grid has {} points", points),
           fmt::format("at most {}", most_points));
  return grid;
}

void grid_reader::find(const cases::case_text& text, std::vector<swept_cells>& grid) {
  const diagnostic place{severity::error, {}, 0, "over", {}, {}, {}};
  for (auto& swept : grid) {
    auto cells = cases::find_cells(text, swept.name, {}, place, report);
    if (cells.size() > 1) refuse(swept.name, "these are several cells", "cells that move together");
    if (report.has_errors()) return;
    swept.cells = std::move(cells.front());
    for (const auto* other = grid.data(); other != &swept; ++other)
      if (shares_a_cell(other->cells, swept.cells))
        refuse(swept.name, fmt::format("'{}' means the same cell", other->name),
               "each cell in one entry of the grid");
    check_range(swept);
  }
}

std::size_t points_of(const std::vector<swept_cells>& grid) {
  std::size_t points = 1;
  for (const auto& swept : grid) points *= swept.values.size();
  return points;
}

// [swept cells] The last moves fastest.
std::vector<double> values_at(const std::vector<swept_cells>& grid, std::size_t point) {
  std::vector<double> values(grid.size());
  for (auto i = grid.size(); i-- > 0;) {
    values[i] = grid[i].values[point % grid[i].values.size()];
    point /= grid[i].values.size();
  }
  return values;
}

std::int64_t number_of(std::size_t point) { return static_cast<std::int64_t>(point + 1); }

result::result_table points_table(const std::vector<swept_cells>& grid,
                                  const std::vector<told_variant>& told) {
  result::table_rows<result::sweep_points_row> rows;
  for (std::size_t point = 0; point < told.size(); ++point) {
    const auto values = values_at(grid, point);
    for (std::size_t i = 0; i < grid.size(); ++i)
      rows.add({.point = number_of(point),
                .cells = grid[i].name,
                .value = values[i],
                .unit = grid[i].cells.unit,
                .solved = told[point].why_not.empty() ? "yes" : told[point].why_not});
  }
  return rows.finish();
}

bool differs(const variable_case& of, const std::vector<told_variant>& told, std::size_t figure) {
  double low = of.as_written.figures[figure], high = low;
  bool some = std::isfinite(low), missing = !some;
  for (const auto& point : told) {
    if (!point.why_not.empty()) continue;
    const double value = point.figures[figure];
    if (!std::isfinite(value)) {
      missing = true;
      continue;
    }
    low = some ? std::min(low, value) : value;
    high = some ? std::max(high, value) : value;
    some = true;
  }
  if (!some) return false;
  return missing || high - low > no_difference * std::max(std::abs(low), std::abs(high));
}

result::result_table figures_of_points(const variable_case& of,
                                       const std::vector<told_variant>& told) {
  result::table_rows<result::sweep_figures_row> rows;
  for (std::size_t i = 0; i < of.figures.size(); ++i) {
    if (!differs(of, told, i)) continue;
    const auto& figure = of.figures[i];
    for (std::size_t point = 0; point < told.size(); ++point)
      if (told[point].why_not.empty())
        rows.add({.point = number_of(point),
                  .table_name = figure.table,
                  .row = figure.row,
                  .figure = figure.column,
                  .unit = figure.unit,
                  .as_written = of.as_written.figures[i],
                  .value = told[point].figures[i]});
  }
  return rows.finish();
}

result::result_table claims_of_points(const variable_case& of,
                                      const std::vector<told_variant>& told) {
  result::table_rows<result::sweep_claims_row> rows;
  for (const auto& claim : of.data.claims)
    for (std::size_t point = 0; point < told.size(); ++point) {
      const auto figure = told[point].claims.find(claim.id);
      if (!told[point].why_not.empty() || figure == told[point].claims.end()) continue;
      rows.add({.point = number_of(point),
                .claim_id = claim.id,
                .says = claim.says,
                .holds = result::meets(claim, figure->second) ? "yes" : "no",
                .value = figure->second,
                .unit = claim.unit,
                .holds_if = result::condition_of(claim)});
    }
  return rows.finish();
}

void check_sweep(const cases::case_data& data, const study_request& request, diagnostics& report) {
  if (has_network(data, report)) (void)grid_reader{report}.read(request.text("over"));
}

case_outcome run_sweep(const study_task& task, const study_request& request, diagnostics& report) {
  const run_clock watch;
  case_outcome outcome;
  grid_reader reader{report};
  auto grid = reader.read(request.text("over"));
  if (report.has_errors()) return {};
  const auto find = [&](const variable_case& read) { reader.find(read.inputs.edited, grid); };
  auto of = solve_as_written(task, task.output.string() + ".point.gpkg", find, true, report,
                             outcome.status);
  if (!of) return outcome;
  std::vector<cases::named_cell> cells;
  for (const auto& swept : grid) cells.push_back(swept.cells);
  const auto variant = [&](std::size_t point) {
    case_variant made;
    made.edited = cases::with_cells(of->inputs.edited, cells, values_at(grid, point));
    // What demand was observed at stays as it is written.
    made.is_measured_as_written = true;
    return made;
  };
  const auto solve = [&](std::size_t point, const std::filesystem::path& place) {
    return solve_variant(*of, variant(point), 0, place);
  };
  const auto solved = solve_variants(task, points_of(grid), solve, report);
  if (!solved) return {report.has_errors() ? run_status::bad_input : run_status::cancelled, {}};
  if (!warn_of_unsolved(*solved, "point", 1, report)) outcome.status = run_status::not_solved;
  const auto told = solved->all();
  result::result_tables tables = std::move(of->tables);
  tables.tables.push_back(points_table(grid, told));
  tables.tables.push_back(claims_of_points(*of, told));
  tables.tables.push_back(figures_of_points(*of, told));
  result::note_value(tables, "run", "sweep", request.text("over"));
  if (!write_told(task, *of, watch, tables, report)) return {};
  outcome.tables = std::move(tables);
  return outcome;
}

}  // namespace

declared_study sweep_study() {
  declared_study declared{
      "sweep",
      "What follows when cells of the case move over a grid",
      "amur sweep cases/heihe --over 'crossings.heihe_bridge.fee_usd_per_vehicle=0..180:7'",
      {{.name = "over",
        .option = "--over",
        .sentence = "Cells and their values: TABLE.ROW.COLUMN=FROM..TO:COUNT or =VALUE,VALUE,…; "
                    "several with ; between, for each with each",
        .is_required = true}},
      check_sweep,
      run_sweep};
  declared.parts = "points";
  declared.has_shards = true;
  return declared;
}

}  // namespace amur::study
