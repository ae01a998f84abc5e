// The tables of world trade: regions, sectors, trade, inputs.

#include <fmt/format.h>

#include <cmath>
#include <tuple>

#include "amur/case/case_builder.h"

namespace amur::cases {
namespace {

constexpr text::number_range rate{-1, 100, true,
                                  "a share of value above -1, at most 100 (0.07 is 7 %)"};

}  // namespace

void case_builder::build_trade_regions() {
  std::map<std::string, std::size_t> seen;
  std::map<std::string, std::string> region_of;
  std::string rest;
  for_rows("regions", [&](const text::typed_row& row) {
    cases::trade_region region;
    region.id = new_id(row, "region_id", seen);
    region.row = row.place().line;
    region.name = row.text("name", true);
    region.group = row.text("group");
    region.countries = countries(row, "countries");
    if (!row.blank("x_coord"))
      region.longitude = row.number("x_coord", {-180, 180, false, "a longitude, -180 to 180"});
    if (!row.blank("y_coord"))
      region.latitude = row.number("y_coord", {-90, 90, false, "a latitude, -90 to 90"});
    if (region.longitude.has_value() != region.latitude.has_value())
      row.error("y_coord", "a place needs both coordinates", "x_coord and y_coord, or neither");
    for (const auto& country : region.countries)
      if (const auto [at, fresh] = region_of.insert({country, region.id}); !fresh)
        row.error("countries", country,
                  fmt::format("this country is already in region '{}'", at->second),
                  "each country in one region");
    if (region.countries.empty()) {
      if (!rest.empty())
        row.error("countries", fmt::format("'{}' is already the rest of the world", rest),
                  "countries in all regions but one");
      rest = region.id;
    }
    if (region.id.empty()) return;
    region.source = source_of(row, "regions", region.id);
    trade_regions[region.id] = trade_region_id(data.trade_regions.size());
    data.trade_regions.push_back(std::move(region));
  });
}

void case_builder::build_trade_sectors() {
  std::map<std::string, std::size_t> seen;
  for_rows("sectors", [&](const text::typed_row& row) {
    cases::trade_sector sector;
    sector.id = new_id(row, "sector_id", seen);
    sector.row = row.place().line;
    sector.name = row.text("name", true);
    sector.trade_elasticity = row.number("trade_elasticity", text::positive);
    sector.trade_elasticity_sd = row.number("trade_elasticity_sd", text::not_negative, 0);
    if (sector.id.empty()) return;
    sector.source = source_of(row, "sectors", sector.id);
    trade_sectors[sector.id] = trade_sector_id(data.trade_sectors.size());
    data.trade_sectors.push_back(std::move(sector));
  });
}

void case_builder::build_trade_values() {
  std::map<std::tuple<trade_sector_id, trade_region_id, trade_region_id>, std::size_t> seen;
  for_rows("trade", [&](const text::typed_row& row) {
    cases::trade_value value;
    value.row = row.place().line;
    value.exporter = resolve_cell(row, "exporter_region_id", trade_regions, "region", true);
    value.importer = resolve_cell(row, "importer_region_id", trade_regions, "region", true);
    value.sector = resolve_cell(row, "sector_id", trade_sectors, "sector", true);
    value.value_usd = row.number("value_usd", text::not_negative);
    value.value_without_bans_usd =
        row.number("value_without_bans_usd", text::not_negative, value.value_usd);
    if (value.value_without_bans_usd < value.value_usd)
      row.error("value_without_bans_usd", "bans can't have made trade larger",
                "a number not below value_usd");
    if (value.value_usd == 0 && value.value_without_bans_usd > 0)
      row.error("value_usd", "nothing can grow from no trade at all", "a number > 0");
    value.import_duty = row.number("import_duty", rate, 0);
    if (!value.exporter.valid() || !value.importer.valid() || !value.sector.valid()) return;
    const auto [first, fresh] =
        seen.insert({{value.sector, value.importer, value.exporter}, value.row});
    if (!fresh)
      return row.error("sector_id",
                       fmt::format("this trade is given twice, first in row {}", first->second),
                       "one row for an exporter, an importer and a sector");
    const auto& exporter = data.trade_regions[value.exporter].id;
    value.source = source_of(row, "trade", exporter);
    data.trade_values.push_back(value);
  });
}

void case_builder::build_input_shares() {
  for_rows("inputs", [&](const text::typed_row& row) {
    cases::input_share input;
    input.row = row.place().line;
    input.regions = resolve_list(row, "region_id", trade_regions, "region");
    input.sector = resolve_cell(row, "sector_id", trade_sectors, "sector", true);
    input.input = resolve_cell(row, "input_sector_id", trade_sectors, "sector", true);
    input.share = row.number("share", {0, 1, false, "a share of output, 0 to 1"});
    if (!input.sector.valid() || !input.input.valid()) return;
    input.source = source_of(row, "inputs", data.trade_sectors[input.sector].id);
    data.input_shares.push_back(std::move(input));
  });
}

}  // namespace amur::cases
