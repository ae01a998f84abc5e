#include "amur/text/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <set>
#include <system_error>

#include "amur/text/text.h"

namespace amur::text {
namespace {

struct csv_parser {
  std::string_view text;
  const std::string& file;
  diagnostics& report;
  std::size_t at = 0;
  std::size_t line = 1;
  char separator = ',';

  bool done() const { return at >= text.size(); }

  // Reads one record into `cells`; false where its quotes are broken (and reported).
  bool read_record(std::vector<std::string>& cells) {
    cells.clear();
    for (;;) {
      cells.emplace_back();
      if (!done() && text[at] == '"') {
        if (!read_quoted(cells.back())) return false;
      } else {
        const char ends[] = {separator, '\r', '\n'};
        const std::size_t end = std::min(text.find_first_of(ends, at, sizeof ends), text.size());
        cells.back() = text.substr(at, end - at);
        at = end;
      }
      if (done()) return true;
      if (text[at] == separator) {
        ++at;
        continue;
      }
      if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
      ++at;
      ++line;
      return true;
    }
  }

  bool read_quoted(std::string& cell) {
    const std::size_t opened = line;
    ++at;
    for (;;) {
      const std::size_t quote = text.find('"', at);
      if (quote == std::string_view::npos) {
        report.error(file, opened, "", "", "a quote is opened and never closed (truncated file?)",
                     "an even number of double quotes");
        return false;
      }
      const auto part = text.substr(at, quote - at);
      line += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
      cell += part;
      at = quote + 1;
      if (done() || text[at] != '"') break;
      cell += '"';
      ++at;
    }
    if (done() || text[at] == separator || text[at] == '\r' || text[at] == '\n') return true;
    report.error(file, line, "", cell, "text after a closing quote",
                 "a comma or the end of the line after a quoted cell");
    return false;
  }
};

void append_utf8(std::uint32_t character, std::string& text) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  const auto rest = [&](unsigned shift) { add(0x80U | ((character >> shift) & 0x3FU)); };
  if (character < 0x80) return add(character);
  if (character < 0x800) {
    add(0xC0U | (character >> 6U));
  } else if (character < 0x10000) {
    add(0xE0U | (character >> 12U));
    rest(6);
  } else {
    add(0xF0U | (character >> 18U));
    rest(12);
    rest(6);
  }
  rest(0);
}

bool is_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

// Text with a byte order mark. Halves of surrogate pairs become what UTF-8 refuses.
std::string utf8_of_utf16(std::string_view text) {
  const std::size_t high = text.front() == '\xFE' ? 0 : 1;
  const auto unit = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i + high])) << 8U |
           static_cast<unsigned char>(text[i + 1 - high]);
  };
  std::string result;
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
    std::uint32_t character = unit(i);
    if (character >= 0xD800 && character < 0xDC00 && i + 3 < text.size())
      if (const auto low = unit(i + 2); low >= 0xDC00 && low < 0xE000) {
        character = 0x10000 + ((character - 0xD800) << 10U) + (low - 0xDC00);
        i += 2;
      }
    append_utf8(character, result);
  }
  if (text.size() % 2 == 1) result += '\xFF';
  return result;
}

// Columns that a spreadsheet adds at the end have no name and no cells.
void drop_columns_without_name(std::vector<std::string>& header) {
  while (header.size() > 1 && header.back().empty()) header.pop_back();
}

bool is_blank(const std::vector<std::string>& cells, std::size_t from = 0) {
  return std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(std::min(from, cells.size())),
                     cells.end(), [](const std::string& cell) { return trimmed(cell).empty(); });
}

bool check_header(const table& result, diagnostics& report) {
  std::set<std::string> seen;
  bool good = true;
  for (const auto& column : result.columns) {
    if (column.empty()) {
      report.error(result.file, 1, "", "", "a column of the header has no name",
                   "a name for each column");
      good = false;
    } else if (!seen.insert(column).second) {
      report.error(result.file, 1, column, "", "this column stands twice in the header",
                   "each column once");
      good = false;
    }
  }
  return good;
}

}  // namespace

char find_separator(std::string_view header, const std::string& file, diagnostics& report) {
  bool quoted = false;
  std::string outside;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    if (!quoted) outside += c;
  }
  for (const char each : {',', ';', '\t'}) {
    if (outside.find(each) == std::string::npos) continue;
    if (each != ',')
      report.warning(file, 1, "", each == ';' ? ";" : "tab",
                     "the header's cells are separated by this, so the whole file is read so",
                     "a comma");
    return each;
  }
  return ',';
}

