#pragma once
// A text file line by line, in the memory of a few of its lines.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::text {

class line_reader {
 public:
  /// Empty, with an error reported, where there is no such file or it can't be opened. Errors name
  /// the file without its folder.
  [[nodiscard]] static std::optional<line_reader> open(const std::filesystem::path& path,
                                                       diagnostics& report);
  line_reader(line_reader&& other) noexcept;
  line_reader& operator=(line_reader&&) = delete;
  line_reader(const line_reader&) = delete;
  line_reader& operator=(const line_reader&) = delete;
  ~line_reader();

  /// The next line without its line break, valid until the next call; false at the end, or where
  /// reading failed (`good` tells which).
  [[nodiscard]] bool next(std::string_view& line);

  [[nodiscard]] const std::string& file() const { return name_; }
  /// Of the line last read, the first being 1.
  [[nodiscard]] std::size_t number() const { return number_; }
  /// Whether the line last read ended in a line break: the last one of a file cut off does not.
  [[nodiscard]] bool is_whole() const { return whole_; }
  [[nodiscard]] bool good() const { return good_; }

 private:
  line_reader(int file, std::string name, diagnostics& report);
  void refill();

  int file_;
  std::string name_;
  diagnostics* report_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what is read and not yet handed out
  std::size_t number_ = 0;
  bool at_end_ = false, whole_ = true, good_ = true;
};

}  // namespace amur::text
