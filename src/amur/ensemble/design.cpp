#include "amur/ensemble/design.h"

#include <array>
#include <bit>

#include "amur/base/normal.h"
#include "amur/base/philox.h"

namespace amur::ensemble {
namespace {

constexpr int feistel_rounds = 6;

std::array<std::uint32_t, 2> key_of(std::uint64_t seed) {
  return {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
}

}  // namespace

latin_hypercube::latin_hypercube(std::uint64_t seed, std::uint64_t draws)
    : seed_(seed), draws_(draws), half_bits_((static_cast<int>(std::bit_width(draws)) + 1) / 2) {}

std::uint64_t latin_hypercube::part_of(std::uint32_t factor, std::uint64_t index) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  auto walked = index;
  do {
    auto left = walked >> half_bits_ & mask, right = walked & mask;
    for (std::uint32_t round = 0; round < feistel_rounds; ++round) {
      const auto scrambled =
          philox4x32({static_cast<std::uint32_t>(right), factor, round, 1}, key_of(seed_))[0];
      const auto next = left ^ (scrambled & mask);
      left = right;
      right = next;
    }
    walked = left << half_bits_ | right;
  } while (walked >= draws_);
  return walked;
}

double latin_hypercube::uniform(std::uint32_t factor, std::uint64_t index) const {
  const auto word = philox4x32(
      {static_cast<std::uint32_t>(index), factor, static_cast<std::uint32_t>(index >> 32), 2},
      key_of(seed_));
  const double within =
      (static_cast<double>(std::uint64_t{word[0]} << 20 ^ word[1] >> 12) + 0.5) * 0x1p-52;
  return (static_cast<double>(part_of(factor, index)) + within) / static_cast<double>(draws_);
}

double latin_hypercube::normal(std::uint32_t factor, std::uint64_t index) const {
  return normal_quantile(uniform(factor, index));
}

}  // namespace amur::ensemble
