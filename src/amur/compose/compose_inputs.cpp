#include "amur/compose/compose_inputs.h"

#include <set>

#include "amur/case/case_reader.h"
#include "amur/text/text.h"

namespace amur::compose {
namespace {

// Goods, vehicles, demand, and what is said of them are another case's: only what freight moves
// over stays. Handling classes are of those goods too.
void keep_network_alone(compose_inputs& inputs) {
  static const std::set<std::string> network = {"calendars", "nodes",    "links",  "transfers",
                                                "crossings", "shifts",   "stages", "arrivals",
                                                "profiles",  "resources"};
  auto& text = inputs.text;
  for (auto& [name, table] : text.tables) {
    if (network.contains(name)) continue;
    if (!table.rows.empty()) inputs.other_tables.push_back(name);
    table.rows.clear();
  }
  auto& transfers = text.tables.at("transfers");
  if (const auto handling = transfers.column("handling"); handling != table::npos)
    for (auto& row : transfers.rows) row.cells[handling].clear();
  text.toml.erase("claims");
  text.toml.erase("observations");
}

bool read_network(const std::filesystem::path& folder, compose_inputs& inputs,
                  diagnostics& report) {
  const auto before = report.count(severity::error);
  auto text = cases::read_case_text(folder, report);
  if (!text || report.count(severity::error) > before) return false;
  inputs.text = std::move(*text);
  keep_network_alone(inputs);
  diagnostics findings;
  auto network = cases::build_case(inputs.text, inputs.text, findings);
  for (auto& finding : findings.findings)
    if (finding.level == severity::error) report.add(std::move(finding));
  if (!network) return false;
  if (network->links.empty()) {
    report.error(folder.string(), 0, "", "", "there are no links in it",
                 "a network, as amur import writes one");
    return false;
  }
  inputs.network = std::move(*network);
  return true;
}

// What is wrong with a header is one thing: the file is another table.
void tell_header_once(diagnostics&& findings, diagnostics& report) {
  const auto is_header = [](const diagnostic& each) {
    return each.level == severity::error && each.row == 1;
  };
  diagnostic* first = nullptr;
  for (auto& each : findings.findings)
    if (is_header(each)) {
      if (first) first->field += ", " + each.field;
      if (!first) first = &each;
    }
  for (auto& each : findings.findings)
    if (!is_header(each) || &each == first) report.add(std::move(each));
}

bool read_trade(const compose_request& request, compose_inputs& inputs, diagnostics& report) {
  diagnostics findings;
  auto rows = customs::read_trade_table(request.trade, findings);
  tell_header_once(std::move(findings), report);
  if (!rows) return false;
  const auto file = request.trade.filename().string();
  std::set<int> years;
  for (const auto& row : *rows) years.insert(row.year);
  inputs.year = request.year.value_or(*years.rbegin());
  std::vector<std::string> known;
  for (const int year : years) known.push_back(std::to_string(year));
  if (years.erase(inputs.year) == 0) {
    report.error(file, 0, "year", std::to_string(inputs.year), "there are no rows of this year",
                 text::join(known));
    return false;
  }
  inputs.other_years.assign(years.begin(), years.end());
  std::erase_if(*rows,
                [&inputs](const customs::trade_flow& row) { return row.year != inputs.year; });
  inputs.trade = std::move(*rows);
  return true;
}

// Cities, ports and the like of the network, where no file says more.
std::vector<place> places_of_network(const cases::case_data& network) {
  std::vector<place> places;
  for (const auto& node : network.nodes) {
    if (node.type == "junction" || node.type == "border" || node.type == "terminal" ||
        node.type == "station")
      continue;
    place made;
    made.id = node.id;
    made.name = node.name;
    made.country = node.country;
    made.longitude = node.longitude;
    made.latitude = node.latitude;
    places.push_back(std::move(made));
  }
  return places;
}

bool find_places(const compose_request& request, bool has_network, compose_inputs& inputs,
                 diagnostics& report) {
  if (!request.places.empty()) {
    auto places = read_places(request.places, request.place_columns, report);
    if (places) inputs.places = std::move(*places);
    return places.has_value();
  }
  if (!has_network) return false;
  inputs.places = places_of_network(inputs.network);
  if (!inputs.places.empty()) return true;
  report.error("nodes.csv", 0, "node_type", "", "no node is a city, port, plant, mine or field",
               "such nodes, or a file of places: --places FILE");
  return false;
}

}  // namespace

std::optional<compose_inputs> read_inputs(const compose_request& request, diagnostics& report) {
  compose_inputs inputs;
  const bool has_network = read_network(request.network, inputs, report);
  bool good = read_trade(request, inputs, report) && has_network;
  auto defaults = request.defaults.empty() ? std::optional(usual_defaults())
                                           : read_defaults(request.defaults, report);
  if (!request.borders.empty()) {
    inputs.borders = read_border_terms(request.borders, request.border_hours, report);
    good = good && inputs.borders;
  }
  good = find_places(request, has_network, inputs, report) && good;
  if (!good || !defaults) return std::nullopt;
  find_countries(inputs.network, inputs.places);
  inputs.defaults = std::move(*defaults);
  return inputs;
}

}  // namespace amur::compose
