// amur serve CASE

#include <fmt/format.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>

#include "amur/app/commands.h"
#include "amur/case/sha256.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/serve/server.h"

namespace amur::app {
namespace {

struct serve_arguments {
  std::string folder, host = "127.0.0.1", runs, origin;
  int port = 8080;
  std::size_t threads = 0;
  bool no_base = false;
};

// 128 bits from the system.
std::string new_token() {
  std::random_device bits;
  std::string token;
  for (int i = 0; i < 4; ++i) token += fmt::format("{:08x}", bits());
  return token;
}

// Beside nothing of the case: in the user's own folder for such data, under the case's name and a
// sum of its whole path, since folders in different places may have one name.
std::string default_runs_folder(const std::string& case_folder) {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  const std::filesystem::path root = data && *data   ? std::filesystem::path(data)
                                     : home && *home ? std::filesystem::path(home) / ".local/share"
                                                     : std::filesystem::temp_directory_path();
  std::error_code ignored;
  constexpr std::size_t sum_letters = 12;
  auto path = std::filesystem::weakly_canonical(case_folder, ignored);
  if (!path.has_filename()) path = path.parent_path();
  const auto name = path.has_filename() ? path.filename().string() : "case";
  return (root / "amur" / (name + "-" + sha256(path.string()).substr(0, sum_letters))).string();
}

std::string is_origin(const std::string& text) {
  const bool scheme = text.starts_with("https://") || text.starts_with("http://");
  const auto host = scheme ? text.substr(text.find("://") + 3) : std::string();
  const bool good = !host.empty() && host.find_first_of("/?#@ \t") == std::string::npos;
  return good ? "" : "an origin is a scheme, a host and no path: https://amur.example.org";
}

int run_server(const serve_arguments& arguments) {
  diagnostics report;
  serve::server_options options;
  options.case_folder = arguments.folder;
  options.runs_folder =
      arguments.runs.empty() ? default_runs_folder(arguments.folder) : arguments.runs;
  options.host = arguments.host;
  options.port = arguments.port;
  options.threads = arguments.threads;
  options.version = AMUR_VERSION;
  options.solve_base = !arguments.no_base;
  options.origin = arguments.origin;
  if (!serve::is_loopback(arguments.host) || !arguments.origin.empty()) options.token = new_token();
  std::signal(SIGINT, [](int) { serve::stop(); });
  std::signal(SIGTERM, [](int) { serve::stop(); });
  const auto ready = [&](int port) {
    const auto host =
        arguments.host.find(':') == std::string::npos ? arguments.host : "[" + arguments.host + "]";
    const auto own = fmt::format("http://{}:{}/", host, port);
    fmt::print("{}{}\n", options.origin.empty() ? own : options.origin + "/",
               options.token.empty() ? "" : "?token=" + options.token);
    if (!options.origin.empty()) fmt::print("The proxy passes requests on to {}\n", own);
    fmt::print("Runs are kept in {}. Ctrl+C stops.\n", options.runs_folder.string());
    std::fflush(stdout);
    cli::print_findings(report);
  };
  if (serve::serve(options, ready, report)) return done;
  cli::print_findings(report);
  return bad_input;
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<serve_arguments>();
  auto* command = app.add_subcommand("serve", "Open a case as a map in the browser");
  command->add_option("CASE", arguments->folder, "Case folder")->required();
  command->add_option("--port", arguments->port, "Port; 0: any free one")
      ->capture_default_str()
      ->transform(cli::whole_number({0, 65'535}));
  command
      ->add_option("--host", arguments->host,
                   "Address to serve on; off loopback a token is asked for")
      ->capture_default_str();
  command
      ->add_option("--origin", arguments->origin,
                   "Address that a proxy serves it under, https://HOST; a token is asked for then")
      ->check(is_origin);
  command->add_option("--runs", arguments->runs, "Folder that keeps the runs");
  cli::add_threads_option(*command, arguments->threads, "Threads of a run");
  command->add_flag("--no-base", arguments->no_base,
                    "Don't solve the case as it stands at the start");
  command->footer("Example:\n  amur serve cases/heihe");
  command->callback([arguments, &exit_code] { exit_code = run_server(*arguments); });
}

}  // namespace amur::app
