// The page on trade that looks like evasion: what it shows is printed.

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "support/data_dir.h"
#include "support/program.h"

namespace amur::test {
namespace {

TEST(gaps_page, shows_what_its_commands_print) {
  const auto data = std::filesystem::absolute(data_dir());
  AMUR_NEEDS_DATA(data / "geo/agtpa_manufacturing_trade_2006.csv");
  AMUR_NEEDS_DATA(data / "cases/khorgos");
  const temporary_folder folder;
  std::filesystem::create_directory(folder.path() / "here");
  std::filesystem::create_directory(folder.path() / "bin");
  std::filesystem::create_symlink(AMUR_PROGRAM, folder.path() / "bin/amur");
  std::filesystem::create_symlink(data, folder.path() / "shared");
  for (const std::string name : {"cases", "examples"})
    std::filesystem::create_symlink(AMUR_PROJECT_DIR "/" + name, folder.path() / "here" / name);
  std::istringstream page(slurp(AMUR_PROJECT_DIR "/docs/gaps.md"));
  std::set<std::string> printed;
  std::size_t commands = 0, shown = 0;
  bool block = false, has_run = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      block = !block;
      has_run = false;
    } else if (block && line.starts_with("$ ")) {
      auto command = line.substr(2);
      while (command.ends_with("\\") && std::getline(page, line))
        command = command.substr(0, command.size() - 1) + line;
      (void)folder.write("line.sh", command);
      const int status = std::system(("cd " + (folder.path() / "here").string() +
                                      " && PATH=$PWD/../bin:$PATH sh ../line.sh >../out 2>../err")
                                         .c_str());
      EXPECT_EQ(status, 0) << command << "\n" << slurp(folder.path() / "err");
      std::istringstream output(slurp(folder.path() / "out"));
      for (std::string each; std::getline(output, each);) printed.insert(each);
      has_run = true;
      ++commands;
    } else if (has_run && line != "…") {
      EXPECT_TRUE(printed.contains(line)) << "not printed: " << line;
      ++shown;
    }
  }
  EXPECT_EQ(commands, 6U);
  EXPECT_GE(shown, 15U);
}

}  // namespace
}  // namespace amur::test
