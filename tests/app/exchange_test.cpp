// A case goes out in each format and comes back with the same network, matrix and equilibrium;
// tables go out as spreadsheets.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>

#include "amur/case/case_reader.h"
#include "amur/result/result_reader.h"
#include "support/data_dir.h"
#include "support/program.h"

namespace amur::test {
namespace {

void must(const std::string& arguments) {
  const auto run = run_program(arguments);
  ASSERT_EQ(run.exit_code, 0) << arguments << "\n" << run.err;
}

// Trips by link, by the nodes that it joins.
std::map<std::string, double> volumes_of(const std::filesystem::path& result) {
  diagnostics report;
  const auto opened = result::open_result(result, report);
  if (!opened) return {};
  const auto links = result::read_result_table(*opened, "links", {}, report);
  if (!links) return {};
  const auto texts = [&](const char* name) {
    return std::get<std::vector<std::string>>(links->column(name).values);
  };
  const auto from = texts("from_node_id"), to = texts("to_node_id"), direction = texts("direction");
  const auto pce = std::get<std::vector<double>>(links->column("pce").values);
  std::map<std::string, double> volumes;
  for (std::size_t i = 0; i < pce.size(); ++i)
    if (direction[i] != "backward" || pce[i] > 0) volumes[from[i] + ">" + to[i]] += pce[i];
  return volumes;
}

struct sioux_falls {
  temporary_folder folder;
  std::string path(const std::string& name) const { return (folder.path() / name).string(); }

