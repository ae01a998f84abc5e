// amur claims FILE

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/cli/exit_code.h"
#include "amur/result/result_reader.h"

namespace amur::app {
namespace {

int claims(const std::string& file, bool json) {
  constexpr auto words = result::cell_type::text;
  const result::wanted_column wanted[] = {
      {"verdict", words}, {"says", words},
      {"who", words},     {"source", words},
      {"unit", words},    {"holds_if", words},
      {"reason", words},  {"figure", result::cell_type::number}};
  diagnostics report;
  const auto result = result::open_result(file, report);
  const auto table =
      result ? result::read_result_table(*result, "claims", wanted, report) : std::nullopt;
  if (!table) {
    cli::print_findings(report);
    return bad_input;
  }
  if (json)
    cli::print_json(nlohmann::json{{"claims", table_json(*table)}});
  else
    print_claims(*table);
  return done;
}

}  // namespace

void add_claims_command(CLI::App& app, int& exit_code) {
  auto file = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  auto* command = app.add_subcommand("claims", "Say which claims a result's numbers bear out");
  command->add_option("FILE", *file, "Result of a run")->required()->type_name("FILE.gpkg");
  command->add_flag("--json", *json, "Print the claims as JSON");
  command->footer("Example:\n  amur claims result.gpkg");
  command->callback([file, json, &exit_code] { exit_code = claims(*file, *json); });
}

}  // namespace amur::app
