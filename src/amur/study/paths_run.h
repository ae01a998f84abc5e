#pragma once
// The alternatives of the flows between two places of a case: what `amur paths` lists.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "amur/case/case_reader.h"
#include "amur/model/paths.h"
#include "amur/study/registry.h"

namespace amur::study {

struct paths_run {
  std::filesystem::path folder;
  std::vector<std::string> scenarios;
  std::string from, to;
  std::string commodity;  ///< empty: all between the two places
  model::path_wish wish;
  assign::progress_callback progress;
};

struct paths_outcome {
  run_status status = run_status::bad_input;
  cases::case_data data;
  cases::case_inputs inputs;
  model::run_answer answer;
  std::vector<std::size_t> flows;       ///< asked for, in `answer.model.flows`; empty: none found
  std::vector<model::flow_path> paths;  ///< of these flows, in their order
};

/// Reads and solves the case. Findings go to `report`.
[[nodiscard]] paths_outcome run_case_paths(const paths_run& run, diagnostics& report);

/// What a request asks; where it is asked, and of what, is left to fill.
[[nodiscard]] paths_run paths_of_request(const study_request& request);

}  // namespace amur::study
