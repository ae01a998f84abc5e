// A change appraised as a user asks for it.

#include <gtest/gtest.h>

#include <cmath>

#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

// Half of the fee from 2026 on, all of it before.
case_files with_dated_fee() {
  auto files = tiny_case();
  files["scenarios/later.toml"] =
      "[[edit]]\ntable = \"crossings\"\naction = \"set\"\nfrom = 2026-01-01\nwhere = { crossing_id "
      "= \"bridge\" }\nvalues = { fee_usd_per_vehicle = 50 }\n";
  return files;
}

class appraise : public testing::Test {
 protected:
  void ask_for(const std::string& what) {
    const auto run = run_program("appraise " + path + " " + what + " -o " + result.string());
    ASSERT_EQ(run.exit_code, 0) << run.err;
  }
  [[nodiscard]] double figure(const std::string& sql) const { return ask(result, "SELECT " + sql); }
  [[nodiscard]] std::string refused(const std::string& what) const {
    const auto run = run_program("appraise " + path + " " + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 2) << what;
    return run.err;
  }

  const temporary_folder folder;
  const std::string path = write_case(folder, with_dated_fee()).string();
  const std::filesystem::path result = folder.path() / "appraisal.gpkg";
};

TEST_F(appraise, the_same_on_both_sides_is_worth_nothing) {
  ask_for("--with half_fee --without half_fee --carbon-value 100 --growth 0.03 --years 3");
  EXPECT_EQ(figure("max(abs(npv_usd)) FROM appraisal_gains"), 0);
  EXPECT_EQ(figure("max(abs(net_usd) + abs(users_usd) + abs(co2e_t)) FROM appraisal_years"), 0);
  EXPECT_EQ(figure("max(abs(surplus_usd) + abs(rule_of_half_usd)) FROM appraisal_users"), 0);
  EXPECT_EQ(figure("max(abs(paid_usd) + abs(received_usd)) FROM appraisal_transfers"), 0);
  EXPECT_EQ(figure("enpv_usd FROM appraisal"), 0);
  EXPECT_EQ(figure("count(*) FROM appraisal WHERE eirr IS NULL AND benefit_cost_ratio IS NULL"), 1);
}

TEST_F(appraise, gains_of_all_are_the_value_and_transfers_cancel) {
  ask_for(
      "--with free_bridge --carbon-value 100 --growth 0.02 --years 4 --rate 0.08 "
      "--costs '2023:50000;2024..2026:1000'");
  const double enpv = figure("enpv_usd FROM appraisal");
  EXPECT_NEAR(figure("sum(npv_usd) FROM appraisal_gains"), enpv, 1e-9 * std::abs(enpv) + 1e-6);
  EXPECT_NEAR(figure("sum(discounted_usd) FROM appraisal_years"), enpv,
              1e-9 * std::abs(enpv) + 1e-6);
  EXPECT_NEAR(figure("benefits_usd - costs_usd FROM appraisal"), enpv, 1e-6);
  EXPECT_NEAR(figure("costs_usd FROM appraisal"),
              50000 + 1000 / 1.08 + 1000 / 1.08 / 1.08 + 1000 / 1.08 / 1.08 / 1.08, 1e-6);
  EXPECT_LT(figure("max(abs(paid_usd - received_usd)) FROM appraisal_transfers"),
            1e-6 * figure("max(abs(paid_usd)) FROM appraisal_transfers"));
  EXPECT_LT(figure("operators_usd FROM appraisal_years WHERE year = 2023"), 0);
  EXPECT_GT(figure("users_usd FROM appraisal_years WHERE year = 2023"), 0);
  EXPECT_NEAR(figure("max(abs(climate_usd + 100 * co2e_t)) FROM appraisal_years"), 0, 1e-6);
  EXPECT_GT(figure("abs(co2e_t) FROM appraisal_years WHERE year = 2023"), 0);
}

// Four years' gain paid in the first year, against the years as the result has them.
TEST_F(appraise, rate_is_that_of_the_years) {
  ask_for("--with free_bridge --years 8");
  const double yearly = figure("net_usd FROM appraisal_years WHERE year = 2026");
  ASSERT_GT(yearly, 0);
  ask_for("--with free_bridge --years 8 --costs 2023:" + std::to_string(4 * yearly));
  const double rate = figure("eirr FROM appraisal");
  double exact = -4 * yearly;
  for (int year = 0; year < 8; ++year)
    exact += figure("net_usd + cost_usd FROM appraisal_years WHERE year = " +
                    std::to_string(2023 + year)) /
             std::pow(1 + rate, year);
  EXPECT_NEAR(exact, 0, 1e-6 * yearly);
  const auto verified = run_program("verify " + result.string());
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
}

TEST_F(appraise, dated_edits_hold_from_their_day_on) {
  ask_for("--with later --years 6 --growth 0.01");
  EXPECT_EQ(figure("max(abs(net_usd)) FROM appraisal_years WHERE year < 2026"), 0);
  EXPECT_GT(figure("min(users_usd) FROM appraisal_years WHERE year >= 2026"), 0);
  // From then on it is the undated scenario of the same edit.
  const double later = figure("users_usd FROM appraisal_years WHERE year = 2027");
  ask_for("--with half_fee --years 6 --growth 0.01");
  EXPECT_NEAR(figure("users_usd FROM appraisal_years WHERE year = 2027"), later, 1e-5 * later);
  EXPECT_GT(figure("users_usd FROM appraisal_years WHERE year = 2025"), 0);
}

TEST_F(appraise, growth_begins_with_the_first_year) {
  ask_for("--with half_fee --years 2 --growth 0.1");
  const double first = figure("users_usd FROM appraisal_years WHERE year = 2023");
  const double second = figure("users_usd FROM appraisal_years WHERE year = 2024");
  ask_for("--with half_fee --years 2");
  EXPECT_EQ(figure("users_usd FROM appraisal_years WHERE year = 2023"), first);
  EXPECT_GT(std::abs(second / figure("users_usd FROM appraisal_years WHERE year = 2024") - 1),
            0.02);
}

TEST_F(appraise, says_what_cannot_be_meant) {
  EXPECT_NE(refused("--with half_fees").find("the case has no such scenario; allowed: free_bridge"),
            std::string::npos);
  EXPECT_NE(refused("--with winter").find("a scenario sets the case's day"), std::string::npos);
  EXPECT_NE(refused("--with half_fee --project none").find("the case has no projects"),
            std::string::npos);
  for (const auto* costs : {"2022:5", "2043:5", "2023", "2024..2023:5", "2023:x", "2023.5:1", ";"})
    EXPECT_NE(
        refused("--with half_fee --costs '" + std::string(costs) + "'").find("years 2023 to 2042"),
        std::string::npos)
        << costs;
  EXPECT_FALSE(std::filesystem::exists(result));
}

TEST(dated_edits, say_which_day_is_none) {
  const temporary_folder folder;
  auto files = with_dated_fee();
  edit(files, "scenarios/later.toml", "2026-01-01", "\"soon\"");
  const auto run = run_program("run " + write_case(folder, files).string() + " -s later -o " +
                               (folder.path() / "r.gpkg").string());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("there is no such day"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("YYYY-MM-DD"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace amur::test
