// The alternatives of a flow, as a user asks for them.

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

const std::string heihe = AMUR_PROJECT_DIR "/cases/heihe";

TEST(paths_command, two_ways_over_the_river_share_by_the_binary_logit) {
  const auto run =
      run_program("paths " + heihe + " --from tambovka --to heihe --commodity soybeans --json");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto flow = nlohmann::json::parse(run.out).at("flows").at(0);
  const auto& ways = flow.at("alternatives");
  ASSERT_GE(ways.size(), 2U);
  double sum = 0, last = 1;
  for (const auto& way : ways) {
    const double share = way.at("share").get<double>();
    EXPECT_LE(share, last);
    last = share;
    sum += share;
    EXPECT_NEAR(way.at("cumulative_share").get<double>(), sum, 1e-12);
  }
  EXPECT_LE(sum, 1 + 1e-12);
  EXPECT_GT(sum, 0.999);
  // By bridge and by barge: soybeans choose at a dispersion of 2 USD/t.
  const double dearer = ways[1].at("cost").get<double>() - ways[0].at("cost").get<double>();
  EXPECT_NEAR(ways[0].at("share").get<double>() / ways[1].at("share").get<double>(),
              std::exp(dearer / 2), 0.01 * std::exp(dearer / 2));
  EXPECT_NE(ways[0].at("says").get<std::string>().find("Heihe road bridge"), std::string::npos);
}

TEST(paths_command, tables_of_a_run_average_to_what_flows_pay) {
  const temporary_folder folder;
  const auto result = folder.path() / "r.gpkg";
  const auto run = run_program("run " + heihe + " --paths -o " + result.string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const std::string listed =
      "(SELECT origin_node_id o, destination_node_id d, commodity_id c, sum(share) whole, "
      "sum(share * cost) / sum(share) mean FROM paths GROUP BY 1, 2, 3)";
  EXPECT_GT(ask(result, "SELECT count(*) FROM " + listed + " WHERE whole > 0.99999"), 20);
  EXPECT_LT(ask(result, "SELECT max(whole) FROM " + listed), 1 + 1e-9);
  EXPECT_LT(ask(result, "SELECT max(abs(mean - cost) / cost) FROM " + listed +
                            " JOIN od ON o = origin_node_id AND d = destination_node_id AND c = "
                            "commodity_id WHERE whole > 0.99999"),
            1e-3);
  EXPECT_EQ(ask(result,
                "SELECT count(*) FROM path_steps WHERE kind NOT IN ('load', 'link', 'crossing', "
                "'transfer', 'unload')"),
            0);
}

TEST(paths_command, says_what_is_wrong_with_a_question) {
  const auto misspelt = run_program("paths " + heihe + " --from tambovka --to heihee");
  EXPECT_EQ(misspelt.exit_code, 2);
  EXPECT_NE(misspelt.err.find("did you mean 'heihe'?"), std::string::npos) << misspelt.err;
  auto files = tiny_case();
  edit(files, "case.toml", "[equilibrium]\n", "[equilibrium]\nmodel = \"user\"\n");
  const temporary_folder folder;
  const auto path = write_case(folder, files);
  const auto other = run_program("paths " + path.string() + " --from farm --to city_b");
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_NE(other.err.find("logit"), std::string::npos) << other.err;
}

}  // namespace
}  // namespace amur::test
