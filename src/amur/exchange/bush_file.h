#pragma once
// The bushes of a user equilibrium in a file, so that a later run on the same graph starts there.

#include <filesystem>
#include <optional>

#include "amur/assign/bush.h"
#include "amur/base/diagnostic.h"

namespace amur::exchange {

/// Writes classes, origins, links and flows in this machine's byte order, and what the graph is
/// recognised by. False, with an error reported, where the file can't be written.
[[nodiscard]] bool write_bushes(const std::filesystem::path& path, const assign::problem& problem,
                                const assign::bush_set& set, diagnostics& report);

/// Reads them for a problem with the same states and arcs; costs, capacities and demand may differ.
/// Empty, with an error reported, where the file is not of this graph or not whole.
[[nodiscard]] std::optional<assign::bush_set> read_bushes(const std::filesystem::path& path,
                                                          const assign::problem& problem,
                                                          diagnostics& report);

}  // namespace amur::exchange
