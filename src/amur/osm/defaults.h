#pragma once
// What OpenStreetMap seldom says: speeds, lanes, capacities, costs. A table that can be edited.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::osm {

/// Not a number where the table has a blank.
struct default_row {
  std::string kind;  ///< a class of ways, or one of the words below
  double speed_kmh, lanes_each_way, capacity_pce_per_lane_per_day, fee_usd_per_vehicle_km;
  double wait_h, cost_usd_per_t;
  std::size_t line = 0;  ///< of the file; 0: built in
};

/// Rows that are no class of ways.
inline constexpr const char* unpaved_row = "unpaved";     ///< speed: at most
inline constexpr const char* toll_row = "toll";           ///< fee where a toll is tagged
inline constexpr const char* gauge_row = "gauge_break";   ///< wait and cost of a transfer
inline constexpr const char* crossing_row = "_crossing";  ///< behind road, rail, ...: wait

struct defaults_table {
  std::vector<default_row> rows;
  [[nodiscard]] const default_row* find(const std::string& kind) const;
};

/// Classes of roads from the highest down, as `--roads` names them; each has its `_link` too.
[[nodiscard]] const std::vector<std::string>& road_classes();

/// As CSV, from which it is read back.
[[nodiscard]] std::string csv_of(const defaults_table& table);

/// The table built in.
[[nodiscard]] const defaults_table& usual_defaults();

/// A CSV file with the same columns; rows that it leaves out stay as they are built in.
[[nodiscard]] std::optional<defaults_table> read_defaults(const std::filesystem::path& file,
                                                          diagnostics& report);

}  // namespace amur::osm
