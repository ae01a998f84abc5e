#include "amur/customs/record_file.h"

#include <algorithm>
#include <cctype>

#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::customs {
namespace {

// A quote that is opened and never closed would take in the rest of the file.
constexpr std::size_t longest_record_bytes = std::size_t{1} << 20;

bool same_letters(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  });
}

}  // namespace

std::optional<record_file> record_file::open(const std::filesystem::path& path,
                                             diagnostics& report) {
  auto lines = text::line_reader::open(path, report);
  if (!lines) return std::nullopt;
  record_file opened(std::move(*lines));
  if (!opened.read_cells(report)) {
    if (opened.good()) report.error(opened.file(), 0, "", "", "the file is empty", "a header row");
    return std::nullopt;
  }
  while (opened.cells_.size() > 1 && opened.cells_.back().empty()) opened.cells_.pop_back();
  for (const auto& name : opened.cells_)
    if (text::find_invalid_utf8(name) != std::string_view::npos ||
        name.find('\0') != std::string::npos) {
      report.error(opened.file(), 1, "", "", "the header is not UTF-8", "text saved as UTF-8");
      return std::nullopt;
    }
  opened.header_ = std::move(opened.cells_);
  return opened;
}

std::size_t record_file::find(const std::vector<std::string_view>& names) const {
  for (const auto name : names)
    for (std::size_t column = 0; column < header_.size(); ++column)
      if (same_letters(header_[column], name)) return column;
  return none;
}

std::size_t record_file::need(const std::vector<std::string_view>& names,
                              diagnostics& report) const {
  const auto found = find(names);
  if (found != none) return found;
  std::vector<std::string> allowed(names.begin(), names.end());
  report.error(
      file(), 1, allowed.front(), "",
      "there is no such column; the header has " + text::shortened(text::join(header_), 300),
      "a column named " + text::join(allowed, " or "));
  return none;
}

bool record_file::read_cells(diagnostics& report) {
  std::string_view line;
  if (!lines_.next(line)) return false;
  line_ = lines_.number();
  if (line_ == 1) separator_ = text::find_separator(line, file(), report);
  cells_.clear();
  if (line.find('"') == std::string_view::npos) {
    for (std::size_t at = 0;;) {
      const auto end = std::min(line.find(separator_, at), line.size());
      cells_.emplace_back(text::trimmed(line.substr(at, end - at)));
      if (end == line.size()) return true;
      at = end + 1;
    }
  }
  joined_ = line;
  while (std::ranges::count(joined_, '"') % 2 != 0 && joined_.size() < longest_record_bytes &&
         lines_.next(line)) {
    joined_ += '\n';
    joined_ += line;
  }
  good_ = text::parse_csv_record(joined_, file(), line_, separator_, cells_, report);
  for (auto& cell : cells_) cell = text::trimmed(std::string(cell));
  return good_;
}

bool record_file::next(diagnostics& report) {
  do {
    if (!read_cells(report)) return false;
  } while (std::ranges::all_of(cells_, &std::string::empty));
  while (cells_.size() > header_.size() && cells_.back().empty()) cells_.pop_back();
  if (cells_.size() == header_.size()) return true;
  report.error(file(), line_, "", std::to_string(cells_.size()) + " cells",
               "the row does not fit the header (truncated?)",
               std::to_string(header_.size()) + " cells");
  return good_ = false;
}

const std::string& record_file::cell(std::size_t column) const {
  static const std::string blank;
  return column == none ? blank : cells_[column];
}

void record_file::error(std::size_t column, const std::string& message, const std::string& allowed,
                        diagnostics& report) const {
  report.error(file(), line_, column == none ? "" : header_[column], text::shortened(cell(column)),
               message, allowed);
}

}  // namespace amur::customs
