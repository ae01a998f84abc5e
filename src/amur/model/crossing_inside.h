#pragma once
// A crossing of a case simulated: which stages belong to it, what traffic it gets.

#include <string>
#include <vector>

#include "amur/crossing/replications.h"
#include "amur/model/names.h"

namespace amur::model {

/// The part of a case that has to be simulated together: crossings tied to each other by a way from
/// stage to stage or by a resource. Ids are those of the part.
struct crossing_part {
  amur::crossing::crossing_model model;
  std::vector<std::string> crossings;  ///< ids, in the order of the table
  std::vector<stream_role> roles;      ///< [stream]
};

/// Ids of the crossings that have arrivals, in the order of the table.
[[nodiscard]] std::vector<std::string> simulated_crossings(const case_data& data);

/// The part around one crossing, which must be one of `simulated_crossings`. It starts on the day
/// of the settings.
[[nodiscard]] crossing_part part_of(const case_data& data, const std::string& crossing);

/// What the settings ask for; threads, trace and the like are the caller's.
[[nodiscard]] amur::crossing::replication_options replication_options_of(const case_data& data);

/// Mean arrivals on a day in season of those of a crossing's streams of one direction that count.
[[nodiscard]] double traffic_of(const crossing_part& part, const std::string& crossing,
                                stream_direction direction);

/// Multiplies the arrivals of a crossing's streams of one direction such that those that count
/// bring `vehicles_per_day`. Scheduled streams stay as they are.
void set_traffic(crossing_part& part, const std::string& crossing, stream_direction direction,
                 double vehicles_per_day);

/// Where more arrive than can be served and that times have no mean there; empty where none grows.
[[nodiscard]] std::string why_no_waits(const crossing_part& part,
                                       const amur::crossing::simulation_summary& summary);

}  // namespace amur::model
