#include "amur/world/network_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "amur/text/csv.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/typed_row.h"

namespace amur::world {
namespace {

using text::typed_row;

// A table with these columns, of which the first `needed` must be there.
std::optional<table> read_table(const std::filesystem::path& folder, const std::string& file,
                                const std::vector<std::string>& columns, std::size_t needed,
                                diagnostics& report) {
  const auto bytes = text::read_file(folder / file, file, report);
  if (!bytes) return std::nullopt;
  auto read = text::parse_csv(*bytes, file, report);
  if (!read) return std::nullopt;
  bool is_whole = true;
  for (std::size_t i = 0; i < needed; ++i)
    if (read->column(columns[i]) == table::npos) {
      report.error(file, 1, columns[i], "", "this column is missing", text::join(columns));
      is_whole = false;
    }
  for (const auto& each : read->columns)
    if (std::ranges::find(columns, each) == columns.end())
      report.warning(file, 1, each, "", text::with_nearest("this column isn't used", each, columns),
                     text::join(columns));
  return is_whole ? std::move(read) : std::nullopt;
}

// Names in the order in which they were first said.
class numbered_names {
 public:
  std::uint32_t add(const std::string& name) {
    const auto [at, is_new] = number_.try_emplace(name, static_cast<std::uint32_t>(names.size()));
    if (is_new) names.push_back(name);
    return at->second;
  }
  // The number of a name that must be known; else an error on the row, and none.
  std::optional<std::uint32_t> find(const typed_row& row, const std::string& column,
                                    const std::string& where) const {
    const auto name = row.text(column, true);
    if (name.empty()) return std::nullopt;
    const auto at = number_.find(name);
    if (at != number_.end()) return at->second;
    row.error(column, text::with_nearest("unknown name", name, names), "a name of " + where);
    return std::nullopt;
  }
  [[nodiscard]] bool has(const std::string& name) const { return number_.contains(name); }

  std::vector<std::string> names;

 private:
  std::map<std::string, std::uint32_t> number_;
};

class network_reader {
 public:
  network_reader(const std::filesystem::path& folder, const network_settings& settings,
                 diagnostics& report)
      : folder_(folder), settings_(settings), report_(report) {}

  std::optional<network_tables> read() {
    read_settings();
    if (!read_places() || !read_zones() || !read_products() || !read_roads()) return std::nullopt;
    if (report_.has_errors()) return std::nullopt;
    made_.place = places_.names;
    made_.good = goods_.names;
    made_.zone = zones_.names;
    return std::move(made_);
  }

 private:
  // Each option's own range is checked where it is written.
  void read_settings() {
    auto& problem = made_.problem;
    problem.budget = settings_.budget;
    problem.consumption_share = settings_.consumption_share;
    problem.inequality_aversion = settings_.inequality_aversion;
    problem.substitution_elasticity = settings_.substitution_elasticity;
    problem.congestion = settings_.congestion;
    problem.returns_to_infrastructure = settings_.returns;
    problem.labour_exponent = settings_.labour_exponent;
    problem.goods_share_roads = !settings_.goods_apart;
    problem.flow_substitution = settings_.flow_substitution;
    problem.labour_moves = settings_.people_move;
    if (problem.substitution_elasticity == 1)
      report_.error("", 0, "--sigma", "1",
                    "goods would have fixed shares, which the tables don't say",
                    "a number > 0 that isn't 1");
    if (problem.consumption_share * (1 - problem.inequality_aversion) >= 1)
      report_.error("", 0, "--alpha", fmt::format("{}", problem.consumption_share),
                    "utility would rise in a straight line with consumption",
                    "alpha (1 - rho) below 1");
    else if (problem.labour_moves && problem.consumption_share == 1)
      report_.error("", 0, "--alpha", "1", "people who need no housing would all live in one place",
                    "below 1, or nobody moves");
    if (!problem.goods_share_roads && problem.flow_substitution != 1)
      report_.error("", 0, "--nu", fmt::format("{}", problem.flow_substitution),
                    "goods apart don't hinder each other at all", "1, or goods that share roads");
  }

  std::optional<table> open(const std::string& file, const std::vector<std::string>& columns,
                            std::size_t needed) {
    return read_table(folder_, file, columns, needed, report_);
  }

