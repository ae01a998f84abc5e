#include "amur/report/claim_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "amur/report/svg.h"
#include "amur/report/words.h"

namespace amur::report {
namespace {

constexpr std::size_t longest_claim = 110, longest_who = 40;
constexpr const char* no_verdict = "cannot be told";

struct claim {
  std::string id, verdict, says, who, unit;
  double figure = 0;
  std::string odds;
};

// Of claims that an ensemble drew: in how many draws each holds, and what decides it.
std::map<std::string, std::string> odds_of_claims(const result_pages& pages) {
  std::map<std::string, std::string> odds;
  for (const auto& row : pages.rows("SELECT claim_id, odds FROM ensemble_claims", "tN").rows)
    odds[text(row[0])] = fmt::format("holds in {} of the draws", percent(number(row[1])));
  std::map<std::string, int> told;
  for (const auto& row :
       pages
           .rows("SELECT claim_id, input_table, input_column, \"index\" FROM ensemble_drivers "
                 "ORDER BY claim_id, rank",
                 "tttN")
           .rows) {
    const auto id = text(row[0]);
    odds[id] += fmt::format("{}{}.{} ({})", told[id]++ == 0 ? ", which turns on " : ", ",
                            text(row[1]), text(row[2]), percent(number(row[3])));
  }
  return odds;
}

std::vector<claim> claims_of(const result_pages& pages) {
  std::vector<claim> claims;
  auto odds = odds_of_claims(pages);
  for (const auto& row :
       pages.rows("SELECT claim_id, verdict, says, who, unit, figure FROM claims", "tttttn").rows)
    claims.push_back({text(row[0]), text(row[1]), cut_to(text(row[2]), longest_claim),
                      cut_to(text(row[3]), longest_who), text(row[4]), number(row[5]),
                      odds[text(row[0])]});
  return claims;
}

const char* class_of(const std::string& verdict) {
  return verdict == "holds" ? "holds" : verdict == "does not hold" ? "not" : "untold";
}

std::string figure_of(const claim& one) {
  return std::isnan(one.figure) ? "-" : figure(one.figure) + " " + one.unit;
}

// Inputs have ids; how many there are says as much.
std::string reason_in_words(const std::string& reason) {
  constexpr std::string_view assumed = "only assumed: ";
  if (!reason.starts_with(assumed)) return reason;
  const auto inputs = 1 + std::ranges::count(reason, ',');
  return inputs == 1 ? "rests on an input that is only assumed"
                     : fmt::format("rests on {} inputs that are only assumed", inputs);
}

std::string flipped_row(const claim& now, const claim& before) {
  return fmt::format(
      "<tr><td>{} <i>{}</i></td><td class='{}'>{}</td><td class='n'>{}</td><td class='{}'>{}</td>"
      "<td class='n'>{}</td></tr>\n",
      escaped("“" + now.says + "”"), escaped(now.who), class_of(before.verdict),
      escaped(before.verdict), escaped(figure_of(before)), class_of(now.verdict),
      escaped(now.verdict), escaped(figure_of(now)));
}

constexpr const char* flipped_head =
    "<div class='wide'><table><thead><tr><th>Claim</th><th>Before</th><th class='n'></th><th>After"
    "</th><th class='n'></th></tr></thead><tbody>\n";

// Claims that both results have.
std::vector<std::pair<claim, claim>> claims_in_both(const result_pages& now,
                                                    const result_pages& before) {
  std::map<std::string, claim> known;
  for (auto& one : claims_of(before)) known.emplace(one.id, std::move(one));
  std::vector<std::pair<claim, claim>> both;
  for (auto& one : claims_of(now))
    if (const auto then = known.find(one.id); then != known.end())
      both.emplace_back(std::move(one), then->second);
  return both;
}

}  // namespace

std::string claims_html(const result_pages& pages) {
  const auto rows = pages.rows(
      "SELECT verdict, says, who, source, figure, unit, holds_if, reason, claim_id FROM claims",
      "ttttntttt");
  if (rows.rows.empty()) return {};
  auto odds = odds_of_claims(pages);
  std::string html =
      "<div class='wide'><table><thead><tr><th>The numbers say</th><th>Claim</th><th class='n'>"
      "Figure</th><th>Holds if</th><th>Source</th></tr></thead><tbody>\n";
  for (const auto& row : rows.rows) {
    const auto verdict = text(row[0]);
    auto reason = reason_in_words(text(row[7]));
    if (const auto& drawn = odds[text(row[8])]; !drawn.empty())
      reason += (reason.empty() ? "" : "; ") + drawn;
    html += fmt::format(
        "<tr><td class='{}'>{}</td><td>{} <i>{}</i>{}</td><td class='n'>{} {}</td><td>{}</td>"
        "<td>{}</td></tr>\n",
        class_of(verdict), escaped(verdict), escaped("“" + text(row[1]) + "”"),
        escaped(text(row[2])), reason.empty() ? "" : "<br>" + escaped(reason),
        figure(number(row[4])), escaped(text(row[5])), escaped(text(row[6])),
        escaped(text(row[3])));
  }
  return html + "</tbody></table></div>\n";
}

std::string judged_claims_html(const result_pages& pages, std::size_t most) {
  const auto claims = claims_of(pages);
  if (claims.empty()) return "<p>The case makes no claims.</p>\n";
  std::string html;
  std::size_t judged = 0;
  for (const auto& one : claims) {
    if ((one.verdict == no_verdict && one.odds.empty()) || ++judged > most) continue;
    html +=
        fmt::format("<tr><td class='{}'>{}</td><td>{} <i>{}</i>{}</td><td class='n'>{}</td></tr>\n",
                    class_of(one.verdict), escaped(one.verdict), escaped("“" + one.says + "”"),
                    escaped(one.who), one.odds.empty() ? "" : "<br>" + escaped(one.odds),
                    escaped(figure_of(one)));
  }
  if (!html.empty())
    html = "<div class='wide'><table class='claims'><tbody>\n" + html + "</tbody></table></div>\n";
  const auto untold = std::ranges::count_if(
      claims, [](const claim& one) { return one.verdict == no_verdict && one.odds.empty(); });
  html += fmt::format("<p class='note'>{} claims are judged", judged);
  if (untold > 0) html += fmt::format(", {} cannot be told from this result", untold);
  return html + "; the annex has all, with their sources.</p>\n";
}

std::string flipped_claims_html(const result_pages& now, const result_pages& before,
                                std::size_t most) {
  const auto both = claims_in_both(now, before);
  if (both.empty()) return "<p>The results share no claims.</p>\n";
  std::string html;
  std::size_t flipped = 0;
  for (const auto& [after, then] : both)
    if (after.verdict != then.verdict && ++flipped <= most) html += flipped_row(after, then);
  if (flipped == 0)
    return fmt::format("<p>None of the {} claims gets another verdict.</p>\n", both.size());
  html = flipped_head + html + "</tbody></table></div>\n";
  return html + fmt::format("<p class='note'>{} of {} claims get another verdict.</p>\n", flipped,
                            both.size());
}

std::string claims_compared_html(const result_pages& now, const result_pages& before) {
  std::string html;
  for (const auto& [after, then] : claims_in_both(now, before)) html += flipped_row(after, then);
  return html.empty() ? html : flipped_head + html + "</tbody></table></div>\n";
}

std::string observations_html(const result_pages& pages) {
  return table_html(
      pages.rows("SELECT label AS 'what', observed, computed, ratio, unit, CASE fitted WHEN 1 THEN "
                 "'fitted' ELSE '' END AS '', source FROM observations"));
}

std::string sources_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT title, publisher, year, confidence FROM sources ORDER BY confidence, title"));
}

}  // namespace amur::report
