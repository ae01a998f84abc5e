// amur compare A B

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/base/printable.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/result/compare.h"
#include "amur/result/result_reader.h"

namespace amur::app {
namespace {

// Smaller changes than this are rounding to the reader, and stay off the screen.
constexpr double shown_change = 5e-4;

// A table that is compared has a row for each country, crossing or commodity.
constexpr query::query_limits table_limits{query::default_query_time, 50'000, 32'000'000};

struct compare_arguments {
  std::array<std::string, 2> files;
  std::size_t top = 20;  ///< rows shown of each table
  double threshold = shown_change;
  bool json = false;
};

struct compared {
  const char* table;
  const char* title;
  std::vector<std::string> keys, figures;
  bool optional = false;  ///< not every case has this table
};

const std::vector<compared>& compared_tables() {
  static const std::vector<compared> tables = {
      {"totals", "Totals", {"name", "unit"}, {"value"}},
      {"by_commodity",
       "By commodity, a day and per unit",
       {"commodity_id"},
       {"wanted", "delivered", "unserved", "cost", "time_h", "duty"}},
      {"crossings",
       "By crossing, a day",
       {"crossing_id", "direction"},
       {"t", "passengers", "vehicles", "utilisation", "fee_income_usd", "idle_h"}},
      {"crossing_flows",
       "By crossing and commodity, a day and per unit",
       {"crossing_id", "direction", "commodity_id"},
       {"quantity", "cost", "time_h", "duty"}},
      {"by_mode", "By mode, a day", {"mode"}, {"t", "t_km", "passengers", "vehicle_km"}},
      {"by_country",
       "By country, a day",
       {"country"},
       {"export_t", "import_t", "duty_paid_on_imports_usd", "duty_paid_on_exports_usd",
        "unserved_t"}},
      {"places",
       "By shopping centre, a day",
       {"centre_id"},
       {"visits", "sales_usd", "result_usd", "cover_if_open"},
       true},
  };
  return tables;
}

std::string run_value(const result::result_table& run, const std::string& name) {
  const table_view view(run);
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (view.text(row, "name") == name) return view.text(row, "value");
  return {};
}

int decimals_for(double a, double b) {
  const double size = std::max(std::isnan(a) ? 0 : std::abs(a), std::isnan(b) ? 0 : std::abs(b));
  return size < 1 ? 3 : size < 100 ? 1 : 0;
}

bool is_shown(const result::changed_row& row, const result::changed_figure& figure,
              double threshold) {
  const double size = std::max(std::isnan(figure.a) ? 0 : std::abs(figure.a),
                               std::isnan(figure.b) ? 0 : std::abs(figure.b));
  return size >= 1e-3 && result::has_changed({row.key, false, false, {figure}}, threshold);
}

void print_comparison(result::table_comparison comparison, const std::string& title,
                      const compare_arguments& arguments) {
  result::sort_by_change(comparison);
  cli::text_table text({{title, cli::align::left},
                        {"figure", cli::align::left},
                        {"A", cli::align::right},
                        {"B", cli::align::right},
                        {"B - A", cli::align::right},
                        {"change", cli::align::right}});
  std::size_t rows = 0;
  for (const auto& row : comparison.rows) {
    std::string name;
    for (const auto& key : row.key) name += (name.empty() ? "" : " ") + key;
    bool first = true;
    for (const auto& figure : row.figures) {
      if (!is_shown(row, figure, arguments.threshold)) continue;
      if (std::exchange(first, false) && ++rows > arguments.top) break;
      const int decimals = decimals_for(figure.a, figure.b);
      text.add({cli::clipped(printable(name), 40), figure.figure, cli::grouped(figure.a, decimals),
                cli::grouped(figure.b, decimals), cli::grouped(figure.b - figure.a, decimals),
                result::relative_change(figure)});
      name.clear();
    }
  }
  if (text.empty()) return;
  fmt::print("{}", text.to_string());
  if (rows > arguments.top)
    fmt::print("and {} more with smaller changes (--top {} shows them)\n", rows - arguments.top,
               rows);
  fmt::print("\n");
}

nlohmann::json comparison_json(const result::table_comparison& comparison) {
  auto list = nlohmann::json::array();
  for (const auto& row : comparison.rows) {
    auto& object = list.emplace_back(nlohmann::json::object());
    for (std::size_t i = 0; i < row.key.size(); ++i) object[comparison.key_columns[i]] = row.key[i];
    for (const auto& figure : row.figures)
      object[figure.figure] = {{"a", figure.a}, {"b", figure.b}, {"change", figure.b - figure.a}};
  }
  return list;
}

std::string named(const std::string& file, const result::result_table& run) {
  const auto scenarios = run_value(run, "scenarios");
  return printable(fmt::format("{}: {}, {}{}", file, run_value(run, "case_title"),
                               run_value(run, "date"),
                               scenarios.empty() ? "" : ", scenario " + scenarios));
}

// Both results and what each says of its run.
struct results {
  std::vector<result::result_database> databases;
  std::vector<result::result_table> runs;
};

std::optional<results> open_both(const std::array<std::string, 2>& files, diagnostics& report) {
  constexpr auto words = result::cell_type::text;
  const result::wanted_column wanted[] = {{"name", words}, {"value", words}};
  results both;
  for (const auto& file : files) {
    auto database = result::open_result(file, report);
    if (!database) continue;
    if (auto run = result::read_result_table(*database, "run", wanted, report, table_limits)) {
      both.databases.push_back(std::move(*database));
      both.runs.push_back(std::move(*run));
    }
  }
  if (report.has_errors()) return std::nullopt;
  if (run_value(both.runs[0], "case_sha256") != run_value(both.runs[1], "case_sha256"))
    report.warning("", 0, "", "", "the two results come from different cases, or one has changed");
  return both;
}

// Nothing where a table can't be read, which is reported, or where one that not every case has is
// not there.
std::optional<result::table_comparison> comparison_of(const compared& what, const results& both,
                                                      diagnostics& report) {
  std::vector<result::wanted_column> wanted;
  for (const auto& key : what.keys) wanted.push_back({key, result::cell_type::text});
  for (const auto& figure : what.figures) wanted.push_back({figure, result::cell_type::number});
  std::vector<result::result_table> tables;
  for (const auto& database : both.databases) {
    if (what.optional && !database.has_table(what.table)) return std::nullopt;
    auto table = result::read_result_table(database, what.table, wanted, report, table_limits);
    if (!table) return std::nullopt;
    tables.push_back(std::move(*table));
  }
  return result::compare_tables(tables[0], tables[1], what.keys, what.figures);
}

int compare(const compare_arguments& arguments) {
  const auto& files = arguments.files;
  diagnostics report;
  const auto both = open_both(files, report);
  std::vector<std::pair<std::string, result::table_comparison>> comparisons;
  for (const auto& what : compared_tables()) {
    if (report.has_errors()) break;
    if (auto comparison = comparison_of(what, *both, report))
      comparisons.emplace_back(what.title, std::move(*comparison));
  }
  if (report.has_errors()) {
    cli::print_findings(report);
    return bad_input;
  }
  if (arguments.json) {
    nlohmann::json answer;
    for (std::size_t i = 0; i < files.size(); ++i)
      for (const auto& row : table_json(both->runs[i]))
        answer[i == 0 ? "a" : "b"][row["name"]] = row["value"];
    for (const auto& [title, comparison] : comparisons)
      answer[comparison.table] = comparison_json(comparison);
    answer["findings"] = cli::findings_json(report);
    cli::print_json(answer);
  } else {
    fmt::print("A  {}\nB  {}\n\n", named(files[0], both->runs[0]), named(files[1], both->runs[1]));
    for (const auto& [title, comparison] : comparisons)
      print_comparison(comparison, title, arguments);
  }
  cli::print_findings(report);
  return done;
}

}  // namespace

void add_compare_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<compare_arguments>();
  auto* command = app.add_subcommand("compare", "Say what changed between two results");
  command->add_option("A", arguments->files[0], "Result to compare with")
      ->required()
      ->type_name("A.gpkg");
  command->add_option("B", arguments->files[1], "Result that changed")
      ->required()
      ->type_name("B.gpkg");
  command->add_option("--top", arguments->top, "Show so many of each table, largest changes first")
      ->capture_default_str()
      ->transform(cli::whole_number({1, 1'000'000}));
  command
      ->add_option("--threshold", arguments->threshold,
                   "Show changes above this share of the larger figure")
      ->capture_default_str()
      ->check(cli::number_in(text::share_range));
  command->add_flag("--json", arguments->json, "Print the whole comparison as JSON");
  command->footer("Example:\n  amur compare result.gpkg toll0.gpkg --top 5 --threshold 0.1");
  command->callback([arguments, &exit_code] { exit_code = compare(*arguments); });
}

}  // namespace amur::app
