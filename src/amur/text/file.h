#pragma once
// Files opened with a clear word on what stands in the way, and written such that a reader never
// sees half of one.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "amur/base/diagnostic.h"
#include "amur/text/staged_output.h"

namespace amur::text {

/// Whether there is a regular file of this name; an error names `shown_name` where there isn't.
[[nodiscard]] bool is_regular_file(const std::filesystem::path& path, const std::string& shown_name,
                                   diagnostics& report);

/// All bytes of a file; none where it can't be read.
[[nodiscard]] std::string read_bytes(const std::filesystem::path& path);

/// Writes all of a text to an open file; false, with the reason in errno, where that failed.
[[nodiscard]] bool write_all(int file, std::string_view text);

/// Text that becomes the file `path` at `commit`; until then, and where anything fails, the file
/// that stood there is as it was.
class file_writer {
 public:
  file_writer(const std::filesystem::path& path, diagnostics& report);
  ~file_writer();
  file_writer(const file_writer&) = delete;
  file_writer& operator=(const file_writer&) = delete;

  file_writer& operator<<(std::string_view text);
  file_writer& operator<<(char letter) { return *this << std::string_view(&letter, 1); }
  /// The shortest digits that read back as the same number.
  file_writer& operator<<(double number);
  file_writer& operator<<(std::size_t number);

  /// Puts the file in place; false, with an error reported, where it or any write before failed.
  [[nodiscard]] bool commit();

 private:
  void flush();
  void fail(const std::string& why);

  std::filesystem::path path_;
  staged_output staged_;
  diagnostics* report_;
  std::string buffer_;
  int file_ = -1;
  bool good_ = true;
};

/// A file whole, or as it was; false, with an error reported, where that failed.
[[nodiscard]] bool write_file(const std::filesystem::path& path, std::string_view content,
                              diagnostics& report);
[[nodiscard]] bool write_file(const std::filesystem::path& path,
                              const std::function<void(file_writer&)>& fill, diagnostics& report);

}  // namespace amur::text
