#include "amur/text/column_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "amur/base/number.h"
#include "amur/text/csv.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/line_reader.h"
#include "amur/text/text.h"

namespace amur::text {
namespace {

constexpr std::size_t most_errors = 10;
// A quote that is opened and never closed would take in the rest of the file.
constexpr std::size_t longest_record_bytes = std::size_t{1} << 20;

// Columns that a spreadsheet adds at the end have no text.
void drop_blank_end(std::vector<std::string_view>& cells, std::size_t least) {
  while (cells.size() > std::max<std::size_t>(least, 1) && cells.back().empty()) cells.pop_back();
}

bool is_missing(std::string_view cell) {
  return cell.empty() || cell == "NA" || cell == "." || cell == "NaN" || cell == "nan" ||
         cell == "NAN";
}

// Whether all of them could be country codes of two letters, among which NA is Namibia.
bool are_iso2(const std::vector<std::string>& labels) {
  return !labels.empty() && std::ranges::all_of(labels, [](const std::string& label) {
    return label.size() == 2 &&
           std::ranges::all_of(label, [](char c) { return c >= 'A' && c <= 'Z'; });
  });
}

// Records, which are lines but where a quoted cell holds line breaks.
class record_reader {
 public:
  record_reader(line_reader& lines, diagnostics& report) : lines_(lines), report_(report) {}

  // Fills `cells`, valid until the next call; false at the end or after an error.
  bool next(std::vector<std::string_view>& cells) {
    std::string_view line;
    if (!lines_.next(line)) return false;
    number_ = lines_.number();
    if (number_ == 1) separator_ = find_separator(line, lines_.file(), report_);
    cells.clear();
    if (line.find('"') != std::string_view::npos) return split_quoted(line, cells);
    for (std::size_t at = 0;;) {
      const auto end = std::min(line.find(separator_, at), line.size());
      cells.push_back(trimmed(line.substr(at, end - at)));
      if (end == line.size()) return true;
      at = end + 1;
    }
  }
  [[nodiscard]] std::size_t number() const { return number_; }

 private:
  bool split_quoted(std::string_view line, std::vector<std::string_view>& cells) {
    joined_ = line;
    while (std::ranges::count(joined_, '"') % 2 != 0 && joined_.size() < longest_record_bytes &&
           lines_.next(line)) {
      joined_ += '\n';
      joined_ += line;
    }
    if (!parse_csv_record(joined_, lines_.file(), number_, separator_, unquoted_, report_))
      return false;
    for (const auto& cell : unquoted_) cells.push_back(trimmed(cell));
    return true;
  }

  line_reader& lines_;
  diagnostics& report_;
  std::size_t number_ = 0;
  char separator_ = ',';
  std::string joined_;
  std::vector<std::string> unquoted_;
};

struct text_hash : std::hash<std::string_view> {
  using is_transparent = void;
};

// Numbers the labels of a column.
struct label_index {
  std::unordered_map<std::string, std::uint32_t, text_hash, std::equal_to<>> level_of;
  std::uint32_t last = 0;  // tables are often sorted

  std::uint32_t find_or_add(std::string_view text, label_column& column) {
    if (last < column.label.size() && column.label[last] == text) return last;
    const auto found = level_of.find(text);
    if (found != level_of.end()) return last = found->second;
    last = static_cast<std::uint32_t>(column.label.size());
    level_of.emplace(text, last);
    column.label.emplace_back(text);
    return last;
  }
};

// Where the wanted columns stand; empty where one doesn't or stands twice.
std::optional<std::vector<std::size_t>> find_columns(const std::vector<std::string>& header,
                                                     const std::vector<std::string>& wanted,
                                                     const std::string& file, diagnostics& report) {
  std::vector<std::size_t> place;
  bool good = true;
  for (const auto& name : wanted) {
    const auto found = std::ranges::find(header, name);
    place.push_back(static_cast<std::size_t>(found - header.begin()));
    if (found == header.end()) {
      report.error(file, 1, name, "", with_nearest("there is no such column", name, header),
                   shortened(join(header), 400));
    } else if (std::find(found + 1, header.end(), name) != header.end()) {
      report.error(file, 1, name, "", "this column stands twice in the header", "each column once");
    } else {
      continue;
    }
    good = false;
  }
  if (!good) return std::nullopt;
  return place;
}

class column_reader {
 public:
  column_reader(std::span<const wanted_number> numbers, std::span<const std::string> labels,
                missing_rule missing, std::vector<std::size_t> place, column_file& made,
                diagnostics& report)
      : numbers_(numbers),
        labels_(labels),
        missing_(missing),
        place_(std::move(place)),
        made_(made),
        report_(report),
        number_(numbers.size()),
        level_(labels.size()),
        index_(labels.size()) {
    made_.numbers.resize(numbers.size());
    made_.labels.resize(labels.size());
    made_.missing.resize(numbers.size() + labels.size(), 0);
    not_available_.resize(labels.size(), 0);
  }

  // Where NA could be Namibia, that it was not taken so.
  void warn_of_namibia() {
    for (std::size_t c = 0; c < labels_.size(); ++c)
      if (not_available_[c] > 0 && are_iso2(made_.labels[c].label))
        report_.warning(made_.file, 0, labels_[c], "NA",
                        "taken as missing in " + std::to_string(not_available_[c]) +
                            (not_available_[c] == 1 ? " row" : " rows") +
                            ", though among codes of two letters it is Namibia; if that is meant, "
                            "write NAM");
  }

