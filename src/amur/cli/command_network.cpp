// amur optimal-network FOLDER --budget MONEY

#include <CLI/CLI.hpp>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "amur/cli/declared_options.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/network_answer.h"
#include "amur/cli/network_command.h"
#include "amur/text/output_check.h"
#include "amur/world/network_request.h"

namespace amur::cli {
namespace {

struct network_arguments {
  std::string folder, roads, places;
  world::network_settings settings;
  bool json = false;
};

// Whether there is an answer; else, with an error, the exit code.
bool check(const invest::network_solution& made, const world::network_tables& tables, int& code,
           diagnostics& report) {
  using invest::network_status;
  code = bad_input;
  switch (made.status) {
    case network_status::solved:
    case network_status::local_optimum:
      return true;
    case network_status::not_converged:
      report.error("", 0, "", "", "the optimum isn't found to the tolerance",
                   "figures that differ less in size");
      code = not_solved;
      return false;
    case network_status::good_not_made:
      report.error("products.csv", 0, "good", tables.good[made.good],
                   "'" + tables.place[made.place] + "' can't have this good",
                   "somebody who makes it on the same network");
      return false;
    case network_status::over_budget:
    case network_status::invalid_data:
      report.error("", 0, "", "", "the tables and settings make no problem", "");
      return false;
  }
  return false;
}

int find_network(const network_arguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  diagnostics report;
  const auto give_up = [&](int code) {
    print_findings(report);
    if (arguments.json) print_json(nlohmann::json{{"findings", findings_json(report)}});
    return code;
  };
  const std::filesystem::path folder = arguments.folder;
  const text::named_output outputs[] = {{"--output", arguments.roads},
                                        {"--places", arguments.places}};
  const std::filesystem::path inputs[] = {folder / "places.csv", folder / "products.csv",
                                          folder / "roads.csv", folder / "zones.csv"};
  if (!text::may_write(outputs, inputs, report)) return give_up(bad_input);
  auto tables = world::read_network(folder, arguments.settings, report);
  if (!tables) return give_up(bad_input);
  network_answer answer{std::move(*tables), arguments.settings.budget, {}, {}};
  const auto& problem = answer.tables.problem;
  int code = done;
  answer.before = invest::solve_at(problem, answer.tables.today);
  if (!check(answer.before, answer.tables, code, report)) return give_up(code);
  answer.after = invest::solve_network(problem);
  if (!check(answer.after, answer.tables, code, report)) return give_up(code);
  if ((!arguments.roads.empty() && !write_roads(arguments.roads, answer, report)) ||
      (!arguments.places.empty() && !write_places(arguments.places, answer, report)))
    return give_up(bad_input);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (arguments.json) {
    auto json = network_json(answer, seconds);
    json["findings"] = findings_json(report);
    print_json(json);
  } else {
    print_network(answer, seconds);
  }
  print_findings(report);
  return done;
}

}  // namespace

void add_network_command(CLI::App& app, int& exit_code) {
  const auto& asked = world::network_request();
  auto arguments = std::make_shared<network_arguments>();
  auto& settings = arguments->settings;
  auto* command = app.add_subcommand(asked.name, asked.sentence);
  command
      ->add_option("folder", arguments->folder,
                   "Folder with places.csv, products.csv, roads.csv and perhaps zones.csv")
      ->required();
  add_declared(*command, asked, "budget", settings.budget);
  add_declared(*command, asked, "alpha", settings.consumption_share);
  add_declared(*command, asked, "rho", settings.inequality_aversion);
  add_declared(*command, asked, "sigma", settings.substitution_elasticity);
  add_declared(*command, asked, "beta", settings.congestion);
  add_declared(*command, asked, "gamma", settings.returns);
  add_declared(*command, asked, "labour", settings.labour_exponent);
  add_declared(*command, asked, "goods_apart", settings.goods_apart);
  add_declared(*command, asked, "nu", settings.flow_substitution);
  add_declared(*command, asked, "people_move", settings.people_move);
  command->add_option("-o,--output", arguments->roads, "Write roads with their infrastructure here")
      ->type_name("FILE.csv");
  command->add_option("--places", arguments->places, "Write consumption and prices by place here")
      ->type_name("FILE.csv");
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, &exit_code] { exit_code = find_network(*arguments); });
}

}  // namespace amur::cli
