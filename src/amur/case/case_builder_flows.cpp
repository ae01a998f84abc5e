// The tables of what moves and what holds it up: commodities, transfers, crossings, calendars,
// duties, bans, re-entries, demand.

#include <fmt/format.h>

#include <algorithm>

#include "amur/case/case_builder.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

}  // namespace

void case_builder::build_calendars() {
  for_rows("calendars", [&](const text::typed_row& row) {
    const auto id = row.text("calendar_id", true);
    if (!id.empty() && !text::is_id(id)) {
      row.error("calendar_id", "this can't be an id", "1 to 64 letters, digits, '_', '-' or '.'");
      return;
    }
    const auto open = window(row, true, true);
    if (id.empty()) return;
    const auto [at, fresh] = calendars.insert({id, calendar_id(data.calendars.size())});
    if (fresh) data.calendars.push_back({id, {}});
    auto& calendar = data.calendars[at->second];
    calendar.open.push_back(open);
    calendar.spread_days = std::max(calendar.spread_days,
                                    row.number("spread_days", {0, 90, false, "days, 0 to 90"}, 0));
    (void)source_of(row, "calendars", id);
  });
}

void case_builder::build_commodities() {
  static const std::vector<std::string> units = {"t", "passenger"};
  std::map<std::string, std::size_t> seen;
  for_rows("commodities", [&](const text::typed_row& row) {
    cases::commodity goods;
    goods.id = new_id(row, "commodity_id", seen);
    goods.row = row.place().line;
    goods.name = row.text("name", true);
    goods.unit = row.choice("unit", units, 0) == 0 ? cases::unit::tonne : cases::unit::passenger;
    goods.handling = row.text("handling", true);
    goods.value_usd_per_t = row.number("value_usd_per_t", text::not_negative);
    goods.value_of_time_usd_per_t_h = row.number("value_of_time_usd_per_t_h", text::not_negative);
    goods.dispersion_usd_per_t = row.number("dispersion_usd_per_t", text::positive);
    goods.elasticity = row.number("elasticity", text::not_negative, 0);
    goods.vehicles = resolve_list(row, "vehicles", vehicles, "vehicle", true);
    goods.sector = resolve_cell(row, "sector_id", trade_sectors, "sector", false);
    if (goods.sector.valid() && goods.unit == cases::unit::passenger)
      row.error("sector_id", "passengers are no trade of a sector", "blank");
    else if (goods.sector.valid() && !(goods.value_usd_per_t > 0))
      row.error("value_usd_per_t", "goods of a sector need a value", "a number > 0");
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
    if (goods.id.empty()) return;
    goods.source = source_of(row, "commodities", goods.id);
    commodities[goods.id] = commodity_id(data.commodities.size());
    data.commodities.push_back(std::move(goods));
  });
}

void case_builder::build_transfers() {
  std::map<std::string, std::size_t> seen;
  for_rows("transfers", [&](const text::typed_row& row) {
    cases::transfer transfer;
    transfer.id = new_id(row, "transfer_id", seen);
    transfer.row = row.place().line;
    transfer.node = resolve_cell(row, "node_id", nodes, "node", false);
    const auto from = row.text("from_mode", true), to = row.text("to_mode", true);
    if (from != "origin") transfer.from = resolve(row, "from_mode", from, modes, "mode of a link");
    if (to != "destination") transfer.to = resolve(row, "to_mode", to, modes, "mode of a link");
    if (from == "origin" && to == "destination")
      row.error("to_mode", "loading must lead to a mode", "a mode");
    if (transfer.from.valid() && transfer.from == transfer.to)
      row.error("to_mode", "a transfer must change the mode", "another mode");
    if (row.blank("node_id") && from != "origin" && to != "destination")
      row.error("node_id", "a change between modes needs its node", "the id of a node");
    transfer.handling = row.list("handling");
    transfer.cost_usd_per_t = row.number("cost_usd_per_t", text::not_negative, 0);
    transfer.time_h = row.number("time_h", text::not_negative, 0);
    transfer.capacity_t_per_day = row.number("capacity_t_per_day", text::not_negative, unlimited);
    transfer.calendar = resolve_cell(row, "calendar", calendars, "calendar", false);
    for (const auto& word : transfer.handling)
      if (std::none_of(data.commodities.begin(), data.commodities.end(),
                       [&word](const auto& goods) { return goods.handling == word; }))
        row.error("handling", word, "no commodity has this handling class",
                  "handling classes of commodities.csv");
    if (transfer.id.empty()) return;
    transfer.source = source_of(row, "transfers", transfer.id);
    data.transfers.push_back(std::move(transfer));
  });
}

