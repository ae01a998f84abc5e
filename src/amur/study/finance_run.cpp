#include "amur/study/finance_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "amur/base/no_answer.h"
#include "amur/case/case_reader.h"
#include "amur/finance/break_even.h"
#include "amur/model/convergence.h"
#include "amur/model/finance.h"
#include "amur/model/seasons.h"
#include "amur/model/tolls.h"
#include "amur/result/case_store.h"
#include "amur/result/schema/about.h"
#include "amur/result/schema/finance.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"
#include "amur/result/tables_finance.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/text/text.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

constexpr int toll_steps = 8;
constexpr double own_toll_tolerance_usd = 0.01;

// A case whose projects take fees, solved on its day and on a day of each season.
struct solved_year {
  solved_case solved;
  std::vector<model::solved_season> seasons;
  std::vector<double> without_usd{};  // [project] what its crossing takes in the case without it
  std::string why_not;                // of the first season that did not reach its equilibrium
};

std::optional<solved_year> solve_year(const case_run& run, const cases::case_data& data,
                                      const model::run_options& options, diagnostics& report,
                                      run_status& failure, bool other_fees) {
  const bool has_seasons = model::seasons_of_year(data).size() > 1;
  auto solved = solve_network(run, data, options, report, failure, other_fees || has_seasons);
  if (!solved) return std::nullopt;
  solved_year year{std::move(*solved), {}, {}, {}};
  std::vector<crossing_id> crossings;
  for (const auto& project : data.projects)
    if (project.crossing.valid()) crossings.push_back(project.crossing);
  try {
    year.seasons = model::solve_year(data, year.solved.anchors, year.solved.network.answer,
                                     crossings, options);
  } catch (const no_answer& reason) {
    report.add(reason.finding);
    failure = run_status::not_solved;
    return std::nullopt;
  }
  year.why_not = model::why_not_converged(data, year.solved.network.answer);
  for (const auto& season : year.seasons)
    if (auto why = model::why_not_converged(season.data, season.answer);
        !why.empty() && year.why_not.empty())
      year.why_not = fmt::format("on {}: {}", to_string(season.when.day), why);
  return year;
}

// [project] what its crossing takes in a year of the case without it; nothing where that failed.
std::optional<std::vector<double>> fees_without(const case_run& run, const cases::case_data& data,
                                                const model::run_options& options,
                                                diagnostics& report, run_status& failure) {
  std::map<std::string, std::map<std::string, double>> known;  // [scenario][crossing]
  std::vector<double> fees;
  for (const auto& project : data.projects) {
    if (project.without_scenario.empty()) {
      fees.push_back(0);
      continue;
    }
    const auto [at, fresh] = known.try_emplace(project.without_scenario);
    if (fresh) {
      auto without = run;
      without.scenarios.push_back(project.without_scenario);
      const auto other = read_asked(without, report);
      if (!other) return std::nullopt;
      const auto year = solve_year(without, *other, options, report, failure, false);
      if (!year) return std::nullopt;
      if (!year->why_not.empty())
        report.warning("", 0, "", "",
                       fmt::format("scenario {}, {}", project.without_scenario, year->why_not));
      for (std::size_t i = 0; i < other->crossings.size(); ++i)
        at->second[other->crossings[crossing_id(i)].id] =
            model::fees_of_year_usd(year->seasons, crossing_id(i));
    }
    fees.push_back(at->second[data.crossings[project.crossing].id]);
  }
  return fees;
}

std::vector<model::project_answer> finance_projects(const cases::case_data& data,
                                                    const std::optional<solved_year>& year) {
  std::vector<model::project_answer> answers;
  for (std::size_t i = 0; i < data.projects.size(); ++i) {
    const auto& project = data.projects[project_id(i)];
    const double income =
        project.crossing.valid()
            ? model::fees_of_year_usd(year->seasons, project.crossing) - year->without_usd[i]
            : project.income_usd_per_year;
    answers.push_back(model::finance_project(data, project_id(i), income));
  }
  return answers;
}

result::result_table seasons_table(const cases::case_data& data, const solved_year& year) {
  result::table_rows<result::finance_seasons_row> rows;
  std::set<crossing_id> shown;
  for (const auto& project : data.projects) {
    if (!project.crossing.valid() || !shown.insert(project.crossing).second) continue;
    for (const auto& season : year.seasons) {
      const auto use = model::use_of(season.data, season.answer, project.crossing);
      rows.add({.crossing_id = data.crossings[project.crossing].id,
                .day = to_string(season.when.day),
                .days = std::int64_t{season.when.days},
                .vehicles_per_day = use.vehicles,
                .fee_income_usd_per_day = use.fee_income_usd});
    }
  }
  return rows.finish();
}

// `wanted`: a project of the case, or empty.
bool can_finance(const cases::case_data& data, const std::string& wanted, diagnostics& report) {
  if (data.projects.empty() && data.economies.empty()) {
    report.error("projects.csv", 0, "", "", "this case has no finance",
                 "tables projects and loans, or economies (docs/finance.md)");
    return false;
  }
  std::vector<std::string> names;
  for (const auto& project : data.projects) names.push_back(project.id);
  if (wanted.empty() || std::ranges::find(names, wanted) != names.end()) return true;
  report.error("", 0, "project", wanted, "there is no such project",
               names.empty() ? "none (the case has no projects)" : text::join(names));
  return false;
}

struct own_toll_search {
  const cases::case_data& data;
  const model::run_options& options;
  const solved_year& year;
  std::map<std::pair<crossing_id, double>, double> known_usd{};

