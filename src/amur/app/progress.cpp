#include "amur/app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace amur::app {

progress_line::progress_line(bool wanted) : wanted_(wanted && ::isatty(STDERR_FILENO) != 0) {}

progress_line::~progress_line() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

double progress_line::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

assign::progress_callback progress_line::callback() {
  return [this](const assign::iteration& step) {
    if (wanted_ && seconds() > 1) {
      shown_ = true;
      fmt::print(stderr, "\rstep {:4}  residual {:.2e}  capacity {:.2e}  {:.0f} s", step.number,
                 step.residual, step.constraint_residual, seconds());
      std::fflush(stderr);
    }
    return true;
  };
}

}  // namespace amur::app
