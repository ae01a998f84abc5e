#pragma once
// Tables of the General Modeling Network Specification as they lie in folders.

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/base/table.h"

namespace amur::gmns {

/// A table of a folder by its name in the specification ("link"), with blanks around cells cut off
/// and columns under the specification's own names: shapefiles cut these after ten letters, which
/// is said. `needed` columns that are missing are errors. Nothing, and no error, where there is no
/// such file and it is not `required`.
[[nodiscard]] std::optional<table> read_gmns_table(const std::filesystem::path& folder,
                                                   const std::string& name, bool required,
                                                   std::span<const std::string> known,
                                                   std::span<const std::string> needed,
                                                   diagnostics& report);

}  // namespace amur::gmns
