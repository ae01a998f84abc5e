#include "amur/gmns/gmns_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "amur/case/starter_tables.h"
#include "amur/gmns/gmns_words.h"
#include "amur/text/file.h"
#include "amur/text/new_folder.h"
#include "amur/text/text.h"
#include "amur/text/written_names.h"

namespace amur::gmns {
namespace {

// As far around 0, 0 as the places of a plane lie around their middle.
void lay_on_the_earth(gmns_network& network) {
  point least = network.nodes.front().at, most = least;
  for (const auto& node : network.nodes)
    for (std::size_t axis = 0; axis < 2; ++axis) {
      least[axis] = std::min(least[axis], node.at[axis]);
      most[axis] = std::max(most[axis], node.at[axis]);
    }
  constexpr double metres_a_degree = 111195;
  // A network larger than the earth's half would be in another unit; only its shape is kept then.
  const double scale =
      std::max({metres_a_degree, (most[0] - least[0]) / 170, (most[1] - least[1]) / 170});
  const auto move = [&](point& at) {
    for (std::size_t axis = 0; axis < 2; ++axis)
      at[axis] = std::clamp((at[axis] - least[axis] / 2 - most[axis] / 2) / scale, -89.0, 89.0);
  };
  for (auto& node : network.nodes) move(node.at);
  for (auto& link : network.links)
    for (auto& at : link.line) move(at);
}

void write_nodes(const gmns_network& network, const std::string& country, text::file_writer& file) {
  static const std::set<std::string> known = {"city",  "border", "port",  "station", "terminal",
                                              "field", "mine",   "plant", "junction"};
  file << "node_id,name,country,node_type,x_coord,y_coord,source,note\n";
  for (const auto& node : network.nodes) {
    file << node.id << "," << text::csv_cell(node.name.empty() ? "Node " + node.id : node.name)
         << "," << (node.country.empty() ? country : node.country) << ","
         << (known.contains(node.type) ? node.type : "junction") << "," << node.at[0] << ","
         << node.at[1] << "," << std::string_view(network.on_a_plane ? "guessed" : "gmns") << ","
         << text::csv_cell(known.contains(node.type) ? "" : node.type) << "\n";
  }
}

std::string note_of(const gmns_link& link) {
  std::string note = link.class_name;
  const auto add = [&](const std::string& more) { note += (note.empty() ? "" : "; ") + more; };
  if (!link.uses.empty()) add("uses: " + link.uses);
  if (link.length_assumed) add("assumed: length_km");
  if (link.speed_assumed) add("assumed: free_time_h");
  return note;
}

void write_links(const gmns_network& network, text::file_writer& file) {
  file << "link_id,name,from_node_id,to_node_id,directed,mode,length_km,free_time_h,"
          "capacity_pce_per_day,delay,alpha,beta,fee_usd_per_vehicle,fee_usd_per_t,geometry,source,"
          "note\n";
  for (const auto& link : network.links) {
    file << link.id << "," << text::csv_cell(link.name) << "," << network.nodes[link.from].id << ","
         << network.nodes[link.to].id << (link.directed ? ",true," : ",false,") << link.mode << ","
         << link.length_km << "," << link.free_time_h << ",";
    if (!std::isnan(link.capacity_pce_per_day)) file << link.capacity_pce_per_day;
    file << ","
         << (!link.delay.empty()                     ? link.delay
             : std::isnan(link.capacity_pce_per_day) ? std::string("constant")
                                                     : std::string("bpr"))
         << "," << link.alpha << "," << link.beta << ",";
    if (link.fee_usd_per_vehicle > 0) file << link.fee_usd_per_vehicle;
    file << ",";
    if (link.fee_usd_per_t > 0) file << link.fee_usd_per_t;
    file << ",";
    if (link.line.size() >= 2) write_line(link.line, file);
    const bool assumed = link.length_assumed || link.speed_assumed || network.length_guessed;
    file << (assumed ? ",guessed," : ",gmns,") << text::csv_cell(note_of(link)) << "\n";
  }
}

std::string case_toml_of(const gmns_network& network) {
  return fmt::format(
             "# A network of the General Modeling Network Specification.\n"
             "# length in {}{}, free_speed in {}{}; places {}\n"
             "# Capacities of a lane and an hour times lanes times 24; link modes after "
             "allowed_uses\n",
             network.units.length, network.length_guessed ? " (guessed from the geometry)" : "",
             network.units.speed, network.speed_guessed ? " (guessed)" : "",
             network.on_a_plane          ? "in metres around 0, 0: their system is not known"
             : network.units.crs.empty() ? "in degrees"
                                         : "turned from " + network.units.crs) +
         "title = " + text::toml_string(network.name) +
         "\nbase_year = 2025                # the files name no day\ndate = 2025-01-01\n\n"
         "[demand]\nper = \"day\"\n";
}

std::string sources_toml_of(const gmns_network& network) {
  return "[gmns]\ntitle = " + text::toml_string(network.name) +
         "\nconfidence = \"reported\"\n\n[guessed]\ntitle = \"Units, places and cells that the "
         "network does not say\"\nconfidence = \"assumed\"\n";
}

}  // namespace

std::optional<gmns_network> import_gmns(const std::filesystem::path& folder,
                                        const std::filesystem::path& output,
                                        const gmns_units& given, const std::string& country,
                                        diagnostics& report) {
  if (!text::may_become_folder(output, report)) return std::nullopt;
  auto network = read_gmns(folder, given, report);
  if (!network) return std::nullopt;
  if (network->on_a_plane) lay_on_the_earth(*network);
  std::set<std::string> modes;
  for (const auto& link : network->links) modes.insert(link.mode);
  const std::vector<std::string> mode_list(modes.begin(), modes.end());
  const auto start = cases::make_starter_tables(mode_list, "guessed");
  const auto write = [&](const std::filesystem::path& made) {
    const auto file = [&](const char* name, auto&& content) {
      return text::write_file(made / name, content, report);
    };
    return file("nodes.csv", [&](text::file_writer& to) { write_nodes(*network, country, to); }) &&
           file("links.csv", [&](text::file_writer& to) { write_links(*network, to); }) &&
           file("vehicles.csv", start.vehicles) && file("commodities.csv", start.commodities) &&
           file("transfers.csv", start.transfers) && file("demand.csv", start.demand) &&
           file("sources.toml", sources_toml_of(*network)) &&
           file("case.toml", case_toml_of(*network));
  };
  if (!text::write_folder(output, "the case", write, report)) return std::nullopt;
  return network;
}

}  // namespace amur::gmns
