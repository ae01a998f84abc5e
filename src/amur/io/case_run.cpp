#include "amur/io/case_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "amur/base/memory.h"
#include "amur/base/parallel.h"
#include "amur/crossing/timetable.h"
#include "amur/io/case_reader.h"
#include "amur/io/claims_runner.h"
#include "amur/io/geopackage_writer.h"
#include "amur/io/text.h"
#include "amur/model/coupled_crossings.h"
#include "amur/model/run.h"
#include "amur/model/table_rows.h"

namespace amur::io {
namespace {

using amur::crossing::simulation_status;

class stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

bool demand_answers(const model::case_data& data) {
  if (data.settings.equilibrium == model::equilibrium::all_or_nothing) return false;
  for (const auto& goods : data.commodities)
    if (goods.elasticity > 0) return true;
  return false;
}

// The prices that elastic demand is measured against: those of the case as it stands, without
// scenarios, on the day that its demand table reflects. Where that is the run itself, none.
model::reference_prices reference_for(const case_run& run, const model::case_data& data,
                                      const model::run_options& options, diagnostics& report) {
  if (!demand_answers(data)) return {};
  auto base = read_case(run.folder, {}, report);
  if (!base) return {};
  const auto observed = base->settings.demand_observed_on.value_or(base->settings.day);
  if (run.scenarios.empty() && observed == data.settings.day) return {};
  base->settings.day = observed;
  if (base->settings.crossing_delay == model::crossing_delay::simulated)
    (void)model::solve_coupled(*base, {}, options);
  return model::delivered_prices(*base, options);
}

// Nothing where that failed: then `failure` and the report say why.
std::optional<model::coupled_answer> solve(const case_run& run, model::case_data& data,
                                           const model::run_options& options, diagnostics& report,
                                           run_status& failure) {
  try {
    const auto reference = reference_for(run, data, options, report);
    if (!report.has_errors()) {
      if (data.settings.crossing_delay == model::crossing_delay::simulated)
        return model::solve_coupled(data, reference, options);
      return model::coupled_answer{model::solve_case(data, reference, options), {}, true, {}};
    }
    failure = run_status::bad_input;
  } catch (const model::no_equilibrium& reason) {
    report.error("", 0, "", "", reason.what());
    failure = run_status::not_solved;
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

// Writes the tables and what the claims say of them; adds the latter to `tables`.
bool write(const std::filesystem::path& output, const model::case_data& data,
           std::span<const std::string> simulated, model::result_tables& tables,
           diagnostics& report) {
  model::result_tables asked;
  const auto ask = [&](const std::filesystem::path& temporary, model::result_tables& added) {
    const bool good = ask_claims(temporary, data, simulated, added, report);
    asked = added;
    return good;
  };
  if (!write_result(output, tables, ask, report)) return false;
  for (auto& table : asked.tables) tables.tables.push_back(std::move(table));
  return true;
}

std::string why_not(const model::crossing_part& part,
                    const amur::crossing::simulation_summary& summary) {
  if (summary.status == simulation_status::too_many_vehicles)
    return fmt::format(
        "more than {} million vehicles wait: traffic is above what the crossing can serve",
        amur::crossing::most_vehicles / 1'000'000);
  if (summary.status == simulation_status::cancelled) return "the simulation was cancelled";
  std::vector<std::string> stages;
  for (const auto stage : summary.stuck.stages)
    stages.push_back("'" + part.model.stages[stage].id + "'");
  const auto day =
      amur::crossing::day_after(part.model.start, static_cast<long>(summary.stuck.time_h / 24));
  return fmt::format(
      "deadlock at hour {:.0f} ({}) of replication {}: vehicles wait for good at {}; {}",
      summary.stuck.time_h, to_string(day), summary.stuck_replication + 1, join(stages),
      summary.stuck.reason);
}

}  // namespace

case_outcome run_case(const case_run& run, diagnostics& report) {
  const stopwatch watch;
  case_outcome outcome;
  auto data = read_case(run.folder, run.scenarios, report);
  if (!data) return outcome;
  bool cancelled = false;
  model::run_options options;
  options.threads = run.threads;
  options.version = run.version;
  options.progress = [&](const assign::iteration& step) {
    if (run.progress && !run.progress(step)) cancelled = true;
    return !cancelled;
  };
  const auto coupled = solve(run, *data, options, report, outcome.status);
  if (cancelled) outcome.status = run_status::cancelled;
  if (!coupled || cancelled) return outcome;
  const auto& solution = coupled->answer.solution;
  auto tables = model::make_tables(*data, coupled->answer, options);
  if (!coupled->log.empty()) tables.tables.push_back(model::crossing_delays_table(coupled->log));
  tables.tables.push_back(run_log_table(watch.seconds(), run.threads));
  if (!write(run.output, *data, {}, tables, report)) {
    outcome.status = run_status::bad_input;
    return outcome;
  }
  const bool converged = solution.status == assign::status::converged;
  if (!coupled->agreed) report.warning("", 0, "", "", coupled->why_not);
  if (!converged)
    report.warning("", 0, "", "",
                   fmt::format("no equilibrium after {} steps: residual {:.1e}, capacities {:.1e}, "
                               "wanted {:.1e}",
                               solution.log.size(), solution.residual,
                               solution.constraint_residual, data->settings.tolerance));
  outcome.status = converged && coupled->agreed ? run_status::solved : run_status::not_solved;
  outcome.tables = std::move(tables);
  return outcome;
}

simulation_outcome run_simulation(const model::case_data& data, const simulation_run& run,
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
                 join(known));
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
  const stopwatch watch;
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
      model::simulation_tables(data, outcome.part, outcome.summary, run.options, run.version);
  if (write(run.output, data, outcome.part.crossings, outcome.tables, report))
    outcome.status = run_status::solved;
  else
    outcome.tables = {};
  return outcome;
}

}  // namespace amur::io
