#pragma once
// Threads that do what would hold up others, in the order in which it was asked for.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace amur::http {

class worker_pool {
 public:
  worker_pool(std::size_t threads, std::size_t most_waiting);
  /// Waits for what is being done; what waits is dropped.
  ~worker_pool();
  worker_pool(const worker_pool&) = delete;
  worker_pool& operator=(const worker_pool&) = delete;

  /// False where too much waits already.
  [[nodiscard]] bool add(std::function<void()> job);

 private:
  void work();

  std::mutex lock_;
  std::condition_variable news_;
  std::deque<std::function<void()>> waiting_;
  std::size_t most_waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace amur::http
