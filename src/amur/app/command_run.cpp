// amur run CASE

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "amur/app/commands.h"
#include "amur/base/date.h"
#include "amur/base/memory.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/progress.h"
#include "amur/study/months_run.h"

namespace amur::app {
namespace {

struct run_arguments {
  std::string folder, output = "result.gpkg";
  std::vector<std::string> scenarios;
  std::size_t threads = 0;
  bool trade = false, json = false;
  std::optional<std::size_t> samples;
  std::string from, to, step = "month";
  bool fresh = false, paths = false;
};

// "2019-01"; CLI11 has checked it.
date first_of(const std::string& month) { return *parse_date(month + "-01"); }

std::string check_month(const std::string& text) {
  return parse_date(text + "-01") ? "" : "'" + text + "' is no month; allowed: YYYY-MM";
}

nlohmann::json run_json(const result::result_tables& tables, const diagnostics& report,
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
    if (table.name == "crossing_delays" || table.name.starts_with("trade_") ||
        table.name.starts_with("place") ||
        (table.name.starts_with("month_") && table.name != "month_link_flows"))
      json[table.name] = table_json(table);
  json["findings"] = cli::findings_json(report);
  return json;
}

study::case_outcome run_months(const run_arguments& arguments, const study::case_run& case_run,
                               cli::progress_line& progress, diagnostics& report) {
  study::months_run months{case_run,
                           first_of(arguments.from),
                           first_of(arguments.to.empty() ? arguments.from : arguments.to),
                           arguments.fresh,
                           {},
                           {}};
  months.progress = {};
  const auto count = progress.count_callback("months");
  months.month_done = [&count](const std::string&, std::size_t done, std::size_t all) {
    count(done, all);
    return true;
  };
  months.goes_on = [](const std::string& month) {
    fmt::print(stderr, "A stopped run goes on at {}; --fresh starts anew\n", month);
  };
  return study::run_case_months(months, report);
}

int run(const run_arguments& arguments) {
  diagnostics report;
  if (!may_write_of_case({{"--output", arguments.output}}, arguments.folder, {}, report))
    return cli::refused(report, arguments.json);
  cli::progress_line progress(!arguments.json);
  const study::case_run case_run{
      arguments.folder,
      arguments.output,
      arguments.scenarios,
      arguments.trade,
      arguments.samples,
      arguments.threads,
      AMUR_VERSION,
      progress.callback(),
      arguments.paths ? study::path_tables::all : study::path_tables::none};
  const auto outcome = arguments.from.empty() ? study::run_case(case_run, report)
                                              : run_months(arguments, case_run, progress, report);
  const double seconds = progress.seconds();
  progress.clear();
  if (outcome.tables.tables.empty()) {
    cli::print_findings(report);
    if (arguments.json) cli::print_json(nlohmann::json{{"findings", cli::findings_json(report)}});
    return exit_code_of(outcome.status);
  }
  if (arguments.json) {
    cli::print_json(run_json(outcome.tables, report, arguments.output, seconds));
  } else {
    print_run_screen(outcome.tables, seconds);
    print_months_screen(outcome.tables);
    fmt::print(stderr, "\nResult: {}\n", arguments.output);
  }
  cli::print_findings(report);
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
  cli::add_threads_option(*command, arguments->threads);
  command->add_flag("--trade", arguments->trade,
                    "Demand answers by the case's trade table: costs and duties change who trades "
                    "what with whom, until network and trade agree");
  command
      ->add_option("--samples", arguments->samples,
                   "With --trade: draws of the trade elasticities, for percentiles")
      ->transform(cli::whole_number({0, 100'000}))
      ->needs("--trade");
  auto* paths = command->add_flag(
      "--paths", arguments->paths,
      "Write the alternatives of each flow too: the likeliest 20 of a share of 0.1% or more");
  auto* from = command
                   ->add_option("--from", arguments->from,
                                "First of several months, each solved on its 15th day")
                   ->type_name("YYYY-MM")
                   ->check(check_month)
                   ->excludes("--trade")
                   ->excludes(paths);
  auto* to = command->add_option("--to", arguments->to, "Last month; else the first alone")
                 ->type_name("YYYY-MM")
                 ->check(check_month)
                 ->needs(from);
  command->add_option("--step", arguments->step, "Of the time from the first to the last")
      ->capture_default_str()
      ->check(CLI::IsMember({"month"}))
      ->needs(from);
  command->add_flag("--fresh", arguments->fresh, "Don't go on where a stopped run was")->needs(to);
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer(
      "Example:\n  amur run cases/heihe --scenario bridge_toll_zero -o toll0.gpkg\n"
      "  amur run cases/heihe --from 2019-01 --to 2024-12 --step month");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace amur::app
