#pragma once
// The legs of a class: where they start, where they end, and what may follow.
//
// A labelled arc (crossing, change of mode, loading, unloading) ends a leg. A leg runs over plain
// arcs only, so it stays in one mode on one side of every border. What costs decide is not kept
// here: of a class on one network this is the same at any costs.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/problem.h"

namespace amur::assign {

enum class exit_kind : std::uint8_t {
  arrival,   ///< the leg ends at the destination itself
  crossing,  ///< over a border, or through a strait
  change     ///< of mode; loading and unloading too
};

/// A way to end a leg.
struct leg_exit {
  std::uint32_t component = 0, column = 0;  ///< of the leg's end
  std::uint32_t label = 0;
  std::uint32_t arc = none;         ///< `none` at an arrival
  std::uint32_t head_place = none;  ///< `none`: the destination
  exit_kind kind = exit_kind::arrival;
};

/// The states joined by plain arcs (a mode within a country, or on the high seas with its ports):
/// a matrix of legs from its places (rows) to its exits' states (columns).
struct leg_component {
  std::vector<std::uint32_t> states;
  std::vector<std::uint32_t> places;      ///< [row] place
  std::vector<std::uint32_t> targets;     ///< [column] target
  std::vector<leg_exit> exits;            ///< that any destination may use, sorted by label
  std::vector<std::uint32_t> plain_arcs;  ///< indices of plain arcs
  bool listed = true;                     ///< few circles: routes of a leg are listed one by one
  std::size_t matrix_begin = 0;           ///< where its matrix starts in an array of all matrices
};

/// A state that legs end at.
struct leg_target {
  std::uint32_t state = 0, component = 0, column = 0;
};

/// Freight to one destination that may be treated as one: from origins in one country, which may or
/// may not enter a country again.
struct choice_group {
  std::uint32_t destination = 0;  ///< index of `leg_network::destinations`
  bool may_reenter = false;
  std::vector<std::uint32_t> demands;  ///< indices into the class's demand
};

struct leg_destination {
  std::uint32_t state = 0;
  std::vector<leg_exit> arrivals;      ///< sorted by component and label
  std::vector<std::uint32_t> origins;  ///< [demand to it] place
};

/// Where an exit stands.
struct exit_place {
  std::uint32_t component = 0, exit = 0;
};

struct leg_network {
  std::vector<std::uint32_t> first_plain;  ///< [state + 1] plain arcs by tail
  std::vector<std::uint32_t> plain_arc, plain_head;
  std::vector<std::uint8_t> is_plain;  ///< [arc]
  std::vector<std::uint32_t> component_of_state;
  std::vector<std::uint32_t> place_state, place_row;  ///< [place]; places are where legs start
  std::vector<std::uint32_t> place_of_state;          ///< [state] or `none`
  std::vector<std::uint32_t> target_of_state;         ///< [state] or `none`
  std::vector<leg_component> components;
  std::vector<leg_target> targets;
  std::vector<leg_destination> destinations;
  std::vector<choice_group> groups;
  std::vector<std::size_t> first_into;  ///< [place + 1] in `exits_into`
  std::vector<exit_place> exits_into;   ///< by place
  std::uint32_t countries = 0, crossings = 0;
  /// [crossing] a number behind those of countries for each that rules on countries do not keep
  /// freight from using twice: both ends lie in one, or one on the high seas. Else `none`.
  std::vector<std::uint32_t> strait;

  std::size_t matrix_size = 0;  ///< of the matrices of all components together

  /// Where the leg from row to column stands in an array of all matrices.
  [[nodiscard]] std::size_t leg(std::size_t component, std::size_t row, std::size_t column) const {
    const auto& part = components[component];
    return part.matrix_begin + column * part.places.size() + row;
  }
  [[nodiscard]] std::span<const exit_place> exits_to(std::uint32_t place) const {
    return std::span(exits_into)
        .subspan(first_into[place], first_into[place + 1] - first_into[place]);
  }
  [[nodiscard]] const leg_exit& exit(const exit_place& at) const {
    return components[at.component].exits[at.exit];
  }
  [[nodiscard]] std::uint32_t component_of_place(std::uint32_t place) const {
    return component_of_state[place_state[place]];
  }
};

/// `open_cost`: [arc] USD per tonne, infinite where closed to the class; other values don't matter.
[[nodiscard]] leg_network build_leg_network(const problem& problem, const user_class& user,
                                            std::span<const double> open_cost);

}  // namespace amur::assign
