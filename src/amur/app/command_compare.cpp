// amur compare A B

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "amur/app/cli.h"
#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/app/text_table.h"
#include "amur/io/result_reader.h"
#include "amur/model/compare.h"

namespace amur::app {
namespace {

// Smaller changes than this are rounding to the reader, and stay off the screen.
constexpr double shown_change = 5e-4;

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

std::string run_value(const model::result_table& run, const std::string& name) {
  const table_view view(run);
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (view.text(row, "name") == name) return view.text(row, "value");
  return {};
}

int decimals_for(double a, double b) {
  const double size = std::max(std::isnan(a) ? 0 : std::abs(a), std::isnan(b) ? 0 : std::abs(b));
  return size < 1 ? 3 : size < 100 ? 1 : 0;
}

std::string relative_change(const model::changed_figure& figure) {
  if (std::isnan(figure.a)) return std::isnan(figure.b) ? "-" : "new";
  if (std::isnan(figure.b)) return "gone";
  if (std::abs(figure.a) < 1e-9) return "new";
  return fmt::format("{:+.1f} %", 100 * (figure.b - figure.a) / std::abs(figure.a));
}

void print_comparison(const model::table_comparison& comparison, const std::string& title) {
  text_table text({{title, align::left},
                   {"figure", align::left},
                   {"A", align::right},
                   {"B", align::right},
                   {"B - A", align::right},
                   {"change", align::right}});
  for (const auto& row : comparison.rows) {
    std::string name;
    for (const auto& key : row.key) name += (name.empty() ? "" : " ") + key;
    for (const auto& figure : row.figures) {
      const model::changed_row one{row.key, false, false, {figure}};
      const double change = figure.b - figure.a;
      const double size = std::max(std::abs(figure.a), std::abs(figure.b));
      if (!model::has_changed(one, shown_change) || size < 1e-3) continue;
      const int decimals = decimals_for(figure.a, figure.b);
      text.add({clipped(name, 40), figure.figure, grouped(figure.a, decimals),
                grouped(figure.b, decimals), grouped(change, decimals), relative_change(figure)});
      name.clear();
    }
  }
  if (!text.empty()) fmt::print("{}\n", text.to_string());
}

nlohmann::json comparison_json(const model::table_comparison& comparison) {
  auto list = nlohmann::json::array();
  for (const auto& row : comparison.rows) {
    auto& object = list.emplace_back(nlohmann::json::object());
    for (std::size_t i = 0; i < row.key.size(); ++i) object[comparison.key_columns[i]] = row.key[i];
    for (const auto& figure : row.figures)
      object[figure.figure] = {{"a", figure.a}, {"b", figure.b}, {"change", figure.b - figure.a}};
  }
  return list;
}

std::string named(const std::string& file, const model::result_table& run) {
  const auto scenarios = run_value(run, "scenarios");
  return fmt::format("{}: {}, {}{}", file, run_value(run, "case_title"), run_value(run, "date"),
                     scenarios.empty() ? "" : ", scenario " + scenarios);
}

int compare(const std::array<std::string, 2>& files, bool json) {
  diagnostics report;
  nlohmann::json answer;
  std::array<model::result_table, 2> runs;
  for (std::size_t i = 0; i < files.size(); ++i)
    if (auto run = io::read_result_table(files[i], "run", report)) runs[i] = std::move(*run);
  if (report.has_errors()) {
    print_findings(report);
    return bad_input;
  }
  if (run_value(runs[0], "case_sha256") != run_value(runs[1], "case_sha256"))
    report.warning("", 0, "", "", "the two results come from different cases, or one has changed");
  if (!json) fmt::print("A  {}\nB  {}\n\n", named(files[0], runs[0]), named(files[1], runs[1]));
  for (std::size_t i = 0; json && i < files.size(); ++i)
    for (const auto& row : table_json(runs[i]))
      answer[i == 0 ? "a" : "b"][row["name"]] = row["value"];
  for (const auto& what : compared_tables()) {
    diagnostics unheard;
    auto& heard = what.optional ? unheard : report;
    const auto a = io::read_result_table(files[0], what.table, heard);
    const auto b = io::read_result_table(files[1], what.table, heard);
    if (what.optional && (!a || !b)) continue;
    if (!a || !b) {
      print_findings(report);
      return bad_input;
    }
    const auto comparison = model::compare_tables(*a, *b, what.keys, what.figures);
    if (json)
      answer[what.table] = comparison_json(comparison);
    else
      print_comparison(comparison, what.title);
  }
  if (json) {
    answer["findings"] = findings_json(report);
    print_json(answer);
  }
  print_findings(report);
  return done;
}

}  // namespace

void add_compare_command(CLI::App& app, int& exit_code) {
  auto files = std::make_shared<std::array<std::string, 2>>();
  auto json = std::make_shared<bool>(false);
  auto* command = app.add_subcommand("compare", "Say what changed between two results");
  command->add_option("A", (*files)[0], "Result to compare with")->required()->type_name("A.gpkg");
  command->add_option("B", (*files)[1], "Result that changed")->required()->type_name("B.gpkg");
  command->add_flag("--json", *json, "Print the comparison as JSON");
  command->footer("Example:\n  amur compare result.gpkg toll0.gpkg");
  command->callback([files, json, &exit_code] { exit_code = compare(*files, *json); });
}

}  // namespace amur::app
