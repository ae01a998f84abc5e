// amur import tntp DIR, and the other formats below `import`

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/app/import_commands.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/cli/tntp_options.h"
#include "amur/exchange/tntp_import.h"

namespace amur::app {
namespace {

struct import_arguments {
  exchange::tntp_source source;
  std::string output;
  exchange::tntp_factors factors;
  bool json = false;
};

const char* word_for(exchange::tntp_places places) {
  switch (places) {
    case exchange::tntp_places::degrees:
      return "degrees";
    case exchange::tntp_places::scaled:
      return "scaled";
    case exchange::tntp_places::grid:
      break;
  }
  return "grid";
}

nlohmann::json to_json(const exchange::tntp_import& made) {
  return {{"case", made.folder.string()},
          {"nodes", made.nodes},
          {"links", made.links},
          {"demand_rows", made.demand_rows},
          {"trips", made.trips},
          {"trips_within_zones", made.trips_within_zones},
          {"split_zones", made.split_zones},
          {"links_to_themselves", made.links_to_themselves},
          {"closed_links", made.closed_links},
          {"toll_factor", made.toll_factor},
          {"distance_factor", made.distance_factor},
          {"places", word_for(made.places)}};
}

void print_summary(const exchange::tntp_import& made) {
  fmt::print("{}: {} nodes, {} links, {} demand rows, {} trips\n", made.folder.string(),
             cli::grouped(static_cast<double>(made.nodes)),
             cli::grouped(static_cast<double>(made.links)),
             cli::grouped(static_cast<double>(made.demand_rows)), cli::grouped(made.trips));
  if (made.split_zones > 0)
    fmt::print("{} zones are two nodes each, so that no trip passes them\n", made.split_zones);
  if (made.trips_within_zones > 0)
    fmt::print("left out: {} trips within a zone\n", cli::grouped(made.trips_within_zones));
  if (made.links_to_themselves > 0)
    fmt::print("left out: {} links from a node to itself\n", made.links_to_themselves);
  if (made.closed_links > 0) fmt::print("closed: {} links of capacity 0\n", made.closed_links);
  if (made.toll_factor > 0 || made.distance_factor > 0)
    fmt::print("fees: {} x toll + {} x length\n", made.toll_factor, made.distance_factor);
  if (made.places == exchange::tntp_places::scaled)
    fmt::print("places: the node file's are no degrees; shrunk to one degree around 0, 0\n");
  if (made.places == exchange::tntp_places::grid)
    fmt::print("places: there is no node file; nodes stand on a grid\n");
}

int import_network(const import_arguments& arguments) {
  diagnostics report;
  const auto files = exchange::find_tntp_files(arguments.source, report);
  const auto made = files
                        ? exchange::import_tntp(*files, arguments.output, arguments.factors, report)
                        : std::nullopt;
  return answer_import(
      made.has_value(), arguments.json, [&made] { return to_json(*made); },
      [&made] { print_summary(*made); }, report);
}

}  // namespace

int answer_import(bool was_made, bool as_json, const std::function<nlohmann::json()>& to_json,
                  const std::function<void()>& print, const diagnostics& report) {
  if (as_json) {
    auto json = was_made ? to_json() : nlohmann::json::object();
    json["findings"] = cli::findings_json(report);
    cli::print_json(json);
  } else if (was_made) {
    print();
  }
  cli::print_findings(report);
  return was_made ? done : bad_input;
}

int answer_export(const cases::case_data* exported, const std::string& output,
                  const diagnostics& report) {
  cli::print_findings(report);
  if (!exported) return bad_input;
  fmt::print("{}: {} nodes, {} links\n", output,
             cli::grouped(static_cast<double>(exported->nodes.size())),
             cli::grouped(static_cast<double>(exported->links.size())));
  return done;
}

void add_import_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<import_arguments>();
  auto* command =
      app.add_subcommand("import", "Write a case, or tables for one, from files of another format");
  command->require_subcommand(1);
  const char* const example = "Example:\n  amur import tntp SiouxFalls -o cases/sioux_falls";
  command->footer(example);
  add_osm_import(*command, exit_code);
  add_gmns_import(*command, exit_code);
  add_trade_import(*command, exit_code);
  add_gis_import(*command, exit_code);
  add_omx_import(*command, exit_code);
  add_baci_import(*command, exit_code);
  add_comtrade_import(*command, exit_code);
  add_tariffs_import(*command, exit_code);
  auto* tntp = command->add_subcommand("tntp", "A network and its trips in TNTP format");
  cli::add_tntp_options(
      *tntp,
      *tntp->add_option("DIR", arguments->source.folder, "Folder with *_net.tntp and *_trips.tntp"),
      arguments->source);
  tntp->add_option("-o,--output", arguments->output,
                   "Case folder to write, which must not exist or be empty; default: NAME-case")
      ->type_name("CASE");
  tntp->add_option("--toll-factor", arguments->factors.toll,
                   "Time units a unit of toll is worth; default: the network's own tag, else 0")
      ->check(cli::number_in(text::not_negative));
  tntp->add_option("--distance-factor", arguments->factors.distance,
                   "Time units a unit of length is worth; default: the network's own tag, else 0")
      ->check(cli::number_in(text::not_negative));
  tntp->add_flag("--json", arguments->json, "Print the summary as JSON");
  tntp->footer(example);
  tntp->callback([arguments, &exit_code] {
    cli::require_tntp_source(arguments->source, "DIR");
    exit_code = import_network(*arguments);
  });
}

}  // namespace amur::app
