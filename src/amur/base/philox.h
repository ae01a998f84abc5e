#pragma once
// Counter-based random numbers: draw n of stream s needs no draw before it, so any order of work
// and any number of threads see the same numbers.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace amur {

/// Philox 4x32 with ten rounds (Salmon, Moraes, Dror & Shaw 2011, table 2): 128 random bits for a
/// counter of 128 bits under a key of 64.
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                      std::array<std::uint32_t, 2> key);

/// A sequence of uniform numbers, told apart from all others by seed, replication and stream.
struct random_stream {
  std::uint64_t seed = 0;
  std::uint32_t replication = 0;
  std::uint32_t stream = 0;
  std::uint64_t next_block = 0;  ///< of `block` numbers

  static constexpr std::size_t block = 64;

  /// The next numbers, each in the open interval (0, 1), multiples of 2^-53 plus 2^-54.
  void fill(std::span<double, block> uniforms);
};

/// A stream's number from the name of what it is for (FNV-1a), so that the streams of a model stay
/// the same when something is added to it: common random numbers across scenarios.
[[nodiscard]] std::uint32_t stream_of(std::span<const char> name);

}  // namespace amur
