// Places that are probably not meant as they stand.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "amur/place/huff.h"
#include "amur/study/check.h"
#include "amur/study/names.h"

namespace amur::study {
namespace {

constexpr double farthest_from_town_km = 50;

struct places_checker {
  const case_data& data;
  diagnostics& report;

  void far_from_town(const std::string& table, std::size_t row, node_id town, double longitude,
                     double latitude) const {
    const auto& node = data.nodes[town];
    const double km = place::great_circle_km(longitude, latitude, node.longitude, node.latitude);
    if (km > farthest_from_town_km)
      report.warning(table + ".csv", row, "x_coord", fmt::format("{}", longitude),
                     fmt::format("{:.0f} km from its town '{}'", km, node.id));
  }
  void centres() const;
  void shoppers() const;
  void rates() const;
};

void places_checker::centres() const {
  for (const auto& row : data.centres) {
    far_from_town("centres", row.row, row.town, row.longitude, row.latitude);
    if (std::ranges::none_of(data.shoppers, [&](const auto& s) { return s.town == row.town; }))
      report.warning("centres.csv", row.row, "node_id", data.nodes[row.town].id,
                     "nobody shops in this town", "a row of shoppers.csv");
  }
}

void places_checker::shoppers() const {
  for (const auto& row : data.shoppers) {
    far_from_town("shoppers", row.row, row.town, row.longitude, row.latitude);
    if (std::ranges::none_of(data.centres, [&](const auto& c) { return c.town == row.town; }))
      report.warning("shoppers.csv", row.row, "node_id", data.nodes[row.town].id,
                     "this town has no centre", "a row of centres.csv");
    if (row.visitors.valid() && std::ranges::none_of(data.demands, [&](const auto& d) {
          return d.commodity == row.visitors && d.destination == row.town;
        }))
      report.warning("shoppers.csv", row.row, "commodity_id", data.commodities[row.visitors].id,
                     fmt::format("nobody of this class travels to '{}'", data.nodes[row.town].id));
  }
}

void places_checker::rates() const {
  std::set<std::string> seen;
  for (const auto& row : data.exchange_rates) {
    if (!seen.insert(row.country).second) continue;
    const bool by_then = std::ranges::any_of(data.exchange_rates, [&](const auto& other) {
      return other.country == row.country &&
             other.from <= std::min(data.settings.day, data.settings.demand_day);
    });
    if (!by_then)
      report.warning("exchange_rates.csv", row.row, "from_date", to_string(row.from),
                     fmt::format("'{}' has no rate by the case's day or the day of its demand: its "
                                 "first one holds there",
                                 row.country));
  }
}

}  // namespace

void check_places(const case_data& data, diagnostics& report) {
  const places_checker check{data, report};
  check.centres();
  check.shoppers();
  check.rates();
}

}  // namespace amur::study
