#pragma once
// Made-up cases of any size, the same on every machine for the same seed.

#include <cstdint>
#include <filesystem>
#include <string>

namespace amur::bench {

struct synthetic_size {
  std::uint32_t nodes = 10000;
  std::uint32_t directed_links = 30000;
  std::uint32_t zones = 500;
  std::uint32_t commodities = 10;
  std::uint32_t destinations_per_zone = 20;
  std::string model = "logit";
  std::uint64_t seed = 1;
};

/// Two countries on the banks of a river: a grid of roads with BPR delays, a railway net with 36
/// terminals, eight road and three rail crossings; demand by gravity. Writes a case folder.
void write_synthetic_case(const std::filesystem::path& folder, const synthetic_size& size);

}  // namespace amur::bench
