// The program within limits of the system.

#include <gtest/gtest.h>

#include <algorithm>

#include "amur/base/sanitized.h"
#include "support/program.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

namespace fs = std::filesystem;

program_run limited(const std::string& limit, const std::string& arguments) {
  return run_program("", "sh -c '" + limit + "; \"$0\" " + arguments + "'");
}

bool is_told(const program_run& run) {
  return run.exit_code == 0 || (run.exit_code == 1 && run.err.starts_with("error: ") &&
                                std::count(run.err.begin(), run.err.end(), '\n') == 1);
}

TEST(limits, of_memory_give_fewer_threads_or_a_message) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer finds no room for itself";
  const temporary_folder folder;
  const auto path = write_case(folder, tiny_case());
  const auto out = folder.write("r.gpkg", "earlier");
  int solved = 0;
  for (const int megabytes : {60, 100, 140, 180, 220, 260, 300, 400, 500, 700, 1000}) {
    const auto before = slurp(out);
    const auto run = limited("ulimit -v " + std::to_string(1000 * megabytes),
                             "run " + path.string() + " --threads 64 -o " + out.string());
    // Below a third of this the loader itself finds no room for its libraries.
    if (run.err.find("error while loading shared libraries") != std::string::npos) continue;
    EXPECT_TRUE(is_told(run)) << megabytes << " MB: " << run.exit_code << run.err;
    if (run.exit_code == 0)
      ++solved;
    else
      EXPECT_EQ(slurp(out), before);
  }
  EXPECT_GT(solved, 0);
}

TEST(limits, of_the_stacks_of_threads_give_fewer_threads) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer finds no room for itself";
  const temporary_folder folder;
  const auto path = write_case(folder, tiny_case());
  const auto out = (folder.path() / "r.gpkg").string();
  // Each thread's stack takes a gigabyte of the four that there are.
  const auto run = limited("ulimit -s 1000000; ulimit -v 4000000",
                           "run " + path.string() + " --threads 64 -o " + out);
  EXPECT_EQ(run.exit_code, 0) << run.err;
}

TEST(limits, of_the_size_of_files_are_told) {
  const temporary_folder folder;
  const auto path = write_case(folder, tiny_case());
  const auto out = folder.write("r.gpkg", "earlier");
  const auto run = limited("ulimit -f 40", "run " + path.string() + " -o " + out.string());
  EXPECT_EQ(run.exit_code, 2) << run.err;
  EXPECT_NE(run.err.find("can't be written"), std::string::npos) << run.err;
  EXPECT_EQ(slurp(out), "earlier");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 2);
}

}  // namespace
}  // namespace amur::test
