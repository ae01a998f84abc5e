#include "amur/app/cli.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "amur/app/commands.h"

namespace amur::app {

int run_cli(int argc, char** argv) {
  CLI::App app{"Amur: freight and trade across borders"};
  app.set_version_flag("--version", AMUR_VERSION);
  app.require_subcommand(1);
  app.footer("Each command has its own --help with an example.");
  int exit_code = done;
  add_run_command(app, exit_code);
  add_check_command(app, exit_code);
  add_compare_command(app, exit_code);
  add_claims_command(app, exit_code);
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

}  // namespace amur::app
