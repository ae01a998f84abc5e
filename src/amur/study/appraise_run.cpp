// A change over what is without it, year by year: who gains, and what all of it is worth.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "amur/case/case_reader.h"
#include "amur/case/scenario.h"
#include "amur/model/finance.h"
#include "amur/model/receipts.h"
#include "amur/result/case_store.h"
#include "amur/result/noted_value.h"
#include "amur/result/tables.h"
#include "amur/result/tables_appraisal.h"
#include "amur/study/appraise_costs.h"
#include "amur/study/appraise_years.h"
#include "amur/study/declared_studies.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

constexpr double usual_discount_rate = 0.05, most_carbon_value_usd = 1e5, kg_a_tonne = 1000;
constexpr std::uint64_t usual_horizon = 20;

// What is asked, each name found.
struct asked_appraisal {
  std::vector<std::string> with, without;
  int first_year = 0, years = 0;
  double rate = 0, growth = 0, carbon_value_usd_per_t = 0;
  std::map<int, double> cost_usd;
};

// The case's own scenarios of this field: a server's user may name no other file.
std::vector<std::string> scenarios_in(const cases::case_data& data, const study_request& request,
                                      const char* field, diagnostics& report) {
  const auto known = cases::scenario_names(data.folder);
  auto names = text::split_list(request.text(field));
  for (const auto& name : names)
    if (std::ranges::find(known, name) == known.end())
      report.error("", 0, field, text::shortened(name), "the case has no such scenario",
                   known.empty() ? "none" : text::join(known));
  return names;
}

// Construction and operation of a project of the case, at its shadow prices.
void add_project_costs(const cases::case_data& data, const std::string& wanted, asked_appraisal& to,
                       diagnostics& report) {
  std::vector<std::string> names;
  for (const auto& project : data.projects) names.push_back(project.id);
  const auto at = std::ranges::find(names, wanted);
  if (at == names.end()) {
    report.error("", 0, "project", text::shortened(wanted), "there is no such project",
                 names.empty() ? "none (the case has no projects)" : text::join(names));
    return;
  }
  const project_id id(static_cast<std::size_t>(at - names.begin()));
  const auto& project = data.projects[id];
  if (project.start_year < to.first_year) {
    report.error("", 0, "first_year", fmt::format("{}", to.first_year),
                 fmt::format("project '{}' is paid for from {} on", wanted, project.start_year),
                 fmt::format("{} or earlier", project.start_year));
    return;
  }
  const auto plan = model::finance_project(data, id, 0).plan;
  for (std::size_t year = 0; year < plan.construction_usd.size(); ++year)
    to.cost_usd[project.start_year + static_cast<int>(year)] +=
        project.shadow_construction * plan.construction_usd[year] +
        project.shadow_operating * plan.operating_cost_usd[year];
}

// Nothing where the report says why not.
std::optional<asked_appraisal> read_request(const cases::case_data& data,
                                            const study_request& request, diagnostics& report) {
  const auto errors_before = report.findings.size();
  asked_appraisal asked;
  asked.with = scenarios_in(data, request, "with", report);
  asked.without = scenarios_in(data, request, "baseline", report);
  asked.first_year = static_cast<int>(
      request.whole("first_year")
          .value_or(static_cast<std::uint64_t>(std::max(data.settings.day.year, 1))));
  asked.years = static_cast<int>(request.whole("years").value_or(usual_horizon));
  asked.rate = request.number("rate").value_or(usual_discount_rate);
  asked.growth = request.number("growth").value_or(0);
  asked.carbon_value_usd_per_t = request.number("carbon_value").value_or(0);
  auto costs = read_costs(request.text("costs"), asked.first_year,
                          asked.first_year + asked.years - 1, report);
  if (costs) asked.cost_usd = std::move(*costs);
  if (const auto project = request.text("project"); !project.empty())
    add_project_costs(data, project, asked, report);
  if (report.findings.size() > errors_before) return std::nullopt;
  return asked;
}

date day_of_year(date day, int year) {
  if (day.month == 2 && day.day == 29 && !std::chrono::year(year).is_leap()) day.day = 28;
  day.year = year;
  return day;
}

