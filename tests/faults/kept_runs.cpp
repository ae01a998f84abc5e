// A server's folder of runs after any fault of the disk, at any call: who was told that a run is
// kept finds it at the next start, who was refused does not, and earlier runs are as they were.

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include "amur/serve/run_store.h"
#include "faults/injected.h"
#include "support/temporary_folder.h"

namespace amur::test {
namespace {

namespace fs = std::filesystem;
using serve::run_state;

constexpr const char* of_case = "sha256 of the case";
// What the child found out before it ended.
constexpr int kept = 0, refused = 3;

serve::stored_run named(const std::string& name) {
  serve::stored_run run;
  run.name = name;
  return run;
}

// A run is taken, solved, and has its result written.
int serve_one_run(const fs::path& runs) {
  diagnostics report;
  const serve::folder_lock lock(runs);
  serve::run_store store(runs, of_case, report);
  auto run = store.add(named("new"));
  if (!run) return refused;
  run->state = run_state::running;
  store.update(*run);
  std::ofstream(store.result_of(run->id)) << "result";
  run->state = run_state::done;
  store.update(*run);
  return kept;
}

// A folder with one finished run.
struct kept_folder {
  temporary_folder folder;
  fs::path runs = folder.path() / "runs";
  std::string first;  // its run.json

  kept_folder() {
    EXPECT_EQ(serve_one_run(runs), kept);
    first = slurp(runs / "000001/run.json");
  }
  void forget_others() const {
    for (const auto& entry : fs::directory_iterator(runs))
      if (entry.path().filename() != "000001") fs::remove_all(entry.path());
  }
  [[nodiscard]] child_run serve(fault kind, std::size_t at) const {
    forget_others();
    return run_with(kind, at, folder.path(), [this] { return serve_one_run(runs); });
  }
};

// What the next server makes of the folder.
void expect_found(const kept_folder& made, const child_run& child, const std::string& what) {
  EXPECT_EQ(slurp(made.runs / "000001/run.json"), made.first) << what;
  EXPECT_EQ(slurp(made.runs / "000001/result.gpkg"), "result") << what;
  diagnostics report;
  serve::run_store next(made.runs, of_case, report);
  const auto run = next.find("000002");
  if (child.exit_code == kept) {
    ASSERT_TRUE(run) << what;
  } else if (child.exit_code == refused) {
    EXPECT_FALSE(run) << what;
    EXPECT_FALSE(fs::exists(made.runs / "000002")) << what;
  }
  EXPECT_EQ(report.findings.size(), run || !fs::exists(made.runs / "000002") ? 0U : 1U) << what;
  if (run) {
    EXPECT_EQ(run->name, "new") << what;
    EXPECT_TRUE(run->finished()) << what;
    EXPECT_EQ(fs::exists(next.result_of("000002")), run->state == run_state::done) << what;
  }
  // It goes on, with an id of its own.
  const auto another = next.add(named("another"));
  ASSERT_TRUE(another) << what;
  if (run) {
    EXPECT_EQ(another->id, "000003") << what;
  }
}

TEST(faults, of_the_disk_lose_no_run_that_a_server_has_taken) {
  const kept_folder made;
  const auto whole = made.serve(fault::none, 0);
  ASSERT_EQ(whole.exit_code, kept) << whole.err;
  ASSERT_GT(whole.calls.size(), 15U);
  std::size_t refusals = 0;
  for (const auto kind : {fault::no_space, fault::io_error, fault::interrupted, fault::short_write})
    for (std::size_t at = 0; at < whole.calls.size(); ++at) {
      const auto child = made.serve(kind, at);
      const auto what = whole.calls[at] + ", call " + std::to_string(at) + ", kind " +
                        std::to_string(static_cast<int>(kind));
      // The lock is the first thing that a server makes.
      if (!whole.calls[at].ends_with(".lock")) {
        EXPECT_TRUE(child.exit_code == kept || child.exit_code == refused)
            << what << ": " << child.exit_code << child.err;
      }
      if (child.exit_code == refused) ++refusals;
      expect_found(made, child, what);
    }
  EXPECT_GT(refusals, 4U);
}

TEST(faults, a_server_killed_at_any_call_leaves_its_runs_to_the_next) {
  const kept_folder made;
  const auto calls = made.serve(fault::none, 0).calls;
  for (const auto kind : {fault::kill_before, fault::kill_within})
    for (std::size_t at = 0; at < calls.size(); ++at) {
      const auto child = made.serve(kind, at);
      EXPECT_EQ(child.exit_code, 128 + SIGKILL) << calls[at];
      expect_found(made, child, calls[at] + ", call " + std::to_string(at));
    }
}

// A run's name is on disk before anybody is told of the run.
TEST(faults, the_folder_of_a_new_run_reaches_the_disk) {
  const kept_folder made;
  const auto calls = made.serve(fault::none, 0).calls;
  const auto renamed = std::ranges::find_if(
      calls, [](const auto& call) { return call.starts_with("rename runs/000002/"); });
  ASSERT_NE(renamed, calls.end());
  EXPECT_NE(std::find(renamed, calls.end(), "fsync runs/000002"), calls.end());
  EXPECT_NE(std::find(renamed, calls.end(), "fsync runs"), calls.end());
}

}  // namespace
}  // namespace amur::test
