// Which of a case's investments to choose within budgets.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "amur/base/no_answer.h"
#include "amur/base/number.h"
#include "amur/case/case_reader.h"
#include "amur/result/noted_value.h"
#include "amur/study/declared_studies.h"
#include "amur/study/invest_search.h"
#include "amur/study/invest_tables.h"
#include "amur/text/text.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

constexpr std::uint64_t usual_budgets = 10, usual_years = 30, usual_sets = 5000;
constexpr double usual_rate = 0.05, highest_usd = 1e15;

void refuse_budget(const std::string& value, const std::string& problem, const std::string& allowed,
                   diagnostics& report) {
  report.error("", 0, "budgets", text::shortened(value), problem, allowed);
}

// "KAZ=1e9; CHN=2e9"
std::map<std::string, double> read_budgets(const std::string& given, diagnostics& report) {
  std::map<std::string, double> budgets;
  for (const auto& each : text::split_list(given)) {
    const auto equals = each.find('=');
    const auto country = std::string(text::trimmed(each.substr(0, equals)));
    std::string problem = "its budget is not said";
    const auto usd =
        equals == std::string::npos
            ? std::nullopt
            : text::parse_number(std::string(text::trimmed(each.substr(equals + 1))), problem);
    if (!usd)
      refuse_budget(each, problem, "COUNTRY=USD, several with ; between", report);
    else if (!(*usd >= 0 && *usd <= highest_usd))
      refuse_budget(each, "this is no budget", fmt::format("0 to {} USD", highest_usd), report);
    else if (!budgets.emplace(country, *usd).second)
      refuse_budget(each, "this country's budget is said twice", "each country once", report);
  }
  return budgets;
}

void check_payers(const investment_list& list, const std::map<std::string, double>& budgets,
                  diagnostics& report) {
  std::set<std::string> payers;
  for (const auto& each : list.all) payers.insert(each.countries.begin(), each.countries.end());
  for (const auto& [country, budget] : budgets)
    if (!payers.contains(country))
      refuse_budget(country, "this country pays for no investment",
                    payers.empty() ? "none (no investment names who pays)"
                                   : text::join(std::vector(payers.begin(), payers.end())),
                    report);
}

invest_question question_of(const investment_list& list, const study_request& request,
                            diagnostics& report) {
  using enum model::debt_limit;
  invest_question asked;
  double all = 0;
  for (const auto& each : list.all) all += each.cost_usd;
  asked.budget_usd = request.number("budget").value_or(all);
  asked.budget_of_country = read_budgets(request.text("budgets"), report);
  check_payers(list, asked.budget_of_country, report);
  asked.steps = request.whole("steps").value_or(usual_budgets);
  asked.most_sets = request.whole("most").value_or(usual_sets);
  const auto by = request.text("by");
  asked.is_net = by == "net";
  asked.is_in_parts = request.flag("continuous");
  asked.measure = by == "trade" ? model::trade_gain_usd : model::welfare_gain_usd;
  asked.terms = {request.whole("years").value_or(usual_years),
                 request.number("rate").value_or(usual_rate)};
  const auto debt = request.text("debt");
  asked.debt = debt == "public"     ? public_debt
               : debt == "external" ? external_debt
               : debt == "all"      ? all_indicators
                                    : none;
  return asked;
}

bool can_choose(const investment_list& list, diagnostics& report) {
  if (list.all.empty())
    report.error("investments.csv", 0, "", "", "this case has nothing to choose from",
                 "table investments (docs/case-format.md)");
  else if (list.all.size() > invest::most_projects)
    report.error("investments.csv", list.all[invest::most_projects].row, "", "",
                 fmt::format("{} investments are too many", list.all.size()),
                 fmt::format("at most {}", invest::most_projects));
  return !report.has_errors();
}

void check_debt(const cases::case_data& data, const std::string& debt, diagnostics& report) {
  if (debt.empty()) return;
  if (data.economies.empty())
    report.error("", 0, "debt", debt, "the case has no economies",
                 "table economies, or no limit of debt");
  for (const auto& project : data.projects)
    if (!project.without_scenario.empty())
      report.error("projects.csv", project.row, "without_scenario", project.without_scenario,
                   "limits of debt take what each choice brings beyond the case as it is", "blank");
}

void check_invest(const cases::case_data& data, const study_request& request, diagnostics& report) {
  if (!has_network(data, report)) return;
  if (data.settings.crossing_delay == cases::crossing_delay::simulated)
    report.error("case.toml", 0, "crossings.delay", "simulated",
                 "no crossing is simulated for each choice", "delays as the tables state");
  check_debt(data, request.text("debt"), report);
  if (request.flag("continuous"))
    for (const auto* field : {"debt", "most"})
      if (request.has(field))
        report.error("", 0, field, "", "this is about choices of whole investments",
                     fmt::format("--{} without --continuous", field));
  (void)read_budgets(request.text("budgets"), report);
}

void warn_of_missing(const plan_solver& plans, const found_frontier& found, diagnostics& report) {
  if (found.unsolved > 0)
    report.warning("", 0, "", "",
                   fmt::format("{} of {} choices have no answer and can't be chosen: {}",
                               found.unsolved, found.solved, plans.first_unsolved()));
}