void case_builder::build_crossings() {
  static const std::vector<std::string> ways = {"each_way", "both_ways"};
  std::map<std::string, std::size_t> seen;
  std::map<link_id, std::string> taken;
  for_rows("crossings", [&](const text::typed_row& row) {
    cases::crossing crossing;
    crossing.id = new_id(row, "crossing_id", seen);
    crossing.row = row.place().line;
    crossing.name = row.text("name", true);
    crossing.links = resolve_list(row, "links", links, "link", true);
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
    crossing.capacity_vehicles_per_day =
        row.number("capacity_vehicles_per_day", text::not_negative, unlimited);
    crossing.capacity_t_per_day = row.number("capacity_t_per_day", text::not_negative, unlimited);
    crossing.shared = row.choice("capacity_is", ways, 0) == 1;
    crossing.fee_usd_per_vehicle = row.number("fee_usd_per_vehicle", text::not_negative, 0);
    crossing.fee_usd_per_t = row.number("fee_usd_per_t", text::not_negative, 0);
    crossing.constant_usd_per_t = row.number("constant_usd_per_t", text::any_number, 0);
    crossing.wait_h = row.number("wait_h", text::not_negative, 0);
    crossing.open_h_per_day =
        row.number("open_h_per_day", {0, 24, false, "hours a day, 0 to 24"}, 24);
    crossing.calendar = resolve_cell(row, "calendar", calendars, "calendar", false);
    if (crossing.id.empty()) return;
    crossing.source = source_of(row, "crossings", crossing.id);
    crossings[crossing.id] = crossing_id(data.crossings.size());
    data.crossings.push_back(std::move(crossing));
  });
}

void case_builder::build_duties() {
  static const std::vector<std::string> levied_by = {"importer", "exporter"};
  std::map<std::string, std::size_t> seen;
  for_rows("duties", [&](const text::typed_row& row) {
    cases::duty duty;
    duty.id = new_id(row, "duty_id", seen);
    duty.row = row.place().line;
    duty.origin_countries = countries(row, "origin_country");
    duty.destination_countries = countries(row, "destination_country");
    duty.commodities = resolve_list(row, "commodity_id", commodities, "commodity");
    duty.ad_valorem =
        row.number("ad_valorem", {0, 100, false, "a share of value, 0 to 100 (0.07 is 7 %)"}, 0);
    duty.usd_per_t = row.number("usd_per_t", text::not_negative, 0);
    duty.on_exports = row.choice("levied_by", levied_by, 0) == 1;
    duty.in_force = window(row, false, false);
    if (duty.id.empty()) return;
    duty.source = source_of(row, "duties", duty.id);
    data.duties.push_back(std::move(duty));
  });
}

void case_builder::build_bans() {
  std::map<std::string, std::size_t> seen;
  for_rows("bans", [&](const text::typed_row& row) {
    cases::ban ban;
    ban.id = new_id(row, "ban_id", seen);
    ban.row = row.place().line;
    ban.origin_countries = countries(row, "origin_country");
    ban.destination_countries = countries(row, "destination_country");
    ban.through_countries = countries(row, "through_country");
    ban.commodities = resolve_list(row, "commodity_id", commodities, "commodity");
    ban.modes = resolve_list(row, "mode", modes, "mode of a link");
    ban.links = resolve_list(row, "link_id", links, "link");
    ban.crossings = resolve_list(row, "crossing_id", crossings, "crossing");
    ban.in_force = window(row, false, false);
    if (ban.id.empty()) return;
    ban.source = source_of(row, "bans", ban.id);
    data.bans.push_back(std::move(ban));
  });
}

void case_builder::build_reentries() {
  std::map<std::string, std::size_t> seen;
  for_rows("reentries", [&](const text::typed_row& row) {
    cases::reentry reentry;
    reentry.id = new_id(row, "reentry_id", seen);
    reentry.row = row.place().line;
    reentry.origin_countries = countries(row, "origin_country");
    reentry.destination_countries = countries(row, "destination_country");
    reentry.commodities = resolve_list(row, "commodity_id", commodities, "commodity");
    reentry.in_force = window(row, false, false);
    if (reentry.id.empty()) return;
    reentry.source = source_of(row, "reentries", reentry.id);
    data.reentries.push_back(std::move(reentry));
  });
}

void case_builder::build_growths() {
  std::map<std::string, std::size_t> seen;
  for_rows("growth", [&](const text::typed_row& row) {
    cases::growth growth;
    growth.id = new_id(row, "growth_id", seen);
    growth.row = row.place().line;
    growth.origin_countries = countries(row, "origin_country");
    growth.destination_countries = countries(row, "destination_country");
    growth.commodities = resolve_list(row, "commodity_id", commodities, "commodity");
    growth.per_year = row.number("per_year", text::yearly_rate);
    growth.in_force = window(row, false, false);
    if (growth.id.empty()) return;
    growth.source = source_of(row, "growth", growth.id);
    data.growths.push_back(std::move(growth));
  });
}

void case_builder::build_demand() {
  for_rows("demand", [&](const text::typed_row& row) {
    cases::demand demand;
    demand.row = row.place().line;
    demand.origin = resolve_cell(row, "origin_node_id", nodes, "node", true);
    demand.destination = resolve_cell(row, "destination_node_id", nodes, "node", true);
    demand.commodity = resolve_cell(row, "commodity_id", commodities, "commodity", true);
    demand.t_per_day = row.number("quantity", text::not_negative) / demand_days;
    if (demand.origin.valid() && demand.origin == demand.destination)
      row.error("destination_node_id", "the demand ends where it starts", "another node");
    if (!demand.origin.valid() || !demand.destination.valid() || !demand.commodity.valid()) return;
    demand.source = source_of(row, "demand", data.commodities[demand.commodity].id);
    data.demands.push_back(demand);
  });
}

}  // namespace amur::cases