  void add(const std::vector<std::string_view>& cells, std::size_t line) {
    bool complete = true, good = true;
    for (std::size_t c = 0; c < numbers_.size(); ++c) {
      const auto cell = cells[place_[c]];
      const bool is_there = !is_missing(cell);
      made_.missing[c] += is_there ? 0 : 1;
      if (!is_there && numbers_[c].may_be_missing) {
        number_[c] = no_number;
        continue;
      }
      complete = complete && is_there;
      good = (is_there ? read_number(c, cell, line)
                       : accept_missing(numbers_[c].column, cell, line, numbers_[c].range.words)) &&
             good;
    }
    for (std::size_t c = 0; c < labels_.size(); ++c) {
      const auto cell = cells[place_[numbers_.size() + c]];
      const bool is_there = !is_missing(cell);
      complete = complete && is_there;
      made_.missing[numbers_.size() + c] += is_there ? 0 : 1;
      not_available_[c] += cell == "NA" ? 1 : 0;
      good = (is_there ? read_label(c, cell, line)
                       : accept_missing(labels_[c], cell, line, "a name or number")) &&
             good;
    }
    if (!complete && good) ++made_.left_out;
    if (!complete || !good) return;
    for (std::size_t c = 0; c < number_.size(); ++c) made_.numbers[c].push_back(number_[c]);
    for (std::size_t c = 0; c < level_.size(); ++c) made_.labels[c].level.push_back(level_[c]);
    made_.line.push_back(line);
  }

 private:
  bool accept_missing(const std::string& column, std::string_view cell, std::size_t line,
                      const std::string& allowed) {
    if (missing_ == missing_rule::left_out) return true;
    report_.error(made_.file, line, column, std::string(cell), "the value is missing", allowed);
    return false;
  }

  bool read_number(std::size_t c, std::string_view cell, std::size_t line) {
    const auto& column = numbers_[c].column;
    const auto& range = numbers_[c].range;
    double& value = number_[c];
    const auto [stop, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    std::string problem;
    if (error != std::errc{} || stop != cell.data() + cell.size() || !std::isfinite(value)) {
      const auto parsed = parse_number(std::string(cell), problem);
      value = parsed.value_or(0);
    }
    if (problem.empty() && !range.has(value)) problem = "the number is out of range";
    if (problem.empty()) return true;
    report_.error(made_.file, line, column, shortened(cell), problem, range.words);
    return false;
  }

  bool read_label(std::size_t c, std::string_view cell, std::size_t line) {
    const auto known = made_.labels[c].label.size();
    level_[c] = index_[c].find_or_add(cell, made_.labels[c]);
    if (level_[c] < known || (find_invalid_utf8(cell) == std::string_view::npos &&
                              cell.find('\0') == std::string_view::npos))
      return true;
    report_.error(made_.file, line, labels_[c], "", "this is not text in UTF-8",
                  "text saved as UTF-8");
    return false;
  }

  std::span<const wanted_number> numbers_;
  std::span<const std::string> labels_;
  missing_rule missing_;
  std::vector<std::size_t> place_;  // numbers, then labels
  column_file& made_;
  diagnostics& report_;
  std::vector<double> number_;  // of the row being read
  std::vector<std::uint32_t> level_;
  std::vector<label_index> index_;
  std::vector<std::size_t> not_available_;  // [label column] cells of NA
};

}  // namespace

std::optional<column_file> read_columns(const std::filesystem::path& path,
                                        std::span<const wanted_number> numbers,
                                        std::span<const std::string> labels, missing_rule missing,
                                        diagnostics& report) {
  auto lines = line_reader::open(path, report);
  if (!lines) return std::nullopt;
  column_file made;
  made.file = lines->file();
  const auto errors_before = report.count(severity::error);
  const auto errors = [&] { return report.count(severity::error) - errors_before; };
  record_reader records(*lines, report);
  std::vector<std::string_view> cells;
  if (!records.next(cells)) {
    if (errors() == 0) report.error(made.file, 0, "", "", "the file is empty", "a header row");
    return std::nullopt;
  }
  drop_blank_end(cells, 1);
  const std::vector<std::string> header(cells.begin(), cells.end());
  for (const auto& name : header)
    if (find_invalid_utf8(name) != std::string_view::npos || name.find('\0') != std::string::npos) {
      report.error(made.file, 1, "", "", "the header is not UTF-8", "text saved as UTF-8");
      return std::nullopt;
    }
  std::vector<std::string> wanted;
  for (const auto& each : numbers) wanted.push_back(each.column);
  wanted.insert(wanted.end(), labels.begin(), labels.end());
  auto place = find_columns(header, wanted, made.file, report);
  if (!place) return std::nullopt;
  column_reader reader(numbers, labels, missing, std::move(*place), made, report);
  while (records.next(cells)) {
    if (std::ranges::all_of(cells, &std::string_view::empty)) continue;
    drop_blank_end(cells, header.size());
    const auto before = report.findings.size();
    if (cells.size() == header.size())
      reader.add(cells, records.number());
    else
      report.error(made.file, records.number(), "", std::to_string(cells.size()) + " cells",
                   "the row does not fit the header (truncated?)",
                   std::to_string(header.size()) + " cells");
    if (report.findings.size() > before && errors() >= most_errors) break;
  }
  reader.warn_of_namibia();
  if (errors() > 0) return std::nullopt;
  if (made.line.empty()) {
    report.error(made.file, 0, "", "",
                 made.left_out > 0 ? "every row has a missing value" : "there is no row",
                 "rows under the header");
    return std::nullopt;
  }
  return made;
}

}  // namespace amur::text
