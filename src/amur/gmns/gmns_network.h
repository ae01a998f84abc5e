#pragma once
// A network of the General Modeling Network Specification, read and checked.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/gmns/projection.h"

namespace amur::gmns {

/// What config.csv says, or an option where there is none.
struct gmns_units {
  std::string length;  ///< m, km, ft, mi; of `length`
  std::string speed;   ///< kph, mph
  std::string crs;     ///< of x_coord and y_coord; empty: degrees, or metres on a plane
};

struct gmns_node {
  std::string id, name, country, type;
  point at{};
};

struct gmns_link {
  std::string id, name, mode, class_name, uses;
  std::uint32_t from = 0, to = 0;
  bool directed = true;
  double length_km = 0, free_time_h = 0;
  double capacity_pce_per_day = 0;  ///< NaN: none is said
  double fee_usd_per_vehicle = 0, fee_usd_per_t = 0;
  std::string delay, alpha, beta;  ///< as a case has them; empty: not said
  std::vector<point> line;         ///< empty: straight
  bool length_assumed = false, speed_assumed = false;
};

struct gmns_network {
  std::string name;
  gmns_units units;
  bool length_guessed = false, speed_guessed = false;
  bool on_a_plane = false;  ///< places are metres around 0, 0: their system is not known
  std::vector<gmns_node> nodes;
  std::vector<gmns_link> links;
  std::size_t links_to_themselves = 0;  ///< left out
  std::size_t turned_lines = 0;         ///< geometries that led against their link
};

/// Reads node.csv, link.csv, geometry.csv and config.csv. Units that nothing says are guessed:
/// lengths from the geometry, speeds from the lengths' system.
[[nodiscard]] std::optional<gmns_network> read_gmns(const std::filesystem::path& folder,
                                                    const gmns_units& given, diagnostics& report);

}  // namespace amur::gmns
