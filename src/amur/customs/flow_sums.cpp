#include "amur/customs/flow_sums.h"

#include <algorithm>
#include <utility>

#include "amur/customs/millionths.h"

namespace amur::customs {

std::size_t flow_sums::place_of(std::uint64_t key) const {
  const auto mask = slots_.size() - 1;
  auto at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 20U) & mask;
  while (slots_[at].key != key && slots_[at].key != vacant) at = (at + 1) & mask;
  return at;
}

void flow_sums::grow() {
  auto old = std::exchange(slots_, {});
  slots_.assign(std::max<std::size_t>(1024, old.size() * 2), {vacant, 0, 0});
  for (const auto& each : old)
    if (each.key != vacant) slots_[place_of(each.key)] = each;
  last_ = 0;
}

bool flow_sums::add(std::uint64_t key, std::int64_t value, std::int64_t quantity) {
  if (used_ * 2 >= slots_.size()) grow();
  if (slots_[last_].key != key) last_ = place_of(key);
  auto& slot = slots_[last_];
  if (slot.key == vacant) {
    slot.key = key;
    ++used_;
  }
  return add_to(slot.value, value) && add_to(slot.quantity, quantity);
}

bool flow_sums::add(const flow_sums& other) {
  return std::ranges::all_of(other.slots_, [this](const flow_sum& each) {
    return each.key == vacant || add(each.key, each.value, each.quantity);
  });
}

std::vector<flow_sum> flow_sums::sorted() const {
  std::vector<flow_sum> all;
  all.reserve(used_);
  for (const auto& each : slots_)
    if (each.key != vacant) all.push_back(each);
  std::ranges::sort(all, {}, &flow_sum::key);
  return all;
}

}  // namespace amur::customs
