// amur run CASE

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "amur/app/cli.h"
#include "amur/app/commands.h"
#include "amur/app/memory.h"
#include "amur/app/progress.h"
#include "amur/base/parallel.h"
#include "amur/io/case_reader.h"
#include "amur/io/claims_runner.h"
#include "amur/io/geopackage_writer.h"
#include "amur/model/coupled_crossings.h"
#include "amur/model/run.h"
#include "amur/model/table_rows.h"

namespace amur::app {
namespace {

struct run_arguments {
  std::string folder, output = "result.gpkg";
  std::vector<std::string> scenarios;
  std::size_t threads = 0;
  bool json = false;
};

bool demand_answers(const model::case_data& data) {
  if (data.settings.equilibrium == model::equilibrium::all_or_nothing) return false;
  for (const auto& goods : data.commodities)
    if (goods.elasticity > 0) return true;
  return false;
}

// The prices that elastic demand is measured against: those of the case as it stands, without
// scenarios, on the day that its demand table reflects. Where that is the run itself, none.
model::reference_prices reference_for(const run_arguments& arguments, const model::case_data& data,
                                      const model::run_options& options, diagnostics& report) {
  if (!demand_answers(data)) return {};
  auto base = io::read_case(arguments.folder, {}, report);
  if (!base) return {};
  const auto observed = base->settings.demand_observed_on.value_or(base->settings.day);
  if (arguments.scenarios.empty() && observed == data.settings.day) return {};
  base->settings.day = observed;
  if (base->settings.crossing_delay == model::crossing_delay::simulated)
    (void)model::solve_coupled(*base, {}, options);
  return model::delivered_prices(*base, options);
}

// Nothing where that failed: then `failure` is the exit code and the report says why.
std::optional<model::coupled_answer> solve(const run_arguments& arguments, model::case_data& data,
                                           const model::run_options& options, diagnostics& report,
                                           int& failure) {
  try {
    const auto reference = reference_for(arguments, data, options, report);
    if (!report.has_errors()) {
      if (data.settings.crossing_delay == model::crossing_delay::simulated)
        return model::solve_coupled(data, reference, options);
      return model::coupled_answer{model::solve_case(data, reference, options), {}, true, {}};
    }
    failure = bad_input;
  } catch (const model::no_equilibrium& reason) {
    report.error("", 0, "", "", reason.what());
    failure = not_solved;
  }
  return std::nullopt;
}

model::result_table run_log_table(double seconds, std::size_t threads) {
  model::table_rows rows("run_log",
                         {{"name", model::cell_type::text}, {"value", model::cell_type::text}});
  rows.add({"seconds_before_writing", fmt::format("{:.3f}", seconds)});
  rows.add({"threads", fmt::format("{}", thread_pool(threads).size())});
  rows.add({"peak_memory_mb", fmt::format("{:.1f}", peak_memory_mb())});
  return rows.finish();
}

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
    if (table.name == "crossing_delays") json[table.name] = table_json(table);
  json["findings"] = findings_json(report);
  return json;
}

int run(const run_arguments& arguments) {
  diagnostics report;
  progress_line progress(!arguments.json);
  auto data = io::read_case(arguments.folder, arguments.scenarios, report);
  const auto give_up = [&](int code) {
    print_findings(report);
    if (arguments.json)
      fmt::print("{}\n", nlohmann::json{{"findings", findings_json(report)}}.dump(2));
    return code;
  };
  if (!data) return give_up(bad_input);
  model::run_options options;
  options.threads = arguments.threads;
  options.version = AMUR_VERSION;
  options.progress = progress.callback();

  int failure = done;
  const auto coupled = solve(arguments, *data, options, report, failure);
  if (!coupled) return give_up(failure);
  const auto* answer = &coupled->answer;
  auto tables = model::make_tables(*data, *answer, options);
  if (!coupled->log.empty()) tables.tables.push_back(model::crossing_delays_table(coupled->log));
  tables.tables.push_back(run_log_table(progress.seconds(), arguments.threads));
  model::result_tables asked;
  const auto ask = [&](const std::filesystem::path& temporary, model::result_tables& added) {
    const bool good = io::ask_claims(temporary, *data, {}, added, report);
    asked = added;
    return good;
  };
  if (!io::write_result(arguments.output, tables, ask, report)) return give_up(bad_input);
  for (auto& table : asked.tables) tables.tables.push_back(std::move(table));

  const bool converged = answer->solution.status == assign::status::converged;
  const bool solved = converged && coupled->agreed;
  if (!coupled->agreed) report.warning("", 0, "", "", coupled->why_not);
  if (!converged)
    report.warning("", 0, "", "",
                   fmt::format("no equilibrium after {} steps: residual {:.1e}, capacities {:.1e}, "
                               "wanted {:.1e}",
                               answer->solution.log.size(), answer->solution.residual,
                               answer->solution.constraint_residual, data->settings.tolerance));
  const double seconds = progress.seconds();
  if (arguments.json) {
    fmt::print("{}\n", run_json(tables, report, arguments.output, seconds).dump(2));
  } else {
    print_run_screen(tables, seconds);
    fmt::print(stderr, "\nResult: {}\n", arguments.output);
  }
  print_findings(report);
  return solved ? done : not_solved;
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
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  amur run cases/heihe --scenario bridge_toll_zero -o toll0.gpkg");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace amur::app
