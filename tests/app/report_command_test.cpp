// amur report, as somebody reads it who has nothing but the file.

#include <gtest/gtest.h>

#include "amur/report/land.h"
#include "support/finance_case.h"
#include "support/places_case.h"
#include "support/program.h"
#include "support/staged_case.h"
#include "support/trade_case.h"

namespace amur::test {
namespace {

struct written_report {
  program_run program;
  std::string html;
};

written_report report_of(const temporary_folder& folder, const std::string& result) {
  const auto output = folder.path() / "report.html";
  auto program = run_program("report " + result + " -o " + output.string());
  return {program, std::filesystem::exists(output) ? slurp(output) : ""};
}

TEST(report_command, shows_flows_costs_claims_and_sources_in_one_file) {
  const temporary_folder folder;
  auto files = staged_case();
  edit(files, "claims.toml", "The boat is used", "<b>The boat</b> & \\\"more\\\"");
  const auto result = (folder.path() / "r.gpkg").string();
  ASSERT_EQ(run_program("run " + write_case(folder, files).string() + " -o " + result).exit_code,
            0);
  const auto report = report_of(folder, result);
  ASSERT_EQ(report.program.exit_code, 0) << report.program.err;
  for (const char* part : {"<title>Tiny</title>", "class='map'", "class='chart bars'", "Bridge",
                           "holds", "A survey", "SHA-256"})
    EXPECT_NE(report.html.find(part), std::string::npos) << part;
  // Words of the case are text, not markup; and nothing is loaded from elsewhere.
  EXPECT_NE(report.html.find("&lt;b&gt;The boat&lt;/b&gt; &amp;"), std::string::npos);
  for (const char* part : {"<b>The boat", "<script", "http://", "https://", "src="})
    EXPECT_EQ(report.html.find(part), std::string::npos) << part;
}

// A square of 20 degrees with a hole, and one that crosses the date line, in steps of a degree.
TEST(report_land, is_read_from_topojson_and_cut_to_the_frame) {
  const auto land = report::read_land(R"({"type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[0, 0], [20, 0], [0, 20]], [[20, 20], [-20, 0], [0, -20]],
             [[5, 5], [1, 0], [0, 1], [-1, -1]],
             [[170, 0], [10, 0], [-360, 0], [10, 0], [0, 10], [-10, 0], [360, 0], [-10, 0], [0, -10]]],
    "objects": {"countries": {"type": "GeometryCollection", "geometries": [
      {"type": "Polygon", "id": "001", "arcs": [[0, 1], [-3]]},
      {"type": "MultiPolygon", "id": "002", "arcs": [[[3]]]},
      {"type": "Polygon", "id": "010", "arcs": [[0, 1]]}]}}})");
  ASSERT_EQ(land.size(), 2U);
  EXPECT_EQ(land[0][0].size(), 5U);
  EXPECT_EQ(land[0][1][1], (std::array<double, 2>{6, 6}));  // run backwards
  EXPECT_EQ(land[1][0][3], (std::array<double, 2>{190, 0}));
  // A frame of 10 by 10 degrees at the equator, 360 pixels the world: half of the square's width.
  const report::map_frame frame{360, -190, -175, 10, 5};
  const auto path = report::land_path(land, frame);
  EXPECT_EQ(path.substr(0, 1), "M");
  EXPECT_NE(path.find("10.0,"), std::string::npos);
  EXPECT_EQ(path.find("20.0,"), std::string::npos);
  EXPECT_TRUE(report::read_land("no land").empty());
  EXPECT_TRUE(report::read_land(R"({"arcs": [[[0]]]})").empty());
}

TEST(report_command, shows_trade_of_a_run_that_has_it) {
  const temporary_folder folder;
  const auto result = (folder.path() / "r.gpkg").string();
  const auto path = write_case(folder, trade_case()).string();
  ASSERT_EQ(run_program("run " + path + " --trade --samples 5 -s high_duty -o " + result).exit_code,
            0);
  const auto report = report_of(folder, result);
  ASSERT_EQ(report.program.exit_code, 0) << report.program.err;
  for (const char* part : {"Who wins and who loses", "Land A to Land B", "sampled elasticities",
                           "Agreement of network and trade"})
    EXPECT_NE(report.html.find(part), std::string::npos) << part;
}

