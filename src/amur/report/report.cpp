#include "amur/report/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "amur/report/annexes.h"
#include "amur/report/briefing.h"
#include "amur/report/style.h"
#include "amur/report/svg.h"
#include "amur/report/time_pages.h"
#include "amur/result/result_reader.h"

namespace amur::report {
namespace {

// The page is one file: no script runs, and nothing is fetched or sent.
constexpr const char* may_load =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

// What keeps two results from being held against each other; empty where nothing does.
std::string why_no_pair(const told_result& before, const told_result& now) {
  if (before.kind != now.kind)
    return fmt::format("this is {}, the first result {}", to_string(now.kind),
                       to_string(before.kind));
  if (now.kind == result_kind::simulation && before.fact("crossing") != now.fact("crossing"))
    return "this is a simulation of another crossing";
  if (now.kind != result_kind::months) return {};
  const auto known = months_of(before.pages), months = months_of(now.pages);
  const auto is_known = [&known](const auto& month) {
    return std::ranges::find(known, month) != known.end();
  };
  return std::ranges::any_of(months, is_known) ? "" : "the results have no month in common";
}

std::string document(const asked_report& asked) {
  auto title = asked.now.fact("case_title");
  if (title.empty()) title = asked.now.fact("title");
  return fmt::format(
             "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><meta "
             "http-equiv='Content-Security-Policy' content=\"{}\"><meta name='viewport' "
             "content='width=device-width, initial-scale=1'><title>{}</title><style>{}</style>"
             "</head>\n<body>\n",
             may_load, escaped(title.empty() ? "Amur" : title), style_sheet()) +
         briefing_html(asked) + annexes_html(annexes_of(asked)) + "</body></html>\n";
}

}  // namespace

std::optional<std::string> html_of(const report_request& request, diagnostics& findings) {
  const auto database = result::open_result(request.result, findings);
  const auto before =
      request.before.empty() ? std::nullopt : result::open_result(request.before, findings);
  if (findings.has_errors()) return std::nullopt;
  const told_result now(*database, findings);
  std::optional<told_result> then;
  if (before) then.emplace(*before, findings);
  if (then && !findings.has_errors())
    if (const auto reason = why_no_pair(*then, now); !reason.empty())
      findings.error(request.result.string(), 0, "", "", reason,
                     "two results of one kind: " + std::string(to_string(then->kind)));
  if (findings.has_errors()) return std::nullopt;
  if (then && then->fact("case_sha256") != now.fact("case_sha256"))
    findings.warning("", 0, "", "",
                     "the two results come from different cases, or the case has changed");
  const auto land = read_land(request.land);
  const auto html = document({now, then ? &*then : nullptr, land});
  if (findings.has_errors()) return std::nullopt;
  return html;
}

}  // namespace amur::report
