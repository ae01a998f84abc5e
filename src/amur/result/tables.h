#pragma once
// The tables of a result, one function each; docs/case-format.md lists their columns.

#include <span>
#include <string>
#include <vector>

#include "amur/model/paths.h"
#include "amur/model/places.h"
#include "amur/model/run.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

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

/// The result's tables but claims and observations, which are queries over these.
[[nodiscard]] result_tables make_tables(const case_data& data, const run_answer& answer,
                                        const run_options& options);

}  // namespace amur::result
