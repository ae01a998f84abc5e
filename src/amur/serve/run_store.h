#pragma once
// The runs of a server: a folder each, so that what is finished outlives the program.

#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::serve {

enum class run_state { queued, running, done, failed, cancelled };
[[nodiscard]] const char* to_string(run_state state);

struct stored_run {
  std::string id;             ///< "0001": also the name of its folder
  std::string study = "run";  ///< what it asks, and with which request
  nlohmann::json request = nlohmann::json::object();
  std::string name, created, message;
  std::string case_sha256;  ///< of the case that it is a run of; on disk only
  run_state state = run_state::queued;
  std::vector<std::string> scenarios;
  nlohmann::json edits = nlohmann::json::array();
  double seconds = 0, residual = 0;
  int step = 0;
  double share = 0;  ///< done, of a run that has known parts

  [[nodiscard]] bool finished() const {
    return state == run_state::done || state == run_state::failed || state == run_state::cancelled;
  }
};
[[nodiscard]] nlohmann::json to_json(const stored_run& run);

/// Bytes that are not UTF-8, as a damaged case or result may have, become U+FFFD.
[[nodiscard]] std::string json_text(const nlohmann::json& json, int indent = -1);

/// Keeps other servers from a folder of runs, which is made where there is none, as long as it
/// lives. Throws std::filesystem::filesystem_error where that can't be done.
class folder_lock {
 public:
  explicit folder_lock(const std::filesystem::path& folder);
  ~folder_lock();
  folder_lock(const folder_lock&) = delete;
  folder_lock& operator=(const folder_lock&) = delete;
  /// False where another program has it.
  [[nodiscard]] bool held() const { return held_; }

 private:
  int file_ = -1;
  bool held_ = false;
};

/// Runs in memory and on disk. Every call may come from any thread.
class run_store {
 public:
  /// Reads what an earlier program left; runs that it had not finished count as failed, and what
  /// is no run, or one of a case of other content, is left out with a warning. Throws
  /// std::filesystem::filesystem_error where the folder can't be made.
  run_store(std::filesystem::path folder, std::string case_sha256, diagnostics& report);

  /// A new run under an id of its own, queued and on disk; none where it can't be kept.
  std::optional<stored_run> add(stored_run run);
  [[nodiscard]] std::optional<stored_run> find(const std::string& id) const;
  [[nodiscard]] std::vector<stored_run> all() const;
  [[nodiscard]] std::size_t unfinished() const;
  /// Replaces a run of the same id; written to disk where its state has changed.
  void update(const stored_run& run);
  /// Another name for a finished run; false where there is none, or it is not finished.
  bool rename(const std::string& id, const std::string& name);
  /// Removes a finished run with its files; false where there is none, or it is not finished.
  bool remove(const std::string& id);

  [[nodiscard]] std::filesystem::path folder_of(const std::string& id) const {
    return folder_ / id;
  }
  [[nodiscard]] std::filesystem::path result_of(const std::string& id) const {
    return folder_ / id / "result.gpkg";
  }

 private:
  void take_folder(const std::filesystem::path& folder, diagnostics& report);
  bool write(const stored_run& run) const;

  std::filesystem::path folder_;
  std::string case_sha256_;
  mutable std::mutex lock_;
  std::vector<stored_run> runs_;
  std::size_t next_ = 1;
};

}  // namespace amur::serve
