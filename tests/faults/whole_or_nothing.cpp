// After any fault of disk or memory, at any call, a command has either done all or nothing, and
// says which. AMUR_FAULTS=full tries every call and 2,000 allocations; else a sample of
// them is tried.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <set>

#include "faults/injected.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

namespace fs = std::filesystem;
using words = std::vector<std::string>;

bool is_full() {
  const char* wanted = std::getenv("AMUR_FAULTS");
  return wanted && std::string(wanted) == "full";
}

// Numbers below `count`, evenly spread: about `sample` of them, or, for the long run, at most
// `many`.
std::vector<std::size_t> chosen(std::size_t count, std::size_t sample, std::size_t many = 2000) {
  std::set<std::size_t> numbers;
  const auto wanted = std::min(count, is_full() ? many : sample);
  for (std::size_t i = 0; i < wanted; ++i) numbers.insert(i * count / wanted);
  return {numbers.begin(), numbers.end()};
}

// A command, its output, and what that holds before and after. Outputs stand in a folder of their
// own, which is watched.
struct world {
  temporary_folder folder;
  fs::path case_folder, out;

  world() : case_folder(write_case(folder, tiny_case())), out(folder.path() / "out") {
    fs::create_directory(out);
  }
  [[nodiscard]] words run(const std::string& scenario = {}) const {
    words arguments = {"run", case_folder, "-o", out / "r.gpkg", "--threads", "1"};
    if (!scenario.empty()) arguments.insert(arguments.end(), {"-s", scenario});
    return arguments;
  }
  [[nodiscard]] words months() const {
    return {"run", case_folder, "-o",      out / "r.gpkg", "--threads",
            "1",   "--from",    "2023-09", "--to",         "2023-12"};
  }
  [[nodiscard]] words skim() const {
    return {"skim", case_folder, "--from", "farm", "--to", "city_b", "-o", out / "r.csv"};
  }
  [[nodiscard]] fs::path target(const words& command) const {
    return out / (command[0] == "skim" ? "r.csv" : "r.gpkg");
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(out))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }
  [[nodiscard]] bool has_leftovers() const {
    return std::ranges::any_of(names(), [](const auto& name) { return name[0] == '.'; });
  }
};

std::string content_of(const fs::path& file) {
  return file.extension() == ".gpkg" ? dump(file) : slurp(file);
}

// The same command as it ends without a fault, and a file that stood there before.
struct expected {
  std::string before, after;
  child_run whole;

  expected(const world& made, const words& command) {
    whole = run_with(fault::none, 0, made.out, command);
    EXPECT_EQ(whole.exit_code, 0) << whole.err;
    after = content_of(made.target(command));
    put_before(made, command);
    before = slurp(made.target(command));
  }
  void expect_before_or_after(const world& made, const words& command,
                              const std::string& call) const {
    if (slurp(made.target(command)) == before) return;
    EXPECT_EQ(content_of(made.target(command)), after) << call;
  }
  static void put_before(const world& made, const words& command) {
    for (const auto& name : made.names()) fs::remove_all(made.out / name);
    std::ofstream(made.target(command), std::ios::binary) << "what stood there";
  }
};

void expect_all_or_nothing(const world& made, const words& command, const expected& wanted,
                           const child_run& run, const std::string& what) {
  const bool is_before = slurp(made.target(command)) == wanted.before;
  EXPECT_LE(run.exit_code, 2) << what << ": " << run.err;
  if (run.exit_code == 0) {
    EXPECT_FALSE(is_before) << what;
  } else {
    EXPECT_NE(run.err.find("error: "), std::string::npos) << what << ": " << run.err;
  }
  if (!is_before) {
    EXPECT_EQ(content_of(made.target(command)), wanted.after) << what;
    // Only bringing the folder to disk, and printing, come after the new file is in place.
    EXPECT_TRUE(run.exit_code == 0 || what.starts_with("fsync ") || what.starts_with("allocation"))
        << what << run.err;
  }
  EXPECT_FALSE(made.has_leftovers()) << what;
}

void try_faults(const words& command, const world& made, std::size_t sample) {
  const expected wanted(made, command);
  for (const auto kind : {fault::no_space, fault::io_error, fault::interrupted, fault::short_write})
    for (const auto at : chosen(wanted.whole.calls.size(), sample)) {
      const auto& call = wanted.whole.calls[at];
      if (kind == fault::short_write && !call.starts_with("write")) continue;
      expected::put_before(made, command);
      const auto run = run_with(kind, at, made.out, command);
      expect_all_or_nothing(made, command, wanted, run,
                            call + ", call " + std::to_string(at) + ", kind " +
                                std::to_string(static_cast<int>(kind)));
    }
}

TEST(faults, of_the_disk_leave_a_result_whole_or_as_it_was) {
  const world made;
  try_faults(made.run(), made, 15);
}

TEST(faults, of_the_disk_leave_a_table_whole_or_as_it_was) {
  const world made;
  try_faults(made.skim(), made, 40);
}

TEST(faults, of_the_disk_leave_a_run_by_months_whole_or_to_be_gone_on_with) {
  const world made;
  try_faults(made.months(), made, 8);
}

