#include "amur/study/simulate_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "amur/case/case_reader.h"
#include "amur/crossing/timetable.h"
#include "amur/result/case_store.h"
#include "amur/result/noted_value.h"
#include "amur/result/tables_simulation.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

using amur::crossing::simulation_status;

struct simulation_run {
  std::string crossing;  // empty: the only one that can be simulated
  double traffic = 1;    // factor on all arrivals at random
  amur::crossing::replication_options options;
};

std::string why_not(const model::crossing_part& part,
                    const amur::crossing::simulation_summary& summary) {
  if (summary.status == simulation_status::too_many_vehicles)
    return fmt::format(
        "more arrive than can be served: the queue grows without end, more than {} million wait",
        amur::crossing::most_vehicles / 1'000'000);
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

// Empty, with an error, where there is none.
std::string find_crossing(const simulation_run& run, const cases::case_data& data,
                          diagnostics& report) {
  const auto known = model::simulated_crossings(data);
  if (known.empty()) {
    report.error("arrivals.csv", 0, "", "", "no crossing of this case has stages and arrivals",
                 "rows in stages.csv and arrivals.csv");
    return {};
  }
  const auto crossing = run.crossing.empty() && known.size() == 1 ? known.front() : run.crossing;
  if (std::find(known.begin(), known.end(), crossing) == known.end()) {
    report.error("", 0, "crossing", crossing,
                 crossing.empty() ? "which crossing?" : "this crossing can't be simulated",
                 text::join(known));
    return {};
  }
  if (run.options.warm_up_h >= run.options.horizon_h) {
    report.error("", 0, "warm_up_h", fmt::format("{}", run.options.warm_up_h),
                 "the warm-up is as long as the simulation",
                 fmt::format("less than {} h", run.options.horizon_h));
    return {};
  }
  return crossing;
}

// What a request asks, where it asks, and else what the case says.
simulation_run simulation_of(const cases::case_data& data, const study_request& request) {
  simulation_run run;
  run.crossing = request.text("crossing");
  run.traffic = request.number("traffic").value_or(run.traffic);
  run.options = model::replication_options_of(data);
  auto& options = run.options;
  if (const auto count = request.whole("replications")) options.replications = *count;
  if (const auto seed = request.whole("seed")) options.seed = *seed;
  if (const auto days = request.number("days")) options.horizon_h = 24 * *days;
  options.warm_up_h = request.number("warm_up_h").value_or(options.warm_up_h);
  options.wanted_half_width = request.number("half_width").value_or(options.wanted_half_width);
  options.confidence = request.number("confidence").value_or(options.confidence);
  return run;
}

void listen(const study_task& task, const simulation_trace& trace,
            amur::crossing::replication_options& options) {
  options.threads = task.threads;
  options.cancelled = task.is_cancelled;
  options.trace = trace.row;
  if (task.part)
    options.progress = [&task](std::size_t done, std::size_t of) { (void)task.part(done, of); };
}

void check_simulation(const cases::case_data& data, const study_request& request,
                      diagnostics& report) {
  (void)find_crossing(simulation_of(data, request), data, report);
}

case_outcome simulate(const study_task& task, const study_request& request, diagnostics& report) {
  auto outcome = simulate_case(task, request, {}, report);
  return {outcome.status, std::move(outcome.tables)};
}

std::vector<request_field> fields_of_simulation() {
  using enum field_type;
  const amur::crossing::replication_options usual;
  return {{.name = "crossing",
           .option = "-c,--crossing",
           .sentence = "Crossing of the case that has stages and arrivals"},
          {.name = "replications",
           .option = "-r,--replications",
           .type = whole,
           .sentence = "Independent runs",
           .fewest = 1,
           .highest = 100'000},
          {.name = "half_width",
           .option = "--half-width",
           .type = number,
           .sentence = "Run on until the mean time in the crossing is known to this share, e.g. "
                       "0.02",
           .most = 1},
          {.name = "confidence",
           .option = "--confidence",
           .type = number,
           .sentence = "Of intervals",
           .least = 0.5,
           .most = 0.9999,
           .usual = usual.confidence},
          {.name = "seed",
           .option = "--seed",
           .type = whole,
           .sentence = "Seed of the random numbers",
           .highest = UINT64_MAX},
          {.name = "days",
           .option = "--days",
           .type = number,
           .sentence = "Simulated time",
           .unit = "days",
           .least = 1,
           .most = 36525},
          {.name = "warm_up_h",
           .option = "--warm-up",
           .type = number,
           .sentence = "Hours left out at the start",
           .unit = "h",
           .most = text::largest_number},
          {.name = "traffic",
           .option = "--traffic",
           .type = number,
           .sentence = "Factor on all arrivals at random",
           .most = text::largest_number,
           .usual = simulation_run().traffic}};
}

}  // namespace

simulation_outcome simulate_case(const study_task& task, const study_request& request,
                                 const simulation_trace& trace, diagnostics& report) {
  simulation_outcome outcome;
  cases::case_inputs inputs;
  const auto data = read_asked(task, report, &inputs);
  if (!data) return outcome;
  auto run = simulation_of(*data, request);
  const auto crossing = find_crossing(run, *data, report);
  if (crossing.empty()) return outcome;
  auto part = model::part_of(*data, crossing);
  for (auto& stream : part.model.streams) stream.arrivals_per_day *= run.traffic;
  listen(task, trace, run.options);
  if (trace.started) trace.started(part);
  const run_clock watch;
  const auto summary = amur::crossing::replicate(part.model, run.options);
  outcome.simulate_seconds = watch.seconds();
  if (summary.status == simulation_status::cancelled) {
    outcome.status = run_status::cancelled;
    return outcome;
  }
  if (summary.status != simulation_status::done) {
    report.error("", 0, "", "", why_not(part, summary));
    outcome.status = run_status::not_solved;
    return outcome;
  }
  outcome.events = summary.events;
  auto tables = result::simulation_tables(*data, part, summary, run.options, task.version);
  result::note_value(tables, "simulation", "traffic", fmt::format("{}", run.traffic));
  const bool confirmed = verify::confirm_simulation(tables, report);
  tables.tables.push_back(result::case_text_table(inputs));
  if (!write_answered(task.output, *data, part.crossings, tables, report)) return outcome;
  const auto unknown = model::why_no_waits(part, summary);
  if (!unknown.empty()) report.warning("", 0, "", "", unknown);
  outcome.status = unknown.empty() && confirmed ? run_status::solved : run_status::not_solved;
  outcome.tables = std::move(tables);
  return outcome;
}

declared_study simulate_study() {
  return {"simulate",
          "Simulate a border crossing, event by event",
          "amur simulate cases/heihe --crossing heihe_port --replications 100",
          fields_of_simulation(),
          check_simulation,
          simulate,
          "replications",
          false,
          {"shifts", "profiles", "resources", "stages", "arrivals"}};
}

}  // namespace amur::study
