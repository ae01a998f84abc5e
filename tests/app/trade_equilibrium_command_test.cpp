// amur trade equilibrium as those use it who come from gegravity and ge_gravity.

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/data_dir.h"
#include "support/program.h"
#include "support/trade_tables.h"

namespace amur::test {
namespace {

const char* const canada_and_japan =
    " --set 'pta=1 where exporter=CAN and importer=JPN'"
    " --set 'pta=1 where exporter=JPN and importer=CAN'";

std::string sample_path() { return (data_dir() / "trade" / "gegravity_sample_2006.csv").string(); }

nlohmann::json country(const nlohmann::json& answer, const std::string& name) {
  for (const auto& each : answer["countries"])
    if (each["country"] == name) return each;
  ADD_FAILURE() << "no country " << name;
  return {};
}

// The numbers in the docstrings of gegravity's OneSectorGE.simulate and Country, for the
// coefficients of its constructor's docstring: six decimals of a per cent.
TEST(trade_equilibrium_command, canada_and_japan_have_the_country_results_of_gegravity) {
  AMUR_NEEDS_DATA(sample_path());
  const auto run = run_program(
      "trade equilibrium " + sample_path() +
      " --y trade --coefficients lndist=-0.3764,contiguity=0.8850,common_language=0.0392,"
      "pta=0.4823,international=-3.4224 --production Y --expenditure E --sigma 5 --reference DEU "
      "--implied-prices --json" +
      canada_and_japan);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto answer = nlohmann::json::parse(run.out);
  struct row {
    const char* country;
    double price, outward, inward, gdp, welfare, foreign_exports, domestic;
  };
  const std::vector<row> theirs = {
      {"AUS", 0.003619, -0.003619, 0.010917, -0.007297, 1.000073, -0.087967, 0.019477},
      {"AUT", -0.002883, 0.002883, 0.002462, -0.005345, 1.000053, -0.034994, -0.001338},
      {"BEL", -0.002154, 0.002154, 0.000362, -0.002516, 1.000025, -0.038306, -0.011198},
      {"BRA", -0.005570, 0.005570, 0.000090, -0.005660, 1.000057, -0.080164, -0.005454},
      {"CAN", -0.133548, 0.133727, -0.566459, 0.435377, 0.995665, 1.634938, -2.001652}};
  constexpr double digit = 6e-7;
  for (const auto& each : theirs) {
    const auto ours = country(answer, each.country);
    const auto per_cent = [&ours](const char* what) {
      return 100 * ours[std::string("full_") + what + "_change"].get<double>();
    };
    EXPECT_NEAR(per_cent("factory_gate_price"), each.price, digit);
    EXPECT_NEAR(per_cent("outward_resistance"), each.outward, digit);
    EXPECT_NEAR(per_cent("inward_resistance"), each.inward, digit);
    EXPECT_NEAR(per_cent("real_output"), each.gdp, digit);
    EXPECT_NEAR(1 / (1 + per_cent("welfare") / 100), each.welfare, digit);
    EXPECT_NEAR(per_cent("exports"), each.foreign_exports, digit);
    EXPECT_NEAR(per_cent("domestic"), each.domestic, digit);
  }
  const auto japan = country(answer, "JPN");
  EXPECT_NEAR(japan["inward_resistance"].get<double>(), 0.9614086322479758, 1e-9);
  EXPECT_NEAR(japan["outward_resistance"].get<double>(), 3.1061335655869926, 1e-8);
  EXPECT_NEAR(1 + japan["full_factory_gate_price_change"].get<double>(), 1.0024848931201829, 1e-9);
}

// From the estimate: gegravity's examples_OneSectorGE.py prints the reference's outward resistance
// and how much the agreement multiplies the pair's trade at given prices.
TEST(trade_equilibrium_command, estimates_first_where_no_coefficients_are_given) {
  AMUR_NEEDS_DATA(sample_path());
  const temporary_folder folder;
  const auto countries = (folder.path() / "countries.csv").string();
  const auto pairs = (folder.path() / "pairs.csv").string();
  const auto run = run_program("trade equilibrium " + sample_path() +
                               " --y trade --x lndist,contiguity,common_language,pta,international "
                               "--production Y --expenditure E --reference DEU --json -o " +
                               countries + " --pairs " + pairs + canada_and_japan);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto answer = nlohmann::json::parse(run.out);
  EXPECT_EQ(answer["countries"].size(), 30U);
  EXPECT_NEAR(100 * std::expm1(answer["coefficients"][3]["coefficient"].get<double>()), 60.18165,
              5e-5);
  // The constant, which gegravity has in the cost of trade, scales outward resistances.
  const double scale = std::exp(16.32434 / 4);
  EXPECT_NEAR(country(answer, "DEU")["outward_resistance"].get<double>() / scale, 0.050346, 5e-7);
  EXPECT_NEAR(100 * country(answer, "CAN")["full_factory_gate_price_change"].get<double>(),
              -0.118571, 1e-6);
  EXPECT_LT(answer["residuals"]["full"]["market_clearing"].get<double>(), 1e-10);
  EXPECT_LT(answer["residuals"]["full"]["walras"].get<double>(), 1e-9);
  EXPECT_EQ(read_columns(countries).rows, 30U);
  const auto written = read_columns(pairs);
  ASSERT_EQ(written.rows, 900U);
  double exports = 0;
  for (std::size_t row = 0; row < written.rows; ++row)
    if (written.text.at("exporter")[row] == "CAN" && written.text.at("importer")[row] != "CAN")
      exports += std::stod(written.text.at("trade_full")[row]);
  const auto canada = country(answer, "CAN");
  EXPECT_NEAR(exports / canada["exports"].get<double>() - 1,
              canada["full_exports_change"].get<double>(), 1e-12);
}

// With one coefficient the delta method is its standard error times the slope, which two runs with
// given coefficients tell.
TEST(trade_equilibrium_command, intervals_are_what_the_coefficients_leave_open) {
  AMUR_NEEDS_DATA(sample_path());
  const std::string set = " --set 'international=0 where exporter=CAN and importer=JPN'";
  const auto estimated = nlohmann::json::parse(
      run_program("trade estimate " + sample_path() +
                  " --y trade --x international --fe exporter,importer --json")
          .out)["coefficients"][0];
  const double center = estimated["coefficient"], deviation = estimated["standard_error"];
  const auto at = [&](double coefficient) {
    std::ostringstream text;
    text.precision(17);
    text << coefficient;
    return nlohmann::json::parse(
        run_program("trade equilibrium " + sample_path() +
                    " --y trade --json --coefficients international=" + text.str() + set)
            .out);
  };
  const auto above = at(center + 1e-3), below = at(center - 1e-3);
  const temporary_folder folder;
  const auto path = (folder.path() / "intervals.csv").string();
  const auto run = run_program("trade equilibrium " + sample_path() +
                               " --y trade --x international --samples 1000 --seed 3 --json"
                               " --threads 2 --intervals " +
                               path + set);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto answer = nlohmann::json::parse(run.out);
  EXPECT_EQ(answer["spread"]["without_answer"], 0);
  std::size_t checked = 0;
  for (const auto& figure : answer["spread"]["figures"]) {
    const std::string measure = figure["measure"];
    if (measure != "full_welfare_change" && measure != "conditional_exports_change") continue;
    ++checked;
    const double slope = (country(above, figure["country"])[measure].get<double>() -
                          country(below, figure["country"])[measure].get<double>()) /
                         2e-3;
    const double error = figure["standard_error"], value = figure["value"];
    EXPECT_NEAR(error, std::abs(slope) * deviation, 0.01 * error + 1e-9);
    EXPECT_NEAR(figure["upper_95"].get<double>(), value + 1.959964 * error, 1e-6 * error);
    // Of 1000 draws, and with what curvature there is: it shows where next to nothing changes.
    EXPECT_NEAR(figure["sampled_standard_error"].get<double>(), error, 0.25 * error + 1e-6);
    EXPECT_NEAR(figure["p50"].get<double>(), value, 0.25 * error + 1e-6);
  }
  EXPECT_EQ(checked, 60U);
  EXPECT_EQ(read_columns(path).rows, answer["spread"]["figures"].size());
  const auto given = run_program("trade equilibrium " + sample_path() +
                                 " --y trade --coefficients international=-3 --samples 10" + set);
  EXPECT_EQ(given.exit_code, 2);
}

TEST(trade_equilibrium_command, the_screen_has_winners_first) {
  AMUR_NEEDS_DATA(sample_path());
  const auto run = run_program("trade equilibrium " + sample_path() +
                               " --y trade --x lndist,pta,international" + canada_and_japan);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto canada = run.out.find("\nCAN "), japan = run.out.find("\nJPN "),
             usa = run.out.find("\nUSA ");
  ASSERT_NE(canada, std::string::npos) << run.out;
  EXPECT_LT(canada, japan);
  EXPECT_LT(japan, usa);
  EXPECT_NE(run.out.find("\n9 countries win, 21 don't."), std::string::npos) << run.out;
}

// Yotov, Piermartini, Monteiro & Larch (2016), chapter 2, application 1: no border, conditional.
TEST(trade_equilibrium_command, trade_without_border_is_that_of_the_advanced_guide) {
  const auto path = data_dir() / "geo" / "agtpa_manufacturing_trade_2006.csv";
  AMUR_NEEDS_DATA(path);
  const auto sample = read_wto_sample(data_dir());
  std::string text = "from,to,trade,km,contiguous,border\n";
  for (std::size_t row = 0; row < sample.trade.size(); ++row)
    for (const char* name : {"exporter", "importer", "trade_musd", "dist_km", "contiguous", ""})
      text += *name != '\0' ? sample.table.text.at(name)[row] + ","
                            : std::to_string(sample.column.at("border")[row]) + "\n";
  const temporary_folder folder;
  const auto run = run_program("trade equilibrium " + folder.write("trade.csv", text).string() +
                               " --exporter from --importer to --y trade --sigma 7 --reference DEU "
                               "--x 'ln(km),contiguous,border' --set border=0 --json");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto answer = nlohmann::json::parse(run.out);
  const std::vector<std::pair<const char*, double>> exports = {
      {"ARG", 65.524279}, {"CAN", 80.824632}, {"CHN", 175.496419}, {"USA", 359.980757}};
  for (const auto& [name, theirs] : exports)
    EXPECT_NEAR(100 * country(answer, name)["conditional_exports_change"].get<double>(), theirs,
                3e-6 * std::max(100.0, theirs));
}

// --- small worlds -------------------------------------------------------------------------------

// Two countries over two years; what they pay to trade is a pair's own effect and a duty.
std::string two_countries() {
  std::string text = "exporter,importer,year,trade,duty\n";
  for (int year = 2000; year < 2003; ++year)
    for (const char* i : {"A", "B"})
      for (const char* j : {"A", "B"}) {
        const double duty = *i == *j ? 0 : 0.3 - 0.1 * (year - 2000) - (*i == 'A' ? 0.05 : 0);
        const double size = (*i == 'A' ? 3 : 2) * (*j == 'A' ? 3 : 2) * (year - 1998);
        text += std::string(i) + "," + j + "," + std::to_string(year) + "," +
                std::to_string(1e4 * size * (*i == *j ? 1 : 0.2) * std::pow(1 + duty, -4)) + "," +
                std::to_string(duty) + "\n";
      }
  return text;
}

struct small_table {
  temporary_folder folder;
  std::string path;

