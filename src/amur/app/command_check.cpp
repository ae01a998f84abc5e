// amur check CASE

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/case/case_reader.h"
#include "amur/case/case_text.h"
#include "amur/cli/exit_code.h"
#include "amur/study/check.h"

namespace amur::app {
namespace {

struct check_arguments {
  std::string folder;
  std::vector<std::string> scenarios;
  bool json = false;
};

int check(const check_arguments& arguments) {
  diagnostics report;
  cases::warn_of_unknown_tables(arguments.folder, report);
  const auto data = cases::read_case(arguments.folder, arguments.scenarios, report);
  if (data) {
    study::check_tables(*data, report);
    study::check_networks(*data, report);
    study::check_usual_figures(*data, report);
    study::check_trade(*data, report);
    study::check_finance(*data, report);
    study::check_places(*data, report);
    if (!data->nodes.empty()) study::check_routes(*data, report);
  }
  const auto errors = report.count(severity::error), warnings = report.count(severity::warning);
  if (arguments.json) {
    nlohmann::json json{{"good", errors == 0}, {"errors", errors}, {"warnings", warnings}};
    json["findings"] = cli::findings_json(report);
    if (data)
      json["counts"] = {
          {"nodes", data->nodes.size()},         {"links", data->links.size()},
          {"vehicles", data->vehicles.size()},   {"commodities", data->commodities.size()},
          {"transfers", data->transfers.size()}, {"crossings", data->crossings.size()},
          {"duties", data->duties.size()},       {"bans", data->bans.size()},
          {"demand", data->demands.size()},      {"trade", data->trade_values.size()},
          {"projects", data->projects.size()},   {"loans", data->loans.size()},
          {"economies", data->economies.size()}, {"centres", data->centres.size()},
          {"shoppers", data->shoppers.size()},   {"spreads", data->spreads.size()},
          {"claims", data->claims.size()}};
    cli::print_json(json);
  } else {
    cli::print_findings(report);
    if (data && data->nodes.empty())
      fmt::print("{}: {} projects, {} loans, {} economies, {} claims\n", data->settings.title,
                 data->projects.size(), data->loans.size(), data->economies.size(),
                 data->claims.size());
    else if (data)
      fmt::print(
          "{}: {} nodes, {} links, {} commodities, {} crossings, {} demand rows, {} claims\n",
          data->settings.title, data->nodes.size(), data->links.size(), data->commodities.size(),
          data->crossings.size(), data->demands.size(), data->claims.size());
    fmt::print("{} errors, {} warnings\n", errors, warnings);
  }
  return errors == 0 ? done : bad_input;
}

}  // namespace

void add_check_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<check_arguments>();
  auto* command = app.add_subcommand("check", "Read a case and report every error and oddity");
  command->add_option("CASE", arguments->folder, "Case folder")->required();
  command
      ->add_option("-s,--scenario", arguments->scenarios,
                   "Scenario to apply first; may be given again, in order")
      ->allow_extra_args(false);
  command->add_flag("--json", arguments->json, "Print the findings as JSON");
  command->footer("Example:\n  amur check cases/heihe");
  command->callback([arguments, &exit_code] { exit_code = check(*arguments); });
}

}  // namespace amur::app
