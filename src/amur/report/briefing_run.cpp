// The briefing of one day of a network: who crosses where and why, or what changed.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "amur/case/country_codes.h"
#include "amur/report/briefing.h"
#include "amur/report/changes.h"
#include "amur/report/focus.h"
#include "amur/report/network_parts.h"
#include "amur/report/svg.h"
#include "amur/report/words.h"
#include "amur/result/compare.h"

namespace amur::report {
namespace {

constexpr double least_t = 0.5;  // a crossing with less is not used
constexpr std::size_t most_named = 3, most_ways = 4, goods_a_way = 3;
constexpr std::size_t most_bars = 7;

struct carried {
  double focus_crossing::*member;
  const char *unit, *noun;
};

// Freight, or people where no freight moves.
carried carried_by(const focus_crossings& focus) {
  if (focus.sum(&focus_crossing::t) < least_t && focus.sum(&focus_crossing::passengers) >= least_t)
    return {&focus_crossing::passengers, "people a day", "people"};
  return {&focus_crossing::t, "t a day", "freight"};
}

std::string why(const focus_crossing& crossing) {
  std::string told;
  if (!crossing.main_good.empty()) told += ", mostly " + uncapital(crossing.main_good) + ",";
  if (std::isfinite(crossing.cost_usd))
    told += fmt::format(" at {} USD/t door to door", figure(std::round(crossing.cost_usd)));
  if (told.ends_with(',')) told.pop_back();
  return told;
}

std::string run_answer(const focus_crossings& focus) {
  const auto what = carried_by(focus);
  const double all = focus.sum(what.member);
  if (focus.crossings.empty()) return "The network of this result has no border crossings.";
  if (!(all >= least_t)) return fmt::format("Nothing crosses {} on this day.", focus.where());
  std::string answer =
      focus.crossings.size() == 1
          ? fmt::format("{} {} cross {}", figure(std::round(all)), what.unit, focus.where())
          : fmt::format("Of {} {} {}", figure(std::round(all)), what.unit, focus.where());
  double others = all;
  for (std::size_t i = 0; i < std::min(most_named, focus.crossings.size()); ++i) {
    const auto& crossing = focus.crossings[i];
    const double part = crossing.*what.member;
    if (!(part >= least_t)) continue;
    others -= part;
    if (focus.crossings.size() > 1)
      answer += fmt::format("{} {} takes {}", i == 0 ? "" : ";", focus.spoken(crossing),
                            percent(part / all));
    if (what.member == &focus_crossing::t) answer += why(crossing);
  }
  if (others >= least_t) answer += fmt::format("; others take {}", percent(others / all));
  return answer + ".";
}

std::vector<key_figure> run_figures(const focus_crossings& focus) {
  if (focus.crossings.empty()) return {};
  const auto what = carried_by(focus);
  const auto& first = focus.crossings.front();
  const double all = focus.sum(what.member);
  return {
      {figure(std::round(all)), what.unit, capital(std::string(what.noun)) + " " + focus.where()},
      {percent(all > 0 ? first.*what.member / all : 0), "", "Share of " + focus.spoken(first)},
      {money(focus.sum(&focus_crossing::fees_usd)), "USD a day", "Fees paid " + focus.where()}};
}

// A table's row: who, t, cost, its components, days.
constexpr std::array components = {"transport", "fee", "handling", "time", "scarcity", "duty"};
constexpr std::size_t first_figure = 3;  // of a row of the query below

std::string row_html(const char* kind, const std::string& name, double t,
                     std::span<const double> figures) {
  auto html = fmt::format("<tr class='{}'><td>{}</td><td class='n'>{}</td>", kind, escaped(name),
                          figure(std::round(t)));
  for (std::size_t i = 0; i < figures.size(); ++i)
    html += fmt::format(
        "<td class='n{}'>{}</td>", i > 0 && i <= components.size() ? " minor" : "",
        i > components.size() ? figure(figures[i] / 24) : figure(std::round(figures[i])));
  return html + "</tr>\n";
}

// One way over a crossing: what passes in all, then its largest goods.
std::string way_html(const query::sql_rows& flows, const std::string& crossing,
                     const std::string& direction, const std::string& name) {
  constexpr std::size_t figures = components.size() + 2;
  double t = 0;
  std::array<double, figures> sums{};
  std::string goods;
  std::size_t shown = 0;
  for (const auto& row : flows.rows) {
    if (text(row[0]) != crossing || text(row[1]) != direction) continue;
    const double quantity = number(row[first_figure]);
    std::array<double, figures> own{};
    for (std::size_t i = 0; i < figures; ++i) {
      own[i] = number(row[first_figure + 1 + i]);
      sums[i] += quantity * own[i];
    }
    t += quantity;
    if (quantity >= least_t && shown++ < goods_a_way)
      goods += row_html("good", cut_to(text(row[2]), 40), quantity, own);
  }
  if (!(t >= least_t)) return {};
  for (auto& sum : sums) sum /= t;
  return row_html("way", name, t, sums) + goods;
}

std::string who_crosses_html(const told_result& told, const focus_crossings& focus) {
  if (focus.crossings.empty()) return {};
  const auto list = sql_list(focus);
  const auto ways = told.pages.rows(
      "SELECT crossing_id, direction, name, from_country, to_country FROM crossings WHERE "
      "crossing_id IN (" +
          list + ") ORDER BY t DESC",
      "ttttt");
  std::string columns = "f.cost";
  for (const auto* component : components) columns += std::string(", f.") + component;
  const auto flows = told.pages.rows(
      "SELECT crossing_id, direction, c.name, quantity, " + columns +
          ", f.time_h FROM crossing_flows f JOIN by_commodity c USING (commodity_id) WHERE f.unit "
          "= 't' AND crossing_id IN (" +
          list + ") ORDER BY quantity DESC",
      "tttn" + std::string(components.size() + 2, 'n'));
  std::string rows;
  std::size_t shown = 0;
  for (const auto& way : ways.rows) {
    if (shown == most_ways) break;
    const auto html =
        way_html(flows, text(way[0]), text(way[1]),
                 fmt::format("{}, {} to {}", cut_to(text(way[2]), 40),
                             cases::country_name(text(way[3])), cases::country_name(text(way[4]))));
    if (html.empty()) continue;
    rows += html;
    ++shown;
  }
  if (rows.empty()) return crossings_html(told.pages);
  std::string head =
      "<div class='wide'><table class='who'><thead><tr><th>Over, and with what</th><th "
      "class='n'>t/day</th><th class='n'>USD/t</th>";
  for (const auto* component : components)
    head += fmt::format("<th class='n minor'>{}</th>", component);
  return head + "<th class='n'>days</th></tr></thead><tbody>\n" + rows + "</tbody></table></div>\n";
}

std::string change_answer(const asked_report& asked, const focus_crossings& focus,
                          const focus_crossings& before,
                          const std::vector<changed_measure>& changes) {
  const auto with =
      fmt::format("With {}, against {}, ", asked.now.scenario(), asked.before->scenario());
  if (changes.empty()) return with + "nothing changes by more than rounding.";
  const auto what = carried_by(focus);
  std::string told;
  for (std::size_t i = 0; i < std::min(most_named, focus.crossings.size()); ++i) {
    const double now = focus.crossings[i].*what.member, then = before.crossings[i].*what.member;
    if (std::max(now, then) < least_t) continue;
    told += fmt::format("{}{} carries {} {} instead of {} ({})", told.empty() ? "" : ", ",
                        focus.spoken(focus.crossings[i]), figure(std::round(now)), what.unit,
                        figure(std::round(then)), result::relative_change(then, now));
  }
  const double fees = focus.sum(&focus_crossing::fees_usd),
               then = before.sum(&focus_crossing::fees_usd);
  if (told.empty()) return with + changes_sentence(changes, 2) + ".";
  if (std::max(fees, then) >= 1)
    told += fmt::format("; fees there are {} instead of {} USD a day", money(fees), money(then));
  return with + told + ".";
}

double total_of(const std::vector<changed_measure>& changes, const std::string& name) {
  for (const auto& change : changes)
    if (change.what.empty() && change.figure == name) return change.change();
  return 0;
}

std::vector<key_figure> changed_figures(const focus_crossings& focus, const focus_crossings& before,
                                        const std::vector<changed_measure>& changes) {
  if (focus.crossings.empty()) return change_figures(changes);
  const auto what = carried_by(focus);
  std::size_t most = 0;
  const auto change = [&](std::size_t i) {
    return focus.crossings[i].*what.member - before.crossings[i].*what.member;
  };
  for (std::size_t i = 1; i < focus.crossings.size(); ++i)
    if (std::abs(change(i)) > std::abs(change(most))) most = i;
  const double fees = focus.sum(&focus_crossing::fees_usd) - before.sum(&focus_crossing::fees_usd);
  const double cost = total_of(changes, "transport cost");
  return {{signed_figure(std::round(change(most))), what.unit,
           capital(focus.spoken(focus.crossings[most]))},
          {(fees > 0 ? "+" : "") + money(fees), "USD a day", "Fees " + focus.where()},
          {(cost > 0 ? "+" : "") + money(cost), "USD a day", "What all transport costs"}};
}

std::vector<bar> freight_changes(const std::vector<changed_measure>& changes) {
  std::vector<bar> bars;
  for (const auto& change : changes)
    if (change.figure == "freight" && bars.size() < most_bars)
      bars.push_back({change.what, {change.change()}});
  return bars;
}

}  // namespace

briefing run_briefing(const asked_report& asked) {
  briefing told;
  const auto focus = focus_of(asked.now, asked.before);
  if (asked.before) {
    const auto before = same_focus(*asked.before, focus);
    const auto changes = changes_between(*asked.before, asked.now);
    told.question = fmt::format("What changes {} with {}?", focus.where(), asked.now.scenario());
    told.answer = change_answer(asked, focus, before, changes);
    told.figures = changed_figures(focus, before, changes);
    add_picture(told, "Where freight grows and falls", focus_map(asked, focus));
    add_picture(told, "Crossings that gain and lose",
                change_chart(freight_changes(changes), "t/day"));
    told.table_title = "What changed";
    told.table = changes_html(changes, most_changes);
  } else {
    told.question = fmt::format("Who crosses {}, and why?", focus.where());
    told.answer = run_answer(focus);
    told.figures = run_figures(focus);
    add_picture(told, "Where freight goes", focus_map(asked, focus));
    add_picture(told, "What a tonne pays, door to door",
                costs_html(asked.now.pages, sql_list(focus), most_bars));
    told.table_title = "Who crosses where, and what it costs";
    told.table = who_crosses_html(asked.now, focus);
  }
  told.uncertainty =
      inputs_sentence(asked.now) + " One equilibrium of one day has no interval of its own.";
  return told;
}

}  // namespace amur::report
