#include "amur/study/case_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "amur/case/case_reader.h"
#include "amur/model/convergence.h"
#include "amur/model/coupled_crossings.h"
#include "amur/model/run.h"
#include "amur/model/trade_uncertainty.h"
#include "amur/result/tables.h"
#include "amur/result/tables_coupling.h"
#include "amur/result/tables_world_trade.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/text/text.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

// The map asks for the alternatives of all flows where there are at most as many as these.
constexpr std::size_t few_flows = 2000;

bool can_run(bool with_trade, bool with_paths, const cases::case_data& data, diagnostics& report) {
  if (!has_network(data, report)) return false;
  if (with_trade && data.trade_values.empty()) {
    report.error("trade.csv", 0, "", "", "a run with trade needs the case's trade table",
                 "tables regions, sectors and trade (docs/case-format.md)");
    return false;
  }
  const auto why_not = with_paths ? model::why_no_paths(data) : std::string();
  if (!why_not.empty()) report.error("", 0, "", "", why_not);
  return why_not.empty();
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

}  // namespace

case_outcome run_case(const case_run& run, diagnostics& report) {
  const run_clock watch;
  case_outcome outcome;
  cases::case_inputs inputs;
  const auto data = read_asked(run, report, &inputs);
  if (!data || !can_run(run.trade, run.paths == path_tables::all, *data, report)) return outcome;
  const auto options = run_options_of(run);
  const auto solved = solve_network(run, *data, options, report, outcome.status);
  if (!solved) return outcome;
  const auto& network = solved->network;
  const auto& solution = network.answer.solution;
  auto tables = network_tables(*data, network, options);
  add_path_tables(run, *data, network.answer, tables);
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
  if (!write_answered(run, *data, inputs, watch, tables, report)) {
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

namespace {

void check_run(const cases::case_data& data, const study_request& request, diagnostics& report) {
  (void)can_run(request.flag("trade"), request.flag("paths"), data, report);
}

case_outcome run_once(const study_task& task, const study_request& request, diagnostics& report) {
  case_run run{task};
  run.trade = request.flag("trade");
  run.samples = request.whole("samples");
  run.paths = request.flag("paths") ? path_tables::all
              : task.is_for_map     ? path_tables::where_few_flows
                                    : path_tables::none;
  return run_case(run, report);
}

}  // namespace

declared_study run_study() {
  return {"run",
          "Solve a case and write the result",
          "amur run cases/heihe --scenario bridge_toll_zero -o toll0.gpkg",
          {{.name = "trade",
            .option = "--trade",
            .type = field_type::flag,
            .sentence = "Demand answers by the case's trade table: costs and duties change who "
                        "trades what with whom, until network and trade agree"},
           {.name = "samples",
            .option = "--samples",
            .type = field_type::whole,
            .sentence = "With --trade: draws of the trade elasticities, for percentiles",
            .highest = 100'000,
            .needs = "trade"},
           {.name = "paths",
            .option = "--paths",
            .type = field_type::flag,
            .sentence = "Write the alternatives of each flow too: the likeliest 20 of a share of "
                        "0.1% or more"}},
          check_run,
          run_once,
          {},
          false,
          // Not trade and inputs: they are accounts that balance, and cells drawn apart would not.
          {"sectors"}};
}

}  // namespace amur::study
