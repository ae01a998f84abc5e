// Networks and rates that are probably not meant as they stand.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "amur/case/country_codes.h"
#include "amur/place/huff.h"
#include "amur/study/check.h"

namespace amur::study {

using namespace cases;
using cases::crossing;  // not the folder of that name

namespace {

// Lengths are rounded, and the earth is no sphere.
constexpr double length_tolerance = 0.02, length_tolerance_km = 1;
constexpr double far_above_capacity = 10;

struct network_checker {
  const case_data& data;
  diagnostics& report;

  void warn(const char* file, std::size_t row, const char* field, const std::string& value,
            const std::string& message, const std::string& allowed = {}) const {
    report.warning(file, row, field, value, message, allowed);
  }
  const node& from(const link& row) const { return data.nodes[row.from]; }
  const node& to(const link& row) const { return data.nodes[row.to]; }
  // A coast is no border: the high seas are ZZZ.
  static bool is_land(const std::string& country) { return !country.empty() && country != "ZZZ"; }
  bool crosses_border(const link& row) const {
    return is_land(from(row).country) && is_land(to(row).country) &&
           from(row).country != to(row).country;
  }
  std::set<std::size_t> links_of_crossings() const;

  void modes_without_vehicle() const;
  void short_lengths() const;
  void unknown_countries() const;
  void links_twice() const;
  void borders_without_crossing() const;
  void rates_above_one() const;
  void demand_above_capacity() const;
};

// Names the first few of many, so that a kind of slip is one line.
struct named_rows {
  std::size_t count = 0, first_row = 0;
  std::string names;

