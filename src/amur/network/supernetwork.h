#pragma once
// The mode-expanded supernetwork: a state is (node, mode), arcs are links within a mode and
// transfers between modes at a node (virtual network, Jourquin & Beuthe 1996). Freight starts at an
// origin gate of its node and ends at a destination gate.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "amur/base/ids.h"
#include "amur/network/delay.h"
#include "amur/network/graph.h"

namespace amur::network {

/// A link of one mode; `both_ways` gives two arcs.
struct mode_link {
  node_id from, to;
  mode_id mode;
  bool both_ways = true;
  double length_km = 0;
  delay_function delay;
  crossing_id crossing;                          ///< invalid: no border crossing
  std::optional<delay_function> delay_backward;  ///< where it differs
  /// Of a link over a border that no crossing names: a number of the border, by mode and countries.
  std::optional<std::uint32_t> border;
};

/// A change at a node. `from` invalid: loading at the origin gate; `to` invalid: unloading at the
/// destination gate.
struct mode_change {
  node_id node;
  mode_id from, to;
  double time_h = 0;
};

enum class arc_kind : std::uint8_t { link_forward, link_backward, change };

struct supernetwork {
  network::graph graph;
  std::vector<node_id> state_node;  ///< [state]
  std::vector<mode_id> state_mode;  ///< [state] invalid at gates

  std::vector<arc_kind> kind;        ///< [arc]
  std::vector<std::uint32_t> row;    ///< [arc] index of the link or change given
  std::vector<std::uint32_t> label;  ///< [arc] 0: route detail; else its nest
  /// [arc] index of its crossing, or `crossing_count` + that of a link over an unnamed border, the
  /// same both ways; `no_crossing` elsewhere.
  std::vector<std::uint32_t> crossing;
  std::vector<std::uint32_t> group;   ///< [arc] mode index, or `mode_count` for changes
  std::vector<double> length_km;      ///< [arc]
  std::vector<delay_function> delay;  ///< [arc]
  std::size_t mode_count = 0;

  std::vector<state_id> origin_gate, destination_gate;  ///< [node] invalid where it does not trade
  static constexpr std::uint32_t no_crossing = std::numeric_limits<std::uint32_t>::max();
};

/// Nodes that trade are given gates. Changes at states that no link touches are left out, since
/// nothing could come or go. Throws std::invalid_argument where an index is out of range.
[[nodiscard]] supernetwork build_supernetwork(std::size_t node_count, std::size_t mode_count,
                                              std::size_t crossing_count,
                                              std::span<const mode_link> links,
                                              std::span<const mode_change> changes,
                                              std::span<const node_id> trading_nodes);

}  // namespace amur::network
