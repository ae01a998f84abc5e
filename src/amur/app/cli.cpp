#include "amur/app/cli.h"

#include <CLI/CLI.hpp>

namespace amur::app {

int run_cli(int argc, char** argv) {
  CLI::App app{"Amur: freight and trade across borders"};
  app.set_version_flag("--version", AMUR_VERSION);
  app.require_subcommand(1);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : bad_input;
  }
  return done;
}

}  // namespace amur::app
