#pragma once
// Work spread over threads such that the answer never depends on how many there are.

#include <cstddef>
#include <functional>
#include <memory>

namespace amur {

/// A fixed set of worker threads. Tasks are numbered; which thread runs which task is not defined,
/// so a task must write only to places of its own, to be reduced in task order afterwards.
class thread_pool {
 public:
  /// `threads` counts the calling thread; 0 means one for each processor.
  explicit thread_pool(std::size_t threads = 0);
  ~thread_pool();
  thread_pool(const thread_pool&) = delete;
  thread_pool& operator=(const thread_pool&) = delete;

  [[nodiscard]] std::size_t size() const;

  /// Runs `task(i)` for i in [0, count) and returns when all are done. The first exception, by task
  /// number, is thrown again here. Not to be called from within a task.
  void run(std::size_t count, const std::function<void(std::size_t)>& task);

  /// The same with a second argument below `size()`, the thread that runs the task: scratch memory
  /// can be kept for each thread, as long as what it holds before a task doesn't matter to it.
  void run(std::size_t count, const std::function<void(std::size_t, std::size_t)>& task);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

/// The half-open range of block `block` when `count` items are split into `blocks` even blocks.
struct block_range {
  std::size_t begin = 0, end = 0;
};
[[nodiscard]] constexpr block_range block_of(std::size_t block, std::size_t blocks,
                                             std::size_t count) {
  return {count * block / blocks, count * (block + 1) / blocks};
}

}  // namespace amur
