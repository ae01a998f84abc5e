#include "amur/app/start.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string_view>

#include "amur/app/assign_command.h"
#include "amur/app/cli.h"
#include "amur/app/trade_command.h"

namespace amur::app {
namespace {

// Beside the program where it was built, or where it was installed.
int become_full_program(char** argv) {
  std::error_code code;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", code);
  const auto folder = self.parent_path();
  for (const auto& path : {folder / "amur-case", folder / AMUR_FULL_PROGRAM})
    ::execv(path.c_str(), argv);
  std::fprintf(stderr,
               "error: the program for this command can't be started: %s: %s; install Amur whole, "
               "or keep amur-case beside amur\n",
               (folder / "amur-case").c_str(), std::strerror(errno));
  return not_solved;
}

}  // namespace

int parse_and_run(CLI::App& app, int argc, char** argv, const int& exit_code) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : bad_input;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return not_solved;
  }
  return exit_code;
}

int start(int argc, char** argv) {
  const std::string_view command = argc < 2 ? "" : argv[1];
  if (command != "assign" && command != "trade") return become_full_program(argv);
  CLI::App app{"Amur: freight and trade across borders"};
  app.require_subcommand(1);
  int exit_code = done;
  command == "assign" ? add_assign_command(app, exit_code) : add_trade_command(app, exit_code);
  return parse_and_run(app, argc, argv, exit_code);
}

}  // namespace amur::app
