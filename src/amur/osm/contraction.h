#pragma once
// Pieces between places where ways meet, joined to lines from junction to junction.

#include <cstdint>
#include <span>
#include <vector>

namespace amur::osm {

/// A line between two nodes; `one_way` leads from `from` to `to`. Only pieces of equal `key` join.
struct piece {
  std::uint32_t from = 0, to = 0, key = 0;
  bool one_way = false;
};

struct chain_step {
  std::uint32_t piece = 0;
  bool reversed = false;
};

/// Pieces in order; of one way the order in which they lead.
using chain = std::vector<chain_step>;

/// Each piece in one chain. Two join at a node where nothing else ends, that is not `kept`, and
/// where both lead both ways or one leads on where the other arrives. No chain ends where it starts
/// but a piece that does so by itself: rings are cut in two. Chains are in the order of their first
/// piece's number.
[[nodiscard]] std::vector<chain> join_pieces(std::span<const piece> pieces,
                                             const std::vector<bool>& kept);

}  // namespace amur::osm
