// Where the outputs of all commands may go, and what is said where they can't.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "support/program.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* network =
    "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 2\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> 1\n"
    "<END OF METADATA>\n1 2 10 1 1 0.15 4 0 0 1 ;\n";
constexpr const char* trips =
    "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 5\n<END OF METADATA>\nOrigin 1\n2 : 5;\n";
constexpr const char* trade_table =
    "exporter,importer,trade,distance\nA,A,9,1\nA,B,3,4\nA,C,2,5\nB,A,4,4\nB,B,8,1\nB,C,1,7\n"
    "C,A,2,5\nC,B,2,7\nC,C,7,2\n";

// All that commands read, and a command for each of their outputs.
struct desk {
  temporary_folder folder;
  fs::path case_folder;

  struct command {
    std::string before;  ///< the words before the output
    std::vector<fs::path> inputs;
  };
  std::vector<command> commands;

  desk() : case_folder(write_case(folder, tiny_case())) {
    const auto tntp = folder.write("net/x_net.tntp", network);
    const auto demand = folder.write("net/x_trips.tntp", trips);
    const auto table = folder.write("trade.csv", trade_table);
    const auto groups = folder.write("groups.csv", "group_id,name,countries\nall,All,AAA;BBB\n");
    const auto at_case = case_folder.string();
    const std::vector<fs::path> of_case = {case_folder / "links.csv", case_folder / "case.toml",
                                           case_folder / "loans.csv",
                                           case_folder / "scenarios/winter.toml"};
    commands = {
        {"run " + at_case + " -o ", of_case},
        {"run " + at_case + " --from 2023-09 -o ", of_case},
        {"finance " + at_case + " -o ", of_case},
        {"toll " + at_case + " -c bridge --steps 2 -o ", of_case},
        {"simulate " + at_case + " -o ", of_case},
        {"simulate " + at_case + " --trace ", of_case},
        {"skim " + at_case + " --groups " + groups.string() + " -o ", {groups, of_case[0]}},
        {"skim " + at_case + " --compare winter --countries ", of_case},
        {"assign --tntp " + (folder.path() / "net").string() + " --flows ", {tntp, demand}},
        {"assign --tntp " + (folder.path() / "net").string() + " --save-bushes ", {tntp, demand}},
        {"trade estimate " + table.string() + " -y trade -x \"ln(distance)\" -o ", {table}},
        {"trade equilibrium " + table.string() +
             " -y trade -x \"ln(distance)\" --set \"distance*=2 where exporter=A\" -o ",
         {table}},
        {"trade equilibrium " + table.string() +
             " -y trade -x \"ln(distance)\" --set \"distance*=2 where exporter=A\" --pairs ",
         {table}}};
  }
};

void expect_refused(const std::string& command, const std::string& output, const char* why) {
  const auto run = run_program(command + output);
  EXPECT_EQ(run.exit_code, 2) << command << output << "\n" << run.err;
  for (const auto& part : {output, std::string(why), std::string("allowed")})
    EXPECT_NE(run.err.find(part), std::string::npos) << command << output << "\n" << run.err;
}

TEST(outputs, are_never_devices_pipes_or_folders) {
  const desk made;
  const auto pipe = (made.folder.path() / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto sub = made.folder.path() / "sub";
  fs::create_directory(sub);
  for (const auto& command : made.commands) {
    expect_refused(command.before, "/dev/null", "device");
    expect_refused(command.before, pipe, "pipe");
    expect_refused(command.before, sub.string(), "folder");
  }
}

TEST(outputs, are_never_inputs_under_whatever_name) {
  const desk made;
  for (const auto& command : made.commands)
    for (const auto& input : command.inputs) {
      const bool is_there = fs::exists(input);
      const auto bytes = slurp(input);
      const auto link = made.folder.path() / "link", twin = made.folder.path() / "twin";
      fs::remove(link);
      fs::remove(twin);
      fs::create_symlink(input, link);
      expect_refused(command.before, input.string(),
                     input.extension() == ".toml" ? "TOML" : "input");
      expect_refused(command.before, (input.parent_path() / "." / input.filename()).string(), "");
      expect_refused(command.before, link.string(), "");
      if (is_there && input.extension() != ".toml") {
        fs::create_hard_link(input, twin);
        expect_refused(command.before, twin.string(), "input");
      }
      EXPECT_EQ(slurp(input), bytes);
      EXPECT_EQ(fs::exists(input), is_there) << input;
    }
}

TEST(outputs, of_one_command_are_different_files) {
  const desk made;
  const auto x = (made.folder.path() / "x").string();
  const auto y = (made.folder.path() / "y").string();
  fs::create_symlink(x, y);
  const auto net = (made.folder.path() / "net").string();
  const auto table = (made.folder.path() / "trade.csv").string();
  for (const auto& command :
       {"assign --tntp " + net + " --flows " + x + " --save-bushes ",
        "skim " + made.case_folder.string() + " --compare winter -o " + x + " --countries ",
        "simulate " + made.case_folder.string() + " -o " + x + " --trace ",
        "trade equilibrium " + table + " -y trade -x \"ln(distance)\" --set distance*=2 -o " + x +
            " --pairs "}) {
    expect_refused(command, x, "names the same file");
    expect_refused(command, y, "names the same file");
  }
  EXPECT_FALSE(fs::exists(x));
}

TEST(outputs, go_through_links_which_stay) {
  const desk made;
  const auto target = made.folder.write("far/target.gpkg", "earlier");
  const auto link = made.folder.path() / "link.gpkg", dangling = made.folder.path() / "new.gpkg";
  fs::create_symlink("far/target.gpkg", link);
  fs::create_symlink("far/new.gpkg", dangling);
  for (const auto& path : {link, dangling}) {
    const auto run = run_program("run " + made.case_folder.string() + " -o " + path.string());
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_TRUE(fs::is_symlink(path));
    EXPECT_TRUE(slurp(path).starts_with("SQLite format 3"));
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(made.folder.path() / "far"), {}), 2);
}

