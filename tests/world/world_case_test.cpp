// The case of the world, where it has been built (tools/build_world.sh): its network against what
// is known of the earth.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <set>

#include "amur/case/case_reader.h"
#include "amur/model/city_skim.h"
#include "amur/text/csv.h"
#include "support/country_shapes.h"
#include "support/data_dir.h"

namespace amur::test {
namespace {

const std::filesystem::path project = AMUR_PROJECT_DIR;
const std::filesystem::path world = project / "cases/world", build = project / "cases/world-build";

#define AMUR_NEEDS_WORLD() \
  if (!std::filesystem::exists(world)) GTEST_SKIP() << "skipped: cases/world is not built"

const cases::case_data& read_world(const std::string& scenario = {}) {
  static std::map<std::string, cases::case_data> cases;
  if (const auto at = cases.find(scenario); at != cases.end()) return at->second;
  diagnostics report;
  const std::vector<std::string> scenarios(scenario.empty() ? 0 : 1, scenario);
  auto data = cases::read_case(world, scenarios, report);
  EXPECT_TRUE(data) << (report.findings.empty() ? "" : to_string(report.findings.front()));
  return cases[scenario] = data ? std::move(*data) : cases::case_data{};
}

table read_facts(const std::string& name) {
  diagnostics report;
  const auto path = build / "tables" / name;
  const auto text = text::read_file(path, name, report);
  return text ? text::parse_csv(*text, name, report).value_or(table{}) : table{};
}

template <class Id, class Rows>
Id id_of(const Rows& rows, const std::string& id) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[Id(i)].id == id) return Id(i);
  ADD_FAILURE() << "no " << id;
  return Id(0);
}

node_id place(const cases::case_data& data, const std::string& name) {
  for (std::size_t i = 0; i < data.nodes.size(); ++i)
    if (data.nodes[node_id(i)].name == name) return node_id(i);
  ADD_FAILURE() << "no place " << name;
  return node_id(0);
}

std::vector<mode_id> modes_but(const cases::case_data& data, const std::string& start) {
  std::vector<mode_id> others;
  for (std::size_t i = 0; i < data.modes.size(); ++i)
    if (!data.modes[mode_id(i)].id.starts_with(start)) others.push_back(mode_id(i));
  return others;
}

double length_km(const cases::case_data& data, node_id from, node_id to, const std::string& mode,
                 const std::string& commodity) {
  model::city_skim_options options;
  options.origins = {from};
  options.destinations = {to};
  options.commodity = id_of<commodity_id>(data.commodities, commodity);
  options.without_modes = modes_but(data, mode);
  return model::skim_cities(data, options).length_km[0];
}

TEST(world_case, has_the_cities_of_most_countries_and_twenty_commodities) {
  AMUR_NEEDS_WORLD();
  const auto& data = read_world();
  std::set<std::string> countries;
  std::size_t cities = 0;
  for (const auto& node : data.nodes) {
    if (node.type == "city" || node.type == "port") {
      ++cities;
      countries.insert(node.country);
    }
  }
  EXPECT_GE(cities, 1000u);
  EXPECT_GE(countries.size(), 150u);
  EXPECT_EQ(data.commodities.size(), 20u);
}

