// Every option of every command that takes a number, found by its --help, refuses what is none.

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <sstream>

#include "support/program.h"

namespace amur::test {
namespace {

struct numeric_option {
  std::string command, name;
  bool is_whole = false;
};

std::vector<numeric_option> options_of(const std::string& command) {
  const auto help = run_program(command + " --help");
  EXPECT_EQ(help.exit_code, 0) << command << help.err;
  std::vector<numeric_option> options;
  std::istringstream lines(help.out);
  const std::regex form(R"(^ +(?:-\w,)?(--[a-z-]+) (FLOAT|UINT|INT)\b.*)");
  std::smatch match;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_match(line, match, form))
      options.push_back({command, match[1], match[2] != "FLOAT"});
  return options;
}

// The commands that take options, by the help of the program and of commands that have commands.
std::vector<std::string> commands_of(const std::string& command) {
  std::istringstream lines(run_program(command + " --help").out);
  std::vector<std::string> found;
  bool listed = false;
  const std::regex form(R"(^  ([a-z]+) .*)");
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    listed = line == "Subcommands:" || (listed && !line.empty());
    if (!listed || !std::regex_match(line, match, form)) continue;
    for (auto& name : commands_of(command + " " + match[1].str())) found.push_back(std::move(name));
  }
  if (found.empty() && !command.empty()) found.push_back(command.substr(1));
  return found;
}

// Whatever else a command needs, so that the number alone is wrong.
std::string needed_by(const numeric_option& option) {
  const std::string rest = option.command == "run"              ? "run nowhere --trade"
                           : option.command == "paths"          ? "paths nowhere --from a --to b"
                           : option.command == "detour"         ? "detour nowhere --from a --to b"
                           : option.command == "toll"           ? "toll nowhere -c x"
                           : option.command == "assign"         ? "assign --tntp nowhere"
                           : option.command == "compare"        ? "compare nowhere nowhere"
                           : option.command == "trade estimate" ? "trade estimate nowhere -y a -x b"
                           : option.command == "trade equilibrium"
                               ? "trade equilibrium nowhere -y a -x b --set b=1"
                               : option.command + " nowhere";
  return rest + " " + option.name + "=";
}

TEST(numeric_options, refuse_what_is_no_number_of_theirs) {
  std::size_t count = 0;
  for (const auto& command : commands_of(""))
    for (const auto& option : options_of(command)) {
      ++count;
      // All are read by one reader: each option has some, and each is of several options.
      std::vector<std::string> wrong = {"nan", "inf", "1e400", "-1", "1x", "1e99", ""};
      if (option.is_whole) wrong.insert(wrong.end(), {"1.5", "1e1"});
      std::ranges::rotate(wrong, wrong.begin() + static_cast<long>(count % wrong.size()));
      wrong.resize(3);
      for (const auto& value : wrong) {
        const auto run = run_program(needed_by(option) + value);
        EXPECT_EQ(run.exit_code, 2) << option.command << " " << option.name << "=" << value;
        EXPECT_NE(run.err.find(option.name), std::string::npos) << run.err;
        if (value.empty()) continue;
        EXPECT_NE(run.err.find("'" + value + "'"), std::string::npos)
            << option.command << " " << option.name << ": " << run.err;
        EXPECT_NE(run.err.find("allowed: "), std::string::npos)
            << option.command << " " << option.name << ": " << run.err;
      }
    }
  EXPECT_GE(count, 30U);
}

TEST(numeric_options, take_what_is_one) {
  for (const char* line : {"assign --tntp nowhere --gap 1e-10 --threads 02 --toll-factor 0",
                           "simulate nowhere --seed 18446744073709551615 --confidence 0.9",
                           "toll nowhere -c x --from 0 --to 1e6 --steps 2"}) {
    const auto run = run_program(line);
    EXPECT_EQ(run.exit_code, 2) << line;
    EXPECT_NE(run.err.find("nowhere"), std::string::npos) << line << run.err;
  }
}

TEST(numeric_options, of_changes_and_coefficients_are_finite_too) {
  for (const char* value : {"nan", "inf", "1e400", "1e99"}) {
    const auto change =
        run_program("trade equilibrium t.csv -y a -x b --set b=" + std::string(value));
    EXPECT_EQ(change.exit_code, 2);
    EXPECT_NE(change.err.find("--set"), std::string::npos) << change.err;
    const auto coefficient = run_program(
        "trade equilibrium t.csv -y a --set b=1 --coefficients b=" + std::string(value));
    EXPECT_EQ(coefficient.exit_code, 2);
    EXPECT_NE(coefficient.err.find("--coefficients"), std::string::npos) << coefficient.err;
  }
}

}  // namespace
}  // namespace amur::test
