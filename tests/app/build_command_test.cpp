// amur build and amur import trade: what they make runs, and each odd file ends with one clear
// message and nothing half written.

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "amur/text/csv.h"
#include "support/program.h"

namespace amur::test {
namespace {

using rows = std::vector<std::map<std::string, std::string>>;

rows rows_of(const std::filesystem::path& file) {
  diagnostics findings;
  const auto table = text::parse_csv(slurp(file), file.filename().string(), findings);
  rows found;
  if (!table) return found;
  for (const auto& row : table->rows) {
    found.emplace_back();
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      found.back()[table->columns[i]] = row.cells[i];
  }
  return found;
}

// A road from A over the border to B, and an island C that nothing leads to.
struct small_world {
  temporary_folder folder;
  small_world() {
    put("net/nodes.csv",
        "node_id,name,country,node_type,x_coord,y_coord,source\n"
        "a,Aton,AAA,city,10,50,s\na2,Gate,AAA,border,10.5,50,s\nb,Beton,BBB,city,11,50,s\n"
        "c1,Isle,CCC,city,12,51,s\nc2,Isle end,CCC,junction,12.1,51,s\n");
    put("net/links.csv",
        "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,source\n"
        "l1,a,a2,road,40,0.5,s\nl2,a2,b,road,40,0.5,s\nl3,c1,c2,road,8,0.1,s\n");
    put("net/vehicles.csv",
        "vehicle_id,mode,payload_t,cost_usd_per_km,cost_usd_per_h,source\nt,road,20,1,10,s\n");
    put("net/commodities.csv",
        "commodity_id,name,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
        "dispersion_usd_per_t,vehicles,source\ng,G,general,1,1,5,t,s\n");
    put("net/transfers.csv",
        "transfer_id,from_mode,to_mode,cost_usd_per_t,source\n"
        "load,origin,road,1,s\nunload,road,destination,1,s\n");
    put("net/demand.csv", "origin_node_id,destination_node_id,commodity_id,quantity,source\n");
    put("net/sources.toml", "[s]\ntitle = \"made up\"\nconfidence = \"assumed\"\n");
    put("net/case.toml",
        "# Made by hand.\ntitle = \"Small\"\nbase_year = 2020\ndate = 2020-01-01\n\n[demand]\nper "
        "= \"day\"\n");
    put("trade.csv", head +
                         "AAA,BBB,steel,2020,5000,10,reported\n"
                         "BBB,AAA,fruit,2019,100,1,reported\n"
                         "AAA,CCC,steel,2020,2000,4,estimated\n"
                         "AAA,ZAF,steel,2020,1000,2,reported\n");
    put("places.csv",
        "name,country,x,y,population\nAton,AAA,10,50,5\nBeton,BBB,11,50.1,5\n"
        "Isle,CCC,12,51,1\n");
  }
  void put(const std::string& name, const std::string& text) { (void)folder.write(name, text); }
  [[nodiscard]] program_run build(const std::string& more = "--places places.csv") const {
    return run_program("build net --trade trade.csv -o made " + more,
                       "cd " + folder.path().string() + " &&");
  }
  // One message that has these words; no folder, nothing staged.
  void expect_refused(const std::string& words, const std::string& more = "--places places.csv") {
    const auto run = build(more);
    EXPECT_EQ(run.exit_code, 2) << run.out;
    EXPECT_NE(run.err.find(words), std::string::npos) << run.err;
    std::size_t errors = 0;
    for (auto at = run.err.find("error: "); at != std::string::npos;
         at = run.err.find("error: ", at + 1))
      ++errors;
    EXPECT_EQ(errors, 1U) << run.err;
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "made"));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
      EXPECT_FALSE(entry.path().filename().string().starts_with(".")) << entry.path();
  }
  const std::string head = "origin,destination,commodity,year,value_usd,tonnes,tonnes_are\n";
};

