#include "amur/study/case_solve.h"

#include <fmt/format.h>

#include "amur/base/memory.h"
#include "amur/base/parallel.h"
#include "amur/case/case_reader.h"
#include "amur/model/reference_demand.h"
#include "amur/result/claims_runner.h"
#include "amur/result/geopackage_writer.h"
#include "amur/result/schema/about.h"
#include "amur/result/table_rows.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

// The case as it stands, without scenarios, on the day that its demand table reflects.
std::optional<cases::case_data> read_base(const case_run& run, diagnostics& report) {
  auto base = cases::read_case(run.folder, {}, report);
  if (base) base->settings.day = base->settings.demand_day;
  return base;
}

// What elastic demand is measured against. Where that is the run itself, nothing.
model::demand_anchors anchors_for(const case_run& run, cases::case_data& base,
                                  const cases::case_data& data, const model::run_options& options,
                                  bool other_fees) {
  if (!model::demand_answers(data)) return {};
  const bool is_reference = run.scenarios.empty() && base.settings.day == data.settings.day;
  if (!run.trade && !other_fees && is_reference) return {};
  if (base.settings.crossing_delay == cases::crossing_delay::simulated)
    (void)model::solve_coupled(base, {}, options);
  return model::observed_demand(base, options);
}

}  // namespace

bool has_network(const cases::case_data& data, diagnostics& report) {
  if (!data.nodes.empty()) return true;
  report.error("nodes.csv", 0, "", "", "this case has no network to run, only finance",
               "tables nodes, links, vehicles, commodities, transfers and demand, or amur finance");
  return false;
}

std::optional<model::demand_anchors> reference_anchors(const case_run& run, cases::case_data& data,
                                                       const model::run_options& options,
                                                       diagnostics& report, run_status& failure) {
  failure = run_status::bad_input;
  if (!has_network(data, report)) return std::nullopt;
  auto base = read_base(run, report);
  if (!base) return std::nullopt;
  return model::reference_anchors(*base, data, options);
}

std::optional<solved_case> solve_network(const case_run& run, cases::case_data& data,
                                         const model::run_options& options, diagnostics& report,
                                         run_status& failure, bool other_fees) {
  failure = run_status::bad_input;
  if (!has_network(data, report)) return std::nullopt;
  try {
    auto base = read_base(run, report);
    if (!base) return std::nullopt;
    solved_case solved;
    solved.anchors = anchors_for(run, *base, data, options, other_fees);
    const auto& anchors = solved.anchors;
    if (run.trade) {
      solved.trade = model::solve_with_trade(*base, data, anchors, options);
      solved.network = std::move(solved.trade->network);
    } else if (data.settings.crossing_delay == cases::crossing_delay::simulated) {
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

result::result_table about_case_table(const cases::case_data& data, const std::string& version) {
  result::table_rows<result::run_row> rows;
  std::vector<std::string> scenarios;
  for (const auto& scenario : data.scenarios) scenarios.push_back(scenario.name);
  rows.add({.name = "case_title", .value = data.settings.title});
  rows.add({.name = "case_sha256", .value = data.sha256});
  rows.add({.name = "scenarios", .value = text::join(scenarios, ",")});
  rows.add({.name = "amur_version", .value = version});
  return rows.finish();
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

}  // namespace amur::study