  explicit small_table(const std::string& text) : path(folder.write("trade.csv", text).string()) {}
  [[nodiscard]] program_run solve(const std::string& options) const {
    return run_program("trade equilibrium " + path + " --y trade " + options);
  }
};

TEST(trade_equilibrium_command, effects_of_pairs_belong_to_the_cost_of_trade) {
  const small_table table(two_countries());
  const auto solve = [&table](const std::string& equation) {
    const auto run = table.solve(equation +
                                 " --where year=2002 --set 'duty+=0.1 where exporter!=A and "
                                 "importer=A|C' --json");
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return nlohmann::json::parse(run.out);
  };
  const auto pairs = solve("--x 'ln(1+duty)' --fe exporter#year,importer#year,exporter#importer");
  EXPECT_NEAR(pairs["coefficients"][0]["coefficient"].get<double>(), -4, 1e-5);
  EXPECT_EQ(pairs["changes"][0]["rows"], 1);
  // With observed trade explained exactly the baseline is what is observed.
  EXPECT_NEAR(country(pairs, "A")["exports"].get<double>(), 1e4 * 6 * 4 * 0.2 * std::pow(1.05, -4),
              1e-1);
  EXPECT_LT(country(pairs, "B")["full_welfare_change"].get<double>(), 0);
}

TEST(trade_equilibrium_command, bad_input_ends_with_2_and_its_place) {
  const small_table table(two_countries());
  const auto error = [&table](const std::string& options) {
    const auto run = table.solve(options);
    EXPECT_EQ(run.exit_code, 2) << options;
    return run.err;
  };
  const std::string one_year = "--x 'ln(1+duty)' --fe exporter,importer --where year=2000 ";
  EXPECT_EQ(error("--x 'ln(1+duty)' --fe exporter,importer --set duty=0"),
            "error: trade.csv, row 6, field 'exporter', value 'A to A': this pair stands in row 2 "
            "already; allowed: each pair once; --where such as 'year=2006' picks rows\n");
  EXPECT_EQ(error(one_year + "--set 'duty=0 where exporter=C'"),
            "error: trade.csv, field '--set', value 'duty=0 where exporter=C': no row meets the "
            "conditions\n");
  EXPECT_EQ(error(one_year + "--set 'duty=-2 where exporter=A and importer=B'"),
            "error: trade.csv, row 3, field 'duty', value '-2': --set 'duty=-2 where exporter=A "
            "and importer=B' takes it out of range; allowed: a number > -1, up to 1e15\n");
  EXPECT_EQ(error(one_year + "--set duty=0 --reference C"),
            "error: trade.csv, field '--reference', value 'C': there is no such country; allowed: "
            "A, B\n");
  EXPECT_EQ(error(one_year + "--set duty=0 --production trade"),
            "error: trade.csv, row 3, field 'trade', value '9830.4': 'A' has another value in "
            "row 2; allowed: 180000\n");
  EXPECT_NE(error(one_year + "--set year=0").find("'year' is no column of --x"), std::string::npos);
  EXPECT_NE(error(one_year + "--set duty").find("can't be understood"), std::string::npos);
  EXPECT_NE(error(one_year + "--set 'duty=0 where A'").find("can't be understood"),
            std::string::npos);
  error("--coefficients duty --set duty=0");
  error("--coefficients duty=1 --x duty --set duty=0");
  error("--x duty");
  const small_table holes("exporter,importer,trade,far\nA,A,5,0\nA,B,1,1\nB,A,1,2\n");
  EXPECT_EQ(holes.solve("--coefficients far=-1 --set far=0").err,
            "error: trade.csv, field 'exporter', value 'B': there is no row for what this country "
            "sells itself; allowed: a row with itself for each country\n");
}

// Two countries that make 6 and 4, and spend what is given.
small_table sizes(const std::string& by_a, const std::string& by_b) {
  return small_table("exporter,importer,trade,far,Y,E\nA,A,5,0,6," + by_a + "\nA,B,1,1,6," + by_b +
                     "\nB,A,1,2,4," + by_a + "\nB,B,3,0,4," + by_b + "\n");
}

TEST(trade_equilibrium_command, a_world_spends_what_it_makes_or_is_refused) {
  const std::string options =
      "--coefficients far=-1 --set 'far=0.5 where importer=B' --production Y --expenditure E";
  const auto thousands = sizes("6000", "4000").solve(options);
  EXPECT_EQ(thousands.exit_code, 2);
  EXPECT_EQ(thousands.err,
            "error: trade.csv, field 'E': 10000 is spent and 10 made in all, so the world would "
            "have a deficit; allowed: sums that differ by 1 % at most\n");
  EXPECT_EQ(sizes("7", "6").solve(options).exit_code, 2);
  const auto rounded = sizes("6.05", "4").solve(options);
  EXPECT_EQ(rounded.exit_code, 0) << rounded.err;
  EXPECT_EQ(rounded.err,
            "warning: trade.csv, field 'E': 10.05 is spent and 10 made in all; all expenditures "
            "are divided by 1.005\n");
  EXPECT_EQ(sizes("5", "5").solve(options).err, "");
}

TEST(trade_equilibrium_command, a_world_without_answer_ends_with_1_and_the_country) {
  // Nobody can deliver to B any more.
  const small_table table("exporter,importer,trade,far\nA,A,5,0\nA,B,1,1\nB,A,1,2\nB,B,3,0\n");
  const auto run =
      table.solve("--coefficients far=-1 --set 'far=2000 where importer=B' --deficits-held");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err,
            "error: trade.csv, field 'conditional equilibrium', value 'B': goods are wanted that "
            "nobody can deliver\n");
}

}  // namespace
}  // namespace amur::test
