// What the public collection's files have beside what the format's description says.

#include <gtest/gtest.h>

#include <string>

#include "amur/exchange/tntp.h"
#include "amur/exchange/tntp_folder.h"
#include "amur/exchange/tntp_nodes.h"
#include "amur/exchange/tntp_problem.h"
#include "support/data_dir.h"
#include "support/temporary_folder.h"

namespace amur::exchange {
namespace {

std::string header(int nodes, int links, const std::string& columns) {
  return "<NUMBER OF ZONES> 2\t\t\n<NUMBER OF NODES> " + std::to_string(nodes) +
         "\n<FIRST THRU NODE> 3\t\n<NUMBER OF LINKS> " + std::to_string(links) +
         "\t\t\n<ORIGINAL HEADER>\n<END OF METADATA>\t\n\n" + columns + "\n";
}

const char* const usual =
    "~\tInit node \tTerm node \tCapacity (veh/h)\tLength (ft)\tFree Flow Time (min)\tB\tPower\t"
    "Speed limit \tToll \tType \t;";

std::optional<tntp_network> network(const std::string& text, diagnostics& report) {
  const test::temporary_folder folder;
  return read_tntp_network(folder.write("x_net.tntp", text), report);
}

std::string first_finding(const diagnostics& report) {
  return report.findings.empty() ? "" : to_string(report.findings.front());
}

TEST(tntp_collection, a_column_is_no_toll_by_its_place_alone) {
  const auto folder = test::data_dir() / "faults" / "09_column_names";
  AMUR_NEEDS_DATA(folder);
  diagnostics report;
  const auto net = read_tntp_network(folder / "x_net.tntp", report);
  ASSERT_TRUE(net);
  EXPECT_EQ(net->toll, (std::vector<double>{0, 0, 0, 0}));
}

TEST(tntp_collection, columns_are_found_by_their_names) {
  diagnostics report;
  const auto net = network(
      header(3, 1, "~ init_node term_node toll capacity length power b free_flow_time speed ;") +
          "1 2 7 100 12 4 0.15 6 50 ;\n",
      report);
  ASSERT_TRUE(net) << first_finding(report);
  EXPECT_EQ(net->toll, (std::vector<double>{7}));
  EXPECT_EQ(net->capacity, (std::vector<double>{100}));
  EXPECT_EQ(net->free_flow_time, (std::vector<double>{6}));
  EXPECT_EQ(net->power, (std::vector<double>{4}));
  const auto named = network(header(3, 1, usual) + "1 2 100 12 6 0.15 4 50 7 1 ;\n", report);
  ASSERT_TRUE(named) << first_finding(report);
  EXPECT_EQ(named->toll, (std::vector<double>{7}));
  EXPECT_EQ(named->b, (std::vector<double>{0.15}));
}

TEST(tntp_collection, the_first_through_node_may_be_missing_and_this_is_said) {
  diagnostics report;
  const auto net = network(
      "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 2\n<NUMBER OF LINKS> 1\n<END OF METADATA>\n"
      "1 2 1 1 1 1 1 1 ;\n",
      report);
  ASSERT_TRUE(net);
  EXPECT_EQ(net->first_through_node, 1U);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].field, "FIRST THRU NODE");
}

TEST(tntp_collection, nodes_may_be_numbered_with_gaps) {
  const auto text = header(4, 3, usual) +
                    "1 75674 9 1 1 1 1 1 0 1 ;\n75674 300 9 1 1 1 1 1 0 1 ;\n"
                    "300 2 9 1 1 1 1 1 0 1 ;\n";
  diagnostics report;
  const auto net = network(text, report);
  ASSERT_TRUE(net) << first_finding(report);
  EXPECT_EQ(net->from, (std::vector<std::uint32_t>{1, 4, 3}));
  EXPECT_EQ(net->to, (std::vector<std::uint32_t>{4, 3, 2}));
  EXPECT_EQ(number_in_file(*net, 4), 75674U);
  EXPECT_EQ(net->first_through_node, 3U);
  EXPECT_NE(first_finding(report).find("not numbered 1 to 4"), std::string::npos);
  const test::temporary_folder folder;
  const auto nodes =
      folder.write("x_node.tntp", "Node X Y;\n1 0 1\n2 0 2\n7 9 9\n300 0 3\n75674 0 4\n");
  const auto places = read_tntp_nodes(nodes, *net, report);
  ASSERT_TRUE(places);
  EXPECT_EQ((*places)[3][1], 4);
}

TEST(tntp_collection, a_negative_toll_may_lower_a_cost_but_not_below_nothing) {
  diagnostics report;
  const auto net = network(
      header(3, 2, usual) + "1 3 10 1 5 0.15 4 1 -2 1 ;\n3 2 10 1 5 0.15 4 1 0 1 ;\n", report);
  ASSERT_TRUE(net) << first_finding(report);
  const tntp_factors once{1, 0}, thrice{3, 0};
  EXPECT_TRUE(check_generalised_costs(*net, once, "x_net.tntp", report));
  const auto made = make_problem(*net, {{1, 2, 20}}, once);
  const auto arc = made.arc_of_link[0];
  EXPECT_EQ(made.cost_in_time[arc], -2);
  EXPECT_GE(made.problem.classes[0].fixed_cost_usd_per_t[arc], 0);
  // 5 (1 + 0.15 x 2^4) - 2.
  EXPECT_NEAR(made.problem.delay[arc].time_h(20), 15, 1e-12);
  EXPECT_FALSE(check_generalised_costs(*net, thrice, "x_net.tntp", report));
  EXPECT_NE(to_string(report.findings.back()).find("from 1 to 3 without traffic is -1"),
            std::string::npos);
}

TEST(tntp_collection, swapped_files_are_named_as_such) {
  const test::temporary_folder folder;
  const auto net = folder.write("net", header(3, 1, usual) + "1 2 100 12 6 0.15 4 50 7 1 ;\n");
  const auto trips = folder.write("trips",
                                  "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 1\n<END OF METADATA>\n"
                                  "Origin 1\n2 : 1;\n");
  diagnostics of_net, of_trips;
  EXPECT_FALSE(read_tntp_network(trips, of_net));
  EXPECT_FALSE(read_tntp_trips(net, 2, of_trips));
  ASSERT_EQ(of_net.findings.size(), 1U);
  ASSERT_EQ(of_trips.findings.size(), 1U);
  EXPECT_NE(first_finding(of_net).find("a table of trips, not a network"), std::string::npos);
  EXPECT_NE(first_finding(of_trips).find("a network, not a table of trips"), std::string::npos);
}

TEST(tntp_collection, files_are_found_under_the_names_that_they_have) {
  const test::temporary_folder folder;
  diagnostics report;
  (void)folder.write("Sydney_Net.tntp", "");
  (void)folder.write("GoldCoast_network_2016_01.tntp", "");
  (void)folder.write("GoldCoast_Trips_2016_01.tntp", "");
  auto files = find_tntp_files({folder.path(), {}, {}}, report);
  ASSERT_TRUE(files) << first_finding(report);
  EXPECT_EQ(files->network.filename(), "Sydney_Net.tntp");
  EXPECT_EQ(files->trips.filename(), "GoldCoast_Trips_2016_01.tntp");
  EXPECT_EQ(tntp_name(files->network), "Sydney");
  std::filesystem::remove(files->network);
  files = find_tntp_files({folder.path(), {}, {}}, report);
  ASSERT_TRUE(files);
  EXPECT_EQ(tntp_name(files->network), "GoldCoast");
}

}  // namespace
}  // namespace amur::exchange
