#pragma once
// Level-of-service matrices: what the cheapest path between each origin and destination costs, and
// what else adds up along it (time, length, fees).

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/base/ids.h"
#include "amur/base/parallel.h"
#include "amur/network/graph.h"
#include "amur/route/contraction_hierarchy.h"

namespace amur::route {

/// Row-major matrices of one row an origin and one column a destination, in the order given.
struct skim_matrix {
  std::size_t origins = 0, destinations = 0;
  std::vector<double> cost;                     ///< `unreachable` where there is no path
  std::vector<std::vector<double>> attributes;  ///< [attribute], likewise

  [[nodiscard]] std::size_t at(std::size_t origin, std::size_t destination) const {
    return origin * destinations + destination;
  }
};

enum class skim_method { automatic, dijkstra, hierarchy };

struct skim_options {
  std::span<const std::uint8_t> no_through;             ///< [state], or empty
  std::span<const std::span<const double>> attributes;  ///< each [arc], finite on open arcs
  skim_method method = skim_method::automatic;
  /// Of the same graph and `no_through`, where the caller has it; else one is built if needed.
  const contraction_hierarchy* hierarchy = nullptr;
};

/// Costs: [arc], >= 0, infinite where the arc is closed. Origins and destinations are states. From
/// an origin to itself all is 0. By `automatic` many origins go by the hierarchy and few by
/// Dijkstra's algorithm; costs by the two are equal but for rounding, and where paths tie, the
/// attributes may be those of another. For a method the bytes don't depend on threads. Throws
/// std::invalid_argument where lengths don't fit or a state does not exist.
[[nodiscard]] skim_matrix skim(const network::graph& graph, std::span<const double> cost,
                               std::span<const state_id> origins,
                               std::span<const state_id> destinations, const skim_options& options,
                               thread_pool& pool);

}  // namespace amur::route
