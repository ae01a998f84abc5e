#pragma once
// The files of a case that an extract becomes.

#include <filesystem>
#include <string>

#include "amur/osm/osm_import.h"

namespace amur::osm {

/// Writes all files; false where one can't be written, which is reported.
[[nodiscard]] bool write_case_files(const std::filesystem::path& folder,
                                    const import_request& request, const import_summary& made,
                                    const raw_network& raw, const country_map& map,
                                    const defaults_table& defaults, diagnostics& report);

}  // namespace amur::osm
