#include "amur/exchange/tntp.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <string>

#include "amur/assign/frank_wolfe.h"
#include "amur/exchange/tntp_problem.h"
#include "support/data_dir.h"
#include "support/temporary_folder.h"

namespace amur::exchange {
namespace {

const char* const header =
    "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 3\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> 2\n"
    "<END OF METADATA>\n\n~ init term capacity length time b power speed toll type ;\n";

std::string first_error(const std::string& net) {
  const test::temporary_folder folder;
  diagnostics report;
  EXPECT_FALSE(read_tntp_network(folder.write("x_net.tntp", net), report));
  return report.findings.empty() ? "" : to_string(report.findings.front());
}

TEST(tntp, reads_links_with_their_columns) {
  const test::temporary_folder folder;
  diagnostics report;
  const auto net = read_tntp_network(
      folder.write("x_net.tntp", std::string(header) + "\t1\t3\t100\t2\t6\t0.15\t4\t0\t0\t1\t;\n"
                                                       "3 2 50.5 1 3 0.2 5 0 1.5 1;\n"),
      report);
  ASSERT_TRUE(net);
  EXPECT_EQ(net->to, (std::vector<std::uint32_t>{3, 2}));
  EXPECT_EQ(net->capacity, (std::vector<double>{100, 50.5}));
  EXPECT_EQ(net->toll, (std::vector<double>{0, 1.5}));
}

TEST(tntp, reads_trips_of_several_entries_a_line) {
  const test::temporary_folder folder;
  diagnostics report;
  const auto trips =
      read_tntp_trips(folder.write("x_trips.tntp",
                                   "<NUMBER OF ZONES> 3\n<END OF METADATA>\nOrigin 1\n"
                                   " 1 : 0.0; 2 : 10.5;  3:4;\nOrigin 3\n 1 : 7;\n"),
                      3, report);
  ASSERT_TRUE(trips);
  ASSERT_EQ(trips->size(), 3U);
  EXPECT_DOUBLE_EQ((*trips)[1].trips, 4);
  EXPECT_EQ((*trips)[2].origin, 3U);
}

TEST(tntp, names_file_and_line_of_what_does_not_fit) {
  const std::string start(header);
  EXPECT_NE(first_error(start + "1 9 1 1 1 1 1 1 ;\n3 2 1 1 1 1 1 1 ;\n").find("x_net.tntp, row 8"),
            std::string::npos);
  EXPECT_NE(first_error(start + "1 2 many 1 1 1 1 1 ;\n").find("'capacity'"), std::string::npos);
  EXPECT_NE(first_error(start + "1 2 1 1 ;\n").find("8 columns"), std::string::npos);
  EXPECT_NE(first_error(start + "1 2 1 1 1 1 1 1 ;\n").find("truncated"), std::string::npos);
  EXPECT_NE(first_error("<NUMBER OF ZONES> 2\n").find("END OF METADATA"), std::string::npos);
}

TEST(tntp, survives_random_damage_and_always_says_where) {
  const std::string net =
      std::string(header) + "1\t3\t100\t2\t6\t0.15\t4\t0\t0\t1;\n3 2 5 1 3 1 4 0;\n";
  const std::string trips = "<NUMBER OF ZONES> 2\n<END OF METADATA>\nOrigin 1\n 2 : 10.5; 1 : 1;\n";
  std::mt19937_64 random(7);
  const test::temporary_folder folder;
  for (int round = 0; round < 2000; ++round) {
    for (auto text : {net, trips}) {
      for (int hits = 0; hits < 3; ++hits)
        text[random() % text.size()] = "<>~;:\n 0-9eOx"[random() % 13];
      diagnostics report;
      const auto path = folder.write("x.tntp", text);
      const auto read_net = read_tntp_network(path, report);
      EXPECT_EQ(report.has_errors(), !read_net);
      diagnostics trips_report;
      const auto read_trips = read_tntp_trips(path, 2, trips_report);
      EXPECT_EQ(trips_report.has_errors(), !read_trips);
    }
  }
}

std::string first_trips_error(const std::string& trips) {
  const test::temporary_folder folder;
  diagnostics report;
  EXPECT_FALSE(read_tntp_trips(folder.write("x_trips.tntp", trips), 3, report));
  return report.findings.empty() ? "" : to_string(report.findings.front());
}

TEST(tntp, refuses_numbers_that_are_not_finite) {
  const std::string start(header);
  EXPECT_NE(first_error(start + "1 2 inf 1 1 1 1 1 ;\n").find("'capacity'"), std::string::npos);
  EXPECT_NE(first_error(start + "nan 2 1 1 1 1 1 1 ;\n").find("'init_node'"), std::string::npos);
  EXPECT_NE(first_error("<NUMBER OF ZONES> nan\n<END OF METADATA>\n").find("NUMBER OF ZONES"),
            std::string::npos);
}

TEST(tntp, names_the_tag_that_is_missing) {
  EXPECT_NE(first_error("<NUMBER OF ZONES> 2\n<END OF METADATA>\n").find("NUMBER OF NODES"),
            std::string::npos);
}

TEST(tntp, refuses_trips_that_were_cut_off) {
  const std::string start = "<NUMBER OF ZONES> 3\n<TOTAL OD FLOW> 355.5\n<END OF METADATA>\n";
  EXPECT_NE(first_trips_error(start + "Origin 1\n 2 : 10; 3 : 34").find("destination : trips;"),
            std::string::npos);
  EXPECT_NE(first_trips_error(start + "Origin 1\n 2 : 10;\n").find("truncated"), std::string::npos);
  EXPECT_NE(first_trips_error("<NUMBER OF ZONES> 3\n").find("END OF METADATA"), std::string::npos);
}

TEST(tntp, names_file_and_line_of_trips_that_do_not_fit) {
  const std::string start = "<NUMBER OF ZONES> 3\n<END OF METADATA>\n";
  EXPECT_NE(first_trips_error(start + "Origin 4\n 1 : 2;\n").find("x_trips.tntp, row 3"),
            std::string::npos);
  EXPECT_NE(first_trips_error(start + "Origin 1\n 9 : 2;\n").find("row 4"), std::string::npos);
  EXPECT_NE(first_trips_error(start + "Origin 1\n 2 : few;\n").find("'few'"), std::string::npos);
  EXPECT_NE(first_trips_error(start + " 2 : 1;\n").find("before the first origin"),
            std::string::npos);
  EXPECT_NE(first_trips_error("<NUMBER OF ZONES> 5\n<END OF METADATA>\n").find("number of zones"),
            std::string::npos);
}

TEST(tntp, reads_flows_with_and_without_metadata) {
  const std::string plain = "From \tTo \tVolume \tCost \n1 \t2 \t4494.5 \t6.25 \n";
  const std::string tagged =
      "<NUMBER OF ZONES> -1\n<END OF METADATA>\n\nTail Head Volume Cost ;\n\t1 2 4494.5 6.25 ;\n";
  for (const auto& text : {plain, tagged}) {
    const test::temporary_folder folder;
    diagnostics report;
    const auto flows = read_tntp_flows(folder.write("x_flow.tntp", text), report);
    ASSERT_TRUE(flows);
    ASSERT_EQ(flows->size(), 1U);
    EXPECT_DOUBLE_EQ(flows->front().volume, 4494.5);
    EXPECT_DOUBLE_EQ(flows->front().cost, 6.25);
  }
}

TEST(tntp, reports_a_file_that_is_not_there) {
  diagnostics report;
  EXPECT_FALSE(read_tntp_network("nowhere_net.tntp", report));
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings.front().file, "nowhere_net.tntp");
}

TEST(tntp, reads_every_network_of_the_collection) {
  const auto collection = test::data_dir() / "tntp";
  AMUR_NEEDS_DATA(collection);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(collection)) {
    const auto file = entry.path().string();
    if (!file.ends_with("_net.tntp")) continue;
    const auto stem = file.substr(0, file.size() - std::string("net.tntp").size());
    diagnostics report;
    const auto net = read_tntp_network(file, report);
    ASSERT_TRUE(net) << file;
    if (std::filesystem::exists(stem + "trips.tntp")) {
      EXPECT_TRUE(read_tntp_trips(stem + "trips.tntp", net->zones, report)) << file;
    }
    if (std::filesystem::exists(stem + "flow.tntp")) {
      const auto flows = read_tntp_flows(stem + "flow.tntp", report);
      ASSERT_TRUE(flows) << file;
      EXPECT_EQ(flows->size(), net->from.size()) << file;
    }
    EXPECT_TRUE(report.findings.empty()) << to_string(report.findings.front());
  }
}

