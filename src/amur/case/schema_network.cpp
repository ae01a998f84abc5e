// The tables of the network: calendars, nodes, links, vehicles.

#include "amur/case/schema_columns.h"
#include "amur/case/schema_tables.h"
#include "amur/case/usual_emissions.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

using text::any_number;
using text::not_negative;
using text::positive;

struct calendar_row {
  std::string id;
  date_window open;
  double spread_days = 0;
};

void read_calendar_id(case_builder&, const text::typed_row& row, calendar_row& to) {
  to.id = row.text("calendar_id", true);
  if (to.id.empty() || text::is_id(to.id)) return;
  row.error("calendar_id", "this can't be an id", "1 to 64 letters, digits, '_', '-' or '.'");
  to.id.clear();
}

const table_schema<calendar_row>& calendars_schema() {
  static const auto schema =
      table_schema<calendar_row>("calendars",
                                 "When links, transfers and crossings are open: each row is one "
                                 "window, and a calendar is open on the days of any of its rows.")
          .column(column_of("calendar_id", cell_type::id, "Its id; it may repeat, a window a row."),
                  read_calendar_id)
          .window(&calendar_row::open, true, nullptr)
          .number(&calendar_row::spread_days, "spread_days", "days",
                  {0, 90, false, "days, 0 to 90"},
                  "In simulations: standard deviation of each end from year to year.", 0)
          .ends();
  return schema;
}

const std::vector<std::string> node_types = {"city",  "border", "port",  "station", "terminal",
                                             "field", "mine",   "plant", "junction"};

const table_schema<node>& nodes_schema() {
  static const auto schema =
      table_schema<node>("nodes", "Places where links meet and freight starts and ends.")
          .must_be_there()
          .id(&node::id, "node_id", "Its id.")
          .words(&node::name, "name", "Its name, as maps and tables show it.")
          .country(&node::country, "Its country, or ZZZ on the high seas.")
          .column(word_of("node_type", node_types, "What it is.", node_types.front().c_str()),
                  [](case_builder&, const auto& row, node& to) {
                    to.type = node_types[row.choice("node_type", node_types, 0)];
                  })
          .number(&node::longitude, "x_coord", "degrees", longitude_range, "Its longitude.")
          .number(&node::latitude, "y_coord", "degrees", latitude_range, "Its latitude.")
          .ends();
  return schema;
}

double usual_alpha(const link& of) {
  return of.delay == delay_kind::conical ? 4 : of.delay == delay_kind::akcelik ? 0.1 : 0.15;
}
double usual_beta(const link& of) { return of.delay == delay_kind::akcelik ? 24 : 4; }

void read_link_mode(case_builder& in, const text::typed_row& row, link& to) {
  const auto mode = row.text("mode", true);
  if (!mode.empty() && (!text::is_id(mode) || mode == "origin" || mode == "destination"))
    row.error("mode", "this can't be a mode", "a word other than 'origin' and 'destination'");
  to.mode = in.add_mode(mode);
}

void read_geometry(case_builder&, const text::typed_row& row, link& to) {
  if (row.blank("geometry")) return;
  to.geometry = parse_linestring(row.text("geometry"));
  if (to.geometry.empty())
    row.error("geometry", "this is not a line", "WKT: LINESTRING (lon lat, lon lat, ...)");
}

const table_schema<link>& links_schema() {
  static const auto schema =
      table_schema<link>("links", "Ways between two nodes, each of one mode.")
          .must_be_there()
          .id(&link::id, "link_id", "Its id.")
          .words(&link::name, "name", "Its name.", "none")
          .reference(&link::from, "from_node_id", "Where it starts.")
          .reference(&link::to, "to_node_id", "Where it ends.")
          .column(column_of("directed", cell_type::flag,
                            "Whether it leads one way only; otherwise both ways.", "false"),
                  [](case_builder&, const auto& row, link& to) {
                    to.both_ways = row.choice("directed", false_true, 0) == 0;
                  })
          .column(column_of("mode", cell_type::id, "Its mode, a word: road, rail, river."),
                  read_link_mode)
          .number(&link::length_km, "length_km", "km", not_negative, "Its length.")
          .number(&link::free_time_h, "free_time_h", "h", not_negative,
                  "Hours that it takes when nobody else is there.")
          .number(&link::capacity_pce_per_day, "capacity_pce_per_day", "pce/day", not_negative,
                  "Passenger car equivalents a day, each way, that its delay is read at.", no_limit)
          .choice(&link::delay, "delay", {"constant", "bpr", "conical", "akcelik"},
                  "How hours grow with the flow.")
          .number(&link::alpha, "alpha", "", not_negative,
                  "First parameter of the delay; conical needs more than 1; of akcelik the delay "
                  "parameter J.",
                  "0.15; conical 4, akcelik 0.1", usual_alpha)
          .number(&link::beta, "beta", "", not_negative,
                  "Second parameter of the delay; of akcelik the period in hours.", "4; akcelik 24",
                  usual_beta)
          .number(&link::fee_usd_per_vehicle, "fee_usd_per_vehicle", "USD/vehicle", not_negative,
                  "What each vehicle pays on it.", 0)
          .number(&link::fee_usd_per_t, "fee_usd_per_t", "USD/t", not_negative,
                  "What each tonne pays on it.", 0)
          .reference(&link::calendar, "calendar", "When it is open.", "always open")
          .column(column_of("geometry", cell_type::line, "Its course, longitude before latitude.",
                            "a straight line"),
                  read_geometry)
          .ends();
  return schema;
}

