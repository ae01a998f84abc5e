// The briefings of tolls, and of projects and the debt of states.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/report/briefing.h"
#include "amur/report/focus.h"
#include "amur/report/money_pages.h"
#include "amur/report/svg.h"
#include "amur/report/words.h"
#include "amur/result/result_query.h"

namespace amur::report {
namespace {

constexpr std::size_t most_states_named = 4;

struct best_toll {
  double now = 0, fee = 0, income = 0, welfare = 0;
};

std::map<std::string, best_toll> best_tolls_of(const told_result& told,
                                               const std::string& crossing) {
  std::map<std::string, best_toll> best;
  for (const auto& row : told.pages
                             .rows("SELECT crossing_id, goal, fee_now_usd_per_vehicle, "
                                   "fee_usd_per_vehicle, income_usd_per_year, welfare_usd_per_year "
                                   "FROM toll_best",
                                   "ttnnnn")
                             .rows)
    if (text(row[0]) == crossing)
      best[text(row[1])] = {number(row[2]), number(row[3]), number(row[4]), number(row[5])};
  return best;
}

void tell_toll(briefing& told, const asked_report& asked, const std::string& crossing,
               const std::string& name) {
  const auto best = best_tolls_of(asked.now, crossing);
  const auto income = best.find("income"), welfare = best.find("welfare");
  if (income == best.end() || welfare == best.end()) {
    told.answer = "The result holds no best toll.";
    return;
  }
  told.answer = fmt::format(
      "At {} a toll of {} USD a vehicle brings most income, {} USD a year; for all together {} USD "
      "is best, which is worth {} USD a year beyond today's toll of {} USD.",
      name, figure(income->second.fee), money(income->second.income), figure(welfare->second.fee),
      money(welfare->second.welfare), figure(income->second.now));
  told.figures = {{figure(income->second.now), "USD a vehicle", "Toll today"},
                  {figure(income->second.fee), "USD a vehicle", "Toll of most income"},
                  {figure(welfare->second.fee), "USD a vehicle", "Toll best for all"}};
  told.table_title = "The best toll by goal";
  told.table = best_tolls_html(asked.now.pages);
}

struct project_told {
  std::string id, name;
  double cover = 0, year = 0, npv = 0;

