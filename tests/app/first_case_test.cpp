// The first case: each command of its page works, and what it shows is printed.

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "support/program.h"

namespace amur::test {
namespace {

TEST(first_case, each_command_works_and_prints_what_is_shown) {
  const temporary_folder folder;
  const std::string program = "build/release/amur ", here = "docs/first-case/";
  std::istringstream page(slurp(AMUR_PROJECT_DIR "/docs/first-case.md"));
  std::set<std::string> printed;
  std::size_t commands = 0, shown = 0;
  bool block = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      block = !block;
    } else if (block && line.starts_with(program)) {
      auto arguments = line.substr(program.size());
      for (auto at = arguments.find(here); at != std::string::npos;
           at = arguments.find(here, at + sizeof AMUR_PROJECT_DIR + here.size()))
        arguments.replace(at, here.size(), AMUR_PROJECT_DIR "/" + here);
      const auto run = run_program(arguments, "cd " + folder.path().string() + " &&");
      EXPECT_EQ(run.exit_code, 0) << line << "\n" << run.err;
      std::istringstream output(run.out);
      for (std::string each; std::getline(output, each);) printed.insert(each);
      ++commands;
    } else if (block) {
      EXPECT_TRUE(printed.contains(line)) << "not printed: " << line;
      ++shown;
    }
  }
  EXPECT_EQ(commands, 6U);
  EXPECT_GE(shown, 15U);
}

}  // namespace
}  // namespace amur::test
