#pragma once
// The alternatives of the flows between two places of a case: what `amur paths` lists.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "amur/model/paths.h"
#include "amur/study/case_run.h"

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
  model::run_answer answer;
  std::vector<std::size_t> flows;       ///< asked for, in `answer.model.flows`; empty: none found
  std::vector<model::flow_path> paths;  ///< of these flows, in their order
};

/// Reads and solves the case. Findings go to `report`.
[[nodiscard]] paths_outcome run_case_paths(const paths_run& run, diagnostics& report);

}  // namespace amur::study
