#pragma once
// Files of statistics record by record, their columns found by the names that versions gave them.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/text/line_reader.h"

namespace amur::customs {

class record_file {
 public:
  /// With its header read; empty, and reported, where there is none.
  [[nodiscard]] static std::optional<record_file> open(const std::filesystem::path& path,
                                                       diagnostics& report);

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  /// The first of these columns that is there, in any case of letters; else `none`.
  [[nodiscard]] std::size_t find(const std::vector<std::string_view>& names) const;
  /// The same, reported where none of them is there.
  [[nodiscard]] std::size_t need(const std::vector<std::string_view>& names,
                                 diagnostics& report) const;

  /// The next record that isn't blank; false at the end, or where it does not fit the header.
  [[nodiscard]] bool next(diagnostics& report);
  /// Whether all of the file was read without an error.
  [[nodiscard]] bool good() const { return good_ && lines_.good(); }

  /// A cell of the record; empty where the column is `none`.
  [[nodiscard]] const std::string& cell(std::size_t column) const;
  [[nodiscard]] const std::string& file() const { return lines_.file(); }
  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  void error(std::size_t column, const std::string& message, const std::string& allowed,
             diagnostics& report) const;

 private:
  explicit record_file(text::line_reader lines) : lines_(std::move(lines)) {}
  [[nodiscard]] bool read_cells(diagnostics& report);

  text::line_reader lines_;
  std::vector<std::string> header_, cells_;
  std::string joined_;
  std::size_t line_ = 0;
  char separator_ = ',';
  bool good_ = true;
};

}  // namespace amur::customs
