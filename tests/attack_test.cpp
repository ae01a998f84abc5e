// docs/attack.md: what an attack found, and that each row has tests which exist.

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "support/data_dir.h"
#include "support/program.h"
#include "support/temporary_folder.h"

namespace amur::test {
namespace {

std::set<std::string> written_tests() {
  static const std::regex pattern(R"(TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\))");
  std::set<std::string> names;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(AMUR_PROJECT_DIR "/tests")) {
    if (entry.path().extension() != ".cpp") continue;
    const auto text = slurp(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
      names.insert((*at)[1].str() + "." + (*at)[2].str());
  }
  return names;
}

TEST(attack, every_row_names_tests_that_exist) {
  const auto tests = written_tests();
  std::istringstream lines(slurp(AMUR_PROJECT_DIR "/docs/attack.md"));
  static const std::regex quoted("`([^`]+)`");
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ") || line.starts_with("| # ")) continue;
    ++rows;
    std::size_t named = 0;
    for (std::sregex_iterator at(line.begin(), line.end(), quoted), end; at != end; ++at) {
      const auto name = (*at)[1].str();
      ++named;
      EXPECT_TRUE(tests.contains(name) ||
                  std::filesystem::exists(std::filesystem::path(AMUR_PROJECT_DIR) / name))
          << name;
    }
    EXPECT_GT(named, 0U) << line;
  }
  EXPECT_EQ(rows, 23U);
}

TEST(attack, what_does_not_converge_says_so) {
  const auto folder = data_dir() / "faults" / "case_false_convergence";
  AMUR_NEEDS_DATA(folder);
  const temporary_folder out;
  const auto result = (out.path() / "r.gpkg").string();
  const auto run = run_program("run " + folder.string() + " -o " + result);
  EXPECT_EQ(run.exit_code, 1) << run.out;
  EXPECT_NE(run.err.find("no equilibrium after"), std::string::npos) << run.err;
  EXPECT_EQ(run_program("verify " + result).exit_code, 1);
}

}  // namespace
}  // namespace amur::test
