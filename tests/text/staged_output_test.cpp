#include "amur/text/staged_output.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "amur/text/file.h"
#include "support/temporary_folder.h"

namespace amur::text {
namespace {

namespace fs = std::filesystem;

std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

TEST(staged_output, sweeps_what_is_dead_and_of_its_own_target_only) {
  const test::temporary_folder folder;
  const auto dead = folder.write(".r.csv.amur-Dead00/new", "half");
  for (const char* other : {".r.csv.amur-TooLong/new", ".s.csv.amur-Dead00/new",
                            "r.csv.amur-Dead00", ".r.csv.amur-File00"})
    (void)folder.write(other, "not ours");
  const staged_output living(folder.path() / "r.csv");
  ASSERT_EQ(living.problem(), "");
  EXPECT_FALSE(fs::exists(dead.parent_path()));
  const auto count = entries_in(folder.path());
  EXPECT_EQ(count, 5U);
  {
    const staged_output second(folder.path() / "r.csv");
    EXPECT_EQ(second.problem(), "");
    EXPECT_EQ(entries_in(folder.path()), count + 1);
    EXPECT_TRUE(fs::exists(living.path().parent_path()));
  }
  EXPECT_EQ(entries_in(folder.path()), count);
}

TEST(staged_output, takes_a_name_as_long_as_a_file_can_have) {
  const test::temporary_folder folder;
  diagnostics report;
  const auto path = folder.path() / std::string(255, 'n');
  file_writer file(path, report);
  file << "text";
  EXPECT_TRUE(file.commit());
  EXPECT_EQ(test::slurp(path), "text");
}

TEST(staged_output, says_the_path_and_the_systems_reason) {
  const test::temporary_folder folder;
  const auto loop = folder.path() / "loop";
  fs::create_symlink("loop", loop);
  for (const auto& path : {folder.path() / "nowhere/r.csv", folder.path(), loop,
                           folder.path() / std::string(256, 'n'), fs::path("/dev/full")}) {
    diagnostics report;
    file_writer file(path, report);
    file << "text";
    EXPECT_FALSE(file.commit());
    ASSERT_EQ(report.findings.size(), 1U) << path;
    EXPECT_EQ(report.findings[0].file, path.string());
    EXPECT_TRUE(report.findings[0].message.starts_with("the file can't be written: "));
  }
}

}  // namespace
}  // namespace amur::text
