#pragma once
// An imported map as the files of a case.

#include <filesystem>

#include "amur/gis/gis_import.h"

namespace amur::gis {

/// All files of the case into a folder; false, with an error reported, where one can't be written.
[[nodiscard]] bool write_case_tables(const std::filesystem::path& folder,
                                     const gis_request& request, const gis_summary& made,
                                     const feature_table& features, diagnostics& report);

}  // namespace amur::gis
