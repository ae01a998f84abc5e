#pragma once
// Congested roads in a grid, a zone at each corner.

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::test {

// A city of `size` x `size` crossroads with a centroid beside each: congested, many routes.
inline assign::problem road_grid(std::uint32_t size, double trips, unsigned seed) {
  std::mt19937 random(seed);
  const auto draw = [&random] { return static_cast<double>(random() % 1000) / 1000; };
  std::vector<small_arc> arcs;
  const std::uint32_t zones = size * size;
  const auto road = [&](std::uint32_t a, std::uint32_t b) {
    for (const auto& [tail, head] : {std::pair{a, b}, std::pair{b, a}})
      arcs.push_back({zones + tail,
                      zones + head,
                      {network::delay_kind::bpr, 1 + draw(), 50 + 100 * draw(), 0.15, 4},
                      std::floor(2 * draw())});
  };
  for (std::uint32_t y = 0; y < size; ++y)
    for (std::uint32_t x = 0; x < size; ++x) {
      const auto at = y * size + x;
      if (x + 1 < size) road(at, at + 1);
      if (y + 1 < size) road(at, at + size);
      arcs.push_back({at, zones + at, constant_delay(0)});
      arcs.push_back({zones + at, at, constant_delay(0)});
    }
  std::vector<assign::od_demand> demand;
  for (std::uint32_t a = 0; a < zones; ++a)
    for (std::uint32_t b = 0; b < zones; ++b)
      if (a != b && random() % 3 == 0) demand.push_back(freight(a, b, trips * draw()));
  auto problem = small_problem(2 * zones, arcs, demand);
  problem.no_through.assign(2 * zones, 0);
  std::fill_n(problem.no_through.begin(), zones, std::uint8_t{1});
  return problem;
}

}  // namespace amur::test
