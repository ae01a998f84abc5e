#include "amur/io/case_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "amur/io/text.h"
#include "amur/io/toml_file.h"

namespace amur::io {
namespace {

bool is_country(const std::string& text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Settings come as text with a place of their own, like a table of one row.
struct settings_reader {
  const case_text& text;
  diagnostics& report;

  const setting* find(const std::string& name) const {
    const auto at = text.settings.find(name);
    return at == text.settings.end() ? nullptr : &at->second;
  }
  void error(const std::string& name, const std::string& message,
             const std::string& allowed) const {
    const auto* given = find(name);
    report.error(given ? given->file : "case.toml", given ? given->line : 0, name,
                 given ? shortened(given->value) : "", message, allowed);
  }
  std::string required(const std::string& name, const std::string& allowed) const {
    const auto* given = find(name);
    if (given && !given->value.empty()) return given->value;
    error(name, "this setting is missing", allowed);
    return {};
  }
  double number(const std::string& name, number_range range, double otherwise) const {
    const auto* given = find(name);
    if (!given) return otherwise;
    std::string problem;
    const auto value = parse_number(given->value, problem);
    if (!value) {
      error(name, problem, range.words);
    } else if (*value < range.least || *value > range.most ||
               (range.above_least && *value == range.least)) {
      error(name, "the number is out of range", range.words);
    } else {
      return *value;
    }
    return otherwise;
  }
  std::size_t choice(const std::string& name, const std::vector<std::string>& words,
                     std::size_t otherwise) const {
    const auto* given = find(name);
    if (!given) return otherwise;
    const auto at = std::find(words.begin(), words.end(), given->value);
    if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
    error(name, "unknown word", join(words));
    return otherwise;
  }
  std::optional<date> day(const std::string& name) const {
    const auto* given = find(name);
    if (!given) return std::nullopt;
    const auto value = parse_date(given->value);
    if (!value) error(name, "there is no such day", "YYYY-MM-DD");
    return value;
  }
};

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

void case_builder::build_settings() {
  const settings_reader read{text, report};
  auto& settings = data.settings;
  settings.title = read.required("title", "a text");
  if (const auto* given = read.find("description")) settings.description = given->value;
  if (const auto* given = read.find("currency")) settings.currency = given->value;
  read.required("base_year", "a year");
  settings.base_year =
      static_cast<int>(read.number("base_year", {1, 9999, false, "a year, 1 to 9999"}, 1));
  if (text.has_network) read.required("date", "YYYY-MM-DD");
  settings.day = read.day("date").value_or(date{});
  settings.demand_day = read.day("demand.observed_on").value_or(settings.day);
  if (text.has_network) read.required("demand.per", "day, month, year");
  const double days[] = {1, 365.0 / 12, 365};
  demand_days = days[read.choice("demand.per", {"day", "month", "year"}, 0)];
  settings.equilibrium = static_cast<model::equilibrium>(
      read.choice("equilibrium.model", {"logit", "user", "all-or-nothing", "markov"}, 0));
  settings.tolerance = read.number("equilibrium.tolerance",
                                   {0, 1, true, "a number above 0, at most 1"}, settings.tolerance);
  settings.max_iterations = static_cast<int>(
      read.number("equilibrium.max_iterations", {1, 1e6, false, "a whole number, 1 to 1000000"},
                  settings.max_iterations));
  settings.route_dispersion_share =
      read.number("equilibrium.route_dispersion_share", {0, 1, true, "a number above 0, at most 1"},
                  settings.route_dispersion_share);
  settings.refusal_usd_per_t =
      read.number("equilibrium.refusal_usd_per_t", positive, settings.refusal_usd_per_t);
  settings.crossing_delay =
      static_cast<model::crossing_delay>(read.choice("crossing.delay", {"fixed", "simulated"}, 0));
  settings.trade.deficits =
      static_cast<model::trade_deficits>(read.choice("trade.deficits", {"held", "closed"}, 0));
  settings.trade.tolerance = read.number(
      "trade.tolerance", {0, 1, true, "a number above 0, at most 1"}, settings.trade.tolerance);
  settings.trade.most_rounds = static_cast<int>(
      read.number("trade.max_rounds", {1, 1e4, false, "a whole number, 1 to 10000"},
                  settings.trade.most_rounds));
  settings.trade.samples = static_cast<std::size_t>(
      read.number("trade.samples", {0, 1e5, false, "a whole number, 0 to 100000"}, 0));
  settings.trade.seed = static_cast<std::uint64_t>(
      read.number("trade.seed", {0, 9e15, false, "a whole number >= 0"}, 1));
  settings.finance.years = static_cast<std::size_t>(
      read.number("finance.years", {3, 100, false, "a whole number of years, 3 to 100"},
                  static_cast<double>(settings.finance.years)));
  settings.finance.samples = static_cast<std::size_t>(
      read.number("finance.samples", {0, 1e6, false, "a whole number, 0 to 1000000"},
                  static_cast<double>(settings.finance.samples)));
  settings.finance.seed = static_cast<std::uint64_t>(
      read.number("finance.seed", {0, 9e15, false, "a whole number >= 0"}, 1));
  constexpr number_range monthly_share{0, 1, true, "a share above 0, at most 1"};
  settings.time.reconsider_share = read.number("time.reconsider_share", monthly_share, 1);
  settings.time.recovery_share = read.number("time.recovery_share", monthly_share, 1);
  auto& simulation = settings.simulation;
  simulation.from = read.day("simulation.from");
  simulation.days = read.number("simulation.days",
                                {1, 36525, false, "a number of days, 1 to 36525"}, simulation.days);
  simulation.replications = static_cast<std::size_t>(
      read.number("simulation.replications", {1, 1e5, false, "a whole number, 1 to 100000"},
                  static_cast<double>(simulation.replications)));
  simulation.seed = static_cast<std::uint64_t>(
      read.number("simulation.seed", {0, 9e15, false, "a whole number >= 0"}, 1));
  if (read.find("simulation.warm_up_h"))
    simulation.warm_up_h = read.number("simulation.warm_up_h", not_negative, 0);
}

std::string case_builder::new_id(const typed_row& row, const std::string& column,
                                 std::map<std::string, std::size_t>& seen) {
  const auto id = row.text(column, true);
  if (id.empty()) return {};
  if (!is_id(id)) {
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

source_id case_builder::source_of(const typed_row& row, const std::string& table,
                                  const std::string& id) {
  const auto source = resolve_cell(row, "source", sources, "source", false);
  const auto level = source.valid() ? data.sources[source].confidence : model::confidence::assumed;
  // Several rows may share a key (demand of one commodity): the weakest one counts.
  auto& known = data.row_confidence.try_emplace(table + "/" + id, level).first->second;
  known = std::max(known, level);
  return source;
}

void case_builder::dangling(const typed_row& row, const std::string& column, const std::string& id,
                            const std::string& kind, const std::vector<std::string>& known) {
  // Where a whole table is missing, one line says as much as one for each row that needs it.
  if (known.empty() && !empty_kinds.insert(kind).second) return;
  const auto meant = nearest(id, known);
  std::string allowed = fmt::format("the id of a {} in this case", kind);
  if (known.size() <= 12)
    allowed = known.empty() ? "none (the case has no such rows)" : join(known);
  row.error(column, id,
            meant.empty() ? fmt::format("there is no such {}", kind)
                          : fmt::format("there is no such {} (did you mean '{}'?)", kind, meant),
            allowed);
}

std::vector<std::string> case_builder::countries(const typed_row& row, const std::string& column) {
  auto result = row.list(column);
  for (const auto& country : result)
    if (!is_country(country))
      row.error(column, country, "this is not a country code", "ISO 3166 alpha-3, e.g. CHN");
  return result;
}

std::string case_builder::country_of(const typed_row& row, bool required) {
  const auto country = row.text("country", required);
  if (!country.empty() && !is_country(country))
    row.error("country", "this is not a country code", "ISO 3166 alpha-3, e.g. CHN");
  return country;
}

date_window case_builder::window(const typed_row& row, bool recurring, bool required) {
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
  for_rows("nodes", [&](const typed_row& row) {
    model::node node;
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
  for_rows("links", [&](const typed_row& row) {
    model::link link;
    link.id = new_id(row, "link_id", seen);
    link.row = row.place().line;
    link.name = row.text("name");
    link.from = resolve_cell(row, "from_node_id", nodes, "node", true);
    link.to = resolve_cell(row, "to_node_id", nodes, "node", true);
    if (link.from.valid() && link.from == link.to)
      row.error("to_node_id", "the link ends where it starts", "another node");
    link.both_ways = row.choice("directed", yes_no, 0) == 0;
    const auto mode = row.text("mode", true);
    if (!mode.empty() && (!is_id(mode) || mode == "origin" || mode == "destination"))
      row.error("mode", "this can't be a mode", "a word other than 'origin' and 'destination'");
    link.mode = add_mode(mode);
    link.length_km = row.number("length_km", not_negative);
    link.free_time_h = row.number("free_time_h", not_negative);
    link.capacity_pce_per_day = row.number("capacity_pce_per_day", not_negative, unlimited);
    link.delay = static_cast<model::delay_kind>(row.choice("delay", delays, 0));
    const bool conical = link.delay == model::delay_kind::conical;
    const bool akcelik = link.delay == model::delay_kind::akcelik;
    link.alpha = row.number("alpha", not_negative, conical ? 4 : akcelik ? 0.1 : 0.15);
    link.beta = row.number("beta", not_negative, akcelik ? 24 : 4);
    if (conical && link.alpha <= 1)
      row.error("alpha", "the conical function needs a larger alpha", "a number > 1");
    link.fee_usd_per_vehicle = row.number("fee_usd_per_vehicle", not_negative, 0);
    link.fee_usd_per_t = row.number("fee_usd_per_t", not_negative, 0);
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
  for_rows("vehicles", [&](const typed_row& row) {
    model::vehicle vehicle;
    vehicle.id = new_id(row, "vehicle_id", seen);
    vehicle.row = row.place().line;
    vehicle.name = row.text("name");
    vehicle.mode = resolve_cell(row, "mode", modes, "mode of a link", true);
    vehicle.payload_t = row.number("payload_t", positive);
    vehicle.cost_usd_per_km = row.number("cost_usd_per_km", not_negative);
    vehicle.cost_usd_per_h = row.number("cost_usd_per_h", not_negative);
    vehicle.pce = row.number("pce", positive, 1);
    if (vehicle.id.empty() || !vehicle.mode.valid()) return;
    vehicle.source = source_of(row, "vehicles", vehicle.id);
    vehicles[vehicle.id] = vehicle_id(data.vehicles.size());
    data.vehicles.push_back(std::move(vehicle));
  });
}

}  // namespace amur::io
