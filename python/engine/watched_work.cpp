#include "engine/watched_work.h"

#include <pybind11/stl.h>

#include <chrono>
#include <exception>
#include <thread>

namespace amur::python {

namespace py = pybind11;

namespace {

// How long Ctrl-C may go unheard.
constexpr std::chrono::milliseconds longest_silence{50};

}  // namespace

bool watched_work::tell(const told_progress& news) {
  const std::scoped_lock hold(lock_);
  news_ = news;
  changed_.notify_all();
  return !is_cancelled_;
}

assign::progress_callback watched_work::each_step() {
  return [this](const assign::iteration& step) {
    return tell({step.number, step.residual, {}, {}});
  };
}

std::function<bool(std::size_t, std::size_t)> watched_work::each_part() {
  return [this](std::size_t done, std::size_t of) { return tell({{}, {}, done, of}); };
}

bool watched_work::wait(std::optional<told_progress>& news) {
  const py::gil_scoped_release free;
  std::unique_lock hold(lock_);
  changed_.wait_for(hold, longest_silence, [this] { return has_ended_ || news_.has_value(); });
  news = std::exchange(news_, std::nullopt);
  return has_ended_;
}

void watched_work::answer(const std::optional<told_progress>& news) {
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
  if (!news || progress_.is_none()) return;
  const auto goes_on = progress_(news->step, news->residual, news->done, news->of);
  if (py::isinstance<py::bool_>(goes_on) && !goes_on.cast<bool>()) is_cancelled_ = true;
}

void watched_work::run(const std::function<void()>& work) {
  std::exception_ptr failure, stopped_by;
  std::thread solver([&] {
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
    }
    const std::scoped_lock hold(lock_);
    has_ended_ = true;
    changed_.notify_all();
  });
  for (bool has_ended = false; !has_ended;) {
    std::optional<told_progress> news;
    has_ended = wait(news);
    if (stopped_by) continue;
    try {
      answer(news);
    } catch (const py::error_already_set&) {
      stopped_by = std::current_exception();
      is_cancelled_ = true;
    }
  }
  solver.join();
  if (stopped_by) std::rethrow_exception(stopped_by);
  if (failure) std::rethrow_exception(failure);
}

}  // namespace amur::python
