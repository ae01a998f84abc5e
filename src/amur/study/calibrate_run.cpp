// Cells of a case fitted to what is observed.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <system_error>

#include "amur/base/no_answer.h"
#include "amur/calibrate/fitted_scenario.h"
#include "amur/calibrate/posterior.h"
#include "amur/case/case_names.h"
#include "amur/case/case_reader.h"
#include "amur/result/geopackage_writer.h"
#include "amur/result/noted_value.h"
#include "amur/result/result_query.h"
#include "amur/study/calibrate_tables.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/text/text.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

// Nearer to an equilibrium than fitted cells are told by it.
constexpr double usual_tolerance = 1e-9;
constexpr std::size_t longest_cells = 20'000;
constexpr std::uint64_t usual_steps = 60;

// What a fit works with, from the case as it is read.
struct calibration {
  cases::case_inputs inputs;
  cases::case_data data;
  std::vector<cases::named_cell> cells;
  std::vector<calibrate::observed_figure> observations;
  ensemble::spread_rules spreads;
};

bool can_be_fitted(const cases::case_data& data, diagnostics& report) {
  if (!has_network(data, report)) return false;
  if (calibrate::case_model::has_derivatives(data)) return true;
  report.error(
      "case.toml", 0, "equilibrium.model", "", "this equilibrium has no derivatives here",
      "equilibrium.model \"logit\", \"markov\" or \"user\", and crossings.delay \"fixed\"");
  return false;
}

// The observations that are asked for: those named, else those that the case calls fitted, else
// all that can be.
bool find_observations(const study_request& request, calibration& made, diagnostics& report) {
  const auto asked = text::split_list(request.text("observations"));
  const auto& all = made.data.observations;
  for (const auto& id : asked)
    if (std::ranges::find(all, id, &cases::observation::id) == all.end()) {
      std::vector<std::string> known;
      for (const auto& each : all) known.push_back(each.id);
      report.error("", 0, "observations", text::shortened(id), "the case has no such observation",
                   text::join(known));
    }
  const bool any_fitted = std::ranges::any_of(all, &cases::observation::fitted);
  for (const auto& each : all) {
    const bool wanted = asked.empty() ? each.fitted || !any_fitted
                                      : std::ranges::find(asked, each.id) != asked.end();
    if (!wanted || each.needs_finance) continue;
    const auto read = calibrate::read_summing_query(each.query);
    const bool has_error = each.error.has_value() || each.observed != 0;
    if (!read || !has_error) {
      if (asked.empty() && !any_fitted) continue;
      report.error("observations.toml", 0, each.id + ".query", text::shortened(each.query, 200),
                   has_error ? "this query is no sum with a derivative"
                             : "nothing is observed and it has no `error`",
                   "SELECT sum(COLUMN) [* NUMBER] FROM TABLE WHERE ..., of " +
                       calibrate::summable_columns());
      continue;
    }
    const auto confidence = each.source.valid() ? made.data.sources[each.source].confidence
                                                : cases::confidence::assumed;
    const double spread = ensemble::spread_of(cases::to_string(confidence), made.spreads);
    if (!each.error && !(spread > 0)) {
      report.error("", 0, "observations", each.id, "it has no spread, so it can't be weighed",
                   "an `error`, or a spread above 0 for the confidence of its source");
      continue;
    }
    made.observations.push_back(
        {each.id, each.label, each.unit, read->sum, each.observed,
         each.error.value_or(std::abs(each.observed) * ensemble::log_width_of(spread))});
  }
  if (made.observations.empty() && !report.has_errors())
    report.error("observations.toml", 0, "", "",
                 "nothing is observed that cells could be fitted to",
                 "an observation whose query is a sum of " + calibrate::summable_columns());
  return !report.has_errors();
}

