// amur compare A B ...

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/base/printable.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/report/words.h"
#include "amur/result/compare.h"
#include "amur/result/result_reader.h"
#include "amur/result/schema.h"

namespace amur::app {
namespace {

// Smaller changes than this are rounding to the reader, and stay off the screen.
constexpr double shown_change = 5e-4;

// The longest that is compared is a skim, with a row for each pair of places.
constexpr query::query_limits table_limits{std::chrono::seconds(5), 1'000'000, 128'000'000};

// Results go by letters.
constexpr int most_results = 26;

struct compare_arguments {
  std::vector<std::string> files;  ///< the first is what the others are held against
  std::size_t top = 20;            ///< rows shown of each table
  double threshold = shown_change;
  bool json = false;
};

// Keys and figures are those that the schema of results names.
struct compared {
  std::string table, title;
  std::vector<result::wanted_column> keys, figures;
};

std::string title_of(const std::string& table) {
  static const std::map<std::string, const char*> titles = {
      {"by_commodity", "By commodity, a day and per unit"},
      {"crossings", "By crossing, a day"},
      {"crossing_flows", "By crossing and commodity, a day and per unit"},
      {"by_mode", "By mode, a day"},
      {"by_country", "By country, a day"},
      {"places", "By shopping centre, a day"},
  };
  if (const auto at = titles.find(table); at != titles.end()) return at->second;
  auto title = table;
  std::ranges::replace(title, '_', ' ');
  return report::capital(title);
}

// What most ask for stands first, the rest as in the manual.
std::vector<compared> compared_tables() {
  std::vector<std::string> names = {"totals",  "by_commodity", "crossings", "crossing_flows",
                                    "by_mode", "by_country",   "places"};
  for (const auto& name : result::names_of_tables())
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  std::vector<compared> tables;
  for (const auto& name : names) {
    compared what{name, title_of(name), {}, {}};
    for (const auto& column : result::find_table_schema(name)->columns) {
      if (column.key) what.keys.push_back({column.name, column.type});
      if (column.compared) what.figures.push_back({column.name, column.type});
    }
    if (!what.keys.empty() && !what.figures.empty()) tables.push_back(std::move(what));
  }
  return tables;
}

std::vector<std::string> names_of(const std::vector<result::wanted_column>& columns) {
  std::vector<std::string> names;
  for (const auto& column : columns) names.push_back(column.name);
  return names;
}

// Where a result says what it is of.
const char* about_table(const result::result_database& result) {
  return result.has_table("simulation") ? "simulation" : "run";
}

std::string run_value(const result::result_table& run, const std::string& name) {
  const table_view view(run);
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (view.text(row, "name") == name) return view.text(row, "value");
  return {};
}

std::string letter_of(std::size_t result, char first = 'A') {
  return {static_cast<char>(first + static_cast<char>(result))};
}

double size_of(const result::changed_figure& figure) {
  double size = 0;
  for (const double value : figure.values)
    if (!std::isnan(value)) size = std::max(size, std::abs(value));
  return size;
}

int decimals_for(double size) { return size < 1 ? 3 : size < 100 ? 1 : 0; }

bool is_shown(const result::changed_figure& figure, double threshold) {
  return size_of(figure) >= 1e-3 && result::has_changed(figure, threshold);
}

// Of two results with their difference, of more each with its change from the first.
cli::text_table columns_for(const std::string& title, std::size_t results) {
  std::vector<std::pair<std::string, cli::align>> columns = {{title, cli::align::left},
                                                             {"figure", cli::align::left}};
  for (std::size_t i = 0; i < results; ++i) {
    columns.emplace_back(letter_of(i), cli::align::right);
    if (i > 0 && results == 2) columns.emplace_back("B - A", cli::align::right);
    if (i > 0) columns.emplace_back("change", cli::align::right);
  }
  return cli::text_table(std::move(columns));
}

std::vector<std::string> cells_of(const std::string& name, const result::changed_figure& figure) {
  const int decimals = decimals_for(size_of(figure));
  const auto& values = figure.values;
  std::vector<std::string> cells = {cli::clipped(printable(name), 40), figure.figure};
  for (std::size_t i = 0; i < values.size(); ++i) {
    cells.push_back(cli::grouped(values[i], decimals));
    if (i > 0 && values.size() == 2) cells.push_back(cli::grouped(values[i] - values[0], decimals));
    if (i > 0) cells.push_back(result::relative_change(values[0], values[i]));
  }
  return cells;
}

// Whether there was something to print.
bool print_comparison(result::table_comparison comparison, const std::string& title,
                      const compare_arguments& arguments) {
  result::sort_by_change(comparison);
  auto text = columns_for(title, arguments.files.size());
  std::size_t rows = 0;
  for (const auto& row : comparison.rows) {
    std::string name;
    for (const auto& key : row.key) name += (name.empty() ? "" : " ") + key;
    bool first = true;
    for (const auto& figure : row.figures) {
      if (!is_shown(figure, arguments.threshold)) continue;
      if (std::exchange(first, false) && ++rows > arguments.top) break;
      text.add(cells_of(name, figure));
      name.clear();
    }
  }
  if (text.empty()) return false;
  fmt::print("{}", text.to_string());
  if (rows > arguments.top)
    fmt::print("and {} more with smaller changes (--top {} shows them)\n", rows - arguments.top,
               rows);
  fmt::print("\n");
  return true;
}

// Of two results `change` is a number, of more one for each letter but the first.
nlohmann::json figure_json(const result::changed_figure& figure) {
  nlohmann::json object;
  for (std::size_t i = 0; i < figure.values.size(); ++i)
    object[letter_of(i, 'a')] = figure.values[i];
  if (figure.values.size() == 2)
    object["change"] = figure.values[1] - figure.values[0];
  else
    for (std::size_t i = 1; i < figure.values.size(); ++i)
      object["change"][letter_of(i, 'a')] = figure.values[i] - figure.values[0];
  return object;
}

nlohmann::json comparison_json(const result::table_comparison& comparison) {
  auto list = nlohmann::json::array();
  for (const auto& row : comparison.rows) {
    auto& object = list.emplace_back(nlohmann::json::object());
    for (std::size_t i = 0; i < row.key.size(); ++i) object[comparison.key_columns[i]] = row.key[i];
    for (const auto& figure : row.figures) object[figure.figure] = figure_json(figure);
  }
  return list;
}

// The first of these facts that is known: a simulation has its own names for them.
std::string first_value(const result::result_table& run, const char* name, const char* simulated) {
  const auto value = run_value(run, name);
  return value.empty() ? run_value(run, simulated) : value;
}

std::string named(const std::string& file, const result::result_table& run) {
  const auto scenarios = first_value(run, "scenarios", "scenario_titles");
  return printable(fmt::format("{}: {}, {}{}", file, first_value(run, "case_title", "title"),
                               first_value(run, "date", "from"),
                               scenarios.empty() ? "" : ", scenario " + scenarios));
}

// The results and what each says of its run.
struct results {
  std::vector<result::result_database> databases;
  std::vector<result::result_table> runs;
};

std::optional<results> open_all(const std::vector<std::string>& files, diagnostics& report) {
  constexpr auto words = result::cell_type::text;
  const result::wanted_column wanted[] = {{"name", words}, {"value", words}};
  results all;
  for (const auto& file : files) {
    auto database = result::open_result(file, report);
    if (!database) continue;
    if (auto run = result::read_result_table(*database, about_table(*database), wanted, report,
                                             table_limits)) {
      all.databases.push_back(std::move(*database));
      all.runs.push_back(std::move(*run));
    }
  }
  if (report.has_errors()) return std::nullopt;
  const auto first = run_value(all.runs.front(), "case_sha256");
  if (!std::all_of(all.runs.begin(), all.runs.end(),
                   [&](const auto& run) { return run_value(run, "case_sha256") == first; }))
    report.warning("", 0, "", "",
                   fmt::format("the {}results come from different cases, or one has changed",
                               all.runs.size() == 2 ? "two " : ""));
  return all;
}

// Each result of a case with a network has it, so one without is damaged or of another kind.
bool is_of_all_runs(const compared& what) {
  return result::find_table_schema(what.table)->when == result::written_by::run;
}

// Nothing where a table can't be read, which is reported, or where not every result has it.
std::optional<result::table_comparison> comparison_of(const compared& what, const results& all,
                                                      diagnostics& report) {
  auto wanted = what.keys;
  wanted.insert(wanted.end(), what.figures.begin(), what.figures.end());
  const auto have = std::ranges::count_if(
      all.databases, [&](const auto& database) { return database.has_table(what.table); });
  if (have == 0 || (have < std::ssize(all.databases) && !is_of_all_runs(what))) return std::nullopt;
  std::vector<result::result_table> tables;
  for (const auto& database : all.databases) {
    auto table = result::read_result_table(database, what.table, wanted, report, table_limits);
    if (!table) return std::nullopt;
    tables.push_back(std::move(*table));
  }
  return result::compare_tables(tables, names_of(what.keys), names_of(what.figures));
}

int compare(const compare_arguments& arguments) {
  const auto& files = arguments.files;
  diagnostics report;
  const auto all = open_all(files, report);
  std::vector<std::pair<std::string, result::table_comparison>> comparisons;
  for (const auto& what : compared_tables()) {
    if (report.has_errors()) break;
    if (auto comparison = comparison_of(what, *all, report))
      comparisons.emplace_back(what.title, std::move(*comparison));
  }
  if (!report.has_errors() && comparisons.empty())
    report.error("", 0, "", "",
                 "the results share no table that could be compared; allowed: results of one kind");
  if (report.has_errors()) {
    cli::print_findings(report);
    return bad_input;
  }
  if (arguments.json) {
    nlohmann::json answer;
    for (std::size_t i = 0; i < files.size(); ++i)
      for (const auto& row : table_json(all->runs[i]))
        answer[letter_of(i, 'a')][row["name"]] = row["value"];
    for (const auto& [title, comparison] : comparisons)
      answer[comparison.table] = comparison_json(comparison);
    answer["findings"] = cli::findings_json(report);
    cli::print_json(answer);
  } else {
    for (std::size_t i = 0; i < files.size(); ++i)
      fmt::print("{}  {}\n", letter_of(i), named(files[i], all->runs[i]));
    fmt::print("\n");
    bool differ = false;
    for (const auto& [title, comparison] : comparisons)
      differ = print_comparison(comparison, title, arguments) || differ;
    if (!differ)
      fmt::print("No figure differs by more than {} % (--threshold).\n", 100 * arguments.threshold);
  }
  cli::print_findings(report);
  return done;
}

}  // namespace

void add_compare_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<compare_arguments>();
  auto* command = app.add_subcommand("compare", "Say what changed between results");
  command
      ->add_option("RESULT", arguments->files,
                   "Result to compare with, then the one or more that changed")
      ->required()
      ->expected(2, most_results)
      ->type_name("A.gpkg B.gpkg ...");
  command->add_option("--top", arguments->top, "Show so many of each table, largest changes first")
      ->capture_default_str()
      ->transform(cli::whole_number({1, 1'000'000}));
  command
      ->add_option("--threshold", arguments->threshold,
                   "Show changes above this share of the larger figure")
      ->capture_default_str()
      ->check(cli::number_in(text::share_range));
  command->add_flag("--json", arguments->json, "Print the whole comparison as JSON");
  command->footer(
      "Example:\n  amur compare result.gpkg toll0.gpkg --top 5 --threshold 0.1\n"
      "  amur compare result.gpkg toll0.gpkg toll1.gpkg toll2.gpkg");
  command->callback([arguments, &exit_code] { exit_code = compare(*arguments); });
}

}  // namespace amur::app
