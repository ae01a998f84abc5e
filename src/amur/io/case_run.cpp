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
#include "amur/model/tables_world_trade.h"
#include "amur/model/trade_uncertainty.h"

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

// The case as it stands, without scenarios, on the day that its demand table reflects.
std::optional<model::case_data> read_base(const case_run& run, diagnostics& report) {
  auto base = read_case(run.folder, {}, report);
  if (base) base->settings.day = base->settings.demand_observed_on.value_or(base->settings.day);
  return base;
}

// What elastic demand is measured against. Where that is the run itself, nothing.
model::demand_anchors anchors_for(const case_run& run, model::case_data& base,
                                  const model::case_data& data, const model::run_options& options) {
  if (!demand_answers(data)) return {};
  if (!run.trade && run.scenarios.empty() && base.settings.day == data.settings.day) return {};
  if (base.settings.crossing_delay == model::crossing_delay::simulated)
    (void)model::solve_coupled(base, {}, options);
  return model::observed_demand(base, options);
}

struct solved_case {
  model::coupled_answer network;
  std::optional<model::trade_answer> trade;  ///< its network is moved to the one above
};

// Nothing where that failed: then `failure` and the report say why.
std::optional<solved_case> solve(const case_run& run, model::case_data& data,
                                 const model::run_options& options, diagnostics& report,
                                 run_status& failure) {
  failure = run_status::bad_input;
  if (run.trade && data.trade_values.empty()) {
    report.error("trade.csv", 0, "", "", "a run with trade needs the case's trade table",
                 "tables regions, sectors and trade (docs/case-format.md)");
    return std::nullopt;
  }
  try {
    auto base = read_base(run, report);
    if (!base) return std::nullopt;
    const auto anchors = anchors_for(run, *base, data, options);
    solved_case solved;
    if (run.trade) {
      solved.trade = model::solve_with_trade(*base, data, anchors, options);
      solved.network = std::move(solved.trade->network);
    } else if (data.settings.crossing_delay == model::crossing_delay::simulated) {
      solved.network = model::solve_coupled(data, anchors, options);
    } else {
      solved.network = {model::solve_case(data, anchors, options), {}, true, {}};
    }
    return solved;
  } catch (const model::trade_table_error& reason) {
    report.error(reason.table + ".csv", reason.row, "", "", reason.what());
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
  const auto solved = solve(run, *data, options, report, outcome.status);
  if (cancelled) outcome.status = run_status::cancelled;
  if (!solved || cancelled) return outcome;
  const auto& network = solved->network;
  const auto& solution = network.answer.solution;
  auto tables = model::make_tables(*data, network.answer, options);
  if (!network.log.empty()) tables.tables.push_back(model::crossing_delays_table(network.log));
  if (solved->trade) {
    for (auto& table : model::world_trade_tables(*data, *solved->trade))
      tables.tables.push_back(std::move(table));
    const auto& settings = data->settings.trade;
    if (const auto samples = run.samples.value_or(settings.samples); samples > 0)
      tables.tables.push_back(model::trade_uncertainty_table(
          *data, model::sample_elasticities(*data, *solved->trade,
                                            {samples, settings.seed, run.threads})));
  }
  tables.tables.push_back(run_log_table(watch.seconds(), run.threads));
  if (!write(run.output, *data, {}, tables, report)) {
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
  if (!converged)
    report.warning("", 0, "", "",
                   fmt::format("no equilibrium after {} steps: residual {:.1e}, capacities {:.1e}, "
                               "wanted {:.1e}",
                               solution.log.size(), solution.residual, solution.constraint_residual,
                               data->settings.tolerance));
  outcome.status = converged && agreed ? run_status::solved : run_status::not_solved;
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
