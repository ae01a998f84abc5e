// Lines of maps become cases: ends are joined, lines cut, doubles found, columns read.

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "amur/case/case_reader.h"
#include "amur/gis/topology.h"
#include "support/data_dir.h"
#include "support/program.h"

namespace amur::test {
namespace {

using nlohmann::json;

struct map_folder {
  temporary_folder folder;
  std::string errors;

  // The summary of an import of `file` with further files written before; null where it failed.
  json import(const std::string& content, const std::string& options,
              const std::string& file = "lines.csv") {
    (void)folder.write(file, content);
    std::filesystem::remove_all(folder.path() / "case");
    const auto run = run_program("import gis " + (folder.path() / file).string() + " --json " +
                                 options + " -o " + (folder.path() / "case").string());
    errors = run.err;
    EXPECT_EQ(run.exit_code == 0, std::filesystem::exists(folder.path() / "case")) << run.err;
    return run.exit_code == 0 ? json::parse(run.out) : json();
  }
  cases::case_data read() {
    diagnostics report;
    auto data = cases::read_case(folder.path() / "case", {}, report);
    EXPECT_TRUE(data) << (report.findings.empty() ? "" : to_string(report.findings[0]));
    return data ? std::move(*data) : cases::case_data();
  }
};

const std::string lie = "--country LIE ";

// A tenth of a degree of latitude at 47 north is 11,117.4 m, a ten-thousandth of it 1.11 m.
TEST(gis, ends_within_the_tolerance_are_one_node) {
  const std::string lines =
      "id,wkt\n"
      "a,\"LINESTRING (9 47, 9 47.1)\"\n"
      "b,\"LINESTRING (9 47.10001, 9 47.2)\"\n"
      "c,\"LINESTRING (9 47.1001, 9.1 47.1)\"\n";
  map_folder maps;
  const auto apart = maps.import(lines, lie + "--snap-m 1");
  EXPECT_EQ(apart["nodes"], 6U);
  EXPECT_EQ(apart["ends_joined"], 0U);
  EXPECT_EQ(apart["islands"].size(), 2U);
  const auto near = maps.import(lines, lie + "--snap-m 2");
  EXPECT_EQ(near["nodes"], 5U);
  EXPECT_EQ(near["ends_joined"], 1U);
  EXPECT_NEAR(near["farthest_m"].get<double>(), 1.112, 0.001);
  EXPECT_EQ(near["dangles"], 4U);
  const auto far = maps.import(lines, lie + "--snap-m 12");
  EXPECT_EQ(far["nodes"], 4U);
  EXPECT_EQ(far["islands"].size(), 0U);
  const auto data = maps.read();
  EXPECT_NEAR(data.links[link_id(0)].length_km, 11.1174, 0.0005);
  // 40 km/h are assumed.
  EXPECT_NEAR(data.links[link_id(0)].free_time_h, 11.1174 / 40, 0.0001);
}

TEST(gis, lines_that_touch_or_cross_are_counted_and_cut_on_request) {
  const std::string lines =
      "id,wkt\n"
      "a,\"LINESTRING (9 47, 9.1 47, 9.2 47)\"\n"
      "b,\"LINESTRING (9.1 47, 9.1 47.1)\"\n"
      "c,\"LINESTRING (9.15 46.9, 9.15 47.1)\"\n";
  map_folder maps;
  const auto as_drawn = maps.import(lines, lie);
  EXPECT_EQ(as_drawn["ends_on_lines"], 1U);
  EXPECT_EQ(as_drawn["crossings_without_node"], 1U);
  EXPECT_EQ(as_drawn["links"], 3U);
  const auto touching = maps.import(lines, lie + "--split ends");
  EXPECT_EQ(touching["cuts"], 1U);
  EXPECT_EQ(touching["links"], 4U);
  EXPECT_EQ(touching["islands"].size(), 1U);
  const auto crossing = maps.import(lines, lie + "--split crossings");
  EXPECT_EQ(crossing["cuts"], 3U);
  EXPECT_EQ(crossing["links"], 6U);
  EXPECT_EQ(crossing["nodes"], 7U);
  EXPECT_EQ(crossing["islands"].size(), 0U);
  EXPECT_NEAR(crossing["length_km"].get<double>(), as_drawn["length_km"].get<double>(), 1e-6);
}

TEST(gis, what_is_no_link_or_is_there_twice_is_left_out_and_counted) {
  map_folder maps;
  const auto made = maps.import(
      "id,wkt\n"
      "a,\"LINESTRING (9 47, 9.1 47)\"\n"
      "twice,\"LINESTRING (9.1 47, 9 47)\"\n"
      "longer,\"LINESTRING (9 47, 9.05 47.05, 9.1 47)\"\n"
      "none,\"LINESTRING (9 47, 9 47)\"\n"
      "ring,\"LINESTRING (9 47, 9.01 47, 9.01 47.01, 9 47)\"\n",
      lie);
  EXPECT_EQ(made["links"], 2U);
  EXPECT_EQ(made["duplicates"], 1U);
  EXPECT_EQ(made["zero_length"], 1U);
  EXPECT_EQ(made["rings"], 1U);
  EXPECT_EQ(maps.import(slurp(maps.folder.path() / "lines.csv"), lie + "--drop-parallel")["links"],
            1U);
}

TEST(gis, alike_links_join_where_just_two_meet) {
  map_folder maps;
  const auto made = maps.import(
      "id,speed,length,wkt\n"
      "a,50,5,\"LINESTRING (9 47, 9.1 47)\"\n"
      "b,100,20,\"LINESTRING (9.2 47, 9.1 47)\"\n"
      "c,50,5,\"LINESTRING (9.2 47, 9.2 47.1)\"\n"
      "d,50,5,\"LINESTRING (9.2 47, 9.2 46.9)\"\n",
      lie + "--contract --length-unit km");
  EXPECT_EQ(made["contracted"], 1U);
  ASSERT_EQ(made["links"], 3U);
  const auto data = maps.read();
  EXPECT_DOUBLE_EQ(data.links[link_id(0)].length_km, 25);
  EXPECT_DOUBLE_EQ(data.links[link_id(0)].free_time_h, 0.3);
  EXPECT_EQ(data.links[link_id(0)].geometry.size(), 3U);
}

TEST(gis, columns_of_ends_and_units_are_read) {
  map_folder maps;
  (void)maps.folder.write("places.csv", "lon,lat,town,c\n9.5,47,Here,LI\n9.6,47,There,che\n");
  const auto made = maps.import(
      "x,from,to,m,min,m\n1,1,2,8000,6,0\n",
      "--from-field from --to-field to --length-field m --length-unit m --time-field min "
      "--node-x lon --node-y lat --node-name-field town --node-country-field c --nodes " +
          (maps.folder.path() / "places.csv").string());
  ASSERT_FALSE(made.is_null()) << maps.errors;
  EXPECT_EQ(made["crossings"], 1U);
  const auto data = maps.read();
  EXPECT_DOUBLE_EQ(data.links[link_id(0)].length_km, 8);
  EXPECT_DOUBLE_EQ(data.links[link_id(0)].free_time_h, 0.1);
  EXPECT_EQ(data.nodes[node_id(1)].name, "There");
  EXPECT_EQ(data.nodes[node_id(1)].country, "CHE");
  EXPECT_EQ(data.crossings[crossing_id(0)].id, "road-che-lie-1");
}

TEST(gis, directions_are_read_in_all_their_spellings) {
  const auto first = [](const std::string& words) {
    map_folder maps;
    std::string lines = "oneway,wkt\n";
    std::istringstream each(words);
    for (std::string word; std::getline(each, word, ' ');)
      lines += word + ",\"LINESTRING (9 47, 9.1 47, 9.1 47." +
               std::to_string(std::count(lines.begin(), lines.end(), '\n')) + ")\"\n";
    EXPECT_FALSE(maps.import(lines, lie).is_null()) << maps.errors;
    std::string read;
    for (const auto& link : maps.read().links)
      read += link.both_ways ? 'b' : link.geometry.front()[1] == 47 ? 'f' : 't';
    return read;
  };
  EXPECT_EQ(first("yes no 1 0 -1 true false FT TF"), "fbfbtfbft");
  EXPECT_EQ(first("B F T"), "bft");
}

// A country over the date line is on both its sides, and nowhere in between.
TEST(gis, countries_over_the_date_line_are_not_all_around_the_earth) {
  map_folder maps;
  (void)maps.folder.write("borders.geojson",
                          R"({"type": "FeatureCollection", "features": [{"type": "Feature",
          "properties": {"iso_a3": "FJI"}, "geometry": {"type": "Polygon", "coordinates":
          [[[170, -20], [-170, -20], [-170, -10], [170, -10], [170, -20]]]}}]})");
  const auto made = maps.import(
      "wkt\n\"LINESTRING (30 -15, 175 -15)\"\n\"LINESTRING (175 -15, -175 -15)\"\n"
      "\"LINESTRING (-175 -15, -165 -15)\"\n",
      "--borders " + (maps.folder.path() / "borders.geojson").string());
  ASSERT_FALSE(made.is_null()) << maps.errors;
  std::map<double, std::string> countries;
  for (const auto& node : maps.read().nodes) countries[node.longitude] = node.country;
  EXPECT_EQ(countries, (std::map<double, std::string>{
                           {-175, "FJI"}, {-165, "ZZZ"}, {30, "ZZZ"}, {175, "FJI"}}));
}

