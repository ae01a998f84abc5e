#include "amur/result/claims_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "amur/base/number.h"
#include "amur/result/claims.h"
#include "amur/result/geopackage_writer.h"
#include "amur/result/result_query.h"
#include "amur/result/schema/about.h"
#include "amur/result/table_rows.h"
#include "amur/text/text.h"

namespace amur::result {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::seconds most_time_for_all{10};

class asker {
 public:
  asker(const result_database& database, diagnostics& report)
      : database_(database), report_(report) {}

  // The query's one number; empty for no row or NULL. Reports a query that fails; after one that
  // took too long, or all of them together, asks no more.
  std::optional<double> figure(const std::string& file, const std::string& id,
                               const std::string& query) {
    if (gave_up_) return std::nullopt;
    const auto fail = [&](const std::string& problem) {
      report_.error(file, 0, id + ".query", text::shortened(query, 200), problem,
                    "one SELECT over the result's tables that gives one number");
      return std::nullopt;
    };
    const auto begin = clock::now();
    std::string problem;
    const auto rows = database_.query(query, problem, {query::default_query_time, 1});
    const auto end = clock::now();
    gave_up_ = end - begin > query::default_query_time || end > deadline_;
    if (!rows) return fail(problem);
    if (gave_up_)
      return fail(fmt::format("all queries of the case together took longer than {} s",
                              most_time_for_all.count()));
    if (rows->columns.size() != 1)
      return fail(fmt::format("the query gives {} columns", rows->columns.size()));
    if (rows->rows.empty()) return std::nullopt;
    const auto& value = rows->rows[0][0];
    if (std::holds_alternative<std::string>(value))
      return fail("the query gives text, not a number");
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return std::nullopt;
  }

 private:
  const result_database& database_;
  diagnostics& report_;
  clock::time_point deadline_ = clock::now() + most_time_for_all;
  bool gave_up_ = false;
};

// What kinds of tables a result has, and so which claims can be asked of it.
struct result_kinds {
  bool network = false, trade = false, finance = false, months = false, corridor = false;
};

// The tables of `amur corridor`, which runs lack.
bool asks_a_corridor(const std::string& query) {
  return query.find("corridor_indicators") != std::string::npos ||
         query.find("FROM corridor") != std::string::npos;
}

std::string why_not_asked(const cases::claim& claim, const result_kinds& has) {
  if (claim.needs_trade && !has.trade) return "asked of a run with trade (amur run --trade)";
  if (claim.needs_finance && !has.finance) return "asked of the case's finance (amur finance)";
  if (claim.needs_months && !has.months)
    return "asked of a run by months (amur run --from ... --to ...)";
  if (!claim.needs_finance && !has.network) return "asked of a run of the network (amur run)";
  return {};
}

result_table claims_table(const cases::case_data& data, std::span<const std::string> simulated,
                          const result_kinds& has, asker& ask) {
  table_rows<claims_row> claims;
  for (const auto& claim : data.claims) {
    const bool asked = simulated.empty() ? claim.simulation_of.empty()
                                         : std::find(simulated.begin(), simulated.end(),
                                                     claim.simulation_of) != simulated.end();
    if (!asked) continue;
    judged_claim judged;
    judged.reason = why_not_asked(claim, has);
    if (judged.reason.empty())
      judged = judge(claim, ask.figure("claims.toml", claim.id, claim.query), data.row_confidence);
    claims.add({.claim_id = claim.id,
                .says = claim.says,
                .who = claim.who,
                .source = claim.source_text,
                .verdict = to_string(judged.verdict),
                .figure = judged.figure.value_or(no_number),
                .unit = claim.unit,
                .holds_if = condition_of(claim),
                .reason = judged.reason,
                .query = claim.query});
  }
  return claims.finish();
}

result_table observations_table(const cases::case_data& data, const result_kinds& has, asker& ask) {
  table_rows<observations_row> observations;
  for (const auto& row : data.observations) {
    if (row.needs_finance ? !has.finance : !has.network) continue;
    if (!has.corridor && asks_a_corridor(row.query)) continue;
    const auto computed = ask.figure("observations.toml", row.id, row.query).value_or(no_number);
    observations.add({.observation_id = row.id,
                      .label = row.label,
                      .observed = row.observed,
                      .computed = computed,
                      .ratio = row.observed != 0 ? computed / row.observed : no_number,
                      .unit = row.unit,
                      .fitted = std::int64_t{row.fitted},
                      .source = row.source.valid() ? data.sources[row.source].title : ""});
  }
  return observations.finish();
}

template <class Has>
result_kinds kinds_of(Has&& has_table) {
  return {has_table("links"), has_table("trade_pairs"), has_table("finance_ratios"),
          has_table("month_totals"), has_table("corridor")};
}

// Whether some query says the name, in whatever letters: SQL has no other way to name a table.
bool is_named(const std::string& name, const std::vector<std::string>& queries) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  };
  const auto is_same = [&](char a, char b) { return lower(a) == lower(b); };
  return std::ranges::any_of(queries, [&](const std::string& query) {
    return std::search(query.begin(), query.end(), name.begin(), name.end(), is_same) !=
           query.end();
  });
}

}  // namespace

std::map<std::string, double> ask_claim_figures(const std::filesystem::path& place,
                                                const result_tables& tables,
                                                const cases::case_data& data, diagnostics& report) {
  const auto has = kinds_of([&](const char* name) { return tables.has(name); });
  std::vector<const cases::claim*> claims;
  std::vector<std::string> queries;
  for (const auto& claim : data.claims) {
    if (!claim.simulation_of.empty() || !why_not_asked(claim, has).empty()) continue;
    claims.push_back(&claim);
    queries.push_back(claim.query);
  }
  std::map<std::string, double> figures;
  if (claims.empty()) return figures;
  const auto ask_all = [&](const std::filesystem::path& temporary) {
    std::string problem;
    const auto database = result_database::open(temporary, problem);
    if (!database) {
      report.error(temporary.string(), 0, "", "", problem);
      return false;
    }
    asker ask(*database, report);
    for (const auto* claim : claims) {
      const auto figure = ask.figure("claims.toml", claim->id, claim->query);
      if (figure && std::isfinite(*figure)) figures[claim->id] = *figure;
    }
    return !report.has_errors();
  };
  // Of what a file notes of itself all may be asked.
  bool is_whole = false;
  for (const auto* notes : {"gpkg_", "sqlite_", "pragma_"})
    is_whole = is_whole || is_named(notes, queries);
  result_tables asked;
  for (const auto& table : tables.tables)
    if (is_whole || is_named(table.name, queries)) asked.tables.push_back(table);
  const auto notes = is_whole ? file_notes::of_columns : file_notes::none;
  if (with_scratch_result(place, asked, notes, ask_all, report)) return figures;
  return {};
}

bool ask_claims(const std::filesystem::path& result, const cases::case_data& data,
                std::span<const std::string> simulated, result_tables& added, diagnostics& report) {
  std::string problem;
  const auto database = result_database::open(result, problem);
  if (!database) {
    report.error(result.string(), 0, "", "", problem);
    return false;
  }
  asker ask(*database, report);
  auto has = kinds_of([&](const char* name) { return database->has_table(name); });
  has.network = has.network || !simulated.empty();
  added.tables.push_back(claims_table(data, simulated, has, ask));
  if (simulated.empty() && !report.has_errors())
    added.tables.push_back(observations_table(data, has, ask));
  return !report.has_errors();
}

}  // namespace amur::result
