#pragma once
// Pairs of alternative segments in a bush, and the shift of freight from the dearer to the cheaper.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/congestion.h"

namespace amur::assign {

/// Two segments with the same ends and no state in common between them (Bar-Gera 2010). The links
/// of the dear one, which carry freight, come first in `pair_list::link`, then those of the cheap.
struct segment_pair {
  std::uint32_t bush = 0;
  std::uint32_t begin = 0, middle = 0, end = 0;  ///< in `pair_list::link`
};

struct pair_list {
  std::vector<segment_pair> pairs;
  std::vector<std::uint32_t> link;  ///< links of the pairs' bushes
  void clear() {
    pairs.clear();
    link.clear();
  }
  /// Appends a pair of another list.
  void take(const pair_list& other, segment_pair pair);
};

/// Least costs from the origin within a bush.
struct bush_labels {
  std::vector<double> least;              ///< [position]
  std::vector<std::uint32_t> least_link;  ///< [position] the link that gives it
};

/// Fills labels of the active positions from the class's [arc] costs.
void find_labels(const bush& bush, std::span<const double> cost, bush_labels& labels);

/// Adds a pair for every link that carries freight at more than `threshold` above the least cost of
/// its head, farthest heads first. Returns the excess, sum of flow times (cost above least).
double find_pairs(const bush& bush, std::uint32_t bush_index, std::span<const double> cost,
                  const bush_labels& labels, double threshold, pair_list& pairs);

/// Moves freight of a pair by Newton's method at the network's present costs, at most all of it,
/// and updates volumes and times. Returns what the pair's freight paid too much before.
double shift(const user_class& user, const pair_list& pairs, const segment_pair& pair, bush& bush,
             congestion& network);

/// Adds `t` tonnes a day to each of the links, and to the network.
void add_flow(const user_class& user, std::span<const std::uint32_t> links, double t, bush& bush,
              congestion& network);

/// The link into the position that carries most.
[[nodiscard]] std::uint32_t fullest_link(const bush& bush, std::uint32_t position);

}  // namespace amur::assign
