// The tables of what states ask and forbid, and of what is asked for: duties, visas, exchange
// rates, bans, re-entries, growth, demand.

#include <fmt/format.h>

#include "amur/case/schema_columns.h"
#include "amur/case/schema_tables.h"

namespace amur::cases {
namespace {

using text::not_negative;
using text::positive;

// Whom a row is for.
template <class Row>
table_schema<Row> of_flows(const char* name, const char* says, const char* id_column) {
  return table_schema<Row>(name, says)
      .id(&Row::id, id_column, "Its id.")
      .countries(&Row::origin_countries, "origin_country", "Where the freight comes from.", "any")
      .countries(&Row::destination_countries, "destination_country", "Where the freight goes.",
                 "any");
}
constexpr const char* which_goods = "The goods or classes of passengers.";

const table_schema<duty>& duties_schema() {
  static const auto schema =
      of_flows<duty>("duties", "Duties on value and weight; all rows that match add up.", "duty_id")
          .references(&duty::commodities, "commodity_id", which_goods, "any")
          .number(&duty::ad_valorem, "ad_valorem", "share",
                  {0, 100, false, "a share of value, 0 to 100 (0.07 is 7 %)"},
                  "Paid on `value_usd_per_t`.", 0)
          .number(&duty::usd_per_t, "usd_per_t", "USD/t", not_negative, "Paid on weight.", 0)
          .choice(&duty::on_exports, "levied_by", {"importer", "exporter"}, "Whose revenue it is.")
          .window(&duty::in_force)
          .ends();
  return schema;
}

const table_schema<visa>& visas_schema() {
  static const auto schema =
      of_flows<visa>("visas",
                     "What entering costs a traveller, to nobody's revenue; all rows that match "
                     "add up.",
                     "visa_id")
          .references(&visa::commodities, "commodity_id", "Classes of passengers.",
                      "any class of passengers")
          .number(&visa::cost_usd_per_trip, "cost_usd_per_trip", "USD/trip", not_negative,
                  "Fee and trouble together.")
          .window(&visa::in_force)
          .ends();
  return schema;
}

struct rate_row : exchange_rate {
  std::optional<date> given;
};

const table_schema<rate_row>& exchange_rates_schema() {
  static const auto schema =
      table_schema<rate_row>("exchange_rates", "What money is worth, from a day on.")
          .country(&rate_row::country, "Whose money.")
          .column(column_of("from_date", cell_type::day,
                            "It holds from then to the country's next row, the first row before "
                            "it too."),
                  [](case_builder&, const auto& row, rate_row& to) {
                    to.given = row.day("from_date", false, true);
                  })
          .number(&rate_row::usd_per_unit, "usd_per_unit", "USD", positive,
                  "What a unit of it is worth.")
          .ends();
  return schema;
}

const table_schema<ban>& bans_schema() {
  static const auto schema =
      of_flows<ban>("bans",
                    "Sanctions, embargoes, closures: links closed to the flows that match, or the "
                    "trade itself where no mode, link, crossing or country on the way is named.",
                    "ban_id")
          .countries(&ban::through_countries, "through_country",
                     "Countries whose nodes may not be touched.", "any")
          .references(&ban::commodities, "commodity_id", which_goods, "any")
          .references(&ban::modes, "mode", "Modes that are closed.", "any")
          .references(&ban::links, "link_id", "Links that are closed.", "any")
          .references(&ban::crossings, "crossing_id", "Crossings that are closed.", "any")
          .window(&ban::in_force)
          .ends();
  return schema;
}

const table_schema<reentry>& reentries_schema() {
  static const auto schema =
      of_flows<reentry>("reentries", "Flows that may enter a country again that they have left.",
                        "reentry_id")
          .references(&reentry::commodities, "commodity_id", which_goods, "any")
          .window(&reentry::in_force)
          .ends();
  return schema;
}

const table_schema<growth>& growth_schema() {
  static const auto schema =
      of_flows<growth>("growth",
                       "How demand grows, in runs by months, from the day that the demand table "
                       "reflects.",
                       "growth_id")
          .references(&growth::commodities, "commodity_id", which_goods, "any")
          .number(&growth::per_year, "per_year", "1/year", text::yearly_rate, "Growth of a year.")
          .window(&growth::in_force)
          .ends();
  return schema;
}

const table_schema<demand>& demand_schema() {
  static const auto schema =
      table_schema<demand>("demand", "What wants to move from where to where.")
          .must_be_there(false)
          .reference(&demand::origin, "origin_node_id", "Where it starts.")
          .reference(&demand::destination, "destination_node_id", "Where it goes.")
          .reference(&demand::commodity, "commodity_id", "What it is.")
          .number(&demand::t_per_day, "quantity", "t or passengers", not_negative,
                  "How much, in the period that `demand.per` of case.toml names.")
          .ends();
  return schema;
}

}  // namespace

void case_builder::build_duties() {
  for_each_row(*this, duties_schema(), [&](const text::typed_row& row, duty given) {
    if (!given.id.empty()) keep_row(*this, duties_schema(), row, given, data.duties);
  });
}

void case_builder::build_visas() {
  for_each_row(*this, visas_schema(), [&](const text::typed_row& row, visa given) {
    for (const auto id : given.commodities)
      if (data.commodities[id].unit != cases::unit::passenger)
        row.error("commodity_id", data.commodities[id].id, "goods need no visa",
                  "classes of passengers");
    if (!given.id.empty()) keep_row(*this, visas_schema(), row, given, data.visas);
  });
}

void case_builder::build_exchange_rates() {
  std::map<std::pair<std::string, date>, std::size_t> seen;
  for_each_row(*this, exchange_rates_schema(), [&](const text::typed_row& row, rate_row given) {
    if (given.country.empty() || !given.given) return;
    given.from = *given.given;
    const auto [first, fresh] = seen.insert({{given.country, given.from}, given.row});
    if (!fresh) {
      row.error(
          "from_date",
          fmt::format("this country has two rates from that day, first in row {}", first->second),
          "each day of a country once");
      return;
    }
    given.source = source_of(row, "exchange_rates", given.country);
    data.exchange_rates.push_back(std::move(given));
  });
}

void case_builder::build_bans() {
  for_each_row(*this, bans_schema(), [&](const text::typed_row& row, ban given) {
    if (!given.id.empty()) keep_row(*this, bans_schema(), row, given, data.bans);
  });
}

void case_builder::build_reentries() {
  for_each_row(*this, reentries_schema(), [&](const text::typed_row& row, reentry given) {
    if (!given.id.empty()) keep_row(*this, reentries_schema(), row, given, data.reentries);
  });
}

void case_builder::build_growths() {
  for_each_row(*this, growth_schema(), [&](const text::typed_row& row, growth given) {
    if (!given.id.empty()) keep_row(*this, growth_schema(), row, given, data.growths);
  });
}

void case_builder::build_demand() {
  for_each_row(*this, demand_schema(), [&](const text::typed_row& row, demand given) {
    given.t_per_day /= demand_days;
    if (given.origin.valid() && given.origin == given.destination)
      row.error("destination_node_id", "the demand ends where it starts", "another node");
    if (!given.origin.valid() || !given.destination.valid() || !given.commodity.valid()) return;
    given.source = source_of(row, "demand", data.commodities[given.commodity].id);
    data.demands.push_back(given);
  });
}

void add_rule_tables(std::vector<table_rule>& to) {
  to.insert(to.end(), {duties_schema(), visas_schema(), exchange_rates_schema(), bans_schema(),
                       reentries_schema(), growth_schema(), demand_schema()});
}

}  // namespace amur::cases