  void add(const std::string& id, std::size_t row) {
    if (count++ == 0) first_row = row;
    if (count <= 5) names += (count > 1 ? ", " : "") + id;
  }
  std::string shown() const { return names + (count > 5 ? ", ..." : ""); }
};

std::set<std::size_t> network_checker::links_of_crossings() const {
  std::set<std::size_t> found;
  for (const auto& crossing : data.crossings)
    for (const auto each : crossing.links) found.insert(each.index());
  return found;
}

void network_checker::modes_without_vehicle() const {
  std::set<std::size_t> moved;
  for (const auto& row : data.vehicles) moved.insert(row.mode.index());
  for (const auto& row : data.links)
    if (moved.insert(row.mode.index()).second)
      warn("links.csv", row.row, "mode", data.modes[row.mode].id, "no vehicle has this mode",
           "the mode of a vehicle");
}

void network_checker::short_lengths() const {
  named_rows short_ones;
  double least = 1;
  for (const auto& row : data.links) {
    if (row.length_km <= 0) continue;
    const double km = place::great_circle_km(from(row).longitude, from(row).latitude,
                                             to(row).longitude, to(row).latitude);
    if (row.length_km >= km * (1 - length_tolerance) - length_tolerance_km) continue;
    least = std::min(least, row.length_km / km);
    short_ones.add(row.id, row.row);
  }
  if (short_ones.count > 0)
    warn("links.csv", short_ones.first_row, "length_km", short_ones.shown(),
         fmt::format(
             "{} shorter than the great circle between its ends, down to {:.0f} % of it: "
             "x_coord and y_coord swapped, or miles for km?",
             short_ones.count == 1 ? "one link is" : fmt::format("{} links are", short_ones.count),
             100 * least));
}

void network_checker::unknown_countries() const {
  std::set<std::string> told;
  const auto look = [&](const char* file, std::size_t row, const char* field,
                        const std::string& code) {
    if (code.empty() || is_known_country(code) || !told.insert(code).second) return;
    warn(file, row, field, code, "ISO 3166 knows no such country", "alpha-3, e.g. KAZ, ROU");
  };
  for (const auto& row : data.nodes) look("nodes.csv", row.row, "country", row.country);
  const auto look_at_all = [&](const char* file, const auto& rows) {
    for (const auto& row : rows) {
      for (const auto& code : row.origin_countries) look(file, row.row, "origin_countries", code);
      for (const auto& code : row.destination_countries)
        look(file, row.row, "destination_countries", code);
    }
  };
  look_at_all("duties.csv", data.duties);
  look_at_all("bans.csv", data.bans);
}

void network_checker::links_twice() const {
  std::map<std::tuple<node_id, node_id, mode_id, bool, double, double>, const link*> first;
  for (const auto& row : data.links) {
    const bool turned = row.both_ways && row.to < row.from;
    const auto [at, fresh] =
        first.insert({{turned ? row.to : row.from, turned ? row.from : row.to, row.mode,
                       row.both_ways, row.length_km, row.free_time_h},
                      &row});
    if (!fresh)
      warn("links.csv", row.row, "link_id", row.id,
           fmt::format("the same link as '{}' in row {}; both carry freight", at->second->id,
                       at->second->row));
  }
}

void network_checker::borders_without_crossing() const {
  if (data.crossings.empty()) return;
  const auto within = links_of_crossings();
  named_rows outside;
  for (std::size_t i = 0; i < data.links.size(); ++i) {
    const auto& row = data.links[link_id(i)];
    if (crosses_border(row) && !within.contains(i)) outside.add(row.id, row.row);
  }
  if (outside.count > 0)
    warn("links.csv", outside.first_row, "link_id", outside.shown(),
         fmt::format("{} a border in no crossing: results by crossing leave this freight out",
                     outside.count == 1 ? "one link is over"
                                        : fmt::format("{} links are over", outside.count)),
         "a link of a row of crossings.csv");
}

void network_checker::rates_above_one() const {
  for (const auto& row : data.duties)
    if (row.ad_valorem > 1)
      warn("duties.csv", row.row, "ad_valorem", fmt::format("{}", row.ad_valorem),
           fmt::format("this is {:.0f} % of the value: percent written for a share?",
                       100 * row.ad_valorem));
  for (const auto& row : data.loans)
    for (const double rate : row.terms.rate)
      if (rate > 1)
        warn("loans.csv", row.row, "rate", fmt::format("{}", rate),
             fmt::format("this is {:.0f} % a year: percent written for a share?", 100 * rate));
  for (const auto& row : data.projects)
    if (row.discount_rate > 1)
      warn("projects.csv", row.row, "discount_rate", fmt::format("{}", row.discount_rate),
           fmt::format("this is {:.0f} % a year: percent written for a share?",
                       100 * row.discount_rate));
}

// Freight out of a country whose every border link is in a crossing of known capacity.
void network_checker::demand_above_capacity() const {
  const auto within = links_of_crossings();
  std::set<std::string> open;
  for (std::size_t i = 0; i < data.links.size(); ++i) {
    const auto& row = data.links[link_id(i)];
    if (!crosses_border(row) || within.contains(i)) continue;
    open.insert(from(row).country);
    open.insert(to(row).country);
  }
  double payload_t = 0;
  for (const auto& row : data.vehicles) payload_t = std::max(payload_t, row.payload_t);
  std::map<std::string, double> capacity_t, wanted_t;
  for (const auto& row : data.crossings) {
    std::set<std::string> sides;
    for (const auto each : row.links)
      sides.insert({from(data.links[each]).country, to(data.links[each]).country});
    for (const auto& country : sides)
      capacity_t[country] +=
          std::min(row.capacity_t_per_day, row.capacity_vehicles_per_day * payload_t);
  }
  for (const auto& row : data.demands) {
    const auto& country = data.nodes[row.origin].country;
    if (country != data.nodes[row.destination].country &&
        data.commodities[row.commodity].unit == unit::tonne)
      wanted_t[country] += row.t_per_day;
  }
  for (const auto& [country, wanted] : wanted_t) {
    const auto most = capacity_t.find(country);
    if (open.contains(country) || most == capacity_t.end() || most->second == 0 ||
        !(wanted > far_above_capacity * most->second))
      continue;
    warn("crossings.csv", 0, "capacity_t_per_day", country,
         fmt::format("{:.0f} t a day are to leave this country, {:.0f} times what its crossings "
                     "can take ({:.0f} t)",
                     wanted, wanted / most->second, most->second));
  }
}

}  // namespace

void check_networks(const case_data& data, diagnostics& report) {
  const network_checker check{data, report};
  check.modes_without_vehicle();
  check.short_lengths();
  check.unknown_countries();
  check.links_twice();
  check.borders_without_crossing();
  check.rates_above_one();
  check.demand_above_capacity();
}

}  // namespace amur::study
