// amur import: networks of another format become cases with the same equilibrium.

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "amur/exchange/tntp.h"
#include "amur/result/result_query.h"
#include "support/data_dir.h"
#include "support/program.h"

namespace amur::test {
namespace {

// Zone 2 lies on what would be the quickest way from 1 to 3; node 4 is the way round. Link 7 is a
// circle.
const char* const small_net =
    "<NUMBER OF ZONES> 3\n<NUMBER OF NODES> 4\n<FIRST THRU NODE> 4\n<NUMBER OF LINKS> 7\n"
    "<END OF METADATA>\n~ init term capacity length time b power speed toll type ;\n"
    "1 2 10 1 1 0.15 4 0 0 1 ;\n"
    "2 3 10 1 1 0.15 4 0 0 1 ;\n"
    "1 4 10 2 5 0.15 4 0 3 1 ;\n"
    "4 3 10 2 5 0.15 4 0 0 1 ;\n"
    "3 2 0 1 2 0 4 0 0 1 ;\n"
    "2 1 10 1 1 0.15 4 0 0 1 ;\n"
    "4 4 10 1 1 0.15 4 0 0 1 ;\n";
const char* const small_trips =
    "<NUMBER OF ZONES> 3\n<TOTAL OD FLOW> 18\n<END OF METADATA>\nOrigin 1\n 1 : 5; 2 : 4; 3 : 6;\n"
    "Origin 3\n 2 : 3;\n";

struct import_folder {
  temporary_folder folder;
  std::filesystem::path network = folder.path() / "net", result = folder.path() / "case";

  import_folder() {
    (void)folder.write("net/small_net.tntp", small_net);
    (void)folder.write("net/small_trips.tntp", small_trips);
  }
  [[nodiscard]] program_run import(const std::string& options = "") const {
    return run_program("import tntp " + network.string() + " -o " + result.string() + " " +
                       options);
  }
};

int errors_of(const std::filesystem::path& folder) {
  return nlohmann::json::parse(run_program("check --json " + folder.string()).out)["errors"];
}

// Link flows of the solved case by the names of links.
std::map<std::string, double> flows_of(const std::filesystem::path& folder) {
  const auto result = folder.string() + ".gpkg";
  const auto run = run_program("run " + folder.string() + " -o " + result);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::string problem;
  const auto database = result::result_database::open(result, problem);
  const auto rows = database ? database->query("SELECT name, vehicles FROM links", problem)
                             : decltype(database->query("", problem)){};
  std::map<std::string, double> flows;
  if (!rows) {
    ADD_FAILURE() << problem;
    return flows;
  }
  for (const auto& row : rows->rows)
    flows[std::get<std::string>(row[0])] += std::get<double>(row[1]);
  return flows;
}

TEST(import_command, lets_no_trip_pass_a_zone_and_loses_none) {
  const import_folder small;
  const auto run = small.import();
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NE(run.out.find("7 nodes, 6 links, 3 demand rows, 13 trips"), std::string::npos)
      << run.out;
  EXPECT_NE(run.out.find("5 trips within a zone"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("1 links from a node to itself"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("on a grid"), std::string::npos) << run.out;
  EXPECT_EQ(errors_of(small.result), 0);
  const auto flows = flows_of(small.result);
  EXPECT_NEAR(flows.at("1-2"), 4, 1e-9);
  EXPECT_NEAR(flows.at("2-3"), 0, 1e-9);
  EXPECT_NEAR(flows.at("1-4"), 6, 1e-9);
  EXPECT_NEAR(flows.at("4-3"), 6, 1e-9);
  EXPECT_NEAR(flows.at("3-2"), 3, 1e-9);
}

TEST(import_command, weighs_tolls_and_lengths_in_fees) {
  const import_folder small;
  const auto run = small.import("--json --toll-factor 2 --distance-factor 0.5");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(nlohmann::json::parse(run.out)["toll_factor"], 2);
  const auto links = slurp(small.result / "links.csv");
  EXPECT_NE(links.find("3,1-4,1_from,4,true,road,2,5,10,bpr,0.15,4,7,network\n"), std::string::npos)
      << links;
}

TEST(import_command, takes_places_from_the_node_file) {
  const import_folder small;
  const auto nodes = [&](const std::string& last) {
    (void)small.folder.write("net/small_node.tntp",
                             "Node\tX\tY\t;\n1 10 50 ;\n2 11 50\n3 12 50 ;\n" + last);
  };
  nodes("");
  const auto cut = small.import();
  EXPECT_EQ(cut.exit_code, 2);
  EXPECT_NE(cut.err.find("small_node.tntp"), std::string::npos) << cut.err;
  EXPECT_FALSE(std::filesystem::exists(small.result));
  nodes("4 11.5 51.25 ;\n");
  ASSERT_EQ(small.import().exit_code, 0);
  EXPECT_NE(slurp(small.result / "nodes.csv").find("4,Node 4,AAA,junction,11.5,51.25,"),
            std::string::npos);
  std::filesystem::remove_all(small.result);
  nodes("4 2010 50 ;\n");
  const auto feet = small.import();
  ASSERT_EQ(feet.exit_code, 0) << feet.err;
  EXPECT_NE(feet.out.find("no degrees"), std::string::npos) << feet.out;
  EXPECT_NE(slurp(small.result / "nodes.csv").find("4,Node 4,AAA,junction,0.5,0,"),
            std::string::npos);
}

TEST(import_command, refuses_a_folder_with_files_but_fills_an_empty_one) {
  const import_folder small;
  (void)small.folder.write("case/mine.txt", "mine");
  const auto run = small.import();
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("holds files already"), std::string::npos) << run.err;
  EXPECT_EQ(slurp(small.result / "mine.txt"), "mine");
  std::filesystem::remove(small.result / "mine.txt");
  EXPECT_EQ(small.import().exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(small.result / "case.toml"));
  // Nothing temporary stays behind: the network, the case.
  const std::filesystem::directory_iterator entries(small.folder.path());
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 2);
}

TEST(import_command, names_files_that_are_missing_or_there_twice) {
  const import_folder small;
  (void)small.folder.write("net/other_net.tntp", small_net);
  const auto twice = small.import();
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_NE(twice.err.find("other_net.tntp, small_net.tntp"), std::string::npos) << twice.err;
  std::filesystem::remove(small.network / "other_net.tntp");
  std::filesystem::remove(small.network / "small_trips.tntp");
  const auto missing = small.import();
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_NE(missing.err.find("no *_trips.tntp"), std::string::npos) << missing.err;
  EXPECT_FALSE(std::filesystem::exists(small.result));
}

TEST(import_command, sioux_falls_meets_the_published_flows) {
  const auto network = data_dir() / "tntp" / "SiouxFalls";
  AMUR_NEEDS_DATA(network);
  const temporary_folder folder;
  const auto path = folder.path() / "sioux_falls";
  const auto run = run_program("import tntp " + network.string() + " -o " + path.string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(errors_of(path), 0);
  const auto flows = flows_of(path);
  diagnostics report;
  const auto published = exchange::read_tntp_flows(network / "SiouxFalls_flow.tntp", report);
  ASSERT_TRUE(published);
  ASSERT_EQ(flows.size(), published->size());
  for (const auto& flow : *published) {
    const auto name = std::to_string(flow.from) + "-" + std::to_string(flow.to);
    EXPECT_NEAR(flows.at(name), flow.volume, 1e-3 * flow.volume) << name;
  }
}

}  // namespace
}  // namespace amur::test