// What each observation sums up: rows of the tables that the case as written has.
bool find_rows(const result::result_tables& tables, const std::filesystem::path& place,
               calibration& made, diagnostics& report) {
  std::vector<calibrate::observed_figure> found;
  const auto ask = [&](const std::filesystem::path& temporary, result::result_tables&) {
    std::string problem;
    const auto database = result::result_database::open(temporary, problem);
    for (auto& each : made.observations) {
      const auto& row =
          *std::ranges::find(made.data.observations, each.id, &cases::observation::id);
      const auto query = calibrate::read_summing_query(row.query)->rows_query;
      const auto rows = database ? database->query(query, problem) : std::nullopt;
      if (!rows || rows->rows.empty()) {
        report.error("observations.toml", 0, each.id + ".query", text::shortened(row.query, 200),
                     rows ? "it sums up no row" : problem, "rows of the table");
        return false;
      }
      for (const auto& cells : rows->rows)
        each.sum.rows.push_back(static_cast<std::size_t>(std::get<double>(cells.front())) - 1);
    }
    return true;
  };
  const bool good = result::write_result(place, tables, ask, report);
  std::error_code ignored;
  std::filesystem::remove(place, ignored);
  return good;
}

std::optional<calibration> prepare(const study_task& task, const study_request& request,
                                   diagnostics& report) {
  calibration made;
  auto data = cases::read_case(task.folder, task.scenarios, report, &made.inputs);
  if (!data || !can_be_fitted(*data, report)) return std::nullopt;
  made.data = std::move(*data);
  made.cells = cases::find_cells(made.inputs.edited, request.text("cells"),
                                 cases::confidence_of_sources(made.data),
                                 {severity::error, {}, 0, "cells", {}, {}, {}}, report);
  if (!find_observations(request, made, report)) return std::nullopt;
  return made;
}

// An answer with its averages along routes, and what identifies the case.
model::coupled_answer whole_answer(const calibrate::solved_cells& at, const cases::case_data& read,
                                   const model::run_options& options, cases::case_data& data) {
  data = at.data;
  data.folder = read.folder;
  data.sha256 = read.sha256;
  data.scenarios = read.scenarios;
  auto from_there = options;
  from_there.start = &at.answer.solution;
  return {
      model::solve_case(data, calibrate::case_model::anchors(at), from_there), {}, true, {}, {}};
}

void warn_of_fit(const calibrate::case_fit& fit, std::span<const cases::named_cell> cells,
                 case_outcome& outcome, diagnostics& report) {
  if (fit.found.status == calibrate::fit_status::step_limit) {
    report.warning("", 0, "", "",
                   fmt::format("the fit did not settle after {} steps{}{}", fit.found.steps,
                               fit.why_not.empty() ? "" : ": ", fit.why_not));
    outcome.status = run_status::not_solved;
  }
  std::vector<std::string> untold;
  for (std::size_t j = 0; j < cells.size(); ++j)
    if (!fit.statistics.is_told[j] && untold.size() < 5) untold.push_back(cells[j].name);
  if (!untold.empty())
    report.warning("", 0, "", "",
                   fmt::format("the observations don't tell {} (table calibration_directions): "
                               "fewer cells, more observations or --priors would",
                               text::join(untold)));
}

std::string scenario_text(const calibration& of, const calibrate::case_fit& fit) {
  std::vector<std::string> ids;
  for (const auto& each : of.observations) ids.push_back(each.id);
  const std::vector<double> values(fit.found.cells.begin(), fit.found.cells.end());
  return calibrate::scenario_of(
             of.inputs.edited, of.cells, values, "Fitted: " + of.data.settings.title,
             "Cells fitted by amur calibrate to " + text::shortened(text::join(ids), 400),
             words_on_cells(fit, of.cells)) +
         calibrate::posterior_edits(fit, of.cells);
}

