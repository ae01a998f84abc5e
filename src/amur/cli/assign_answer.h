#pragma once
// What amur assign was asked and has found, and how that is shown.

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/base/diagnostic.h"
#include "amur/base/ranks.h"
#include "amur/exchange/tntp_folder.h"
#include "amur/exchange/tntp_problem.h"

namespace amur::cli {

struct assign_arguments {
  exchange::tntp_source source;
  std::string flows, save_bushes, warm_start, checkpoint, solver = "bush";
  double gap = 1e-6, max_seconds = 0, checkpoint_minutes = 10;
  exchange::tntp_factors factors;
  int max_iterations = 1000;
  std::size_t threads = 0;
  bool json = false;
};

/// Trips of a pair without a route.
struct unroutable_pair {
  std::uint32_t origin = 0, destination = 0;
  double trips = 0;
};

/// Sums of the answer, in the file's unit of time.
struct assign_totals {
  double objective = 0, travel_time = 0, generalised_cost = 0;
  double unroutable_trips = 0;
  std::vector<unroutable_pair> unroutable;
};

/// What a rank has used.
struct rank_use {
  double processor_s = 0, peak_memory_mb = 0;
  ranks::use messages;
};

struct assign_answer {
  exchange::tntp_network net;
  exchange::tntp_problem made;
  assign::solution solution;
  assign_totals totals;
  double solve_seconds = 0;
  std::size_t threads = 1;
  std::vector<rank_use> ranks;  ///< empty where there were none
};

/// Pairs of the problem's demand without a route.
[[nodiscard]] std::vector<unroutable_pair> unroutable_pairs(const assign_answer& answer);
/// Fills the totals, of which `unroutable` is given; false, with an error reported, where numbers
/// can't hold them.
[[nodiscard]] bool add_up(assign_answer& answer, diagnostics& report);
[[nodiscard]] bool write_flows(const std::string& path, const assign_answer& answer,
                               diagnostics& report);
/// Adds what is odd about an answer.
void warn(const assign_arguments& arguments, const assign_answer& answer, diagnostics& report);
[[nodiscard]] nlohmann::json to_json(const assign_answer& answer, double seconds);
void print_answer(const std::string& name, const assign_answer& answer, double seconds);

}  // namespace amur::cli
