#include "amur/cli/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/base/printable.h"

namespace amur::cli {

text_table::text_table(std::vector<std::pair<std::string, align>> columns, std::size_t gap)
    : columns_(std::move(columns)), gap_(gap) {}

void text_table::add(std::vector<std::string> cells) {
  for (auto& cell : cells) cell = printable(cell);
  rows_.push_back(std::move(cells));
}

std::string text_table::to_string() const {
  std::vector<std::size_t> width;
  for (const auto& [name, side] : columns_) width.push_back(display_width(name));
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i)
      width[i] = std::max(width[i], display_width(row[i]));
  std::string text;
  const auto add_line = [&](auto cell_of) {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) line += std::string(gap_, ' ');
      const std::string cell = cell_of(i);
      const std::string blanks(width[i] - display_width(cell), ' ');
      line += columns_[i].second == align::right ? blanks + cell : cell + blanks;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  add_line([this](std::size_t i) { return columns_[i].first; });
  add_line([&width](std::size_t i) { return std::string(width[i], '-'); });
  for (const auto& row : rows_)
    add_line([&row](std::size_t i) { return i < row.size() ? row[i] : std::string(); });
  return text;
}

std::size_t display_width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string clipped(const std::string& text, std::size_t width) {
  if (display_width(text) <= width) return text;
  std::string result;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (starts && shown++ == width - 1) break;
    result += text[i];
  }
  return result + "…";
}

std::string wrapped(const std::string& text, std::size_t width, const std::string& indent) {
  std::string result, line;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, end - at);
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      result += line + "\n";
      line = indent + word;
    } else {
      line += (at == 0 ? "" : " ") + word;
    }
    at = end + 1;
  }
  return result + line + "\n";
}

std::string percent(double share) {
  if (std::isnan(share)) return "-";
  const double value = 100 * share;
  return fmt::format("{:.{}f}%", value, std::abs(value) < 9.95 && value != 0 ? 1 : 0);
}

}  // namespace amur::cli