TEST(build_command, makes_a_case_that_runs_and_says_what_it_left_out) {
  const small_world world;
  const auto made = world.build("--places places.csv --json");
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const auto summary = nlohmann::json::parse(made.out);
  EXPECT_EQ(summary["year"], 2020);
  EXPECT_EQ(summary["tonnes"], 16);
  EXPECT_EQ(summary["tonnes_placed"], 10);
  double left = 0;
  for (const auto& each : summary["left_out"]) left += each["tonnes"].get<double>();
  EXPECT_EQ(left, 6);
  const auto folder = world.folder.path() / "made";
  const auto demand = rows_of(folder / "demand.csv");
  ASSERT_EQ(demand.size(), 1U);
  EXPECT_EQ(demand[0].at("origin_node_id"), "a");
  EXPECT_EQ(demand[0].at("destination_node_id"), "BBB-beton");
  EXPECT_EQ(demand[0].at("quantity"), "10");
  const auto goods = rows_of(folder / "commodities.csv");
  ASSERT_EQ(goods.size(), 1U);
  EXPECT_EQ(goods[0].at("value_usd_per_t"), "500");  // 8,000 USD of 16 t
  const auto log = slurp(folder / "import/log.md");
  EXPECT_NE(log.find("| pairs without a path | AAA to CCC | 1 | 4.000 | 2000 |"), std::string::npos)
      << log;
  EXPECT_NE(log.find("| ZAF | 1 | 2.000 | 1000 |"), std::string::npos) << log;
  EXPECT_NE(log.find("Made by hand."), std::string::npos);
  const auto run = run_program("run " + folder.string() + " --json -o " +
                               (world.folder.path() / "r.gpkg").string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run_program("check " + folder.string()).exit_code, 0);
}

TEST(build_command, a_connector_is_as_long_as_the_defaults_say) {
  small_world world;
  world.put(
      "defaults.csv",
      "what,of,value\nconnector_detour,*,2\nconnector_speed_kmh,road,50\npayload_t,road,25\n");
  ASSERT_EQ(world.build("--places places.csv --defaults defaults.csv").exit_code, 0);
  const auto links = rows_of(world.folder.path() / "made/links.csv");
  ASSERT_EQ(links.size(), 4U);
  // A tenth of a degree of latitude at 50 degrees is 11.123 km on the WGS 84 ellipsoid.
  EXPECT_NEAR(std::stod(links[3].at("length_km")), 2 * 11.123, 0.002);
  EXPECT_NEAR(std::stod(links[3].at("free_time_h")), 2 * 11.123 / 50, 1e-4);
  EXPECT_EQ(rows_of(world.folder.path() / "made/vehicles.csv")[0].at("payload_t"), "25");
  const auto kept = slurp(world.folder.path() / "made/import/build_defaults.csv");
  EXPECT_NE(kept.find("payload_t,road,25,t,"), std::string::npos) << kept;
}

TEST(build_command, borders_are_rows_or_a_matrix) {
  small_world world;
  world.put("rows.csv",
            "from_country,to_country,wait_h,fee_usd_per_vehicle\nAAA,BBB,7,90\n"
            "BBB,AAA,5,\n");
  ASSERT_EQ(world.build("--places places.csv --borders rows.csv").exit_code, 0);
  auto crossings = rows_of(world.folder.path() / "made/crossings.csv");
  ASSERT_EQ(crossings.size(), 1U);
  EXPECT_EQ(crossings[0].at("links"), "l2");
  EXPECT_EQ(crossings[0].at("wait_h"), "6");
  EXPECT_EQ(crossings[0].at("fee_usd_per_vehicle"), "90");
  std::filesystem::remove_all(world.folder.path() / "made");
  world.put("matrix.csv", "iso,AAA,BBB,CCC\nAAA,0,30,1\nBBB,90,0,1\nCCC,1,1,0\n");
  ASSERT_EQ(world.build("--places places.csv --borders matrix.csv --borders-unit min").exit_code,
            0);
  crossings = rows_of(world.folder.path() / "made/crossings.csv");
  EXPECT_EQ(crossings.at(0).at("wait_h"), "1");
}

TEST(build_command, a_built_case_can_be_a_network_again) {
  const small_world world;
  ASSERT_EQ(world.build().exit_code, 0);
  const auto again = run_program("build made --trade trade.csv --places places.csv -o again",
                                 "cd " + world.folder.path().string() + " &&");
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(slurp(world.folder.path() / "made/demand.csv").substr(0, 60),
            slurp(world.folder.path() / "again/demand.csv").substr(0, 60));
}

