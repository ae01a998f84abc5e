#include "amur/study/months_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "amur/base/no_answer.h"
#include "amur/case/case_reader.h"
#include "amur/case/sha256.h"
#include "amur/model/convergence.h"
#include "amur/model/months.h"
#include "amur/result/case_store.h"
#include "amur/result/noted_value.h"
#include "amur/result/schema.h"
#include "amur/result/tables.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/study/month_log.h"
#include "amur/text/file.h"
#include "amur/text/text.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

constexpr int solved_day = 15, most_months = 1200;

std::vector<date> months_of(const months_run& run) {
  std::vector<date> months;
  const date last{run.to.year, run.to.month, 1};
  for (date month{run.from.year, run.from.month, 1}; month <= last;
       month = model::month_after(month))
    months.push_back(month);
  return months;
}

// A table of a run as rows of one month.
result::result_table of_month(const result::result_table& table, const std::string& month) {
  result::result_table result;
  result.name = result::month_table(table.name);
  result.columns.push_back({"month", std::vector<std::string>(table.row_count(), month)});
  result.columns.insert(result.columns.end(), table.columns.begin(), table.columns.end());
  return result;
}

void append(const result::result_table& rows, result::result_table& to) {
  for (std::size_t i = 0; i < to.columns.size(); ++i)
    std::visit(
        [&](auto& values) {
          const auto& more = std::get<std::decay_t<decltype(values)>>(rows.columns[i].values);
          values.insert(values.end(), more.begin(), more.end());
        },
        to.columns[i].values);
}

std::vector<result::result_table> all_months(const std::vector<month_record>& records) {
  auto tables = records.front().tables;
  for (std::size_t i = 1; i < records.size(); ++i)
    for (std::size_t t = 0; t < tables.size(); ++t) append(records[i].tables[t], tables[t]);
  return tables;
}

// What a run's months depend on, so that none goes on from another's.
std::string key_of(const months_run& run, const cases::case_inputs& inputs) {
  return sha256(inputs.sha256 + "\n" + run.version + "\n" + model::month_name(run.from));
}

// Months of other input would be mixed with those to come.
bool can_go_on(const months_run& run, month_log& log, std::size_t months, diagnostics& report) {
  const auto file = run.output.string() + ".months";
  if (log.is_of_other_input() && !run.fresh)
    report.warning(file, 0, "", "",
                   "what a stopped run left here is of other input, or of another version; this "
                   "run starts anew");
  // The last month is solved again, since its whole answer is written.
  if (log.keep(run.fresh ? 0 : std::min(log.records().size(), months - 1))) return true;
  report.error(file, 0, "", "", "this file can't be written: " + log.problem());
  return false;
}

void note_months(const std::vector<date>& months, result::result_tables& tables) {
  result::note_value(tables, "run", "from", model::month_name(months.front()));
  result::note_value(tables, "run", "to", model::month_name(months.back()));
  result::note_value(tables, "run", "step", "month");
}

bool can_step(const months_run& run, const cases::case_data& data, diagnostics& report) {
  const int count = 12 * (run.to.year - run.from.year) + run.to.month - run.from.month + 1;
  if (count < 1)
    report.error("", 0, "to", model::month_name(run.to), "the last month is before the first",
                 model::month_name(run.from) + " or later");
  else if (count > most_months)
    report.error("", 0, "to", model::month_name(run.to), fmt::format("these are {} months", count),
                 fmt::format("1 to {} months", most_months));
  else if (data.settings.time.reconsider_share < 1 &&
           data.settings.equilibrium != cases::equilibrium::logit)
    report.error("case.toml", 0, "time.reconsider_share",
                 fmt::format("{}", data.settings.time.reconsider_share),
                 "habit needs shippers who choose by logit", "1, or equilibrium.model = \"logit\"");
  return !report.has_errors();
}

}  // namespace

