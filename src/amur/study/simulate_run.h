#pragma once
// A crossing of a case simulated, event by event.

#include <functional>

#include "amur/crossing/replications.h"
#include "amur/model/crossing_inside.h"
#include "amur/study/registry.h"

namespace amur::study {

struct simulation_outcome {
  run_status status = run_status::bad_input;
  result::result_tables tables;  ///< as written; empty where nothing was
  double events = 0, simulate_seconds = 0;
};

/// Who hears of each event of the first replication, after `started` has told of the crossings.
struct simulation_trace {
  std::function<void(const model::crossing_part&)> started = {};
  std::function<void(const amur::crossing::trace_row&)> row = {};
};

/// Reads the case and simulates what a request asks, where it asks, and else what the case says.
[[nodiscard]] simulation_outcome simulate_case(const study_task& task, const study_request& request,
                                               const simulation_trace& trace, diagnostics& report);

}  // namespace amur::study
