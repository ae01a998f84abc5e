#pragma once
// The inside of a crossing as its simulation found it.

#include <string>

#include "amur/model/crossing_inside.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

/// Tables simulation_stages, simulation_resources, simulation_streams, simulation_totals,
/// simulation_queue_week, simulation_queue, simulation_waits and simulation: docs/result.md.
[[nodiscard]] result_tables simulation_tables(const case_data& data, const crossing_part& part,
                                              const amur::crossing::simulation_summary& summary,
                                              const amur::crossing::replication_options& options,
                                              const std::string& version);

}  // namespace amur::result
