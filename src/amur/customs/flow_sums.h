#pragma once
// Values and quantities summed by who sells what to whom in which year, exactly.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace amur::customs {

/// A flow as one number, in the order in which tables have them: origin, destination, goods, year,
/// reported before estimated. Goods are commodities or products by number.
struct flow_key {
  std::uint32_t origin = 0, destination = 0, goods = 0, year = 0;
  bool estimated = false;

  [[nodiscard]] static constexpr flow_key of(std::uint64_t packed) {
    const auto part = [packed](unsigned from, unsigned bits) {
      return static_cast<std::uint32_t>((packed >> from) & ((std::uint64_t{1} << bits) - 1));
    };
    return {part(45, 10), part(35, 10), part(15, 20), part(1, 14), (packed & 1U) != 0};
  }
  [[nodiscard]] constexpr std::uint64_t packed() const {
    return (std::uint64_t{origin} << 45U) | (std::uint64_t{destination} << 35U) |
           (std::uint64_t{goods} << 15U) | (std::uint64_t{year} << 1U) | (estimated ? 1U : 0U);
  }
};

struct flow_sum {
  std::uint64_t key = 0;
  std::int64_t value = 0, quantity = 0;  ///< millionths of thousand USD, and of tonnes
};

class flow_sums {
 public:
  /// False where a sum is beyond 64 bits.
  [[nodiscard]] bool add(std::uint64_t key, std::int64_t value, std::int64_t quantity);
  [[nodiscard]] bool add(const flow_sums& other);
  /// All of them, by key.
  [[nodiscard]] std::vector<flow_sum> sorted() const;

 private:
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const;
  void grow();

  static constexpr std::uint64_t vacant = ~std::uint64_t{0};
  std::vector<flow_sum> slots_;  // a power of two of them, or none
  std::size_t used_ = 0;
  std::size_t last_ = 0;  // rows of a flow often stand together
};

}  // namespace amur::customs
