#pragma once
// NAME_node.tntp: where the nodes of a TNTP network are.

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/exchange/tntp.h"

namespace amur::exchange {

/// x and y of the network's nodes in the file's own units, node 1 first.
/// The file has a header line, then Node X Y; a node without a place or with two is an error, and
/// so is one that the network doesn't have, unless its nodes are numbered with gaps.
[[nodiscard]] std::optional<std::vector<std::array<double, 2>>> read_tntp_nodes(
    const std::filesystem::path& path, const tntp_network& net, diagnostics& report);

}  // namespace amur::exchange