TEST(build_command, odd_files_end_with_one_message_and_no_case) {
  const auto refused = [](const std::string& file, const std::string& content,
                          const std::string& words, const std::string& more) {
    small_world world;
    world.put(file, content);
    world.expect_refused(words, more);
  };
  const std::string head = small_world().head, places = "--places places.csv";
  refused("places.csv", "name,country,x,y,populaton\nA,AAA,10,50,1\n",
          "unknown column (did you mean 'population'?)", places);
  refused("places.csv", "name,country,x\nA,AAA,10\n", "field 'y': a required column is missing",
          places);
  refused("places.csv", "name,country,x,y\nA,Germany,10,50\n",
          "row 2, field 'country', value 'Germany': this is no country", places);
  refused("places.csv", "name,country,x,y\nA,AAA,50,500\n", "a latitude, -90 to 90", places);
  refused("places.csv", "place_id,name,country,x,y\na,A,AAA,1,1\na,A,AAA,1,1\n",
          "this id stands in row 2 too", places);
  refused("places.csv", "name,country,x,y\n", "the file has no rows", places);
  refused("places.csv", "name,country,x,y\nA,AAA,-100,0\n", "nothing of this trade has a way",
          places);
  refused("trade.csv", head + "AAA,BBB,steel,2020,5,many,reported\n", "value 'many'", places);
  refused("trade.csv", head, "there is no row", places);
  refused("trade.csv", "o,d\n1,2\n", "trade.csv, row 1, field 'year, value_usd, tonnes, ", places);
  refused("places.csv", "o,d\n1,2\n", "field 'name, x, y': required columns are missing", places);
  refused("none.csv", "", "there are no rows of this year", places + " --year 1999");
  refused("b.csv", "from_country,to_country,wait_h\nAAA,BBB,-1\n", "a number >= 0",
          places + " --borders b.csv");
  refused("b.csv", "from_country,to_country,wait_h\nAAA,AAA,1\n", "this is the same country",
          places + " --borders b.csv");
  refused("b.csv", "iso,AAA,BBB\nAAA,0,x\nBBB,1,0\n", "field 'BBB', value 'x'",
          places + " --borders b.csv");
  refused("d.csv", "what,of,value\nspeed,road,1\n", "there is no such default",
          places + " --defaults d.csv");
  refused("d.csv", "what,of,value\nmodes,*,rail\n", "the network has no link of a mode",
          places + " --defaults d.csv");
  refused("d.csv", "what,of,value\npayload_t,road,0\n", "a number > 0",
          places + " --defaults d.csv");
  refused("net/links.csv",
          "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,source\n"
          "l1,a,nowhere,road,40,0.5,s\n",
          "there is no such node", places);
  refused("none.csv", "", "this is no rule", places + " --split area");
  refused("none.csv", "", "there is no such column", places + " --places-columns pop=POP");
}

TEST(build_command, writes_over_nothing) {
  small_world world;
  world.put("made/mine.txt", "mine");
  const auto run = world.build();
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("this folder holds files already"), std::string::npos) << run.err;
  EXPECT_EQ(slurp(world.folder.path() / "made/mine.txt"), "mine");
}

program_run import_trade(const temporary_folder& folder, const std::string& more) {
  return run_program("import trade flows.csv -o trade.csv " + more,
                     "cd " + folder.path().string() + " &&");
}

TEST(import_trade, sums_rows_and_estimates_tonnes_by_what_a_tonne_is_worth) {
  const temporary_folder folder;
  (void)folder.write("flows.csv",
                     "from,to,hs,usd,kg,other\nAT,CHE,Live animals,2,1000,x\n040,CHE,Live "
                     "animals,2,3000,y\nAUT,DEU,Live animals,3,NA,\nAUT,DEU,gold,9,0,\n");
  const auto run = import_trade(
      folder,
      "--columns origin=from,destination=to,commodity=hs,value=usd,tonnes=kg --value-unit 1000 "
      "--tonnes-unit 0.001 --year 2021 --prefix x_ --json");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(slurp(folder.path() / "trade.csv"),
            "origin,destination,commodity,year,value_usd,tonnes,tonnes_are\n"
            "AUT,CHE,x_Live_animals,2021,4000,4,reported\n"
            "AUT,DEU,x_Live_animals,2021,3000,3,estimated\n");
  const auto summary = nlohmann::json::parse(run.out);
  EXPECT_EQ(summary["rows_without_tonnes"], 1);
  EXPECT_EQ(summary["value_usd_without_tonnes"], 9000);
}

TEST(import_trade, odd_files_end_with_one_message) {
  const auto refused = [](const std::string& content, const std::string& words,
                          const std::string& more) {
    const temporary_folder folder;
    (void)folder.write("flows.csv", content);
    const auto run = import_trade(folder, more);
    EXPECT_EQ(run.exit_code, 2) << content;
    EXPECT_NE(run.err.find(words), std::string::npos) << run.err;
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "trade.csv"));
  };
  const std::string head = "origin,destination,commodity,value,tonnes\n";
  refused(head + "AUT,CHE,g,1,1\n", "nothing says the year", "");
  refused(head + "AUT,Narnia,g,1,1\n", "value 'Narnia': this is no country", "--year 2020");
  refused(head + "AUT,CHE,g,-1,1\n", "a number >= 0", "--year 2020");
  refused("origin,destination,value\nAUT,CHE,1\n", "field 'commodity': a required column",
          "--year 2020");
  refused(head + "AUT,CHE,g,1,1\n", "field 'v': a required column is missing",
          "--year 2020 --columns value=v");
  refused("\x01\x02", "flows.csv", "--year 2020");
}

}  // namespace
}  // namespace amur::test
