#include "amur/cli/start.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <new>
#include <sstream>
#include <string_view>

#include "amur/base/ranks.h"
#include "amur/cli/assign_command.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/network_command.h"
#include "amur/cli/screen.h"
#include "amur/cli/trade_command.h"
#include "amur/text/staged_output.h"

namespace amur::cli {
namespace {

constexpr const char* no_memory =
    "error: there is not enough memory; allowed: fewer --threads, a smaller case, or a higher "
    "limit\n";

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

// Memory can run out where nothing may be thrown.
[[noreturn]] void end_without_memory() {
  text::remove_all_staged();
  (void)!::write(STDERR_FILENO, no_memory, std::strlen(no_memory));
  ::_exit(not_solved);
}

void end_by_exception() {
  try {
    const auto thrown = std::current_exception();
    // The standard library ends the program without one where it can't go on without memory.
    if (!thrown) throw std::bad_alloc();
    std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    end_without_memory();
  } catch (...) {
  }
  text::remove_all_staged();
  std::abort();
}

int show(const CLI::App& app, const CLI::ParseError& error) {
  std::ostringstream out, err;
  const int code = app.exit(error, out, err);
  std::fputs(out.str().c_str(), stdout);
  std::fputs(err.str().c_str(), stderr);
  return code == 0 ? done : bad_input;
}

// Signals and lack of memory end the process with a message, without leaving a half of anything,
// and what it prints is fit for a terminal.
void prepare_process() {
  std::set_terminate(end_by_exception);
  // A limit on the size of files is told by the write that meets it.
  std::signal(SIGXFSZ, SIG_IGN);
  text::clean_up_on_signals();
  open_screen();
}

using command_adder = void (*)(CLI::App& app, int& exit_code);

// Of a command that needs no case, else none.
command_adder light_command(std::string_view name) {
  if (name == "assign") return [](CLI::App& app, int& code) { add_assign_command(app, code); };
  if (name == "trade") return add_trade_command;
  if (name == "optimal-network") return add_network_command;
  return nullptr;
}

int run_light_command(int argc, char** argv) {
  CLI::App app{"Amur: freight and trade across borders"};
  app.require_subcommand(1);
  int exit_code = done;
  light_command(argv[1])(app, exit_code);
  return parse_and_run(app, argc, argv, exit_code);
}

}  // namespace

int parse_and_run(CLI::App& app, int argc, char** argv, const int& exit_code) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return show(app, error);
  }
  return exit_code;
}

int run_guarded(int (*command)(int, char**), int argc, char** argv) noexcept {
  int code = not_solved;
  std::string problem;
  try {
    prepare_process();
    code = command(argc, argv);
  } catch (const std::bad_alloc&) {
    problem = no_memory;
  } catch (const std::exception& error) {
    problem = std::string("error: ") + error.what() + "\n";
  }
  text::remove_all_staged();
  // A failed print is thrown as well; why it failed is known better here.
  if (const int reason = close_screen(); reason != 0) {
    code = not_solved;
    problem =
        std::string("error: standard output can't be written: ") + std::strerror(reason) + "\n";
  }
  std::fputs(problem.c_str(), stderr);
  std::fflush(stderr);
  return code;
}

int start(int argc, char** argv) {
  const std::string_view command = argc < 2 ? "" : argv[1];
  // Ranks pass messages by a shared library, which this program can't load.
  if (!light_command(command) || (command == "assign" && is_started_as_rank()))
    return become_full_program(argv);
  return run_guarded(run_light_command, argc, argv);
}

}  // namespace amur::cli
