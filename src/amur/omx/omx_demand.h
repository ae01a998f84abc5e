#pragma once
// A matrix as the demand of a case, and the demand of a case as matrices.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/omx/omx_file.h"

namespace amur::omx {

struct omx_request {
  std::filesystem::path file, folder;  ///< of the case
  std::string matrix;                  ///< empty: the only one
  std::string lookup;                  ///< empty: the only one, or zones 1 to n
  std::string commodity;               ///< empty: the only one
  double factor = 1;                   ///< tonnes a day (or passengers) that a unit of a cell is
  bool replace = false;                ///< rows that the commodity has already go
};

/// How zones were found in the case.
enum class zone_match { node_ids, node_names, places_in_order };

struct omx_import {
  std::string matrix, lookup, commodity;
  zone_match match = zone_match::node_ids;
  std::size_t zones = 0, rows = 0, replaced = 0;
  double per_day = 0;            ///< that was taken, in tonnes or passengers
  double within_zones = 0;       ///< left out: from a zone to itself
  std::size_t unused_zones = 0;  ///< that no node is, and that have no demand
};

/// Writes the cells above 0 into the case's demand.csv, in the case's own period, and their source
/// into its sources.toml; other commodities stay. Nothing is written where the case would not be
/// good then.
[[nodiscard]] std::optional<omx_import> import_omx(const omx_request& request, diagnostics& report);

/// A core a commodity, in tonnes (or passengers) a day; zones are the nodes that have demand, or
/// all of the case. Lookups: zone, from 1, and node_id.
[[nodiscard]] bool export_demand(const cases::case_data& data, bool all_nodes,
                                 const std::filesystem::path& output, std::size_t& zones,
                                 diagnostics& report);

/// Zones by name, as a file has them: `zone`, from 1, and `node_id`, which is the one lookup where
/// its labels are 1 to n.
[[nodiscard]] std::vector<omx_lookup> lookups_of(std::vector<std::string> node_ids);

}  // namespace amur::omx
