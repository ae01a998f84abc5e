#pragma once
// A result as one page of HTML that needs nothing else.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "amur/base/diagnostic.h"

namespace amur::report {

/// The document of a run's or a simulation's result; empty, with the reason in `report`, where the
/// file is none. `land`: countries in TopoJSON for maps, or nothing.
[[nodiscard]] std::optional<std::string> html_of(const std::filesystem::path& result,
                                                 std::string_view land, diagnostics& report);

}  // namespace amur::report
