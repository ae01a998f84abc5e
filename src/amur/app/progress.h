#pragma once
// A line of progress on the terminal for what takes longer than a second.

#include <chrono>

#include "amur/assign/problem.h"

namespace amur::app {

/// Shows step and residual on standard error where that is a terminal; clears the line at the end.
class progress_line {
 public:
  explicit progress_line(bool wanted);
  ~progress_line();
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  [[nodiscard]] assign::progress_callback callback();
  [[nodiscard]] double seconds() const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool wanted_;
  bool shown_ = false;
};

}  // namespace amur::app
