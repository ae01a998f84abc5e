#pragma once
// What a report says first, on two pages.

#include <string>
#include <vector>

#include "amur/report/told_result.h"

namespace amur::report {

/// Rows of what changed that its second page has room for.
inline constexpr std::size_t most_changes = 22;

struct key_figure {
  std::string value, unit, says;
};

/// Its parts are text, but pictures and table, which are HTML.
struct briefing {
  std::string question, answer;
  std::vector<key_figure> figures;
  std::string pictures;
  std::string table_title, table;
  std::string uncertainty;
};

/// Adds a captioned picture; nothing without one.
void add_picture(briefing& to, const std::string& caption, const std::string& html);

/// Answer, figures and table of what changed since another result.
void tell_changes(briefing& to, const asked_report& asked);

/// The briefing of a result of that kind.
[[nodiscard]] briefing run_briefing(const asked_report& asked);
[[nodiscard]] briefing months_briefing(const asked_report& asked);
[[nodiscard]] briefing trade_briefing(const asked_report& asked);
[[nodiscard]] briefing toll_briefing(const asked_report& asked);
[[nodiscard]] briefing finance_briefing(const asked_report& asked);
[[nodiscard]] briefing simulation_briefing(const asked_report& asked);
[[nodiscard]] briefing skim_briefing(const asked_report& asked);
[[nodiscard]] briefing appraisal_briefing(const asked_report& asked);
[[nodiscard]] briefing invest_briefing(const asked_report& asked);

/// What is known of the inputs: how many are assumed, what observations say.
[[nodiscard]] std::string inputs_sentence(const told_result& told);

/// The two pages, with title, claims and what every result says of itself.
[[nodiscard]] std::string briefing_html(const asked_report& asked);

}  // namespace amur::report
