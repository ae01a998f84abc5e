// Small worlds become cases: what is joined, which way it leads, where borders are crossed.

#include "amur/osm/osm_import.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "amur/text/csv.h"
#include "support/osm_world.h"
#include "support/program.h"
#include "support/random_damage.h"

namespace amur::test {
namespace {

struct imported {
  temporary_folder folder;
  diagnostics report;
  std::optional<osm::import_summary> made;

  explicit imported(const std::vector<std::string>& extracts, osm::import_request request = {},
                    const std::string& format = "osm") {
    for (std::size_t i = 0; i < extracts.size(); ++i)
      request.files.push_back(
          {folder.write("extract" + std::to_string(i) + ".osm", extracts[i]), format});
    request.output = folder.path() / "case";
    made = osm::import_osm(request, report);
  }
  [[nodiscard]] std::string file(const std::string& name) const {
    return slurp(folder.path() / "case" / name);
  }
  /// Rows of a table, each cell by its column.
  [[nodiscard]] std::vector<std::map<std::string, std::string>> rows(
      const std::string& name) const {
    diagnostics findings;
    const auto table = text::parse_csv(file(name + ".csv"), name, findings);
    std::vector<std::map<std::string, std::string>> found;
    if (!table) return found;
    for (const auto& row : table->rows) {
      found.emplace_back();
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        found.back()[table->columns[i]] = row.cells[i];
    }
    return found;
  }
  [[nodiscard]] std::map<std::string, std::string> row(const std::string& table,
                                                       const std::string& column,
                                                       const std::string& value) const {
    for (auto& each : rows(table))
      if (each.at(column) == value) return each;
    ADD_FAILURE() << "no row of " << table << " with " << column << " " << value << "\n"
                  << file(table + ".csv");
    return {};
  }
};

// A road over the border with a bend, a one-way road, a railway that changes gauge beyond, a road
// that ends beside the border, an island, a ring, and what lorries may not use.
osm_world small_world() {
  auto world = two_states();
  world.node(1, 9.5, 47).node(2, 9.7, 47.01).node(3, 9.9, 47).node(4, 10.1, 47).node(5, 10.5, 47);
  world.way(100, {1, 2, 3}, {{"highway", "primary"}, {"maxspeed", "60"}, {"name", "Old, road"}});
  world.way(101, {3, 4, 5}, {{"highway", "primary"}, {"maxspeed", "60"}, {"lanes", "4"}});
  world.node(6, 9.7, 47.2).way(102, {2, 6}, {{"highway", "secondary"}});
  world.node(20, 9.5, 47.3).node(21, 10.2, 47.3).node(22, 10.5, 47.3);
  world.way(200, {20, 21}, {{"railway", "rail"}, {"gauge", "1435"}, {"maxspeed", "100"}});
  world.way(201, {21, 22}, {{"railway", "rail"}, {"gauge", "1520"}});
  world.node(30, 9.5, 46.5)
      .node(31, 9.998, 46.5, {{"barrier", "border_control"}, {"name", "Gate"}});
  world.way(110, {30, 31}, {{"highway", "primary"}, {"toll", "yes"}});
  world.node(40, 9.5, 47.1).way(120, {1, 40}, {{"highway", "primary"}, {"oneway", "-1"}});
  world.way(130, {40, 30}, {{"highway", "primary"}, {"hgv", "no"}});
  world.node(50, 9.2, 46.2).node(51, 9.25, 46.2);
  world.way(140, {50, 51}, {{"highway", "trunk"}, {"surface", "gravel"}, {"bridge", "yes"}});
  world.node(60, 9.3, 47.5).node(61, 9.31, 47.5).node(62, 9.305, 47.51);
  world.way(150, {60, 61, 62, 60}, {{"highway", "primary"}, {"junction", "roundabout"}});
  return world;
}

TEST(osm_import, joins_ways_from_junction_to_junction) {
  const imported small({small_world().xml()});
  ASSERT_TRUE(small.made) << to_string(small.report.findings.front());
  const auto road = small.row("links", "link_id", "road-100-1");
  EXPECT_EQ(road.at("from_node_id"), "n1");
  EXPECT_EQ(road.at("to_node_id"), "n3");
  EXPECT_EQ(road.at("directed"), "false");
  EXPECT_EQ(road.at("name"), "Old, road");
  EXPECT_EQ(road.at("geometry"), "LINESTRING (9.5 47, 9.7 47.01, 9.9 47)");
  const double length = osm::distance_km(osm::place_at(9.5, 47), osm::place_at(9.7, 47.01)) +
                        osm::distance_km(osm::place_at(9.7, 47.01), osm::place_at(9.9, 47));
  EXPECT_NEAR(std::stod(road.at("length_km")), length, 1e-6);
  EXPECT_NEAR(std::stod(road.at("free_time_h")), length / 60, 1e-6);
  EXPECT_EQ(small.row("links", "link_id", "road-101-2").at("capacity_pce_per_day"), "36000");
  const auto one_way = small.row("links", "link_id", "road-120-1");
  EXPECT_EQ(one_way.at("from_node_id"), "n40");
  EXPECT_EQ(one_way.at("to_node_id"), "n1");
  EXPECT_EQ(one_way.at("directed"), "true");
  EXPECT_EQ(small.made->closed_to_lorries, 1U);
}

TEST(osm_import, a_side_road_of_a_lower_class_is_a_junction_where_it_is_asked_for) {
  osm::import_request request;
  request.ways.lowest_road = "secondary";
  const imported small({small_world().xml()}, request);
  ASSERT_TRUE(small.made);
  EXPECT_EQ(small.row("links", "link_id", "road-100-1").at("to_node_id"), "n2");
  EXPECT_EQ(small.row("links", "link_id", "road-102-1").at("to_node_id"), "n6");
}

TEST(osm_import, a_ring_is_two_links) {
  const imported small({small_world().xml()});
  ASSERT_TRUE(small.made);
  const auto first = small.row("links", "link_id", "road-150-1");
  const auto second = small.row("links", "link_id", "road-150-2");
  EXPECT_EQ(first.at("from_node_id"), second.at("to_node_id"));
  EXPECT_EQ(first.at("to_node_id"), second.at("from_node_id"));
  EXPECT_EQ(first.at("directed"), "true");
}

TEST(osm_import, crosses_where_the_country_changes_and_where_a_way_ends_at_the_border) {
  const imported small({small_world().xml()});
  ASSERT_TRUE(small.made);
  const auto road = small.row("crossings", "crossing_id", "road-che-lie-1");
  EXPECT_EQ(road.at("links"), "road-101-1");
  EXPECT_EQ(small.row("links", "link_id", "road-101-1").at("from_node_id"), "n3");
  EXPECT_EQ(small.row("links", "link_id", "road-101-1").at("to_node_id"), "n4");
  EXPECT_EQ(small.row("nodes", "node_id", "n3").at("country"), "LIE");
  EXPECT_EQ(small.row("nodes", "node_id", "n4").at("country"), "CHE");
  EXPECT_EQ(small.row("crossings", "crossing_id", "rail_1435-che-lie-1").at("links"),
            "rail_1435-200-1");
  // Beside the border control the road of the extract ends, 150 m before the border.
  const auto gate = small.row("crossings", "name", "Gate (CHE-LIE)");
  EXPECT_EQ(gate.at("links"), "road-n31-border");
  const auto over = small.row("links", "link_id", "road-n31-border");
  EXPECT_EQ(small.row("nodes", "node_id", over.at("to_node_id")).at("country"), "CHE");
  EXPECT_NEAR(std::stod(over.at("length_km")), 0.1535, 1e-3);
  EXPECT_NE(over.at("note").find("made up"), std::string::npos);
  EXPECT_EQ(small.rows("crossings").size(), 3U);
}

TEST(osm_import, ends_lead_over_no_border_where_edges_are_not_asked_for) {
  osm::import_request request;
  request.edge_km = 0;
  const imported small({small_world().xml()}, request);
  ASSERT_TRUE(small.made);
  // The border control beside it is a crossing still, within the country.
  const auto gate = small.row("crossings", "name", "Gate");
  EXPECT_EQ(gate.at("links"), "road-110-1");
}

TEST(osm_import, a_break_of_gauge_is_a_transfer_both_ways) {
  const imported small({small_world().xml()});
  ASSERT_TRUE(small.made);
  EXPECT_EQ(small.row("links", "link_id", "rail_1520-201-1").at("mode"), "rail_1520");
  const auto there = small.row("transfers", "transfer_id", "gauge_1");
  EXPECT_EQ(there.at("node_id"), "n21");
  EXPECT_EQ(there.at("from_mode") + there.at("to_mode"), "rail_1435rail_1520");
  EXPECT_EQ(small.row("transfers", "transfer_id", "gauge_2").at("from_mode"), "rail_1520");
}

TEST(osm_import, railways_of_two_gauges_that_end_side_by_side_are_joined) {
  auto world = two_states();
  world.node(1, 9.2, 47).node(2, 9.5, 47).node(3, 9.505, 47.001).node(4, 9.8, 47);
  world.way(10, {1, 2}, {{"railway", "rail"}, {"gauge", "1435"}});
  world.way(11, {3, 4}, {{"railway", "rail"}, {"gauge", "1520"}});
  const imported small({world.xml()});
  ASSERT_TRUE(small.made);
  EXPECT_EQ(small.rows("links").size(), 3U);
  EXPECT_EQ(small.made->network.gauge_breaks.size(), 2U);
}

TEST(osm_import, assumed_cells_are_named_and_defaults_can_be_changed) {
  const temporary_folder folder;
  osm::import_request request;
  request.defaults = folder.write("mine.csv", "kind,speed_kmh\nunpaved,20\ntoll,\n");
  const imported small({small_world().xml()}, request);
  ASSERT_TRUE(small.made) << to_string(small.report.findings.front());
  const auto gravel = small.row("links", "link_id", "road-140-1");
  EXPECT_NEAR(std::stod(gravel.at("free_time_h")), std::stod(gravel.at("length_km")) / 20, 1e-6);
  EXPECT_EQ(gravel.at("source"), "osm_defaults");
  EXPECT_NE(gravel.at("note").find("assumed: free_time_h"), std::string::npos);
  EXPECT_NE(gravel.at("note").find("bridge 3.8"), std::string::npos) << gravel.at("note");
  EXPECT_EQ(small.row("links", "link_id", "road-110-1").at("fee_usd_per_vehicle"), "");
  EXPECT_EQ(small.row("links", "link_id", "rail_1435-200-1").at("source"), "osm");
  // What was used is in the case, and gives the same case again.
  request.defaults = small.folder.path() / "case/import/defaults.csv";
  const imported again({small_world().xml()}, request);
  ASSERT_TRUE(again.made);
  EXPECT_EQ(again.file("links.csv"), small.file("links.csv"));
}

TEST(osm_import, islands_are_named) {
  const imported small({small_world().xml()});
  ASSERT_TRUE(small.made);
  const auto& islands = small.made->network.islands;
  ASSERT_EQ(islands.size(), 3U);  // the road to the gate, the gravel road and the ring
  EXPECT_NE(small.file("case.toml").find("road: 2 links"), std::string::npos);
  EXPECT_NE(small.row("nodes", "node_id", "n50").at("note").find("island"), std::string::npos);
}

TEST(osm_import, extracts_are_joined_whatever_their_order_and_overlap) {
  auto west = two_states(), east = two_states(), both = two_states();
  for (auto* world : {&west, &both})
    world->node(1, 9.5, 47)
        .node(2, 9.9, 47)
        .node(3, 10.1, 47)
        .way(10, {1, 2, 3}, {{"highway", "primary"}, {"name", "Road"}});
  for (auto* world : {&east, &both}) {
    if (world == &east) world->node(3, 10.1, 47);
    world->node(4, 10.4, 47.1).way(11, {3, 4}, {{"highway", "primary"}});
  }
  // The way over the border as an extract that cuts ways has it.
  east.node(2, 9.9, 47).way(10, {2, 3}, {{"highway", "primary"}, {"name", "Road"}});
  const imported whole({both.xml()}), joined({west.xml(), east.xml()}),
      turned({east.xml(), west.xml()});
  ASSERT_TRUE(whole.made && joined.made && turned.made);
  for (const char* file : {"nodes.csv", "links.csv", "crossings.csv"}) {
    EXPECT_EQ(joined.file(file), whole.file(file));
    EXPECT_EQ(turned.file(file), whole.file(file));
  }
}

TEST(osm_import, ways_are_cut_where_the_extract_lacks_a_node) {
  auto world = two_states();
  world.node(1, 9.2, 47).node(2, 9.3, 47).node(4, 9.5, 47).node(5, 9.6, 47);
  world.way(10, {1, 2, 3, 4, 5}, {{"highway", "primary"}});
  const imported small({world.xml()});
  ASSERT_TRUE(small.made);
  EXPECT_EQ(small.made->network.cut_ways, 1U);
  EXPECT_EQ(small.rows("links").size(), 2U);
}

TEST(osm_import, a_short_stay_beyond_a_border_is_no_crossing) {
  auto world = two_states();
  world.node(1, 9.5, 47).node(2, 9.9995, 47.1).node(3, 10.0005, 47.1005).node(4, 9.9995, 47.101);
  world.node(5, 9.5, 47.2).way(10, {1, 2, 3, 4, 5}, {{"highway", "primary"}});
  const imported small({world.xml()});
  ASSERT_TRUE(small.made);
  EXPECT_EQ(small.rows("links").size(), 1U);
  EXPECT_TRUE(small.made->network.crossings.empty());
}

TEST(osm_import, borders_come_from_a_file_where_one_is_given) {
  const temporary_folder folder;
  osm::import_request request;
  request.borders = folder.write("two.geojson",
                                 R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"ISO_A3":"AUT"},"geometry":{"type":"Polygon",
         "coordinates":[[[8,45],[9.6,45],[9.6,49],[8,49],[8,45]]]}},
        {"type":"Feature","properties":{"ISO_A3":"DEU"},"geometry":{"type":"Polygon",
         "coordinates":[[[9.6,45],[12,45],[12,49],[9.6,49],[9.6,45]]]}}]})");
  const imported small({small_world().xml()}, request);
  ASSERT_TRUE(small.made) << to_string(small.report.findings.front());
  EXPECT_EQ(small.row("nodes", "node_id", "n1").at("country"), "AUT");
  EXPECT_EQ(small.row("nodes", "node_id", "n5").at("country"), "DEU");
  EXPECT_EQ(small.row("nodes", "node_id", "n1").at("source"), "borders");
  EXPECT_NE(small.file("crossings.csv").find("road-aut-deu-1"), std::string::npos);
}