TEST(outputs, keep_the_rights_of_the_file_they_replace) {
  const desk made;
  const auto net = (made.folder.path() / "net").string();
  const auto flows = made.folder.write("flows.tntp", "earlier");
  fs::permissions(flows, fs::perms::owner_read | fs::perms::owner_write);
  ASSERT_EQ(run_program("assign --tntp " + net + " --flows " + flows.string()).exit_code, 0);
  EXPECT_EQ(fs::status(flows).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(outputs, on_a_full_screen_are_a_failure_that_is_told) {
  const desk made;
  const auto out = (made.folder.path() / "r.gpkg").string();
  for (const auto& command :
       {"check " + made.case_folder.string(), "check " + made.case_folder.string() + " --json",
        "run " + made.case_folder.string() + " --json -o " + out,
        "assign --json --tntp " + (made.folder.path() / "net").string(), std::string("--help")}) {
    // The last redirection counts.
    const auto run = run_program("", "sh -c '\"$0\" " + command + " >/dev/full'");
    EXPECT_EQ(run.exit_code, 1) << command << run.err;
    EXPECT_NE(run.err.find("standard output can't be written"), std::string::npos)
        << command << run.err;
    const auto closed = run_program("", "sh -c '\"$0\" " + command + " >&-'");
    EXPECT_EQ(closed.exit_code, 1) << command << closed.err;
  }
}

TEST(outputs, hold_no_control_characters_of_a_case) {
  auto files = tiny_case();
  const std::string evil =
      "\x1b]0;owned\x07\x1b[31m\xc2\x9b"
      "31m";
  edit(files, "case.toml", "Tiny", "Tiny\\u001b[2J\\u009b2J\\u007f");
  edit(files, "crossings.csv", "Bridge", "\"Br" + evil + "idge\nerror: forged\"");
  edit(files, "nodes.csv", "Farm", "Fa" + evil + "rm");
  const temporary_folder folder;
  const auto path = write_case(folder, files);
  const auto out = (folder.path() / "r.gpkg").string();
  const auto clean = [](const std::string& text) {
    return text.find_first_of("\x1b\x07\x7f\r") == std::string::npos &&
           text.find("\xc2\x9b") == std::string::npos;
  };
  for (const auto& command :
       {"run " + path.string() + " -o " + out, "check " + path.string(),
        "run " + path.string() + " --json -o " + out, "skim " + path.string() + " --from farm",
        "paths " + path.string() + " --from farm --to city_b", "claims " + out,
        "run " + path.string() + " -s \"$(printf '\\033[31mred')\" -o " + out,
        "run " + path.string() + " --threads \"$(printf '\\033[31mred')\"",
        std::string("check \"$(printf '/tmp/\\033[31mred')\"")}) {
    const auto run = run_program(command);
    EXPECT_TRUE(clean(run.out)) << command << "\n" << run.out;
    EXPECT_TRUE(clean(run.err)) << command << "\n" << run.err;
    EXPECT_EQ(run.out.find("\nerror: forged"), std::string::npos) << command;
  }
}

}  // namespace
}  // namespace amur::test
