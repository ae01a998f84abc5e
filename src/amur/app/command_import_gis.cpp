// amur import gis FILE

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/import_commands.h"
#include "amur/app/packed_land.h"
#include "amur/case/country_codes.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/gis/gis_import.h"
#include "amur/text/text.h"

namespace amur::app {
namespace {

struct gis_arguments {
  gis::gis_request request;
  std::string file, nodes, output, borders, split = "none", capacity_per = "day";
  bool json = false;
};

nlohmann::json gis_json(const std::string& folder, const gis::gis_summary& made) {
  const auto& report = made.network.report;
  nlohmann::json json = {{"case", folder},
                         {"layer", made.layer},
                         {"fields", made.fields},
                         {"ends_by_name", made.ends_by_name},
                         {"nodes", made.network.nodes.size()},
                         {"links", made.network.links.size()},
                         {"length_km", report.length_km},
                         {"countries", made.countries},
                         {"crossings", made.crossings.size()},
                         {"length_unit", made.length_unit},
                         {"length_unit_guessed", made.length_guessed},
                         {"speed_unit", made.speed_unit},
                         {"lengths_assumed", made.lengths_assumed},
                         {"speeds_assumed", made.speeds_assumed},
                         {"lines", report.lines},
                         {"ends_joined", report.ends_joined},
                         {"farthest_m", report.farthest_m},
                         {"zero_length", report.zero_length},
                         {"rings", report.rings},
                         {"duplicates", report.duplicates},
                         {"parallel", report.parallel},
                         {"cuts", report.cuts},
                         {"contracted", report.contracted},
                         {"ends_on_lines", report.ends_on_lines},
                         {"crossings_without_node", report.crossings_without_node},
                         {"dangles", report.dangles},
                         {"islands", nlohmann::json::array()}};
  for (const auto& part : report.islands)
    json["islands"].push_back({{"mode", part.mode},
                               {"links", part.links},
                               {"length_km", part.length_km},
                               {"node", made.network.nodes[part.node].id}});
  return json;
}

void print_topology(const gis::gis_summary& made, double snap_m) {
  const auto& report = made.network.report;
  const auto say = [](std::size_t count, const std::string& words) {
    if (count > 0) fmt::print("{}: {}\n", words, cli::grouped(static_cast<double>(count)));
  };
  if (report.ends_joined > 0)
    fmt::print("ends joined: {}, at most {:.2f} m apart\n",
               cli::grouped(static_cast<double>(report.ends_joined)), report.farthest_m);
  say(report.zero_length, "left out, of no length");
  say(report.rings, "left out, rings from a node to itself");
  say(report.duplicates, "left out, there twice");
  say(report.parallel, "left out, beside a shorter one");
  say(report.cuts, "cuts where lines meet");
  say(report.contracted, "joined where just two alike meet");
  say(report.ends_on_lines,
      fmt::format("ends within {:g} m of a line that goes on there, not joined (--split ends)",
                  snap_m));
  say(report.crossings_without_node, "lines cross without a node (--split crossings)");
  say(report.dangles, "dangles: nodes with one link");
  constexpr std::size_t most_islands = 5;
  for (std::size_t i = 0; i < std::min(most_islands, report.islands.size()); ++i)
    fmt::print("island of {}: {} links, {:.1f} km, with node {}\n", report.islands[i].mode,
               report.islands[i].links, report.islands[i].length_km,
               made.network.nodes[report.islands[i].node].id);
  if (report.islands.size() > most_islands)
    fmt::print("and {} smaller or of other modes\n", report.islands.size() - most_islands);
}

void print_gis(const gis_arguments& arguments, const gis::gis_summary& made) {
  fmt::print("{}: {} nodes, {} links, {:.1f} km, {} crossings in {}\n", arguments.output,
             cli::grouped(static_cast<double>(made.network.nodes.size())),
             cli::grouped(static_cast<double>(made.network.links.size())),
             made.network.report.length_km, made.crossings.size(), text::join(made.countries));
  std::string read;
  for (const auto& [role, column] : made.fields)
    read += fmt::format("{}{} = {}", read.empty() ? "" : ", ", role, column);
  fmt::print("columns: {}\nlength in {}{}, speed in {}\n", read.empty() ? "none" : read,
             made.length_unit, made.length_guessed ? " (guessed from the lines)" : "",
             made.speed_unit);
  if (made.speeds_assumed > 0)
    fmt::print("speeds assumed: {} links\n",
               cli::grouped(static_cast<double>(made.speeds_assumed)));
  print_topology(made, arguments.request.snap_m.value_or(1));
}

int import_map(gis_arguments& arguments) {
  auto& request = arguments.request;
  diagnostics report;
  request.file = arguments.file;
  request.nodes = arguments.nodes;
  request.output = arguments.output;
  request.borders = arguments.borders;
  request.built_in = packed_land();
  request.capacity_per_hour = arguments.capacity_per == "hour";
  request.split = arguments.split == "ends"        ? gis::split_rule::ends
                  : arguments.split == "crossings" ? gis::split_rule::crossings
                                                   : gis::split_rule::none;
  const auto made = gis::import_gis(request, report);
  return answer_import(
      made.has_value(), arguments.json, [&] { return gis_json(arguments.output, *made); },
      [&] { print_gis(arguments, *made); }, report);
}

void add_columns(CLI::App& gis, gis::gis_request& request) {
  for (const auto& role : gis::field_roles())
    if (role.option)
      gis.add_option(role.option, request.fields[role.role],
                     std::string(role.says) + "; default: " + text::join(role.usual))
          ->type_name("COLUMN");
  auto& places = request.places;
  const auto column = [&](const char* option, std::string& to, const char* says) {
    return gis.add_option(option, to, says)->type_name("COLUMN");
  };
  auto* from_x = column("--from-x", places.from_x, "Of a CSV: longitude where a line starts");
  auto* from_y = column("--from-y", places.from_y, "Its latitude");
  auto* to_x = column("--to-x", places.to_x, "Longitude where it ends");
  auto* to_y = column("--to-y", places.to_y, "Its latitude");
  from_x->needs(from_y, to_x, to_y);
  for (auto* const each : {from_y, to_x, to_y}) each->needs(from_x);
  column("--wkt-field", places.wkt, "Of a CSV: the line as WKT; default: wkt, geometry, geom");
  auto* x = column("--node-x", places.x, "Of a CSV of nodes: longitude");
  auto* y = column("--node-y", places.y, "Its latitude");
  x->needs(y);
  y->needs(x);
}

void add_topology(CLI::App& gis, gis_arguments& arguments) {
  auto& request = arguments.request;
  gis.add_option("--snap-m", request.snap_m,
                 "Metres within which ends are one node; default 1, where links name no nodes")
      ->check(cli::number_in({0, 100000, false, "a number of metres, 0 to 100000"}));
  gis.add_option("--split", arguments.split,
                 "Cut lines where an end touches them, or where they cross as well")
      ->check(CLI::IsMember({"none", "ends", "crossings"}))
      ->capture_default_str();
  gis.add_flag("--contract", request.contract, "Join links where just two alike meet");
  gis.add_flag("--drop-parallel", request.drop_parallel,
               "Of links between the same two nodes take the shortest alone");
}

}  // namespace

void add_gis_import(CLI::App& import, int& exit_code) {
  auto arguments = std::make_shared<gis_arguments>();
  auto& request = arguments->request;
  auto* gis = import.add_subcommand("gis", "Lines of a map: GeoPackage, Shapefile, GeoJSON, CSV");
  gis->add_option("FILE", arguments->file, ".gpkg, .shp, .geojson, .fgb, .tab or .csv")->required();
  gis->add_option("-o,--output", arguments->output,
                  "Case folder to write, which must not exist or be empty")
      ->type_name("CASE")
      ->required();
  gis->add_option("--layer", request.layer, "Layer of lines; default: the only one");
  gis->add_option("--nodes", arguments->nodes,
                  "File of nodes; default, where links name theirs: layer nodes, or FILE_nodes");
  gis->add_option("--nodes-layer", request.nodes_layer, "Its layer; default: the only one");
  gis->add_option("--crs", request.crs,
                  "Coordinate system of places, such as EPSG:32632; default: what the file says, "
                  "else degrees");
  add_columns(*gis, request);
  gis->add_option("--length-unit", request.length_unit, "Unit of length; default: guessed")
      ->check(CLI::IsMember({"m", "km", "ft", "mi"}));
  gis->add_option("--speed-unit", request.speed_unit, "Unit of speed; default: kph, of miles mph")
      ->check(CLI::IsMember({"kph", "mph"}));
  gis->add_option("--time-unit", request.time_unit, "Unit of time")
      ->check(CLI::IsMember({"h", "min", "s"}));
  gis->add_option("--capacity-per", arguments->capacity_per, "What capacities are per")
      ->check(CLI::IsMember({"day", "hour"}))
      ->capture_default_str();
  gis->add_option("--mode", request.mode, "Mode of links that name none")->capture_default_str();
  gis->add_option("--speed", request.speed_kmh,
                  "km/h of links that say neither speed nor time; default: by class, else 40")
      ->check(cli::number_in({0, 2000, true, "a number of km/h, above 0, up to 2000"}));
  add_topology(*gis, *arguments);
  gis->add_option("--country", request.country, "Country of nodes that name none")
      ->check([](const std::string& code) {
        return cases::is_known_country(code) ? std::string() : "allowed: ISO 3166 alpha-3";
      });
  gis->add_option("--borders", arguments->borders,
                  "Polygons of countries that GDAL reads; default: those built in");
  gis->add_flag("--json", arguments->json, "Print the summary as JSON");
  gis->footer("Example:\n  amur import gis roads.gpkg --layer roads --snap-m 5 -o cases/roads");
  gis->callback([arguments, &exit_code] { exit_code = import_map(*arguments); });
}

}  // namespace amur::app
