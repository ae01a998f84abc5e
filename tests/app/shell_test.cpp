// Completion of words in the shells themselves, and the manual pages read by those who judge them.

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>

#include "support/program.h"

namespace amur::test {
namespace {

bool has(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

// What a script of a shell prints, one entry a line; `amur` is on its path.
std::vector<std::string> printed_by(const std::string& shell, const std::string& script) {
  const temporary_folder folder;
  std::filesystem::create_symlink(AMUR_PROGRAM, folder.path() / "amur");
  const auto file = folder.write("script", script);
  const int status =
      std::system(("cd " AMUR_PROJECT_DIR " && PATH=" + folder.path().string() + ":$PATH " + shell +
                   " " + file.string() + " >" + (folder.path() / "out").string() + " 2>" +
                   (folder.path() / "err").string() + " </dev/null")
                      .c_str());
  EXPECT_EQ(status, 0) << slurp(folder.path() / "err");
  EXPECT_EQ(slurp(folder.path() / "err"), "");
  std::istringstream lines(slurp(folder.path() / "out"));
  std::vector<std::string> all;
  for (std::string line; std::getline(lines, line);) all.push_back(line);
  return all;
}

using words = std::vector<std::string>;

// What bash would offer at the end of this line.
words offered_by_bash(const std::string& line) {
  return printed_by("bash --norc", "source <(amur completion bash)\nCOMP_WORDS=(" + line +
                                       ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_amur\n"
                                       "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
}

// Long options as the help of a command lists them.
std::set<std::string> options_in_help(const std::string& command) {
  const auto help = run_program(command + " --help").out;
  std::set<std::string> options;
  static const std::regex listed("\n  (?:-[a-zA-Z0-9],)?(--[a-z-]+)");
  for (auto at = std::sregex_iterator(help.begin(), help.end(), listed);
       at != std::sregex_iterator(); ++at)
    options.insert((*at)[1]);
  return options;
}

TEST(shell, bash_offers_the_options_that_the_help_lists) {
  for (const std::string command : {"run", "skim", "import gis", "trade estimate", "assign"}) {
    const auto offered = offered_by_bash("amur " + command + " --");
    EXPECT_EQ(std::set<std::string>(offered.begin(), offered.end()), options_in_help(command));
  }
}

TEST(shell, bash_offers_ids_scenarios_words_and_files) {
  EXPECT_EQ(offered_by_bash("amur toll cases/heihe -c heihe_b"),
            (words{"heihe_boat", "heihe_bridge", "heihe_bridge_bus"}));
  EXPECT_EQ(offered_by_bash("amur run cases/heihe -s bridge_toll_z"), words{"bridge_toll_zero"});
  EXPECT_EQ(offered_by_bash("amur skim cases/heihe --least = ti"), words{"time"});
  EXPECT_EQ(offered_by_bash("amur run cases/hei"), words{"cases/heihe"});
  EXPECT_EQ(offered_by_bash("amur claims READ"), words{"README.md"});
  EXPECT_EQ(offered_by_bash("amur fit ''"), offered_by_bash("amur claims ''"));
  EXPECT_EQ(offered_by_bash("amur imp"), words{"import"});
}

// Stubs stand for what only works where a person types.
TEST(shell, zsh_offers_the_same) {
  if (!has("zsh")) GTEST_SKIP() << "no zsh";
  const auto offered = [](const std::string& line, const std::string& last) {
    return printed_by("zsh -f",
                      "compdef() { :; }\ncompset() { PREFIX=${PREFIX#*=}; }\n"
                      "_describe() { print -l -- ${(P)4}; }\n_files() { print files $*; }\n"
                      "source <(amur completion zsh)\nwords=(" +
                          line + ")\nCURRENT=${#words}\nPREFIX='" + last + "'\n_amur\n");
  };
  EXPECT_EQ(
      offered("amur run cases/heihe --sc", "--sc"),
      words{"--scenario:Scenario of the case, or a .toml file; may be given again, in order"});
  EXPECT_EQ(offered("amur run ''", ""), words{"files -/"});
  EXPECT_EQ(offered("amur skim cases/heihe --least=t", "--least=t"), words{"time"});
  EXPECT_EQ(offered("amur toll cases/heihe -c heihe_bo", "heihe_bo").size(), 1U);
}

TEST(shell, fish_offers_the_same) {
  if (!has("fish")) GTEST_SKIP() << "no fish";
  const auto offered = [](const std::string& line) {
    return printed_by("HOME=/tmp fish --no-config",
                      "amur completion fish | source\ncomplete -C '" + line + "'\n");
  };
  EXPECT_EQ(
      offered("amur run cases/heihe --sc"),
      words{"--scenario\tScenario of the case, or a .toml file; may be given again, in order"});
  EXPECT_EQ(offered("amur run cases/hei"), words{"cases/heihe/"});
  EXPECT_EQ(offered("amur skim cases/heihe --least=t"), words{"--least=time"});
  EXPECT_EQ(offered("amur toll cases/heihe -c heihe_bo").size(), 1U);
}

TEST(manual, has_a_page_of_each_command_without_a_fault) {
  const temporary_folder folder;
  const auto run = run_program("manual " + (folder.path() / "man1").string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  for (const char* name : {"amur.1", "amur-run.1", "amur-import.1", "amur-import-osm.1"})
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "man1" / name)) << name;
  std::string judges;
  if (has("mandoc")) judges += "mandoc -T lint -W warning man1/*.1;";
  if (has("groff")) judges += "for p in man1/*.1; do groff -man -K utf8 -T utf8 -ww -z $p; done;";
  if (has("man"))
    judges += "for p in man1/*.1; do LC_ALL=C.UTF-8 man --warnings -Tutf8 -l $p >/dev/null; done;";
  if (judges.empty()) GTEST_SKIP() << "no mandoc, groff or man to judge the pages";
  (void)folder.write("judge.sh", judges);
  (void)std::system(
      ("cd " + folder.path().string() + " && sh judge.sh >said 2>&1 </dev/null").c_str());
  std::istringstream said(slurp(folder.path() / "said"));
  for (std::string line; std::getline(said, line);) {
    // A page's date is that of the program, which it names.
    EXPECT_NE(line.find("missing date"), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace amur::test
