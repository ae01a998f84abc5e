#pragma once
// Aligned tables on the terminal.

#include <cstddef>
#include <string>
#include <vector>

#include "amur/text/grouped.h"

namespace amur::cli {

enum class align { left, right };

/// Rows of cells under a header; columns are as wide as their widest cell.
class text_table {
 public:
  explicit text_table(std::vector<std::pair<std::string, align>> columns, std::size_t gap = 2);
  void add(std::vector<std::string> cells);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  /// Lines that end in a line break, without trailing blanks.
  [[nodiscard]] std::string to_string() const;

 private:
  std::vector<std::pair<std::string, align>> columns_;
  std::size_t gap_;
  std::vector<std::vector<std::string>> rows_;
};

/// Characters that a terminal shows (UTF-8 counted by code point).
[[nodiscard]] std::size_t display_width(const std::string& text);

/// `text` cut to a width, with an ellipsis where it was longer.
[[nodiscard]] std::string clipped(const std::string& text, std::size_t width);

using text::grouped;

/// Breaks text at blanks into lines of at most `width`; lines after the first start with `indent`.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t width,
                                  const std::string& indent = {});

/// 0.123 as "12%", small shares as "0.4%", "-" for NaN.
[[nodiscard]] std::string percent(double share);

}  // namespace amur::cli
