#include "amur/compose/network_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "amur/case/country_codes.h"
#include "amur/case/starter_tables.h"
#include "amur/compose/text_edits.h"
#include "amur/text/text.h"

namespace amur::compose {
namespace {

std::string digits(double number) { return fmt::format("{}", number); }

// To the millimetre and the hundredth of a second.
std::string rounded(double number) { return digits(std::round(number * 1e6) / 1e6); }

std::string in_small_letters(std::string word) {
  for (auto& letter : word)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return word;
}

// A name that no row of the table has in this column.
std::string free_id(const std::set<std::string>& taken, std::string wanted) {
  constexpr std::size_t longest = 56;
  if (wanted.size() > longest) wanted.resize(longest);
  auto free = wanted;
  for (int number = 2; taken.contains(free); ++number) free = wanted + "-" + std::to_string(number);
  return free;
}

std::set<std::string> ids_of(const table& of, const std::string& column) {
  std::set<std::string> ids;
  const auto at = of.column(column);
  for (const auto& row : of.rows) ids.insert(row.cells[at]);
  return ids;
}

void add_connectors(cases::case_text& text, const cases::case_data& network,
                    const defaults_table& defaults, const std::string& source,
                    const composed_place& each, std::set<std::string>& link_ids) {
  for (const auto& to : each.joint.connectors) {
    const auto& mode = network.modes[to.mode].id;
    const double length_km = to.straight_km * defaults.number("connector_detour", mode);
    const auto id = free_id(link_ids, fmt::format("connector-{}-{}", mode, each.node_id));
    link_ids.insert(id);
    add_row(text, "links",
            {{"link_id", id},
             {"name", "To " + each.of.name},
             {"from_node_id", each.node_id},
             {"to_node_id", network.nodes[to.node].id},
             {"directed", "false"},
             {"mode", mode},
             {"length_km", rounded(length_km)},
             {"free_time_h", rounded(length_km / defaults.number("connector_speed_kmh", mode))},
             {"source", source},
             {"note", "a connector; assumed: length_km free_time_h"}});
  }
}

struct border_link {
  std::vector<std::size_t> links;  // there, and back where that is a link of its own
  std::string first, second, mode;
};

bool is_land_border(const cases::case_data& network, const cases::link& link) {
  const auto& from = network.nodes[link.from].country;
  const auto& to = network.nodes[link.to].country;
  const auto& mode = network.modes[link.mode].id;
  // Rivers often are the border; nobody checks on the high seas.
  return from != to && from != cases::high_seas && to != cases::high_seas &&
         !mode.starts_with("river") && !mode.starts_with("sea");
}

std::vector<border_link> links_without_crossing(const cases::case_data& network) {
  std::vector<bool> has_crossing(network.links.size(), false);
  for (const auto& crossing : network.crossings)
    for (const auto link : crossing.links) has_crossing[link.index()] = true;
  std::vector<border_link> found;
  std::map<std::array<std::uint32_t, 3>, std::size_t> ways;
  for (std::size_t l = 0; l < network.links.size(); ++l) {
    const auto& link = network.links[link_id(l)];
    if (has_crossing[l] || !is_land_border(network, link)) continue;
    const auto [least, most] = std::minmax(link.from.value, link.to.value);
    const auto [at, fresh] = ways.insert({{least, most, link.mode.value}, found.size()});
    if (fresh) {
      const auto [first, second] =
          std::minmax(network.nodes[link.from].country, network.nodes[link.to].country);
      found.push_back({{}, first, second, network.modes[link.mode].id});
    }
    found[at->second].links.push_back(l);
  }
  return found;
}

std::string name_of(const cases::case_data& network, const border_link& each) {
  const auto& link = network.links[link_id(each.links.front())];
  const auto& from = network.nodes[link.from].name;
  const auto& to = network.nodes[link.to].name;
  return fmt::format("{} ({}-{})",
                     !link.name.empty() ? link.name
                     : from == to       ? from
                                        : from + " to " + to,
                     each.first, each.second);
}

void add_crossings(cases::case_text& text, const cases::case_data& network,
                   const defaults_table& defaults, const std::string& source,
                   const std::vector<border_link>& borders) {
  auto& table = text.tables.at("crossings");
  auto taken = ids_of(table, "crossing_id");
  for (const auto& each : borders) {
    std::string links;
    for (const auto link : each.links)
      links += (links.empty() ? "" : ";") + network.links[link_id(link)].id;
    const auto stem = in_small_letters(each.mode + "-" + each.first + "-" + each.second);
    int number = 1;
    while (taken.contains(fmt::format("{}-{}", stem, number))) ++number;
    const auto id = fmt::format("{}-{}", stem, number);
    taken.insert(id);
    add_row(text, "crossings",
            {{"crossing_id", id},
             {"name", name_of(network, each)},
             {"links", links},
             {"wait_h", digits(defaults.number("crossing_wait_h", each.mode))},
             {"source", source},
             {"note", "assumed: wait_h; a link changes country"}});
  }
}

// Puts a pair's terms on a crossing of it; false where there are none.
bool put_terms(table& crossings, std::size_t row, const border_term& term,
               const std::string& source) {
  const auto put = [&](const char* column, const std::optional<double>& figure) {
    if (figure) cell(crossings, row, column) = digits(*figure);
    return figure.has_value();
  };
  const bool wait = put("wait_h", term.wait_h);
  const bool vehicle = put("fee_usd_per_vehicle", term.fee_usd_per_vehicle);
  const bool tonne = put("fee_usd_per_t", term.fee_usd_per_t);
  if (!wait && !vehicle && !tonne) return false;
  cell(crossings, row, "source") = source;
  // What was only assumed before is no longer.
  if (wait && crossings.column("note") != table::npos) {
    auto& note = cell(crossings, row, "note");
    const std::string assumed = "assumed: wait_h; ";
    if (const auto at = note.find(assumed); at != std::string::npos) note.erase(at, assumed.size());
  }
  return true;
}

}  // namespace

void add_places(cases::case_text& text, const cases::case_data& network,
                const defaults_table& defaults, const std::string& source_of_places,
                const std::string& source_of_defaults, std::vector<composed_place>& places) {
  auto& nodes = text.tables.at("nodes");
  auto node_ids = ids_of(nodes, "node_id");
  auto link_ids = ids_of(text.tables.at("links"), "link_id");
  for (auto& each : places) {
    if (!each.joint.is_joined()) continue;
    if (each.joint.node) {
      const auto row = each.joint.node->index();
      each.node_id = network.nodes[*each.joint.node].id;
      cell(nodes, row, "name") = each.of.name;
      cell(nodes, row, "node_type") = "city";
    } else {
      each.node_id = free_id(node_ids, each.of.id);
      node_ids.insert(each.node_id);
      add_row(text, "nodes",
              {{"node_id", each.node_id},
               {"name", each.of.name},
               {"country", each.of.country},
               {"node_type", "city"},
               {"x_coord", digits(each.of.longitude)},
               {"y_coord", digits(each.of.latitude)},
               {"source", source_of_places}});
    }
    add_connectors(text, network, defaults, source_of_defaults, each, link_ids);
  }
}

crossing_changes change_crossings(cases::case_text& text, const cases::case_data& network,
                                  const defaults_table& defaults,
                                  const std::optional<border_terms>& terms,
                                  const std::string& source_of_terms,
                                  const std::string& source_of_defaults) {
  crossing_changes changes;
  struct pair_of_crossing {
    std::string first, second, mode;
  };
  std::vector<pair_of_crossing> pairs;  // in the order of rows
  for (const auto& crossing : network.crossings) {
    const auto& link = network.links[crossing.links.front()];
    const auto [first, second] =
        std::minmax(network.nodes[link.from].country, network.nodes[link.to].country);
    pairs.push_back({first, second, network.modes[link.mode].id});
  }
  const auto borders = links_without_crossing(network);
  for (const auto& each : borders) pairs.push_back({each.first, each.second, each.mode});
  changes.made = borders.size();
  add_crossings(text, network, defaults, source_of_defaults, borders);
  if (!terms) return changes;
  auto& table = text.tables.at("crossings");
  std::set<std::string> without, used;
  for (std::size_t row = 0; row < pairs.size(); ++row) {
    const auto& [first, second, mode] = pairs[row];
    const auto* const term = terms->find(first, second, mode);
    if (term && put_terms(table, row, *term, source_of_terms))
      ++changes.with_terms;
    else if (first != second)
      without.insert(first + "-" + second);
    used.insert(first + "-" + second);
  }
  changes.unchanged.assign(without.begin(), without.end());
  std::set<std::string> unused;
  for (const auto& [key, term] : terms->terms)
    if (const auto pair = key.first.first + "-" + key.first.second; !used.contains(pair))
      unused.insert(pair);
  changes.unused.assign(unused.begin(), unused.end());
  return changes;
}

void set_vehicles(cases::case_text& text, std::span<const std::string> modes,
                  const defaults_table& defaults, const std::string& source) {
  empty_table(text, "vehicles");
  auto& transfers = text.tables.at("transfers");
  const auto from = transfers.column("from_mode"), to = transfers.column("to_mode");
  std::erase_if(transfers.rows, [&](const table_row& row) {
    return row.cells[from] == "origin" || row.cells[to] == "destination";
  });
  for (const auto& mode : modes) {
    const auto of = [&](const char* what) { return digits(defaults.number(what, mode)); };
    add_row(text, "vehicles",
            {{"vehicle_id", cases::vehicle_of_mode(mode)},
             {"name", cases::vehicle_name_of_mode(mode)},
             {"mode", mode},
             {"payload_t", of("payload_t")},
             {"cost_usd_per_km", of("cost_usd_per_km")},
             {"cost_usd_per_h", of("cost_usd_per_h")},
             {"pce", of("pce")},
             {"source", source}});
    for (const bool loads : {true, false})
      add_row(text, "transfers",
              {{"transfer_id", (loads ? "load_" : "unload_") + mode},
               {"from_mode", loads ? "origin" : mode},
               {"to_mode", loads ? mode : "destination"},
               {"cost_usd_per_t", of("loading_usd_per_t")},
               {"time_h", of("loading_h")},
               {"source", source}});
  }
}

}  // namespace amur::compose
