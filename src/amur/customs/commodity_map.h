#pragma once
// Which of a case's commodities a product of the Harmonised System belongs to.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::customs {

/// Products are numbers of six digits, a zero in front lost.
inline constexpr std::uint32_t product_count = 1'000'000;
/// Chapters start with 01.
inline constexpr std::uint32_t first_product = 10'000;

struct hs_prefix {
  std::string digits;           ///< 2, 4 or 6
  std::uint16_t commodity = 0;  ///< by number, or one of the two below
  std::size_t row = 0;
};

struct commodity_map {
  static constexpr std::uint16_t unmatched = 0xFFFF, left_out = 0xFFFE;

  std::string file;
  std::vector<std::string> commodities;     ///< sorted
  std::vector<hs_prefix> prefixes;          ///< sorted by their digits
  std::vector<std::uint16_t> commodity_of;  ///< [product]
  std::vector<std::uint16_t> prefix_of;     ///< [product] by number, or `unmatched`

  /// The longest prefix that a prefix lies within, by number; `unmatched` where there is none.
  [[nodiscard]] std::uint16_t within(std::uint16_t prefix) const;
};

/// Reads a table with the columns `hs` (prefixes of 2, 4 or 6 digits, several with ';' between) and
/// `commodity` (blank: left out on purpose). The longest prefix of a product decides.
[[nodiscard]] std::optional<commodity_map> read_commodity_map(const std::filesystem::path& path,
                                                              diagnostics& report);

/// "010121"
[[nodiscard]] std::string product_digits(std::uint32_t product);
/// A product, heading or chapter of 2, 4 or 6 digits; one zero in front may be lost.
[[nodiscard]] std::optional<std::string> hs_digits(std::string_view text);

}  // namespace amur::customs
