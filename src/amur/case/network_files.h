#pragma once
// Nodes and links that an import found, as the tables of a case.

#include <array>
#include <span>
#include <string>
#include <vector>

#include "amur/text/file.h"

namespace amur::cases {

/// Longitude and latitude.
using lon_lat = std::array<double, 2>;

struct network_node {
  std::string id, name, country, type;  ///< a type that no case has goes into the note
  lon_lat at{};
  std::string source, note;
};

struct network_link {
  std::string id, name, from, to, mode;
  bool directed = true;
  double length_km = 0, free_time_h = 0;
  double capacity_pce_per_day = 0;  ///< NaN: none is said
  double fee_usd_per_vehicle = 0, fee_usd_per_t = 0;
  std::string delay, alpha, beta;  ///< as a case has them; empty: not said
  std::vector<lon_lat> line;       ///< less than two points: straight
  std::string source, note;
};

void write_network_nodes(std::span<const network_node> nodes, text::file_writer& file);
void write_network_links(std::span<const network_link> links, text::file_writer& file);

/// Points as a cell of CSV that holds a LINESTRING.
void write_line(std::span<const lon_lat> points, text::file_writer& file);

}  // namespace amur::cases
