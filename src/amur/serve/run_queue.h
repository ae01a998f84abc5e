#pragma once
// Runs one after the other on a thread of its own; who watches a run hears of its steps.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

#include "amur/serve/run_store.h"

namespace amur::serve {

class run_queue {
 public:
  /// `store` must outlive the queue. `threads` of each run; 0: all processors.
  run_queue(run_store& store, std::filesystem::path case_folder, std::string version,
            std::size_t threads);
  /// Cancels what runs and waits for it; what is queued is left to be reported as unfinished.
  ~run_queue();
  run_queue(const run_queue&) = delete;
  run_queue& operator=(const run_queue&) = delete;

  void add(const std::string& id);
  /// Whether there was something to cancel.
  bool cancel(const std::string& id);
  /// Lets `wait_for_change` return as if something had changed.
  void look_again();
  /// Waits until something about any run may have changed since `seen`, or a second has passed;
  /// returns what to pass next time.
  std::uint64_t wait_for_change(std::uint64_t seen);

 private:
  void work();
  void solve(stored_run run);
  void answer(stored_run& run);
  [[nodiscard]] std::vector<std::string> scenarios_of(const stored_run& run) const;
  void changed(const stored_run& run);

  run_store& store_;
  std::filesystem::path case_folder_;
  std::string version_;
  std::size_t threads_;
  std::mutex lock_;
  std::condition_variable news_;
  std::deque<std::string> waiting_;
  std::string current_;
  std::atomic<bool> cancel_current_ = false, stopping_ = false;
  std::uint64_t changes_ = 1;
  std::thread worker_;
};

/// The scenario file of edits that came as JSON: each {"table", "action", "where", "values"}.
[[nodiscard]] std::string edits_toml(const nlohmann::json& edits, const std::string& title);

}  // namespace amur::serve