void check_parts(const plan_solver& plans, const investment_list& list, diagnostics& report) {
  for (std::size_t i = 0; i < list.all.size(); ++i)
    if (plans.can_be_part(i)) return;
  report.error("", 0, "continuous", "", "none of the investments can be built in part",
               "at least one whose edits change numbers alone");
}

case_outcome run_invest(const study_task& task, const study_request& request, diagnostics& report) {
  const run_clock watch;
  case_outcome outcome;
  cases::case_inputs inputs;
  const auto data = cases::read_case(task.folder, task.scenarios, report, &inputs);
  if (!data) return outcome;
  check_invest(*data, request, report);
  if (report.has_errors()) return outcome;
  const investment_list list{cases::investments_of(inputs.edited, *data), data->settings.base_year};
  if (!can_choose(list, report)) return outcome;
  const auto asked = question_of(list, request, report);
  if (report.has_errors()) return outcome;
  const auto options = run_options_of(task);
  const auto now = solve_network(case_run{task}, *data, options, report, outcome.status, true);
  if (!now) return outcome;
  outcome.status = status_of(*data, now->network, report);
  plan_solver plans(task, *data, inputs, list, *now, asked.measure);
  if (!plans.prepare(report)) return {};
  if (asked.is_in_parts) check_parts(plans, list, report);
  if (report.has_errors()) return {};
  invest_search search(*data, list, asked, plans);
  made_choice made{asked.terms, asked.budget_of_country, search.choose(), {}, {}, {}};
  if (made.found.is_cancelled) return {run_status::cancelled, {}};
  auto& tables = outcome.tables;
  tables = network_tables(*data, now->network, options);
  try {
    const auto& chosen = made.found.points.back().share;
    std::vector<invest::plan> shown;
    for (const auto& each : made.found.points)
      if (!is_nothing(each.share)) shown.push_back(each.share);
    made.alone_usd = search.alone_gains();
    made.last_usd = search.last_gains(chosen);
    if (!plans.solve(shown) || made.alone_usd.empty() || made.last_usd.empty())
      return {run_status::cancelled, {}};
    made.rooms = search.rooms(chosen);
    for (auto& table : invest_tables(*data, list, *now, plans, made))
      tables.tables.push_back(std::move(table));
  } catch (const no_answer& reason) {
    report.add(reason.finding);
    return {run_status::not_solved, {}};
  }
  result::note_value(tables, "run", "choices_solved", fmt::format("{}", plans.count()));
  warn_of_missing(plans, made.found, report);
  if (made.found.unsolved > 0 ||
      !verify::confirm_network(*data, now->network.answer, options, tables, report))
    outcome.status = run_status::not_solved;
  if (!write_answered(task, *data, inputs, watch, tables, report)) return {};
  return outcome;
}

}  // namespace

declared_study invest_study() {
  using enum field_type;
  return {
      "invest",
      "Which investments to choose within a budget, who gains and who pays",
      "amur invest cases/heihe --budget 500e6 --by net",
      {{.name = "budget",
        .option = "--budget",
        .type = number,
        .sentence = "What may be spent in all; else what all of them cost",
        .unit = "USD",
        .most = highest_usd},
       {.name = "budgets",
        .option = "--budgets",
        .sentence = "What countries may spend: COUNTRY=USD, several with ; between; of others "
                    "no limit"},
       {.name = "steps",
        .option = "--steps",
        .type = whole,
        .sentence = "Budgets of the frontier, evenly up to the whole",
        .fewest = 1,
        .highest = 100,
        .usual = usual_budgets},
       {.name = "by",
        .option = "--by",
        .type = word,
        .sentence = "What is most: welfare (users' surplus, fees and duties), trade in goods "
                    "between countries, or net (welfare less cost); else welfare",
        .words = {"welfare", "trade", "net"}},
       {.name = "continuous",
        .option = "--continuous",
        .type = flag,
        .sentence = "Build any part of an investment that changes numbers alone, at that part of "
                    "its cost; others whole or not at all"},
       {.name = "years",
        .option = "--years",
        .type = whole,
        .sentence = "Years counted, from the case's base year on",
        .fewest = 1,
        .highest = 200,
        .usual = usual_years},
       {.name = "rate",
        .option = "--rate",
        .type = number,
        .sentence = "What a year later is worth less",
        .unit = "share a year",
        .most = 1,
        .usual = usual_rate},
       {.name = "debt",
        .option = "--debt",
        .type = word,
        .sentence = "Indicators of the framework for debt that no choice may push over their "
                    "threshold; else none",
        .words = {"public", "external", "all"}},
       {.name = "most",
        .option = "--most",
        .type = whole,
        .sentence = "Choices solved at most; where all that the budget allows are fewer, all "
                    "are solved and the answer is certified",
        .fewest = 1,
        .highest = 1'000'000,
        .usual = usual_sets}},
      check_invest,
      run_invest,
      "choices"};
}

}  // namespace amur::study
