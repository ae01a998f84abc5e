// The README and the manual show what the program really prints, and their commands work.

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

// Every line of `page` from the one that starts with `first` to the end of its block is among the
// lines that `amur ARGUMENTS -o FILE` prints; returns how many there are.
std::size_t shown_lines(const std::string& page, const std::string& first,
                        const std::string& arguments) {
  const temporary_folder folder;
  const auto run = run_program(arguments + " -o " + (folder.path() / "r.gpkg").string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::set<std::string> printed;
  std::istringstream output(run.out);
  for (std::string line; std::getline(output, line);) printed.insert(without_seconds(line));

  std::istringstream text(slurp(AMUR_PROJECT_DIR "/" + page));
  bool inside = false;
  std::size_t shown = 0;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with(first)) inside = true;
    if (line == "```") inside = false;
    if (!inside || line == "…") continue;
    EXPECT_TRUE(printed.contains(without_seconds(line))) << "not printed: " << line;
    ++shown;
  }
  return shown;
}

TEST(readme, shows_real_output) {
  EXPECT_GT(
      shown_lines("README.md", "Heihe and the Amur border", "run " AMUR_PROJECT_DIR "/cases/heihe"),
      20U);
}

TEST(readme, manual_of_finance_shows_real_output) {
  EXPECT_GT(
      shown_lines("docs/finance.md", "Project (USD mn)", "finance " AMUR_PROJECT_DIR "/cases/debt"),
      15U);
}

TEST(readme, manual_of_carbon_shows_real_output) {
  EXPECT_GT(shown_lines("docs/carbon.md", "country  co2e_kg",
                        "carbon " AMUR_PROJECT_DIR "/cases/heihe --price 100"),
            9U);
}

TEST(readme, manual_of_appraisal_shows_real_output) {
  EXPECT_GT(shown_lines("docs/appraisal.md", "year (year)  users_usd",
                        "appraise " AMUR_PROJECT_DIR
                        "/cases/heihe --with bridge_toll_halved --years 10 --carbon-value 100"),
            20U);
}

}  // namespace
}  // namespace amur::test