void check_link(const text::typed_row& row, const link& link) {
  if (link.from.valid() && link.from == link.to)
    row.error("to_node_id", "the link ends where it starts", "another node");
  if (link.delay == delay_kind::conical && link.alpha <= 1)
    row.error("alpha", "the conical function needs a larger alpha", "a number > 1");
}

const table_schema<vehicle>& vehicles_schema() {
  static const auto schema =
      table_schema<vehicle>("vehicles", "What carries goods and passengers, and what that costs.")
          .must_be_there()
          .id(&vehicle::id, "vehicle_id", "Its id.")
          .words(&vehicle::name, "name", "Its name.", "none")
          .reference(&vehicle::mode, "mode", "The mode whose links it uses.")
          .number(&vehicle::payload_t, "payload_t", "t", positive, "What it carries.")
          .number(&vehicle::cost_usd_per_km, "cost_usd_per_km", "USD/km", not_negative,
                  "What a kilometre costs.")
          .number(&vehicle::cost_usd_per_h, "cost_usd_per_h", "USD/h", not_negative,
                  "What an hour costs.")
          .number(&vehicle::pce, "pce", "cars", positive,
                  "Passenger cars that take as much of a link's capacity.", 1)
          .number(&vehicle::constant_usd_per_t, "constant_usd_per_t", "USD/t", any_number,
                  "What its mode has against it beyond cost, at each loading onto it or change "
                  "into it.",
                  0)
          .number_if(&vehicle::co2e_kg_per_km, "co2e_kg_per_km", "kg/km", not_negative,
                     "Greenhouse gases of a kilometre with its load, from well to wheel, as CO2.",
                     "usual of its mode, empty kilometres included")
          .number_if(&vehicle::co2e_kg_per_empty_km, "co2e_kg_per_empty_km", "kg/km", not_negative,
                     "The same of a kilometre without load.", "as with its load")
          .number(&vehicle::empty_km_share, "empty_km_share", "share",
                  {0, 0.95, false, "a share of all its kilometres, 0 to 0.95"},
                  "Of all its kilometres those that it drives empty.", 0)
          .number(&vehicle::co2e_kg_per_h, "co2e_kg_per_h", "kg/h", not_negative,
                  "Greenhouse gases of an hour on the way, waits included.", 0)
          .ends();
  return schema;
}

void check_vehicle(const text::typed_row& row, const vehicle& given) {
  if (given.co2e_kg_per_km) return;
  for (const char* column : {"co2e_kg_per_empty_km", "empty_km_share"})
    if (!row.blank(column))
      row.error(column,
                "this has no meaning without co2e_kg_per_km: what a mode usually emits has "
                "empty kilometres in it",
                "blank, or co2e_kg_per_km too");
}

// A price on what nobody knows the emissions of would be no price.
void warn_of_unknown_emissions(case_builder& in, const text::typed_row& row, const vehicle& given) {
  const auto& mode = in.data.modes[given.mode].id;
  if (!(in.data.settings.carbon_price_usd_per_t > 0) || given.co2e_kg_per_km ||
      usual_co2e_g_per_km(mode, unit::tonne) || usual_co2e_g_per_km(mode, unit::passenger))
    return;
  in.report.warning(row.place().file, row.place().line, "co2e_kg_per_km", given.id,
                    "nobody knows what a vehicle of mode '" + mode +
                        "' emits, so it pays no carbon price by the kilometre");
}

}  // namespace

void case_builder::build_calendars() {
  for_each_row(*this, calendars_schema(), [&](const text::typed_row& row, calendar_row given) {
    if (given.id.empty()) return;
    const auto [at, fresh] = calendars.insert({given.id, calendar_id(data.calendars.size())});
    if (fresh) data.calendars.push_back({given.id, {}});
    auto& calendar = data.calendars[at->second];
    calendar.open.push_back(given.open);
    calendar.spread_days = std::max(calendar.spread_days, given.spread_days);
    (void)source_of(row, "calendars", given.id);
  });
}

void case_builder::build_nodes() {
  for_each_row(*this, nodes_schema(), [&](const text::typed_row& row, node given) {
    if (!given.id.empty()) keep_row(*this, nodes_schema(), row, given, data.nodes, nodes);
  });
}

void case_builder::build_links() {
  for_each_row(*this, links_schema(), [&](const text::typed_row& row, link given) {
    check_link(row, given);
    if (given.id.empty() || !given.from.valid() || !given.to.valid()) return;
    if (given.geometry.empty())
      for (const auto end : {given.from, given.to})
        given.geometry.push_back({data.nodes[end].longitude, data.nodes[end].latitude});
    keep_row(*this, links_schema(), row, given, data.links, links);
  });
}

void case_builder::build_vehicles() {
  for_each_row(*this, vehicles_schema(), [&](const text::typed_row& row, vehicle given) {
    check_vehicle(row, given);
    if (given.id.empty() || !given.mode.valid()) return;
    warn_of_unknown_emissions(*this, row, given);
    keep_row(*this, vehicles_schema(), row, given, data.vehicles, vehicles);
  });
}

void add_network_tables(std::vector<table_rule>& to) {
  to.insert(to.end(), {calendars_schema(), nodes_schema(), links_schema(), vehicles_schema()});
}

}  // namespace amur::cases
