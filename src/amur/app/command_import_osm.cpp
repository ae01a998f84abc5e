// amur import osm FILE...

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/import_commands.h"
#include "amur/app/packed_land.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/osm/osm_import.h"
#include "amur/text/text.h"

namespace amur::app {
namespace {

struct osm_arguments {
  osm::import_request request;
  std::vector<std::string> files, modes = {"road", "rail", "ferry"};
  std::string output, borders, defaults;
  bool json = false;
};

const char* word_of(osm::border_origin origin) {
  switch (origin) {
    case osm::border_origin::extracts:
      return "extracts";
    case osm::border_origin::file:
      return "file";
    case osm::border_origin::built_in:
      break;
  }
  return "built in";
}

const char* word_of(osm::crossing_origin origin) {
  switch (origin) {
    case osm::crossing_origin::change_of_country:
      return "a way changes country";
    case osm::crossing_origin::end_at_border:
      return "a way ends at the border";
    case osm::crossing_origin::border_control:
      break;
  }
  return "a border control";
}

nlohmann::json summary_json(const std::string& folder, const osm::import_summary& made) {
  const auto& network = made.network;
  nlohmann::json json = {{"case", folder},
                         {"nodes", network.nodes.size()},
                         {"links", network.links.size()},
                         {"countries", made.countries},
                         {"borders", word_of(made.borders)},
                         {"closed_to_lorries", made.closed_to_lorries},
                         {"sidings", made.sidings},
                         {"cut_ways", network.cut_ways},
                         {"gauge_breaks", network.gauge_breaks.size()},
                         {"lengths", nlohmann::json::array()},
                         {"crossings", nlohmann::json::array()},
                         {"islands", nlohmann::json::array()}};
  for (const auto& [mode, class_name, length] : made.lengths)
    json["lengths"].push_back({{"mode", mode}, {"class", class_name}, {"km", length}});
  for (const auto& each : network.crossings)
    json["crossings"].push_back({{"crossing_id", each.id},
                                 {"name", each.name},
                                 {"mode", each.mode},
                                 {"links", each.links.size()},
                                 {"because", word_of(each.origin)}});
  for (const auto& each : network.islands)
    json["islands"].push_back({{"mode", each.mode},
                               {"links", each.links},
                               {"km", each.length_km},
                               {"node_id", network.nodes[each.node].id}});
  return json;
}

void print_tables(const osm::import_summary& made) {
  cli::text_table lengths(
      {{"mode", cli::align::left}, {"class", cli::align::left}, {"km", cli::align::right}});
  for (const auto& [mode, class_name, length] : made.lengths)
    lengths.add({mode, class_name, fmt::format("{:.1f}", length)});
  fmt::print("\n{}", lengths.to_string());
  if (made.network.crossings.empty()) return;
  cli::text_table crossings({{"crossing", cli::align::left},
                             {"name", cli::align::left},
                             {"links", cli::align::right},
                             {"because", cli::align::left}});
  constexpr std::size_t most = 30, widest = 50;
  for (std::size_t i = 0; i < std::min(most, made.network.crossings.size()); ++i) {
    const auto& each = made.network.crossings[i];
    crossings.add({each.id, cli::clipped(each.name, widest), fmt::format("{}", each.links.size()),
                   word_of(each.origin)});
  }
  fmt::print("\n{}", crossings.to_string());
  if (made.network.crossings.size() > most)
    fmt::print("and {} others\n", made.network.crossings.size() - most);
}

void print_import(const std::string& folder, const osm::import_summary& made) {
  const auto& network = made.network;
  fmt::print("{}: {} nodes, {} links, {} crossings in {}\n", folder,
             cli::grouped(static_cast<double>(network.nodes.size())),
             cli::grouped(static_cast<double>(network.links.size())), network.crossings.size(),
             text::join(made.countries));
  print_tables(made);
  fmt::print("\n");
  if (!network.gauge_breaks.empty())
    fmt::print("breaks of gauge: {} transfers\n", network.gauge_breaks.size());
  constexpr std::size_t most_islands = 5;
  for (std::size_t i = 0; i < std::min(most_islands, network.islands.size()); ++i)
    fmt::print("island of {}: {} links, {:.1f} km, with node {}\n", network.islands[i].mode,
               network.islands[i].links, network.islands[i].length_km,
               network.nodes[network.islands[i].node].id);
  if (network.islands.size() > most_islands)
    fmt::print("and {} smaller or of other modes\n", network.islands.size() - most_islands);
  if (made.closed_to_lorries > 0)
    fmt::print("left out: {} ways closed to lorries, or ferries without vehicles\n",
               made.closed_to_lorries);
  if (made.sidings > 0) fmt::print("left out: {} sidings\n", made.sidings);
  if (network.cut_ways > 0)
    fmt::print("cut: {} ways, at nodes that the files lack\n", network.cut_ways);
  for (const auto& gap : made.gaps) fmt::print("{}\n", gap);
  if (made.borders == osm::border_origin::built_in)
    fmt::print(
        "countries: after Natural Earth 1:50m, whose borders may be kilometres off; --borders FILE "
        "takes better ones\n");
  fmt::print("Next: amur check {0}; what was chosen and assumed, {0}/case.toml says\n", folder);
}

int import_extracts(osm_arguments& arguments) {
  auto& request = arguments.request;
  diagnostics report;
  for (const auto& file : arguments.files) request.files.push_back({file, ""});
  const auto takes = [&](const char* mode) {
    return std::ranges::find(arguments.modes, mode) != arguments.modes.end();
  };
  request.ways.roads = takes("road");
  request.ways.rails = takes("rail");
  request.ways.ferries = takes("ferry");
  request.ways.rivers = takes("river");
  request.ways.pipelines = takes("pipeline");
  request.output = arguments.output;
  request.borders = arguments.borders;
  request.defaults = arguments.defaults;
  request.built_in = packed_land();
  const auto made = osm::import_osm(request, report);
  return answer_import(
      made.has_value(), arguments.json, [&] { return summary_json(arguments.output, *made); },
      [&] { print_import(arguments.output, *made); }, report);
}

}  // namespace

void add_osm_import(CLI::App& import, int& exit_code) {
  auto arguments = std::make_shared<osm_arguments>();
  auto* osm = import.add_subcommand("osm", "Roads, railways and borders of OpenStreetMap extracts");
  osm->add_option("FILE", arguments->files, "Extracts: .osm.pbf, .osm, .osm.gz, .osm.bz2")
      ->required();
  osm->add_option("-o,--output", arguments->output,
                  "Case folder to write, which must not exist or be empty")
      ->type_name("CASE")
      ->required();
  osm->add_option("--roads", arguments->request.ways.lowest_road, "Roads from this class up")
      ->check(CLI::IsMember(osm::road_classes()))
      ->capture_default_str();
  osm->add_option("--modes", arguments->modes, "What to take: road, rail, ferry, river, pipeline")
      ->delimiter(',')
      ->check(CLI::IsMember({"road", "rail", "ferry", "river", "pipeline"}))
      ->capture_default_str();
  osm->add_option("--gauge", arguments->request.ways.usual_gauge_mm,
                  "Millimetres of railways that do not say")
      ->check(cli::number_in({300, 3000, false, "a number of millimetres, 300 to 3000"}))
      ->capture_default_str();
  osm->add_option("--borders", arguments->borders,
                  "Polygons of countries that GDAL reads; default: the borders in the extracts");
  osm->add_option("--defaults", arguments->defaults,
                  "Speeds, lanes, fees and waits that ways do not say, as import/defaults.csv of "
                  "an imported case has them");
  osm->add_option("--edge-km", arguments->request.edge_km,
                  "A way that ends so near a border leads over it; default 0.4, with polygons 5")
      ->check(cli::number_in({0, 100, false, "a number of kilometres, 0 to 100"}));
  osm->add_flag("--json", arguments->json, "Print the summary as JSON");
  osm->footer("Example:\n  amur import osm liechtenstein.osm.pbf --roads secondary -o cases/lie");
  osm->callback([arguments, &exit_code] { exit_code = import_extracts(*arguments); });
}

}  // namespace amur::app