using receipts_by = std::map<std::string, double> model::day_receipts::*;

void add_receipts(const model::day_receipts& before, const model::day_receipts& after,
                  receipts_by what, result::gainer kind, result::appraised_year& to) {
  for (const auto& [who, usd] : after.*what) to.gain_usd[{kind, who}] += days_a_year * usd;
  for (const auto& [who, usd] : before.*what) to.gain_usd[{kind, who}] -= days_a_year * usd;
}

result::transfer_sums transfer_of(const model::day_receipts& before,
                                  const model::day_receipts& after, receipts_by received,
                                  double model::day_receipts::*paid) {
  const auto all_of = [received](const model::day_receipts& day) {
    double sum = 0;
    for (const auto& [who, usd] : day.*received) sum += usd;
    return sum;
  };
  return {days_a_year * (after.*paid - before.*paid),
          days_a_year * (all_of(after) - all_of(before))};
}

// A year of days like the two.
result::appraised_year year_of(const solved_state& without, const solved_state& with,
                               double carbon_value_usd_per_t, std::size_t& alone) {
  using enum result::gainer;
  using model::day_receipts;
  result::appraised_year year;
  const auto gains =
      model::user_gains_between(without.data, without.answer, with.data, with.answer);
  alone = std::max(alone, gains.alone.size());
  for (const auto& [commodity, gain] : gains.by_commodity) {
    year.users[commodity] = {days_a_year * gain.usd, days_a_year * gain.rule_of_half_usd};
    year.gain_usd[{users, commodity}] = days_a_year * gain.usd;
  }
  const auto before = model::receipts_of(without.data, without.answer);
  const auto after = model::receipts_of(with.data, with.answer);
  add_receipts(before, after, &day_receipts::fees_usd, operators, year);
  add_receipts(before, after, &day_receipts::duties_usd, treasuries, year);
  add_receipts(before, after, &day_receipts::carbon_usd, treasuries, year);
  year.transfers = {
      {"fee", transfer_of(before, after, &day_receipts::fees_usd, &day_receipts::fees_paid_usd)},
      {"duty",
       transfer_of(before, after, &day_receipts::duties_usd, &day_receipts::duties_paid_usd)},
      {"carbon price",
       transfer_of(before, after, &day_receipts::carbon_usd, &day_receipts::carbon_paid_usd)}};
  year.co2e_t = days_a_year * (after.co2e_kg - before.co2e_kg) / kg_a_tonne;
  year.gain_usd[{climate, "greenhouse gases"}] = -carbon_value_usd_per_t * year.co2e_t;
  return year;
}

struct appraised_outcome {
  run_status status = run_status::bad_input;
  result::appraised_change change;
};

void warn_of_year(const std::string& side, int year, const std::string& why_not,
                  diagnostics& report, run_status& status) {
  if (why_not.empty()) return;
  report.warning("", 0, "", "", fmt::format("{} {} the change: {}", year, side, why_not));
  status = run_status::not_solved;
}