  sioux_falls() {
    must("import tntp " + (data_dir() / "tntp" / "SiouxFalls").string() + " -o " + path("first"));
    run("first");
  }
  void run(const std::string& name) const {
    must("run " + path(name) + " -o " + path(name + ".gpkg"));
  }
  // What an imported network costs and carries is the first case's.
  void lend_goods(const std::string& name) const {
    for (const char* file : {"vehicles.csv", "commodities.csv", "transfers.csv", "case.toml"})
      std::filesystem::copy_file(folder.path() / "first" / file, folder.path() / name / file,
                                 std::filesystem::copy_options::overwrite_existing);
    std::ofstream(folder.path() / name / "sources.toml", std::ios::app)
        << "\n[units]\ntitle = \"u\"\nconfidence = \"assumed\"\n";
  }
  void expect_same_volumes(const std::string& name) const {
    const auto before = volumes_of(path("first.gpkg")), after = volumes_of(path(name + ".gpkg"));
    ASSERT_EQ(before.size(), 76U);
    ASSERT_EQ(after.size(), before.size()) << name;
    double all = 0, apart = 0;
    for (const auto& [link, volume] : before) {
      all += volume;
      apart += std::abs(volume - after.at(link));
    }
    EXPECT_LT(apart / all, 1e-6) << name;
  }
};

// The published optimum has 4.231335e6 vehicle minutes of the objective; here the flows of the same
// solver from the network's own files are the witness, which tests/exchange hold to the published.
TEST(exchange, sioux_falls_comes_back_by_gmns_maps_and_omx_with_the_same_volumes) {
  AMUR_NEEDS_DATA(data_dir() / "tntp" / "SiouxFalls");
  const sioux_falls world;
  const auto omx = world.path("trips.omx");
  must("export omx " + world.path("first") + " -o " + omx);
  must("export gmns " + world.path("first") + " -o " + world.path("net_gmns"));
  must("import gmns " + world.path("net_gmns") + " -o " + world.path("by_gmns"));
  for (const char* ending : {"gpkg", "geojson", "shp"}) {
    const auto map = world.path(std::string("net.") + ending);
    must("export gis " + world.path("first") + " -o " + map);
    must("import gis " + map + " -o " + world.path(std::string("by_") + ending));
  }
  for (const char* name : {"by_gmns", "by_gpkg", "by_geojson", "by_shp"}) {
    world.lend_goods(name);
    must("import omx " + omx + " --case " + world.path(name));
    world.run(name);
    world.expect_same_volumes(name);
  }
}

TEST(exchange, sioux_falls_comes_back_by_tntp_with_the_same_files) {
  AMUR_NEEDS_DATA(data_dir() / "tntp" / "SiouxFalls");
  const sioux_falls world;
  must("export tntp " + world.path("first") + " -o " + world.path("out"));
  must("import tntp " + world.path("out") + " -o " + world.path("second"));
  world.run("second");
  world.expect_same_volumes("second");
  for (const char* file : {"links.csv", "demand.csv"})
    EXPECT_EQ(slurp(world.folder.path() / "first" / file),
              slurp(world.folder.path() / "second" / file))
        << file;
}

// Anaheim's trips may not pass its 38 zones, so that each is two nodes of a case.
TEST(exchange, zones_that_must_not_be_passed_come_back_by_tntp) {
  AMUR_NEEDS_DATA(data_dir() / "tntp" / "Anaheim");
  const temporary_folder folder;
  const auto path = [&](const char* name) { return (folder.path() / name).string(); };
  must("import tntp " + (data_dir() / "tntp" / "Anaheim").string() + " -o " + path("first"));
  must("export tntp " + path("first") + " -o " + path("out"));
  must("import tntp " + path("out") + " -o " + path("second"));
  for (const char* file : {"links.csv", "demand.csv"})
    EXPECT_EQ(slurp(folder.path() / "first" / file), slurp(folder.path() / "second" / file))
        << file;
}

// Of a case with all kinds of links each cell comes back, but what only a case has.
TEST(exchange, a_map_has_all_of_a_network) {
  const temporary_folder folder;
  const auto heihe = std::string(AMUR_PROJECT_DIR "/cases/heihe");
  diagnostics report;
  const auto before = cases::read_case(heihe, {}, report);
  ASSERT_TRUE(before);
  for (const char* ending : {"gpkg", "geojson"}) {
    const auto map = (folder.path() / (std::string("net.") + ending)).string();
    const auto back = (folder.path() / ending).string();
    must("export gis " + heihe + " -o " + map);
    must("import gis " + map + " -o " + back);
    const auto after = cases::read_case(back, {}, report);
    ASSERT_TRUE(after);
    ASSERT_EQ(before->nodes.size(), after->nodes.size());
    for (std::size_t i = 0; i < before->nodes.size(); ++i) {
      const auto &x = before->nodes[node_id(i)], &y = after->nodes[node_id(i)];
      EXPECT_EQ(std::tie(x.id, x.name, x.country, x.type, x.longitude, x.latitude),
                std::tie(y.id, y.name, y.country, y.type, y.longitude, y.latitude));
    }
    ASSERT_EQ(before->links.size(), after->links.size());
    for (std::size_t i = 0; i < before->links.size(); ++i) {
      const auto &x = before->links[link_id(i)], &y = after->links[link_id(i)];
      EXPECT_EQ(std::tie(x.id, x.name, x.from, x.to, x.both_ways, x.length_km, x.free_time_h,
                         x.capacity_pce_per_day, x.delay, x.alpha, x.beta, x.fee_usd_per_vehicle,
                         x.fee_usd_per_t, x.geometry, before->modes[x.mode].id),
                std::tie(y.id, y.name, y.from, y.to, y.both_ways, y.length_km, y.free_time_h,
                         y.capacity_pce_per_day, y.delay, y.alpha, y.beta, y.fee_usd_per_vehicle,
                         y.fee_usd_per_t, y.geometry, after->modes[y.mode].id))
          << x.id;
    }
  }
}

TEST(exchange, tables_go_out_as_spreadsheet_and_csv) {
  const temporary_folder folder;
  const auto path = [&](const char* name) { return (folder.path() / name).string(); };
  const auto heihe = std::string(AMUR_PROJECT_DIR "/cases/heihe");
  must("run " + heihe + " -o " + path("r.gpkg"));
  must("export csv " + path("r.gpkg") + " -o " + path("tables"));
  must("export xlsx " + path("r.gpkg") + " -o " + path("r.xlsx"));
  must("export xlsx " + path("r.gpkg") + " -o " + path("again.xlsx"));
  must("export xlsx " + heihe + " -o " + path("case.xlsx"));
  EXPECT_EQ(slurp(folder.path() / "r.xlsx"), slurp(folder.path() / "again.xlsx"));
  const auto columns = slurp(folder.path() / "tables" / "columns.csv");
  EXPECT_NE(columns.find("links,length_km,km,"), std::string::npos);
  // Witness: SQLite's own sum of a column, and ogrinfo's of the sheet.
  const auto ask = [&](const std::string& command) {
    const auto out = path("said");
    EXPECT_EQ(std::system((command + " >" + out + " 2>/dev/null").c_str()), 0) << command;
    return slurp(out);
  };
  const auto sum =
      ask("sqlite3 " + path("r.gpkg") + " \"SELECT printf('%.6f', SUM(t)), COUNT(*) FROM links\"");
  const auto sheet = ask("ogrinfo -q " + path("r.xlsx") +
                         " -dialect SQLITE -sql \"SELECT printf('%.6f', SUM(t)) || '|' || "
                         "COUNT(*) AS s FROM links\"");
  EXPECT_NE(sheet.find(sum.substr(0, sum.size() - 1)), std::string::npos) << sum << sheet;
  EXPECT_NE(ask("ogrinfo -so " + path("r.xlsx") + " links").find("t: Real"), std::string::npos);
  EXPECT_NE(ask("ogrinfo -so " + path("case.xlsx") + " links").find("length_km: "),
            std::string::npos);
  EXPECT_EQ(run_program("export xlsx " + path("r.gpkg") + " -o " + path("r.gpkg")).exit_code, 2);
}

TEST(exchange, a_map_carries_the_flows_of_a_result) {
  const temporary_folder folder;
  const auto path = [&](const char* name) { return (folder.path() / name).string(); };
  const auto heihe = std::string(AMUR_PROJECT_DIR "/cases/heihe");
  must("run " + heihe + " -o " + path("r.gpkg"));
  must("export gis " + heihe + " --result " + path("r.gpkg") + " -o " + path("m.gpkg"));
  const auto ask = [&](const std::string& file, const std::string& sql) {
    const auto out = path("said");
    EXPECT_EQ(std::system(("sqlite3 " + file + " \"" + sql + "\" >" + out).c_str()), 0);
    return slurp(out);
  };
  EXPECT_EQ(ask(path("m.gpkg"), "SELECT printf('%.6f', SUM(t_ab) + SUM(t_ba)) FROM links"),
            ask(path("r.gpkg"), "SELECT printf('%.6f', SUM(t)) FROM links"));
}

}  // namespace
}  // namespace amur::test
