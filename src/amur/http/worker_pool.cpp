#include "amur/http/worker_pool.h"

namespace amur::http {

worker_pool::worker_pool(std::size_t threads, std::size_t most_waiting)
    : most_waiting_(most_waiting) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

worker_pool::~worker_pool() {
  {
    const std::scoped_lock hold(lock_);
    stopping_ = true;
    waiting_.clear();
  }
  news_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool worker_pool::add(std::function<void()> job) {
  const std::scoped_lock hold(lock_);
  if (stopping_ || waiting_.size() >= most_waiting_) return false;
  waiting_.push_back(std::move(job));
  news_.notify_one();
  return true;
}

void worker_pool::work() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock hold(lock_);
      news_.wait(hold, [&] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
    }
    job();
  }
}

}  // namespace amur::http
