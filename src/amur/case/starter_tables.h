#pragma once
// The tables that a network alone does not fill: vehicles, goods and loading to start from.

#include <span>
#include <string>

namespace amur::cases {

/// What carries on a mode, to start from: round figures of the kind that planners use, in whose
/// place a case's own go. `mode` is a word before '_'; the last, without one, is of any other mode.
struct carrier {
  const char *mode, *vehicle, *name;
  double payload_t, cost_usd_per_km, cost_usd_per_h, pce, load_usd_per_t, load_h;
};
[[nodiscard]] std::span<const carrier> starter_carriers();

/// "truck", "wagon_1520", "carrier_walk".
[[nodiscard]] std::string vehicle_of_mode(const std::string& mode);
/// "Truck"
[[nodiscard]] std::string vehicle_name_of_mode(const std::string& mode);

/// Tables as CSV, every row from the source named.
struct starter_tables {
  std::string vehicles, commodities, transfers, demand;
};

/// A vehicle for each mode by its word before '_' (road, rail_1520, river, ...), goods that take
/// all of them, loading and unloading everywhere, and no demand yet.
[[nodiscard]] starter_tables make_starter_tables(std::span<const std::string> modes,
                                                 const std::string& source);

}  // namespace amur::cases