TEST(faults, of_memory_leave_a_result_whole_or_as_it_was) {
  const world made;
  const auto command = made.run();
  const expected wanted(made, command);
  for (const auto at : chosen(wanted.whole.allocations, 60)) {
    expected::put_before(made, command);
    const auto run = run_with(fault::no_memory, at, made.out, command);
    expect_all_or_nothing(made, command, wanted, run, "allocation " + std::to_string(at));
  }
}

// The next run after a kill ends well, and leaves nothing of the killed one.
void try_kills(const words& command, const world& made, std::size_t moments) {
  const expected wanted(made, command);
  const auto count = wanted.whole.calls.size();
  for (std::size_t i = 0; i < moments; ++i) {
    expected::put_before(made, command);
    const auto kind = i % 2 == 0 ? fault::kill_before : fault::kill_within;
    const auto at = i * count / moments;
    const auto run = run_with(kind, at, made.out, command);
    EXPECT_EQ(run.exit_code, 128 + SIGKILL) << at;
    wanted.expect_before_or_after(made, command, wanted.whole.calls[at]);
    if (!is_full() && i % 8 != 0) continue;
    const auto next = run_with(fault::none, 0, made.out, command);
    EXPECT_EQ(next.exit_code, 0) << next.err;
    EXPECT_EQ(content_of(made.target(command)), wanted.after) << wanted.whole.calls[at];
    EXPECT_EQ(made.names().size(), 1U) << wanted.whole.calls[at];
  }
}

TEST(faults, a_result_survives_two_hundred_kills) {
  const world made;
  try_kills(made.run(), made, 200);
}

TEST(faults, a_run_by_months_survives_kills_and_goes_on) {
  const world made;
  try_kills(made.months(), made, is_full() ? 200 : 24);
}

TEST(faults, a_signal_ends_a_command_without_a_trace) {
  const world made;
  for (const auto& command : {made.run(), made.skim()}) {
    const expected wanted(made, command);
    for (const auto& [kind, number] : {std::pair{fault::interrupt, SIGINT},
                                       {fault::terminate, SIGTERM},
                                       {fault::hang_up, SIGHUP}})
      for (const auto at : chosen(wanted.whole.calls.size(), 12)) {
        expected::put_before(made, command);
        const auto run = run_with(kind, at, made.out, command);
        EXPECT_EQ(run.exit_code, 128 + number) << wanted.whole.calls[at];
        EXPECT_FALSE(made.has_leftovers()) << wanted.whole.calls[at];
        wanted.expect_before_or_after(made, command, wanted.whole.calls[at]);
      }
  }
}

TEST(faults, two_writers_to_one_file_leave_one_of_two_answers) {
  const world made;
  std::set<std::string> answers;
  for (const char* scenario : {"", "free_bridge"}) {
    EXPECT_EQ(run_with(fault::none, 0, made.out, made.run(scenario)).exit_code, 0);
    answers.insert(dump(made.out / "r.gpkg"));
  }
  ASSERT_EQ(answers.size(), 2U);
  for (int round = 0; round < (is_full() ? 200 : 12); ++round) {
    const int one = start_child(made.out, made.run());
    const int other = start_child(made.out, made.run("free_bridge"));
    for (const int child : {one, other}) {
      int status = 0;
      ::waitpid(child, &status, 0);
      EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    EXPECT_TRUE(answers.contains(dump(made.out / "r.gpkg")));
    EXPECT_EQ(made.names(), words{"r.gpkg"});
  }
}

// What a power cut leaves is as the order of calls says: all bytes are on disk before the name is
// theirs, and the name is on disk before the command says that it is done.
TEST(faults, bytes_reach_the_disk_before_their_name_does) {
  const world made;
  for (const auto& command : {made.run(), made.skim(), made.months()}) {
    const auto calls = run_with(fault::none, 0, made.folder.path(), command).calls;
    const auto renamed = std::ranges::find_if(
        calls, [](const auto& call) { return call.starts_with("rename out/.r."); });
    ASSERT_NE(renamed, calls.end());
    const auto file = renamed->substr(std::string("rename ").size());
    std::string last;
    for (auto call = calls.begin(); call != renamed; ++call)
      if (*call == "write " + file || *call == "fsync " + file) last = *call;
    EXPECT_EQ(last, "fsync " + file);
    EXPECT_NE(std::find(renamed, calls.end(), "fsync out"), calls.end()) << command[0];
    EXPECT_EQ(
        std::count(calls.begin(), calls.end(), "write out/" + fs::path(file).filename().string()),
        0);
  }
}

TEST(faults, a_month_is_on_disk_before_the_next_one_starts) {
  const world made;
  const auto calls = run_with(fault::none, 0, made.out, made.months()).calls;
  std::string last;
  std::size_t synced = 0;
  for (const auto& call : calls) {
    if (call == "fsync r.gpkg.months" && last.starts_with("write ")) ++synced;
    if (call.ends_with(" r.gpkg.months")) last = call;
  }
  EXPECT_EQ(synced, 5U);  // the key and four months
}

}  // namespace
}  // namespace amur::test
