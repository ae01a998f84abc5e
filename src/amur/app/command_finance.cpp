// amur finance CASE

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/progress.h"
#include "amur/study/finance_run.h"

namespace amur::app {
namespace {

struct finance_arguments {
  std::string folder, output = "finance.gpkg", project;
  std::vector<std::string> scenarios;
  std::size_t threads = 0;
  bool break_even = false, json = false;
};

nlohmann::json finance_json(const result::result_tables& tables, const diagnostics& report,
                            const std::string& output) {
  nlohmann::json json{{"result", output}};
  for (const auto& table : tables.tables)
    if (table.name.starts_with("finance_") || table.name.starts_with("debt_") ||
        table.name == "claims" || table.name == "observations")
      json[table.name] = table_json(table);
  json["findings"] = cli::findings_json(report);
  return json;
}

int finance(const finance_arguments& arguments) {
  diagnostics report;
  if (!may_write_of_case({{"--output", arguments.output}}, arguments.folder, {}, report))
    return cli::refused(report, arguments.json);
  cli::progress_line progress(!arguments.json);
  const auto outcome = study::run_case_finance(
      {arguments.folder, arguments.output, arguments.scenarios, arguments.project,
       arguments.break_even, arguments.threads, AMUR_VERSION, progress.callback()},
      report);
  progress.clear();
  if (outcome.tables.tables.empty()) {
    cli::print_findings(report);
    if (arguments.json) cli::print_json(nlohmann::json{{"findings", cli::findings_json(report)}});
    return exit_code_of(outcome.status);
  }
  if (arguments.json) {
    cli::print_json(finance_json(outcome.tables, report, arguments.output));
  } else {
    print_finance_screen(outcome.tables, arguments.project);
    fmt::print(stderr, "\nResult: {}\n", arguments.output);
  }
  cli::print_findings(report);
  return exit_code_of(outcome.status);
}

}  // namespace

void add_finance_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<finance_arguments>();
  auto* command =
      app.add_subcommand("finance", "Cash flows and ratios of projects, and debts of states");
  command->add_option("CASE", arguments->folder, "Case folder")->required();
  command
      ->add_option("-s,--scenario", arguments->scenarios,
                   "Scenario of the case, or a .toml file; may be given again, in order")
      ->allow_extra_args(false);
  command->add_option("-p,--project", arguments->project,
                      "Show only this project, with its cash flow, and the state behind it");
  command->add_option("-o,--output", arguments->output, "Result file")
      ->capture_default_str()
      ->type_name("FILE.gpkg");
  cli::add_threads_option(*command, arguments->threads);
  command->add_flag("--break-even", arguments->break_even,
                    "Find the fees at which projects with a crossing break even, solving the "
                    "network at each");
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  amur finance cases/debt --project laos_railway");
  command->callback([arguments, &exit_code] { exit_code = finance(*arguments); });
}

}  // namespace amur::app
