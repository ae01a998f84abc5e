#include "amur/report/annexes.h"

#include <fmt/format.h>

#include <algorithm>

#include "amur/report/carbon_parts.h"
#include "amur/report/changes.h"
#include "amur/report/claim_parts.h"
#include "amur/report/corridor_parts.h"
#include "amur/report/critical_parts.h"
#include "amur/report/focus.h"
#include "amur/report/money_pages.h"
#include "amur/report/network_parts.h"
#include "amur/report/simulation_parts.h"
#include "amur/report/svg.h"
#include "amur/report/time_pages.h"
#include "amur/report/trade_parts.h"
#include "amur/report/words.h"
#include "amur/report/worth_parts.h"

namespace amur::report {
namespace {

constexpr std::size_t most_annex_changes = 80;

// What a setting is called, and empty for what stands elsewhere by its name.
std::string setting_name(const told_result& told, const std::string& name) {
  const auto has = [&](const char* other) { return !told.fact(other).empty(); };
  if (name == "focus") return {};
  if ((name == "scenarios" || name == "scenario") && has("scenario_titles")) return {};
  if (name == "crossing" && has("crossing_names")) return {};
  if (name == "case_title" || name == "title") return "case";
  if (name == "case_sha256") return "SHA-256 of the case";
  if (name == "amur_version") return "version of Amur";
  if (name == "scenario_titles") return "scenario";
  if (name == "crossing_names") return "crossing";
  return as_words(name);
}

std::string settings_html(const told_result& told) {
  query::sql_rows rows{{"setting", "value"}, {}, {}};
  for (const auto& [fact, value] : told.facts)
    if (const auto name = setting_name(told, fact); !name.empty() && !value.empty())
      rows.rows.push_back(
          {name, fact == "scenarios" || fact == "crossing" ? as_words(value) : value});
  return table_html(rows);
}

std::string whole_map(const asked_report& asked) {
  // Without a focus of the case the briefing shows all of it.
  auto map = focus_map({asked.now, nullptr, asked.land}, {});
  if (map.empty()) return {};
  return map +
         "<p class='note'>Width by the root of tonnes a day, both directions together; grey: "
         "no freight." +
         (asked.land.empty() ? "" : " Land: Natural Earth.") + "</p>\n";
}

std::string contents_html(const std::vector<annex>& annexes) {
  std::string html = "<nav class='contents'><h2>Annexes</h2>\n<ol type='A'>\n";
  for (std::size_t i = 0; i < annexes.size(); ++i) {
    html += fmt::format("<li><a href='#annex-{}'>{}</a><ul>", i, escaped(annexes[i].title));
    for (std::size_t j = 0; j < annexes[i].parts.size(); ++j)
      html += fmt::format("<li><a href='#part-{}-{}'>{}</a></li>", i, j,
                          escaped(annexes[i].parts[j].title));
    html += "</ul></li>\n";
  }
  return html + "</ol></nav>\n";
}

}  // namespace

std::vector<annex> annexes_of(const asked_report& asked) {
  const auto& told = asked.now;
  const auto& pages = told.pages;
  std::vector<annex> all;
  if (asked.before)
    all.push_back({"What changed",
                   {{"All figures by the size of their change",
                     changes_html(changes_between(*asked.before, told), most_annex_changes)},
                    {"Claims in both results", claims_compared_html(pages, asked.before->pages)}}});
  all.push_back({"Money",
                 {{"Does it service its debt", projects_html(pages)},
                  {"What it does to public debt", debt_html(pages)},
                  {"What toll", tolls_html(pages)}}});
  all.push_back({"What it is worth",
                 {{"Year by year", appraisal_years_html(pages)},
                  {"Who gains and who loses", gains_html(pages)},
                  {"What each budget buys", frontier_html(pages)},
                  {"What there is to choose from", investments_html(pages)},
                  {"Who pays and who gains", payers_html(pages)}}});
  all.push_back({"Inside the crossing", simulation_parts(pages)});
  all.push_back({"Flows and crossings",
                 {{"Month by month", months_html(pages)},
                  {"Where freight goes", whole_map(asked)},
                  {"Who crosses where", shares_html(pages)},
                  {"What it costs, door to door", costs_html(pages, {}, most_crossing_bars)},
                  {"Crossings", crossings_html(pages)},
                  {"Commodities", commodities_html(pages)},
                  {"Who shops where", places_html(pages, asked.land)}}});
  std::vector<corridor_pages> corridors{{pages, asked.before ? "now" : ""}};
  if (asked.before) corridors.push_back({asked.before->pages, "before"});
  all.push_back({"Corridors",
                 {{"Time and cost against distance", corridor_charts(corridors)},
                  {"CAREC's indicators", corridor_tables(pages)}}});
  all.push_back({"What can't be missed",
                 {{"Closed one by one", closures_html(pages)},
                  {"Who bears it", bearers_html(pages)},
                  {"What countries depend on", dependence_html(pages)}}});
  all.push_back({"Greenhouse gases",
                 {{"By mode", carbon_modes_html(pages)},
                  {"By goods", carbon_commodities_html(pages)},
                  {"By country", carbon_countries_html(pages)}}});
  all.push_back({"Trade", trade_parts(pages)});
  all.push_back(
      {"Claims and observations",
       {{"Claims", claims_html(pages)}, {"Observed against computed", observations_html(pages)}}});
  all.push_back(
      {"About this result", {{"Sources", sources_html(pages)}, {"Settings", settings_html(told)}}});
  for (auto& one : all)
    std::erase_if(one.parts, [](const annex_part& part) { return part.html.empty(); });
  std::erase_if(all, [](const annex& one) { return one.parts.empty(); });
  return all;
}

std::string annexes_html(const std::vector<annex>& annexes) {
  auto html = contents_html(annexes);
  for (std::size_t i = 0; i < annexes.size(); ++i) {
    const auto letter = static_cast<char>('A' + i);
    html += fmt::format("<section class='annex'><h2 id='annex-{}'>{}&ensp;{}</h2>\n", i, letter,
                        escaped(annexes[i].title));
    for (std::size_t j = 0; j < annexes[i].parts.size(); ++j)
      html += fmt::format("<h3 id='part-{}-{}'>{}.{}&ensp;{}</h3>\n{}", i, j, letter, j + 1,
                          escaped(annexes[i].parts[j].title), annexes[i].parts[j].html);
    html += "</section>\n";
  }
  return html;
}

}  // namespace amur::report
