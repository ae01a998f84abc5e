// amur calibrate: cells that are planted in a case are found again from what it computes, and the
// scenario that is written brings the observations back.

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <cmath>

#include "support/data_dir.h"
#include "support/program.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  std::size_t count = 0;
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to), ++count;
  EXPECT_GT(count, 0U) << from;
  return text;
}

class calibrated : public testing::Test {
 protected:
  void copy_case(const std::filesystem::path& from) {
    std::filesystem::copy(from, place, std::filesystem::copy_options::recursive);
  }
  void change(const std::string& file, const std::string& from, const std::string& to) {
    (void)folder.write("case/" + file, replaced(slurp(place / file), from, to));
  }
  void solve(const std::string& more = "") {
    const auto run = run_program("run " + place.string() + more + " -o " + result.string());
    ASSERT_EQ(run.exit_code, 0) << run.err;
  }
  // What the case computes becomes what is observed.
  void observe(const std::vector<std::string>& sums, const std::string& source) {
    std::string text;
    for (const auto& sum : sums) {
      const auto query = "SELECT " + sum;
      text += "[[observation]]\nid = \"o" + std::to_string(&sum - sums.data()) +
              "\"\nlabel = \"One\"\nquery = \"" + query +
              "\"\nobserved = " + fmt::format("{}", ask(result, query)) + "\nsource = \"" + source +
              "\"\nfitted = true\n\n";
    }
    (void)folder.write("case/observations.toml", text);
  }
  program_run calibrate(const std::string& cells, const std::string& more = "") {
    return run_program("calibrate " + place.string() + " --cells '" + cells + "'" + more + " -o " +
                       fit.string());
  }
  double fitted(const std::string& cell) const {
    return ask(fit, "SELECT fitted FROM calibration_cells WHERE cell = '" + cell + "'");
  }
  void expect_scenario_meets_observations(const std::filesystem::path& scenario) {
    solve(" -s " + scenario.string());
    EXPECT_LT(ask(result, "SELECT max(abs(ratio - 1)) FROM observations"), 1e-5);
  }

  const temporary_folder folder;
  const std::filesystem::path place = folder.path() / "case", result = folder.path() / "run.gpkg",
                              fit = folder.path() / "fit.gpkg",
                              scenario = folder.path() / "fitted.toml";
};

TEST_F(calibrated, a_wait_is_found_again_with_the_error_that_its_count_implies) {
  (void)write_case(folder, tiny_case());
  change("case.toml", "tolerance = 1e-8", "tolerance = 1e-12");
  const std::string boat = "SELECT sum(t) FROM crossings WHERE crossing_id = 'boat'";
  std::vector<double> beside;
  for (const auto* wait : {"2.001", "1.999"}) {
    const auto before = slurp(place / "crossings.csv");
    change("crossings.csv", "both_ways,,1,2,12", "both_ways,,1," + std::string(wait) + ",12");
    solve();
    beside.push_back(ask(result, boat));
    (void)folder.write("case/crossings.csv", before);
  }
  solve();
  const double carried = ask(result, boat);
  observe({"sum(t) FROM crossings WHERE crossing_id = 'boat'"}, "survey");
  change("crossings.csv", "both_ways,,1,2,12", "both_ways,,1,3,12");
  const auto run = calibrate("crossings.boat.wait_h=0..48", " --write " + scenario.string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NEAR(fitted("crossings.boat.wait_h"), 2, 2e-5);
  // Measured: nine times in ten within 5 %.
  const double error = carried * std::log(1.05) / 1.6448536269514722;
  const double slope = (beside[0] - beside[1]) / 0.002;
  EXPECT_NEAR(ask(fit, "SELECT standard_error FROM calibration_cells"), error / std::abs(slope),
              1e-5 * error / std::abs(slope));
  expect_scenario_meets_observations(scenario);
  // Draws of what the fit knows spread the count as far as it was known.
  const auto draws = folder.path() / "draws.gpkg";
  const auto ensemble = run_program(
      "ensemble " + place.string() + " -s " + scenario.string() +
      " -n 100 --measured 0 --reported 0 --estimated 0 --assumed 0 -o " + draws.string());
  ASSERT_EQ(ensemble.exit_code, 0) << ensemble.err;
  EXPECT_NEAR(
      ask(draws,
          "SELECT p95 - p05 FROM ensemble_figures WHERE table_name = 'crossings' AND row LIKE "
          "'boat forward%' AND figure = 't'"),
      2 * 1.6448536269514722 * error, 0.3 * error);
}

TEST_F(calibrated, a_count_may_have_an_error_of_its_own) {
  (void)write_case(folder, tiny_case());
  change("case.toml", "tolerance = 1e-8", "tolerance = 1e-12");
  ASSERT_NO_FATAL_FAILURE(solve());
  observe({"sum(t) FROM crossings WHERE crossing_id = 'boat'"}, "survey");
  const double carried = ask(result, "SELECT sum(t) FROM crossings WHERE crossing_id = 'boat'");
  const std::string cell = "crossings.boat.wait_h=0..48",
                    told = "SELECT standard_error FROM calibration_cells";
  ASSERT_EQ(calibrate(cell).exit_code, 0);
  const double by_source = ask(fit, told);
  // Measured: nine times in ten within 5 %; three times as much by itself.
  const double error = carried * std::log(1.05) / 1.6448536269514722;
  change("observations.toml", "fitted = true",
         "fitted = true\nerror = " + fmt::format("{}", 3 * error));
  ASSERT_EQ(calibrate(cell).exit_code, 0);
  EXPECT_NEAR(ask(fit, told) / by_source, 3, 1e-4);
  change("observations.toml", "\nerror = ", "\nerror = -");
  const auto refused = calibrate(cell);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.err.find("'observation.error'"), std::string::npos) << refused.err;
}

