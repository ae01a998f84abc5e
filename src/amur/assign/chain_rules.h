#pragma once
// What may follow in a chain: countries left, crossings used, changes of mode.

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "amur/assign/leg_network.h"

namespace amur::assign {

/// Sets of countries left and crossings used, each kept once and known by number.
class memory_sets {
 public:
  explicit memory_sets(std::size_t bits) : words_((bits + 63) / 64), pool_(words_, 0) {
    index_.emplace(hash(pool_), 0);
  }
  static constexpr std::uint32_t empty = 0;
  [[nodiscard]] bool has(std::uint32_t set, std::uint32_t bit) const {
    return (pool_[set * words_ + bit / 64] >> (bit % 64) & 1U) != 0;
  }
  /// The set with one more bit.
  std::uint32_t with(std::uint32_t set, std::uint32_t bit);
  /// Forgets all sets but the empty one.
  void clear();

 private:
  [[nodiscard]] static std::uint64_t hash(std::span<const std::uint64_t> words);

  std::size_t words_;
  std::vector<std::uint64_t> pool_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> index_;
};

/// What of a chain so far decides what may follow.
struct chain_memory {
  std::uint32_t country = none;  ///< last one entered; `none` after a crossing to the high seas
  std::uint32_t set = memory_sets::empty;
  std::uint16_t changes = 0;
  bool moved = true;   ///< by a link since the last change of mode
  bool start = false;  ///< nothing was done yet
  friend bool operator==(const chain_memory&, const chain_memory&) = default;
};

/// What chains may do that others may not.
struct chain_exceptions {
  bool may_reenter = false;  ///< enter a country again that they have left
  bool may_stand = false;    ///< leave a mode again without having moved in it
};

/// The rules of one class's chains.
class chain_rules {
 public:
  chain_rules(const problem& problem, const leg_network& net);

  /// Forgets what sets there were.
  void begin(const chain_exceptions& exceptions);
  [[nodiscard]] chain_memory at_start(std::uint32_t origin) const {
    return {problem_->country(origin), memory_sets::empty, 0, true, true};
  }
  /// Moves `memory` from a leg that starts at `place` over `exit`; false where that is not valid.
  bool take(std::uint32_t place, const leg_exit& exit, chain_memory& memory);

 private:
  bool enter(std::uint32_t country, chain_memory& memory);
  bool cross(const leg_exit& exit, chain_memory& memory);
  bool change(bool has_moved, const leg_exit& exit, chain_memory& memory) const;
  bool use(std::uint32_t bit, chain_memory& memory);

  const problem* problem_;
  const leg_network* net_;
  chain_exceptions may_;
  memory_sets left_, used_;  // without and with re-entry
};

}  // namespace amur::assign
