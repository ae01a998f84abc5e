#pragma once
// Duties as WITS gives those of UNCTAD's TRAINS: tables of a query, and files of the bulk download.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::customs {

/// What is levied in fact; most favoured nations; by preference. Bound rates are left out.
enum class duty_kind { applied, most_favoured, preferential };

struct tariff_line {
  duty_kind kind = duty_kind::most_favoured;
  std::uint16_t importer = 0;  ///< by number
  std::uint16_t exporter = 0;  ///< by number, or `tariff_lines::world`
  std::uint32_t product = 0;   ///< with zeros after its digits
  std::uint8_t digits = 6;
  int year = 0;
  double percent = 0;  ///< the mean of the product's tariff lines
};

struct tariff_lines {
  static constexpr std::uint16_t world = 0xFFFF;

  std::vector<std::string> countries;  ///< alpha-3; a union of them is one, as "EU"
  std::vector<tariff_line> lines;
  std::size_t rows = 0, without_rate = 0, bound = 0, of_groups = 0;
};

/// `replaced`: "Korea, Rep.=KOR", a name or number that stands for a country.
[[nodiscard]] std::optional<tariff_lines> read_tariffs(std::span<const std::filesystem::path> files,
                                                       std::span<const std::string> replaced,
                                                       diagnostics& report);

/// The countries that a name of `tariff_lines::countries` stands for.
[[nodiscard]] std::vector<std::string> members_of(const std::string& country);

}  // namespace amur::customs
