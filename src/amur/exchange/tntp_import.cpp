#include "amur/exchange/tntp_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "amur/exchange/tntp.h"
#include "amur/exchange/tntp_case_text.h"
#include "amur/exchange/tntp_nodes.h"
#include "amur/text/file.h"
#include "amur/text/new_folder.h"

namespace amur::exchange {
namespace {

using point = std::array<double, 2>;

struct importer {
  const tntp_network& net;
  const std::vector<tntp_trip>& trips;
  std::vector<point> place;
  tntp_import done;

  // A case has no nodes that must not be passed. A zone before the first through node is two nodes
  // instead: N_from, which links only leave and trips only start at, and N_to, which links only
  // reach and trips only end at. Nothing that comes in at one can go out by the other.
  bool is_split(std::uint32_t node) const { return node < net.first_through_node; }
  std::string start_of(std::uint32_t node) const {
    return fmt::format("{}{}", number_in_file(net, node), is_split(node) ? "_from" : "");
  }
  std::string end_of(std::uint32_t node) const {
    return fmt::format("{}{}", number_in_file(net, node), is_split(node) ? "_to" : "");
  }

  void lay_out(std::optional<std::vector<point>> known);
  void write_nodes(text::file_writer& file);
  void write_links(text::file_writer& file);
  void write_demand(text::file_writer& file);
  bool write(const std::filesystem::path& folder, diagnostics& report);
};

bool are_degrees(const std::vector<point>& places) {
  return std::all_of(places.begin(), places.end(), [](const point& at) {
    return std::abs(at[0]) <= 180 && std::abs(at[1]) <= 90;
  });
}

// Shrinks a map in some other unit to one degree around 0, 0, sides kept in proportion.
void scale_to_a_degree(std::vector<point>& places) {
  point least = places.front(), most = places.front();
  for (const auto& at : places)
    for (std::size_t axis = 0; axis < 2; ++axis) {
      least[axis] = std::min(least[axis], at[axis]);
      most[axis] = std::max(most[axis], at[axis]);
    }
  const double extent = std::max(most[0] - least[0], most[1] - least[1]);
  for (auto& at : places)
    for (std::size_t axis = 0; axis < 2; ++axis) {
      const double middle = least[axis] / 2 + most[axis] / 2;
      at[axis] = extent > 0 ? (at[axis] - middle) / extent : 0;
    }
}

void importer::lay_out(std::optional<std::vector<point>> known) {
  if (known) {
    place = std::move(*known);
    done.places = are_degrees(place) ? tntp_places::degrees : tntp_places::scaled;
    if (done.places == tntp_places::scaled) scale_to_a_degree(place);
    return;
  }
  const auto columns = static_cast<std::uint32_t>(std::ceil(std::sqrt(net.nodes)));
  for (std::uint32_t node = 0; node < net.nodes; ++node)
    place.push_back({static_cast<double>(node % columns) / columns,
                     -static_cast<double>(node / columns) / columns});
}

void importer::write_nodes(text::file_writer& file) {
  // Half a zone that neither a link nor a trip touches would only be a node out of reach.
  std::vector<bool> starts(net.nodes + 1, false), ends(net.nodes + 1, false);
  for (std::size_t i = 0; i < net.from.size(); ++i) {
    if (net.from[i] == net.to[i]) continue;
    starts[net.from[i]] = true;
    ends[net.to[i]] = true;
  }
  for (const auto& trip : trips) {
    if (trip.origin == trip.destination) continue;
    starts[trip.origin] = true;
    ends[trip.destination] = true;
  }
  file << "node_id,name,country,node_type,x_coord,y_coord,source,note\n";
  for (std::uint32_t node = 1; node <= net.nodes; ++node) {
    const bool zone = node <= net.zones;
    const auto add = [&](const std::string& id, std::string_view part, std::string_view note) {
      file << id << (zone ? ",Zone " : ",Node ") << std::size_t{number_in_file(net, node)} << part
           << "," << tntp_case_country << (zone ? ",city," : ",junction,") << place[node - 1][0]
           << "," << place[node - 1][1] << ",places," << note << "\n";
      ++done.nodes;
    };
    if (!is_split(node)) {
      add(start_of(node), "", "");
      continue;
    }
    ++done.split_zones;
    if (starts[node]) add(start_of(node), " (from)", "links only leave; see case.toml");
    if (ends[node]) add(end_of(node), " (to)", "links only arrive; see case.toml");
  }
}

void importer::write_links(text::file_writer& file) {
  file << "link_id,name,from_node_id,to_node_id,directed,mode,length_km,free_time_h,"
          "capacity_pce_per_day,delay,alpha,beta,fee_usd_per_vehicle,source\n";
  for (std::size_t i = 0; i < net.from.size(); ++i) {
    if (net.from[i] == net.to[i]) {
      ++done.links_to_themselves;
      continue;
    }
    ++done.links;
    const bool closed = is_closed(net, i);
    if (closed) ++done.closed_links;
    file << i + 1 << "," << std::size_t{number_in_file(net, net.from[i])} << "-"
         << std::size_t{number_in_file(net, net.to[i])} << "," << start_of(net.from[i]) << ","
         << end_of(net.to[i]) << ",true,road," << net.length[i] << "," << net.free_flow_time[i]
         << ",";
    // A capacity of 0 closes a link of a case; here it may also stand where time is constant.
    if (net.capacity[i] > 0 || closed) file << net.capacity[i];
    file << ",bpr," << net.b[i] << "," << net.power[i] << ","
         << done.toll_factor * net.toll[i] + done.distance_factor * net.length[i] << ",network\n";
  }
}

void importer::write_demand(text::file_writer& file) {
  file << "origin_node_id,destination_node_id,commodity_id,quantity,source\n";
  for (const auto& trip : trips) {
    if (trip.origin == trip.destination) {
      done.trips_within_zones += trip.trips;
      continue;
    }
    done.trips += trip.trips;
    ++done.demand_rows;
    file << start_of(trip.origin) << "," << end_of(trip.destination) << ",trips," << trip.trips
         << ",trips\n";
  }
}

bool importer::write(const std::filesystem::path& folder, diagnostics& report) {
  const auto file = [&](const char* name, auto&& content) {
    return text::write_file(folder / name, content, report);
  };
  return file("nodes.csv", [this](text::file_writer& to) { write_nodes(to); }) &&
         file("links.csv", [this](text::file_writer& to) { write_links(to); }) &&
         file("demand.csv", [this](text::file_writer& to) { write_demand(to); }) &&
         file("case.toml", tntp_case_toml(done)) && file("vehicles.csv", tntp_case_vehicles()) &&
         file("commodities.csv", tntp_case_commodities()) &&
         file("transfers.csv", tntp_case_transfers()) &&
         file("sources.toml", tntp_case_sources(done));
}

bool check_fees(const tntp_network& net, const tntp_factors& factors,
                const std::filesystem::path& file, diagnostics& report) {
  for (std::size_t i = 0; i < net.from.size(); ++i) {
    const double fee = fixed_cost(net, factors, i);
    if (fee >= 0) continue;
    report.error(file.filename().string(), 0, "toll", fmt::format("{}", net.toll[i]),
                 "a case has no fees below 0 ('amur assign' takes these)", "tolls >= 0");
    return false;
  }
  return true;
}

}  // namespace

std::optional<tntp_import> import_tntp(const tntp_files& files, const std::filesystem::path& folder,
                                       const tntp_factors& factors, diagnostics& report) {
  const auto name = tntp_name(files.network);
  const auto asked = folder.empty() ? std::filesystem::path(name + "-case") : folder;
  if (!text::may_become_folder(asked, report)) return std::nullopt;
  const auto net = read_tntp_network(files.network, report);
  if (!net || !check_fees(*net, factors, files.network, report)) return std::nullopt;
  const auto trips = read_tntp_trips(files.trips, net->zones, report);
  if (!trips) return std::nullopt;
  std::optional<std::vector<point>> places;
  if (!files.nodes.empty()) {
    places = read_tntp_nodes(files.nodes, *net, report);
    if (!places) return std::nullopt;
  }
  importer work{*net, *trips, {}, {}};
  work.done.folder = asked;
  work.done.name = name;
  work.done.toll_factor = factors.toll.value_or(net->toll_factor);
  work.done.distance_factor = factors.distance.value_or(net->distance_factor);
  work.lay_out(std::move(places));
  const auto write = [&](const std::filesystem::path& made) { return work.write(made, report); };
  if (!text::write_folder(asked, "the case", write, report)) return std::nullopt;
  return std::move(work.done);
}

}  // namespace amur::exchange
