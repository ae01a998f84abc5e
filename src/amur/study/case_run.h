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
#include "amur/crossing/replications.h"
#include "amur/model/crossing_inside.h"
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

struct case_run {
  std::filesystem::path folder, output;
  std::vector<std::string> scenarios;
  bool trade = false;                  ///< demand follows from the case's trade table
  std::optional<std::size_t> samples;  ///< of elasticities; empty: as the case says
  std::size_t threads = 0;
  std::string version;
  assign::progress_callback progress;
  path_tables paths = path_tables::none;
};
struct case_outcome {
  run_status status = run_status::bad_input;
  result::result_tables tables;  ///< as written; empty where nothing was
};

/// Reads, solves and writes the result. Findings go to `report`; where nothing is written, an
/// earlier file at the output stays as it was.
[[nodiscard]] case_outcome run_case(const case_run& run, diagnostics& report);

struct simulation_run {
  std::filesystem::path output;
  std::string crossing, version;
  double traffic = 1;  ///< factor on all arrivals at random
  amur::crossing::replication_options options;
  /// Called with the crossings in question before the simulation starts.
  std::function<void(const model::crossing_part&)> started;
  std::optional<result::result_table> case_text;  ///< to keep with the result
};
struct simulation_outcome {
  run_status status = run_status::bad_input;
  result::result_tables tables;
  model::crossing_part part;
  amur::crossing::simulation_summary summary;
  double simulate_seconds = 0;
};

/// Simulates a crossing of a case that was read, and writes the result.
[[nodiscard]] simulation_outcome run_simulation(const cases::case_data& data,
                                                const simulation_run& run, diagnostics& report);

}  // namespace amur::study
