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
#include "amur/study/named_rows.h"
#include "amur/study/names.h"

namespace amur::study {
namespace {

// Lengths are rounded, the earth is no sphere, and a place stands for the whole town, so that a way
// from gate to gate is a little shorter.
constexpr double length_tolerance = 0.02, length_tolerance_km = 5;
// A way back that is longer than this is none: one-way streets have one round the block.
constexpr double longest_way_back = 3, longest_way_back_km = 10;
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
  // A coast is no border: the high seas are ZZZ, and ships and aircraft cross no land.
  static bool is_land(const std::string& country) {
    return !country.empty() && country != cases::high_seas;
  }
  bool crosses_border(const link& row) const {
    const auto& mode = data.modes[row.mode].id;
    if (mode.starts_with("sea") || mode.starts_with("ship") || mode.starts_with("air"))
      return false;
    return is_land(from(row).country) && is_land(to(row).country) &&
           from(row).country != to(row).country;
  }
  std::set<std::size_t> links_of_crossings() const;

  void modes_without_vehicle() const;
  void short_lengths() const;
  void unknown_countries() const;
  void links_twice() const;
  void borders_without_crossing() const;
  void ways_without_way_back() const;
  void gauges_without_transfer() const;
  void rate_above_one(const char* file, std::size_t row, const char* field, double rate,
                      const char* of_what) const;
  void rates_above_one() const;
  void demand_above_capacity() const;
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
  named_rows twice;
  const link* known = nullptr;
  for (const auto& row : data.links) {
    const bool turned = row.both_ways && row.to < row.from;
    const auto [at, fresh] =
        first.insert({{turned ? row.to : row.from, turned ? row.from : row.to, row.mode,
                       row.both_ways, row.length_km, row.free_time_h},
                      &row});
    if (fresh) continue;
    if (twice.count == 0) known = at->second;
    twice.add(row.id, row.row);
  }
  if (twice.count == 1)
    warn("links.csv", twice.first_row, "link_id", twice.shown(),
         fmt::format("the same link as '{}' in row {}; both carry freight", known->id, known->row));
  if (twice.count > 1)
    warn("links.csv", twice.first_row, "link_id", twice.shown(),
         fmt::format("{} links are the same as others (the first as '{}' in row {}); each carries "
                     "freight",
                     twice.count, known->id, known->row));
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

// Pipelines have a direction, and so have links that are one-way for each other.
void network_checker::ways_without_way_back() const {
  struct step {
    node_id to;
    double km;
  };
  std::map<std::pair<mode_id, node_id>, std::vector<step>> steps;
  for (const auto& row : data.links) {
    steps[{row.mode, row.from}].push_back({row.to, row.length_km});
    if (row.both_ways) steps[{row.mode, row.to}].push_back({row.from, row.length_km});
  }
  const auto has_way_back = [&](const link& row) {
    const double most = longest_way_back * row.length_km + longest_way_back_km;
    std::map<node_id, double> best{{row.to, 0}};
    std::set<std::pair<double, node_id>> next{{0, row.to}};
    while (!next.empty()) {
      const auto [km, at] = *next.begin();
      next.erase(next.begin());
      if (at == row.from) return true;
      const auto out = steps.find({row.mode, at});
      if (out == steps.end()) continue;
      for (const auto& each : out->second) {
        const auto [known, fresh] = best.insert({each.to, km + each.km});
        if (km + each.km > most || (!fresh && known->second <= km + each.km)) continue;
        if (!fresh) next.erase({known->second, each.to});
        known->second = km + each.km;
        next.insert({known->second, each.to});
      }
    }
    return false;
  };
  named_rows one_way;
  for (const auto& row : data.links)
    if (!row.both_ways && !data.modes[row.mode].id.starts_with("pipeline") && !has_way_back(row))
      one_way.add(row.id, row.row);
  if (one_way.count > 0)
    warn("links.csv", one_way.first_row, "directed", one_way.shown(),
         one_way.count == 1
             ? "one link leads one way only, and no other of its mode leads back"
             : fmt::format("{} links lead one way only, and no others of their mode lead back",
                           one_way.count),
         "directed = false, or a link back");
}

// "rail", or "rail_" and what tells one gauge from another.
void network_checker::gauges_without_transfer() const {
  const auto is_gauge = [](const std::string& mode) {
    if (!mode.starts_with("rail")) return false;
    if (mode == "rail" || mode.find_first_of("0123456789") != std::string::npos) return true;
    const char* words[] = {"broad", "standard", "narrow", "metre"};
    return std::any_of(std::begin(words), std::end(words),
                       [&](const char* word) { return mode.find(word) != std::string::npos; });
  };
  std::map<node_id, std::set<mode_id>> gauges;
  for (const auto& row : data.links)
    if (is_gauge(data.modes[row.mode].id))
      for (const auto end : {row.from, row.to}) gauges[end].insert(row.mode);
  std::set<std::tuple<node_id, mode_id, mode_id>> changes;
  for (const auto& row : data.transfers)
    if (row.from.valid() && row.to.valid()) changes.insert({row.node, row.from, row.to});
  named_rows breaks;
  std::string missing;
  for (const auto& [at, modes] : gauges) {
    std::string without;
    for (const auto from : modes)
      for (const auto to : modes)
        if (without.empty() && from != to && !changes.contains({at, from, to}))
          without = data.modes[from].id + " to " + data.modes[to].id;
    if (without.empty()) continue;
    if (breaks.count == 0) missing = without;
    breaks.add(data.nodes[at].id, data.nodes[at].row);
  }
  if (breaks.count > 0)
    warn("nodes.csv", breaks.first_row, "node_id", breaks.shown(),
         fmt::format("gauges meet at {} without a transfer between them (at the first: {}); what "
                     "comes on one can't go on by the other",
                     breaks.count == 1 ? "one place" : fmt::format("{} places", breaks.count),
                     missing),
         "rows of transfers.csv, one each way");
}

void network_checker::rate_above_one(const char* file, std::size_t row, const char* field,
                                     double rate, const char* of_what) const {
  if (rate > 1)
    warn(file, row, field, fmt::format("{}", rate),
         fmt::format("this is {:.0f} % {}: percent written for a share?", 100 * rate, of_what));
}

void network_checker::rates_above_one() const {
  for (const auto& row : data.duties)
    rate_above_one("duties.csv", row.row, "ad_valorem", row.ad_valorem, "of the value");
  for (const auto& row : data.trade_values)
    rate_above_one("trade.csv", row.row, "import_duty", row.import_duty, "of the value");
  for (const auto& row : data.growths)
    rate_above_one("growth.csv", row.row, "per_year", row.per_year, "a year");
  for (const auto& row : data.loans) {
    const auto& rates = row.terms.rate;
    if (!rates.empty())
      rate_above_one("loans.csv", row.row, "rate", *std::max_element(rates.begin(), rates.end()),
                     "a year");
  }
  for (const auto& row : data.projects) {
    rate_above_one("projects.csv", row.row, "discount_rate", row.discount_rate, "a year");
    rate_above_one("projects.csv", row.row, "income_growth", row.income_growth, "a year");
    rate_above_one("projects.csv", row.row, "operating_growth", row.operating_growth, "a year");
  }
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
  check.ways_without_way_back();
  check.gauges_without_transfer();
  check.rates_above_one();
  check.demand_above_capacity();
}

}  // namespace amur::study
