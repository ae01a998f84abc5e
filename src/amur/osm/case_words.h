#pragma once
// What an imported case says of itself, and its tables that no extract tells anything of.

#include <string>

#include "amur/osm/osm_import.h"

namespace amur::osm {

/// Settings under a log of what was chosen.
[[nodiscard]] std::string case_toml_of(const import_request& request, const import_summary& made);
[[nodiscard]] std::string sources_toml_of(const import_summary& made);
/// Rows of transfers.csv, both ways for each break of gauge.
[[nodiscard]] std::string gauge_transfers_of(const import_summary& made,
                                             const defaults_table& defaults);

}  // namespace amur::osm
