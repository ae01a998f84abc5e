#pragma once
// What came of each flow and each way over a crossing, read from an answer.

#include <string>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

/// A trade flow with its answer, whatever way it was (or wasn't) served.
struct served_flow {
  const trade_flow* flow = nullptr;
  const flow_average* average = nullptr;  ///< meaningful where `has_route`
  double wanted = 0, delivered = 0, unserved = 0, expected_cost = 0;
  bool has_route = false;
  std::string why_unserved;  ///< empty, "banned", "no route" or "no capacity"
};
[[nodiscard]] std::vector<served_flow> served_flows(const run_answer& answer);

/// Whether the crossing is open this way on the day of the run, and bans let somebody use it.
[[nodiscard]] bool is_open(const run_answer& answer, const crossing_direction& direction);

}  // namespace amur::model
