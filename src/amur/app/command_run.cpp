// amur run CASE

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "amur/app/cli.h"
#include "amur/app/commands.h"
#include "amur/base/memory.h"
#include "amur/io/case_run.h"
#include "amur/app/progress.h"

namespace amur::app {
namespace {

struct run_arguments {
  std::string folder, output = "result.gpkg";
  std::vector<std::string> scenarios;
  std::size_t threads = 0;
  bool trade = false, json = false;
  std::optional<std::size_t> samples;
};

nlohmann::json run_json(const model::result_tables& tables, const diagnostics& report,
                        const std::string& output, double seconds) {
  nlohmann::json json;
  json["result"] = output;
  json["seconds"] = seconds;
  json["peak_memory_mb"] = peak_memory_mb();
  auto& run = json["run"];
  for (const auto& row : table_json(tables.table("run"))) run[row["name"]] = row["value"];
  for (const char* name : {"totals", "crossings", "crossing_flows", "by_commodity", "by_mode",
                           "by_country", "claims", "observations"})
    json[name] = table_json(tables.table(name));
  for (const auto& table : tables.tables)
    if (table.name == "crossing_delays" || table.name.starts_with("trade_"))
      json[table.name] = table_json(table);
  json["findings"] = findings_json(report);
  return json;
}

int run(const run_arguments& arguments) {
  diagnostics report;
  progress_line progress(!arguments.json);
  const auto outcome =
      io::run_case({arguments.folder, arguments.output, arguments.scenarios, arguments.trade,
                    arguments.samples, arguments.threads, AMUR_VERSION, progress.callback()},
                   report);
  const double seconds = progress.seconds();
  progress.clear();
  if (outcome.tables.tables.empty()) {
    print_findings(report);
    if (arguments.json)
      fmt::print("{}\n", nlohmann::json{{"findings", findings_json(report)}}.dump(2));
    return exit_code_of(outcome.status);
  }
  if (arguments.json) {
    fmt::print("{}\n", run_json(outcome.tables, report, arguments.output, seconds).dump(2));
  } else {
    print_run_screen(outcome.tables, seconds);
    fmt::print(stderr, "\nResult: {}\n", arguments.output);
  }
  print_findings(report);
  return exit_code_of(outcome.status);
}

}  // namespace

void add_run_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<run_arguments>();
  auto* command = app.add_subcommand("run", "Solve a case and write the result");
  command->add_option("CASE", arguments->folder, "Case folder")->required();
  command
      ->add_option("-s,--scenario", arguments->scenarios,
                   "Scenario of the case, or a .toml file; may be given again, in order")
      ->allow_extra_args(false);
  command->add_option("-o,--output", arguments->output, "Result file")
      ->capture_default_str()
      ->type_name("FILE.gpkg");
  command->add_option("--threads", arguments->threads, "Threads; 0: all processors")
      ->capture_default_str()
      ->check(CLI::Range(0, 1024));
  command->add_flag("--trade", arguments->trade,
                    "Demand answers by the case's trade table: costs and duties change who trades "
                    "what with whom, until network and trade agree");
  command
      ->add_option("--samples", arguments->samples,
                   "With --trade: draws of the trade elasticities, for percentiles")
      ->check(CLI::Range(0, 100000))
      ->needs("--trade");
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  amur run cases/heihe --scenario bridge_toll_zero -o toll0.gpkg");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace amur::app
