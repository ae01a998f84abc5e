#pragma once
// A crossing of a case simulated, event by event.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "amur/crossing/replications.h"
#include "amur/model/crossing_inside.h"
#include "amur/study/registry.h"

namespace amur::study {

struct simulation_run {
  std::filesystem::path output;
  std::string crossing, version;  ///< the crossing empty: the only one that can be simulated
  double traffic = 1;             ///< factor on all arrivals at random
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

/// What a request asks, where it asks, and else what the case says.
[[nodiscard]] simulation_run simulation_of(const cases::case_data& data,
                                           const study_request& request);

}  // namespace amur::study
