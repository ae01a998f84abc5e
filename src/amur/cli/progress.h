#pragma once
// A line of progress on the terminal for what takes longer than a second.

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "amur/assign/problem.h"

namespace amur::cli {

/// Shows step and residual on standard error where that is a terminal; clears the line at the end.
class progress_line {
 public:
  explicit progress_line(bool wanted);
  ~progress_line();
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  [[nodiscard]] assign::progress_callback callback();
  /// The same as a bar from the first gap down to the wanted one, by orders of magnitude.
  [[nodiscard]] assign::progress_callback gap_callback(double wanted);
  /// Shows how many of so many are done; to be called by one thread at a time.
  [[nodiscard]] std::function<void(std::size_t, std::size_t)> count_callback(std::string of_what);
  /// Takes the line off the terminal.
  void clear();
  [[nodiscard]] double seconds() const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool wanted_;
  bool shown_ = false;
  double first_gap_ = 0;
};

}  // namespace amur::cli
