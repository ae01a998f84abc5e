#include "amur/study/ensemble_run.h"

#include <fmt/format.h>

#include "amur/result/noted_value.h"
#include "amur/study/case_solve.h"
#include "amur/study/case_variants.h"
#include "amur/study/declared_studies.h"
#include "amur/study/ensemble_draws.h"
#include "amur/study/ensemble_request.h"
#include "amur/study/ensemble_tables.h"
#include "amur/study/studied_case.h"

namespace amur::study {
namespace {

// Closer to its equilibrium than the draws are to each other, and reached in half the time of 1e-6.
constexpr double draw_tolerance = 1e-4;

void check_ensemble(const cases::case_data& data, const study_request& request,
                    diagnostics& report) {
  const auto asked = read_ensemble(request, report);
  if (!asked || (asked->is_plain_run() && !has_network(data, report)) ||
      !has_spread(data, asked->rules, report))
    return;
  check_asked_study(data, *asked, report);
}

void note_ensemble(const asked_ensemble& asked, const told_variants& told,
                   result::result_tables& tables) {
  const auto note = [&](const std::string& name, const std::string& value) {
    result::note_value(tables, "run", name, value);
  };
  note("draws", fmt::format("{}", told.count()));
  note("draws_solved", fmt::format("{}", told.solved()));
  if (asked.is_screening) note("trajectories", fmt::format("{}", asked.draws));
  if (!asked.is_plain_run()) note("draws_of_study", asked.study->name);
}

// A draw of the case whose texts and design are known by then.
using draw_solver =
    std::function<told_variant(varied_texts& texts, const case_design& design, std::size_t index,
                               const std::filesystem::path& place)>;

// The draws of a case as written, and what they say, written.
case_outcome answer_draws(const study_task& task, const asked_ensemble& asked, const told_case& of,
                          const draw_solver& solve, const run_clock& watch, run_status status,
                          diagnostics& report) {
  check_picked(asked, of.figures, report);
  const auto& before = of.inputs.before ? *of.inputs.before : of.inputs.edited;
  const auto varied = ensemble::find_varied(of.inputs.edited, before, of.data, asked.rules,
                                            asked.more_tables(), report);
  if (asked.is_screening && !of.data.correlations.empty())
    report.warning("correlations.csv", 0, "", "",
                   "a screening moves each input by itself, as if none were correlated");
  if (report.has_errors()) return {};
  const case_design design(asked, varied);
  varied_texts texts(of.data, asked);
  const auto told = solve_variants(
      task, design.count(),
      [&](std::size_t index, const std::filesystem::path& place) {
        return solve(texts, design, index, place);
      },
      report);
  if (!told) return {report.has_errors() ? run_status::bad_input : run_status::cancelled, {}};
  case_outcome outcome{status, of.tables};
  if (!warn_of_unsolved(*told, "draw", 0, report)) outcome.status = run_status::not_solved;
  const told_ensemble all{of, asked, varied, design, *told};
  for (auto& table :
       asked.is_screening ? tables_of_screening(all) : tables_of_draws(all, task.threads, report))
    outcome.tables.tables.push_back(std::move(table));
  note_ensemble(asked, *told, outcome.tables);
  if (!write_told(task, of, watch, outcome.tables, report)) return {};
  return outcome;
}

}  // namespace

case_outcome answer_ensemble(const study_task& task, const asked_ensemble& asked,
                             diagnostics& report) {
  const run_clock watch;
  const auto check = [&](const told_case& read) {
    if (has_spread(read.data, asked.rules, report)) check_asked_study(read.data, asked, report);
  };
  const auto place = task.output.string() + ".draw.gpkg";
  auto status = run_status::bad_input;
  if (!asked.is_plain_run()) {
    const auto of =
        study_as_written(task, *asked.study, asked.request, place, check, report, status);
    if (!of) return {status, {}};
    const auto solve = [&](varied_texts& texts, const case_design& design, std::size_t index,
                           const std::filesystem::path& own) {
      const cases::text_edit edit = [&](const cases::case_text& text,
                                        const cases::case_text& unedited, const std::string& name) {
        return texts.drawn(design, index, text, unedited, name);
      };
      return study_variant(*of, task, edit, own);
    };
    return answer_draws(task, asked, *of, solve, watch, status, report);
  }
  const auto of = solve_as_written(task, place, check, false, report, status);
  if (!of) return {status, {}};
  const auto solve = [&](varied_texts& texts, const case_design& design, std::size_t index,
                         const std::filesystem::path& own) {
    const auto& inputs = of->inputs;
    const auto& before = inputs.before ? *inputs.before : inputs.edited;
    case_variant drawn{texts.drawn(design, index, inputs.edited, before, "edited"), {}};
    if (inputs.before) drawn.before = texts.drawn(design, index, before, before, "before");
    return solve_variant(*of, drawn, draw_tolerance, own);
  };
  return answer_draws(task, asked, *of, solve, watch, status, report);
}

namespace {

case_outcome run_ensemble(const study_task& task, const study_request& request,
                          diagnostics& report) {
  const auto asked = read_ensemble(request, report);
  return asked ? answer_ensemble(task, *asked, report) : case_outcome();
}

text::request_field spread_field(const char* confidence, double usual) {
  text::request_field field;
  field.name = confidence;
  field.option = fmt::format("--{}", confidence);
  field.type = field_type::number;
  field.sentence = fmt::format(
      "Spread of figures that are {}: nine times in ten at most this share above, or as many "
      "times below",
      confidence);
  field.most = 10;
  field.usual = usual;
  return field;
}

std::vector<text::request_field> fields_of_ensemble() {
  std::vector<std::string> names;
  for (const auto study : studies_of_a_case) names.push_back(study().name);
  const ensemble::spread_rules usual;
  return {{.name = "draws",
           .option = "-n,--draws",
           .type = field_type::whole,
           .sentence = "How many cases are drawn and solved",
           .fewest = 2,
           .highest = 100'000,
           .usual = usual_draws},
          {.name = "seed",
           .option = "--seed",
           .type = field_type::whole,
           .sentence = "Seed of the draws",
           .highest = 4'294'967'295,
           .usual = usual_seed},
          {.name = "study",
           .option = "--study",
           .type = field_type::word,
           .sentence = "What each drawn case is asked",
           .words = std::move(names),
           .usual = "run"},
          {.name = "with",
           .option = "--with",
           .sentence = "Fields of that study: FIELD=VALUE, or FIELD alone of what is only asked or "
                       "not; several with ; between"},
          {.name = "cells",
           .option = "--cells",
           .sentence = "Cells of the result that histograms, exceedance and what decides them are "
                       "told of: TABLE.ROW.COLUMN, perhaps with levels, =LEVEL,LEVEL, behind; "
                       "several with ; between"},
          {.name = "method",
           .option = "--method",
           .type = field_type::word,
           .sentence = "Draws for odds, or Morris's screening for what matters at all",
           .words = {"draws", "morris"},
           .usual = "draws"},
          {.name = "trajectories",
           .option = "--trajectories",
           .type = field_type::whole,
           .sentence = "Of a screening: how often each input is moved",
           .fewest = 2,
           .highest = 10'000,
           .usual = usual_trajectories,
           .needs = "method"},
          spread_field("measured", usual.measured),
          spread_field("reported", usual.reported),
          spread_field("estimated", usual.estimated),
          spread_field("assumed", usual.assumed)};
}

}  // namespace

declared_study ensemble_study() {
  declared_study declared{"ensemble",
                          "How likely claims and figures are when what is assumed may be otherwise",
                          "amur ensemble cases/heihe -n 200",
                          fields_of_ensemble(),
                          check_ensemble,
                          run_ensemble};
  declared.parts = "draws";
  declared.has_shards = true;
  return declared;
}

}  // namespace amur::study
