#pragma once
// Draws of uncertain inputs: a Latin hypercube whose draws are found by their index, so that any
// part of an ensemble, on any machine and in any order, sees the same numbers.

#include <cstdint>

namespace amur::ensemble {

/// Latin hypercube sampling (McKay, Beckman & Conover 1979): of each factor, one draw falls in each
/// of as many equal parts of (0, 1) as there are draws. Which draw falls in which part is a
/// permutation found by index (a Feistel network with Philox as its round function, walked until it
/// stays below the number of draws: Black & Rogaway 2002), and so is the place within the part.
class latin_hypercube {
 public:
  /// `draws` at least 1, at most 2^32.
  latin_hypercube(std::uint64_t seed, std::uint64_t draws);

  /// In (0, 1), of draw `index` below the number of draws; factors are told apart by their number
  /// (`stream_of` of what they are, so that a case that gains a row keeps its other draws).
  [[nodiscard]] double uniform(std::uint32_t factor, std::uint64_t index) const;
  /// The standard normal variable there.
  [[nodiscard]] double normal(std::uint32_t factor, std::uint64_t index) const;

 private:
  [[nodiscard]] std::uint64_t part_of(std::uint32_t factor, std::uint64_t index) const;

  std::uint64_t seed_, draws_;
  int half_bits_;
};

}  // namespace amur::ensemble
