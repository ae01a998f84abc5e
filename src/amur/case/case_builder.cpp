#include "amur/case/case_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "amur/text/text.h"

namespace amur::cases {
namespace {

bool is_country(const std::string& text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Whether a row that `kind` needs was left out with an error of its own, so that an id that is not
// known says nothing more.
bool rows_are_missing(const std::string& kind, const diagnostics& report) {
  static const std::map<std::string, std::string> tables = {
      {"node", "nodes.csv"},         {"commodity", "commodities.csv"},
      {"project", "projects.csv"},   {"vehicle", "vehicles.csv"},
      {"calendar", "calendars.csv"}, {"crossing", "crossings.csv"},
      {"resource", "resources.csv"}, {"stage", "stages.csv"},
      {"shift", "shifts.csv"},       {"mode of a link", "links.csv"}};
  const auto table = tables.find(kind);
  if (table == tables.end()) return false;
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const auto& finding) {
    return finding.level == severity::error && finding.file == table->second &&
           (finding.field.empty() || finding.field == kind + "_id");
  });
}

}  // namespace

std::vector<std::array<double, 2>> parse_linestring(const std::string& wkt) {
  std::vector<std::array<double, 2>> points;
  std::string text = wkt;
  for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (!text.starts_with("LINESTRING")) return points;
  const auto open = text.find('('), close = text.find(')');
  if (open == std::string::npos || close != text.size() - 1 ||
      text.find_first_not_of(' ', 10) != open)
    return points;
  const char* at = text.data() + open + 1;
  const char* const end = text.data() + close;
  const auto skip_blanks = [&] {
    while (at != end && *at == ' ') ++at;
  };
  for (;;) {
    std::array<double, 2> point{};
    for (double& coordinate : point) {
      skip_blanks();
      const auto [stop, error] = std::from_chars(at, end, coordinate);
      if (error != std::errc{} || !std::isfinite(coordinate)) return {};
      at = stop;
    }
    points.push_back(point);
    skip_blanks();
    if (at == end) return points.size() >= 2 ? points : std::vector<std::array<double, 2>>{};
    if (*at != ',') return {};
    ++at;
  }
}

std::string case_builder::new_id(const text::typed_row& row, const std::string& column,
                                 std::map<std::string, std::size_t>& seen) {
  const auto id = row.text(column, true);
  if (id.empty()) return {};
  if (!text::is_id(id)) {
    row.error(column, "this can't be an id", "1 to 64 letters, digits, '_', '-' or '.'");
    return {};
  }
  const auto [first, fresh] = seen.insert({id, row.place().line});
  if (!fresh) {
    row.error(column, fmt::format("this id is given twice, first in row {}", first->second),
              "each id once");
    return {};
  }
  return id;
}

source_id case_builder::source_of(const text::typed_row& row, const std::string& table,
                                  const std::string& id) {
  const auto source = resolve_cell(row, "source", sources, "source", false);
  const auto level = source.valid() ? data.sources[source].confidence : cases::confidence::assumed;
  // Several rows may share a key (demand of one commodity): the weakest one counts.
  auto& known = data.row_confidence.try_emplace(table + "/" + id, level).first->second;
  known = std::max(known, level);
  return source;
}

void case_builder::dangling(const text::typed_row& row, const std::string& column,
                            const std::string& id, const std::string& kind,
                            const std::vector<std::string>& known) {
  // Where a whole table is missing, one line says as much as one for each row that needs it.
  if (known.empty() && !empty_kinds.insert(kind).second) return;
  if (rows_are_missing(kind, report)) return;
  const auto meant = text::nearest(id, known);
  std::string allowed = fmt::format("the id of a {} in this case", kind);
  if (known.size() <= 12)
    allowed = known.empty() ? "none (the case has no such rows)" : text::join(known);
  row.error(column, id,
            meant.empty() ? fmt::format("there is no such {}", kind)
                          : fmt::format("there is no such {} (did you mean '{}'?)", kind, meant),
            allowed);
}

std::vector<std::string> case_builder::countries(const text::typed_row& row,
                                                 const std::string& column) {
  auto result = row.list(column);
  for (const auto& country : result)
    if (!is_country(country))
      row.error(column, country, "this is not a country code", "ISO 3166 alpha-3, e.g. CHN");
  return result;
}

std::string case_builder::country_of(const text::typed_row& row, bool required) {
  const auto country = row.text("country", required);
  if (!country.empty() && !is_country(country))
    row.error("country", "this is not a country code", "ISO 3166 alpha-3, e.g. CHN");
  return country;
}

date_window case_builder::window(const text::typed_row& row, bool recurring, bool required) {
  const date_window result{row.day("from_date", recurring, required),
                           row.day("to_date", recurring, required)};
  if (!result.from || !result.to) return result;
  if ((result.from->year == 0) != (result.to->year == 0))
    row.error("to_date", "from_date and to_date must both have a year or both have none",
              "two MM-DD or two YYYY-MM-DD");
  else if (result.from->year != 0 && *result.to < *result.from)
    row.error("to_date", "the window ends before it begins",
              fmt::format("a day not before {}", to_string(*result.from)));
  return result;
}

