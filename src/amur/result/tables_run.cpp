// Tables about the run itself: inputs, sources, run; and all tables in order.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "amur/case/case_names.h"
#include "amur/result/schema/about.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"
#include "amur/text/text.h"

namespace amur::result {
namespace {

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
  table_rows<inputs_row> rows;
  for (const auto& [row, level] : data.row_confidence)
    rows.add({.row = row, .confidence = to_string(level)});
  return rows.finish();
}

result_table sources_table(const case_data& data) {
  table_rows<sources_row> rows;
  for (const auto& source : data.sources)
    rows.add({.source_id = source.id,
              .title = source.title,
              .publisher = source.publisher,
              .year = source.year,
              .confidence = to_string(source.confidence)});
  return rows.finish();
}

namespace {

table_rows<run_row> about_case(const case_data& data, const std::string& version) {
  table_rows<run_row> rows;
  std::vector<std::string> scenarios, titles, focus;
  for (const auto& scenario : data.scenarios) {
    scenarios.push_back(scenario.name);
    titles.push_back(scenario.title.empty() ? scenario.name : scenario.title);
  }
  for (const auto& crossing : data.settings.focus) focus.push_back(data.crossings[crossing].id);
  rows.add({.name = "case_title", .value = data.settings.title});
  rows.add({.name = "case_sha256", .value = data.sha256});
  rows.add({.name = "scenarios", .value = text::join(scenarios, ",")});
  rows.add({.name = "scenario_titles", .value = text::join(titles, "; ")});
  rows.add({.name = "focus", .value = text::join(focus, ",")});
  rows.add({.name = "amur_version", .value = version});
  return rows;
}

}  // namespace

result_table about_case_table(const case_data& data, const std::string& version) {
  return about_case(data, version).finish();
}

result_table run_table(const case_data& data, const run_answer& answer,
                       const run_options& options) {
  auto rows = about_case(data, options.version);
  const auto& settings = data.settings;
  rows.add({.name = "date", .value = to_string(settings.day)});
  rows.add({.name = "equilibrium", .value = to_string(settings.equilibrium)});
  rows.add({.name = "tolerance", .value = fmt::format("{}", settings.tolerance)});
  rows.add({.name = "max_iterations", .value = fmt::format("{}", settings.max_iterations)});
  rows.add({.name = "route_dispersion_share",
            .value = fmt::format("{}", settings.route_dispersion_share)});
  rows.add({.name = "refusal_usd_per_t", .value = fmt::format("{}", settings.refusal_usd_per_t)});
  rows.add({.name = "max_changes", .value = fmt::format("{}", settings.max_changes)});
  rows.add({.name = "considered_dispersions",
            .value = fmt::format("{}", settings.considered_dispersions)});
  rows.add({.name = "status", .value = to_string(answer.solution.status)});
  rows.add({.name = "iterations", .value = fmt::format("{}", answer.solution.log.size())});
  rows.add({.name = "residual", .value = fmt::format("{:.3e}", answer.solution.residual)});
  rows.add({.name = "constraint_residual",
            .value = fmt::format("{:.3e}", answer.solution.constraint_residual)});
  rows.add({.name = "conservation", .value = fmt::format("{:.3e}", answer.conservation)});
  return rows.finish();
}

result_tables make_tables(const case_data& data, const run_answer& answer,
                          const run_options& options) {
  result_tables result;
  const auto add = [&result](std::vector<result_table> more) {
    std::ranges::move(more, std::back_inserter(result.tables));
  };
  add(network_tables(data, answer));
  add(flow_tables(data, answer));
  add(border_tables(data, answer));
  add(sum_tables(data, answer));
  if (!data.centres.empty())
    add(place_tables(data, answer_places(data, answer, options.open_centres)));
  add({inputs_table(data), sources_table(data), run_table(data, answer, options)});
  return result;
}

}  // namespace amur::result
