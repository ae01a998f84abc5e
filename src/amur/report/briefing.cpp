#include "amur/report/briefing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "amur/report/changes.h"
#include "amur/report/claim_parts.h"
#include "amur/report/svg.h"
#include "amur/report/words.h"

namespace amur::report {
namespace {

constexpr std::size_t most_claims = 8, most_flipped = 5, told_changes = 3;
constexpr std::size_t longest_title = 110, longest_answer = 520;
constexpr double near = 0.25;  // of what is observed

briefing briefing_of(const asked_report& asked) {
  switch (asked.now.kind) {
    case result_kind::run:
      return run_briefing(asked);
    case result_kind::months:
      return months_briefing(asked);
    case result_kind::trade:
      return trade_briefing(asked);
    case result_kind::toll:
      return toll_briefing(asked);
    case result_kind::finance:
      return finance_briefing(asked);
    case result_kind::simulation:
      return simulation_briefing(asked);
    case result_kind::appraisal:
      return appraisal_briefing(asked);
    case result_kind::invest:
      return invest_briefing(asked);
    case result_kind::skim:
      break;
  }
  return skim_briefing(asked);
}

std::string title_of(const told_result& told) {
  auto title = told.fact("case_title");
  if (title.empty()) title = told.fact("title");
  return title.empty() ? "Amur" : title;
}

std::string period_of(const told_result& told) {
  const auto from = told.fact("from"), to = told.fact("to");
  if (told.kind == result_kind::months && !from.empty())
    return spelled_date(from) + " to " + spelled_date(to);
  if (told.kind == result_kind::simulation && !from.empty()) return "from " + spelled_date(from);
  return spelled_date(told.fact("date"));
}

std::string about(const asked_report& asked) {
  auto line = period_of(asked.now);
  line += (line.empty() ? "" : " · ") + asked.now.scenario();
  if (!asked.before) return capital(line);
  line += " · held against " + asked.before->scenario();
  if (const auto then = period_of(*asked.before); then != period_of(asked.now)) line += ", " + then;
  return capital(line);
}

// So much of a hash as tells cases apart.
std::string short_hash(const told_result& told) {
  constexpr std::size_t letters = 12;
  auto hash = told.fact("case_sha256");
  const auto is_hex = [](unsigned char letter) { return std::isxdigit(letter) != 0; };
  if (hash.empty() || !std::ranges::all_of(hash, is_hex)) return "unknown";
  return hash.substr(0, letters);
}

std::string how(const told_result& told) {
  if (told.kind == result_kind::simulation)
    return fmt::format("Simulated event by event, {} replications of {} days",
                       told.fact("replications"), told.fact("days"));
  const auto model = told.fact("equilibrium"), status = told.fact("status");
  if (model.empty()) return "Computed from the figures of the case";
  return fmt::format("{} equilibrium on the network of the case, {} after {} steps", capital(model),
                     status, told.fact("iterations"));
}

std::string method(const asked_report& asked) {
  const auto case_of = [](const told_result& told) { return "case " + short_hash(told); };
  auto line = fmt::format("{}. Amur {}, {}", how(asked.now), asked.now.fact("amur_version"),
                          case_of(asked.now));
  if (asked.before && asked.before->fact("case_sha256") != asked.now.fact("case_sha256"))
    line += fmt::format("; held against another {}: it changed, or is another one",
                        case_of(*asked.before));
  return line + ".";
}

std::string figures_html(const std::vector<key_figure>& figures) {
  std::string html = "<div class='figures'>\n";
  for (const auto& one : figures)
    html += fmt::format("<div><strong>{}</strong> <span>{}</span><p>{}</p></div>\n",
                        escaped(one.value), escaped(one.unit), escaped(one.says));
  return html + "</div>\n";
}

}  // namespace

void add_picture(briefing& to, const std::string& caption, const std::string& html) {
  if (html.empty()) return;
  to.pictures +=
      fmt::format("<figure><figcaption>{}</figcaption>\n{}</figure>\n", escaped(caption), html);
}

void tell_changes(briefing& to, const asked_report& asked) {
  const auto changes = changes_between(*asked.before, asked.now);
  const auto with =
      fmt::format("With {}, against {}, ", asked.now.scenario(), asked.before->scenario());
  to.answer = with +
              (changes.empty() ? "no figure changes by more than rounding"
                               : "this changes most: " + changes_sentence(changes, told_changes)) +
              ".";
  to.figures = change_figures(changes);
  to.table_title = "What changed";
  to.table = changes_html(changes, most_changes);
}

std::string inputs_sentence(const told_result& told) {
  std::string sentence;
  const auto inputs = told.pages.rows(
      "SELECT count(*), sum(confidence = 'assumed'), sum(confidence = 'estimated') FROM inputs",
      "nnn");
  if (!inputs.rows.empty() && number(inputs.rows.front()[0]) > 0) {
    const auto& row = inputs.rows.front();
    sentence = fmt::format("Of {} rows of input {} are assumed and {} estimated.",
                           figure(number(row[0])), percent(number(row[1]) / number(row[0])),
                           percent(number(row[2]) / number(row[0])));
  }
  const auto observed = told.pages.rows(
      fmt::format("SELECT count(*), sum(abs(ratio - 1) <= {}) FROM observations WHERE fitted = 0 "
                  "AND ratio IS NOT NULL",
                  near),
      "nn");
  if (!observed.rows.empty() && number(observed.rows.front()[0]) > 0)
    sentence += fmt::format(
        " Of {} observed figures that nothing was fitted to, {} are computed "
        "within a quarter.",
        figure(number(observed.rows.front()[0])), figure(number(observed.rows.front()[1])));
  return sentence;
}

std::string briefing_html(const asked_report& asked) {
  const auto told = briefing_of(asked);
  auto html = fmt::format(
      "<section class='sheet'>\n<header><p class='case'>{}</p><h1>{}</h1><p class='about'>{}</p>"
      "</header>\n<p class='answer'>{}</p>\n{}{}</section>\n",
      escaped(cut_to(title_of(asked.now), longest_title)),
      escaped(cut_to(told.question, longest_title)), escaped(about(asked)),
      escaped(cut_to(told.answer, longest_answer)), figures_html(told.figures), told.pictures);
  html += "<section class='sheet'>\n";
  if (!told.table.empty())
    html += fmt::format("<h2>{}</h2>\n{}", escaped(told.table_title), told.table);
  html += asked.before
              ? "<h2>Claims that turn</h2>\n" +
                    flipped_claims_html(asked.now.pages, asked.before->pages, most_flipped)
              : "<h2>What claims become</h2>\n" + judged_claims_html(asked.now.pages, most_claims);
  html +=
      fmt::format("<h2>How sure this is</h2>\n<p>{}</p>\n<p class='method'>{}</p>\n</section>\n",
                  escaped(told.uncertainty), escaped(method(asked)));
  return html;
}

}  // namespace amur::report
