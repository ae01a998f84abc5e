// Odds of claims whose figure is known in closed form, and ensembles that must not differ.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "amur/report/words.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

double normal_below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

// The visitors' demand is the one thing that is only assumed, and fixed: what is delivered is 60
// times its factor.
case_files visitors_case() {
  auto files = tiny_case();
  for (const auto* file : {"links.csv", "crossings.csv"})
    edit(files, file, ",guess\n", ",survey\n");
  edit(files, "claims.toml", "[[claim]]\nid = \"boat_used\"",
       "[[claim]]\nid = \"many\"\nsays = \"Many come\"\nsource = \"survey\"\n"
       "query = \"SELECT delivered FROM by_commodity WHERE commodity_id = 'visitors'\"\n"
       "holds_if = \"> 75\"\nrests_on = [\"demand/visitors\"]\n\n[[claim]]\nid = "
       "\"boat_used\"");
  return files;
}

class ensemble_study : public testing::Test {
 protected:
  void draw(const case_files& files, const std::string& more) {
    const auto path = write_case(folder, files);
    const auto run =
        run_program("ensemble " + path.string() + " " + more + " -o " + result.string());
    ASSERT_EQ(run.exit_code, 0) << run.err;
  }
  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "e.gpkg";
};

TEST_F(ensemble_study, odds_and_percentiles_of_a_lognormal_figure_are_its_own) {
  ASSERT_NO_FATAL_FAILURE(
      draw(visitors_case(), "-n 300 --measured 0 --reported 0 --estimated 0 --assumed 0.5"));
  const double sigma = std::log(1.5) / 1.6448536269514722;
  const std::string figure =
      " FROM ensemble_figures WHERE table_name = 'by_commodity' AND row = 'visitors' AND figure = "
      "'delivered'";
  EXPECT_EQ(ask(result, "SELECT as_written" + figure), 60);
  EXPECT_NEAR(ask(result, "SELECT p50" + figure), 60, 0.2);
  EXPECT_NEAR(ask(result, "SELECT p95" + figure), 90, 0.9);
  EXPECT_NEAR(ask(result, "SELECT p05" + figure), 40, 0.4);
  EXPECT_NEAR(ask(result, "SELECT mean" + figure), 60 * std::exp(sigma * sigma / 2), 0.2);
  EXPECT_NEAR(ask(result, "SELECT odds FROM ensemble_claims WHERE claim_id = 'many'"),
              1 - normal_below(std::log(75.0 / 60) / sigma), 0.005);
  EXPECT_EQ(ask(result, "SELECT count(*) FROM ensemble_inputs"), 1);
  // One input explains all of it.
  EXPECT_GT(ask(result, "SELECT \"index\" FROM ensemble_drivers WHERE claim_id = 'many'"), 0.95);
}

TEST_F(ensemble_study, next_to_no_spread_gives_the_case_as_written) {
  ASSERT_NO_FATAL_FAILURE(
      draw(tiny_case(), "-n 5 --measured 0 --reported 0 --estimated 0 --assumed 1e-9"));
  EXPECT_GT(ask(result, "SELECT count(*) FROM ensemble_figures"), 20);
  // Draws start at the answer and are solved to 1e-4.
  EXPECT_LT(ask(result,
                "SELECT max(max(abs(p05 - as_written), abs(p95 - as_written)) / (1 + "
                "abs(as_written))) FROM ensemble_figures"),
            1e-3);
  EXPECT_EQ(ask(result, "SELECT count(*) FROM ensemble_claims WHERE odds NOT IN (0, 1)"), 0);
}

// Whatever tables a claim names, and however, or what the file notes of itself.
TEST_F(ensemble_study, claims_are_asked_of_draws_as_of_the_result) {
  auto files = tiny_case();
  for (const auto* query :
       {"SELECT count(*) FROM sqlite_schema", R"(SELECT sum(Delivered) FROM \"OD\")",
        "SELECT count(*) + count(geometry) FROM [Links]",
        "SELECT count(*) FROM gpkg_data_columns WHERE table_name = 'links'",
        "SELECT count(*) FROM gpkg_contents"})
    edit(files, "claims.toml", "[[claim]]\nid = \"boat_used\"",
         std::string("[[claim]]\nid = \"n") + std::to_string(files["claims.toml"].size()) +
             "\"\nsays = \"So many\"\nsource = \"survey\"\nquery = \"" + query +
             "\"\nholds_if = \"> 0\"\n\n[[claim]]\nid = \"boat_used\"");
  ASSERT_NO_FATAL_FAILURE(
      draw(files, "-n 2 --measured 0 --reported 0 --estimated 0 --assumed 1e-9"));
  EXPECT_GE(ask(result, "SELECT count(*) FROM ensemble_claims WHERE draws = 2"), 5);
  EXPECT_EQ(ask(result,
                "SELECT count(*) FROM ensemble_claims WHERE abs(p50 - as_written) > 1e-3 * (1 + "
                "abs(as_written))"),
            0);
}

TEST_F(ensemble_study, wider_spreads_give_wider_bands) {
  double last = 0;
  for (const auto* spread : {"0.05", "0.2", "0.8"}) {
    ASSERT_NO_FATAL_FAILURE(
        draw(tiny_case(), std::string("-n 60 --measured 0 --assumed ") + spread));
    const double band = ask(result,
                            "SELECT p95 - p05 FROM ensemble_figures WHERE table_name = 'crossings' "
                            "AND row = 'boat forward' AND figure = 't'");
    EXPECT_GT(band, last);
    last = band;
  }
}

TEST_F(ensemble_study, without_any_spread_is_refused) {
  const auto run =
      run_program("ensemble " + write_case(folder, tiny_case()).string() +
                  " --measured 0 --reported 0 --estimated 0 --assumed 0 -o " + result.string());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("nothing has a spread"), std::string::npos) << run.err;
}

TEST_F(ensemble_study, the_report_says_the_odds_beside_the_verdicts_and_what_decides_them) {
  ASSERT_NO_FATAL_FAILURE(
      draw(visitors_case(), "-n 50 --measured 0 --reported 0 --estimated 0 --assumed 0.5"));
  const auto page = folder.path() / "e.html";
  const auto run = run_program("report " + result.string() + " -o " + page.string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  std::ifstream in(page);
  const std::string html{std::istreambuf_iterator<char>(in), {}};
  const double odds = ask(result, "SELECT odds FROM ensemble_claims WHERE claim_id = 'many'");
  const auto said =
      "holds in " + report::percent(odds) + " of the draws, which turns on " + "demand.quantity (";
  EXPECT_NE(html.find(said), std::string::npos) << said;
}

TEST_F(ensemble_study, leaves_no_file_but_its_result) {
  ASSERT_NO_FATAL_FAILURE(draw(tiny_case(), "-n 3"));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    files += entry.is_regular_file();
  EXPECT_EQ(files, 1U);
}

}  // namespace
}  // namespace amur::test
