#pragma once
// The alternatives of the flows between two places of a case: what `amur paths` lists.

#include <cstddef>
#include <functional>
#include <vector>

#include "amur/case/case_reader.h"
#include "amur/model/coupled_crossings.h"
#include "amur/model/paths.h"
#include "amur/study/case_solve.h"
#include "amur/study/registry.h"

namespace amur::study {

struct paths_outcome {
  run_status status = run_status::bad_input;
  cases::case_data data;
  cases::case_inputs inputs;
  model::coupled_answer network;
  std::vector<std::size_t> flows;       ///< asked for, in its model; empty: none found
  std::vector<model::flow_path> paths;  ///< of these flows, in their order
};

/// What is wrong with a request that asks for a flow between two places.
void check_paths_request(const cases::case_data& data, const study_request& request,
                         diagnostics& report);

/// Reads and solves the case, and lists alternatives of at least this share.
[[nodiscard]] paths_outcome list_case_paths(const study_task& task, const study_request& request,
                                            double least_share, diagnostics& report);

/// Adds further tables to those of the network and its paths.
using more_tables = std::function<void(const paths_outcome& listed, result::result_tables& tables)>;

/// Writes what was listed; an outcome without tables where nothing was.
[[nodiscard]] case_outcome write_paths(const study_task& task, const paths_outcome& listed,
                                       const run_clock& watch, const more_tables& add,
                                       diagnostics& report);

}  // namespace amur::study
