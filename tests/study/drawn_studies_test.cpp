// Ensembles of the program's own studies, held against their runs at single values.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/finance_case.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/staged_case.h"
#include "support/trade_case.h"

namespace amur::test {
namespace {

class drawn_study : public testing::Test {
 protected:
  [[nodiscard]] program_run draw(const case_files& files, const std::string& options) const {
    return run_program("ensemble " + write_case(folder, files).string() + " " + options + " -o " +
                       result.string());
  }
  // What a study itself says of the case with other cells.
  double at(const std::string& command, const std::string& edit, const std::string& query) const {
    const auto scenario = folder.path() / "at.toml", answer = folder.path() / "at.gpkg";
    std::ofstream(scenario) << "[[edit]]\n" << edit << "\n";
    const auto words = command.find(' ');
    const auto run =
        run_program(command.substr(0, words) + " " + (folder.path() / "case").string() +
                    (words == std::string::npos ? "" : command.substr(words)) + " -s " +
                    scenario.string() + " -o " + answer.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return ask(answer, query);
  }
  [[nodiscard]] double figure(const std::string& column, const std::string& of) const {
    return ask(result, "SELECT " + column + " FROM ensemble_figures WHERE " + of);
  }

  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "e.gpkg";
};
constexpr const char* no_other_spread = " --measured 0 --reported 0 --estimated 0 --assumed 0 ";

// What rises with one lognormal input has its percentiles at the input's.
TEST_F(drawn_study, of_finance_has_cover_and_worth_at_the_percentiles_of_income) {
  auto files = finance_case();
  files["spreads.csv"] =
      "spread_id,cells,low,high,source\nincome,projects.road.income_usd_per_year,500,980,survey\n";
  const auto run = draw(files, "--study finance -n 400" + std::string(no_other_spread));
  ASSERT_EQ(run.exit_code, 0) << run.err;
  for (const auto* ratio : {"dscr_minimum", "npv_usd"})
    for (const auto& [percentile, income] :
         {std::pair{"p05", 500.0}, std::pair{"p50", 700.0}, std::pair{"p95", 980.0}}) {
      const double expected =
          at("finance",
             fmt::format("table = \"projects\"\naction = \"set\"\nwhere = {{ project_id = \"road\" "
                         "}}\nvalues = {{ income_usd_per_year = {} }}",
                         income),
             fmt::format("SELECT {} FROM finance_ratios WHERE project_id = 'road'", ratio));
      EXPECT_NEAR(
          figure(percentile, fmt::format("table_name = 'finance_ratios' AND figure = '{}'", ratio)),
          expected, 0.01 * std::abs(expected) + (ratio[0] == 'n' ? 15 : 0))
          << ratio << percentile;
    }
  // The claim of finance has odds, and its own figure is that of the case as written.
  const double odds = ask(result, "SELECT odds FROM ensemble_claims WHERE claim_id = 'covered'");
  EXPECT_GT(odds, 0);
  EXPECT_EQ(ask(result, "SELECT count(*) FROM ensemble_drivers WHERE spread_id = 'income'"), 2);
}

TEST_F(drawn_study, of_months_keeps_rows_of_each_month) {
  auto files = staged_case();
  files["spreads.csv"] =
      "spread_id,cells,low,high,source\nvisits,demand.farm/city_b/visitors.quantity,40,90,survey\n";
  const auto run = draw(files, "--study months --with 'from=2023-09; to=2023-11' -n 6" +
                                   std::string(no_other_spread));
  ASSERT_EQ(run.exit_code, 0) << run.err;
  for (const auto* month : {"2023-09", "2023-10", "2023-11"}) {
    const auto of = fmt::format(
        "table_name = 'month_by_commodity' AND row = '{} visitors' AND figure = 'delivered'",
        month);
    EXPECT_NEAR(figure("as_written", of), 60, 1e-6);
    EXPECT_LT(figure("p05", of), 55);
    EXPECT_GT(figure("p95", of), 65);
  }
  std::size_t left = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    left += entry.is_regular_file();
  EXPECT_EQ(left, 1U) << "no file but the result";
}

// Next to no spread: each draw is the study of the case as written, but for the solver's rest.
TEST_F(drawn_study, without_a_spread_to_speak_of_is_the_study_itself) {
  struct asked_study {
    const char* options;
    const char* table;
  };
  for (const auto& [options, table] :
       {asked_study{"toll --with 'crossing=bridge; steps=3; highest_usd=200'", "toll_best"},
        asked_study{"access", "dependence"},
        asked_study{"critical --with 'parts=crossings'", "critical"},
        asked_study{"select --with crossing=bridge", "selected_users"},
        asked_study{"corridor --with 'from=farm; to=city_b'", "corridor"}}) {
    const auto run = draw(tiny_case(), std::string("--study ") + options +
                                           " -n 3 --measured 0 --reported 0 --estimated 0 "
                                           "--assumed 1e-9");
    ASSERT_EQ(run.exit_code, 0) << options << run.err;
    const auto of = fmt::format("table_name LIKE '{}%' AND ", table);
    EXPECT_GT(figure("count(*)", of + "share = 1"), 1) << options;
    EXPECT_LT(figure("max(max(abs(p05 - as_written), abs(p95 - as_written)) / (1 + "
                     "abs(as_written)))",
                     of + "as_written IS NOT NULL"),
              1e-3)
        << options;
  }
}

// Values of trade and shares of inputs balance: drawn apart, coal of which more is used than there
// is.
TEST_F(drawn_study, of_a_run_with_trade_varies_elasticities_and_no_accounts) {
  const std::string asked = "--study run --with trade -n 4 --assumed 0.2 --measured 0.05";
  const auto inputs_of = [&](const std::string& table) {
    return ask(result, "SELECT count(*) FROM ensemble_inputs WHERE input_table = '" + table + "'");
  };
  auto files = trade_case();
  const auto run = draw(files, asked);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_GT(inputs_of("sectors"), 0);
  EXPECT_EQ(inputs_of("trade") + inputs_of("inputs"), 0);
  EXPECT_GT(figure("count(*)", "table_name LIKE 'trade%' AND p95 > p05"), 0);
  // Unless a spread names them.
  files["spreads.csv"] =
      "spread_id,cells,low,high,source\nsales,trade.A/B/farm.value_usd,90e6,110e6,survey\n";
  ASSERT_EQ(draw(files, asked).exit_code, 0);
  EXPECT_GT(inputs_of("trade"), 0);
}

TEST_F(drawn_study, of_a_scenario_changes_what_the_scenario_sets_in_proportion) {
  auto files = tiny_case();
  files["spreads.csv"] =
      "spread_id,cells,low,high,source\nfee,crossings.bridge.fee_usd_per_vehicle,50,200,survey\n";
  const auto run = draw(files,
                        "-s half_fee --study select --with crossing=bridge -n 60 --cells "
                        "'crossings.bridge/forward.fee_usd_per_vehicle'" +
                            std::string(no_other_spread));
  // A fee is no compared figure.
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("no figure that is told of draws has this name"), std::string::npos)
      << run.err;
  ASSERT_EQ(draw(files, "-s half_fee --study toll --with 'crossing=bridge; steps=2' -n 60" +
                            std::string(no_other_spread))
                .exit_code,
            0);
  const std::string now =
      "table_name = 'toll_best' AND figure = 'fee_now_usd_per_vehicle' AND row LIKE '%income'";
  EXPECT_EQ(figure("as_written", now), 50);
  EXPECT_NEAR(figure("p50", now), 50, 2);
  EXPECT_NEAR(figure("p95", now), 100, 6);
}

TEST_F(drawn_study, is_refused_with_what_is_allowed) {
  const std::pair<const char*, const char*> refused[] = {
      {"--study dance", "run, months, toll"},
      {"--study ensemble", "run, months, toll"},
      {"--study toll", "crossing: this field is missing"},
      {"--study toll --with crossing=brige", "there is no such crossing"},
      {"--study toll --with 'crossing=bridge; tax=1'", "amur toll has no field 'tax'"},
      {"--study toll --with 'crossing=bridge; crossing=boat'", "crossing is said twice"},
      {"--study toll --with 'crossing=bridge; steps=1'", "a whole number, 2 to 1000"},
      {"--study toll --with 'crossing=bridge; steps'", "its value is not said"},
      {"--study run --with trade=yes", "this field takes no value"},
      {"--study run --with samples=3", "samples: this needs trade too"},
      {"--study finance", "this case has no finance"},
      {"--cells crossings.t", "this names no cell of a result"},
      {"--cells crossings.bridge/forward.tt", "did you mean"},
      {"--cells crossings.bridge/forward.t=many", "number"},
      {"--study months --with 'from=2023-05; to=2023-09' --cells '*.*.*'", "at most 100"},
      {"--method morris -n 30", "a screening has no draws"},
      {"--method draws --trajectories 5", "only a screening has trajectories"},
      {"--trajectories 5", "--method"}};
  for (const auto& [options, message] : refused) {
    const auto run = draw(tiny_case(), options);
    EXPECT_EQ(run.exit_code, 2) << options;
    EXPECT_NE(run.err.find(message), std::string::npos) << options << ": " << run.err;
    EXPECT_FALSE(std::filesystem::exists(result)) << options;
  }
}

TEST_F(drawn_study, screening_a_case_says_what_to_measure_next) {
  auto files = tiny_case();
  // The boat's wait moves freight, the visitors' time does not.
  files["spreads.csv"] =
      "spread_id,cells,low,high,source\nwait,crossings.boat.wait_h,0.5,20,survey\n"
      "visit,commodities.visitors.value_of_time_usd_per_t_h,4,6,survey\n";
  const auto run = draw(files, "--method morris --trajectories 6" + std::string(no_other_spread));
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(ask(result, "SELECT value + 0 FROM run WHERE name = 'draws'"), 18);
  EXPECT_EQ(ask(result,
                "SELECT count(*) FROM ensemble_effects WHERE row = 'boat_guess' AND rank "
                "= 1 AND spread_id = 'wait' AND mu_star > 1 AND mu < 0"),
            1);
  EXPECT_EQ(ask(result,
                "SELECT count(*) FROM ensemble_inputs WHERE spread_id = 'wait' AND "
                "decides > 0.9"),
            1);
}

// Asked once: the claims of an ensemble are those of its run.
TEST_F(drawn_study, claims_of_the_case_as_written_are_those_of_its_run) {
  ASSERT_EQ(draw(tiny_case(), "-n 2").exit_code, 0);
  const auto plain = folder.path() / "r.gpkg";
  ASSERT_EQ(
      run_program("run " + (folder.path() / "case").string() + " -o " + plain.string()).exit_code,
      0);
  for (const auto* table : {"claims", "observations"}) {
    std::string problem;
    const auto own = opened_result(result).query(fmt::format("SELECT * FROM {}", table), problem);
    const auto wanted = opened_result(plain).query(fmt::format("SELECT * FROM {}", table), problem);
    ASSERT_TRUE(own && wanted);
    EXPECT_EQ(own->rows.size(), wanted->rows.size());
    EXPECT_EQ(own->rows, wanted->rows) << table;
  }
}

}  // namespace
}  // namespace amur::test