case_outcome run_case_months(const months_run& run, diagnostics& report) {
  const run_clock watch;
  case_outcome outcome;
  cases::case_inputs inputs;
  const auto read = read_asked(run, report, &inputs);
  if (!read || !can_step(run, *read, report)) return outcome;
  const auto months = months_of(run);
  bool cancelled = false;
  auto options = run_options_of(run);
  options.progress = until_first_no(run.progress, cancelled);

  month_log log(run.output.string() + ".months", key_of(run, inputs));
  if (!can_go_on(run, log, months.size(), report)) return outcome;
  auto& records = log.records();
  model::month_state state;
  if (!records.empty()) {
    state = records.back().state;
    if (run.goes_on) run.goes_on(model::month_name(months[records.size()]));
  }
  try {
    const auto reference = solve_reference(run, *read, options, report, outcome.status);
    if (!reference) return outcome;
    options.terms.delays = reference->delays;
    auto data = *read;
    std::optional<model::run_answer> answer;
    std::string why_not;  // of the first month that did not reach its equilibrium in this run
    for (std::size_t i = records.size(); i < months.size(); ++i) {
      data = cases::on_day(std::move(data), {months[i].year, months[i].month, solved_day});
      options.open_centres = state.open_centres;
      answer = model::solve_month(data, reference->anchors, options, state);
      if (cancelled) return {run_status::cancelled, {}};
      outcome.tables = result::make_tables(data, *answer, options);
      const bool confirmed =
          verify::confirm_network(data, *answer, options, outcome.tables, report);
      if (why_not.empty()) {
        why_not = model::why_not_converged(data, *answer);
        if (!why_not.empty()) why_not = model::month_name(months[i]) + ": " + why_not;
      }
      month_record record{model::month_name(months[i]),
                          answer->solution.status == assign::status::converged && confirmed,
                          {},
                          state};
      for (const auto& name : result::monthly_tables())
        if (outcome.tables.has(name))
          record.tables.push_back(of_month(outcome.tables.table(name), record.month));
      if (!log.add(record)) {
        report.error(run.output.string() + ".months", 0, "", "",
                     "this file can't be written: " + log.problem());
        return {};
      }
      if (run.month_done && !run.month_done(record.month, i + 1, months.size()))
        return {run_status::cancelled, {}};
    }
    note_months(months, outcome.tables);
    outcome.tables.tables.push_back(result::case_text_table(inputs));
    for (auto& table : all_months(records)) outcome.tables.tables.push_back(std::move(table));
    const bool months_confirmed = verify::confirm_studies(data, outcome.tables, report);
    outcome.tables.tables.push_back(run_log_table(watch.seconds(), run.threads));
    if (!write_answered(run.output, data, {}, outcome.tables, report)) return {};
    log.remove();
    outcome.status = months_confirmed ? run_status::solved : run_status::not_solved;
    const auto not_exact = std::ranges::count(records, false, &month_record::is_exact);
    if (not_exact > 0) {
      report.warning("", 0, "", "",
                     fmt::format("{} months did not reach the tolerance {:.1e}{}{}", not_exact,
                                 data.settings.tolerance, why_not.empty() ? "" : "; ", why_not));
      outcome.status = run_status::not_solved;
    }
  } catch (const no_answer& reason) {
    report.add(reason.finding);
    return {run_status::not_solved, {}};
  }
  return outcome;
}

namespace {

// "2019-01" of a request whose fields are each allowed.
date first_of(const std::string& month) { return *parse_date(month + "-01"); }

months_run months_of_request(const study_request& request) {
  const auto from = request.text("from");
  months_run run;
  run.from = first_of(from);
  run.to = first_of(request.has("to") ? request.text("to") : from);
  run.fresh = request.flag("fresh");
  return run;
}

void check_months(const cases::case_data& data, const study_request& request, diagnostics& report) {
  if (has_network(data, report)) (void)can_step(months_of_request(request), data, report);
}

case_outcome run_months(const study_task& task, const study_request& request, diagnostics& report) {
  auto run = months_of_request(request);
  static_cast<asked_case&>(run) = task;
  run.goes_on = task.goes_on;
  if (task.part)
    run.month_done = [&task](const std::string&, std::size_t done, std::size_t all) {
      return task.part(done, all);
    };
  return run_case_months(run, report);
}

}  // namespace

declared_study months_study() {
  return {"months",
          "Solve a case month by month, each on its 15th day",
          "amur run cases/heihe --from 2019-01 --to 2024-12 --step month",
          {{.name = "from",
            .option = "--from",
            .type = field_type::month,
            .sentence = "First of several months, each solved on its 15th day",
            .is_required = true},
           {.name = "to",
            .option = "--to",
            .type = field_type::month,
            .sentence = "Last month; else the first alone"},
           {.name = "step",
            .option = "--step",
            .type = field_type::word,
            .sentence = "Of the time from the first to the last",
            .words = {"month"},
            .usual = "month"},
           {.name = "fresh",
            .option = "--fresh",
            .type = field_type::flag,
            .sentence = "Don't go on where a stopped run was",
            .needs = "to"}},
          check_months,
          run_months,
          "months"};
}

}  // namespace amur::study
