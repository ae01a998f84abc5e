// The briefings of what a change is worth, and of which investments to choose.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/report/briefing.h"
#include "amur/report/focus.h"
#include "amur/report/svg.h"
#include "amur/report/words.h"
#include "amur/report/worth_parts.h"

namespace amur::report {
namespace {

constexpr std::size_t most_chosen_named = 4;

// Of whoever gains or loses: the sums of kinds, the largest first.
std::string gainers_sentence(const told_result& told) {
  const auto rows = told.pages.rows(
      "SELECT kind, sum(npv_usd) FROM appraisal_gains GROUP BY kind HAVING sum(npv_usd) <> 0 ORDER "
      "BY abs(sum(npv_usd)) DESC LIMIT 4",
      "tn");
  std::vector<std::string> parts;
  for (const auto& row : rows.rows)
    parts.push_back(fmt::format("{} {}{}", cut_to(text(row[0]), longest_name),
                                number(row[1]) > 0 ? "+" : "-", money(std::abs(number(row[1])))));
  return parts.empty() ? std::string() : " In present value, USD: " + listed(parts) + ".";
}

void tell_appraisal(briefing& told, const asked_report& asked) {
  const auto rows = asked.now.pages.rows(
      "SELECT first_year, years, rate, enpv_usd, eirr, benefit_cost_ratio, costs_usd FROM "
      "appraisal LIMIT 1",
      "nnnnnnn");
  if (rows.rows.empty()) {
    told.answer = "The result holds no appraisal.";
    return;
  }
  const auto& row = rows.rows.front();
  const double worth = number(row[3]), rate = number(row[4]), ratio = number(row[5]),
               costs = number(row[6]);
  told.answer = fmt::format(
      "Over {:.0f} years from {:.0f}, discounted at {}, the change is worth {} USD to all "
      "together{}.",
      number(row[1]), number(row[0]), percent(number(row[2])), money(worth),
      costs > 0 ? fmt::format(" beyond the {} USD that it costs", money(costs)) : "");
  if (!std::isnan(ratio))
    told.answer += fmt::format(" Benefits are {} times its cost.", figure(ratio));
  told.answer += gainers_sentence(asked.now);
  told.figures = {
      {money(worth), "USD", "Economic net present value"},
      {std::isnan(rate) ? "none" : percent(rate), "a year", "Economic internal rate of return"},
      {std::isnan(ratio) ? "none" : figure(ratio), "", "Benefits over costs"}};
  told.table_title = "Who gains and who loses";
  told.table = gains_html(asked.now.pages);
}

// What is chosen at the whole budget, by name.
std::string chosen_names(const told_result& told) {
  const auto rows = told.pages.rows(
      "SELECT name, share FROM invest_projects WHERE is_chosen = 1 ORDER BY last_usd DESC", "tn");
  std::vector<std::string> names;
  for (const auto& row : rows.rows) {
    if (names.size() == most_chosen_named) break;
    const auto name = cut_to(text(row[0]), longest_name);
    const double share = number(row[1]);
    names.push_back(share < 1 ? fmt::format("{} of “{}”", percent(share), name) : name);
  }
  if (rows.rows.size() > most_chosen_named)
    names.push_back(fmt::format("{} more", rows.rows.size() - most_chosen_named));
  return names.empty() ? "nothing" : listed(names);
}

void tell_choice(briefing& told, const asked_report& asked) {
  const auto rows = asked.now.pages.rows(
      "SELECT budget_usd, cost_usd, value_usd, answer, investments FROM invest_frontier ORDER BY "
      "budget_usd DESC LIMIT 1",
      "nnntn");
  if (rows.rows.empty()) {
    told.answer = "The result holds no choice.";
    return;
  }
  const auto& row = rows.rows.front();
  const bool is_certain = text(row[3]) == "certified";
  told.answer = fmt::format(
      "Of {} USD build {}: it costs {} USD and is worth {} USD by the measure asked for, which is "
      "{}.",
      money(number(row[0])), chosen_names(asked.now), money(number(row[1])), money(number(row[2])),
      is_certain ? "proven to be the best" : "the best that was found");
  told.figures = {{money(number(row[2])), "USD", "What the choice is worth"},
                  {money(number(row[1])), "USD", "What it costs"},
                  {figure(number(row[4])), number(row[4]) == 1 ? "project" : "projects", "Chosen"}};
  told.table_title = "What there is to choose from";
  told.table = investments_html(asked.now.pages);
}

}  // namespace

briefing appraisal_briefing(const asked_report& asked) {
  briefing told;
  const auto change = asked.now.fact("appraisal_with");
  told.question = change.empty()
                      ? "Is it worth it?"
                      : fmt::format("Is “{}” worth it?", cut_to(as_words(change), longest_name));
  if (asked.before)
    tell_changes(told, asked);
  else
    tell_appraisal(told, asked);
  add_picture(told, "Who gains, year by year", appraisal_chart(asked.now.pages));
  told.uncertainty = inputs_sentence(asked.now) +
                     " Each year is one equilibrium with the change and one without, without an "
                     "interval of its own.";
  return told;
}

briefing invest_briefing(const asked_report& asked) {
  briefing told;
  told.question = "What to build?";
  if (asked.before)
    tell_changes(told, asked);
  else
    tell_choice(told, asked);
  add_picture(told, "What each budget buys", frontier_chart(asked.now.pages));
  add_picture(told, "Where freight goes today",
              focus_map(asked, focus_of(asked.now, asked.before)));
  told.uncertainty = inputs_sentence(asked.now) +
                     " Each choice is one equilibrium, without an interval of its own.";
  return told;
}

}  // namespace amur::report
