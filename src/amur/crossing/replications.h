#pragma once
// Many independent runs of a crossing, in parallel, and what they say together.

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "amur/crossing/simulation.h"
#include "amur/crossing/statistics.h"

namespace amur::crossing {

struct replication_options {
  double horizon_h = 8760;
  /// NaN: by MSER-5 on pilot runs where nothing in the model depends on the time of the year, else
  /// 0.
  double warm_up_h = std::numeric_limits<double>::quiet_NaN();
  std::uint64_t seed = 1;
  std::size_t replications = 30;
  /// Above 0: go on until the half-width of the mean time in the crossing is at most this share of
  /// it, or `most_replications` are done.
  double wanted_half_width = 0;
  std::size_t most_replications = 2000;
  double confidence = 0.95;
  std::size_t threads = 0;                      ///< 0: one for each processor
  std::function<void(const trace_row&)> trace;  ///< of the first replication
  std::function<bool()> cancelled;
  std::function<void(std::size_t done, std::size_t of)>
      progress;  ///< from any thread, one at a time
};

/// Per day means of the window, or as named. Medians and percentiles pool all replications. Where a
/// queue grows without end, times, queues and their costs would only tell how long was simulated:
/// they are NaN.
struct stage_summary {
  estimate wait_h;
  double median_h = 0, p95_h = 0;
  estimate waiting;  ///< vehicles, averaged over time
  double most_waiting = 0;
  double grows_per_day = 0;  ///< vehicles by which the queue grows without end; 0: it does not
  estimate began_per_day;
  estimate share_without;  ///< of the clock hours in which the stage is open: nobody began
  double turned_away_per_day = 0, impatient_per_day = 0;
  double wait_cost_usd_per_day = 0, fee_usd_per_day = 0;
};
struct resource_summary {
  /// Busy over on duty, with those on duty too that finish after their shift; of a store, the mean
  /// share of its size that is filled.
  estimate use;
  double on_duty = 0;  ///< units, averaged over time
  double failures_per_day = 0;
};
struct stream_summary {
  double arrived_per_day = 0, left_per_day = 0, lost_per_day = 0, load_per_day = 0;
  estimate time_h;  ///< in the crossing
  double median_h = 0, p95_h = 0;
  estimate inside;  ///< vehicles in the crossing, averaged over time
  double wait_cost_usd_per_day = 0;
};

struct simulation_summary {
  simulation_status status = simulation_status::done;
  deadlock stuck;  ///< of the first replication that got stuck
  std::size_t stuck_replication = 0;
  double warm_up_h = 0, window_h = 0;
  std::size_t replications = 0;
  double events = 0;       ///< of all replications
  bool grows = false;      ///< a queue grows without end
  estimate time_h;         ///< in the crossing, of all who leave it
  estimate share_without;  ///< clock hours with something open in which nobody left
  double hours_without_per_day = 0;
  /// |L - lambda W| / L over all replications together, 0 where nobody came (Little 1961).
  double littles_law_error = 0;
  std::vector<stage_summary> stages;
  std::vector<resource_summary> resources;
  std::vector<stream_summary> streams;
  shared_counts counts;
};

/// The same answer for any number of threads.
[[nodiscard]] simulation_summary replicate(const crossing_model& model,
                                           const replication_options& options);

}  // namespace amur::crossing
