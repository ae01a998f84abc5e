// amur import gmns DIR and amur export gmns CASE

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/import_commands.h"
#include "amur/case/case_reader.h"
#include "amur/case/country_codes.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/text_table.h"
#include "amur/gmns/gmns_import.h"

namespace amur::app {
namespace {

using enum cli::exit_code;

struct gmns_arguments {
  std::string folder, output, country = "AAA";
  gmns::gmns_units units;
  bool json = false;
};

nlohmann::json summary_of(const std::string& folder, const gmns::gmns_network& made) {
  return {{"case", folder},
          {"nodes", made.nodes.size()},
          {"links", made.links.size()},
          {"length_unit", made.units.length},
          {"length_unit_guessed", made.length_guessed},
          {"speed_unit", made.units.speed},
          {"speed_unit_guessed", made.speed_guessed},
          {"on_a_plane", made.on_a_plane},
          {"links_to_themselves", made.links_to_themselves},
          {"turned_lines", made.turned_lines}};
}

void print_summary_of(const std::string& folder, const gmns::gmns_network& made) {
  fmt::print("{}: {} nodes, {} links\nlength in {}{}, free_speed in {}{}\n", folder,
             cli::grouped(static_cast<double>(made.nodes.size())),
             cli::grouped(static_cast<double>(made.links.size())), made.units.length,
             made.length_guessed ? " (guessed from the geometry)" : "", made.units.speed,
             made.speed_guessed ? " (guessed)" : "");
  if (made.links_to_themselves > 0)
    fmt::print("left out: {} links from a node to itself\n", made.links_to_themselves);
  if (made.turned_lines > 0)
    fmt::print("turned: {} geometries that led against their link\n", made.turned_lines);
}

int import_gmns_folder(const gmns_arguments& arguments) {
  diagnostics report;
  const auto made = gmns::import_gmns(arguments.folder, arguments.output, arguments.units,
                                      arguments.country, report);
  return answer_import(
      made.has_value(), arguments.json, [&] { return summary_of(arguments.output, *made); },
      [&] { print_summary_of(arguments.output, *made); }, report);
}

int export_gmns_folder(const gmns_arguments& arguments) {
  diagnostics report;
  const auto data = cases::read_case(arguments.folder, {}, report);
  const bool made = data && gmns::export_gmns(*data, arguments.output, report);
  return answer_export(made ? &*data : nullptr, arguments.output, report);
}

}  // namespace

void add_gmns_import(CLI::App& import, int& exit_code) {
  auto arguments = std::make_shared<gmns_arguments>();
  auto* gmns = import.add_subcommand("gmns",
                                     "A network of the General Modeling Network "
                                     "Specification");
  gmns->add_option("DIR", arguments->folder, "Folder with node.csv and link.csv")->required();
  gmns->add_option("-o,--output", arguments->output,
                   "Case folder to write, which must not exist or be empty")
      ->type_name("CASE")
      ->required();
  gmns->add_option("--length-unit", arguments->units.length,
                   "Unit of length; default: config.csv's, else guessed from the geometry")
      ->check(CLI::IsMember({"m", "km", "ft", "mi"}));
  gmns->add_option("--speed-unit", arguments->units.speed,
                   "Unit of free_speed; default: config.csv's, else that of the lengths' system")
      ->check(CLI::IsMember({"kph", "mph"}));
  gmns->add_option("--crs", arguments->units.crs,
                   "Coordinate system of places, such as EPSG:26919; default: config.csv's");
  gmns->add_option("--country", arguments->country, "Country of nodes that name none")
      ->check([](const std::string& code) {
        return cases::is_known_country(code) ? std::string() : "allowed: ISO 3166 alpha-3";
      })
      ->capture_default_str();
  gmns->add_flag("--json", arguments->json, "Print the summary as JSON");
  gmns->footer("Example:\n  amur import gmns Lima_GMNS --length-unit ft -o cases/lima");
  gmns->callback([arguments, &exit_code] { exit_code = import_gmns_folder(*arguments); });
}

void add_export_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<gmns_arguments>();
  auto* command = app.add_subcommand("export", "Write a case or a result in another format");
  command->require_subcommand(1);
  const char* const example = "Example:\n  amur export gmns cases/heihe -o heihe_gmns";
  command->footer(example);
  add_gis_export(*command, exit_code);
  add_omx_export(*command, exit_code);
  add_table_exports(*command, exit_code);
  add_tntp_export(*command, exit_code);
  auto* gmns = command->add_subcommand("gmns", "The General Modeling Network Specification");
  gmns->add_option("CASE", arguments->folder, "Case folder")->required();
  gmns->add_option("-o,--output", arguments->output,
                   "Folder to write, which must not exist or be empty")
      ->type_name("DIR")
      ->required();
  gmns->footer(example);
  gmns->callback([arguments, &exit_code] { exit_code = export_gmns_folder(*arguments); });
}

}  // namespace amur::app