bool parse_csv_record(std::string_view record, const std::string& file, std::size_t line,
                      char separator, std::vector<std::string>& cells, diagnostics& report) {
  return csv_parser{record, file, report, 0, line, separator}.read_record(cells);
}

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned lead = byte(i);
    std::size_t length = lead < 0x80   ? 1
                         : lead < 0xC2 ? 0
                         : lead < 0xE0 ? 2
                         : lead < 0xF0 ? 3
                         : lead < 0xF5 ? 4
                                       : 0;
    if (length == 0 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k)
      if ((byte(i + k) & 0xC0U) != 0x80U) return i;
    // Overlong forms, surrogates and what lies beyond U+10FFFF.
    if ((lead == 0xE0 && byte(i + 1) < 0xA0) || (lead == 0xED && byte(i + 1) > 0x9F) ||
        (lead == 0xF0 && byte(i + 1) < 0x90) || (lead == 0xF4 && byte(i + 1) > 0x8F))
      return i;
    i += length;
  }
  return std::string_view::npos;
}

std::optional<std::string> read_file(const std::filesystem::path& path,
                                     const std::string& shown_name, diagnostics& report) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status)) {
    report.error(shown_name, 0, "", "", "the file is missing");
    return std::nullopt;
  }
  if (!std::filesystem::is_regular_file(status)) {
    report.error(shown_name, 0, "", "", "this is not a file", "a regular file");
    return std::nullopt;
  }
  const auto size = std::filesystem::file_size(path, code);
  if (!code && size > max_file_bytes) {
    report.error(shown_name, 0, "", fmt::format("{} bytes", size), "the file is too large",
                 fmt::format("at most {} bytes", max_file_bytes));
    return std::nullopt;
  }
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  if (stream) text.assign(std::istreambuf_iterator<char>(stream), {});
  if (!stream || stream.bad()) {
    report.error(shown_name, 0, "", "",
                 fmt::format("the file can't be read: {}", std::strerror(errno)));
    return std::nullopt;
  }
  return text;
}

std::optional<table> parse_csv(std::string_view text, const std::string& file,
                               diagnostics& report) {
  if (is_utf16(text)) return parse_csv(utf8_of_utf16(text), file, report);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  const auto line_of = [text](std::size_t at) {
    return 1 + static_cast<std::size_t>(
                   std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  };
  if (const auto at = text.find('\0'); at != std::string_view::npos) {
    report.error(file, line_of(at), "", "", "a NUL byte in a text file", "UTF-8 text");
    return std::nullopt;
  }
  if (const auto at = find_invalid_utf8(text); at != std::string_view::npos) {
    report.error(file, line_of(at), "",
                 fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[at])),
                 "the file is not UTF-8", "text saved as UTF-8");
    return std::nullopt;
  }
  csv_parser parser{
      text, file, report,
      0,    1,    find_separator(text.substr(0, text.find_first_of("\r\n")), file, report)};
  table result;
  result.file = file;
  std::vector<std::string> cells;
  if (text.empty() || !parser.read_record(cells)) {
    if (text.empty()) report.error(file, 0, "", "", "the file is empty", "a header row");
    return std::nullopt;
  }
  for (auto& cell : cells) result.columns.emplace_back(trimmed(cell));
  drop_columns_without_name(result.columns);
  if (!check_header(result, report)) return std::nullopt;
  while (!parser.done()) {
    const std::size_t line = parser.line;
    if (!parser.read_record(cells)) return std::nullopt;
    if (is_blank(cells)) continue;
    if (cells.size() > result.columns.size() && is_blank(cells, result.columns.size()))
      cells.resize(result.columns.size());
    if (cells.size() != result.columns.size()) {
      report.error(file, line, "", fmt::format("{} cells", cells.size()),
                   "the row does not fit the header (truncated?)",
                   fmt::format("{} cells", result.columns.size()));
      continue;
    }
    table_row row;
    for (auto& cell : cells) row.cells.emplace_back(trimmed(cell));
    row.file = file;
    row.line = line;
    row.serial = result.rows.size();
    result.rows.push_back(std::move(row));
  }
  return result;
}

}  // namespace amur::text
