#pragma once
// What happens in a crossing, as a trace and an oracle tell it.

#include <cstddef>
#include <cstdint>
#include <string>

namespace amur::test {

/// What a vehicle does, as a trace tells it.
struct told {
  double time_h = 0;
  std::uint64_t vehicle = 0;
  std::size_t stream = 0, stage = 0;  ///< `away` where there is none
  std::string what;

  static constexpr std::size_t away = 999;
  bool operator==(const told&) const = default;
};

}  // namespace amur::test