  double income_usd(crossing_id crossing, double fee_usd_per_vehicle) {
    const auto [at, fresh] = known_usd.try_emplace({crossing, fee_usd_per_vehicle}, 0);
    if (fresh)
      at->second = model::fees_of_year_usd(year.seasons, crossing, fee_usd_per_vehicle,
                                           year.solved.anchors, options);
    return at->second;
  }
  finance::break_even_answer find(project_id id, bool by_dscr) {
    const auto& project = data.projects[id];
    const double fee = data.crossings[project.crossing].fee_usd_per_vehicle;
    return finance::break_even_toll(
        [&](double toll) {
          const auto answer = model::finance_project(
              data, id, income_usd(project.crossing, toll) - year.without_usd[id.index()]);
          return by_dscr ? answer.ratios.dscr_minimum - project.target_dscr : answer.ratios.npv_usd;
        },
        {0, model::highest_toll_tried_usd(fee), toll_steps, own_toll_tolerance_usd});
  }
};

result::result_table tolls_table(own_toll_search search, const std::string& wanted) {
  constexpr const char* words[] = {"found", "every toll is enough", "no toll is enough"};
  result::table_rows<result::finance_tolls_row> rows;
  for (std::size_t i = 0; i < search.data.projects.size(); ++i) {
    const project_id id(i);
    const auto& project = search.data.projects[id];
    if (!project.crossing.valid() || (!wanted.empty() && project.id != wanted)) continue;
    const bool has_loan = std::ranges::any_of(
        search.data.loans, [id](const auto& loan) { return loan.project == id; });
    for (const bool by_dscr : {false, true}) {
      if (by_dscr && !has_loan) continue;
      const auto found = search.find(id, by_dscr);
      rows.add(
          {.project_id = project.id,
           .goal = by_dscr ? "dscr" : "npv",
           .status = words[static_cast<std::size_t>(found.status)],
           .fee_now_usd_per_vehicle = search.data.crossings[project.crossing].fee_usd_per_vehicle,
           .fee_usd_per_vehicle = found.toll,
           .worth = found.worth,
           .tolls_tried = std::int64_t{found.evaluations}});
    }
  }
  return rows.finish();
}

void append(std::vector<result::result_table> more, result::result_tables& tables) {
  for (auto& table : more) tables.tables.push_back(std::move(table));
}

}  // namespace

case_outcome run_case_finance(const finance_run& run, diagnostics& report) {
  const run_clock watch;
  case_outcome outcome;
  cases::case_inputs inputs;
  const auto data = read_asked(run, report, &inputs);
  if (!data) return outcome;
  if (!can_finance(*data, run.project, report)) return outcome;
  const case_run network_run{run};
  const auto options = run_options_of(run);
  const bool needs_network = std::ranges::any_of(
      data->projects, [](const auto& project) { return project.crossing.valid(); });
  std::optional<solved_year> year;
  if (needs_network) {
    year = solve_year(network_run, *data, options, report, outcome.status, run.break_even);
    if (!year) return outcome;
    auto without = fees_without(network_run, *data, options, report, outcome.status);
    if (!without) return outcome;
    year->without_usd = std::move(*without);
  }

  const auto answers = finance_projects(*data, year);
  std::vector<model::state_answer> states;
  for (std::size_t i = 0; i < data->economies.size(); ++i) {
    if (run.is_unwanted()) return {run_status::cancelled, {}};
    states.push_back(model::debt_of_state(*data, i, answers, run.threads));
  }

  auto& tables = outcome.tables;
  if (year)
    tables = network_tables(*data, year->solved.network, options);
  else
    append({result::inputs_table(*data), result::sources_table(*data),
            result::about_case_table(*data, run.version)},
           tables);
  append(result::project_tables(*data, answers), tables);
  if (year) append({seasons_table(*data, *year)}, tables);
  append(result::debt_tables(*data, states), tables);
  try {
    if (run.break_even && year) append({tolls_table({*data, options, *year}, run.project)}, tables);
  } catch (const no_answer& reason) {
    report.add(reason.finding);
    return {run_status::not_solved, {}};
  }
  const bool confirmed = (!year || verify::confirm_network(*data, year->solved.network.answer,
                                                           options, tables, report)) &&
                         verify::confirm_studies(*data, tables, report);
  append({result::case_text_table(inputs), run_log_table(watch.seconds(), run.threads)}, tables);
  outcome.status = confirmed ? run_status::solved : run_status::not_solved;
  if (!write_answered(run.output, *data, {}, tables, report)) return {};
  if (year && (!year->solved.network.agreed || !year->why_not.empty())) {
    report.warning("", 0, "", "",
                   year->why_not.empty() ? year->solved.network.why_not : year->why_not);
    outcome.status = run_status::not_solved;
  }
  return outcome;
}

namespace {

void check_request(const cases::case_data& data, const study_request& request,
                   diagnostics& report) {
  (void)can_finance(data, request.text("project"), report);
}

case_outcome run_finance(const study_task& task, const study_request& request,
                         diagnostics& report) {
  return run_case_finance({task, request.text("project"), request.flag("break_even")}, report);
}

}  // namespace

declared_study finance_study() {
  return {"finance",
          "Cash flows and ratios of projects, and debts of states",
          "amur finance cases/debt --project laos_railway",
          {{.name = "project",
            .option = "-p,--project",
            .sentence = "Show only this project, with its cash flow, and the state behind it"},
           {.name = "break_even",
            .option = "--break-even",
            .type = field_type::flag,
            .sentence = "Find the fees at which projects with a crossing break even, solving the "
                        "network at each"}},
          check_request,
          run_finance,
          {},
          false,
          {"projects", "loans"}};
}

}  // namespace amur::study
