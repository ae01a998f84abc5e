// Studies whose answer is what its tables say: a command of each, without code of its own.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <variant>
#include <vector>

#include "amur/app/calibrate_command.h"
#include "amur/app/commands.h"
#include "amur/app/shard_command.h"
#include "amur/app/study_command.h"
#include "amur/cli/text_table.h"
#include "amur/result/schema.h"
#include "amur/study/registry.h"

namespace amur::app {
namespace {

constexpr std::size_t most_rows_shown = 20;

// Whole from a thousand up, four digits below.
std::string shown_number(double value) {
  if (std::isnan(value)) return "-";
  if (std::abs(value) >= 1000) return cli::grouped(value);
  return fmt::format("{:.4g}", value);
}
std::string shown_number(std::int64_t value) { return fmt::format("{}", value); }
const std::string& shown_number(const std::string& value) { return value; }

void print_table(const result::result_table& table) {
  const auto* schema = result::find_table_schema(table.name);
  std::vector<std::pair<std::string, cli::align>> titles;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool is_text = std::holds_alternative<std::vector<std::string>>(table.columns[i].values);
    titles.emplace_back(result::title_of(schema->columns[i]),
                        is_text ? cli::align::left : cli::align::right);
  }
  cli::text_table text(titles);
  const std::size_t rows = table.row_count(), shown = std::min(rows, most_rows_shown);
  for (std::size_t row = 0; row < shown; ++row) {
    std::vector<std::string> cells;
    for (const auto& column : table.columns)
      std::visit([&](const auto& values) { cells.push_back(shown_number(values[row])); },
                 column.values);
    text.add(std::move(cells));
  }
  fmt::print("{}\n{}", cli::wrapped(fmt::format("{}: {}", table.name, schema->says), 100),
             rows > 0 ? text.to_string() : "no row\n");
  if (rows > shown) fmt::print("… and {} more, in the result\n", rows - shown);
  fmt::print("\n");
}

// Views are plain functions, which know their study by the tables that a result has.
template <class Use>
void for_each_own_table(const result::result_tables& tables, Use&& use) {
  for (const auto& asked : study::studies())
    for (const auto& table : tables.tables)
      if (result::is_of_study(table.name, asked.name)) use(table);
}

void print_own_tables(const result::result_tables& tables, const study::study_request& /*request*/,
                      double /*seconds*/) {
  for_each_own_table(tables, print_table);
}

void fill_own_tables(const result::result_tables& tables, double /*seconds*/,
                     nlohmann::json& json) {
  for_each_own_table(
      tables, [&](const result::result_table& table) { json[table.name] = table_json(table); });
}

}  // namespace

study_view own_tables() { return {print_own_tables, fill_own_tables}; }

void add_other_studies(CLI::App& app, int& exit_code) {
  for (const auto& asked : study::studies()) {
    const auto commands = app.get_subcommands({});
    // Months are an option of `amur run`.
    if (asked.name == "months" || std::ranges::any_of(commands, [&](const auto* each) {
          return each->get_name() == asked.name;
        }))
      continue;
    add_study_command(app, asked, asked.name + ".gpkg", own_tables(), exit_code);
  }
  add_merge_command(app, {print_own_tables, fill_own_tables}, exit_code);
}

}  // namespace amur::app
