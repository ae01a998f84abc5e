#pragma once
// New content of a file or folder, made in a folder of its own beside its target and then put in
// place whole: who reads the target sees the old one or the new one, after a power cut too.

#include <filesystem>
#include <string>

namespace amur::text {

/// The file that a path means: symbolic links are followed, to one that does not exist yet too.
[[nodiscard]] std::filesystem::path followed(std::filesystem::path path);

/// Why no file can be written at this (followed) path, since what stands there is none: a folder, a
/// device, a pipe. Empty where there is nothing, or a file.
[[nodiscard]] std::string why_no_file_goes_to(const std::filesystem::path& target);

/// Makes a hidden folder `.NAME.amur-XXXXXX` beside `target` and removes it at its end. What killed
/// runs left beside the same target goes first: a folder belongs to a living process as long as
/// that holds its lock.
class staged_output {
 public:
  /// `name` is what the new file is called until it is put in place.
  explicit staged_output(const std::filesystem::path& target, const std::string& name = "new");
  ~staged_output();
  staged_output(const staged_output&) = delete;
  staged_output& operator=(const staged_output&) = delete;

  /// Why there is no such folder; empty where there is one.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  /// Where the new file or folder is to be made.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Brings what was made to disk, puts it in the target's place, and brings that to disk. Empty,
  /// or the reason why that failed.
  [[nodiscard]] std::string put_in_place();

 private:
  void make_folder();
  void sweep() const;

  std::filesystem::path target_, parent_, folder_, path_;
  std::string problem_;
  int lock_ = -1;
  int slot_ = -1;
};

/// Brings a file's or folder's content to disk; empty, or the system's reason.
[[nodiscard]] std::string brought_to_disk(const std::filesystem::path& path);

/// From here on SIGINT, SIGTERM and SIGHUP, where they are not ignored, remove what is staged and
/// end the program with 128 plus their number.
void clean_up_on_signals();

/// Removes what this process has staged; safe in a signal handler, and where memory has run out.
void remove_all_staged() noexcept;

}  // namespace amur::text
