#include "amur/app/cli.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <string_view>

#include "amur/app/calibrate_command.h"
#include "amur/app/commands.h"
#include "amur/app/detour_command.h"
#include "amur/app/import_commands.h"
#include "amur/app/invest_command.h"
#include "amur/app/load_ranks.h"
#include "amur/app/shard_command.h"
#include "amur/app/tree_commands.h"
#include "amur/base/no_answer.h"
#include "amur/cli/assign_command.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/network_command.h"
#include "amur/cli/start.h"

namespace amur::app {

namespace {

// CLI11 would only say that a command is missing.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return {};
  std::string names;
  for (const auto* command : app.get_subcommands({})) {
    if (command->get_name() == argv[1]) return {};
    names += (names.empty() ? "" : ", ") + command->get_name();
  }
  return "there is no command '" + std::string(argv[1]) + "'; allowed: " + names;
}

// The ranks of mpirun, for a command that takes them.
mpi::joined_ranks* ranks_for(int argc, char** argv) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  const auto* asked = study::find_study(std::string(command));
  return command == "assign" || (asked && asked->has_shards) ? load_ranks() : nullptr;
}

int run_any_command(int argc, char** argv) {
  mpi::joined_ranks* joined = nullptr;
  try {
    joined = ranks_for(argc, argv);
  } catch (const no_answer& none) {
    diagnostics report;
    report.add(none.finding);
    return cli::refused(report, false);
  }
  CLI::App app{"Amur: freight and trade across borders"};
  app.set_version_flag("--version", AMUR_VERSION);
  app.require_subcommand(1);
  app.footer("Each command has its own --help with an example.");
  int exit_code = done;
  add_run_command(app, exit_code);
  add_check_command(app, exit_code);
  add_new_command(app, exit_code);
  add_build_command(app, exit_code);
  add_compare_command(app, exit_code);
  add_paths_command(app, exit_code);
  add_corridor_command(app, exit_code);
  add_critical_command(app, exit_code);
  add_detour_command(app, exit_code);
  add_calibrate_command(app, exit_code);
  add_invest_command(app, exit_code);
  add_skim_command(app, exit_code);
  add_claims_command(app, exit_code);
  add_verify_command(app, exit_code);
  add_simulate_command(app, exit_code);
  add_fit_command(app, exit_code);
  add_finance_command(app, exit_code);
  add_toll_command(app, exit_code);
  add_report_command(app, exit_code);
  add_serve_command(app, exit_code);
  add_schema_command(app, exit_code);
  cli::add_assign_command(app, exit_code, joined);
  cli::add_trade_command(app, exit_code);
  cli::add_network_command(app, exit_code);
  add_import_command(app, exit_code);
  add_export_command(app, exit_code);
  add_commands_schema(app, exit_code);
  add_completion_command(app, exit_code);
  add_manual_command(app, exit_code);
  add_other_studies(app, exit_code);
  // Its words are no arguments to be checked, so the parser doesn't know of it.
  if (const auto completed = complete_words(app, argc, argv)) return *completed;
  if (const std::string problem = unknown_command(app, argc, argv); !problem.empty()) {
    std::fprintf(stderr, "error: %s\n", problem.c_str());
    return bad_input;
  }
  const int code = cli::parse_and_run(app, argc, argv, exit_code);
  if (joined) joined->leave();
  return code;
}

}  // namespace

int run_cli(int argc, char** argv) { return cli::run_guarded(run_any_command, argc, argv); }

}  // namespace amur::app
