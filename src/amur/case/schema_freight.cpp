// The tables of what moves and where it changes hands: commodities, transfers, crossings.

#include <fmt/format.h>

#include <algorithm>

#include "amur/case/schema_columns.h"
#include "amur/case/schema_tables.h"

namespace amur::cases {
namespace {

using text::any_number;
using text::not_negative;
using text::positive;

const table_schema<commodity>& commodities_schema() {
  static const auto schema =
      table_schema<commodity>("commodities", "What moves: goods, and classes of passengers.")
          .must_be_there()
          .id(&commodity::id, "commodity_id", "Its id.")
          .words(&commodity::name, "name", "Its name.")
          .choice(&commodity::unit, "unit", {"t", "passenger"},
                  "What it is counted in; of a passenger class every _t counts passengers.")
          .words(&commodity::handling, "handling", "Its handling class, a word of transfers.")
          .number(&commodity::value_usd_per_t, "value_usd_per_t", "USD/t", not_negative,
                  "What it is worth; of passengers the basket that a visitor buys.")
          .number(&commodity::value_of_time_usd_per_t_h, "value_of_time_usd_per_t_h", "USD/(t h)",
                  not_negative, "What an hour on the way costs it, beside its vehicle.")
          .number(&commodity::dispersion_usd_per_t, "dispersion_usd_per_t", "USD/t", positive,
                  "Logit scale of its choice: the larger, the less cost decides.")
          .number(&commodity::elasticity, "elasticity", "", not_negative,
                  "Of its demand to the delivered price.", 0)
          .references(&commodity::vehicles, "vehicles",
                      "What carries it, at most one vehicle a mode.")
          .reference(&commodity::sector, "sector_id", "Its sector of the trade table.",
                     "takes no part in trade")
          .number(
              &commodity::value_lost_per_day, "value_lost_per_day", "1/day",
              {0, 1, false, "a share of its value, 0 to 1"},
              "Share of its value that a day on the way takes (fruit, flowers, fashion), beside "
              "value_of_time_usd_per_t_h; 0.006 to 0.021 for manufactures (Hummels and Schaur "
              "2013, American Economic Review 103(7)).",
              0)
          .ends();
  return schema;
}

void check_commodity(const text::typed_row& row, const commodity& goods, const case_data& data) {
  if (goods.sector.valid() && goods.unit == unit::passenger)
    row.error("sector_id", "passengers are no trade of a sector", "blank");
  else if (goods.sector.valid() && !(goods.value_usd_per_t > 0))
    row.error("value_usd_per_t", "goods of a sector need a value", "a number > 0");
  if (goods.value_lost_per_day > 0 && goods.unit == unit::passenger)
    row.error("value_lost_per_day", "passengers lose no value on the way", "blank");
  for (std::size_t i = 0; i < goods.vehicles.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto& one = data.vehicles[goods.vehicles[i]];
      const auto& other = data.vehicles[goods.vehicles[j]];
      if (one.mode == other.mode)
        row.error("vehicles",
                  fmt::format("'{}' and '{}' are both of mode '{}'", other.id, one.id,
                              data.modes[one.mode].id),
                  "at most one vehicle a mode");
    }
}

// A mode, or the word for where freight comes from or goes to.
auto read_mode_or(const char* column, const char* word, mode_id transfer::*member) {
  return [=](case_builder& in, const text::typed_row& row, transfer& to) {
    const auto mode = row.text(column, true);
    if (mode != word) to.*member = in.resolve(row, column, mode, in.modes, "mode of a link");
  };
}

const table_schema<transfer>& transfers_schema() {
  static const auto schema =
      table_schema<transfer>("transfers", "Loading, unloading and changes of mode at nodes.")
          .must_be_there()
          .id(&transfer::id, "transfer_id", "Its id.")
          .reference(&transfer::node, "node_id",
                     "Where it is; a change between two modes needs its node.",
                     "every node without a row of its own")
          .column(reference_of("from_mode", "links", "The mode left, or `origin`: loading."),
                  read_mode_or("from_mode", "origin", &transfer::from))
          .column(reference_of("to_mode", "links", "The mode taken, or `destination`: unloading."),
                  read_mode_or("to_mode", "destination", &transfer::to))
          .word_list(&transfer::handling, "handling", "Handling classes that it takes.", "all")
          .number(&transfer::cost_usd_per_t, "cost_usd_per_t", "USD/t", not_negative,
                  "What it costs.", 0)
          .number(&transfer::time_h, "time_h", "h", not_negative, "Hours that it takes.", 0)
          .number(&transfer::co2e_kg_per_t, "co2e_kg_per_t", "kg/t", not_negative,
                  "Greenhouse gases of handling a tonne, as CO2.", 0)
          .number(&transfer::capacity_t_per_day, "capacity_t_per_day", "t/day", not_negative,
                  "What it can take at most, of each node where no node is given.", no_limit)
          .reference(&transfer::calendar, "calendar", "When it is open.", "always open")
          .ends();
  return schema;
}

void check_transfer(const text::typed_row& row, const transfer& transfer, const case_data& data) {
  const bool loads = row.text("from_mode") == "origin";
  const bool unloads = row.text("to_mode") == "destination";
  if (loads && unloads) row.error("to_mode", "loading must lead to a mode", "a mode");
  if (transfer.from.valid() && transfer.from == transfer.to)
    row.error("to_mode", "a transfer must change the mode", "another mode");
  if (row.blank("node_id") && !loads && !unloads)
    row.error("node_id", "a change between modes needs its node", "the id of a node");
  for (const auto& word : transfer.handling)
    if (std::none_of(data.commodities.begin(), data.commodities.end(),
                     [&word](const auto& goods) { return goods.handling == word; }))
      row.error("handling", word, "no commodity has this handling class",
                "handling classes of commodities.csv");
}

const table_schema<crossing>& crossings_schema() {
  static const auto schema =
      table_schema<crossing>("crossings", "Border crossings over links of one mode.")
          .id(&crossing::id, "crossing_id", "Its id.")
          .words(&crossing::name, "name", "Its name.")
          .references(&crossing::links, "links",
                      "Its links, of one mode; a link is in at most one crossing.")
          .number(&crossing::capacity_vehicles_per_day, "capacity_vehicles_per_day", "vehicles/day",
                  not_negative, "Vehicles that it passes at most.", no_limit)
          .number(&crossing::capacity_t_per_day, "capacity_t_per_day", "t/day", not_negative,
                  "Tonnes of freight that it passes at most.", no_limit)
          .choice(&crossing::shared, "capacity_is", {"each_way", "both_ways"},
                  "Whether capacities are of each direction or of both together.")
          .number(&crossing::fee_usd_per_vehicle, "fee_usd_per_vehicle", "USD/vehicle",
                  not_negative, "What each vehicle pays, beside its links' fees.", 0)
          .number(&crossing::fee_usd_per_t, "fee_usd_per_t", "USD/t", not_negative,
                  "What each tonne pays, beside its links' fees.", 0)
          .number(&crossing::constant_usd_per_t, "constant_usd_per_t", "USD/t", any_number,
                  "What it has against it beyond cost, at each passage.", 0)
          .number(&crossing::wait_h, "wait_h", "h", not_negative,
                  "Control and queue, whatever the flow.", 0)
          .number(&crossing::open_h_per_day, "open_h_per_day", "h/day",
                  {0, 24, false, "hours a day, 0 to 24"}, "Hours of a day in which it works.", 24)
          .reference(&crossing::calendar, "calendar", "When it is open.", "always open")
          .ends();
  return schema;
}

void check_crossing(const text::typed_row& row, const crossing& crossing, const case_data& data,
                    std::map<link_id, std::string>& taken) {
  for (const auto link : crossing.links) {
    const auto [at, fresh] = taken.insert({link, crossing.id});
    if (!fresh)
      row.error("links", data.links[link].id,
                fmt::format("this link is already in crossing '{}'", at->second),
                "each link in at most one crossing");
    if (data.links[link].mode != data.links[crossing.links.front()].mode)
      row.error("links", data.links[link].id,
                "the links of a crossing are of different modes: its vehicles and its wait are "
                "those of one",
                "links of one mode; at a change of gauge the link over the border, and rows of "
                "transfers.csv where it ends");
  }
}

}  // namespace

void case_builder::build_commodities() {
  for_each_row(*this, commodities_schema(), [&](const text::typed_row& row, commodity given) {
    check_commodity(row, given, data);
    if (given.id.empty()) return;
    keep_row(*this, commodities_schema(), row, given, data.commodities, commodities);
  });
}

void case_builder::build_transfers() {
  for_each_row(*this, transfers_schema(), [&](const text::typed_row& row, transfer given) {
    check_transfer(row, given, data);
    if (!given.id.empty()) keep_row(*this, transfers_schema(), row, given, data.transfers);
  });
}

void case_builder::build_crossings() {
  std::map<link_id, std::string> taken;
  for_each_row(*this, crossings_schema(), [&](const text::typed_row& row, crossing given) {
    check_crossing(row, given, data, taken);
    if (given.id.empty()) return;
    keep_row(*this, crossings_schema(), row, given, data.crossings, crossings);
  });
}

void add_freight_tables(std::vector<table_rule>& to) {
  to.insert(to.end(), {commodities_schema(), transfers_schema(), crossings_schema()});
}

}  // namespace amur::cases