TEST(gis, mistakes_are_named_with_file_row_and_column) {
  map_folder maps;
  const auto error = [&](const std::string& lines, const std::string& options = lie) {
    EXPECT_TRUE(maps.import(lines, options).is_null());
    EXPECT_EQ(std::count(maps.errors.begin(), maps.errors.end(), '\n'), 1) << maps.errors;
    return maps.errors;
  };
  const auto has = [](const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  const std::string line = "\"LINESTRING (9 47, 9.1 47)\"\n";
  has(error("wkt\n" + line + "nowhere\n"), "lines.csv, row 3, field 'wkt', value 'nowhere'");
  has(error("speed,wkt\nfast," + line), "row 2, field 'speed', value 'fast'");
  has(error("oneway,wkt\nperhaps," + line), "row 2, field 'oneway', value 'perhaps'");
  has(error("wkt\n\"LINESTRING (500000 5200000, 500010 5200000)\"\n"), "--crs");
  has(error("length,wkt\n0.001," + line), "its unit can't be told");
  has(error("wkt\n" + line, lie + "--mode-field kind"), "value 'kind': there is no such column");
  has(error("a,b\n1,2\n"), "no column says where this is");
  (void)maps.folder.write("ends.csv", "node_id,country,wkt\n1,LIE,POINT (9 47)\n");
  has(error("id,from_node,to_node,length\na,1,1,100\n",
            lie + "--snap-m 10 --nodes " + (maps.folder.path() / "ends.csv").string()),
      "row 2, field 'geometry': this row has no line");
  has(error("x,y,u,v\n9,47,9.1,north\n", lie + "--from-x x --from-y y --to-x u --to-y v"),
      "row 2, field 'v', value 'north'");
  has(error("{\"type\": \"FeatureColl", lie), "lines.csv");
}

TEST(gis, maps_cut_short_are_refused_whole) {
  const temporary_folder folder;
  const auto path = [&](const std::string& name) { return (folder.path() / name).string(); };
  for (const std::string name : {"h.shp", "h.gpkg"}) {
    ASSERT_EQ(run_program("export gis " AMUR_PROJECT_DIR "/cases/heihe -o " + path(name)).exit_code,
              0);
    const auto whole = slurp(path(name));
    for (const std::size_t share : {50U, 3U, 2U}) {
      (void)folder.write(name, whole.substr(0, whole.size() / share));
      const auto run =
          run_program("import gis " + path(name) + " --country CHN -o " + path("case"));
      EXPECT_EQ(run.exit_code, 2) << name;
      EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
      EXPECT_NE(run.err.find(name), std::string::npos) << run.err;
      EXPECT_FALSE(std::filesystem::exists(folder.path() / "case"));
    }
  }
}

// Witness: with the grid of cells or without, the same pairs of segments cross.
TEST(gis, crossings_of_random_lines_are_those_of_all_pairs) {
  std::mt19937_64 random(7);
  const auto number = [&] { return static_cast<double>(random() % 1000000) / 1e5; };
  gis::drawn_network network;
  for (int i = 0; i < 60; ++i) {
    gis::drawn_link link;
    link.id = std::to_string(i);
    link.mode = "road";
    link.points = {{number(), number()}, {number(), number()}};
    network.links.push_back(link);
  }
  gis::join_ends(network, {}, 0.01);
  std::size_t pairs = 0;
  const auto side = [](const gis::point& a, const gis::point& b, const gis::point& c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
  };
  for (std::size_t i = 0; i < network.links.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto &p = network.links[i].points, &q = network.links[j].points;
      pairs += side(p[0], p[1], q[0]) != side(p[0], p[1], q[1]) &&
               side(q[0], q[1], p[0]) != side(q[0], q[1], p[1]);
    }
  gis::cut_lines(network, {0.01, gis::split_rule::none});
  EXPECT_GT(pairs, 100U);
  EXPECT_EQ(network.report.crossings_without_node, pairs);
}

// 2,344 links of 315,059.7 km and 1,379 nodes are the rows of the files and the sum of a column.
TEST(gis_collection, the_trunk_roads_of_africa_are_imported_whole) {
  const auto africa = data_dir() / "africa";
  AMUR_NEEDS_DATA(africa);
  map_folder maps;
  const auto made = maps.import(
      slurp(africa / "graph_orig.csv"),
      "--from-field from --to-field to --length-field distance --length-unit m --time-field "
      "duration --time-unit min --node-x lon --node-y lat --node-country-field iso3c --nodes " +
          (africa / "graph_nodes.csv").string());
  ASSERT_FALSE(made.is_null()) << maps.errors;
  EXPECT_EQ(made["nodes"], 1379U);
  EXPECT_EQ(made["links"], 2344U);
  EXPECT_NEAR(made["length_km"].get<double>(), 315059.688, 0.001);
  // 14,358 segments, of which 11,341 differ and lead somewhere, hang together.
  const auto raw = maps.import(slurp(africa / "raw_segments.csv"),
                               "--from-x FX --from-y FY --to-x TX --to-y TY");
  ASSERT_FALSE(raw.is_null()) << maps.errors;
  EXPECT_EQ(raw["nodes"], 9194U);
  EXPECT_EQ(raw["links"].get<std::size_t>() + raw["duplicates"].get<std::size_t>() +
                raw["zero_length"].get<std::size_t>(),
            14358U);
  EXPECT_EQ(raw["islands"].size(), 0U);
}

}  // namespace
}  // namespace amur::test
