#include "amur/gmns/gmns_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "amur/case/network_files.h"
#include "amur/case/starter_tables.h"
#include "amur/text/file.h"
#include "amur/text/new_folder.h"
#include "amur/text/text.h"

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

std::vector<cases::network_node> nodes_of(const gmns_network& network, const std::string& country) {
  std::vector<cases::network_node> nodes;
  for (const auto& node : network.nodes)
    nodes.push_back({node.id, node.name, node.country.empty() ? country : node.country, node.type,
                     node.at, network.on_a_plane ? "guessed" : "gmns", ""});
  return nodes;
}

std::string note_of(const gmns_link& link) {
  std::string note = link.class_name;
  const auto add = [&](const std::string& more) { note += (note.empty() ? "" : "; ") + more; };
  if (!link.uses.empty()) add("uses: " + link.uses);
  if (link.length_assumed) add("assumed: length_km");
  if (link.speed_assumed) add("assumed: free_time_h");
  return note;
}

std::vector<cases::network_link> links_of(const gmns_network& network) {
  std::vector<cases::network_link> links;
  for (const auto& link : network.links) {
    const bool assumed = link.length_assumed || link.speed_assumed || network.length_guessed;
    links.push_back({link.id, link.name, network.nodes[link.from].id, network.nodes[link.to].id,
                     link.mode, link.directed, link.length_km, link.free_time_h,
                     link.capacity_pce_per_day, link.fee_usd_per_vehicle, link.fee_usd_per_t,
                     link.delay, link.alpha, link.beta, link.line, assumed ? "guessed" : "gmns",
                     note_of(link)});
  }
  return links;
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
    return file("nodes.csv",
                [&](text::file_writer& to) {
                  cases::write_network_nodes(nodes_of(*network, country), to);
                }) &&
           file("links.csv",
                [&](text::file_writer& to) {
                  cases::write_network_links(links_of(*network), to);
                }) &&
           file("vehicles.csv", start.vehicles) && file("commodities.csv", start.commodities) &&
           file("transfers.csv", start.transfers) && file("demand.csv", start.demand) &&
           file("sources.toml", sources_toml_of(*network)) &&
           file("case.toml", case_toml_of(*network));
  };
  if (!text::write_folder(output, "the case", write, report)) return std::nullopt;
  return network;
}

}  // namespace amur::gmns
