#pragma once
// Expanded states found by a search: a place, and what of the way so far decides what may follow.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "amur/assign/chain_rules.h"
#include "amur/assign/problem.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {

struct expanded_state {
  std::uint32_t place;
  chain_memory memory;
  double from_origin = route::unreachable;  ///< a
  bool settled = false;
};

/// Numbers expanded states in the order in which they are met.
class expanded_states {
 public:
  void clear() {
    states_.clear();
    std::ranges::fill(slots_, none);
  }
  [[nodiscard]] std::size_t size() const { return states_.size(); }
  [[nodiscard]] expanded_state& operator[](std::size_t i) { return states_[i]; }

  /// The number of a state, which is added where it is new.
  std::uint32_t find(std::uint32_t place, const chain_memory& memory) {
    if (2 * (states_.size() + 1) > slots_.size()) grow();
    const auto mask = slots_.size() - 1;
    for (auto at = hash(place, memory) & mask;; at = (at + 1) & mask) {
      auto& slot = slots_[at];
      if (slot == none) {
        slot = static_cast<std::uint32_t>(states_.size());
        states_.push_back({place, memory});
        return slot;
      }
      if (states_[slot].place == place && states_[slot].memory == memory) return slot;
    }
  }

 private:
  static std::size_t hash(std::uint32_t place, const chain_memory& memory) {
    std::uint64_t sum = place * 0x9E3779B97F4A7C15ULL;
    sum = (sum ^ memory.set) * 0xBF58476D1CE4E5B9ULL;
    sum = (sum ^ (std::uint64_t{memory.country} << 20U) ^ (std::uint64_t{memory.changes} << 2U) ^
           (memory.moved ? 2U : 0U) ^ (memory.start ? 1U : 0U)) *
          0x94D049BB133111EBULL;
    return sum ^ (sum >> 31U);
  }
  void grow() {
    slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), none);
    const auto mask = slots_.size() - 1;
    for (std::uint32_t i = 0; i < states_.size(); ++i) {
      auto at = hash(states_[i].place, states_[i].memory) & mask;
      while (slots_[at] != none) at = (at + 1) & mask;
      slots_[at] = i;
    }
  }
  std::vector<expanded_state> states_;
  std::vector<std::uint32_t> slots_;  // numbers by hash, `none` where empty
};

}  // namespace amur::assign
