#pragma once
// A GMNS folder written as a case, and the network of a case written as a GMNS folder.

#include <filesystem>
#include <optional>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/gmns/gmns_network.h"

namespace amur::gmns {

/// Nodes without a country of their own are in `country`. The folder must not exist, or be empty;
/// it is whole or isn't there.
[[nodiscard]] std::optional<gmns_network> import_gmns(const std::filesystem::path& folder,
                                                      const std::filesystem::path& output,
                                                      const gmns_units& given,
                                                      const std::string& country,
                                                      diagnostics& report);

/// node.csv, link.csv and config.csv in kilometres, hours and dollars. What the specification has
/// no column for stands in columns named as in a case, so that import_gmns gives the same network.
[[nodiscard]] bool export_gmns(const cases::case_data& data, const std::filesystem::path& output,
                               diagnostics& report);

}  // namespace amur::gmns