TEST(report_command, shows_a_simulation) {
  const temporary_folder folder;
  const auto result = (folder.path() / "s.gpkg").string();
  const auto path = write_case(folder, staged_case()).string();
  ASSERT_EQ(run_program("simulate " + path + " -c bridge -o " + result).exit_code, 0);
  const auto report = report_of(folder, result);
  ASSERT_EQ(report.program.exit_code, 0) << report.program.err;
  for (const char* part : {"Waiting by stage", "Control", "Booths", "does not hold"})
    EXPECT_NE(report.html.find(part), std::string::npos) << part;
}

TEST(report_command, shows_how_projects_serve_their_loans_and_what_debt_may_become) {
  const temporary_folder folder;
  const auto result = (folder.path() / "f.gpkg").string();
  ASSERT_EQ(run_program(std::string("finance ") + AMUR_PROJECT_DIR + "/cases/debt -o " + result)
                .exit_code,
            0);
  const auto report = report_of(folder, result);
  ASSERT_EQ(report.program.exit_code, 0) << report.program.err;
  for (const char* part :
       {"Does it service its debt", "Debt service cover of Laos-China railway (DSCR)",
        "1.0: loans are just served", "What it does to public debt", "class='band'",
        "5 to 95 % of futures", "threshold of the framework", "without its projects"})
    EXPECT_NE(report.html.find(part), std::string::npos) << part;
}

TEST(report_command, shows_the_curve_of_a_toll) {
  const temporary_folder folder;
  const auto result = (folder.path() / "t.gpkg").string();
  const auto path = write_case(folder, staged_case()).string();
  ASSERT_EQ(run_program("toll " + path + " --crossing bridge --rival boat --steps 4 -o " + result)
                .exit_code,
            0);
  const auto report = report_of(folder, result);
  ASSERT_EQ(report.program.exit_code, 0) << report.program.err;
  for (const char* part : {"What a toll brings", "most income: ", "Traffic by toll", "Competition"})
    EXPECT_NE(report.html.find(part), std::string::npos) << part;
}

TEST(report_command, draws_debt_where_its_figures_are_known) {
  const temporary_folder folder;
  const auto result = (folder.path() / "f.gpkg").string();
  ASSERT_EQ(run_program("finance " + write_case(folder, finance_case()).string() + " -o " + result)
                .exit_code,
            0);
  const auto report = report_of(folder, result);
  ASSERT_EQ(report.program.exit_code, 0) << report.program.err;
  for (const char* part : {"What it does to public debt", "Land A", "25 to 75 %",
                           "External debt service, % of revenue"})
    EXPECT_NE(report.html.find(part), std::string::npos) << part;
  for (const char* part : {"nan,", ",nan", "'nan'", "inf,", ",inf"})
    EXPECT_EQ(report.html.find(part), std::string::npos) << part;
}

TEST(report_command, shows_months_and_shops) {
  const temporary_folder folder;
  const auto result = (folder.path() / "m.gpkg").string();
  ASSERT_EQ(run_program("run " + write_case(folder, places_case()).string() +
                        " --from 2023-10 --to 2023-12 -o " + result)
                .exit_code,
            0);
  const auto report = report_of(folder, result);
  ASSERT_EQ(report.program.exit_code, 0) << report.program.err;
  for (const char* part : {"Month by month", ">2023-11</text>", "Vehicles by crossing",
                           "Visits by centre", "Who shops where", "class='shut'"})
    EXPECT_NE(report.html.find(part), std::string::npos) << part;
}

TEST(report_command, refuses_what_is_no_result_and_keeps_the_earlier_report) {
  const temporary_folder folder;
  (void)folder.write("report.html", "earlier");
  for (const auto& result : {folder.write("text.gpkg", "not a database").string(),
                             (folder.path() / "missing.gpkg").string()}) {
    const auto report = report_of(folder, result);
    EXPECT_EQ(report.program.exit_code, 2);
    EXPECT_NE(report.program.err.find(result), std::string::npos) << report.program.err;
    EXPECT_EQ(report.html, "earlier");
  }
}

}  // namespace
}  // namespace amur::test
