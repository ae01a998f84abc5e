#pragma once
// A TNTP network and its trips written as a case folder whose user equilibrium is the network's.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/exchange/tntp_folder.h"
#include "amur/exchange/tntp_problem.h"

namespace amur::exchange {

/// Where the coordinates of the case come from.
enum class tntp_places {
  degrees,  ///< the node file's, as longitude and latitude
  scaled,   ///< the node file's in another unit, shrunk to a degree around 0, 0
  grid,     ///< there is no node file
};

/// What was written, and what was not.
struct tntp_import {
  std::filesystem::path folder;
  std::string name;  ///< that of the network's files
  std::size_t nodes = 0, links = 0, demand_rows = 0;
  std::uint32_t split_zones = 0;        ///< nodes that no trip may pass
  double trips = 0;                     ///< between zones
  double trips_within_zones = 0;        ///< left out: they use no link
  std::size_t links_to_themselves = 0;  ///< left out: no cheapest path uses one
  std::size_t closed_links = 0;         ///< of capacity 0 whose time depends on it
  double toll_factor = 0, distance_factor = 0;
  tntp_places places = tntp_places::grid;
};

/// `folder` empty: NAME-case in the working folder. It must not exist, or be empty; it is whole or
/// isn't there.
[[nodiscard]] std::optional<tntp_import> import_tntp(const tntp_files& files,
                                                     const std::filesystem::path& folder,
                                                     const tntp_factors& factors,
                                                     diagnostics& report);

}  // namespace amur::exchange
