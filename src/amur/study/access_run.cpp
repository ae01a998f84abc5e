// How near places are to markets, and by which crossings countries trade.

#include <cmath>
#include <map>

#include "amur/base/number.h"
#include "amur/case/case_reader.h"
#include "amur/model/dependence.h"
#include "amur/result/noted_value.h"
#include "amur/result/schema/access.h"
#include "amur/result/table_rows.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/verify/verify_run.h"

#include <fmt/format.h>

namespace amur::study {
namespace {

// Of trade to its cost in gravity equations (Head & Mayer 2014: about -5 where firms differ
// little).
constexpr double usual_elasticity = 5;

result::result_table access_table(const cases::case_data& data,
                                  const std::vector<model::place_access>& places) {
  result::table_rows<result::market_access_row> rows;
  for (const auto& each : places)
    rows.add({.node_id = data.nodes[each.place].id,
              .country = data.nodes[each.place].country,
              .commodity_id = data.commodities[each.commodity].id,
              .to_buyers_usd_per_day = each.to_buyers_usd,
              .to_sellers_usd_per_day = each.to_sellers_usd,
              .least_cost_usd_per_t = std::isfinite(each.least_cost_usd_per_t)
                                          ? each.least_cost_usd_per_t
                                          : no_number});
  return rows.finish();
}

result::result_table dependence_table(const cases::case_data& data,
                                      const std::vector<model::crossing_dependence>& all) {
  result::table_rows<result::dependence_row> rows;
  for (const auto& each : all) {
    const auto& passing = each.passing;
    const double t = passing.exports_t + passing.imports_t;
    rows.add({.country = each.country,
              .crossing_id = data.crossings[each.crossing].id,
              .name = data.crossings[each.crossing].name,
              .neighbour = each.neighbour,
              .exports_t = passing.exports_t,
              .imports_t = passing.imports_t,
              .exports_usd_per_day = passing.exports_usd,
              .imports_usd_per_day = passing.imports_usd,
              .share = each.share,
              .shut_cost_usd_per_day = each.shut_usd,
              .shut_cost_usd_per_t = each.shut_usd / t,
              .shut_unserved_t = each.shut_unserved_t,
              .instead = each.instead.valid() ? data.crossings[each.instead].id : ""});
  }
  return rows.finish();
}

result::result_table neighbours_table(const std::vector<model::crossing_dependence>& all) {
  std::map<std::pair<std::string, std::string>, result::dependence_neighbours_row> sums;
  for (const auto& each : all) {
    if (each.neighbour.empty()) continue;
    auto& row = sums[{each.country, each.neighbour}];
    row.country = each.country;
    row.neighbour = each.neighbour;
    row.exports_usd_per_day += each.passing.exports_usd;
    row.imports_usd_per_day += each.passing.imports_usd;
    row.share += each.share;
  }
  result::table_rows<result::dependence_neighbours_row> rows;
  for (auto& [key, row] : sums) rows.add(std::move(row));
  return rows.finish();
}

void check_access(const cases::case_data& data, const study_request& /*request*/,
                  diagnostics& report) {
  (void)has_network(data, report);
}

case_outcome run_access(const study_task& task, const study_request& request, diagnostics& report) {
  const run_clock watch;
  cases::case_inputs inputs;
  const auto data = read_asked(task, report, &inputs);
  if (!data || !has_network(*data, report)) return {};
  const auto options = run_options_of(task);
  case_outcome outcome;
  auto solved = solve_network(case_run{task}, *data, options, report, outcome.status, true);
  if (!solved) return outcome;
  const auto& answer = solved->network.answer;
  outcome.status = status_of(*data, solved->network, report);
  auto& tables = outcome.tables;
  tables = network_tables(*data, solved->network, options);
  const double elasticity = request.number("elasticity").value_or(usual_elasticity);
  model::closure_options closing;
  closing.threads = task.threads;
  bool goes_on = true;
  closing.part = [&](std::size_t done, std::size_t of) {
    return goes_on = task.goes_on_after(done, of);
  };
  const auto dependence = model::dependence_on_crossings(*data, answer, closing);
  if (!goes_on) return {run_status::cancelled, {}};
  tables.tables.push_back(
      access_table(*data, model::market_access(*data, answer, elasticity, task.threads)));
  tables.tables.push_back(dependence_table(*data, dependence));
  tables.tables.push_back(neighbours_table(dependence));
  result::note_value(tables, "run", "access_elasticity", fmt::format("{}", elasticity));
  if (!verify::confirm_network(*data, answer, options, tables, report))
    outcome.status = run_status::not_solved;
  if (!write_answered(task, *data, inputs, watch, tables, report)) return {};
  return outcome;
}

}  // namespace

declared_study access_study() {
  return {"access",
          "How near places are to their markets, and which crossings a country's trade depends on",
          "amur access cases/heihe",
          {{.name = "elasticity",
            .option = "--elasticity",
            .type = field_type::number,
            .sentence = "By how many per cent trade falls as its delivered cost rises by one",
            .least = 0,
            .most = 20,
            .usual = usual_elasticity}},
          check_access,
          run_access};
}

}  // namespace amur::study
