#pragma once
// How text inputs change between tries: damaged as editors and networks do, byte by byte as
// libFuzzer does, or begun again from a whole one.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>

#include "support/random_damage.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace amur::test {

/// The body of LLVMFuzzerCustomMutator. `whole(random)` is an input without damage; the first
/// `kept` bytes, which say who reads it, stay.
template <class Whole>
std::size_t mutate_text(std::uint8_t* data, std::size_t size, std::size_t most, unsigned int seed,
                        Whole&& whole, std::size_t kept = 0) {
  std::mt19937_64 random(seed);
  std::string text(reinterpret_cast<const char*>(data), size);
  if (size < 2 || random() % 8 == 0) text = whole(random);
  if (random() % 4 == 0 && size > 0) return LLVMFuzzerMutate(data, size, most);
  auto rest = text.substr(std::min(kept, text.size()));
  damage(rest, random);
  text.replace(std::min(kept, text.size()), std::string::npos, rest);
  text.resize(std::min(text.size(), most));
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

/// Writes the parts of an input, between zero bytes, to files of these names.
template <class Folder, class Names>
void write_parts(const Folder& folder, const std::uint8_t* data, std::size_t size,
                 const Names& names) {
  std::string rest(reinterpret_cast<const char*>(data), size);
  for (const char* name : names) {
    const auto end = rest.find('\0');
    (void)folder.write(name, rest.substr(0, end));
    rest = end == std::string::npos ? std::string() : rest.substr(end + 1);
  }
}

}  // namespace amur::test
