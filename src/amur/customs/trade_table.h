#pragma once
// The trade table: what one country sells to another of a case's commodity in a year. Imports of
// trade statistics write it, `amur build` reads it.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/schema.h"
#include "amur/text/file.h"

namespace amur::customs {

enum class tonnes_origin { reported, estimated };

struct trade_flow {
  std::string origin, destination;  ///< ISO 3166 alpha-3
  std::string commodity;
  int year = 0;
  double value_usd = 0;
  double tonnes = 0;
  tonnes_origin tonnes_are = tonnes_origin::reported;

  friend bool operator==(const trade_flow&, const trade_flow&) = default;
};

/// The columns of the table, with their units.
[[nodiscard]] const cases::table_rule& trade_table_rule();

/// The rows in the file's order; each wrong cell is reported, and a row that stands twice.
[[nodiscard]] std::optional<std::vector<trade_flow>> read_trade_table(
    const std::filesystem::path& path, diagnostics& report);

/// Whole numbers by their digits, others by the shortest that read back the same.
void write_amount(text::file_writer& out, double amount);

/// Writes the file whole, or leaves it as it was.
[[nodiscard]] bool write_trade_table(const std::filesystem::path& path,
                                     std::span<const trade_flow> flows, diagnostics& report);

}  // namespace amur::customs
