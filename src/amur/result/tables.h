#pragma once
// The tables of a result, as the folder schema/ declares them: one function for each of its
// headers.

#include <span>
#include <string>
#include <vector>

#include "amur/model/paths.h"
#include "amur/model/places.h"
#include "amur/model/run.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

[[nodiscard]] std::vector<result_table> network_tables(const case_data& data,
                                                       const run_answer& answer);
[[nodiscard]] std::vector<result_table> flow_tables(const case_data& data,
                                                    const run_answer& answer);
[[nodiscard]] std::vector<result_table> border_tables(const case_data& data,
                                                      const run_answer& answer);
[[nodiscard]] std::vector<result_table> sum_tables(const case_data& data, const run_answer& answer);
/// Shopping centres and their visitors; only of a case that has centres.
[[nodiscard]] std::vector<result_table> place_tables(const case_data& data,
                                                     const place_answer& answer);
/// The alternatives of flows and what each is made of; only of a run that was asked for them.
[[nodiscard]] std::vector<result_table> path_tables(const case_data& data, const run_answer& answer,
                                                    std::span<const flow_path> paths);
[[nodiscard]] result_table inputs_table(const case_data& data);
[[nodiscard]] result_table sources_table(const case_data& data);
/// Table `run` of a result without an equilibrium: which case it is of.
[[nodiscard]] result_table about_case_table(const case_data& data, const std::string& version);
[[nodiscard]] result_table run_table(const case_data& data, const run_answer& answer,
                                     const run_options& options);

/// The result's tables but claims and observations, which are queries over these.
[[nodiscard]] result_tables make_tables(const case_data& data, const run_answer& answer,
                                        const run_options& options);

}  // namespace amur::result
