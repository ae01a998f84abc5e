#include "amur/study/case_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "amur/case/case_reader.h"
#include "amur/crossing/timetable.h"
#include "amur/model/convergence.h"
#include "amur/model/coupled_crossings.h"
#include "amur/model/run.h"
#include "amur/model/trade_uncertainty.h"
#include "amur/result/case_store.h"
#include "amur/result/tables.h"
#include "amur/result/tables_coupling.h"
#include "amur/result/tables_simulation.h"
#include "amur/result/tables_world_trade.h"
#include "amur/study/case_solve.h"
#include "amur/text/text.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

using amur::crossing::simulation_status;

// The map asks for the alternatives of all flows where there are at most as many as these.
constexpr std::size_t few_flows = 2000;

bool can_list_paths(const case_run& run, const cases::case_data& data, diagnostics& report) {
  const auto why_not = model::why_no_paths(data);
  if (run.paths != path_tables::all || why_not.empty()) return true;
  report.error("", 0, "", "", why_not);
  return false;
}

void add_path_tables(const case_run& run, const cases::case_data& data,
                     const model::run_answer& answer, result::result_tables& tables) {
  const bool wanted = run.paths == path_tables::all ||
                      (run.paths == path_tables::where_few_flows &&
                       answer.model.flows.size() <= few_flows && model::why_no_paths(data).empty());
  if (!wanted) return;
  model::path_wish wish;
  wish.threads = run.threads;
  const auto paths = model::list_paths(data, answer, wish);
  for (auto& table : result::path_tables(data, answer, paths))
    tables.tables.push_back(std::move(table));
}

std::string why_not(const model::crossing_part& part,
                    const amur::crossing::simulation_summary& summary) {
  if (summary.status == simulation_status::too_many_vehicles)
    return fmt::format(
        "more arrive than can be served: the queue grows without end, more than {} million wait",
        amur::crossing::most_vehicles / 1'000'000);
  if (summary.status == simulation_status::cancelled) return "the simulation was cancelled";
  std::vector<std::string> stages;
  for (const auto stage : summary.stuck.stages)
    stages.push_back("'" + part.model.stages[stage].id + "'");
  const auto day =
      amur::crossing::day_after(part.model.start, static_cast<long>(summary.stuck.time_h / 24));
  return fmt::format(
      "deadlock at hour {:.0f} ({}) of replication {}: vehicles wait for good at {}; {}",
      summary.stuck.time_h, to_string(day), summary.stuck_replication + 1, text::join(stages),
      summary.stuck.reason);
}

void note_traffic(double traffic, result::result_tables& tables) {
  for (auto& table : tables.tables)
    if (table.name == "simulation") {
      std::get<std::vector<std::string>>(table.columns[0].values).push_back("traffic");
      std::get<std::vector<std::string>>(table.columns[1].values)
          .push_back(fmt::format("{}", traffic));
    }
}

}  // namespace