TEST(world_case, is_connected) {
  AMUR_NEEDS_WORLD();
  const auto& data = read_world("projects_none");
  std::vector<std::size_t> parent(data.nodes.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto find = [&parent](std::size_t n) {
    while (parent[n] != n) n = parent[n] = parent[parent[n]];
    return n;
  };
  for (const auto& link : data.links)
    if (!link.calendar.valid()) parent[find(link.from.index())] = find(link.to.index());
  for (std::size_t n = 0; n < parent.size(); ++n)
    EXPECT_EQ(find(n), find(0)) << data.nodes[node_id(n)].id;
}

double great_circle_km(const std::array<double, 2>& a, const std::array<double, 2>& b) {
  const double radian = std::numbers::pi / 180;
  const double dy = (b[1] - a[1]) * radian / 2, dx = (b[0] - a[0]) * radian / 2;
  const double h = std::pow(std::sin(dy), 2) +
                   std::cos(a[1] * radian) * std::cos(b[1] * radian) * std::pow(std::sin(dx), 2);
  return 2 * 6371.0088 * std::asin(std::sqrt(h));
}

// The point a share t of the way along the great circle.
std::array<double, 2> between(const std::array<double, 2>& a, const std::array<double, 2>& b,
                              double t) {
  const double radian = std::numbers::pi / 180;
  const auto vector = [radian](const std::array<double, 2>& p) {
    const double x = p[0] * radian, y = p[1] * radian;
    return std::array{std::cos(y) * std::cos(x), std::cos(y) * std::sin(x), std::sin(y)};
  };
  const auto va = vector(a), vb = vector(b);
  const double angle = great_circle_km(a, b) / 6371.0088;
  if (angle < 1e-9) return a;
  const double ka = std::sin((1 - t) * angle) / std::sin(angle);
  const double kb = std::sin(t * angle) / std::sin(angle);
  const double x = ka * va[0] + kb * vb[0], y = ka * va[1] + kb * vb[1],
               z = ka * va[2] + kb * vb[2];
  return {std::atan2(y, x) / radian, std::atan2(z, std::hypot(x, y)) / radian};
}

// The longest run of water along a link.
double water_km(const country_shapes& shapes, const cases::link& link) {
  constexpr double step_km = 4;
  double run = 0, longest = 0;
  for (std::size_t i = 1; i < link.geometry.size(); ++i) {
    const auto &a = link.geometry[i - 1], &b = link.geometry[i];
    const double length = great_circle_km(a, b);
    const auto steps = std::max(1.0, std::ceil(length / step_km));
    for (double s = 0; s < steps; ++s) {
      const double t = (s + 0.5) / steps;
      const auto point = between(a, b, t);
      const bool land = shapes.is_land(point[0], point[1]);
      run = land ? 0 : run + length / steps;
      longest = std::max(longest, run);
    }
  }
  return longest;
}

TEST(world_case, no_link_on_land_crosses_the_sea) {
  AMUR_NEEDS_WORLD();
  const country_shapes shapes(build / "node_modules/world-atlas/countries-50m.json");
  ASSERT_TRUE(shapes.read());
  std::set<std::set<std::string>> fixed;
  const auto facts = read_facts("fixed_links.csv");
  ASSERT_FALSE(facts.rows.empty());
  for (const auto& row : facts.rows) fixed.insert({row.cells[0], row.cells[1]});
  const auto& data = read_world();
  std::size_t checked = 0;
  for (const auto& link : data.links) {
    const auto& mode = data.modes[link.mode].id;
    if (mode != "road" && !mode.starts_with("rail")) continue;
    const auto &from = data.nodes[link.from], &to = data.nodes[link.to];
    if (fixed.contains({from.name, to.name})) continue;
    ++checked;
    // The coast is coarse, and the raster coarser.
    EXPECT_LT(water_km(shapes, link), 30) << link.id << ": " << from.name << " to " << to.name;
  }
  EXPECT_GT(checked, 2000u);
}

TEST(world_case, sea_distances_are_those_of_published_tables) {
  AMUR_NEEDS_WORLD();
  const auto facts = read_facts("sea_distances.csv");
  ASSERT_GE(facts.rows.size(), 20u);
  std::size_t near = 0;
  for (const auto& row : facts.rows) {
    const auto& data = read_world(row.cells[2].empty() ? "" : row.cells[2] + "_closed");
    const double km =
        length_km(data, place(data, row.cells[0]), place(data, row.cells[1]), "sea", "grain");
    const double ratio = km / (std::stod(row.cells[3]) * 1.852);
    near += std::abs(ratio - 1) <= 0.03;
    EXPECT_NEAR(ratio, 1, 0.04) << row.cells[0] << " to " << row.cells[1] << ": " << km << " km";
  }
  EXPECT_GE(near, 20u);
}

TEST(world_case, rail_distances_are_those_of_known_lines) {
  AMUR_NEEDS_WORLD();
  const auto facts = read_facts("rail_distances.csv");
  ASSERT_GE(facts.rows.size(), 10u);
  const auto& data = read_world();
  for (const auto& row : facts.rows) {
    const double km = length_km(data, id_of<node_id>(data.nodes, row.cells[0]),
                                id_of<node_id>(data.nodes, row.cells[1]), "rail", "machinery");
    EXPECT_NEAR(km / std::stod(row.cells[2]), 1, 0.1)
        << row.cells[0] << " to " << row.cells[1] << ": " << km << " km";
  }
}

TEST(world_case, projects_shorten_the_way_and_closures_lengthen_it) {
  AMUR_NEEDS_WORLD();
  const auto skim = [](const std::string& scenario, const char* from, const char* to,
                       model::skim_by by) {
    const auto& data = read_world(scenario);
    model::city_skim_options options;
    options.origins = {id_of<node_id>(data.nodes, from)};
    options.destinations = {id_of<node_id>(data.nodes, to)};
    options.commodity = id_of<commodity_id>(data.commodities, "machinery");
    options.by = by;
    return model::skim_cities(data, options);
  };
  const auto hours = [&skim](const std::string& scenario, const char* from, const char* to) {
    return skim(scenario, from, to, model::skim_by::time).time_h[0];
  };
  const auto dollars = [&skim](const std::string& scenario, const char* from, const char* to) {
    return skim(scenario, from, to, model::skim_by::cost).cost_usd_per_t[0];
  };
  EXPECT_LT(hours("projects_all", "kunming", "vientiane"),
            0.99 * hours("projects_none", "kunming", "vientiane"));
  EXPECT_GT(hours("russia_no_transit", "chongqing", "warsaw"),
            1.1 * hours("", "chongqing", "warsaw"));
  EXPECT_DOUBLE_EQ(hours("russia_no_transit", "chongqing", "moscow"),
                   hours("", "chongqing", "moscow"));
  for (const char* scenario : {"suez_closed", "red_sea_closed"})
    EXPECT_GT(dollars(scenario, "shanghai", "rotterdam"),
              1.02 * dollars("", "shanghai", "rotterdam"));
  EXPECT_GT(dollars("malacca_closed", "singapore", "chennai"),
            1.02 * dollars("", "singapore", "chennai"));
  EXPECT_GT(dollars("taiwan_strait_closed", "shanghai", "singapore"),
            dollars("", "shanghai", "singapore"));
  EXPECT_GT(dollars("heihe_bridge_shut", "heihe", "blagoveshchensk"),
            2 * dollars("", "heihe", "blagoveshchensk"));
}

// GDP is a rounded table of the project's own; the World Bank's file may have been revised since.
TEST(world_case, gdp_is_the_world_banks) {
  const auto path = data_dir() / "geo/gdp_worldbank.csv";
  AMUR_NEEDS_DATA(path);
  diagnostics report;
  const auto text = text::read_file(path, "gdp_worldbank.csv", report);
  ASSERT_TRUE(text);
  const auto published = text::parse_csv(*text, "gdp_worldbank.csv", report);
  ASSERT_TRUE(published);
  std::map<std::pair<std::string, std::string>, double> gdp;
  for (const auto& row : published->rows)
    gdp[{row.cells[1], row.cells[2]}] = std::stod(row.cells[3]);
  const auto facts = read_facts("countries.csv");
  std::size_t checked = 0;
  for (const auto& row : facts.rows) {
    if (row.cells[facts.column("gdp_source")] != "world_bank_gdp") continue;
    const auto at = gdp.find({row.cells[0], row.cells[facts.column("gdp_year")]});
    ASSERT_NE(at, gdp.end()) << row.cells[0];
    EXPECT_NEAR(std::stod(row.cells[facts.column("gdp_busd")]) * 1e9 / at->second, 1, 0.02)
        << row.cells[0];
    ++checked;
  }
  EXPECT_GE(checked, 150u);
}

}  // namespace
}  // namespace amur::test
