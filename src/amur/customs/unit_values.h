#pragma once
// What a tonne costs, from trade whose tonnes are known, for trade whose tonnes are not.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace amur::customs {

/// Where a unit value is taken from, the first that there is.
enum class unit_value_origin {
  same_flow,     ///< of the same product between the same countries, in other rows
  same_product,  ///< the median of all rows of the product
  same_goods     ///< value over tonnes of all that is reported of the commodity
};
inline constexpr std::size_t unit_value_origins = 3;

/// A product that one country sells another.
[[nodiscard]] constexpr std::uint64_t product_flow(std::uint32_t origin, std::uint32_t destination,
                                                   std::uint32_t product) {
  return (std::uint64_t{origin} << 30U) | (std::uint64_t{destination} << 20U) | product;
}

class unit_values {
 public:
  /// For flows of products whose tonnes are missing somewhere.
  explicit unit_values(std::vector<std::uint64_t> wanted_flows);

  /// What one thread gathers.
  struct part {
    std::vector<std::int64_t> value, quantity;  ///< [wanted flow]
    std::vector<std::uint32_t> product;
    std::vector<double> unit_value;  ///< of a row, thousand USD a tonne
    bool overflowed = false;
  };
  [[nodiscard]] part new_part() const;
  /// A row whose tonnes are known; what nobody wants is passed over.
  void gather(part& to, std::uint32_t origin, std::uint32_t destination, std::uint32_t product,
              std::int64_t value, std::int64_t quantity) const;
  /// In any order the same; false where a sum is beyond 64 bits.
  [[nodiscard]] bool finish(const std::vector<part>& parts);

  struct answer {
    double unit_value = 0;
    unit_value_origin origin = unit_value_origin::same_flow;
  };
  /// Empty where neither the flow nor the product has one.
  [[nodiscard]] std::optional<answer> find(std::uint64_t flow) const;

 private:
  std::vector<std::uint64_t> flows_;      // sorted
  std::vector<double> flow_value_;        // [flow] or NaN
  std::vector<std::uint32_t> products_;   // sorted
  std::vector<double> product_value_;     // [product] or NaN
  std::vector<std::uint64_t> is_wanted_;  // [product / 64] bits
};

}  // namespace amur::customs
