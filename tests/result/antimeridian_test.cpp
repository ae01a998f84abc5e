// Lines over longitude 180, from the case to the result and the report's map.

#include "amur/result/antimeridian.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/report/flow_map.h"
#include "amur/result/result_lines.h"
#include "support/program.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

using line = result::line_part;

TEST(antimeridian, a_line_over_it_is_two_parts_that_meet_there) {
  // From 170 to -170 degrees the edge is half way: the latitude is the mean.
  const line over = {{160, 0}, {170, 40}, {-170, 50}, {-160, 60}};
  const std::vector<line> right = {{{160, 0}, {170, 40}, {180, 45}},
                                   {{-180, 45}, {-170, 50}, {-160, 60}}};
  EXPECT_EQ(result::parts_at_antimeridian(over), right);
  const line back(over.rbegin(), over.rend());
  const std::vector<line> turned = {{right[1].rbegin(), right[1].rend()},
                                    {right[0].rbegin(), right[0].rend()}};
  EXPECT_EQ(result::parts_at_antimeridian(back), turned);
  // What is in parts stays so, one after the other.
  const line joined = {{160, 0}, {170, 40}, {180, 45}, {-180, 45}, {-170, 50}, {-160, 60}};
  EXPECT_EQ(result::parts_at_antimeridian(joined), right);
}

TEST(antimeridian, other_lines_are_one_part) {
  for (const line& one :
       {line{}, line{{127, 50}, {128, 50}}, line{{-90, 0}, {90, 0}}, line{{170, 1}, {180, 2}},
        line{{-180, 1}, {-170, 2}}, line{{170, 1}, {-180, 2}}})
    EXPECT_EQ(result::parts_at_antimeridian(one).size(), 1u);
}

case_files pacific_case() {
  auto files = tiny_case();
  edit(files, "nodes.csv", "bank_a,Bank A,AAA,border,128,50", "bank_a,Bank A,AAA,border,175,50");
  edit(files, "nodes.csv", ",BBB,border,128.1,50", ",BBB,border,-175,52");
  edit(files, "links.csv", "\"LINESTRING (128 50, 128.05 50.01, 128.1 50)\"", "");
  return files;
}

// Kilometres of a line on the flat map, in degrees of longitude.
double drawn_degrees(const line& points) {
  double sum = 0;
  for (const auto& part : result::parts_at_antimeridian(points))
    for (std::size_t i = 1; i < part.size(); ++i) sum += std::abs(part[i][0] - part[i - 1][0]);
  return sum;
}

TEST(antimeridian, results_and_reports_draw_two_parts) {
  const temporary_folder folder;
  const auto result = (folder.path() / "r.gpkg").string();
  const auto run =
      run_program("run " + write_case(folder, pacific_case()).string() + " -o " + result);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto out = (folder.path() / "info").string();
  ASSERT_EQ(std::system(("ogrinfo -q " + result +
                         " links -where \"link_id = 'bridge_link' AND "
                         "direction = 'forward'\" >" +
                         out)
                            .c_str()),
            0);
  const auto info = slurp(out);
  EXPECT_NE(info.find("MULTILINESTRING ((175 50,180 51),(-180 51,-175 52))"), std::string::npos)
      << info;
  std::string problem;
  const auto database = result::result_database::open(result, problem);
  ASSERT_TRUE(database) << problem;
  diagnostics report;
  const auto links = result::read_link_lines(*database, report);
  ASSERT_TRUE(links && !report.has_errors());
  EXPECT_EQ(links->size(), 8u);
  for (const auto& link : *links) EXPECT_LE(drawn_degrees(link.points), 60) << link.link_id;
  report::flow_map drawn;
  drawn.lines = {{"road", 9, {{175, 50}, {-175, 52}}}};
  const auto map = report::draw(drawn, {});
  const auto path = map.substr(map.find("<path d='M"), 80);
  EXPECT_EQ(std::count(path.begin(), path.end(), 'M'), 2) << path;
}

}  // namespace
}  // namespace amur::test
