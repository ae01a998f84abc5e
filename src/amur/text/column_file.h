#pragma once
// Some columns of a CSV file of any size, read in one pass in the memory of what is kept.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/text/typed_row.h"

namespace amur::text {

struct wanted_number {
  std::string column;
  number_range range;
  bool may_be_missing = false;  ///< then it is no number, and the row is as good
};

/// What a row with a missing value in a wanted column becomes. Missing is a blank cell, NA, NaN and
/// a dot, in columns of numbers and of labels alike.
enum class missing_rule { refused, left_out };

/// Texts as numbers of levels.
struct label_column {
  std::vector<std::uint32_t> level;  ///< [row]
  std::vector<std::string> label;    ///< [level], in the order in which the file has them
};

struct column_file {
  std::string file;                          ///< its name without the folder
  std::vector<std::vector<double>> numbers;  ///< [wanted number][row]
  std::vector<label_column> labels;          ///< [wanted label]
  std::vector<std::size_t> line;             ///< [row] in the file, the header being line 1
  std::size_t left_out = 0;                  ///< rows with a missing value
  std::vector<std::size_t> missing;          ///< [wanted number, then label] rows without a value
};

/// Reads UTF-8 CSV (RFC 4180) with a header, or with ';' or tabs as `parse_csv` does; columns that
/// nobody wants may hold anything. Rows and columns at the end without text are left out. Errors
/// name row, column, value and what is allowed; after the tenth it stops.
[[nodiscard]] std::optional<column_file> read_columns(const std::filesystem::path& path,
                                                      std::span<const wanted_number> numbers,
                                                      std::span<const std::string> labels,
                                                      missing_rule missing, diagnostics& report);

}  // namespace amur::text
