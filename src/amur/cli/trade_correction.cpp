#include "amur/cli/trade_correction.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "amur/text/written_names.h"

namespace amur::cli {
namespace {

[[noreturn]] void refuse(const std::string& what) {
  throw CLI::ValidationError("--correct-bias", what);
}

std::set<std::string> columns_of(const gravity_group& group) {
  return {group.columns.begin(), group.columns.end()};
}

}  // namespace

correction_columns find_correction(const equation_arguments& arguments, const std::string& time,
                                   const trade_table& table) {
  correction_columns found;
  found.time = text::without_quotes(time);
  std::vector<std::string> sides;
  std::vector<std::set<std::string>> others;
  for (const auto& effect : table.effects()) {
    auto columns = columns_of(effect);
    if (columns.size() == 2 && columns.erase(found.time) == 1)
      sides.push_back(*columns.begin());
    else
      others.push_back(columns);
  }
  const bool has_sides = sides.size() == 2 && sides[0] != sides[1];
  const std::set<std::string> pair(sides.begin(), sides.end());
  if (!has_sides || others.size() > 1 || (others.size() == 1 && others[0] != pair))
    refuse("'" + found.time +
           "' and the effects of --fe make no panel of gravity; allowed: --fe EXPORTER#TIME,"
           "IMPORTER#TIME with or without EXPORTER#IMPORTER, and --correct-bias TIME");
  if (table.clusters().size() > 1 ||
      (table.clusters().size() == 1 && columns_of(table.clusters()[0]) != pair))
    refuse("its standard errors are clustered by pair; allowed: --cluster " + sides[0] + "#" +
           sides[1] + ", or none");
  if (!arguments.weights.empty()) refuse("it is not known for weights; allowed: without --weights");
  found.exporter = sides[0];
  found.importer = sides[1];
  found.has_pair_effects = !others.empty();
  return found;
}

bool correct(const correction_columns& columns, const equation_arguments& arguments,
             const trade_table& table, trade::gravity_estimate& made, corrected_estimate& of,
             diagnostics& report) {
  auto equation = table.equation();
  const auto pair = table.groups({"", {columns.exporter, columns.importer}});
  equation.data.clusters = {{columns.exporter + "#" + columns.importer, pair}};
  trade::gravity_options options;
  options.threads = arguments.threads;
  of.before = trade::estimate_gravity(equation.data, options);
  if (of.before.status != trade::gravity_status::solved) {
    world::warn_of_estimate(of.before, table, report);
    return false;
  }
  of.correction =
      trade::correct_bias(equation.data, of.before,
                          {table.label(columns.exporter).level, table.label(columns.importer).level,
                           table.label(columns.time).level, columns.has_pair_effects},
                          arguments.threads);
  if (!of.correction.found) {
    report.error(table.file().file, 0, "--correct-bias",
                 fmt::format("{} effects", of.correction.levels),
                 "the bias can't be told with so many, or so few, exporters, importers and times",
                 fmt::format("2 exporters and importers or more, and {} effects of them and times "
                             "at most",
                             trade::most_levels));
    return false;
  }
  made = of.before;
  std::size_t width = 0;
  for (std::size_t c = 0; c < made.coefficients.size(); ++c) {
    made.coefficients[c].value -= of.correction.bias[c];
    made.coefficients[c].standard_error = of.correction.standard_error[c];
    width += made.coefficients[c].use == trade::regressor_use::estimated ? 1 : 0;
  }
  // There is no correction of the constant.
  for (std::size_t i = 0; i <= width; ++i)
    for (std::size_t j = 0; j <= width; ++j)
      made.covariance[i * (width + 1) + j] =
          i < width && j < width ? of.correction.covariance[i * width + j] : 0;
  return true;
}

}  // namespace amur::cli
