#pragma once
// The tables that a network alone does not fill: vehicles, goods and loading to start from.

#include <span>
#include <string>

namespace amur::cases {

/// Tables as CSV, every row from the source named.
struct starter_tables {
  std::string vehicles, commodities, transfers, demand;
};

/// A vehicle for each mode by its word before '_' (road, rail_1520, river, ...), goods that take
/// all of them, loading and unloading everywhere, and no demand yet.
[[nodiscard]] starter_tables make_starter_tables(std::span<const std::string> modes,
                                                 const std::string& source);

}  // namespace amur::cases