TEST(tntp, sioux_falls_reaches_the_published_objective) {
  const auto folder = test::data_dir() / "tntp" / "SiouxFalls";
  AMUR_NEEDS_DATA(folder);
  diagnostics report;
  const auto net = read_tntp_network(folder / "SiouxFalls_net.tntp", report);
  ASSERT_TRUE(net);
  EXPECT_EQ(net->from.size(), 76U);
  const auto trips = read_tntp_trips(folder / "SiouxFalls_trips.tntp", net->zones, report);
  ASSERT_TRUE(trips);
  EXPECT_NEAR(std::accumulate(trips->begin(), trips->end(), 0.0,
                              [](double sum, const auto& trip) { return sum + trip.trips; }),
              360600, 1e-6);
  const auto problem = make_problem(*net, *trips).problem;
  const auto solution = assign::solve_frank_wolfe(problem, {1e-4, 2000, 2, false});
  EXPECT_EQ(solution.status, assign::status::converged);
  EXPECT_LT(solution.residual, 1e-4);
  // Best-known solution of the Transportation Networks collection: 42.31335287107440 x 1e5.
  EXPECT_NEAR(assign::beckmann_objective(problem, solution.volume_pce) / 4231335.287107440, 1,
              1e-3);
  const auto best = read_tntp_flows(folder / "SiouxFalls_flow.tntp", report);
  ASSERT_TRUE(best);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> published;
  for (const auto& flow : *best) published[{flow.from - 1, flow.to - 1}] = flow.volume;
  double difference = 0, total = 0;
  for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
    const double known = published.at({problem.graph.tail[arc], problem.graph.head[arc]});
    difference += std::abs(solution.volume_pce[arc] - known);
    total += known;
  }
  EXPECT_LT(difference / total, 0.01);
}

}  // namespace
}  // namespace amur::exchange
