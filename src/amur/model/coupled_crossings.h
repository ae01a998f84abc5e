#pragma once
// Flows that depend on the hours at a crossing, and hours that depend on the flows: both until they
// agree.

#include <optional>
#include <string>
#include <vector>

#include "amur/crossing/delay_curve.h"
#include "amur/model/crossing_inside.h"
#include "amur/model/percentiles.h"
#include "amur/model/run.h"

namespace amur::model {

/// One direction of a simulated crossing in one round.
struct coupling_step {
  int round = 0;
  std::string crossing;
  stream_direction direction = stream_direction::forward;
  double vehicles_per_day = 0;  ///< that the network sends
  double network_delay_h = 0;   ///< on which it sends them
  /// That this traffic has in the simulation; NaN where its queue grows without end.
  double simulated_delay_h = 0, half_width_h = 0;
  double capacity_per_day = 0;  ///< vehicles that get through at most, NaN where not met
  /// How far both are apart: delays by their share; at a crossing that is full, and where the
  /// network makes vehicles wait longer than simulated, by how much traffic it is short of
  /// capacity.
  double residual = 0;
  amur::crossing::delay_curve curve;  ///< that the network used
  double pce_per_vehicle = 1;         ///< with which it used the curve
  spread times_h{};                   ///< that were simulated; empty where the queue grows
};

struct coupled_answer {
  run_answer answer;
  std::vector<coupling_step> log;
  bool agreed = false;
  std::string why_not;                               ///< empty where agreed
  id_vector<crossing_id, simulated_delay> delays{};  ///< of the last round, for further runs
};

/// How well flows and delays must agree.
struct coupling_options {
  double tolerance = 0.02;  ///< relative, of delays (or within their interval) and of flows
  int most_rounds = 12;
};

/// Solves the case with the delays of simulated crossings: curves are fitted around the traffic of
/// the round before, the network is solved on them, its traffic is simulated. Where more would come
/// than can be served, the curve is a wall at what gets through, and the delay is whatever keeps
/// the rest away. Throws `no_answer`, also where a crossing is in deadlock.
[[nodiscard]] coupled_answer solve_coupled(const case_data& data, const demand_anchors& anchors,
                                           const run_options& options,
                                           const coupling_options& coupling = {});

/// A curve fitted to simulated points as the network's delay function of vehicles of `pce` each.
[[nodiscard]] network::delay_function to_delay_function(const amur::crossing::delay_curve& curve,
                                                        double pce);

}  // namespace amur::model
