#include "amur/study/studied_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "amur/base/no_answer.h"
#include "amur/base/number.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

// What a study wrote at a place, and what months keep beside it until they are done.
void remove_written(const std::filesystem::path& place) {
  std::error_code ignored;
  std::filesystem::remove(place, ignored);
  std::filesystem::remove(place.string() + ".months", ignored);
}

std::string first_problem(const diagnostics& report) {
  for (const auto level : {severity::error, severity::warning})
    for (const auto& finding : report.findings)
      if (finding.level == level)
        return (finding.file.empty() ? "" : finding.file + ": ") + finding.message;
  return "no answer";
}

// Takes those tables off that are written anew, or are what was asked of the others.
void take_asked(result::result_tables& tables, std::vector<result::result_table>& asked) {
  std::vector<result::result_table> kept;
  for (auto& table : tables.tables) {
    if (table.name == "claims" || table.name == "observations")
      asked.push_back(std::move(table));
    else if (table.name != "run_log" && table.name != "case_text")
      kept.push_back(std::move(table));
  }
  tables.tables = std::move(kept);
}

}  // namespace

std::optional<studied_case> study_as_written(const study_task& task, const declared_study& study,
                                             const study_request& request,
                                             const std::filesystem::path& place,
                                             const std::function<void(const told_case&)>& check,
                                             diagnostics& report, run_status& status) {
  status = run_status::bad_input;
  studied_case made;
  made.study = &study;
  made.request = request;
  made.starts = std::make_shared<known_starts>();
  auto data = read_asked(task, report, &made.inputs);
  if (!data) return std::nullopt;
  made.data = std::move(*data);
  check(made);
  if (report.has_errors()) return std::nullopt;
  study_task own;
  static_cast<asked_case&>(own) = task;
  own.output = place;
  own.starts = made.starts.get();
  own.is_cancelled = task.is_cancelled;
  bool is_asked = false;
  const cases::text_edit as_it_is = [&](const cases::case_text& text, const auto&, const auto&) {
    is_asked = true;
    return text;
  };
  own.edit = &as_it_is;
  remove_written(place);
  auto outcome = study.run(own, request, report);
  remove_written(place);
  status = outcome.status;
  if (outcome.tables.tables.empty()) return std::nullopt;
  if (!is_asked) {
    report.error("", 0, "study", study.name, "each draw would be the case as it is written",
                 "a study that reads its case by read_asked");
    return std::nullopt;
  }
  made.starts->close();
  made.tables = std::move(outcome.tables);
  take_asked(made.tables, made.asked);
  std::vector<std::string> left_out;
  for_each_figure(
      made.tables, study.name,
      [&](const told_figure& figure, double value) {
        made.figures.push_back(figure);
        made.as_written.figures.push_back(value);
      },
      &left_out);
  if (!left_out.empty())
    report.warning("", 0, "", "",
                   fmt::format("too many rows to tell of each: table {}", text::join(left_out)));
  if (const auto* claims = made.claims()) made.as_written.claims = figures_of_claims(*claims);
  return made;
}

told_variant study_variant(const studied_case& of, const study_task& task,
                           const cases::text_edit& edit, const std::filesystem::path& place) {
  study_task own;
  own.folder = task.folder;
  own.output = place;
  own.scenarios = task.scenarios;
  own.threads = 1;
  own.version = task.version;
  own.edit = &edit;
  own.starts = of.starts.get();
  diagnostics report;
  case_outcome outcome;
  remove_written(place);
  try {
    outcome = of.study->run(own, of.request, report);
  } catch (const no_answer& reason) {
    report.add(reason.finding);
  }
  remove_written(place);
  told_variant unsolved{std::vector<double>(of.figures.size(), no_number), {}, {}, {}};
  if (outcome.status != run_status::solved) {
    unsolved.why_not = first_problem(report);
    return unsolved;
  }
  std::vector<result::result_table> asked;
  take_asked(outcome.tables, asked);
  auto told = tell(of, outcome.tables, of.study->name);
  for (const auto& table : asked)
    if (table.name == "claims") told.claims = figures_of_claims(table);
  return told;
}

}  // namespace amur::study