case_outcome run_case(const case_run& run, diagnostics& report) {
  const run_clock watch;
  case_outcome outcome;
  cases::case_inputs inputs;
  auto data = cases::read_case(run.folder, run.scenarios, report, &inputs);
  if (!data || !can_list_paths(run, *data, report)) return outcome;
  bool cancelled = false;
  model::run_options options;
  options.threads = run.threads;
  options.version = run.version;
  options.progress = [&](const assign::iteration& step) {
    if (run.progress && !run.progress(step)) cancelled = true;
    return !cancelled;
  };
  const auto solved = solve_network(run, *data, options, report, outcome.status);
  if (cancelled) outcome.status = run_status::cancelled;
  if (!solved || cancelled) return outcome;
  const auto& network = solved->network;
  const auto& solution = network.answer.solution;
  auto tables = result::make_tables(*data, network.answer, options);
  add_path_tables(run, *data, network.answer, tables);
  if (!network.log.empty()) tables.tables.push_back(result::crossing_delays_table(network.log));
  if (solved->trade) {
    for (auto& table : result::world_trade_tables(*data, *solved->trade))
      tables.tables.push_back(std::move(table));
    const auto& settings = data->settings.trade;
    if (const auto samples = run.samples.value_or(settings.samples); samples > 0)
      tables.tables.push_back(result::trade_uncertainty_table(
          *data, model::sample_elasticities(*data, *solved->trade,
                                            {samples, settings.seed, run.threads})));
  }
  const bool confirmed = verify::confirm_network(*data, network.answer, options, tables, report) &&
                         (!solved->trade || verify::confirm_studies(*data, tables, report));
  tables.tables.push_back(result::case_text_table(inputs));
  tables.tables.push_back(run_log_table(watch.seconds(), run.threads));
  if (!write_answered(run.output, *data, {}, tables, report)) {
    outcome.status = run_status::bad_input;
    return outcome;
  }
  const bool converged = solution.status == assign::status::converged;
  bool agreed = network.agreed;
  if (!network.agreed) report.warning("", 0, "", "", network.why_not);
  if (solved->trade && !solved->trade->agreed) {
    agreed = false;
    report.warning("", 0, "", "", solved->trade->why_not);
  }
  for (const auto& finding : {model::why_not_converged(*data, network.answer),
                              model::what_was_left_out(*data, network.answer)})
    if (!finding.empty()) report.warning("", 0, "", "", finding);
  outcome.status = converged && agreed && confirmed ? run_status::solved : run_status::not_solved;
  outcome.tables = std::move(tables);
  return outcome;
}

simulation_outcome run_simulation(const cases::case_data& data, const simulation_run& run,
                                  diagnostics& report) {
  simulation_outcome outcome;
  const auto known = model::simulated_crossings(data);
  if (known.empty()) {
    report.error("arrivals.csv", 0, "", "", "no crossing of this case has stages and arrivals",
                 "rows in stages.csv and arrivals.csv");
    return outcome;
  }
  const auto crossing = run.crossing.empty() && known.size() == 1 ? known.front() : run.crossing;
  if (std::find(known.begin(), known.end(), crossing) == known.end()) {
    report.error("", 0, "crossing", crossing,
                 crossing.empty() ? "which crossing?" : "this crossing can't be simulated",
                 text::join(known));
    return outcome;
  }
  if (run.options.warm_up_h >= run.options.horizon_h) {
    report.error("", 0, "warm-up", fmt::format("{}", run.options.warm_up_h),
                 "the warm-up is as long as the simulation",
                 fmt::format("less than {} h", run.options.horizon_h));
    return outcome;
  }
  outcome.part = model::part_of(data, crossing);
  for (auto& stream : outcome.part.model.streams) stream.arrivals_per_day *= run.traffic;
  if (run.started) run.started(outcome.part);
  const run_clock watch;
  outcome.summary = amur::crossing::replicate(outcome.part.model, run.options);
  outcome.simulate_seconds = watch.seconds();
  if (outcome.summary.status != simulation_status::done) {
    report.error("", 0, "", "", why_not(outcome.part, outcome.summary));
    outcome.status = outcome.summary.status == simulation_status::cancelled
                         ? run_status::cancelled
                         : run_status::not_solved;
    return outcome;
  }
  outcome.tables =
      result::simulation_tables(data, outcome.part, outcome.summary, run.options, run.version);
  note_traffic(run.traffic, outcome.tables);
  const bool confirmed = verify::confirm_simulation(outcome.tables, report);
  if (run.case_text) outcome.tables.tables.push_back(*run.case_text);
  if (!write_answered(run.output, data, outcome.part.crossings, outcome.tables, report)) {
    outcome.tables = {};
    return outcome;
  }
  const auto unknown = model::why_no_waits(outcome.part, outcome.summary);
  if (!unknown.empty()) report.warning("", 0, "", "", unknown);
  outcome.status = unknown.empty() && confirmed ? run_status::solved : run_status::not_solved;
  return outcome;
}

}  // namespace amur::study
