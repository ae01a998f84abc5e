// The page on imports: each of its commands works, and what it shows is printed.

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "support/data_dir.h"
#include "support/program.h"

namespace amur::test {
namespace {

std::string with(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

TEST(import_page, each_command_works_and_prints_what_is_shown) {
  const auto data = std::filesystem::absolute(data_dir());
  for (const char* folder : {"osm", "gmns", "africa", "omx", "tntp", "trade/baci"})
    AMUR_NEEDS_DATA(data / folder);
  const temporary_folder folder;
  const std::string program = "build/release/amur ";
  std::istringstream page(slurp(AMUR_PROJECT_DIR "/docs/import.md"));
  std::set<std::string> printed;
  std::size_t commands = 0, shown = 0;
  bool block = false, of_commands = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      block = !block;
      of_commands = false;
    } else if (block && line.starts_with(program)) {
      of_commands = true;
      auto arguments = with(line.substr(program.size()), "../shared", data.string());
      for (const char* of_project : {" cases/", " examples/"})
        arguments = with(arguments, of_project,
                         " " AMUR_PROJECT_DIR "/" + std::string(of_project).substr(1));
      const auto run = run_program(arguments, "cd " + folder.path().string() + " &&");
      EXPECT_EQ(run.exit_code, 0) << line << "\n" << run.err;
      std::istringstream output(run.out);
      for (std::string each; std::getline(output, each);) printed.insert(each);
      ++commands;
    } else if (block && !of_commands && line != "…") {
      EXPECT_TRUE(printed.contains(line)) << "not printed: " << line;
      ++shown;
    }
  }
  EXPECT_EQ(commands, 20U);
  EXPECT_GE(shown, 10U);
}

}  // namespace
}  // namespace amur::test
