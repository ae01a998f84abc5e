#pragma once
// Made-up worlds that trade: countries on a circle, random sizes, shares that gravity gives. The
// same seed makes the same world.

#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "amur/trade/many_sector.h"

namespace amur::test {

/// Numbers in [0, 1) that are the same on every machine.
class uniform_stream {
 public:
  explicit uniform_stream(std::uint32_t seed) : engine_(seed) {}
  double operator()() { return static_cast<double>(engine_()) / 4294967296.0; }
  double between(double low, double high) { return low + (high - low) * (*this)(); }

 private:
  std::mt19937 engine_;
};

struct made_pairs {
  std::vector<double> output, expenditure, factor;
};

/// One sector: outputs over two orders of magnitude, expenditure 20 % off at most.
inline made_pairs make_one_sector(std::size_t countries, std::uint32_t seed) {
  uniform_stream draw(seed);
  made_pairs made;
  std::vector<double> place;
  for (std::size_t i = 0; i < countries; ++i) {
    made.output.push_back(std::pow(10.0, draw.between(2, 4)));
    made.expenditure.push_back(made.output.back() * draw.between(0.8, 1.2));
    place.push_back(draw());
  }
  const double scale = std::accumulate(made.output.begin(), made.output.end(), 0.0) /
                       std::accumulate(made.expenditure.begin(), made.expenditure.end(), 0.0);
  for (double& each : made.expenditure) each *= scale;
  for (std::size_t i = 0; i < countries; ++i)
    for (std::size_t j = 0; j < countries; ++j) {
      const double apart = std::abs(place[i] - place[j]);
      const double distance = 0.02 + std::min(apart, 1 - apart);
      made.factor.push_back((i == j ? 30 : 1) / distance * draw.between(0.5, 2));
    }
  return made;
}

/// Many sectors whose accounts are consistent: with nothing changed, wages stay.
inline trade::many_sector_world make_many_sectors(std::size_t countries, std::size_t sectors,
                                                  std::uint32_t seed) {
  uniform_stream draw(seed);
  trade::many_sector_world world;
  world.countries = countries;
  world.sectors = sectors;
  for (std::size_t j = 0; j < sectors; ++j) world.trade_elasticity.push_back(draw.between(1.5, 12));
  for (std::size_t n = 0; n < countries; ++n) {
    world.value_added.push_back(std::pow(10.0, draw.between(2, 4)));
    world.deficit.push_back(0);
    std::vector<double> taste;
    for (std::size_t j = 0; j < sectors; ++j) taste.push_back(draw.between(0.1, 1));
    const double total = std::accumulate(taste.begin(), taste.end(), 0.0);
    for (const double each : taste) world.final_share.push_back(each / total);
    for (std::size_t j = 0; j < sectors; ++j) {
      world.value_added_share.push_back(draw.between(0.25, 0.7));
      std::vector<double> input;
      for (std::size_t k = 0; k < sectors; ++k)
        input.push_back(draw() < 0.7 ? draw.between(0.1, 1) + (k == j ? 2 : 0) : 0);
      if (input[j] == 0) input[j] = 1;
      const double all = std::accumulate(input.begin(), input.end(), 0.0);
      for (const double each : input)
        world.input_share.push_back(each / all * (1 - world.value_added_share.back()));
    }
  }
  for (std::size_t j = 0; j < sectors; ++j)
    for (std::size_t n = 0; n < countries; ++n) {
      std::vector<double> pull;
      for (std::size_t i = 0; i < countries; ++i) {
        pull.push_back(world.value_added[i] * draw.between(0.2, 2) * (i == n ? 10 : 1));
        world.duty.push_back(i == n ? 0 : draw.between(0, 0.2));
      }
      const double all = std::accumulate(pull.begin(), pull.end(), 0.0);
      for (const double each : pull) world.share.push_back(each / all);
    }
  return world;
}

}  // namespace amur::test
