#pragma once
// Where places meet the network.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "amur/case/case.h"
#include "amur/compose/places.h"

namespace amur::compose {

struct connector {
  mode_id mode;
  node_id node;
  double straight_km = 0;
};

struct joined_place {
  std::optional<node_id> node;  ///< the node that the place is; otherwise it gets one of its own
  std::vector<connector> connectors;  ///< of the modes that its node doesn't have
  double nearest_km = 0;  ///< to the nearest node of its country and a usable mode; infinite: none

  [[nodiscard]] bool is_joined() const { return node || !connectors.empty(); }
};

/// A place is the node of its country within 100 m, or it is joined by a connector of each usable
/// mode to a node of its country within `reach_km`: the nearest of the largest part of the mode's
/// network there (nodes that all reach each other), unless another one is 10 km nearer.
[[nodiscard]] std::vector<joined_place> join_places(const cases::case_data& network,
                                                    std::span<const place> places,
                                                    const std::vector<bool>& usable_modes,
                                                    double reach_km);

/// Gives places without a country that of the nearest node.
void find_countries(const cases::case_data& network, std::span<place> places);

/// Nodes that reach each other by links of a mode.
struct mode_parts {
  std::vector<std::uint32_t> part;  ///< [node] which part it is in
  std::uint32_t none = 0;           ///< what nodes without such links have for a part
};
[[nodiscard]] mode_parts parts_of_mode(const cases::case_data& network, mode_id mode);

/// Where freight can come to by links of some modes, and changes between them that take a handling
/// class.
class reach_graph {
 public:
  reach_graph(const cases::case_data& network, std::vector<bool> modes,
              const std::string& handling);
  /// [node] whether freight from this one can come there.
  [[nodiscard]] std::vector<bool> from(node_id origin) const;

 private:
  std::size_t nodes_;
  std::vector<bool> modes_;
  std::vector<std::uint32_t> first_, to_;  // arcs of states (node, mode) in their order
};

}  // namespace amur::compose
