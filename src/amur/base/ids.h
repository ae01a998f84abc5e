#pragma once
// Strong index types: a node can't be used as a link.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace amur {

/// A 32-bit index into one kind of array; `Tag` names the kind.
template <class Tag>
struct strong_id {
  std::uint32_t value = std::numeric_limits<std::uint32_t>::max();

  constexpr strong_id() = default;
  constexpr explicit strong_id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

  [[nodiscard]] constexpr bool valid() const {
    return value != std::numeric_limits<std::uint32_t>::max();
  }
  [[nodiscard]] constexpr std::size_t index() const { return value; }

  friend constexpr auto operator<=>(strong_id, strong_id) = default;
};

using node_id = strong_id<struct node_tag>;
using link_id = strong_id<struct link_tag>;
using mode_id = strong_id<struct mode_tag>;
using vehicle_id = strong_id<struct vehicle_tag>;
using commodity_id = strong_id<struct commodity_tag>;
using crossing_id = strong_id<struct crossing_tag>;
using transfer_id = strong_id<struct transfer_tag>;
using calendar_id = strong_id<struct calendar_tag>;
using source_id = strong_id<struct source_tag>;
using trade_region_id = strong_id<struct trade_region_tag>;
using trade_sector_id = strong_id<struct trade_sector_tag>;
using project_id = strong_id<struct project_tag>;
using class_id = strong_id<struct class_tag>;
using state_id = strong_id<struct state_tag>;
using arc_id = strong_id<struct arc_tag>;
using constraint_id = strong_id<struct constraint_tag>;

/// The bare indices, as solvers work with them inside.
template <class Ids>
[[nodiscard]] std::vector<std::uint32_t> indices_of(const Ids& ids) {
  std::vector<std::uint32_t> indices;
  indices.reserve(ids.size());
  for (const auto id : ids) indices.push_back(id.value);
  return indices;
}

/// A vector that only takes its own kind of index.
template <class Id, class T>
struct id_vector : std::vector<T> {
  using std::vector<T>::vector;
  T& operator[](Id id) { return std::vector<T>::operator[](id.index()); }
  const T& operator[](Id id) const { return std::vector<T>::operator[](id.index()); }
};

}  // namespace amur

template <class Tag>
struct std::hash<amur::strong_id<Tag>> {
  std::size_t operator()(amur::strong_id<Tag> id) const noexcept { return id.value; }
};
