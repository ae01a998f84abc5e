// Tables about the run itself: inputs, sources, run; and all tables in order.

#include <fmt/format.h>

#include "amur/case/case_names.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

constexpr auto text = cell_type::text;

const char* to_string(assign::status status) {
  switch (status) {
    case assign::status::converged:
      return "converged";
    case assign::status::cancelled:
      return "cancelled";
    case assign::status::no_finite_solution:
      return "no finite solution";
    case assign::status::iteration_limit:
      break;
  }
  return "iteration limit reached";
}

}  // namespace

result_table inputs_table(const case_data& data) {
  table_rows rows("inputs", {{"row", text}, {"confidence", text}});
  for (const auto& [row, level] : data.row_confidence) rows.add({row, to_string(level)});
  return rows.finish();
}

result_table sources_table(const case_data& data) {
  table_rows rows("sources", {{"source_id", text},
                              {"title", text},
                              {"publisher", text},
                              {"year", text},
                              {"confidence", text}});
  for (const auto& source : data.sources)
    rows.add(
        {source.id, source.title, source.publisher, source.year, to_string(source.confidence)});
  return rows.finish();
}

result_table run_table(const case_data& data, const run_answer& answer,
                       const run_options& options) {
  table_rows rows("run", {{"name", text}, {"value", text}});
  const auto& settings = data.settings;
  std::string scenarios;
  for (const auto& scenario : data.scenarios)
    scenarios += (scenarios.empty() ? "" : ",") + scenario.name;
  rows.add({"case_title", settings.title});
  rows.add({"case_sha256", data.sha256});
  rows.add({"scenarios", scenarios});
  rows.add({"amur_version", options.version});
  rows.add({"date", to_string(settings.day)});
  rows.add({"equilibrium", to_string(settings.equilibrium)});
  rows.add({"tolerance", fmt::format("{}", settings.tolerance)});
  rows.add({"max_iterations", fmt::format("{}", settings.max_iterations)});
  rows.add({"route_dispersion_share", fmt::format("{}", settings.route_dispersion_share)});
  rows.add({"refusal_usd_per_t", fmt::format("{}", settings.refusal_usd_per_t)});
  rows.add({"max_changes", fmt::format("{}", settings.max_changes)});
  rows.add({"considered_dispersions", fmt::format("{}", settings.considered_dispersions)});
  rows.add({"status", to_string(answer.solution.status)});
  rows.add({"iterations", fmt::format("{}", answer.solution.log.size())});
  rows.add({"residual", fmt::format("{:.3e}", answer.solution.residual)});
  rows.add({"constraint_residual", fmt::format("{:.3e}", answer.solution.constraint_residual)});
  rows.add({"conservation", fmt::format("{:.3e}", answer.conservation)});
  return rows.finish();
}

result_tables make_tables(const case_data& data, const run_answer& answer,
                          const run_options& options) {
  result_tables result;
  result.tables.push_back(nodes_table(data));
  result.tables.push_back(links_table(data, answer));
  result.tables.push_back(link_flows_table(data, answer));
  result.tables.push_back(transfer_flows_table(data, answer));
  result.tables.push_back(od_table(data, answer));
  result.tables.push_back(od_modes_table(data, answer));
  result.tables.push_back(crossings_table(data, answer));
  result.tables.push_back(crossing_flows_table(data, answer));
  result.tables.push_back(capacities_table(data, answer));
  result.tables.push_back(by_commodity_table(data, answer));
  result.tables.push_back(by_mode_table(data, answer));
  result.tables.push_back(by_country_table(data, answer));
  result.tables.push_back(totals_table(data, answer));
  if (!data.centres.empty()) {
    const auto places = answer_places(data, answer, options.open_centres);
    result.tables.push_back(places_table(data, places));
    result.tables.push_back(place_visits_table(data, places));
  }
  result.tables.push_back(inputs_table(data));
  result.tables.push_back(sources_table(data));
  result.tables.push_back(run_table(data, answer, options));
  return result;
}

}  // namespace amur::result
