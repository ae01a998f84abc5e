// The recipes of docs/shell.md do what the page shows.

#include <gtest/gtest.h>

#include "support/manual_page.h"
#include "support/program.h"

namespace amur::test {
namespace {

bool works(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1 </dev/null").c_str()) == 0;
}

// Runs what comes before the first section, then this one; returns how many outputs it compared.
std::size_t compare_section(const std::string& section) {
  const temporary_folder folder;
  std::filesystem::create_directory(folder.path() / "bin");
  std::filesystem::create_symlink(AMUR_PROGRAM, folder.path() / "bin/amur");
  std::filesystem::create_symlink(AMUR_PROJECT_DIR "/cases", folder.path() / "cases");
  std::size_t compared = 0;
  for (const auto& block : blocks_of("docs/shell.md")) {
    if (!block.section.empty() && block.section != section) continue;
    const auto text = text_of(block);
    if (block.language.empty()) {
      EXPECT_EQ(slurp(folder.path() / "out"), text) << section;
      ++compared;
      continue;
    }
    (void)folder.write("block", text);
    const int status = std::system(
        ("cd " + folder.path().string() + " && LC_ALL=C.UTF-8 PATH=$PWD/bin:$PATH " +
         (block.language == "r" ? "Rscript" : "bash -e") + " block >out 2>err </dev/null")
            .c_str());
    EXPECT_EQ(status, 0) << text << slurp(folder.path() / "err");
  }
  return compared;
}

TEST(recipes, of_completion_and_manual_pages_work) {
  EXPECT_EQ(compare_section("Completion and manual pages"), 0U);
}

TEST(recipes, of_sqlite_print_what_the_page_shows) {
  if (!works("sqlite3 --version")) GTEST_SKIP() << "no sqlite3";
  EXPECT_EQ(compare_section("sqlite3"), 2U);
}

TEST(recipes, of_ogr2ogr_print_what_the_page_shows) {
  if (!works("ogr2ogr --version")) GTEST_SKIP() << "no ogr2ogr";
  EXPECT_EQ(compare_section("ogr2ogr"), 1U);
}

TEST(recipes, of_r_print_what_the_page_shows) {
  if (!works("Rscript -e 'library(DBI); library(RSQLite); library(sf)'"))
    GTEST_SKIP() << "no R with DBI, RSQLite and sf";
  EXPECT_EQ(compare_section("R"), 2U);
}

}  // namespace
}  // namespace amur::test
