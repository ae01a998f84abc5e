#pragma once
// CSV files (RFC 4180) as tables of text.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/base/table.h"

namespace amur::text {

/// Larger files are refused before they are read.
inline constexpr std::size_t max_file_bytes = std::size_t{256} << 20;

/// A whole file as bytes; an error names `shown_name` and the system's reason.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& path,
                                                   const std::string& shown_name,
                                                   diagnostics& report);

/// Parses CSV text, as spreadsheets write it too: UTF-16 with a byte order mark; ';' or tabs
/// between cells where the header has these and no comma (said); rows and columns at the end
/// without text (left out). Checks UTF-8, NUL bytes, quotes, the header, and that each row has a
/// cell for each column; reports every ragged row and leaves it out.
[[nodiscard]] std::optional<table> parse_csv(std::string_view text, const std::string& file,
                                             diagnostics& report);

/// What stands between the cells of this header: a comma, or else ';' or a tab, which spreadsheets
/// write where the country's settings say so; a warning then says that the file is read so.
[[nodiscard]] char find_separator(std::string_view header, const std::string& file,
                                  diagnostics& report);

/// The cells of one record, which starts in this line of the file; false where its quotes are
/// broken (and reported).
[[nodiscard]] bool parse_csv_record(std::string_view record, const std::string& file,
                                    std::size_t line, char separator,
                                    std::vector<std::string>& cells, diagnostics& report);

/// Byte offset of the first byte that is not UTF-8, or npos.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

}  // namespace amur::text
