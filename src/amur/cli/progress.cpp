#include "amur/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "amur/cli/screen.h"

namespace amur::cli {
namespace {

constexpr double least_gap = 1e-16;  // no gap below rounding shows on the bar

}  // namespace

progress_line::progress_line(bool wanted) : wanted_(wanted && ::isatty(STDERR_FILENO) != 0) {}

progress_line::~progress_line() { clear(); }

void progress_line::clear() {
  if (shown_) move_cursor("\r\033[K");
  shown_ = false;
}

double progress_line::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

assign::progress_callback progress_line::callback() {
  return [this](const assign::iteration& step) {
    if (wanted_ && seconds() > 1) {
      shown_ = true;
      move_cursor(fmt::format("\rstep {:4}  residual {:.2e}  capacity {:.2e}  {:.0f} s",
                              step.number, step.residual, step.constraint_residual, seconds()));
    }
    return true;
  };
}

assign::progress_callback progress_line::gap_callback(double wanted) {
  return [this, wanted](const assign::iteration& step) {
    if (first_gap_ == 0) first_gap_ = step.residual;
    if (wanted_ && seconds() > 1) {
      shown_ = true;
      constexpr double width = 30;
      const double whole = std::log(first_gap_ / std::max(wanted, least_gap));
      const double gone = std::log(first_gap_ / std::max(step.residual, least_gap));
      const double share = whole > 0 ? std::clamp(gone / whole, 0.0, 1.0) : 1;
      const std::string bar(static_cast<std::size_t>(width * share), '#');
      move_cursor(fmt::format("\r[{:<30}] gap {:.2e}, wanted {:.0e}, step {}, {:.0f} s ", bar,
                              step.residual, wanted, step.number, seconds()));
    }
    return true;
  };
}

std::function<void(std::size_t, std::size_t)> progress_line::count_callback(std::string of_what) {
  return [this, of_what = std::move(of_what)](std::size_t ready, std::size_t of) {
    if (!wanted_ || seconds() < 1) return;
    shown_ = true;
    constexpr std::size_t width = 30;
    move_cursor(fmt::format("\r[{:<30}] {} of {} {}, {:.0f} s ",
                            std::string(width * ready / of, '#'), ready, of, of_what, seconds()));
  };
}

}  // namespace amur::cli