TEST(osm_import, what_is_written_is_a_case_without_an_error) {
  const imported small({small_world().xml()});
  ASSERT_TRUE(small.made);
  const auto check = run_program("check " + (small.folder.path() / "case").string());
  EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
}

TEST(osm_import, says_what_it_cannot_use) {
  const auto refused = [](const std::string& xml, const osm::import_request& request = {}) {
    const imported bad({xml}, request);
    EXPECT_FALSE(bad.made);
    EXPECT_FALSE(std::filesystem::exists(bad.folder.path() / "case"));
    EXPECT_EQ(bad.report.findings.size(), 1U);
    return bad.report.findings.empty() ? "" : to_string(bad.report.findings.front());
  };
  EXPECT_NE(refused(two_states().xml()).find("no way of the chosen classes"), std::string::npos);
  EXPECT_NE(refused(osm_world().xml()).find("no whole border"), std::string::npos);
  EXPECT_NE(refused("not xml").find("can't be read as OpenStreetMap data"), std::string::npos);
  const temporary_folder folder;
  osm::import_request request;
  request.defaults = folder.write("mine.csv", "kind,speed_kmh\nhighway,20\n");
  EXPECT_NE(refused(small_world().xml(), request).find("row 2, field 'kind', value 'highway'"),
            std::string::npos);
  request.defaults = folder.write("slow.csv", "kind,speed_kmh\nprimary,-3\n");
  EXPECT_NE(refused(small_world().xml(), request).find("value '-3'"), std::string::npos);
  request = {};
  request.borders = folder.write("bad.geojson", "{}");
  EXPECT_NE(refused(small_world().xml(), request).find("bad.geojson"), std::string::npos);
}

TEST(osm_import, a_damaged_extract_gives_one_message_or_a_case) {
  std::mt19937_64 random(20);
  const auto whole = small_world().xml();
  for (int attempt = 0; attempt < 150; ++attempt) {
    auto text = whole;
    if (attempt % 3 == 0)
      text.resize(random() % text.size());
    else
      damage(text, random);
    const imported tried({text});
    const bool there = std::filesystem::exists(tried.folder.path() / "case");
    EXPECT_EQ(tried.made.has_value(), there);
    if (tried.made) continue;
    EXPECT_EQ(tried.report.findings.size(), 1U);
  }
}

}  // namespace
}  // namespace amur::test
