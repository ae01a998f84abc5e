#pragma once
// TNTP files, the format of the assignment field's test networks.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::exchange {

/// Nodes are numbered from 1; zones are nodes 1 to `zones`, as in the files. Where a file numbers
/// its other nodes with gaps, they follow the zones in the order of their numbers.
struct tntp_network {
  std::uint32_t zones = 0, nodes = 0, first_through_node = 1;
  std::vector<std::uint32_t> from, to;                                   ///< [link]
  std::vector<double> capacity, length, free_flow_time, b, power, toll;  ///< [link]
  double toll_factor = 0, distance_factor = 0;  ///< weights in generalised cost, where stated
  std::vector<std::uint32_t> numbers;           ///< [node - 1] in the file; empty: the same as here
};

/// The number of a node in the network's own files.
[[nodiscard]] std::uint32_t number_in_file(const tntp_network& net, std::uint32_t node);

struct tntp_trip {
  std::uint32_t origin = 0, destination = 0;
  double trips = 0;
};

struct tntp_flow {
  std::uint32_t from = 0, to = 0;
  double volume = 0, cost = 0;
};

/// Each reports what does not fit, with file and line, and is empty then. Columns of a network are
/// found by the names in its `~` line.
[[nodiscard]] std::optional<tntp_network> read_tntp_network(const std::filesystem::path& path,
                                                            diagnostics& report);
/// `zones` is the network's number of zones; a stated `<TOTAL OD FLOW>` must be the trips' sum.
[[nodiscard]] std::optional<std::vector<tntp_trip>> read_tntp_trips(
    const std::filesystem::path& path, std::uint32_t zones, diagnostics& report);
/// Published best-known link flows: metadata if any, a header line, then From To Volume Cost.
[[nodiscard]] std::optional<std::vector<tntp_flow>> read_tntp_flows(
    const std::filesystem::path& path, diagnostics& report);

}  // namespace amur::exchange