case_outcome calibrate_case(const study_task& task, const study_request& request, calibration& of,
                            const run_clock& watch, diagnostics& report) {
  case_outcome outcome;
  model::run_options options;
  options.threads = task.threads;
  options.version = task.version;
  options.terms.tolerance =
      std::min(request.number("tolerance").value_or(usual_tolerance), of.data.settings.tolerance);
  const calibrate::case_model model(of.inputs, of.cells, options);
  std::vector<double> start;
  for (const auto& cell : of.cells) start.push_back(cell.start);
  {
    const auto as_written = model.solve(start, nullptr);
    cases::case_data data;
    const auto answer = whole_answer(as_written, of.data, options, data);
    if (!find_rows(network_tables(data, answer, options), task.output.string() + ".rows.gpkg", of,
                   report))
      return outcome;
  }
  calibrate::fit_options how;
  how.priors = request.flag("priors");
  how.spreads = of.spreads;
  how.most_steps = static_cast<int>(request.whole("steps").value_or(usual_steps));
  how.progress = [&](int step, double, double) {
    return task.goes_on_after(static_cast<std::size_t>(step),
                              static_cast<std::size_t>(how.most_steps));
  };
  const auto fit = calibrate::fit_case(model, of.cells, of.observations, how);
  if (fit.found.status == calibrate::fit_status::cancelled) return {run_status::cancelled, {}};
  const auto counts =
      calibrate::rank_further_counts(model, fit, of.observations, of.spreads.reported);
  cases::case_data data;
  const auto network = whole_answer(*fit.at, of.data, options, data);
  outcome.status = status_of(data, network, report);
  warn_of_fit(fit, of.cells, outcome, report);
  auto tables = network_tables(data, network, options);
  for (auto& table :
       calibration_tables(fit, of.cells, of.observations, counts, scenario_text(of, fit)))
    tables.tables.push_back(std::move(table));
  result::note_value(tables, "run", "calibration_steps", fmt::format("{}", fit.found.steps));
  if (!verify::confirm_network(data, network.answer, options, tables, report))
    outcome.status = run_status::not_solved;
  if (!write_answered(task, data, model.inputs_at(fit.at->values), watch, tables, report))
    return {};
  outcome.tables = std::move(tables);
  return outcome;
}

void check_calibrate(const cases::case_data& data, const study_request& /*request*/,
                     diagnostics& report) {
  (void)can_be_fitted(data, report);
}

case_outcome run_calibrate(const study_task& task, const study_request& request,
                           diagnostics& report) {
  const run_clock watch;
  auto of = prepare(task, request, report);
  if (!of) return {};
  try {
    return calibrate_case(task, request, *of, watch, report);
  } catch (const no_answer& reason) {
    report.add(reason.finding);
    return {reason.is_bad_input ? run_status::bad_input : run_status::not_solved, {}};
  }
}

}  // namespace

declared_study calibrate_study() {
  declared_study declared{
      "calibrate",
      "Fit cells of the case to what is observed, with their errors",
      "amur calibrate cases/heihe --cells crossings.heihe_bridge.wait_h --observations "
      "bridge_vehicles",
      {{.name = "cells",
        .option = "--cells",
        .sentence = "What to fit: TABLE.ROW.COLUMN, more with semicolons between; * in ROW for any "
                    "letters, `each` before it for a cell of each row, =LEAST..MOST behind it",
        .is_required = true,
        .longest = longest_cells},
       {.name = "observations",
        .option = "--observations",
        .sentence = "Which observations to fit to, with semicolons between; else those that the "
                    "case calls fitted, or all",
        .longest = longest_cells},
       {.name = "priors",
        .option = "--priors",
        .type = field_type::flag,
        .sentence = "Cells keep near what is written, by the confidence of their sources"},
       {.name = "steps",
        .option = "--steps",
        .type = field_type::whole,
        .sentence = "Most steps of the fit",
        .fewest = 1,
        .highest = 1000,
        .usual = usual_steps},
       {.name = "tolerance",
        .option = "--tolerance",
        .type = field_type::number,
        .sentence = "Of each equilibrium, where the case asks for no less",
        .least = 1e-13,
        .most = 1e-4,
        .usual = usual_tolerance}},
      check_calibrate,
      run_calibrate};
  declared.parts = "steps";
  return declared;
}

}  // namespace amur::study
