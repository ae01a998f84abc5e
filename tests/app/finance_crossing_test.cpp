// amur finance where a project's income comes from a crossing.

#include <gtest/gtest.h>

#include <cmath>

#include "support/ran_finance.h"
#include "support/result_dump.h"

namespace amur::test {
namespace {

// What a crossing's fees bring on a day of the case.
double fees_on(const case_files& files, const std::string& day, const std::string& crossing) {
  auto dated = files;
  dated["scenarios/day.toml"] =
      "[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { date = " + day + " }\n";
  const temporary_folder folder;
  const auto result = folder.path() / "r.gpkg";
  const auto run =
      run_program("run " + write_case(folder, dated).string() + " -s day -o " + result.string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return ask(result,
             "SELECT sum(fee_income_usd) FROM crossings WHERE crossing_id = '" + crossing + "'");
}

// The boat takes fees on 178 days of each year, and on five more in November 2023.
TEST(finance_of_crossings, a_seasonal_crossing_earns_on_the_days_of_its_calendar) {
  auto files = toll_bridge_case();
  edit(files, "projects.csv", ",bridge,survey", ",boat,survey");
  const double summer = fees_on(files, "2023-10-15", "boat");
  ASSERT_GT(summer, 0);
  EXPECT_EQ(fees_on(files, "2024-01-15", "boat"), 0);
  const ran_finance october("", files);
  ASSERT_EQ(october.run.exit_code, 0) << october.run.err;
  EXPECT_NEAR(ask(october.result, "SELECT first_income_usd FROM finance_ratios") / (183 * summer),
              1, 1e-6);
  // On a day on which it is shut it earns as much, but for those of November 2023.
  files["scenarios/winter_day.toml"] =
      "[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { date = 2024-01-15 }\n";
  const ran_finance january("-s winter_day", files);
  ASSERT_EQ(january.run.exit_code, 0) << january.run.err;
  EXPECT_NEAR(ask(january.result, "SELECT first_income_usd FROM finance_ratios") / (178 * summer),
              1, 1e-6);
}

TEST(finance_of_crossings, a_crossing_earns_by_what_else_is_open) {
  const auto files = toll_bridge_case();
  const ran_finance ran("", files);
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  const double with_boat = fees_on(files, "2023-10-15", "bridge");
  const double without_boat = fees_on(files, "2024-01-15", "bridge");
  ASSERT_GT(without_boat, 1.01 * with_boat);
  EXPECT_NEAR(ask(ran.result, "SELECT first_income_usd FROM finance_ratios") /
                  (183 * with_boat + 182 * without_boat),
              1, 1e-6);
  EXPECT_EQ(ask(ran.result, "SELECT sum(days) FROM finance_seasons"), 365);
}

TEST(finance_of_crossings, a_project_may_earn_what_it_adds_to_its_crossings_fees) {
  auto files = toll_bridge_case();
  const auto income = [&](const std::string& options) {
    const ran_finance ran(options, files);
    EXPECT_EQ(ran.run.exit_code, 0) << ran.run.err;
    return ask(ran.result, "SELECT first_income_usd FROM finance_ratios");
  };
  const double all = income(""), before = income("-s half_fee");
  ASSERT_NE(all, before);
  edit(files, "projects.csv", "crossing_id,source", "crossing_id,without_scenario,source");
  edit(files, "projects.csv", ",bridge,survey", ",bridge,half_fee,survey");
  EXPECT_NEAR(income(""), all - before, 1e-6 * all);
}

TEST(finance_of_crossings,
     finds_the_fee_at_which_the_bridge_breaks_even_with_traffic_that_answers) {
  const ran_finance ran("--break-even", toll_bridge_case());
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  ASSERT_EQ(ask(ran.result, "SELECT count(*) FROM finance_tolls WHERE status = 'found'"), 2)
      << ran.run.out;
  // At that fee, as a scenario, nothing is left or missing.
  for (const std::string goal : {"npv", "dscr"}) {
    const double fee = ask(
        ran.result, "SELECT fee_usd_per_vehicle FROM finance_tolls WHERE goal = '" + goal + "'");
    auto files = toll_bridge_case();
    files["scenarios/found.toml"] =
        "[[edit]]\ntable = \"crossings\"\naction = \"set\"\nwhere = { crossing_id = \"bridge\" "
        "}\nvalues = { fee_usd_per_vehicle = " +
        std::to_string(fee) + " }\n";
    const ran_finance tolled("-s found", files);
    if (goal == "npv")
      EXPECT_NEAR(ask(tolled.result, "SELECT npv_usd FROM finance_ratios") / 8e6, 0, 1e-3);
    else
      EXPECT_NEAR(ask(tolled.result, "SELECT dscr_minimum FROM finance_ratios"), 1.2, 1e-3);
  }
}

TEST(finance_of_crossings, the_case_without_a_project_must_be_a_scenario_of_the_case) {
  auto files = toll_bridge_case();
  edit(files, "projects.csv", "crossing_id,source", "crossing_id,without_scenario,source");
  edit(files, "projects.csv", ",bridge,survey", ",bridge,no_bridge,survey");
  const ran_finance ran("", files);
  EXPECT_EQ(ran.run.exit_code, 2);
  for (const char* part : {"projects.csv, row 2", "'without_scenario'", "'no_bridge'",
                           "there is no such scenario", "half_fee"})
    EXPECT_NE(ran.run.err.find(part), std::string::npos) << part << " not in " << ran.run.err;
}

TEST(finance_of_crossings, check_warns_of_fees_that_are_counted_twice) {
  auto files = toll_bridge_case();
  files.at("projects.csv") += "lane,A lane,2020,2023,2042,1e6,bridge,survey\n";
  const temporary_folder folder;
  const auto checked = run_program("check " + write_case(folder, files).string());
  EXPECT_NE(checked.err.find("another project takes all of this crossing's fees too"),
            std::string::npos)
      << checked.err;
}

TEST(finance_of_crossings, the_port_of_heihe_earns_in_its_171_days_whatever_the_day_of_the_case) {
  const temporary_folder folder;
  for (const char* day : {"2023-10-15", "2024-01-15"}) {
    const auto scenario = folder.write(
        "port.toml",
        "[[edit]]\ntable = \"projects\"\naction = \"set\"\nwhere = { project_id = "
        "\"heihe_bridge\" }\nvalues = { crossing_id = \"heihe_port\" }\n\n[[edit]]\ntable = "
        "\"case\"\naction = \"set\"\nvalues = { date = " +
            std::string(day) + " }\n");
    const auto result = folder.path() / "f.gpkg";
    const auto run = run_program("finance " AMUR_PROJECT_DIR "/cases/heihe -s " +
                                 scenario.string() + " -o " + result.string());
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_NEAR(ask(result, "SELECT first_income_usd FROM finance_ratios"), 0.54e6, 0.01e6) << day;
    EXPECT_EQ(ask(result, "SELECT sum(days) FROM finance_seasons"), 171) << day;
  }
}

}  // namespace
}  // namespace amur::test
