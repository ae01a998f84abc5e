#pragma once
// Ranks that are threads of one process, so that what processes do together can be tried in a test.

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "amur/base/ranks.h"

namespace amur::test {

class thread_ranks {
 public:
  explicit thread_ranks(std::size_t count) : count_(count) {}

  /// Runs `work` once for each rank, all at the same time.
  void run(const std::function<void(ranks&)>& work) {
    std::vector<std::thread> threads;
    std::vector<std::exception_ptr> failures(count_);
    for (std::size_t i = 0; i < count_; ++i)
      threads.emplace_back([&, i] {
        try {
          one own(*this, i);
          work(own);
        } catch (...) {
          failures[i] = std::current_exception();
        }
      });
    for (auto& thread : threads) thread.join();
    for (const auto& failure : failures)
      if (failure) std::rethrow_exception(failure);
  }

 private:
  class one final : public ranks {
   public:
    one(thread_ranks& group, std::size_t own) : group_(&group), own_(own) {}
    [[nodiscard]] std::size_t count() const override { return group_->count_; }
    [[nodiscard]] std::size_t own() const override { return own_; }
    void send(std::size_t to, std::span<const std::byte> message) override {
      const std::lock_guard lock(group_->mutex_);
      group_->queues_[{own_, to}].emplace_back(message.begin(), message.end());
      group_->arrived_.notify_all();
    }
    bytes receive(std::size_t from) override {
      std::unique_lock lock(group_->mutex_);
      auto& queue = group_->queues_[{from, own_}];
      group_->arrived_.wait(lock, [&] { return !queue.empty(); });
      auto message = std::move(queue.front());
      queue.pop_front();
      return message;
    }
    [[nodiscard]] use used() const override { return {}; }

   private:
    thread_ranks* group_;
    std::size_t own_;
  };

  std::size_t count_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::map<std::pair<std::size_t, std::size_t>, std::deque<bytes>> queues_;
};

}  // namespace amur::test
