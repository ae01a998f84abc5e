#pragma once
// Work that may take long: done on a thread of its own, so that Python's other threads go on,
// Ctrl-C is heard and progress is told.

#include <pybind11/pybind11.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>

#include "amur/assign/problem.h"

namespace amur::python {

/// What a solver said last: the number of a step and what is left, or parts done.
struct told_progress {
  std::optional<int> step;
  std::optional<double> residual;
  std::optional<std::size_t> done, of;
};

class watched_work {
 public:
  /// `progress`: None, or called with (step, residual, done, of) on the thread of the caller; the
  /// work is cancelled where it returns False or raises.
  explicit watched_work(pybind11::object progress) : progress_(std::move(progress)) {}

  /// Does the work and returns when it has ended. Throws what it threw; what `progress` raised, or
  /// KeyboardInterrupt, once the work has stopped.
  void run(const std::function<void()>& work);

  /// For the solver, on any thread.
  [[nodiscard]] assign::progress_callback each_step();
  [[nodiscard]] std::function<bool(std::size_t, std::size_t)> each_part();
  [[nodiscard]] bool is_cancelled() const { return is_cancelled_; }

 private:
  [[nodiscard]] bool tell(const told_progress& news);
  /// Whether the work has ended; what there is to tell goes to `news`.
  [[nodiscard]] bool wait(std::optional<told_progress>& news);
  void answer(const std::optional<told_progress>& news);

  pybind11::object progress_;
  std::atomic<bool> is_cancelled_ = false;
  std::mutex lock_;
  std::condition_variable changed_;
  std::optional<told_progress> news_;
  bool has_ended_ = false;
};

}  // namespace amur::python
