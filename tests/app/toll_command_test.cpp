// amur toll, end to end.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

struct ran_toll {
  temporary_folder folder;
  std::filesystem::path path, result;
  program_run run;

  explicit ran_toll(const std::string& options)
      : path(write_case(folder, tiny_case())), result(folder.path() / "t.gpkg") {
    run = run_program("toll " + path.string() + " -o " + result.string() + " " + options);
  }
};

TEST(toll_command, writes_a_curve_whose_best_tolls_are_its_highest_points) {
  const ran_toll ran("--crossing bridge --to 400 --steps 20");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  for (const char* part : {"Most income", "Most welfare", "Most throughput: 0.00"})
    EXPECT_NE(ran.run.out.find(part), std::string::npos) << part << " not in\n" << ran.run.out;
  const auto best = [&](const char* column) {
    return ask(ran.result,
               std::string("SELECT ") + column + " FROM toll_best WHERE goal = 'income'");
  };
  EXPECT_NEAR(ask(ran.result, "SELECT max(income_usd_per_year) FROM toll_curve"),
              best("income_usd_per_year"), 1e-6 * best("income_usd_per_year"));
  EXPECT_NEAR(best("fee_usd_per_vehicle") * best("vehicles_per_day") * 365,
              best("income_usd_per_year"), 1e-6 * best("income_usd_per_year"));
  EXPECT_EQ(ask(ran.result,
                "SELECT count(*) FROM toll_curve WHERE vehicles_per_day > (SELECT "
                "vehicles_per_day FROM toll_curve WHERE fee_usd_per_vehicle = 0)"),
            0);
  // At the toll of the case nothing is gained or lost, and the run is that of amur run.
  EXPECT_NEAR(ask(ran.result,
                  "SELECT welfare_usd_per_year FROM toll_curve WHERE "
                  "fee_usd_per_vehicle = 100"),
              0, 1);
  EXPECT_NEAR(ask(ran.result,
                  "SELECT vehicles_per_day FROM toll_curve WHERE fee_usd_per_vehicle "
                  "= 100") -
                  ask(ran.result,
                      "SELECT sum(vehicles) FROM crossings WHERE crossing_id = "
                      "'bridge'"),
              0, 1e-5);
}

TEST(toll_command, two_owners_settle_where_neither_gains) {
  const ran_toll ran("-c bridge -r boat --json");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  const auto game = nlohmann::json::parse(ran.run.out)["toll_game"];
  EXPECT_EQ(game.front()["fee_usd_per_vehicle"], 100);
  EXPECT_EQ(game.back()["settled"], 1);
  EXPECT_GT(game[game.size() - 2]["fee_usd_per_vehicle"], 100);
}

TEST(toll_command, names_what_it_is_not_given) {
  const std::pair<const char*, const char*> mistakes[] = {
      {"-c tunnel",
       "field 'crossing', value 'tunnel': there is no such crossing; allowed: bridge, "
       "boat"},
      {"-c bridge -r ferry", "field 'rival', value 'ferry'"},
      {"-c bridge -r bridge", "a crossing is no rival of its own"},
      {"-c bridge --from 9 --to 9",
       "the highest toll is not above the lowest; allowed: more than 9"},
      {"-c bridge --from -1", "the number is out of range"},
      {"", "--crossing is required"}};
  for (const auto& [options, message] : mistakes) {
    const ran_toll ran(options);
    EXPECT_EQ(ran.run.exit_code, 2) << options;
    EXPECT_NE((ran.run.err + ran.run.out).find(message), std::string::npos)
        << ran.run.err << ran.run.out;
    EXPECT_FALSE(std::filesystem::exists(ran.result));
  }
}

}  // namespace
}  // namespace amur::test
