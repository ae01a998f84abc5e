#pragma once
// One replication of a crossing, event by event.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "amur/crossing/model.h"
#include "amur/crossing/statistics.h"

namespace amur::crossing {

/// What happened to a vehicle, for a trace.
struct trace_row {
  double time_h = 0;
  std::uint64_t vehicle = 0;  ///< in order of arrival, from 1; carriers have numbers of their own
  stream_id stream;           ///< invalid: a carrier
  stage_id stage;
  /// arrives, waits, begins, interrupted, resumes, ends, turned away, loses patience, leaves
  const char* what = "";
};

struct simulation_options {
  double horizon_h = 8760;
  double warm_up_h = 0;  ///< statistics start here, rounded up to whole hours
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;
  std::function<void(const trace_row&)> trace;
  std::function<bool()> cancelled;  ///< asked now and then
};

/// Sums over the window from warm-up to horizon.
struct stage_record {
  double began = 0;  ///< vehicles (a batch: its members; else a carrier is one)
  double turned_away = 0, impatient = 0;  ///< found the queue full; lost patience
  double wait_h = 0;                      ///< of those that began, interruptions too
  double wait_cost_usd = 0, fee_usd = 0;
  double queue_area_h = 0;  ///< vehicle hours of waiting
  double most_waiting = 0;
  double waiting_at_start = 0, waiting_at_end = 0;
  /// The fewest that wait at a full hour in which the stage is open, in either half of the window.
  double least_waiting_early = unlimited, least_waiting_late = unlimited;
  double hours_open = 0, hours_without = 0;  ///< clock hours; those in which nobody began
};
struct resource_record {
  double busy_area_h = 0;      ///< unit hours; of a store, tonne hours
  double open_area_h = 0;      ///< unit hours on duty and not broken; of a store, its size x hours
  double overtime_area_h = 0;  ///< unit hours in use beyond those, to finish what was begun
  double failures = 0;
};
struct stream_record {
  double arrived = 0, left = 0, lost = 0;  ///< lost: turned away or impatient for good
  double load_left = 0;
  double time_h = 0;  ///< in the crossing, of those that left
  double wait_cost_usd = 0;
  double inside_area_h = 0;  ///< vehicle hours in the crossing, from an integral over time
};

struct replication_record {
  std::vector<stage_record> stages;
  std::vector<resource_record> resources;
  std::vector<stream_record> streams;
  double window_h = 0;
  double hours_open = 0,
         hours_without = 0;  ///< of the whole: hours with a service on duty, nobody left
  std::uint64_t events = 0;
  batch_means times_h;  ///< in the crossing, over the whole replication, warm-up too
};

/// Whole numbers, added up over replications in any order with the same result.
struct shared_counts {
  std::vector<wait_histogram> stage_waits;   ///< [stage]
  std::vector<wait_histogram> stream_times;  ///< [stream] time in the crossing
  /// [stage][hour of the week] vehicles waiting on average over an hour, in millionths; and how
  /// many such hours were seen.
  std::vector<std::vector<std::int64_t>> queue_by_hour;
  std::vector<std::int64_t> hours_seen;
  /// [stage][bin] the same over the whole window in bins of `bin_h` hours.
  std::vector<std::vector<std::int64_t>> queue_over_time;
  double bin_h = 1;

  shared_counts() = default;
  shared_counts(std::size_t stages, std::size_t streams, double horizon_h);
  void merge(const shared_counts& other);
};
inline constexpr double queue_unit = 1e-6;

/// Nothing can move any more.
struct deadlock {
  double time_h = 0;
  std::vector<stage_id> stages;  ///< where vehicles wait for good
  std::string reason;
};

enum class simulation_status : std::uint8_t { done, deadlocked, cancelled, too_many_vehicles };

struct simulation_result {
  simulation_status status = simulation_status::done;
  replication_record record;
  shared_counts counts;
  deadlock stuck;  ///< meaningful where deadlocked
};

/// The most vehicles that can be in a crossing at a time.
inline constexpr std::size_t most_vehicles = 16'000'000;

/// Runs one replication. The model must have no problems (`problems_of`).
[[nodiscard]] simulation_result simulate(const crossing_model& model,
                                         const simulation_options& options);

}  // namespace amur::crossing
