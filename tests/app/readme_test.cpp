// The README shows what the program really prints, and its commands work.

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "support/program.h"

namespace amur::test {
namespace {

// Without what differs from run to run: the seconds at the end of the second line.
std::string without_seconds(const std::string& line) {
  const auto at = line.find("equilibrium: converged");
  return at == std::string::npos ? line : line.substr(0, line.rfind(", "));
}

TEST(readme, shows_real_output) {
  const temporary_folder folder;
  const auto run =
      run_program("run " AMUR_PROJECT_DIR "/cases/heihe -o " + (folder.path() / "r.gpkg").string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  std::set<std::string> printed;
  std::istringstream output(run.out);
  for (std::string line; std::getline(output, line);) printed.insert(without_seconds(line));

  std::istringstream readme(slurp(AMUR_PROJECT_DIR "/README.md"));
  bool inside = false;
  std::size_t shown = 0;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("Heihe and the Amur border")) inside = true;
    if (line == "```") inside = false;
    if (!inside || line == "…") continue;
    EXPECT_TRUE(printed.contains(without_seconds(line))) << "not printed: " << line;
    ++shown;
  }
  EXPECT_GT(shown, 20U);
}

}  // namespace
}  // namespace amur::test
