#include "amur/base/parallel.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace amur {

struct thread_pool::state {
  std::mutex mutex;
  std::condition_variable work_ready, work_done;
  const std::function<void(std::size_t, std::size_t)>* task = nullptr;
  std::size_t count = 0, next = 0, running = 0;
  std::size_t failed_task = 0;
  std::exception_ptr failure;
  bool stopping = false;
  std::vector<std::thread> workers;

  // Takes tasks until none is left. The lock is held on entry and on return.
  void drain(std::unique_lock<std::mutex>& lock, std::size_t thread) {
    while (task && next < count) {
      const std::size_t mine = next++;
      const auto* current = task;
      ++running;
      lock.unlock();
      std::exception_ptr caught;
      try {
        (*current)(mine, thread);
      } catch (...) {
        caught = std::current_exception();
      }
      lock.lock();
      --running;
      if (caught && (!failure || mine < failed_task)) {
        failure = caught;
        failed_task = mine;
      }
    }
    if (running == 0) work_done.notify_all();
  }

  void work(std::size_t thread) {
    std::unique_lock lock(mutex);
    while (!stopping) {
      drain(lock, thread);
      work_ready.wait(lock, [this] { return stopping || (task && next < count); });
    }
  }
};

thread_pool::thread_pool(std::size_t threads) : state_(std::make_unique<state>()) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  // Fewer threads give the same answer, where the system or a limit allows no more.
  try {
    state_->workers.reserve(threads - 1);
    for (std::size_t i = 1; i < threads; ++i)
      state_->workers.emplace_back([shared = state_.get(), i] { shared->work(i); });
  } catch (const std::system_error&) {
  } catch (const std::bad_alloc&) {
  }
}

thread_pool::~thread_pool() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->work_ready.notify_all();
  for (auto& worker : state_->workers) worker.join();
}

std::size_t thread_pool::size() const { return state_->workers.size() + 1; }

void thread_pool::run(std::size_t count, const std::function<void(std::size_t)>& task) {
  run(count, [&task](std::size_t i, std::size_t) { task(i); });
}

void thread_pool::run(std::size_t count,
                      const std::function<void(std::size_t, std::size_t)>& task) {
  if (state_->workers.empty() || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) task(i, 0);
    return;
  }
  std::unique_lock lock(state_->mutex);
  state_->task = &task;
  state_->count = count;
  state_->next = 0;
  state_->failure = nullptr;
  state_->work_ready.notify_all();
  state_->drain(lock, 0);
  state_->work_done.wait(lock, [this] { return state_->running == 0; });
  state_->task = nullptr;
  if (state_->failure) std::rethrow_exception(std::exchange(state_->failure, nullptr));
}

}  // namespace amur
