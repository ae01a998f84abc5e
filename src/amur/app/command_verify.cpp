// amur verify FILE

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/verify/verify_run.h"

namespace amur::app {
namespace {

struct verify_arguments {
  std::string file;
  std::size_t threads = 0;
  bool json = false;
};

constexpr const char* converged = "converged";

nlohmann::json verification_json(const verify::verified_result& found) {
  auto checks = nlohmann::json::array();
  for (const auto& each : found.checks)
    checks.push_back({{"check", each.name},
                      {"holds", each.holds()},
                      {"largest", std::isfinite(each.largest) ? nlohmann::json(each.largest)
                                                              : nlohmann::json(nullptr)},
                      {"allowed", each.allowed},
                      {"unit", each.unit},
                      {"where", each.where}});
  return {{"study", found.study},
          {"status", found.status},
          {"holds", verify::holds(found.checks)},
          {"left_out", found.left_out},
          {"checks", checks}};
}

void print_verification(const verify::verified_result& found) {
  cli::text_table rows({{"Check", cli::align::left},
                        {"", cli::align::left},
                        {"Largest", cli::align::right},
                        {"Allowed", cli::align::right},
                        {"Unit", cli::align::left}});
  for (const auto& each : found.checks)
    rows.add({each.name, each.holds() ? "holds" : "FAILS", fmt::format("{:.1e}", each.largest),
              fmt::format("{:.0e}", each.allowed), each.unit});
  fmt::print("{}", rows.to_string());
  for (const auto& each : found.checks)
    if (!each.holds()) fmt::print("\n{}: most at {}\n", each.name, each.where);
  if (!found.left_out.empty()) fmt::print("\nNot computed again: {}\n", found.left_out);
  const auto failed = std::ranges::count(found.checks, false, &verify::checked::holds);
  fmt::print("\n{} of {} checks hold", found.checks.size() - static_cast<std::size_t>(failed),
             found.checks.size());
  if (!found.status.empty()) fmt::print("; the result calls itself '{}'", found.status);
  fmt::print("\n");
}

int verify(const verify_arguments& arguments) {
  diagnostics report;
  const auto found = verify::verify_result(arguments.file, arguments.threads, report);
  if (!found) {
    cli::print_findings(report);
    if (arguments.json) cli::print_json(nlohmann::json{{"findings", cli::findings_json(report)}});
    return bad_input;
  }
  if (arguments.json)
    cli::print_json(verification_json(*found));
  else
    print_verification(*found);
  const bool as_asked = found->status.empty() || found->status == converged;
  return verify::holds(found->checks) && as_asked ? done : not_solved;
}

}  // namespace

void add_verify_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<verify_arguments>();
  auto* command = app.add_subcommand(
      "verify", "Compute a result's figures again from its own tables, and say which hold");
  command->add_option("FILE", arguments->file, "Result of a run")
      ->required()
      ->type_name("FILE.gpkg");
  cli::add_threads_option(*command, arguments->threads);
  command->add_flag("--json", arguments->json, "Print the checks as JSON");
  command->footer("Example:\n  amur verify result.gpkg");
  command->callback([arguments, &exit_code] { exit_code = verify(*arguments); });
}

}  // namespace amur::app
