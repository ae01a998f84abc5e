#include "amur/io/claims_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "amur/io/result_query.h"
#include "amur/io/text.h"
#include "amur/model/claims.h"
#include "amur/model/table_rows.h"

namespace amur::io {
namespace {

constexpr double null_number = std::numeric_limits<double>::quiet_NaN();

struct asker {
  const result_database& database;
  diagnostics& report;

  // The query's one number; empty for no row or NULL. Reports a query that fails.
  std::optional<double> figure(const std::string& file, const std::string& id,
                               const std::string& query) const {
    const auto error = [&](const std::string& problem) {
      report.error(file, 0, id + ".query", shortened(query, 200), problem,
                   "one SELECT over the result's tables that gives one number");
    };
    std::string problem;
    const auto rows = database.query(query, problem);
    if (!rows) {
      error(problem);
      return std::nullopt;
    }
    if (rows->columns.size() != 1 || rows->rows.size() > 1) {
      error(fmt::format("the query gives {} columns and {} rows", rows->columns.size(),
                        rows->rows.size()));
      return std::nullopt;
    }
    if (rows->rows.empty()) return std::nullopt;
    const auto& value = rows->rows[0][0];
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (std::holds_alternative<std::string>(value)) error("the query gives text, not a number");
    return std::nullopt;
  }
};

}  // namespace

bool ask_claims(const std::filesystem::path& result, const model::case_data& data,
                std::span<const std::string> simulated, model::result_tables& added,
                diagnostics& report) {
  std::string problem;
  const auto database = result_database::open(result, problem);
  if (!database) {
    report.error(result.string(), 0, "", "", problem);
    return false;
  }
  const asker ask{*database, report};
  using model::cell_type;
  model::table_rows claims("claims", {{"claim_id", cell_type::text},
                                      {"says", cell_type::text},
                                      {"who", cell_type::text},
                                      {"source", cell_type::text},
                                      {"verdict", cell_type::text},
                                      {"figure", cell_type::number},
                                      {"unit", cell_type::text},
                                      {"holds_if", cell_type::text},
                                      {"reason", cell_type::text},
                                      {"query", cell_type::text}});
  const auto has = [&](const char* table) {
    const auto query = fmt::format("SELECT 1 FROM sqlite_schema WHERE name = '{}'", table);
    return database->query(query, problem).value_or(sql_rows{}).rows.size() == 1;
  };
  const bool has_trade = has("trade_pairs"), has_finance = has("finance_ratios");
  const bool has_months = has("month_totals");
  const bool has_network = has("links") || !simulated.empty();
  for (const auto& claim : data.claims) {
    const bool asked = simulated.empty() ? claim.simulation_of.empty()
                                         : std::find(simulated.begin(), simulated.end(),
                                                     claim.simulation_of) != simulated.end();
    if (!asked) continue;
    model::judged_claim judged;
    if (claim.needs_trade && !has_trade)
      judged.reason = "asked of a run with trade (amur run --trade)";
    else if (claim.needs_finance && !has_finance)
      judged.reason = "asked of the case's finance (amur finance)";
    else if (claim.needs_months && !has_months)
      judged.reason = "asked of a run by months (amur run --from ... --to ...)";
    else if (!claim.needs_finance && !has_network)
      judged.reason = "asked of a run of the network (amur run)";
    else
      judged = model::judge(claim, ask.figure("claims.toml", claim.id, claim.query),
                            data.row_confidence);
    claims.add({claim.id, claim.says, claim.who, claim.source_text,
                model::to_string(judged.verdict), judged.figure.value_or(null_number), claim.unit,
                fmt::format("{} {}", claim.comparison, claim.threshold), judged.reason,
                claim.query});
  }
  if (report.has_errors()) return false;
  added.tables.push_back(claims.finish());
  if (!simulated.empty()) return true;
  model::table_rows observations("observations", {{"observation_id", cell_type::text},
                                                  {"label", cell_type::text},
                                                  {"observed", cell_type::number},
                                                  {"computed", cell_type::number},
                                                  {"ratio", cell_type::number},
                                                  {"unit", cell_type::text},
                                                  {"fitted", cell_type::integer},
                                                  {"source", cell_type::text}});
  for (const auto& row : data.observations) {
    if (row.needs_finance ? !has_finance : !has_network) continue;
    const auto computed = ask.figure("observations.toml", row.id, row.query).value_or(null_number);
    observations.add({row.id, row.label, row.observed, computed,
                      row.observed != 0 ? computed / row.observed : null_number, row.unit,
                      std::int64_t{row.fitted},
                      row.source.valid() ? data.sources[row.source].title : ""});
  }
  if (report.has_errors()) return false;
  added.tables.push_back(observations.finish());
  return true;
}

}  // namespace amur::io
