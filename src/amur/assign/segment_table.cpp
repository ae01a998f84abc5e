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

bool segment_table::is(std::uint32_t pair, std::uint32_t user, std::uint64_t hash,
                       const segment_arcs& segments) const {
  if (pair_[pair].hash != hash || pair_[pair].user != user) return false;
  const auto known = this->segments(pair);
  return std::ranges::equal(known.dear, segments.dear) &&
         std::ranges::equal(known.cheap, segments.cheap);
}

std::uint32_t segment_table::add(std::uint32_t user, std::uint64_t hash,
                                 const segment_arcs& segments) {
  if (2 * pair_.size() >= slot_.size()) grow();
  auto at = first_slot(hash);
  for (; slot_[at] != 0; at = first_slot(at + 1)) {
    const auto pair = slot_[at] - 1;
    if (!is(pair, user, hash, segments)) continue;
    pair_[pair].on_dear_t += segments.on_dear_t;
    pair_[pair].on_cheap_t += segments.on_cheap_t;
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

void segment_table::add(const segment_table& other) {
  for (std::uint32_t n = 0; n < other.size(); ++n)
    add(other.user(n), other.hash(n), other.segments(n));
}

std::uint32_t segment_table::find(std::uint32_t user, std::uint64_t hash,
                                  const segment_arcs& segments) const {
  auto at = first_slot(hash);
  while (!is(slot_[at] - 1, user, hash, segments)) at = first_slot(at + 1);
  return slot_[at] - 1;
}

bytes segment_table::packed() const {
  bytes made;
  pack(made, std::uint64_t{pair_.size()});
  pack(made, std::uint64_t{arc_.size()});
  pack(made, std::span<const entry>(pair_));
  pack(made, std::span<const std::uint32_t>(arc_));
  return made;
}

void segment_table::add_packed(unpacker& from) {
  segment_table other;
  other.pair_.resize(from.take<std::uint64_t>());
  other.arc_.resize(from.take<std::uint64_t>());
  from.take(std::span<entry>(other.pair_));
  from.take(std::span<std::uint32_t>(other.arc_));
  add(other);
}

}  // namespace amur::assign
