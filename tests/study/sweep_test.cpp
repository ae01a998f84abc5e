// A grid over cells: each point is the run that a scenario with these cells gives.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <sstream>

#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

class sweep_study : public testing::Test {
 protected:
  [[nodiscard]] program_run sweep(const std::string& over) const {
    return run_program("sweep " + (folder.path() / "case").string() + " --over '" + over + "' -o " +
                       result.string());
  }
  // What `amur run` says where a scenario sets the same cells.
  double run_with(const std::string& edits, const std::string& query) {
    const auto scenario = folder.path() / "as.toml", answer = folder.path() / "as.gpkg";
    std::ofstream(scenario) << "title = \"As swept\"\n" << edits;
    const auto run = run_program("run " + (folder.path() / "case").string() + " -s " +
                                 scenario.string() + " -o " + answer.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return ask(answer, query);
  }
  void SetUp() override { (void)write_case(folder, tiny_case()); }

  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "s.gpkg";
};

std::string edit_of(const std::string& crossing, const std::string& column, double value) {
  std::ostringstream text;
  text << "[[edit]]\ntable = \"crossings\"\naction = \"set\"\nwhere = { crossing_id = \""
       << crossing << "\" }\nvalues = { " << column << " = " << value << " }\n";
  return text.str();
}

TEST_F(sweep_study, each_point_is_the_run_of_a_scenario) {
  const auto run = sweep(
      "crossings.bridge.fee_usd_per_vehicle=0..200:3;"
      "crossings.boat.wait_h=1,9");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(ask(result, "SELECT count(*) FROM sweep_points"), 2 * 6);
  EXPECT_EQ(ask(result, "SELECT count(*) FROM sweep_points WHERE solved <> 'yes'"), 0);
  int point = 0;
  for (const double fee : {0.0, 100.0, 200.0})
    for (const double wait : {1.0, 9.0}) {
      ++point;
      const double tonnes =
          run_with(edit_of("bridge", "fee_usd_per_vehicle", fee) + edit_of("boat", "wait_h", wait),
                   "SELECT t FROM crossings WHERE crossing_id = 'boat' AND "
                   "direction = 'forward'");
      EXPECT_NEAR(ask(result,
                      "SELECT value FROM sweep_figures WHERE table_name = 'crossings' AND "
                      "row = 'boat forward' AND figure = 't' AND point = " +
                          std::to_string(point)),
                  tonnes, 1e-5 * (1 + tonnes))
          << fee << " " << wait;
    }
}

TEST_F(sweep_study, what_is_none_of_the_case_is_refused_with_what_is_allowed) {
  const std::array refused = {
      std::pair{"crossings.bridge.fee_usd_per_vehicle", "its values are not said"},
      std::pair{"crossings.brige.wait_h=1,2", "did you mean 'bridge'"},
      std::pair{"crossings.bridge.names=1,2", "no such column of numbers"},
      std::pair{"crossings.bridge.wait_h=-1,2", "-1 is not allowed there"},
      std::pair{"crossings.bridge.wait_h=1..2", "number"},
      std::pair{"crossings.bridge.wait_h=1..2:1", "this is no range of values"},
      std::pair{"crossings.bridge.wait_h=1,,2", "number"},
      std::pair{"crossings.bridge.wait_h=0..9:900;crossings.boat.wait_h=0,1", "1800 points"},
      std::pair{"each crossings.*.wait_h=1,2", "several cells"},
      std::pair{"crossings.bridge.wait_h=1,2;crossings.bridge.wait_h=3,4",
                "'crossings.bridge.wait_h' means the same cell"},
      std::pair{"crossings.*.wait_h=0.5,1;crossings.boat.wait_h=3,4",
                "'crossings.*.wait_h' means the same cell"}};
  for (const auto& [over, message] : refused) {
    const auto run = sweep(over);
    EXPECT_EQ(run.exit_code, 2) << over;
    EXPECT_NE(run.err.find(message), std::string::npos) << over << ": " << run.err;
    EXPECT_FALSE(std::filesystem::exists(result)) << over;
  }
}

TEST_F(sweep_study, cells_that_are_written_unlike_are_multiplied) {
  // Two flows, of 1,000 t and 60 visitors.
  const auto run = sweep("demand.farm/city_b/*.quantity=0.5,1,2");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto delivered = [&](int point) {
    return ask(result,
               "SELECT value FROM sweep_figures WHERE table_name = 'by_commodity' AND row = "
               "'visitors' AND figure = 'delivered' AND point = " +
                   std::to_string(point));
  };
  EXPECT_NEAR(delivered(1), 30, 1e-9);
  EXPECT_NEAR(delivered(2), 60, 1e-9);
  EXPECT_NEAR(delivered(3), 120, 1e-9);
}

}  // namespace
}  // namespace amur::test