appraised_outcome solve_years(const study_task& task, const cases::case_data& data,
                              const asked_appraisal& asked, diagnostics& report) {
  const auto scenarios_with = [&](const std::vector<std::string>& more) {
    auto all = task.scenarios;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  yearly_case without(task, scenarios_with(asked.without), asked.first_year, asked.growth);
  yearly_case with(task, scenarios_with(asked.with), asked.first_year, asked.growth);
  appraised_outcome outcome{run_status::solved,
                            {asked.rate, asked.growth, asked.carbon_value_usd_per_t, {}}};
  std::size_t alone = 0;
  for (int i = 0; i < asked.years; ++i) {
    const int year = asked.first_year + i;
    const auto day = day_of_year(data.settings.day, year);
    run_status failure = run_status::bad_input;
    const auto before = without.on(day, report, failure);
    const auto after = before ? with.on(day, report, failure) : nullptr;
    if (!after) return {failure, {}};
    warn_of_year("without", year, before->why_not, report, outcome.status);
    warn_of_year("with", year, after->why_not, report, outcome.status);
    auto made = year_of(*before, *after, asked.carbon_value_usd_per_t, alone);
    made.year = year;
    const auto cost = asked.cost_usd.find(year);
    made.gain_usd[{result::gainer::financier, "investment and operation"}] =
        cost == asked.cost_usd.end() ? 0 : -cost->second;
    outcome.change.years.push_back(std::move(made));
    if (!task.goes_on_after(static_cast<std::size_t>(i) + 1, static_cast<std::size_t>(asked.years)))
      return {run_status::cancelled, {}};
  }
  if (alone > 0)
    report.warning("", 0, "", "",
                   fmt::format("{} flows are in demand on one side alone: what they are worth to "
                               "their users is left out",
                               alone));
  return outcome;
}

void check_appraise(const cases::case_data& data, const study_request& request,
                    diagnostics& report) {
  if (has_network(data, report)) (void)read_request(data, request, report);
}

case_outcome run_appraise(const study_task& task, const study_request& request,
                          diagnostics& report) {
  const run_clock watch;
  cases::case_inputs inputs;
  const auto data = read_asked(task, report, &inputs);
  if (!data || !has_network(*data, report)) return {};
  diagnostics wrong;
  const auto asked = read_request(*data, request, wrong);
  for (const auto& finding : wrong.findings) report.add(finding);
  if (!asked) return {};
  auto appraised = solve_years(task, *data, *asked, report);
  case_outcome outcome{appraised.status, {}};
  if (appraised.change.years.empty()) return outcome;
  auto& tables = outcome.tables;
  for (auto& table : {result::inputs_table(*data), result::sources_table(*data),
                      result::about_case_table(*data, task.version)})
    tables.tables.push_back(table);
  for (auto& table : result::appraisal_tables(appraised.change))
    tables.tables.push_back(std::move(table));
  for (const auto* field : {"with", "baseline", "costs", "project"})
    if (const auto value = request.text(field); !value.empty())
      result::note_value(tables, "run", std::string("appraisal_") + field, value);
  if (!write_answered(task, *data, inputs, watch, tables, report)) return {};
  return outcome;
}

std::vector<text::request_field> appraise_fields() {
  using enum field_type;
  return {{.name = "with",
           .option = "--with",
           .sentence = "Scenarios of the change, with ; between",
           .is_required = true},
          {.name = "baseline",
           .option = "--without",
           .sentence = "Scenarios of what is without it; else the case as it is"},
          {.name = "rate",
           .option = "--rate",
           .type = number,
           .sentence = "Discount rate",
           .unit = "share/year",
           .least = 0,
           .most = 1,
           .usual = usual_discount_rate},
          {.name = "years",
           .option = "--years",
           .type = whole,
           .sentence = "Years that are summed",
           .unit = "years",
           .fewest = 1,
           .highest = 100,
           .usual = usual_horizon},
          {.name = "first_year",
           .option = "--first-year",
           .type = whole,
           .sentence = "The first of them, to which all is discounted; else the case's",
           .fewest = 1900,
           .highest = 2200},
          {.name = "growth",
           .option = "--growth",
           .type = number,
           .sentence = "Growth of all demand from the first year on, beside the case's own",
           .unit = "share/year",
           .least = -0.5,
           .most = 0.5,
           .usual = 0.0},
          {.name = "carbon_value",
           .option = "--carbon-value",
           .type = number,
           .sentence = "What a tonne of CO2 equivalent costs all",
           .unit = "USD/t",
           .least = 0,
           .most = most_carbon_value_usd,
           .usual = 0.0},
          {.name = "costs",
           .option = "--costs",
           .sentence = "Investment and operation: YEAR:USD or YEAR..YEAR:USD, with ; between"},
          {.name = "project",
           .option = "--project",
           .sentence = "The same of this project of the case, at its shadow prices"}};
}

}  // namespace

declared_study appraise_study() {
  return {"appraise",
          "What a change is worth, year by year and to whom: ENPV, EIRR, benefits over costs",
          "amur appraise cases/heihe --with bridge_toll_halved --years 10 --carbon-value 100",
          appraise_fields(),
          check_appraise,
          run_appraise,
          "years",
          false,
          {"projects"}};
}

}  // namespace amur::study
