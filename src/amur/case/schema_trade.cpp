// The tables of world trade: regions, sectors, trade, inputs.

#include <fmt/format.h>

#include <tuple>

#include "amur/case/schema_columns.h"
#include "amur/case/schema_tables.h"

namespace amur::cases {
namespace {

using text::not_negative;
using text::positive;

constexpr text::number_range duty_rate{-1, 100, true,
                                       "a share of value above -1, at most 100 (0.07 is 7 %)"};

const table_schema<trade_region>& regions_schema() {
  static const auto schema =
      table_schema<trade_region>("regions", "Countries and blocs that trade with each other.")
          .id(&trade_region::id, "region_id", "Its id.")
          .words(&trade_region::name, "name", "Its name.")
          .words(&trade_region::group, "group", "A word that `trade_partners` sums over.", "none")
          .countries(&trade_region::countries, "countries",
                     "Its countries; blank in at most one row.", "the rest of the world")
          .number_if(&trade_region::longitude, "x_coord", "degrees", longitude_range,
                     "Longitude where maps show it.", "not shown")
          .number_if(&trade_region::latitude, "y_coord", "degrees", latitude_range,
                     "Latitude where maps show it.", "not shown")
          .ends();
  return schema;
}

const table_schema<trade_sector>& sectors_schema() {
  static const auto schema =
      table_schema<trade_sector>("sectors", "Sectors of world trade.")
          .id(&trade_sector::id, "sector_id", "Its id.")
          .words(&trade_sector::name, "name", "Its name.")
          .number(&trade_sector::trade_elasticity, "trade_elasticity", "", positive,
                  "How much trade falls where delivery becomes dearer.")
          .number(&trade_sector::trade_elasticity_sd, "trade_elasticity_sd", "", not_negative,
                  "Its standard deviation, for draws.", 0)
          .ends();
  return schema;
}

double value_of(const trade_value& of) { return of.value_usd; }

const table_schema<trade_value>& trade_schema() {
  static const auto schema =
      table_schema<trade_value>("trade", "What one region sells to another of a sector's goods.")
          .reference(&trade_value::exporter, "exporter_region_id", "Who sells.")
          .reference(&trade_value::importer, "importer_region_id",
                     "Who buys; the same region: sales at home.")
          .reference(&trade_value::sector, "sector_id", "Of which sector.")
          .number(&trade_value::value_usd, "value_usd", "USD/year", not_negative,
                  "At the border: without import duty.")
          .number(&trade_value::value_without_bans_usd, "value_without_bans_usd", "USD/year",
                  not_negative, "What it would be without the bans of the reference day.",
                  "`value_usd`", value_of)
          .number(&trade_value::import_duty, "import_duty", "share", duty_rate,
                  "In force beside `duties.csv`.", 0)
          .ends();
  return schema;
}

void check_trade_value(const text::typed_row& row, const trade_value& value) {
  if (value.value_without_bans_usd < value.value_usd)
    row.error("value_without_bans_usd", "bans can't have made trade larger",
              "a number not below value_usd");
  if (value.value_usd == 0 && value.value_without_bans_usd > 0)
    row.error("value_usd", "nothing can grow from no trade at all", "a number > 0");
}

const table_schema<input_share>& inputs_schema() {
  static const auto schema =
      table_schema<input_share>("inputs", "What sectors spend on each other's goods.")
          .references(&input_share::regions, "region_id", "Where.", "any")
          .reference(&input_share::sector, "sector_id", "The sector that uses.")
          .reference(&input_share::input, "input_sector_id", "The sector whose goods it uses.")
          .number(&input_share::share, "share", "share", {0, 1, false, "a share of output, 0 to 1"},
                  "Of the value of its output.")
          .ends();
  return schema;
}

}  // namespace

void case_builder::build_trade_regions() {
  std::map<std::string, std::string> region_of;
  std::string rest;
  for_each_row(*this, regions_schema(), [&](const text::typed_row& row, trade_region given) {
    if (given.longitude.has_value() != given.latitude.has_value())
      row.error("y_coord", "a place needs both coordinates", "x_coord and y_coord, or neither");
    for (const auto& country : given.countries)
      if (const auto [at, fresh] = region_of.insert({country, given.id}); !fresh)
        row.error("countries", country,
                  fmt::format("this country is already in region '{}'", at->second),
                  "each country in one region");
    if (given.countries.empty()) {
      if (!rest.empty())
        row.error("countries", fmt::format("'{}' is already the rest of the world", rest),
                  "countries in all regions but one");
      rest = given.id;
    }
    if (given.id.empty()) return;
    keep_row(*this, regions_schema(), row, given, data.trade_regions, trade_regions);
  });
}

void case_builder::build_trade_sectors() {
  for_each_row(*this, sectors_schema(), [&](const text::typed_row& row, trade_sector given) {
    if (given.id.empty()) return;
    keep_row(*this, sectors_schema(), row, given, data.trade_sectors, trade_sectors);
  });
}

void case_builder::build_trade_values() {
  std::map<std::tuple<trade_sector_id, trade_region_id, trade_region_id>, std::size_t> seen;
  for_each_row(*this, trade_schema(), [&](const text::typed_row& row, trade_value given) {
    check_trade_value(row, given);
    if (!given.exporter.valid() || !given.importer.valid() || !given.sector.valid()) return;
    const auto [first, fresh] =
        seen.insert({{given.sector, given.importer, given.exporter}, given.row});
    if (!fresh)
      return row.error("sector_id",
                       fmt::format("this trade is given twice, first in row {}", first->second),
                       "one row for an exporter, an importer and a sector");
    given.source = source_of(row, "trade", data.trade_regions[given.exporter].id);
    data.trade_values.push_back(given);
  });
}

void case_builder::build_input_shares() {
  for_each_row(*this, inputs_schema(), [&](const text::typed_row& row, input_share given) {
    if (!given.sector.valid() || !given.input.valid()) return;
    given.source = source_of(row, "inputs", data.trade_sectors[given.sector].id);
    data.input_shares.push_back(std::move(given));
  });
}

void add_trade_tables(std::vector<table_rule>& to) {
  to.insert(to.end(), {regions_schema(), sectors_schema(), trade_schema(), inputs_schema()});
}

}  // namespace amur::cases
