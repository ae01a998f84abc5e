#include "amur/study/case_solve.h"

#include <fmt/format.h>

#include "amur/base/memory.h"
#include "amur/base/no_answer.h"
#include "amur/base/parallel.h"
#include "amur/case/case_reader.h"
#include "amur/case/corrected_case.h"
#include "amur/model/convergence.h"
#include "amur/model/reference_demand.h"
#include "amur/result/case_store.h"
#include "amur/result/claims_runner.h"
#include "amur/result/geopackage_writer.h"
#include "amur/result/schema/about.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"
#include "amur/result/tables_coupling.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

// The case as it stands, corrected but without scenarios, on the day that its demand table
// reflects.
std::optional<cases::case_data> read_base(const case_run& run, diagnostics& report) {
  auto base = cases::read_corrected_case(run.folder, run.scenarios, report, run.edit);
  if (!base) return std::nullopt;
  const auto day = base->settings.demand_day;
  return cases::on_day(std::move(*base), day);
}

// Whether a run needs the reference day: not where it is that day itself, or nothing answers to it.
bool needs_reference(const case_run& run, const cases::case_data& base,
                     const cases::case_data& data, bool other_fees) {
  if (run.trade) return true;
  const bool is_reference = run.scenarios.empty() && base.settings.day == data.settings.day;
  return model::demand_answers(data) && (other_fees || !is_reference);
}

// What an equilibrium is of, for starts.
std::string start_name(const case_run& run, const cases::case_data& data, const char* which) {
  return fmt::format("{} {} {}", which, to_string(data.settings.day),
                     text::join(run.scenarios, "\n"));
}

model::run_options started(const case_run& run, const std::string& name,
                           model::run_options options) {
  if (run.starts && !options.start) options.start = run.starts->find(name);
  return options;
}

model::reference_day solve_noted_reference(const case_run& run, const cases::case_data& base,
                                           const cases::case_data& data,
                                           const model::run_options& options) {
  const auto name = start_name(run, data, "reference");
  auto reference = model::solve_reference(base, data, started(run, name, options));
  if (run.starts && reference.solution) run.starts->note(name, *reference.solution);
  return reference;
}

}  // namespace

std::optional<cases::case_data> read_asked(const asked_case& asked, diagnostics& report,
                                           cases::case_inputs* inputs) {
  return cases::read_edited_case(asked.folder, asked.scenarios, asked.edit, report, inputs);
}

model::run_options run_options_of(const asked_case& asked) {
  model::run_options options;
  options.threads = asked.threads;
  options.version = asked.version;
  options.progress = asked.progress;
  return options;
}

assign::progress_callback until_first_no(const assign::progress_callback& progress,
                                         bool& is_stopped) {
  if (!progress) return {};
  return [progress, &is_stopped](const assign::iteration& step) {
    is_stopped = is_stopped || !progress(step);
    return !is_stopped;
  };
}

bool has_network(const cases::case_data& data, diagnostics& report) {
  if (!data.nodes.empty()) return true;
  report.error("nodes.csv", 0, "", "", "this case has no network to run, only finance",
               "tables nodes, links, vehicles, commodities, transfers and demand, or amur finance");
  return false;
}

std::optional<model::reference_day> solve_reference(const case_run& run,
                                                    const cases::case_data& data,
                                                    const model::run_options& options,
                                                    diagnostics& report, run_status& failure) {
  failure = run_status::bad_input;
  if (!has_network(data, report)) return std::nullopt;
  const auto base = read_base(run, report);
  if (!base) return std::nullopt;
  return solve_noted_reference(run, *base, data, options);
}

std::optional<solved_case> solve_network(const case_run& run, const cases::case_data& data,
                                         const model::run_options& options, diagnostics& report,
                                         run_status& failure, bool other_fees) {
  failure = run_status::bad_input;
  bool is_stopped = false;
  auto heard = options;
  heard.progress = until_first_no(options.progress, is_stopped);
  const auto stops = [&] {
    if (is_stopped) failure = run_status::cancelled;
    return is_stopped;
  };
  if (!has_network(data, report)) return std::nullopt;
  try {
    const auto base = read_base(run, report);
    if (!base) return std::nullopt;
    model::reference_day reference;
    if (needs_reference(run, *base, data, other_fees))
      reference = solve_noted_reference(run, *base, data, heard);
    if (stops()) return std::nullopt;
    solved_case solved;
    solved.anchors = reference.anchors;
    const auto& anchors = solved.anchors;
    const auto name = start_name(run, data, "run");
    auto from_there = started(run, name, heard);
    if (reference.solution && !options.start) from_there.start = &*reference.solution;
    if (run.trade) {
      solved.trade = model::solve_with_trade(*base, data, reference, heard);
      solved.network = std::move(solved.trade->network);
    } else if (data.settings.crossing_delay == cases::crossing_delay::simulated) {
      solved.network = model::solve_coupled(data, anchors, heard);
    } else {
      solved.network = {model::solve_case(data, anchors, from_there), {}, true, {}, {}};
      if (run.starts && !is_stopped) run.starts->note(name, solved.network.answer.solution);
    }
    if (stops()) return std::nullopt;
    solved.reference = std::move(reference.solution);
    return solved;
  } catch (const no_answer& reason) {
    if (stops()) return std::nullopt;
    report.add(reason.finding);
    if (!reason.is_bad_input) failure = run_status::not_solved;
  }
  return std::nullopt;
}

run_status status_of(const cases::case_data& data, const model::coupled_answer& network,
                     diagnostics& report) {
  auto status = run_status::solved;
  for (const auto& why : {model::why_not_converged(data, network.answer), network.why_not})
    if (!why.empty()) {
      report.warning("", 0, "", "", why);
      status = run_status::not_solved;
    }
  return status;
}

result::result_tables network_tables(const cases::case_data& data,
                                     const model::coupled_answer& network,
                                     const model::run_options& options) {
  auto tables = result::make_tables(data, network.answer, options);
  if (!network.log.empty()) tables.tables.push_back(result::crossing_delays_table(network.log));
  return tables;
}

result::result_table run_log_table(double seconds, std::size_t threads) {
  result::table_rows<result::run_log_row> rows;
  rows.add({.name = "seconds_before_writing", .value = fmt::format("{:.3f}", seconds)});
  rows.add({.name = "threads", .value = fmt::format("{}", thread_pool(threads).size())});
  rows.add({.name = "peak_memory_mb", .value = fmt::format("{:.1f}", peak_memory_mb())});
  return rows.finish();
}

bool write_answered(const std::filesystem::path& output, const cases::case_data& data,
                    std::span<const std::string> simulated, result::result_tables& tables,
                    diagnostics& report) {
  result::result_tables asked;
  const auto ask = [&](const std::filesystem::path& temporary, result::result_tables& added) {
    const bool good = result::ask_claims(temporary, data, simulated, added, report);
    asked = added;
    return good;
  };
  if (!result::write_result(output, tables, ask, report)) return false;
  for (auto& table : asked.tables) tables.tables.push_back(std::move(table));
  return true;
}

bool write_answered(const asked_case& task, const cases::case_data& data,
                    const cases::case_inputs& inputs, const run_clock& watch,
                    result::result_tables& tables, diagnostics& report) {
  tables.tables.push_back(result::case_text_table(inputs));
  tables.tables.push_back(run_log_table(watch.seconds(), task.threads));
  return write_answered(task.output, data, {}, tables, report);
}

}  // namespace amur::study
