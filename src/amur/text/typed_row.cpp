#include "amur/text/typed_row.h"

#include <charconv>

#include "amur/base/printable.h"
#include "amur/text/text.h"

namespace amur::text {

std::optional<double> parse_number(const std::string& text, std::string& problem) {
  double value = 0;
  const char* begin = text.data();
  const char* end = begin + text.size();
  if (end - begin > 1 && *begin == '+' && begin[1] != '-') ++begin;
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error == std::errc::result_out_of_range) {
    problem = "the number is too large";
    return std::nullopt;
  }
  if (error != std::errc{} || stop != end) {
    problem = "this is not a number";
    return std::nullopt;
  }
  if (!std::isfinite(value)) {
    problem = "the number is not finite";
    return std::nullopt;
  }
  return value;
}

std::optional<double> parse_number(const std::string& text) {
  std::string problem;
  return parse_number(text, problem);
}

std::string typed_row::text(const std::string& column, bool required) const {
  const auto at = table_->column(column);
  if (at == table::npos) return {};  // a missing required column is reported once, not for each row
  const auto& cell = row_->cells[at];
  if (required && cell.empty()) error(column, "", "this cell is empty", "a value");
  // Names are shown within lines, which a line break in one must not end.
  return column == "name" ? printable(cell) : cell;
}

double typed_row::number(const std::string& column, number_range range) const {
  if (text(column, true).empty()) return range.above_least ? 1 : std::max(0.0, range.least);
  return number(column, range, 0);
}

double typed_row::number(const std::string& column, number_range range, double otherwise) const {
  const auto cell = text(column);
  if (cell.empty()) return otherwise;
  std::string problem;
  const auto value = parse_number(cell, problem);
  if (!value) {
    error(column, problem, range.words);
    return range.above_least ? 1 : std::max(0.0, range.least);
  }
  if (!range.has(*value)) {
    error(column, "the number is out of range", range.words);
    return range.above_least ? 1 : std::max(0.0, range.least);
  }
  return *value;
}

std::vector<double> typed_row::numbers(const std::string& column, number_range range,
                                       bool required) const {
  std::vector<double> values;
  for (const auto& entry : list(column, required)) {
    std::string problem;
    const auto value = parse_number(entry, problem);
    if (value && range.has(*value))
      values.push_back(*value);
    else
      error(column, entry, value ? "the number is out of range" : problem, range.words);
  }
  return values;
}

std::size_t typed_row::choice(const std::string& column, std::span<const std::string> words,
                              std::size_t otherwise) const {
  auto cell = text(column);
  if (cell.empty()) return otherwise;
  // As spreadsheets write them.
  if (cell == "TRUE" || cell == "FALSE") cell = cell == "TRUE" ? "true" : "false";
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == cell) return i;
  error(column, "unknown word", join(words));
  return otherwise;
}

std::optional<date> typed_row::day(const std::string& column, bool recurring, bool required) const {
  const auto cell = text(column, required);
  if (cell.empty()) return std::nullopt;
  const auto value = parse_date(cell, recurring);
  const bool other_format = cell.find_first_not_of("0123456789-") != std::string::npos;
  if (!value)
    error(column,
          other_format ? "a day in this format is not taken, as its parts may be read in two ways"
                       : "there is no such day",
          recurring ? "MM-DD or YYYY-MM-DD" : "YYYY-MM-DD");
  return value;
}

std::vector<std::string> typed_row::list(const std::string& column, bool required) const {
  auto entries = split_list(text(column, required));
  for (const auto& entry : entries)
    if (entry.empty()) {
      error(column, "an entry of the list is empty", "entries split by single ';'");
      return {};
    }
  return entries;
}

void typed_row::error(const std::string& column, const std::string& message,
                      const std::string& allowed) const {
  const auto at = table_->column(column);
  error(column, at == table::npos ? "" : row_->cells[at], message, allowed);
}

void typed_row::error(const std::string& column, const std::string& value,
                      const std::string& message, const std::string& allowed) const {
  report_->error(row_->file, row_->line, column, shortened(value), message, allowed);
}

}  // namespace amur::text
