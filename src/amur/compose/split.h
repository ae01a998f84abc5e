#pragma once
// What a country sells or buys, shared over its places.

#include <cstdint>
#include <span>
#include <vector>

namespace amur::compose {

struct place_share {
  std::uint32_t place = 0;
  double share = 0;  ///< of its country's; those of a country add up to 1
};

/// Shares in proportion to weights, of the `most` places with the largest ones alone (the earlier
/// of equal ones); without any weight above 0 all places have the same.
[[nodiscard]] std::vector<place_share> shares_of(std::span<const std::uint32_t> places,
                                                 std::span<const double> weights, std::size_t most);

struct pair_flow {
  std::uint32_t origin = 0, destination = 0;
  double tonnes = 0;
};

/// A flow between two countries as flows between their places, whose sum it is: each place of the
/// one sends to each of the other in proportion to both shares. Flows below `least_tonnes` go to
/// the largest one instead, which also takes what rounding leaves.
[[nodiscard]] std::vector<pair_flow> split_flow(double tonnes, std::span<const place_share> origins,
                                                std::span<const place_share> destinations,
                                                double least_tonnes);

}  // namespace amur::compose
