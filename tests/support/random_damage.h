#pragma once
// Files as disks, editors and networks leave them.

#include <cstddef>
#include <random>
#include <string>

namespace amur::test {

/// Replaces, takes out or repeats some bytes of `text`, one to four times.
inline void damage(std::string& text, std::mt19937_64& random) {
  for (std::size_t hits = 1 + random() % 4; hits > 0 && !text.empty(); --hits) {
    const std::size_t at = random() % text.size();
    switch (random() % 4) {
      case 0:
        text[at] = static_cast<char>(random() % 256);
        break;
      case 1:
        text.erase(at, 1 + random() % 8);
        break;
      case 2:
        text.insert(at, text.substr(random() % text.size(), random() % 20));
        break;
      default:
        text[at] = ",;\"\n\0[]{}=.-"[random() % 13];
    }
  }
}

}  // namespace amur::test
