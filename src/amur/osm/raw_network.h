#pragma once
// What is kept of extracts: the ways that were chosen, borders, and where their nodes are.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/osm/geodesy.h"
#include "amur/osm/way_rules.h"

namespace amur::osm {

struct raw_way {
  std::int64_t id = 0;
  std::uint32_t kind = 0, name = 0;
  std::size_t first = 0;  ///< of its nodes in `way_nodes`
  std::uint32_t count = 0;
};

struct border_way {
  std::int64_t id = 0;
  std::vector<std::uint32_t> nodes;
};

/// A state: the ways around it, of which an extract has some.
struct country_relation {
  std::int64_t id = 0;
  std::string country;  ///< ISO 3166 alpha-3
  std::vector<std::int64_t> ways;
};

struct border_control {
  std::int64_t node = 0;
  place at;
  std::string name;
};

struct raw_network {
  std::vector<way_kind> kinds;
  std::vector<std::string> names;  ///< the first is empty
  std::vector<raw_way> ways;       ///< by id, each once; of several gauges once for each
  std::vector<std::uint32_t> way_nodes;
  std::vector<std::int64_t> node_ids;  ///< rising
  std::vector<place> places;
  std::vector<bool> located;        ///< false: the extracts do not have this node
  std::vector<border_way> borders;  ///< by id
  std::vector<country_relation> countries;
  std::vector<border_control> controls;
  std::size_t closed_to_lorries = 0, sidings = 0;
};

/// A file of OpenStreetMap data.
struct extract {
  std::filesystem::path path;
  std::string format;  ///< "pbf", "osm"; empty: as its name says
};

/// Reads extracts one after another, three times each: relations, then ways, then nodes. In memory
/// are what was chosen and the nodes of that; elements that several extracts have count once.
[[nodiscard]] std::optional<raw_network> read_extracts(std::span<const extract> files,
                                                       const way_choice& choice,
                                                       diagnostics& report);

}  // namespace amur::osm
