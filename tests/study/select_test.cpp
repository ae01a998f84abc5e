// Who uses a link, a crossing, a place or a country: the users' sums are what the network's own
// tables say of it, in every model and on every case.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/data_dir.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

const std::string heihe = AMUR_PROJECT_DIR "/cases/heihe";

class selected : public testing::Test {
 protected:
  void select(const std::string& folder, const std::string& what) {
    const auto run = run_program("select " + folder + " " + what + " -o " + result.string());
    ASSERT_EQ(run.exit_code, 0) << run.err;
  }
  // Both figures are sums over commodities of the same thing.
  void expect_same(const std::string& one, const std::string& other) {
    const double expected = ask(result, "SELECT " + other);
    EXPECT_NEAR(ask(result, "SELECT " + one), expected, 1e-9 * (1 + expected)) << one;
  }

  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "select.gpkg";
};

TEST_F(selected, one_flow_of_the_tiny_case_is_all_there_is) {
  const auto path = write_case(folder, tiny_case());
  ASSERT_NO_FATAL_FAILURE(select(path.string(), "--crossing bridge"));
  // Grain chooses between bridge and boat; visitors have the bridge alone.
  EXPECT_EQ(ask(result, "SELECT count(*) FROM selected_users"), 2);
  EXPECT_EQ(ask(result, "SELECT passes FROM selected_users WHERE commodity_id = 'visitors'"), 60);
  expect_same("(SELECT share FROM selected_users WHERE commodity_id = 'grain')",
              "(SELECT q.quantity / od.delivered FROM link_flows q JOIN od USING (commodity_id) "
              "WHERE link_id = 'bridge_link' AND commodity_id = 'grain')");
  // What takes the bridge takes the city's road, and never the boat.
  expect_same("(SELECT sum(passes) FROM selected_flows WHERE id = 'city_road')",
              "(SELECT sum(passes) FROM selected_users)");
  EXPECT_EQ(ask(result, "SELECT count(*) FROM selected_flows WHERE id = 'boat_link'"), 0);
}

TEST_F(selected, users_of_every_model_sum_to_the_flow_of_their_link) {
  for (const auto* model : {"logit", "markov", "user", "all-or-nothing"}) {
    SCOPED_TRACE(model);
    for (const auto* link : {"bridge_link", "city_road"}) {
      auto files = tiny_case();
      edit(files, "case.toml", "[equilibrium]\n",
           "[equilibrium]\nmodel = \"" + std::string(model) + "\"\n");
      const temporary_folder own;
      ASSERT_NO_FATAL_FAILURE(
          select(write_case(own, files).string(), std::string("--link ") + link));
      expect_same(
          "(SELECT sum(passes) FROM selected_users)",
          "(SELECT sum(t + passengers) FROM links WHERE link_id = '" + std::string(link) + "')");
    }
  }
}

// Sums that hold whatever is selected: what passes was loaded somewhere and is unloaded somewhere,
// and of nothing more passes than there is.
void expect_conserved(const std::filesystem::path& result) {
  const double passes = ask(result, "SELECT sum(passes) FROM selected_users");
  EXPECT_GT(passes, 0);
  for (const auto* kind : {"load", "unload"})
    EXPECT_NEAR(ask(result, "SELECT sum(passes) FROM selected_flows WHERE kind = '" +
                                std::string(kind) + "'"),
                passes, 1e-9 * passes);
  // At a node what comes in goes out: links in and loads are links out and unloads.
  EXPECT_LT(ask(result,
                "SELECT max(abs(flow)) FROM (SELECT node, sum(flow) flow FROM ("
                "SELECT to_node_id node, passes flow FROM selected_flows WHERE kind = 'link' "
                "UNION ALL SELECT from_node_id, -passes FROM selected_flows WHERE kind = 'link' "
                "UNION ALL SELECT to_node_id, passes FROM selected_flows WHERE kind = 'load' UNION "
                "ALL SELECT from_node_id, -passes FROM selected_flows WHERE kind = 'unload') "
                "GROUP BY node)"),
            1e-9 * passes);
}

TEST_F(selected, freight_of_whole_cases_is_conserved_on_its_way) {
  const auto khorgos = data_dir() / "cases/khorgos";
  std::vector<std::pair<std::string, std::string>> asked = {
      {heihe, "--crossing heihe_bridge"},
      {heihe, "--crossing heihe_bridge --direction forward"},
      {heihe, "--place blagoveshchensk"}};
  if (std::filesystem::exists(khorgos)) asked.emplace_back(khorgos.string(), "--country KAZ");
  for (const auto& [path, what] : asked) {
    SCOPED_TRACE(path + " " + what);
    ASSERT_NO_FATAL_FAILURE(select(path, what));
    expect_conserved(result);
  }
}

TEST_F(selected, crossing_and_direction_carry_what_the_table_of_crossings_says) {
  for (const auto* direction : {"forward", "backward"}) {
    ASSERT_NO_FATAL_FAILURE(
        select(heihe, std::string("--crossing heihe_bridge --direction ") + direction));
    expect_same("(SELECT sum(passes) FROM selected_users)",
                "(SELECT sum(t + passengers) FROM crossings WHERE crossing_id = 'heihe_bridge' AND "
                "direction = '" +
                    std::string(direction) + "')");
  }
}

TEST_F(selected, place_counts_what_starts_ends_and_passes) {
  const auto path = write_case(folder, tiny_case());
  for (const auto* place : {"farm", "bank_b", "city_b"}) {
    ASSERT_NO_FATAL_FAILURE(select(path.string(), std::string("--place ") + place));
    expect_same("(SELECT sum(passes) FROM selected_users)", "(SELECT sum(delivered) FROM od)");
  }
  for (const auto* country : {"AAA", "BBB"}) {
    ASSERT_NO_FATAL_FAILURE(select(path.string(), std::string("--country ") + country));
    expect_same("(SELECT sum(passes) FROM selected_users)", "(SELECT sum(delivered) FROM od)");
  }
}

TEST_F(selected, nothing_or_two_things_are_refused) {
  const std::pair<const char*, const char*> wrong[] = {
      {"", "nothing is selected"},
      {"--link a --crossing b", "link is selected already"},
      {"--crossing heihe_brige", "did you mean 'heihe_bridge'?"},
      {"--country XXX", "no node of the case is in it"},
      {"--place heihe --direction forward", "a place has no direction"}};
  for (const auto& [what, message] : wrong) {
    const auto run = run_program("select " + heihe + " " + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 2) << what;
    EXPECT_NE(run.err.find(message), std::string::npos) << run.err;
    EXPECT_FALSE(std::filesystem::exists(result));
  }
}

}  // namespace
}  // namespace amur::test
