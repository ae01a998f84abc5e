#include "amur/report/told_result.h"

#include "amur/report/words.h"

namespace amur::report {
namespace {

result_kind kind_of(const result::result_database& database) {
  if (database.has_table("simulation")) return result_kind::simulation;
  if (database.has_table("appraisal")) return result_kind::appraisal;
  if (database.has_table("invest_frontier")) return result_kind::invest;
  if (database.has_table("toll_curve")) return result_kind::toll;
  if (database.has_table("finance_ratios") || database.has_table("debt_rating"))
    return result_kind::finance;
  if (database.has_table("month_totals")) return result_kind::months;
  if (database.has_table("trade_regions")) return result_kind::trade;
  if (database.has_table("skim")) return result_kind::skim;
  return result_kind::run;
}

}  // namespace

const char* to_string(result_kind kind) {
  switch (kind) {
    case result_kind::run:
      return "a run";
    case result_kind::months:
      return "a run by months";
    case result_kind::trade:
      return "a run with trade";
    case result_kind::toll:
      return "tolls of a crossing";
    case result_kind::finance:
      return "finance";
    case result_kind::simulation:
      return "a simulation";
    case result_kind::appraisal:
      return "an appraisal";
    case result_kind::invest:
      return "a choice of investments";
    case result_kind::skim:
      break;
  }
  return "a skim";
}

told_result::told_result(const result::result_database& database, diagnostics& report)
    : file(database.file()), pages(database, report), kind(kind_of(database)) {
  const bool is_simulation = kind == result_kind::simulation;
  for (const auto& row : pages
                             .rows(is_simulation ? "SELECT name, value FROM simulation"
                                                 : "SELECT name, value FROM run",
                                   "tt")
                             .rows)
    facts.emplace_back(text(row[0]), text(row[1]));
  if (auto lines = result::read_link_lines(database, report)) links = std::move(*lines);
}

std::string told_result::fact(const std::string& name) const {
  for (const auto& [known, value] : facts)
    if (known == name) return value;
  return {};
}

std::string told_result::scenario() const {
  auto title = fact("scenario_titles");
  // Results of earlier versions know ids alone.
  if (title.empty()) title = fact("scenarios");
  if (title.empty()) title = fact("scenario");
  return title.empty() ? "the case as it is" : "“" + cut_to(as_words(title), 60) + "”";
}

}  // namespace amur::report