mode_id case_builder::add_mode(const std::string& id) {
  const auto [at, fresh] = modes.insert({id, mode_id(data.modes.size())});
  if (fresh) data.modes.push_back({id});
  return at->second;
}

void case_builder::build_nodes() {
  static const std::vector<std::string> types = {"city",  "border", "port",  "station", "terminal",
                                                 "field", "mine",   "plant", "junction"};
  std::map<std::string, std::size_t> seen;
  for_rows("nodes", [&](const text::typed_row& row) {
    cases::node node;
    node.id = new_id(row, "node_id", seen);
    node.row = row.place().line;
    node.name = row.text("name", true);
    node.country = country_of(row, true);
    node.type = types[row.choice("node_type", types, 0)];
    node.longitude = row.number("x_coord", {-180, 180, false, "a longitude, -180 to 180"});
    node.latitude = row.number("y_coord", {-90, 90, false, "a latitude, -90 to 90"});
    if (node.id.empty()) return;
    node.source = source_of(row, "nodes", node.id);
    nodes[node.id] = node_id(data.nodes.size());
    data.nodes.push_back(std::move(node));
  });
}

void case_builder::build_links() {
  static const std::vector<std::string> yes_no = {"false", "true"};
  static const std::vector<std::string> delays = {"constant", "bpr", "conical", "akcelik"};
  constexpr double unlimited = std::numeric_limits<double>::infinity();
  std::map<std::string, std::size_t> seen;
  for_rows("links", [&](const text::typed_row& row) {
    cases::link link;
    link.id = new_id(row, "link_id", seen);
    link.row = row.place().line;
    link.name = row.text("name");
    link.from = resolve_cell(row, "from_node_id", nodes, "node", true);
    link.to = resolve_cell(row, "to_node_id", nodes, "node", true);
    if (link.from.valid() && link.from == link.to)
      row.error("to_node_id", "the link ends where it starts", "another node");
    link.both_ways = row.choice("directed", yes_no, 0) == 0;
    const auto mode = row.text("mode", true);
    if (!mode.empty() && (!text::is_id(mode) || mode == "origin" || mode == "destination"))
      row.error("mode", "this can't be a mode", "a word other than 'origin' and 'destination'");
    link.mode = add_mode(mode);
    link.length_km = row.number("length_km", text::not_negative);
    link.free_time_h = row.number("free_time_h", text::not_negative);
    link.capacity_pce_per_day = row.number("capacity_pce_per_day", text::not_negative, unlimited);
    link.delay = static_cast<delay_kind>(row.choice("delay", delays, 0));
    const bool conical = link.delay == delay_kind::conical;
    const bool akcelik = link.delay == delay_kind::akcelik;
    link.alpha = row.number("alpha", text::not_negative, conical ? 4 : akcelik ? 0.1 : 0.15);
    link.beta = row.number("beta", text::not_negative, akcelik ? 24 : 4);
    if (conical && link.alpha <= 1)
      row.error("alpha", "the conical function needs a larger alpha", "a number > 1");
    link.fee_usd_per_vehicle = row.number("fee_usd_per_vehicle", text::not_negative, 0);
    link.fee_usd_per_t = row.number("fee_usd_per_t", text::not_negative, 0);
    link.calendar = resolve_cell(row, "calendar", calendars, "calendar", false);
    if (!row.blank("geometry")) {
      link.geometry = parse_linestring(row.text("geometry"));
      if (link.geometry.empty())
        row.error("geometry", "this is not a line", "WKT: LINESTRING (lon lat, lon lat, ...)");
    }
    if (link.id.empty() || !link.from.valid() || !link.to.valid()) return;
    if (link.geometry.empty())
      for (const auto end : {link.from, link.to})
        link.geometry.push_back({data.nodes[end].longitude, data.nodes[end].latitude});
    link.source = source_of(row, "links", link.id);
    links[link.id] = link_id(data.links.size());
    data.links.push_back(std::move(link));
  });
}

void case_builder::build_vehicles() {
  std::map<std::string, std::size_t> seen;
  for_rows("vehicles", [&](const text::typed_row& row) {
    cases::vehicle vehicle;
    vehicle.id = new_id(row, "vehicle_id", seen);
    vehicle.row = row.place().line;
    vehicle.name = row.text("name");
    vehicle.mode = resolve_cell(row, "mode", modes, "mode of a link", true);
    vehicle.payload_t = row.number("payload_t", text::positive);
    vehicle.cost_usd_per_km = row.number("cost_usd_per_km", text::not_negative);
    vehicle.cost_usd_per_h = row.number("cost_usd_per_h", text::not_negative);
    vehicle.pce = row.number("pce", text::positive, 1);
    vehicle.constant_usd_per_t = row.number("constant_usd_per_t", text::any_number, 0);
    if (vehicle.id.empty() || !vehicle.mode.valid()) return;
    vehicle.source = source_of(row, "vehicles", vehicle.id);
    vehicles[vehicle.id] = vehicle_id(data.vehicles.size());
    data.vehicles.push_back(std::move(vehicle));
  });
}

}  // namespace amur::cases