TEST_F(calibrated, planted_constants_of_heihe_are_found_again) {
  copy_case(AMUR_PROJECT_DIR "/cases/heihe");
  change("case.toml", "tolerance = 1e-6", "tolerance = 1e-10");
  ASSERT_NO_FATAL_FAILURE(solve());
  observe({"sum(vehicles) FROM crossings WHERE crossing_id = 'heihe_bridge'",
           "sum(t) FROM crossings WHERE crossing_id = 'heihe_port'",
           "sum(t) * 365e-6 FROM crossings WHERE crossing_id = 'zabaikalsk_rail'"},
          "asn24_traffic");
  change("crossings.csv", "630,,each_way,90,0,5.5,", "630,,each_way,90,0,7,");
  change("crossings.csv", "80000,each_way,0,6.2,48", "80000,each_way,0,5,48");
  change("transfers.csv", "grain;bulk,6.2,12", "grain;bulk,7,12");
  const std::string wait = "crossings.heihe_bridge.wait_h",
                    quays = "transfers.*_port_*_grain.cost_usd_per_t",
                    fee = "crossings.zabaikalsk_rail.fee_usd_per_t";
  const auto run = calibrate(wait + "; " + quays + "; " + fee, " --write " + scenario.string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NEAR(fitted(wait) / 5.5, 1, 1e-5);
  EXPECT_NEAR(fitted(quays) / 6.2, 1, 1e-5);
  EXPECT_NEAR(fitted(fee) / 6.2, 1, 1e-5);
  expect_scenario_meets_observations(scenario);
}

TEST_F(calibrated, the_constants_of_heihe_are_those_that_its_page_shows) {
  const auto run = run_program("calibrate " AMUR_PROJECT_DIR
                               "/cases/heihe --cells 'crossings.heihe_bridge.wait_h; "
                               "transfers.*_port_*_grain.cost_usd_per_t; "
                               "crossings.zabaikalsk_rail.fee_usd_per_t' -o " +
                               fit.string());
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto page = slurp(AMUR_PROJECT_DIR "/docs/calibrate.md");
  for (const auto& row :
       {std::pair{"wait at the Heihe bridge, h", "crossings.heihe_bridge.wait_h"},
        {"handling of bulk at the river ports, USD/t", "transfers.*_port_*_grain.cost_usd_per_t"},
        {"fee at Zabaikalsk, USD/t", "crossings.zabaikalsk_rail.fee_usd_per_t"}}) {
    const std::string words = row.first, cell = row.second;
    const auto of = [&](const char* column) {
      return ask(fit,
                 fmt::format("SELECT {} FROM calibration_cells WHERE cell = '{}'", column, cell));
    };
    const auto line = fmt::format("| {} | {:.2f} | {:.2f} | {} |\n", words, of("fitted"),
                                  of("standard_error"), of("written"));
    EXPECT_NE(page.find(line), std::string::npos) << line;
    EXPECT_EQ(fmt::format("{:.1f}", of("fitted")), fmt::format("{:.1f}", of("written")));
  }
}

TEST_F(calibrated, planted_constants_of_khorgos_are_found_again) {
  AMUR_NEEDS_DATA(data_dir() / "cases/khorgos");
  copy_case(data_dir() / "cases/khorgos");
  change("case.toml", "tolerance = 1e-6", "tolerance = 1e-10");
  ASSERT_NO_FATAL_FAILURE(solve());
  observe({"sum(vehicles) FROM crossings WHERE crossing_id = 'khorgos_road'",
           "sum(t) FROM crossings WHERE crossing_id = 'khorgos_rail'",
           "sum(t) FROM crossings WHERE crossing_id = 'dostyk_rail'"},
          "assumed");
  change("crossings.csv", "1200,,each_way,150,0,20,24", "1200,,each_way,150,0,24,24");
  change("crossings.csv", "45000,each_way,0,4,26", "45000,each_way,0,5,26");
  change("commodities.csv", "Consumer goods,t,container,4500,0.08,14,",
         "Consumer goods,t,container,4500,0.08,12,");
  const std::string wait = "crossings.khorgos_road.wait_h",
                    fee = "crossings.khorgos_rail.fee_usd_per_t",
                    dispersion = "commodities.manufactures.dispersion_usd_per_t";
  const auto run = calibrate(wait + "; " + fee + "; " + dispersion);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NEAR(fitted(wait) / 20, 1, 1e-5);
  EXPECT_NEAR(fitted(fee) / 4, 1, 1e-5);
  EXPECT_NEAR(fitted(dispersion) / 14, 1, 1e-5);
}

TEST_F(calibrated, what_no_observation_tells_is_named) {
  (void)write_case(folder, tiny_case());
  solve();
  observe({"sum(t) FROM crossings WHERE crossing_id = 'boat'"}, "survey");
  const auto run = calibrate("crossings.boat.wait_h; crossings.boat.fee_usd_per_t");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NE(run.err.find("the observations don't tell crossings.boat.wait_h"), std::string::npos)
      << run.err;
  EXPECT_EQ(ask(fit, "SELECT count(*) FROM calibration_cells WHERE standard_error IS NULL"), 2);
  EXPECT_EQ(ask(fit, "SELECT count(*) FROM calibration_directions WHERE standard_error IS NULL"),
            2);
  // With priors each is told, and correlates with the other.
  ASSERT_EQ(calibrate("crossings.boat.wait_h; crossings.boat.fee_usd_per_t", " --priors").exit_code,
            0);
  EXPECT_EQ(ask(fit, "SELECT count(*) FROM calibration_covariance"), 3);
  EXPECT_LT(ask(fit, "SELECT min(correlation) FROM calibration_covariance"), -0.1);
}

TEST_F(calibrated, what_is_asked_wrongly_is_refused_with_a_word_on_it) {
  (void)write_case(folder, tiny_case());
  const auto expect_refused = [&](const program_run& run, const std::string& word) {
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_NE(run.err.find(word), std::string::npos) << run.err;
    EXPECT_FALSE(std::filesystem::exists(fit));
  };
  // The tiny case's own observation is no sum.
  expect_refused(calibrate("crossings.boat.wait_h"), "no sum with a derivative");
  solve();
  observe({"sum(t) FROM crossings WHERE crossing_id = 'boat'"}, "survey");
  expect_refused(calibrate("wait_h"), "this names no cell");
  expect_refused(calibrate("crossings.boot.wait_h"), "no such row");
  expect_refused(calibrate("crossings.boat.wait"), "no such column");
  expect_refused(calibrate("crosings.boat.wait_h"), "the case has no table");
  expect_refused(calibrate("crossings.boat.wait_h=5..2"), "the bounds can't be read");
  expect_refused(calibrate("crossings.boat.wait_h; crossings.*.wait_h"), "the same cell");
  expect_refused(calibrate("crossings.boat.wait_h", " --observations nothing"),
                 "no such observation");
  const auto own = place / "scenarios/winter.toml";
  const auto before = slurp(own);
  expect_refused(calibrate("crossings.boat.wait_h", " --write " + own.string()), "there already");
  EXPECT_EQ(slurp(own), before);
}

}  // namespace
}  // namespace amur::test
