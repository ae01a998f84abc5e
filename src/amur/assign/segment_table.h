#pragma once
// Pairs of alternative segments, each once a class whichever bushes use it.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/bush_shift.h"
#include "amur/base/ranks.h"

namespace amur::assign {

/// Reusable: `clear` keeps the memory.
class segment_table {
 public:
  void clear();
  /// Adds tonnes a day that can leave either segment; returns the pair's number.
  std::uint32_t add(std::uint32_t user, std::uint64_t hash, const segment_arcs& segments);

  /// Adds all pairs of another table.
  void add(const segment_table& other);
  /// The number of a pair that the table has.
  [[nodiscard]] std::uint32_t find(std::uint32_t user, std::uint64_t hash,
                                   const segment_arcs& segments) const;
  /// Its bytes, of which `add_packed` makes the same pairs in the same order.
  [[nodiscard]] bytes packed() const;
  void add_packed(unpacker& from);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(pair_.size()); }
  [[nodiscard]] std::uint32_t user(std::uint32_t pair) const { return pair_[pair].user; }
  [[nodiscard]] std::uint64_t hash(std::uint32_t pair) const { return pair_[pair].hash; }
  [[nodiscard]] segment_arcs segments(std::uint32_t pair) const;

 private:
  struct entry {
    std::uint64_t hash = 0;
    std::uint32_t user = 0, begin = 0, middle = 0, end = 0;  // in `arc_`
    double on_dear_t = 0, on_cheap_t = 0;
  };
  [[nodiscard]] std::size_t first_slot(std::uint64_t hash) const {
    return hash & (slot_.size() - 1);
  }
  [[nodiscard]] bool is(std::uint32_t pair, std::uint32_t user, std::uint64_t hash,
                        const segment_arcs& segments) const;
  void grow();

  std::vector<entry> pair_;
  std::vector<std::uint32_t> arc_;
  std::vector<std::uint32_t> slot_;  // a power of two of them: number + 1 of a pair, or 0
};

}  // namespace amur::assign
