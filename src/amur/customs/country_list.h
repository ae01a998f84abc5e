#pragma once
// The numbers by which trade statistics know countries.

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::customs {

struct country_list {
  /// No such code in the list; a code without a country of ISO 3166.
  static constexpr std::int16_t unknown = -1, nowhere = -2;

  std::string file;
  std::vector<std::string> countries;          ///< alpha-3, sorted
  std::array<std::int16_t, 1000> number_of{};  ///< [code] country by number, or one of these
  std::array<std::string, 1000> name_of;       ///< [code] as the list has it
};

/// BACI's list: `country_code` and `iso_3digit_alpha`, or `country_iso3`. Each of `replaced`,
/// "490=TWN", is a code that stands for a country whatever the list says.
[[nodiscard]] std::optional<country_list> read_country_list(const std::filesystem::path& path,
                                                            std::span<const std::string> replaced,
                                                            diagnostics& report);

/// The numeric codes of ISO 3166.
[[nodiscard]] std::optional<country_list> iso_country_list(std::span<const std::string> replaced,
                                                           diagnostics& report);

/// The same with those that the United Nations' statistics have of their own: 251 France, 699
/// India, 757 Switzerland, 842 the United States and others.
[[nodiscard]] std::optional<country_list> comtrade_country_list(
    std::span<const std::string> replaced, diagnostics& report);

/// Why a code that the list lacks may be there: it is the ISO 3166 code of a country that the list
/// numbers otherwise. Empty where it is not.
[[nodiscard]] std::string iso_instead(const country_list& list, unsigned code);

}  // namespace amur::customs
