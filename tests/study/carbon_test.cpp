// Greenhouse gases as a user asks for them.

#include <gtest/gtest.h>

#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

class carbon : public testing::Test {
 protected:
  program_run ask_for(const std::string& what) {
    auto run = run_program("carbon " + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return run;
  }
  [[nodiscard]] double figure(const std::string& sql) const { return ask(result, "SELECT " + sql); }

  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "carbon.gpkg";
};

// Each link's tonnes and passengers, as the run's own table has them, times its length and what the
// mode usually emits.
TEST_F(carbon, sums_are_those_over_links) {
  ask_for(write_case(folder, tiny_case()).string());
  const double kg = figure(
      "sum(length_km * (t * CASE mode WHEN 'road' THEN 137 ELSE 33 END + passengers * 143) / 1000) "
      "FROM links");
  EXPECT_GT(kg, 0);
  for (const auto* table :
       {"emissions", "emissions_by_commodity", "emissions_by_mode", "emissions_by_country"}) {
    EXPECT_NEAR(figure(std::string("sum(co2e_kg) FROM ") + table), kg, 1e-9 * kg) << table;
    EXPECT_NEAR(figure(std::string("sum(co2e_kg_without_price) FROM ") + table), kg, 1e-9 * kg);
    EXPECT_EQ(figure(std::string("sum(carbon_usd) FROM ") + table), 0);
  }
  EXPECT_NEAR(figure("sum(loaded_kg + empty_kg + hours_kg + handling_kg) FROM emissions"), kg,
              1e-9 * kg);
  EXPECT_EQ(figure("count(*) FROM emission_factors WHERE basis = 'usual'"), 3);
}

TEST_F(carbon, price_is_paid_answered_and_kept) {
  const auto path = write_case(folder, tiny_case()).string();
  ask_for(path);
  const double none = figure("sum(co2e_kg) FROM emissions");
  ask_for(path + " --price 400");
  const double some = figure("sum(co2e_kg) FROM emissions");
  EXPECT_LT(some, none);
  EXPECT_NEAR(figure("sum(co2e_kg_without_price) FROM emissions"), none, 1e-6 * none);
  EXPECT_NEAR(figure("sum(carbon_usd) FROM emissions_by_country"), some / 1000 * 400, 1e-6 * some);
  EXPECT_NEAR(figure("CAST(value AS REAL) FROM run WHERE name = 'carbon_price_usd_per_t'"), 400, 0);
  // What the result keeps is the case at that price.
  const auto verified = run_program("verify " + result.string());
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
}

TEST_F(carbon, of_all_commodities_in_heihe_are_a_figure) {
  const auto run = ask_for(AMUR_PROJECT_DIR "/cases/heihe");
  EXPECT_NE(run.err.find("nobody knows what a vehicle of mode 'pipeline_gas' emits"),
            std::string::npos)
      << run.err;
  EXPECT_EQ(figure("count(*) FROM emissions WHERE co2e_kg < 0 OR co2e_kg IS NULL"), 0);
  EXPECT_NEAR(figure("sum(share) FROM emissions_by_mode"), 1, 1e-9);
}

}  // namespace
}  // namespace amur::test
