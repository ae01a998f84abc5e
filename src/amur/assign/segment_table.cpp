#include "amur/assign/segment_table.h"

#include <algorithm>

namespace amur::assign {
namespace {

constexpr std::size_t least_slots = 1024;

}  // namespace

void segment_table::clear() {
  pair_.clear();
  arc_.clear();
  std::fill(slot_.begin(), slot_.end(), 0);
}

segment_arcs segment_table::segments(std::uint32_t pair) const {
  const auto& own = pair_[pair];
  const std::span arcs(arc_);
  return {arcs.subspan(own.begin, own.middle - own.begin),
          arcs.subspan(own.middle, own.end - own.middle), own.on_dear_t, own.on_cheap_t};
}

void segment_table::grow() {
  slot_.assign(std::max(least_slots, 4 * slot_.size()), 0);
  for (std::uint32_t pair = 0; pair < size(); ++pair) {
    auto at = first_slot(pair_[pair].hash);
    while (slot_[at] != 0) at = first_slot(at + 1);
    slot_[at] = pair + 1;
  }
}

std::uint32_t segment_table::add(std::uint32_t user, std::uint64_t hash,
                                 const segment_arcs& segments) {
  if (2 * pair_.size() >= slot_.size()) grow();
  auto at = first_slot(hash);
  for (; slot_[at] != 0; at = first_slot(at + 1)) {
    const auto pair = slot_[at] - 1;
    auto& own = pair_[pair];
    if (own.hash != hash || own.user != user) continue;
    const auto known = this->segments(pair);
    if (!std::ranges::equal(known.dear, segments.dear) ||
        !std::ranges::equal(known.cheap, segments.cheap))
      continue;
    own.on_dear_t += segments.on_dear_t;
    own.on_cheap_t += segments.on_cheap_t;
    return pair;
  }
  entry made{hash,
             user,
             static_cast<std::uint32_t>(arc_.size()),
             0,
             0,
             segments.on_dear_t,
             segments.on_cheap_t};
  arc_.insert(arc_.end(), segments.dear.begin(), segments.dear.end());
  made.middle = static_cast<std::uint32_t>(arc_.size());
  arc_.insert(arc_.end(), segments.cheap.begin(), segments.cheap.end());
  made.end = static_cast<std::uint32_t>(arc_.size());
  pair_.push_back(made);
  slot_[at] = size();
  return size() - 1;
}

}  // namespace amur::assign
