// The briefing of world trade before and after.

#include <fmt/format.h>

#include <cmath>

#include "amur/report/briefing.h"
#include "amur/report/focus.h"
#include "amur/report/svg.h"
#include "amur/report/trade_parts.h"
#include "amur/report/words.h"
#include "amur/result/result_query.h"

namespace amur::report {
namespace {

constexpr std::size_t most_regions = 14, most_income_bars = 10;

std::string signed_percent(double share) {
  return (share > 0 ? "+" : "") + figure(100 * share) + " %";
}

void tell_trade(briefing& told, const asked_report& asked) {
  const auto regions = asked.now.pages.rows(
      "SELECT name, real_income_change FROM trade_regions WHERE real_income_change IS NOT NULL "
      "ORDER BY real_income_change",
      "tN");
  const auto sums = asked.now.pages.rows(
      "SELECT sum(exports_after_usd) / sum(exports_before_usd) - 1 FROM trade_regions", "n");
  if (regions.rows.empty()) {
    told.answer = "The result holds no change of any region's income.";
    return;
  }
  const auto &worst = regions.rows.front(), &best = regions.rows.back();
  const double trade = sums.rows.empty() ? NAN : number(sums.rows.front()[0]);
  const auto of = [](const auto& row) {
    return fmt::format("{} ({})", cut_to(text(row[0]), 40), signed_percent(number(row[1])));
  };
  told.answer = fmt::format(
      "With {} real income does worst in {} and best in {}; the value of "
      "all trade changes by {}.",
      asked.now.scenario(), of(worst), of(best), signed_percent(trade));
  told.figures = {
      {signed_percent(number(worst[1])), "", "Real income of " + cut_to(text(worst[0]), 40)},
      {signed_percent(number(best[1])), "", "Real income of " + cut_to(text(best[0]), 40)},
      {signed_percent(trade), "", "All trade between regions"}};
  told.table_title = "Region by region, the largest changes first";
  told.table = regions_html(asked.now.pages, most_regions);
}

std::string spread_sentence(const told_result& told) {
  const auto rows = told.pages.rows(
      "SELECT name, p05, p95, samples FROM trade_uncertainty JOIN trade_regions USING (region_id) "
      "WHERE measure = 'real_income_change' AND p05 IS NOT NULL AND p95 IS NOT NULL ORDER BY "
      "abs(mean) DESC LIMIT 1",
      "tnnn");
  if (rows.rows.empty())
    return "The elasticities of trade were not drawn, so the changes have no interval.";
  const auto& row = rows.rows.front();
  return fmt::format(
      "Over {} draws of the elasticities of trade the real income of {} changes by "
      "{} to {} (5 to 95 % of draws).",
      figure(number(row[3])), cut_to(text(row[0]), 40), signed_percent(number(row[1])),
      signed_percent(number(row[2])));
}

}  // namespace

briefing trade_briefing(const asked_report& asked) {
  briefing told;
  told.question = fmt::format("Who wins and who loses with {}?", asked.now.scenario());
  if (asked.before)
    tell_changes(told, asked);
  else
    tell_trade(told, asked);
  add_picture(told, "Real income, the largest changes",
              incomes_html(asked.now.pages, most_income_bars));
  add_picture(told, asked.before ? "Where freight grows and falls" : "Where freight goes",
              focus_map(asked, focus_of(asked.now, asked.before)));
  told.uncertainty = spread_sentence(asked.now) + " " + inputs_sentence(asked.now);
  return told;
}

}  // namespace amur::report
