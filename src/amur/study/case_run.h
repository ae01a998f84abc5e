#pragma once
// A case read, solved and written: what `amur run` and the server share.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/base/diagnostic.h"
#include "amur/case/edited_case.h"
#include "amur/result/result.h"

namespace amur::study {

enum class run_status {
  solved,
  not_solved,  ///< written, but not solved as asked; or without any solution, then not written
  bad_input,
  cancelled
};

/// Whether a run lists the alternatives of its flows, in tables `paths` and `path_steps`.
enum class path_tables {
  none,
  where_few_flows,  ///< and the choice has alternatives: for the map
  all               ///< an error where the choice has none
};

class known_starts;

/// What every study is asked of.
struct asked_case {
  std::filesystem::path folder, output;
  std::vector<std::string> scenarios = {};
  std::size_t threads = 0;
  std::string version = {};
  assign::progress_callback progress = {};  ///< of runs of the network; may be empty
  /// The case as it could be as well, as `read_edited_case` takes it; null: as it is written.
  const cases::text_edit* edit = nullptr;
  known_starts* starts = nullptr;  ///< where its equilibria start from, or are noted; may be null
};

struct case_run : asked_case {
  bool trade = false;                       ///< demand follows from the case's trade table
  std::optional<std::size_t> samples = {};  ///< of elasticities; empty: as the case says
  path_tables paths = path_tables::none;
};
struct case_outcome {
  run_status status = run_status::bad_input;
  result::result_tables tables;  ///< as written; empty where nothing was
};

/// Reads, solves and writes the result. Findings go to `report`; where nothing is written, an
/// earlier file at the output stays as it was.
[[nodiscard]] case_outcome run_case(const case_run& run, diagnostics& report);

}  // namespace amur::study
