// The briefings of months and of a simulated crossing.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/report/briefing.h"
#include "amur/report/focus.h"
#include "amur/report/simulation_parts.h"
#include "amur/report/svg.h"
#include "amur/report/time_pages.h"
#include "amur/report/words.h"
#include "amur/result/result_query.h"

namespace amur::report {
namespace {

constexpr std::size_t most_stages = 14, most_waits = 8;

struct month_value {
  std::string month;
  double t = 0;
};

std::vector<month_value> freight_by_month(const told_result& told, const focus_crossings& focus) {
  std::vector<month_value> months;
  for (const auto& row : told.pages
                             .rows("SELECT month, sum(t) FROM month_crossings WHERE crossing_id IN "
                                   "(" +
                                       sql_list(focus) + ") GROUP BY month ORDER BY month",
                                   "tn")
                             .rows)
    months.push_back({text(row[0]), number(row[1])});
  return months;
}

std::string months_table(const told_result& told, const std::string& first,
                         const std::string& last) {
  return table_html(told.pages.rows(fmt::format(
      "SELECT name AS crossing, sum(CASE month WHEN {0} THEN t END) AS 'first month, t/day', "
      "sum(CASE month WHEN {1} THEN t END) AS 'last month, t/day', sum(t) / (SELECT count(DISTINCT "
      "month) FROM month_crossings) AS 'mean, t/day', sum(CASE month WHEN {1} THEN passengers END) "
      "AS 'last month, people/day' FROM month_crossings GROUP BY crossing_id HAVING sum(t) >= 0.5 "
      "OR sum(passengers) >= 0.5 ORDER BY sum(t) DESC LIMIT 14",
      result::sql_text(first), result::sql_text(last))));
}

void tell_months(briefing& told, const asked_report& asked, const focus_crossings& focus) {
  const auto months = freight_by_month(asked.now, focus);
  if (months.empty()) {
    told.answer = "The result holds no months of any crossing.";
    return;
  }
  const auto &first = months.front(), &last = months.back();
  const auto less = [](const auto& a, const auto& b) { return a.t < b.t; };
  const auto& most = *std::ranges::max_element(months, less);
  const auto& least = *std::ranges::min_element(months, less);
  const auto in = [](const month_value& month) {
    return fmt::format("{} t a day in {}", figure(std::round(month.t)), spelled_date(month.month));
  };
  double sum = 0;
  for (const auto& month : months) sum += month.t;
  told.answer = fmt::format("Freight {} goes from {} to {}; it is most with {} and least with {}.",
                            focus.where(), in(first), in(last), in(most), in(least));
  told.figures = {
      {figure(std::round(last.t)), "t a day", "In " + spelled_date(last.month)},
      {figure(std::round(most.t)), "t a day", "At most, in " + spelled_date(most.month)},
      {figure(std::round(sum / static_cast<double>(months.size()))), "t a day",
       fmt::format("Mean of {} months", months.size())}};
  told.table_title = "First month and last";
  told.table = months_table(asked.now, first.month, last.month);
}

struct total {
  double value = 0, half_width = 0;
};

std::string hours(const total& time) {
  return std::isnan(time.half_width)
             ? fmt::format("{} h", figure(time.value))
             : fmt::format("{} h (± {} h)", figure(time.value), figure(time.half_width));
}

void tell_simulation(briefing& told, const asked_report& asked,
                     std::map<std::string, total> totals) {
  const auto& pages = asked.now.pages;
  const auto longest = pages.rows(
      "SELECT name, wait_h FROM simulation_stages WHERE wait_h IS NOT NULL ORDER BY wait_h DESC "
      "LIMIT 1",
      "tn");
  if (totals["grows"].value > 0)
    told.answer = fmt::format(
        "More arrive than can be served: the queue grows by {} vehicles a "
        "day without end",
        figure(totals["grows"].value));
  else
    told.answer = fmt::format("A crossing takes {} on average", hours(totals["time"]));
  if (!longest.rows.empty())
    told.answer += fmt::format(", the longest wait being {} h at “{}”",
                               figure(number(longest.rows.front()[1])),
                               cut_to(text(longest.rows.front()[0]), 40));
  told.answer += fmt::format("; {} vehicles a day are through, {} give up.",
                             figure(totals["left"].value), figure(totals["lost"].value));
  told.figures = {{figure(totals["time"].value), "h", "Mean time in the crossing"},
                  {figure(totals["left"].value), "vehicles a day", "Are through"},
                  {money(totals["wait_cost"].value), "USD a day", "What waiting costs"}};
  told.table_title = "Stage by stage";
  told.table = stages_html(pages, most_stages);
}

}  // namespace

briefing months_briefing(const asked_report& asked) {
  briefing told;
  const auto& pages = asked.now.pages;
  const auto focus = focus_of(asked.now, asked.before);
  const auto months = months_of(pages);
  told.question = months.empty()
                      ? std::string("How does freight move by month?")
                      : fmt::format("How does freight {} move from {} to {}?", focus.where(),
                                    spelled_date(months.front()), spelled_date(months.back()));
  if (asked.before)
    tell_changes(told, asked);
  else
    tell_months(told, asked, focus);
  const auto those =
      focus.crossings.empty()
          ? std::string("month_crossings")
          : "(SELECT * FROM month_crossings WHERE crossing_id IN (" + sql_list(focus) + "))";
  add_picture(told, "Freight by month, both ways",
              months_chart(pages, months, those, "name", "t", "Freight by month", "tonnes a day"));
  add_picture(told, asked.before ? "What changed in the last month" : "The last month on the map",
              focus_map(asked, focus));
  told.uncertainty = inputs_sentence(asked.now) +
                     " Each month is one equilibrium, without an interval of its own.";
  return told;
}

briefing simulation_briefing(const asked_report& asked) {
  briefing told;
  const auto& pages = asked.now.pages;
  auto crossing = asked.now.fact("crossing_names");
  if (crossing.empty()) crossing = as_words(asked.now.fact("crossing"));
  told.question = fmt::format("How long does it take to cross {}, and where does one wait?",
                              crossing.empty() ? "here" : "at " + cut_to(crossing, 60));
  std::map<std::string, total> totals;
  for (const auto& row :
       pages.rows("SELECT name, value, half_width FROM simulation_totals", "tnn").rows)
    totals[text(row[0])] = {number(row[1]), number(row[2])};
  if (asked.before)
    tell_changes(told, asked);
  else
    tell_simulation(told, asked, totals);
  add_picture(told, "Mean wait by stage", waits_html(pages, most_waits));
  add_picture(told, "Vehicles waiting, by hour of the day", day_html(pages));
  told.uncertainty = totals.contains("time") && !std::isnan(totals["time"].half_width)
                         ? fmt::format("Over {} replications the mean time is {} (confidence {}).",
                                       asked.now.fact("replications"), hours(totals["time"]),
                                       asked.now.fact("confidence"))
                         : std::string("The replications give no interval for the mean time.");
  return told;
}

briefing skim_briefing(const asked_report& asked) {
  briefing told;
  told.question = "What does the best way between places cost?";
  const auto rows = asked.now.pages.rows(
      "SELECT count(*), count(cost_usd_per_t), avg(cost_usd_per_t) FROM skim", "nnn");
  if (!rows.rows.empty()) {
    const auto& row = rows.rows.front();
    told.answer =
        fmt::format("Of {} pairs of places {} have a way, at {} USD/t on average.",
                    figure(number(row[0])), figure(number(row[1])), figure(number(row[2])));
    told.figures = {{figure(number(row[1])), "pairs", "Have a way"},
                    {figure(number(row[2])), "USD/t", "Mean cost of the best way"}};
  }
  if (asked.before) tell_changes(told, asked);
  told.uncertainty = "Costs are those of empty roads, without an interval.";
  return told;
}

}  // namespace amur::report