  bool read_places() {
    const auto rows = open("places.csv", {"place", "population", "housing"}, 2);
    if (!rows) return false;
    auto& problem = made_.problem;
    for (const auto& each : rows->rows) {
      const typed_row row(*rows, each, report_);
      const auto name = row.text("place", true);
      if (places_.has(name)) row.error("place", "this place stands above already", "a new name");
      places_.add(name);
      problem.population.push_back(row.number("population", text::not_negative));
      // With which utility is (c / alpha)^alpha.
      const double usual = problem.consumption_share < 1 ? 1 - problem.consumption_share : 1;
      problem.housing.push_back(row.number("housing", text::positive, usual));
    }
    problem.places = rows->rows.size();
    if (rows->rows.empty()) report_.error("places.csv", 0, "", "", "there is no place", "a row");
    return !report_.has_errors();
  }

  bool read_zones() {
    if (!std::filesystem::exists(folder_ / "zones.csv")) return true;
    const auto rows = open("zones.csv", {"zone", "budget"}, 2);
    if (!rows) return false;
    for (const auto& each : rows->rows) {
      const typed_row row(*rows, each, report_);
      const auto name = row.text("zone", true);
      if (zones_.has(name)) row.error("zone", "this zone stands above already", "a new name");
      zones_.add(name);
      made_.problem.zone_budget.push_back(row.number("budget", text::not_negative));
    }
    return !report_.has_errors();
  }

  bool read_products() {
    const auto rows = open("products.csv", {"place", "good", "productivity"}, 3);
    if (!rows) return false;
    struct product {
      std::uint32_t place, good;
      double productivity;
    };
    std::vector<product> made;
    for (const auto& each : rows->rows) {
      const typed_row row(*rows, each, report_);
      const auto place = places_.find(row, "place", "places.csv");
      const auto good = row.text("good", true);
      const double productivity = row.number("productivity", text::not_negative);
      if (place && !good.empty()) made.push_back({*place, goods_.add(good), productivity});
    }
    auto& problem = made_.problem;
    problem.goods = goods_.names.size();
    problem.productivity.assign(problem.places * problem.goods, 0);
    for (const auto& each : made)
      problem.productivity[each.place * problem.goods + each.good] += each.productivity;
    if (made.empty()) report_.error("products.csv", 0, "", "", "nothing is made", "a row");
    return !report_.has_errors();
  }

  bool read_roads() {
    const auto rows = open("roads.csv",
                           {"from", "to", "cost_factor", "infrastructure", "most_infrastructure",
                            "price", "cost_factor_back", "zone"},
                           6);
    if (!rows) return false;
    for (const auto& each : rows->rows) read_road(typed_row(*rows, each, report_));
    auto& problem = made_.problem;
    for (const auto& each : problem.roads) {
      const double cost = each.price * each.least_infrastructure;
      problem.budget += cost;
      if (each.zone != invest::road::no_zone) problem.zone_budget[each.zone] += cost;
    }
    return !report_.has_errors();
  }

  void read_road(const typed_row& row) {
    invest::road road;
    const auto from = places_.find(row, "from", "places.csv");
    const auto to = places_.find(row, "to", "places.csv");
    road.cost_factor = row.number("cost_factor", text::positive);
    road.cost_factor_back = row.number("cost_factor_back", text::positive, road.cost_factor);
    road.least_infrastructure = row.number("infrastructure", text::not_negative);
    road.most_infrastructure = row.number("most_infrastructure", text::not_negative);
    road.price = row.number("price", text::not_negative);
    if (!row.blank("zone"))
      if (const auto zone = zones_.find(row, "zone", "zones.csv")) road.zone = *zone;
    if (road.most_infrastructure < road.least_infrastructure)
      row.error("most_infrastructure", "this is less than there is",
                "at least the infrastructure of today");
    if (from && to && *from == *to)
      row.error("to", "the road leads to where it starts", "another place");
    if (!from || !to) return;
    road.from = *from;
    road.to = *to;
    made_.problem.roads.push_back(road);
    made_.today.push_back(road.least_infrastructure);
  }

  const std::filesystem::path& folder_;
  const network_settings& settings_;
  diagnostics& report_;
  network_tables made_;
  numbered_names places_, goods_, zones_;
};

}  // namespace

std::optional<network_tables> read_network(const std::filesystem::path& folder,
                                           const network_settings& settings, diagnostics& report) {
  return network_reader(folder, settings, report).read();
}

}  // namespace amur::world
