// Files of a case: the first byte says which file of which small case the rest stands for. Begins
// with these files themselves, so it needs no corpus.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>

#include "support/damaged_case.h"

namespace {

const amur::test::damaged_cases& cases() {
  static const amur::test::damaged_cases all;
  return all;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  std::mt19937_64 random(seed);
  const auto& files = cases().files();
  if (size < 2 || random() % 8 == 0) {
    const auto number = random() % files.size();
    const auto length = std::min(files[number].text.size(), most - 1);
    data[0] = static_cast<std::uint8_t>(number);
    std::memcpy(data + 1, files[number].text.data(), length);
    size = length + 1;
  }
  if (random() % 4 == 0) return 1 + LLVMFuzzerMutate(data + 1, size - 1, most - 1);
  std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  amur::test::spoil(text, random);
  text.resize(std::min(text.size(), most - 1));
  std::memcpy(data + 1, text.data(), text.size());
  return 1 + text.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  (void)cases().attempt(data[0] % cases().files().size(),
                        {reinterpret_cast<const char*>(data) + 1, size - 1});
  return 0;
}
