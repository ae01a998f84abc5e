#pragma once
// A way from place to place as a corridor: time and cost against distance, with its stops, and the
// four indicators of CAREC's Corridor Performance Measurement and Monitoring.

#include <string>
#include <vector>

#include "amur/model/coupled_crossings.h"
#include "amur/model/paths.h"

namespace amur::model {

enum class stage_kind { load, way, border, duty, transfer, unload };
[[nodiscard]] const char* to_string(stage_kind kind);

/// A point where hours and money may have a spread: from the 10th to the 90th percentile; NaN
/// where they have none.
struct spread_point {
  double km = 0, hours = 0, usd = 0;
  double low_h = 0, high_h = 0, low_usd = 0, high_usd = 0;
};

/// A stop, or a way between two stops: its own length, hours and cost a unit, and where they have
/// brought the freight.
struct corridor_stage {
  stage_kind kind = stage_kind::way;
  std::string id;  ///< of a border the crossing, of changes the transfer
  mode_id mode;
  node_id from, to;
  double length_km = 0, time_h = 0, cost_usd = 0;
  double paid_usd = 0;       ///< of the cost: not time of the cargo, not duty
  double paid_here_usd = 0;  ///< of a border: fees, and the price of a place where one is scarce
  spread_point end;
};

enum class indicator_scope { crossing, section, corridor };
[[nodiscard]] const char* to_string(indicator_scope scope);

/// CAREC's indicators; NaN where one has no meaning. A section leads from leaving a stop to leaving
/// the next, a border or a change of mode; the corridor is all sections, without loading and
/// unloading.
struct corridor_indicators {
  indicator_scope scope = indicator_scope::section;
  std::string id;  ///< of a crossing
  mode_id mode;
  node_id from, to;
  double length_km = 0, time_h = 0, stop_h = 0, paid_usd = 0;
  double clearance_h = 0;    ///< at a crossing; of the corridor the mean of its crossings
  double clearance_usd = 0;  ///< there, for 20 t
  double usd_per_500km_20t = 0;
  double speed_without_delay_kmh = 0, speed_with_delay_kmh = 0;
};

struct corridor {
  std::vector<corridor_stage> stages;
  std::vector<corridor_indicators> indicators;
};

/// Of a path that was listed with its parts. What a border takes beyond the free time of its way is
/// its stop; duty is paid at the last border.
[[nodiscard]] corridor corridor_of(const case_data& data, const coupled_answer& network,
                                   const flow_path& path);

/// The same of stages without their ends, which are filled in.
[[nodiscard]] std::vector<corridor_indicators> indicators_of(
    const std::vector<corridor_stage>& stages, bool is_freight);

}  // namespace amur::model
