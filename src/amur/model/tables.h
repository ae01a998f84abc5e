#pragma once
// The tables of a result, one function each; docs/case-format.md lists their columns.

#include <span>
#include <string>
#include <vector>

#include "amur/model/paths.h"
#include "amur/model/places.h"
#include "amur/model/run.h"

namespace amur::model {

/// A trade flow with its answer, whatever way it was (or wasn't) served.
struct served_flow {
  const trade_flow* flow = nullptr;
  const flow_average* average = nullptr;  ///< meaningful where `has_route`
  double wanted = 0, delivered = 0, unserved = 0, expected_cost = 0;
  bool has_route = false;
  std::string why_unserved;  ///< empty, "banned", "no route" or "no capacity"
};
[[nodiscard]] std::vector<served_flow> served_flows(const run_answer& answer);

/// Whether the crossing is open this way on the day of the run, and bans let somebody use it.
[[nodiscard]] bool is_open(const run_answer& answer, const crossing_direction& direction);

[[nodiscard]] result_table nodes_table(const case_data& data);
[[nodiscard]] result_table links_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table link_flows_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table transfer_flows_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table od_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table od_modes_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table crossings_table(const case_data& data, const run_answer& answer);
/// The hard capacities with their flows and prices.
[[nodiscard]] result_table capacities_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table crossing_flows_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table by_commodity_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table by_mode_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table by_country_table(const case_data& data, const run_answer& answer);
[[nodiscard]] result_table totals_table(const case_data& data, const run_answer& answer);
/// Shopping centres and their visitors; only of a case that has centres.
[[nodiscard]] result_table places_table(const case_data& data, const place_answer& answer);
[[nodiscard]] result_table place_visits_table(const case_data& data, const place_answer& answer);
/// The alternatives of flows and what each is made of; only of a run that was asked for them.
[[nodiscard]] result_table paths_table(const case_data& data, const run_answer& answer,
                                       std::span<const flow_path> paths);
[[nodiscard]] result_table path_steps_table(const case_data& data, const run_answer& answer,
                                            std::span<const flow_path> paths);
[[nodiscard]] result_table inputs_table(const case_data& data);
[[nodiscard]] result_table sources_table(const case_data& data);
[[nodiscard]] result_table run_table(const case_data& data, const run_answer& answer,
                                     const run_options& options);

[[nodiscard]] const char* to_string(confidence level);
[[nodiscard]] const char* to_string(unit unit);
[[nodiscard]] const char* to_string(equilibrium model);

}  // namespace amur::model
