#pragma once
// The two levels of the nested logit, and the routes that are reasonable on each.
//
// A labelled arc (crossing, change of mode, loading, unloading) ends a leg. A leg runs over plain
// arcs only, so it stays in one mode on one side of every crossing. Within a leg, route detail is a
// link-based logit at the small dispersion; which label comes next is chosen at the commodity's
// dispersion, so look-alike routes to one crossing share its nest.
//
// Both path sets are fixed on free-flow labels, as Dial (1971) does: a plain arc is reasonable
// toward the end of a leg, and a leg toward the destination, where it leads to a state that is
// settled earlier by the shortest path search to that end. Both are therefore free of cycles.

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// A way to end a leg. `arc` is `none` where the leg ends at the destination itself.
struct leg_exit {
  std::uint32_t component = 0, column = 0;  ///< of the leg's end
  std::uint32_t label = 0;
  std::uint32_t arc = none;
  std::uint32_t head_entry = none;  ///< `none`: the destination
};

/// The states joined by plain arcs (a mode, or a mode on one side of the crossings): a matrix of
/// legs from its entries (rows) to its exits' states (columns).
struct leg_component {
  std::vector<std::uint32_t> entries;  ///< [row] entry
  std::vector<std::uint32_t> targets;  ///< [column] target
  std::vector<leg_exit> exits;         ///< that any destination may use, sorted by label
  std::size_t matrix_begin = 0;        ///< where its matrix starts in an array of all matrices
};

/// A state that legs end at. `order` holds the states that reach it over plain arcs, nearest first.
struct leg_target {
  std::uint32_t state = 0, component = 0, column = 0;
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> row_position;  ///< [row of the component] place in `order`, or `none`
};

/// Legs that end at one destination, and the order of entries toward it.
struct leg_destination {
  std::uint32_t state = 0;
  std::vector<std::uint32_t> demands;  ///< indices into the class's demand
  std::vector<std::uint32_t> order;    ///< entries between its origins and it, nearest first
  std::vector<std::uint32_t> rank;     ///< [entry] place in the search, or `none`
  std::vector<leg_exit> arrivals;      ///< sorted by component and label
};

struct leg_network {
  std::vector<std::uint32_t> first_plain;  ///< [state + 1] plain arcs by tail
  std::vector<std::uint32_t> plain_arc, plain_head;
  std::vector<std::uint32_t> entry_state, entry_component, entry_row;  ///< [entry]
  std::vector<std::uint32_t> entry_of_state;                           ///< [state] or `none`
  std::vector<leg_component> components;
  std::vector<leg_target> targets;
  std::vector<leg_destination> destinations;

  std::size_t matrix_size = 0;  ///< of the matrices of all components together

  /// Where the leg from row to column stands in an array of all matrices.
  [[nodiscard]] std::size_t leg(std::size_t component, std::size_t row, std::size_t column) const {
    const auto& part = components[component];
    return part.matrix_begin + row * part.targets.size() + column;
  }
};

/// `free_cost`: [arc] USD per tonne at free flow, infinite where closed to the class.
[[nodiscard]] leg_network build_leg_network(const problem& problem, const user_class& user,
                                            std::span<const double> free_cost, thread_pool& pool);

}  // namespace amur::assign
