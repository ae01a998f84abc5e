// GMNS folders become cases and cases GMNS folders: units, spellings, mistakes, and round trips.

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "amur/case/case_reader.h"
#include "amur/gmns/gmns_import.h"
#include "amur/gmns/gmns_words.h"
#include "support/data_dir.h"
#include "support/program.h"

namespace amur::test {
namespace {

const char* const two_nodes = "node_id,x_coord,y_coord\n1,9.5,47\n2,9.6,47\n3,9.6,47.1\n";

struct gmns_folder {
  temporary_folder folder;
  diagnostics report;

  gmns_folder(const std::string& nodes, const std::string& links, const std::string& config = "",
              const std::string& geometry = "") {
    (void)folder.write("net/node.csv", nodes);
    (void)folder.write("net/link.csv", links);
    if (!config.empty()) (void)folder.write("net/config.csv", config);
    if (!geometry.empty()) (void)folder.write("net/geometry.csv", geometry);
  }
  std::optional<gmns::gmns_network> read(const gmns::gmns_units& units = {}) {
    return gmns::read_gmns(folder.path() / "net", units, report);
  }
  // The one error of a folder that is refused.
  std::string error() {
    EXPECT_FALSE(read());
    EXPECT_EQ(report.count(severity::error), 1U);
    for (const auto& finding : report.findings)
      if (finding.level == severity::error) return to_string(finding);
    return {};
  }
};

TEST(gmns, lines_of_all_kinds_are_read) {
  using points = std::vector<gmns::point>;
  EXPECT_EQ(gmns::points_of_wkt("LINESTRING (1 2, 3 4)"), (points{{1, 2}, {3, 4}}));
  EXPECT_EQ(gmns::points_of_wkt("LINESTRING(1.5 2,-3e1 4 7)"), (points{{1.5, 2}, {-30, 4}}));
  EXPECT_EQ(gmns::points_of_wkt("MULTILINESTRING ((1 2,3 4),(3 4,5 6))"),
            (points{{1, 2}, {3, 4}, {5, 6}}));
  for (const char* none : {"", "POINT (1 2)", "LINESTRING (1, 2)", "LINESTRING (a b)", "LINESTRING",
                           "LINESTRING (1 2, 3 nan)", "LINESTRING (1 2, 3 4"})
    EXPECT_TRUE(gmns::points_of_wkt(none).empty()) << none;
}

TEST(gmns, units_are_those_of_the_configuration) {
  gmns_folder small(two_nodes,
                    "link_id,from_node_id,to_node_id,directed,length,free_speed,capacity,lanes\n"
                    "a,1,2,1,5,50,1000,2\n",
                    "long_length,speed\nmi,mph\n");
  const auto made = small.read();
  ASSERT_TRUE(made);
  EXPECT_DOUBLE_EQ(made->links[0].length_km, 8.04672);
  EXPECT_DOUBLE_EQ(made->links[0].free_time_h, 0.1);
  EXPECT_DOUBLE_EQ(made->links[0].capacity_pce_per_day, 48000);
}

// From 9.5 to 9.6 degrees east at 47 north are 7.58 km.
TEST(gmns, a_unit_that_nothing_says_follows_from_the_geometry) {
  for (const auto& [length, unit] : std::map<std::string, std::string>{
           {"7600", "m"}, {"7.6", "km"}, {"25000", "ft"}, {"4.7", "mi"}}) {
    gmns_folder small(two_nodes,
                      "link_id,from_node_id,to_node_id,directed,length\na,1,2,1," + length + "\n");
    const auto made = small.read();
    ASSERT_TRUE(made) << length;
    EXPECT_EQ(made->units.length, unit);
    EXPECT_TRUE(made->length_guessed);
    EXPECT_NEAR(made->links[0].length_km, 7.6, 0.05);
  }
  gmns_folder odd(two_nodes, "link_id,from_node_id,to_node_id,directed,length\na,1,2,1,100\n");
  EXPECT_NE(odd.error().find("its unit can't be told"), std::string::npos);
}

TEST(gmns, directed_is_read_in_all_its_spellings) {
  for (const auto& [word, directed] : std::map<std::string, bool>{{"1", true},
                                                                  {"TRUE", true},
                                                                  {"true", true},
                                                                  {"Yes", true},
                                                                  {"0", false},
                                                                  {"False", false},
                                                                  {"no", false}}) {
    gmns_folder small(two_nodes, "link_id,from_node_id,to_node_id,directed\na,1,2," + word + "\n");
    const auto made = small.read();
    ASSERT_TRUE(made) << word;
    EXPECT_EQ(made->links[0].directed, directed) << word;
  }
}

TEST(gmns, mistakes_are_named_with_file_and_row) {
  const std::string head = "link_id,from_node_id,to_node_id,directed,geometry_id,length\n";
  const auto error = [&](const std::string& links, const std::string& nodes = two_nodes) {
    return gmns_folder(nodes, links, "",
                       "geometry_id,geometry\ng,\"LINESTRING (9.5 47, 9.6 47)\"\n")
        .error();
  };
  EXPECT_NE(error(head + "a,1,2,1,g,7.6\nb,1,9,1,,\n")
                .find("link.csv, row 3, field 'to_node_id', value '9'"),
            std::string::npos);
  EXPECT_NE(error(head + "a,1,2,1,h,7.6\n").find("link.csv, row 2, field 'geometry_id', value 'h'"),
            std::string::npos);
  EXPECT_NE(error(head + "a,1,2,maybe,,7.6\n").find("field 'directed', value 'maybe'"),
            std::string::npos);
  EXPECT_NE(error(head + "a,1,2,1,,-1\n").find("field 'length', value '-1'"), std::string::npos);
  EXPECT_NE(error(head + "a,1,2,1,,7.6\na,2,1,1,,7.6\n").find("row 3, field 'link_id', value 'a'"),
            std::string::npos);
  EXPECT_NE(error("link_id,from_node_id,directed\na,1,1\n").find("field 'to_node_id'"),
            std::string::npos);
  EXPECT_NE(error(head + "a,1,2,1,,7.6\n", std::string(two_nodes) + "1,9,47\n")
                .find("node.csv, row 5, field 'node_id', value '1'"),
            std::string::npos);
}

TEST(gmns, a_geometry_that_leads_against_its_link_is_turned) {
  gmns_folder small(two_nodes, "link_id,from_node_id,to_node_id,directed,geometry_id\na,1,2,1,g\n",
                    "", "geometry_id,geometry\ng,\"LINESTRING (9.6 47, 9.55 47.01, 9.5 47)\"\n");
  const auto made = small.read();
  ASSERT_TRUE(made);
  EXPECT_EQ(made->turned_lines, 1U);
  EXPECT_EQ(made->links[0].line.front(), (gmns::point{9.5, 47}));
}

// UTM zone 32 north: its middle meridian is 9 degrees east, where easting is 500,000 m; a degree of
// latitude there is 0.9996 of its length on the ellipsoid.
TEST(gmns, places_of_a_known_system_become_degrees) {
  gmns_folder small("node_id,x_coord,y_coord\n1,500000,0\n2,500000,110530.1\n",
                    "link_id,from_node_id,to_node_id,directed\na,1,2,1\n");
  gmns::gmns_units units;
  units.crs = "EPSG:32632";
  const auto made = small.read(units);
  ASSERT_TRUE(made) << to_string(small.report.findings.front());
  EXPECT_NEAR(made->nodes[1].at[0], 9, 1e-9);
  EXPECT_NEAR(made->nodes[1].at[1], 1, 1e-5);
  units.crs = "EPSG:0";
  EXPECT_FALSE(small.read(units));
}

void expect_same_network(const cases::case_data& a, const cases::case_data& b) {
  ASSERT_EQ(a.nodes.size(), b.nodes.size());
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    const auto &x = a.nodes[node_id(i)], &y = b.nodes[node_id(i)];
    EXPECT_EQ(std::tie(x.id, x.name, x.country, x.type, x.longitude, x.latitude),
              std::tie(y.id, y.name, y.country, y.type, y.longitude, y.latitude));
  }
  ASSERT_EQ(a.links.size(), b.links.size());
  for (std::size_t i = 0; i < a.links.size(); ++i) {
    const auto &x = a.links[link_id(i)], &y = b.links[link_id(i)];
    EXPECT_EQ(std::tie(x.id, x.name, x.from, x.to, x.both_ways, x.length_km, x.free_time_h,
                       x.capacity_pce_per_day, x.delay, x.fee_usd_per_vehicle, x.fee_usd_per_t,
                       x.geometry, a.modes[x.mode].id),
              std::tie(y.id, y.name, y.from, y.to, y.both_ways, y.length_km, y.free_time_h,
                       y.capacity_pce_per_day, y.delay, y.fee_usd_per_vehicle, y.fee_usd_per_t,
                       y.geometry, b.modes[y.mode].id));
    EXPECT_EQ(std::tie(x.alpha, x.beta), std::tie(y.alpha, y.beta));
  }
}

TEST(gmns, a_case_comes_back_with_the_same_network) {
  const temporary_folder folder;
  const auto net = folder.path() / "net", back = folder.path() / "back",
             again = folder.path() / "again";
  const auto exported =
      run_program("export gmns " AMUR_PROJECT_DIR "/cases/heihe -o " + net.string());
  ASSERT_EQ(exported.exit_code, 0) << exported.err;
  const auto imported = run_program("import gmns " + net.string() + " -o " + back.string());
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  diagnostics report;
  const auto before = cases::read_case(AMUR_PROJECT_DIR "/cases/heihe", {}, report);
  const auto after = cases::read_case(back, {}, report);
  ASSERT_TRUE(before && after);
  expect_same_network(*before, *after);
  ASSERT_EQ(run_program("export gmns " + back.string() + " -o " + again.string()).exit_code, 0);
  EXPECT_EQ(slurp(net / "link.csv"), slurp(again / "link.csv"));
  EXPECT_EQ(slurp(net / "node.csv"), slurp(again / "node.csv"));
}

// The folder of mistakes on purpose differs from its right twin in the words for paths and bicycle
// lanes, which the specification lists; both have NULL where there is no parent.
TEST(gmns_collection, mistakes_on_purpose_are_named_with_file_and_row) {
  const auto source = data_dir() / "gmns" / "Arlington_Signals_Errors";
  AMUR_NEEDS_DATA(source);
  const temporary_folder folder;
  const auto run = run_program("import gmns " + source.string() + " --crs EPSG:26919 -o " +
                               (folder.path() / "case").string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
  for (const char* named :
       {"link.csv, row 2, field 'bike_facility', value 'offstreet path': no word of the "
        "specification, in 4 rows",
        "link.csv, row 6, field 'bike_facility', value 'bikelane': no word of the specification, "
        "in 2 rows",
        "link.csv, row 2, field 'ped_facility', value 'offstreet path': no word of the "
        "specification, in 4 rows",
        "link.csv, row 24, field 'parent_link_id', value 'NULL': there is no such link, in 4 rows"})
    EXPECT_NE(run.err.find(named), std::string::npos) << named << "\n" << run.err;
  const auto right =
      run_program("import gmns " + (data_dir() / "gmns" / "Arlington_Signals").string() +
                  " --crs EPSG:26919 -o " + (folder.path() / "right").string());
  EXPECT_EQ(right.err.find("facility"), std::string::npos) << right.err;
}

struct published {
  const char* folder;
  const char* options;
  std::size_t nodes, links;
};

// Rows counted by hand (wc -l), less the header; six links of the Cambridge network lead from a
// node to itself.
TEST(gmns_collection, each_published_network_is_imported_or_its_mistake_named) {
  for (const auto& of : {published{"Arlington_Signals", "--crs EPSG:26919", 20, 27},
                         published{"Cambridge_Intersection", "", 39, 60},
                         published{"Cambridge_Multimodal_Network", "", 1693, 2957},
                         published{"Freeway_Interchange", "", 10, 12},
                         published{"Lima_GMNS", "--length-unit ft", 2232, 6095}}) {
    const auto source = data_dir() / "gmns" / of.folder;
    AMUR_NEEDS_DATA(source);
    const temporary_folder folder;
    const auto output = folder.path() / "case";
    const auto run =
        run_program("import gmns " + source.string() + " " + of.options + " -o " + output.string());
    EXPECT_EQ(run.exit_code, 0) << of.folder << run.err;
    diagnostics report;
    const auto data = cases::read_case(output, {}, report);
    ASSERT_TRUE(data) << of.folder
                      << (report.findings.empty() ? "" : to_string(report.findings[0]));
    EXPECT_EQ(data->nodes.size(), of.nodes) << of.folder;
    EXPECT_EQ(data->links.size(), of.links) << of.folder;
  }
}

}  // namespace
}  // namespace amur::test
