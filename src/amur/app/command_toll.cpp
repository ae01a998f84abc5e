// amur toll CASE

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/progress.h"
#include "amur/study/toll_run.h"

namespace amur::app {
namespace {

constexpr text::number_range toll_range{0, 1e6, false, "USD a vehicle, 0 to 1000000"};

struct toll_arguments {
  study::toll_run run;
  std::string folder, output = "toll.gpkg";
  bool json = false;
};

nlohmann::json toll_json(const result::result_tables& tables, const diagnostics& report,
                         const std::string& output) {
  nlohmann::json json{{"result", output}};
  for (const auto& table : tables.tables)
    if (table.name.starts_with("toll_")) json[table.name] = table_json(table);
  json["findings"] = cli::findings_json(report);
  return json;
}

int toll(toll_arguments arguments) {
  diagnostics report;
  if (!may_write_of_case({{"--output", arguments.output}}, arguments.folder, {}, report))
    return cli::refused(report, arguments.json);
  cli::progress_line progress(!arguments.json);
  arguments.run.folder = arguments.folder;
  arguments.run.output = arguments.output;
  arguments.run.version = AMUR_VERSION;
  arguments.run.progress = progress.callback();
  const auto outcome = study::run_case_tolls(arguments.run, report);
  progress.clear();
  if (arguments.json) {
    cli::print_json(toll_json(outcome.tables, report, arguments.output));
  } else if (!outcome.tables.tables.empty()) {
    print_toll_screen(outcome.tables);
    fmt::print(stderr, "\nResult: {}\n", arguments.output);
  }
  cli::print_findings(report);
  return exit_code_of(outcome.status);
}

}  // namespace

void add_toll_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<toll_arguments>();
  auto& run = arguments->run;
  auto* command = app.add_subcommand(
      "toll", "Toll of a crossing: the curve, the best one for income, welfare or throughput");
  command->add_option("CASE", arguments->folder, "Case folder")->required();
  command->add_option("-c,--crossing", run.crossing, "Crossing whose toll is set")->required();
  command->add_option("-r,--rival", run.rival,
                      "A second crossing: both owners set their tolls in turn, each for its own "
                      "income, until neither gains");
  command
      ->add_option("-s,--scenario", run.scenarios,
                   "Scenario of the case, or a .toml file; may be given again, in order")
      ->allow_extra_args(false);
  command->add_option("--from", run.lowest_usd, "Lowest toll tried, USD a vehicle; else 0")
      ->check(cli::number_in(toll_range));
  command
      ->add_option("--to", run.highest_usd,
                   "Highest toll tried, USD a vehicle; else 8 times the present one")
      ->check(cli::number_in(toll_range));
  command->add_option("--steps", run.steps, "Steps of the curve")
      ->capture_default_str()
      ->transform(cli::whole_number({2, 1000}));
  command->add_option("-o,--output", arguments->output, "Result file")
      ->capture_default_str()
      ->type_name("FILE.gpkg");
  cli::add_threads_option(*command, run.threads);
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  amur toll cases/heihe --crossing heihe_bridge --rival heihe_port");
  command->callback([arguments, &exit_code] { exit_code = toll(*arguments); });
}

}  // namespace amur::app
