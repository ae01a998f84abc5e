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

struct pair_links {
  std::span<const std::uint32_t> dear, cheap;
};

struct pair_list {
  std::vector<segment_pair> pairs;
  std::vector<std::uint32_t> link;  ///< links of the pairs' bushes
  void clear() {
    pairs.clear();
    link.clear();
  }
  [[nodiscard]] pair_links links(const segment_pair& pair) const {
    const std::span all(link);
    return {all.subspan(pair.begin, pair.middle - pair.begin),
            all.subspan(pair.middle, pair.end - pair.middle)};
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

/// What lies on two segments with the same ends, and the tonnes a day that can leave each.
struct segment_arcs {
  std::span<const std::uint32_t> dear, cheap;
  double on_dear_t = 0, on_cheap_t = 0;
};
struct segment_shift {
  double moved_t = 0;        ///< tonnes a day from the dear to the cheap, or back if below zero
  double paid_too_much = 0;  ///< by what could have moved, before
};
/// Moves a class's freight between two segments by Newton's method at the network's present costs,
/// at most all of it, and updates volumes and times.
segment_shift shift(const user_class& user, const segment_arcs& segments, congestion& network);

/// The same for a pair of a bush, with the bush's flows; `scratch` is for its arcs. Returns what
/// the pair's freight paid too much before.
double shift(const user_class& user, const pair_list& pairs, const segment_pair& pair, bush& bush,
             congestion& network, std::vector<std::uint32_t>& scratch);

/// Adds `t` tonnes a day to each of the links, and to the network.
void add_flow(const user_class& user, std::span<const std::uint32_t> links, double t, bush& bush,
              congestion& network);

/// What can leave all of a bush's links.
[[nodiscard]] double least_flow(const bush& bush, std::span<const std::uint32_t> links);

/// Moves `t` tonnes a day between a bush's links, without a word to the network.
void move_flow(std::span<const std::uint32_t> from, std::span<const std::uint32_t> to, double t,
               bush& bush);

/// The link into the position that carries most.
[[nodiscard]] std::uint32_t fullest_link(const bush& bush, std::uint32_t position);

}  // namespace amur::assign