  // Without service there is nothing to cover.
  [[nodiscard]] bool is_served() const { return std::isnan(cover) || cover >= 1; }
};

// The weakest first.
std::vector<project_told> projects_of(const told_result& told) {
  std::vector<project_told> projects;
  for (const auto& row :
       told.pages
           .rows("SELECT project_id, name, dscr_minimum, dscr_minimum_year, npv_usd FROM "
                 "finance_ratios ORDER BY dscr_minimum IS NULL, dscr_minimum",
                 "ttnnn")
           .rows)
    projects.push_back({text(row[0]), cut_to(text(row[1]), longest_name), number(row[2]),
                        number(row[3]), number(row[4])});
  return projects;
}

std::string projects_sentence(const std::vector<project_told>& projects) {
  if (projects.empty()) return {};
  const auto& weakest = projects.front();
  const auto served = std::ranges::count_if(projects, &project_told::is_served);
  std::string told =
      projects.size() == 1
          ? fmt::format("{} {} its loans from its income in every year", weakest.name,
                        served == 1 ? "services" : "does not service")
          : fmt::format("{} of {} projects service their loans from their income in every year",
                        served, projects.size());
  if (!std::isnan(weakest.cover))
    told += fmt::format("; {}in {:.0f} the income left after costs is {} times the service due",
                        projects.size() == 1 ? "" : "at the weakest, " + weakest.name + ", ",
                        weakest.year, figure(weakest.cover));
  return told + ".";
}

struct state_told {
  std::string country, name;
};

std::vector<state_told> states_at_high_risk(const told_result& told) {
  std::vector<state_told> states;
  for (const auto& row : told.pages
                             .rows("SELECT country, name FROM debt_rating WHERE projects = 'with' "
                                   "AND overall_level >= 2 ORDER BY overall_level DESC, name",
                                   "tt")
                             .rows)
    states.push_back({text(row[0]), cut_to(text(row[1]), longest_name)});
  return states;
}

double count_of(const told_result& told, const char* query) {
  const auto rows = told.pages.rows(query, "n");
  return rows.rows.empty() ? 0 : number(rows.rows.front()[0]);
}

std::string states_sentence(const std::vector<state_told>& risky, double all) {
  if (!(all > 0)) return {};
  std::vector<std::string> names;
  for (const auto& state : risky)
    if (names.size() < most_states_named) names.push_back(state.name);
  if (risky.size() > most_states_named)
    names.push_back(fmt::format("{} more", risky.size() - most_states_named));
  return fmt::format(" {} of {} states {} at high risk of debt distress with {} projects{}.",
                     risky.size(), figure(all), all == 1 || risky.size() == 1 ? "is" : "are",
                     all == 1 || risky.size() == 1 ? "its" : "their",
                     names.empty() ? "" : " (" + listed(names) + ")");
}

constexpr const char* projects_query =
    "SELECT name AS project, construction_usd / 1e6 AS 'built for mn USD', loans_usd / 1e6 AS "
    "loans, first_income_usd / 1e6 AS 'first income', npv_usd / 1e6 AS NPV, 100 * irr AS 'IRR %', "
    "dscr_minimum AS 'lowest DSCR', CAST(dscr_minimum_year AS INTEGER) || '' AS 'in' FROM "
    "finance_ratios LIMIT 6";
constexpr const char* states_query =
    "SELECT name AS state, projects || ' projects' AS '', capacity AS 'debt-carrying capacity', "
    "external_risk AS 'external risk', "
    "overall_risk AS 'overall risk' FROM debt_rating ORDER BY overall_level DESC, name LIMIT 12";

std::string fan_sentence(const told_result& told, const std::string& country,
                         const std::string& name) {
  const auto rows = told.pages.rows(
      "SELECT year, p05, p95 FROM debt_fan WHERE measure = 'public_debt' AND country = " +
          result::sql_text(country) + " ORDER BY year DESC LIMIT 1",
      "Nnn");
  if (rows.rows.empty()) return "Cash and debt follow one path each, without an interval.";
  const auto& row = rows.rows.front();
  return fmt::format(
      "In {:.0f} the public debt of {} lies between {} and {} of GDP in 90 % of the "
      "simulated futures.",
      number(row[0]), name, percent(number(row[1])), percent(number(row[2])));
}

}  // namespace

briefing toll_briefing(const asked_report& asked) {
  briefing told;
  const auto rows = asked.now.pages.rows("SELECT crossing_id FROM toll_curve LIMIT 1", "t");
  const auto id = rows.rows.empty() ? std::string() : text(rows.rows.front()[0]);
  const auto name = cut_to(crossing_name(asked.now.pages, id), longest_name);
  told.question = fmt::format("What toll at {}?", name);
  if (asked.before)
    tell_changes(told, asked);
  else
    tell_toll(told, asked, id, name);
  add_picture(told, "What a toll brings", toll_money_chart(asked.now.pages, id));
  add_picture(told,
              asked.before ? "Where freight grows and falls at the present tolls"
                           : "Where freight goes at the present tolls",
              focus_map(asked, focus_of(asked.now, asked.before)));
  told.uncertainty =
      inputs_sentence(asked.now) + " Each toll is one equilibrium, without an interval of its own.";
  return told;
}

briefing finance_briefing(const asked_report& asked) {
  briefing told;
  const auto& pages = asked.now.pages;
  const auto projects = projects_of(asked.now);
  const auto risky = states_at_high_risk(asked.now);
  const double states =
      count_of(asked.now, "SELECT count(*) FROM debt_rating WHERE projects = 'with'");
  told.question = projects.empty() ? "What may become of public debt?"
                  : states > 0
                      ? "Do the projects bear their loans, and what do they do to public debt?"
                      : "Do the projects bear their loans?";
  if (asked.before) {
    tell_changes(told, asked);
  } else {
    told.answer = projects_sentence(projects) + states_sentence(risky, states);
    if (!projects.empty())
      told.figures = {
          {figure(projects.front().cover), "DSCR",
           "Lowest debt service cover, " + projects.front().name},
          {money(projects.front().npv), "USD", "Net present value, " + projects.front().name}};
    if (states > 0)
      told.figures.push_back({fmt::format("{} of {}", risky.size(), figure(states)), "states",
                              "At high risk of debt distress"});
    told.table_title = "Projects and states";
    told.table = table_html(pages.rows(projects_query)) + table_html(pages.rows(states_query));
  }
  if (!projects.empty())
    add_picture(told, "Debt service cover of " + projects.front().name,
                cover_chart(pages, projects.front().id, projects.front().name));
  const auto fans = pages.rows(
      "SELECT DISTINCT country, name FROM debt_rating WHERE country IN (SELECT country FROM "
      "debt_fan) ORDER BY overall_level DESC, name LIMIT 1",
      "tt");
  std::string country, name;
  if (!fans.rows.empty()) {
    country = text(fans.rows.front()[0]);
    name = cut_to(text(fans.rows.front()[1]), longest_name);
    add_picture(told, "Public debt of " + name, fan_chart(pages, country, "public_debt"));
  } else {
    add_picture(told, "Where freight goes", focus_map(asked, focus_of(asked.now, asked.before)));
  }
  told.uncertainty = fan_sentence(asked.now, country, name) + " " + inputs_sentence(asked.now);
  return told;
}

}  // namespace amur::report
