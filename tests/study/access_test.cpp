// Access and dependence of whole cases, as a user asks for them.

#include <gtest/gtest.h>

#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

TEST(access_study, tables_of_heihe_agree_with_its_flows_and_crossings) {
  const temporary_folder folder;
  const auto result = folder.path() / "a.gpkg";
  const auto run = run_program("access " AMUR_PROJECT_DIR "/cases/heihe -o " + result.string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto figure = [&](const std::string& sql) { return ask(result, "SELECT " + sql); };
  // Foreign freight passes each crossing once from a country and once to one.
  EXPECT_LT(
      figure("max(abs(carried - passed) / (1 + carried)) FROM (SELECT crossing_id, sum(q) "
             "carried FROM (SELECT crossing_id, f.quantity q FROM crossing_flows f WHERE unit "
             "= 't') GROUP BY 1) JOIN (SELECT crossing_id, sum(exports_t) passed FROM "
             "dependence GROUP BY 1) USING (crossing_id)"),
      1e-6);
  EXPECT_LT(figure("max(abs(n.share - s)) FROM dependence_neighbours n JOIN (SELECT country, "
                   "neighbour, sum(share) s FROM dependence GROUP BY 1, 2) d ON n.country = "
                   "d.country AND n.neighbour = d.neighbour"),
            1e-12);
  // All of Russia's gas to China takes one pipe, and nothing takes it instead.
  EXPECT_GT(figure("shut_unserved_t FROM dependence WHERE country = 'RUS' AND crossing_id = "
                   "'power_of_siberia'"),
            40000);
  EXPECT_GT(figure("count(*) FROM market_access WHERE to_buyers_usd_per_day > 0"), 20);
}

TEST(access_study, free_trade_at_no_elasticity_is_as_near_as_all_that_is_bought) {
  const temporary_folder folder;
  const auto result = folder.path() / "a.gpkg";
  const auto run = run_program("access " + write_case(folder, tiny_case()).string() +
                               " --elasticity 0 -o " + result.string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NEAR(ask(result, "SELECT min(to_buyers_usd_per_day) FROM market_access"),
              ask(result, "SELECT 200 * delivered FROM od WHERE commodity_id = 'grain'"), 1e-6);
}

}  // namespace
}  // namespace amur::test
