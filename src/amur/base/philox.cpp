#include "amur/base/philox.h"

namespace amur {
namespace {

constexpr std::uint32_t multiplier_0 = 0xD2511F53, multiplier_1 = 0xCD9E8D57;
constexpr std::uint32_t weyl_0 = 0x9E3779B9, weyl_1 = 0xBB67AE85;
constexpr int rounds = 10;

// `lanes` counters at once, word by word, so that the compiler can use vector instructions.
template <std::size_t lanes>
void scramble(std::uint32_t (&word)[4][lanes], std::uint32_t key_0, std::uint32_t key_1) {
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < lanes; ++i) {
      const std::uint64_t product_0 = std::uint64_t{multiplier_0} * word[0][i];
      const std::uint64_t product_1 = std::uint64_t{multiplier_1} * word[2][i];
      word[0][i] = static_cast<std::uint32_t>(product_1 >> 32) ^ word[1][i] ^ key_0;
      word[1][i] = static_cast<std::uint32_t>(product_1);
      word[2][i] = static_cast<std::uint32_t>(product_0 >> 32) ^ word[3][i] ^ key_1;
      word[3][i] = static_cast<std::uint32_t>(product_0);
    }
    key_0 += weyl_0;
    key_1 += weyl_1;
  }
}

double to_uniform(std::uint32_t high, std::uint32_t low) {
  const std::uint64_t bits = (std::uint64_t{high} << 32 | low) >> 11;
  return static_cast<double>(static_cast<std::int64_t>(bits)) * 0x1p-53 + 0x1p-54;
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  std::uint32_t word[4][1] = {{counter[0]}, {counter[1]}, {counter[2]}, {counter[3]}};
  scramble(word, key[0], key[1]);
  return {word[0][0], word[1][0], word[2][0], word[3][0]};
}

void random_stream::fill(std::span<double, block> uniforms) {
  constexpr std::size_t lanes = block / 2;
  std::uint32_t word[4][lanes];
  const std::uint64_t first = next_block++ * lanes;
  for (std::size_t i = 0; i < lanes; ++i) {
    word[0][i] = static_cast<std::uint32_t>(first + i);
    word[1][i] = static_cast<std::uint32_t>((first + i) >> 32);
    word[2][i] = stream;
    word[3][i] = replication;
  }
  scramble(word, static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32));
  for (std::size_t i = 0; i < lanes; ++i) {
    uniforms[2 * i] = to_uniform(word[0][i], word[1][i]);
    uniforms[2 * i + 1] = to_uniform(word[2][i], word[3][i]);
  }
}

std::uint32_t stream_of(std::span<const char> name) {
  std::uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

}  // namespace amur
