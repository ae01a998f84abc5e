#include "amur/study/case_variants.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <system_error>

#include "amur/base/no_answer.h"
#include "amur/base/number.h"
#include "amur/case/case_builder.h"
#include "amur/case/case_names.h"
#include "amur/model/convergence.h"
#include "amur/model/reference_demand.h"
#include "amur/result/claims_runner.h"
#include "amur/result/tables.h"
#include "amur/study/case_solve.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

// What claims and observations say, of a result that is written to ask them and removed again.
std::vector<result::result_table> ask_claims_of(const result::result_tables& tables,
                                                const cases::case_data& data,
                                                const std::filesystem::path& place,
                                                diagnostics& report) {
  auto answered = tables;
  const auto count = static_cast<std::ptrdiff_t>(answered.tables.size());
  const bool good = write_answered(place, data, {}, answered, report);
  std::error_code ignored;
  std::filesystem::remove(place, ignored);
  if (!good) return {};
  return {std::make_move_iterator(answered.tables.begin() + count),
          std::make_move_iterator(answered.tables.end())};
}

struct built_variant {
  cases::case_data data;
  std::optional<cases::case_data> base;  // on the day that demand reflects, where that is another
};

const cases::case_text& unedited_of(const variable_case& of, const case_variant& variant) {
  if (variant.is_measured_as_written)
    return of.inputs.before ? *of.inputs.before : of.inputs.edited;
  return variant.before ? *variant.before : variant.edited;
}

std::optional<built_variant> build(const variable_case& of, const case_variant& variant,
                                   diagnostics& report) {
  const auto& unedited = unedited_of(of, variant);
  auto data = cases::build_case(variant.edited, unedited, report);
  if (!data) return std::nullopt;
  built_variant built{std::move(*data), {}};
  if (variant.is_measured_as_written) return built;
  if (variant.before || built.data.settings.day != built.data.settings.demand_day)
    if (auto base = cases::build_case(unedited, unedited, report)) {
      const auto day = base->settings.demand_day;
      built.base = cases::on_day(std::move(*base), day);
    }
  return built;
}

// Against the case as written or the unedited variant, where demand answers to prices.
model::run_answer solve(const variable_case& of, const case_variant& variant,
                        const built_variant& built, model::run_options options) {
  options.start = &of.answer.solution;
  if (variant.is_measured_as_written) return model::solve_case(built.data, of.anchors, options);
  if (!built.base || !model::demand_answers(built.data))
    return model::solve_case(built.data, {}, options);
  auto on_that_day = options;
  if (of.reference) on_that_day.start = &*of.reference;
  const auto reference = model::solve_reference(*built.base, built.data, on_that_day);
  // Nearer to the variant than the case as written, if it has the same network.
  if (reference.solution->volume_pce.size() == of.answer.solution.volume_pce.size())
    options.start = &*reference.solution;
  return model::solve_case(built.data, reference.anchors, options);
}

std::string first_error(const diagnostics& report) {
  for (const auto& finding : report.findings)
    if (finding.level == severity::error) return finding.file + ": " + finding.message;
  return "it can't be read";
}

}  // namespace

std::optional<variable_case> solve_as_written(
    const asked_case& task, const std::filesystem::path& place,
    const std::function<void(const variable_case&)>& check, bool for_edits, diagnostics& report,
    run_status& status) {
  status = run_status::bad_input;
  variable_case made;
  auto data = cases::read_case(task.folder, task.scenarios, report, &made.inputs);
  if (!data || !has_network(*data, report)) return std::nullopt;
  if (data->settings.crossing_delay == cases::crossing_delay::simulated) {
    report.error("case.toml", 0, "crossings.delay", "simulated",
                 "no crossing is simulated for each case that could be as well",
                 "delays as the tables state");
    return std::nullopt;
  }
  made.data = std::move(*data);
  check(made);
  if (report.has_errors()) return std::nullopt;
  const auto options = run_options_of(task);
  auto solved = solve_network(case_run{task}, made.data, options, report, status, for_edits);
  if (!solved) return std::nullopt;
  status = status_of(made.data, solved->network, report);
  made.tables = network_tables(made.data, solved->network, options);
  made.answer = std::move(solved->network.answer);
  made.anchors = std::move(solved->anchors);
  made.reference = std::move(solved->reference);
  if (!verify::confirm_network(made.data, made.answer, options, made.tables, report))
    status = run_status::not_solved;
  for_each_figure(made.tables, {}, [&](const told_figure& figure, double value) {
    made.figures.push_back(figure);
    made.as_written.figures.push_back(value);
  });
  made.asked = ask_claims_of(made.tables, made.data, place, report);
  if (const auto* claims = made.claims()) made.as_written.claims = figures_of_claims(*claims);
  if (report.has_errors()) return std::nullopt;
  return made;
}

told_variant solve_variant(const variable_case& of, const case_variant& variant,
                           double loosest_tolerance, const std::filesystem::path& place) {
  told_variant unsolved;
  unsolved.figures.assign(of.figures.size(), no_number);
  diagnostics report;
  const auto built = build(of, variant, report);
  if (!built || report.has_errors()) {
    unsolved.why_not = first_error(report);
    return unsolved;
  }
  try {
    model::run_options options;
    options.threads = 1;
    options.terms.tolerance = std::max(built->data.settings.tolerance, loosest_tolerance);
    const auto answer = solve(of, variant, *built, options);
    unsolved.why_not = model::why_not_converged(built->data, answer);
    if (!unsolved.why_not.empty()) return unsolved;
    const auto tables = result::make_tables(built->data, answer, options);
    auto told = tell(of, tables, {});
    told.claims = result::ask_claim_figures(place, tables, built->data, report);
    if (!report.has_errors()) return told;
    unsolved.why_not = first_error(report);
  } catch (const no_answer& reason) {
    unsolved.why_not = reason.finding.message;
  }
  return unsolved;
}

}  // namespace amur::study
