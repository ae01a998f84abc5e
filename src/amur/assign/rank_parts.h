#pragma once
// How bushes are cut into parts and parts over ranks, and how what parts hold is brought together:
// in an order that depends on the number of bushes alone.

#include <cstddef>
#include <utility>
#include <vector>

#include "amur/base/parallel.h"
#include "amur/base/ranks.h"

namespace amur::assign {

/// A power of two of parts, whole ones to each rank, so that sums made two by two within a rank and
/// then between ranks are the same sums for any number of ranks. Ranks beyond the parts have none.
struct rank_parts {
  std::size_t bushes = 0;  ///< of all ranks
  std::size_t parts = 1, ranks = 1;

  rank_parts(std::size_t bush_count, std::size_t rank_count);
  [[nodiscard]] block_range parts_of(std::size_t rank) const {
    return rank < ranks ? block_of(rank, ranks, parts) : block_range{parts, parts};
  }
  [[nodiscard]] std::size_t owner_of(std::size_t part) const;
  /// Bushes by their number among all.
  [[nodiscard]] block_range bushes_of_part(std::size_t part) const {
    return block_of(part, parts, bushes);
  }
  [[nodiscard]] block_range bushes_of(std::size_t rank) const {
    const auto own = parts_of(rank);
    return {bushes * own.begin / parts, bushes * own.end / parts};
  }
};

/// Merges what the own parts hold, `own[i]` for the i-th of them, with what all others do; the
/// whole is left in rank 0's `own[0]`. `merge(into, other)` adds what a later part holds,
/// `write(value)` gives its bytes, and `read(bytes)` makes it of them.
template <class Value, class Merge, class Write, class Read>
void merge_parts(const rank_parts& cut, ranks& all, std::vector<Value>& own, const Merge& merge,
                 const Write& write, const Read& read) {
  const auto me = all.own();
  const auto range = cut.parts_of(me);
  for (std::size_t width = 1; width < cut.parts; width *= 2)
    for (std::size_t left = 0; left < cut.parts; left += 2 * width) {
      const auto right = left + width;
      const auto left_owner = cut.owner_of(left), right_owner = cut.owner_of(right);
      if (left_owner == me && right_owner == me)
        merge(own[left - range.begin], own[right - range.begin]);
      else if (left_owner == me)
        merge(own[left - range.begin], read(all.receive(right_owner)));
      else if (right_owner == me)
        all.send(left_owner, write(own[right - range.begin]));
    }
}

/// The same for sums of numbers, which every rank has afterwards.
[[nodiscard]] std::vector<double> sum_parts(const rank_parts& cut, ranks& all,
                                            std::vector<std::vector<double>>& own);

}  // namespace amur::assign
