// What is offered at the tab key.

#include "amur/cli/completion.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

#include "amur/cli/manual_page.h"
#include "support/temporary_folder.h"

namespace amur::cli {
namespace {

using test::temporary_folder;
using enum completion::files_too;

// A program with one command of each kind.
struct small_program {
  CLI::App app{"All of it"};
  std::string text;
  std::vector<std::string> texts;
  bool flag = false;

  small_program() {
    auto* go = app.add_subcommand("go", "Go somewhere");
    go->add_option("CASE", text, "Case folder")->required();
    go->add_option("-c,--crossing", text, "Over this one");
    go->add_option("--commodity", text, "With this");
    go->add_option("-s,--scenario", texts, "As this says")->allow_extra_args(false);
    go->add_option("--rule", text, "Which")->check(CLI::IsMember({"cost", "time"}));
    go->add_option("-o,--output", text, "Result file")->type_name("FILE.gpkg");
    go->add_flag("--json", flag, "As JSON");
    auto* bring = app.add_subcommand("bring", "Bring things");
    bring->add_subcommand("home", "To the house");
    bring->add_subcommand("hither", "To here");
  }

  [[nodiscard]] completion at(const std::vector<std::string>& words) const {
    return complete(read_commands(app), words);
  }
  [[nodiscard]] std::vector<std::string> words_at(const std::vector<std::string>& words) const {
    std::vector<std::string> found;
    for (const auto& each : at(words).candidates) found.push_back(each.word);
    return found;
  }
};

using words = std::vector<std::string>;

TEST(completion, offers_commands_and_those_below_them) {
  const small_program program;
  EXPECT_EQ(program.words_at({""}), (words{"go", "bring"}));
  EXPECT_EQ(program.words_at({"g"}), words{"go"});
  EXPECT_EQ(program.words_at({"bring", "h"}), (words{"home", "hither"}));
  EXPECT_EQ(program.at({"bring", "ho"}).candidates.front().sentence, "To the house");
  EXPECT_TRUE(program.words_at({"nowhere", "g"}).empty());
}

TEST(completion, offers_each_option_once_unless_it_repeats) {
  const small_program program;
  EXPECT_EQ(program.words_at({"go", "--"}), (words{"--help", "--crossing", "--commodity",
                                                   "--scenario", "--rule", "--output", "--json"}));
  EXPECT_EQ(program.words_at({"go", "x", "--c"}), (words{"--crossing", "--commodity"}));
  EXPECT_EQ(program.words_at({"go", "-c", "bridge", "--c"}), words{"--commodity"});
  EXPECT_EQ(program.words_at({"go", "--scenario", "a", "--scen"}), words{"--scenario"});
  // The value of an option is no place, and no command.
  EXPECT_EQ(program.at({"go", "-c", "bridge", ""}).also, folders);
}

TEST(completion, offers_the_words_of_a_value_and_files_where_one_is_asked_for) {
  const small_program program;
  EXPECT_EQ(program.words_at({"go", "x", "--rule", ""}), (words{"cost", "time"}));
  EXPECT_EQ(program.words_at({"go", "x", "--rule", "=", "t"}), words{"time"});
  EXPECT_EQ(program.words_at({"go", "x", "--rule", "="}), (words{"cost", "time"}));
  EXPECT_EQ(program.at({"go", "x", "--rule", ""}).also, none);
  EXPECT_EQ(program.at({"go", "x", "-o", ""}).also, files);
  EXPECT_EQ(program.at({"go", ""}).also, folders);
  EXPECT_EQ(program.at({"go", "x", ""}).also, none);
  EXPECT_EQ(program.at({"go", "x", "--scenario", ""}).also, files);
}

TEST(completion, reads_ids_and_scenarios_of_the_case_that_is_named) {
  const small_program program;
  const temporary_folder folder;
  (void)folder.write("crossings.csv",
                     "crossing_id,name\nboat,The boat\nbridge,\"The bridge, new\"\n");
  (void)folder.write("commodities.csv", "commodity_id,name\ncoal,Coal\n");
  (void)folder.write("scenarios/closed.toml", "");
  (void)folder.write("scenarios/notes.txt", "");
  const auto path = folder.path().string();
  EXPECT_EQ(lines_of(program.at({"go", path, "-c", "b"})),
            "boat\tThe boat\nbridge\tThe bridge, new\n");
  EXPECT_EQ(program.words_at({"go", path, "--commodity", ""}), words{"coal"});
  EXPECT_EQ(program.words_at({"go", path, "-s", ""}), words{"closed"});
  EXPECT_TRUE(program.words_at({"go", "nothing_here", "-c", ""}).empty());
}

// What stands in a stranger's case reaches the shell that asks.
TEST(completion, offers_nothing_that_a_shell_could_take_for_more_than_a_word) {
  const small_program program;
  const temporary_folder folder;
  (void)folder.write(
      "crossings.csv",
      "crossing_id,name\n$(touch x),a\n`id`,b\n:files,c\n\"a;b\",d\ngood,\"e\tf\ng\x1b[2J\"\n");
  (void)folder.write("scenarios/a b.toml", "");
  const auto path = folder.path().string();
  EXPECT_EQ(lines_of(program.at({"go", path, "-c", ""})), "good\te f g\uFFFD[2J\n");
  EXPECT_TRUE(program.words_at({"go", path, "-s", ""}).empty());
}

TEST(manual, says_all_that_is_declared_in_words_that_roff_leaves_alone) {
  CLI::App app{"All of it"};
  std::string text;
  auto* go = app.add_subcommand("go", ".starts with a dot, has a \\ and a-hyphen");
  go->add_option("-c,--to-here", text, "'quoted'")->required()->default_str("x-y");
  go->footer("Example:\n  amur go -c x");
  const auto pages = manual_pages(read_commands(app), "1.2.3");
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].name, "amur.1");
  EXPECT_EQ(pages[1].name, "amur-go.1");
  const auto& page = pages[1].text;
  for (const char* part :
       {".TH \"amur\\-go\" 1 \"\" \"Amur 1.2.3\"", "amur\\-go \\- \\&.starts with a dot",
        "a \\e and a\\-hyphen", "\n\\&'quoted' (default: x\\-y) (required)\n",
        "\\fB\\-c\\fR, \\fB\\-\\-to\\-here\\fR \\fITEXT\\fR", "\namur go \\-c x\n"})
    EXPECT_NE(page.find(part), std::string::npos) << part << "\n" << page;
}

}  // namespace
}  // namespace amur::cli
