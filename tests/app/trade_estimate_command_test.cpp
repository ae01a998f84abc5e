// amur trade estimate as those use it who come from ppmlhdfe.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "support/data_dir.h"
#include "support/program.h"
#include "support/random_damage.h"

namespace amur::test {
namespace {

std::string sample_path() { return (data_dir() / "trade" / "gegravity_sample_2006.csv").string(); }

// Three exporters, three importers, two years; trade = exporter x importer x distance^-1, exactly.
std::string exact_table(const std::string& last_rows = "") {
  std::string text = "exporter,importer,year,trade,km,tariff\n";
  const double size[] = {1, 2, 5};
  for (int year = 0; year < 2; ++year)
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j) {
        const double km = 100 + 70 * i * j + 10 * i + 30 * year * (i == j);
        text += "E" + std::to_string(i) + ",I" + std::to_string(j) + "," +
                std::to_string(2000 + year) + "," +
                std::to_string(1e6 * size[i] * size[2 - j] / km) + "," + std::to_string(km) +
                ",0.1\n";
      }
  return text + last_rows;
}

struct table_file {
  temporary_folder folder;
  std::string path;

  explicit table_file(const std::string& text) : path(folder.write("trade.csv", text).string()) {}
  [[nodiscard]] program_run estimate(const std::string& options) const {
    return run_program("trade estimate " + path + " " + options);
  }
};

// Printed by ppmlhdfe (gegravity, examples_OneSectorGE.py); of common_language it prints the
// coefficient as 0.0326249, since it stops at a change of the deviance of 1e-8.
TEST(trade_estimate_command, prints_the_digits_of_ppmlhdfe) {
  AMUR_NEEDS_DATA(sample_path());
  const auto run = run_program(
      "trade estimate " + sample_path() +
      " --y trade --x lndist,contiguity,common_language,pta,international --fe exporter,importer");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto line_of = [&run](const std::string& name) {
    const auto start = run.out.find("\n" + name + " ") + 1;
    return run.out.substr(start, run.out.find('\n', start) - start);
  };
  const std::vector<std::vector<std::string>> printed = {
      {"lndist", "-0.3898623", "0.07299150", "-5.34", "0.000"},
      {"contiguity", "0.8915770", "0.1327354", "6.72", "0.000"},
      {"common_language", "0.0326250", "0.08407020", "0.39", "0.698"},
      {"pta", "0.4711383", "0.1076578", "4.38", "0.000"},
      {"international", "-3.412584", "0.2151235", "-15.86", "0.000"},
      {"constant", "16.32434", "0.4844137", "33.70", "0.000"}};
  for (const auto& row : printed) {
    std::istringstream words(line_of(row[0]));
    std::string ours;
    words >> ours;
    for (std::size_t i = 1; i < row.size(); ++i) {
      words >> ours;
      // Half a unit of the sixth digit, or of the seventh decimal.
      const double theirs = std::stod(row[i]);
      EXPECT_NEAR(std::stod(ours), theirs, std::max(5e-7 * std::abs(theirs), 6e-8)) << row[0];
    }
  }
  EXPECT_NE(run.out.find("900 of 900 rows"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("exporter (30), importer (30)"), std::string::npos) << run.out;
}

TEST(trade_estimate_command, finds_the_equation_that_made_the_table) {
  const table_file table(exact_table());
  const auto coefficients = table.path + ".out.csv";
  const auto run = table.estimate(
      "--y trade --x \"ln(km),ln(1+tariff)\" --fe exporter#year,importer#year "
      "--cluster exporter#importer --json -o " +
      coefficients);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto json = nlohmann::json::parse(run.out);
  EXPECT_EQ(json["status"], "solved");
  EXPECT_EQ(json["rows_used"], 18);
  EXPECT_EQ(json["effects"][0]["levels"], 6);
  EXPECT_EQ(json["clusters"][0]["clusters"], 9);
  EXPECT_NEAR(json["coefficients"][0]["coefficient"].get<double>(), -1, 1e-7);
  EXPECT_EQ(json["coefficients"][1]["use"], "absorbed");
  EXPECT_EQ(json["findings"][0]["field"], "ln(1+tariff)");
  const auto text = slurp(coefficients);
  EXPECT_TRUE(text.starts_with("name,use,coefficient,standard_error,z,p,lower_95,upper_95\n"));
  EXPECT_NE(text.find("\nln(1+tariff),absorbed,,,,,,\nconstant,estimated,"), std::string::npos);
}

TEST(trade_estimate_command, any_number_of_threads_gives_the_same_bytes) {
  AMUR_NEEDS_DATA(sample_path());
  const temporary_folder folder;
  const auto written = [&](const std::string& threads) {
    const auto path = (folder.path() / ("with" + threads)).string();
    const auto run = run_program("trade estimate " + sample_path() +
                                 " -y trade -x lndist,pta --fe exporter,importer --threads " +
                                 threads + " -o " + path);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return slurp(path);
  };
  EXPECT_EQ(written("1"), written("3"));
}

TEST(trade_estimate_command, says_which_rows_and_regressors_it_leaves_out) {
  const table_file table(
      exact_table("E9,I0,2000,7,10,0\nE1,I8,2000,0,10,0\nE1,I8,2001,0,10,0\nE0,I0,2000,NA,1,0\n"));
  const auto run =
      table.estimate("--y trade --x \"ln(km),km\" --fe exporter,importer --offset tariff");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_NE(run.out.find("18 of 22 rows"), std::string::npos) << run.out;
  EXPECT_NE(run.err.find("trade.csv: 1 row is left out: a value is missing (trade 1)"),
            std::string::npos);
  EXPECT_NE(run.err.find("1 row is left out: alone in a group of some effect"), std::string::npos);
  EXPECT_NE(run.err.find("2 rows are left out: without trade"), std::string::npos) << run.err;
}

TEST(trade_estimate_command, missing_values_are_refused_where_that_is_asked_for) {
  const table_file table(exact_table("E0,I0,2000,,1,0\nNaN,I0,2000,3,1,0\n"));
  const auto run = table.estimate("--y trade --x \"ln(km)\" --fe exporter --refuse-missing");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("row 20, field 'trade': the value is missing"), std::string::npos)
      << run.err;
  EXPECT_NE(run.err.find("row 21, field 'exporter', value 'NaN': the value is missing"),
            std::string::npos)
      << run.err;
}

// `name` is written once in the header, and in the options as `written`.
TEST(trade_estimate_command, any_name_of_a_column_can_be_written) {
  const auto with_names = [](std::string text, const std::string& km, const std::string& tariff) {
    text.replace(text.find("km"), 2, "\"" + km + "\"");
    text.replace(text.find("tariff"), 6, "\"" + tariff + "\"");
    return text;
  };
  const table_file plain(exact_table("E1,I1,2000,9000,333,0.2\n"));
  const table_file named(
      with_names(exact_table("E1,I1,2000,9000,333,0.2\n"), "Distance, km", "contig (0/1)"));
  const auto wanted = plain.estimate("--y trade --x \"ln(km),tariff\" --fe exporter#year --json");
  ASSERT_EQ(wanted.exit_code, 0) << wanted.err;
  for (const std::string written :
       {R"-(--x "ln(Distance, km)" --x "contig (0/1)" --fe exporter#year)-",
        R"-(--x 'ln("Distance, km"),"contig (0/1)"' --fe '"exporter"#year')-"}) {
    const auto run = named.estimate("--y trade --json " + written);
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto found = nlohmann::json::parse(run.out)["coefficients"];
    EXPECT_EQ(found[0]["name"], "ln(Distance, km)");
    EXPECT_EQ(found[1]["name"], "contig (0/1)");
    for (int c = 0; c < 2; ++c)
      EXPECT_EQ(found[c]["coefficient"],
                nlohmann::json::parse(wanted.out)["coefficients"][c]["coefficient"]);
  }
}

TEST(trade_estimate_command, one_cluster_is_refused_by_name) {
  const table_file table(exact_table("E1,I1,2000,9000,333,0.2\n"));
  const auto run =
      table.estimate("--y trade --x \"ln(km)\" --fe exporter --cluster importer,importer#tariff");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const table_file alike(exact_table());
  const auto refused =
      alike.estimate("--y trade --x \"ln(km)\" --fe exporter --cluster importer,tariff");
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.err.find("field 'tariff': all rows used are one cluster"), std::string::npos)
      << refused.err;
}

TEST(trade_estimate_command, effects_nested_in_one_another_have_their_right_value) {
  const auto folder = data_dir() / "faults" / "03_nested_effects";
  AMUR_NEEDS_DATA(folder / "full.csv");
  const auto first = [&folder](const std::string& options) {
    const auto run = run_program("trade estimate " + (folder / options).string() + " --json");
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return nlohmann::json::parse(run.out)["coefficients"][0]["coefficient"].get<double>();
  };
  EXPECT_NEAR(first("a7b.csv --y y --x x1 --fe id1,id2"), -0.34657359, 1e-8);
  EXPECT_NEAR(first("full.csv --y y --x x1,x2 --fe id1,id2"), -0.34657359, 1e-8);
  EXPECT_NEAR(first("wrong_one_18.csv --y y --x x --fe g,one"), 0.09961212, 1e-8);
}

// One coefficient's test is z squared; the squared fit explains much where trade is made so.
TEST(trade_estimate_command, tests_coefficients_together_and_the_form) {
  const auto table_of = [](double curvature) {
    std::string text = "trade,x,w\n";
    for (int i = 0; i < 200; ++i) {
      const double x = 0.02 * i, w = (i * 37 % 11) / 10.0;
      const double wobble = 1 + 0.1 * std::sin(12.9 * i);
      text += std::to_string(1e3 * std::exp(0.5 * x + curvature * x * x - 0.2 * w) * wobble) + "," +
              std::to_string(x) + "," + std::to_string(w) + "\n";
    }
    return text;
  };
  const auto answer = [](const table_file& table, const std::string& options) {
    const auto run = table.estimate("--y trade --x x,w --reset --json " + options);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return nlohmann::json::parse(run.out);
  };
  const table_file straight(table_of(0)), bent(table_of(0.1));
  const auto found = answer(straight, "--test w");
  const double z = found["coefficients"][1]["z"].get<double>();
  EXPECT_NEAR(found["test"]["chi_squared"].get<double>(), z * z, 1e-6 * z * z);
  EXPECT_NEAR(found["test"]["p"].get<double>(), found["coefficients"][1]["p"].get<double>(), 1e-12);
  EXPECT_EQ(found["joint_test"]["degrees"], 2);
  EXPECT_GT(found["reset"]["p"].get<double>(), 0.01);
  EXPECT_LT(answer(bent, "")["reset"]["p"].get<double>(), 1e-6);
  EXPECT_EQ(straight.estimate("--y trade --x x,w --test far").exit_code, 2);
}

// Twelve pairs over four years; trade and a policy that vary by formulas.
std::string panel_table(const std::string& between = ",", bool has_last_trade = true) {
  std::string text = "exporter,importer,year,trade,policy,share\n";
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)
      for (int year = 0; year < 4 && i != j; ++year) {
        const double policy = 1 + (i * 7 + j * 3 + year * 5 + i * j * year) % 4;
        const double trade = std::exp(0.1 * policy) * (3 + (i * 5 + j * 11 + year * 3) % 7);
        const bool has_trade = has_last_trade || year > 0;
        text += "E" + std::to_string(i) + ",E" + std::to_string(j) + "," +
                std::to_string(2000 + 4 * year) + "," + (has_trade ? std::to_string(trade) : "") +
                "," + std::to_string(policy) + "," + std::to_string(1 + (i + year) % 3) + "\n";
      }
  std::ranges::replace(text, ',', between[0]);
  return text;
}

nlohmann::json answer_of(const std::string& text, const std::string& options) {
  const auto run = table_file(text).estimate("--y trade --json " + options);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return run.exit_code == 0 ? nlohmann::json::parse(run.out) : nlohmann::json::object();
}

TEST(trade_estimate_command, lags_and_leads_are_the_panels_own_rows_at_other_times) {
  const std::string effects = "--fe exporter#importer,year --time year ";
  // The same by hand: a table with what policy was four years before, the first year left out.
  std::istringstream lines(panel_table());
  std::string line, by_hand = "exporter,importer,year,trade,before\n", last;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream parts(line);
    for (std::string cell; std::getline(parts, cell, ',');) cells.push_back(cell);
    if (cells[2] != "2000")
      by_hand += cells[0] + "," + cells[1] + "," + cells[2] + "," + cells[3] + "," + last + "\n";
    last = cells[4];
  }
  for (const std::string form : {"", "ln"}) {
    const auto wrap = [&form](const std::string& name) {
      return form.empty() ? name : form + "(" + name + ")";
    };
    const auto wanted = answer_of(by_hand, effects + "--x '" + wrap("before") + "'");
    const auto found = answer_of(panel_table(), effects + "--x '" + wrap("lag(policy,4)") + "'");
    EXPECT_EQ(found["coefficients"][0]["name"], wrap("lag(policy,4)"));
    EXPECT_EQ(found["coefficients"][0]["coefficient"], wanted["coefficients"][0]["coefficient"]);
    EXPECT_EQ(found["coefficients"][0]["standard_error"],
              wanted["coefficients"][0]["standard_error"]);
    EXPECT_EQ(found["rows_with_missing_values"], 12);
    // A row without trade is still a neighbour.
    const auto blank =
        answer_of(panel_table(",", false), effects + "--x '" + wrap("lag(policy,4)") + "'");
    EXPECT_EQ(blank["coefficients"][0]["coefficient"], wanted["coefficients"][0]["coefficient"]);
  }
  EXPECT_EQ(answer_of(panel_table(), effects + "--x 'lag(ln(policy),4)'")["coefficients"][0],
            answer_of(panel_table(), effects + "--x 'ln(lag(policy,4))'")["coefficients"][0]);
  const auto both = table_file(panel_table())
                        .estimate("--y trade " + effects + "--x 'lag(policy,4),lead(policy,4)'");
  EXPECT_NE(both.err.find("24 rows are left out: a value is missing (lag(policy,4) 12, "
                          "lead(policy,4) 12)"),
            std::string::npos)
      << both.err;
}

TEST(trade_estimate_command, a_panel_that_cannot_be_told_is_refused) {
  const table_file table(panel_table());
  const auto no_time = table.estimate("--y trade --x 'lag(policy)' --fe exporter");
  EXPECT_EQ(no_time.exit_code, 2);
  EXPECT_NE(no_time.err.find("'lag(policy,1)' needs a column of time"), std::string::npos);
  const auto twice = table.estimate("--y trade --x 'lag(policy,4)' --fe exporter --time year");
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_NE(twice.err.find("row 6, field 'year', value '2000'"), std::string::npos) << twice.err;
  EXPECT_EQ(table
                .estimate("--y trade --x 'lag(policy,4)' --fe exporter --time year --panel "
                          "exporter,importer")
                .exit_code,
            0);
  const auto none = table.estimate(
      "--y trade --x 'lag(policy,3)' --fe exporter#importer --time year --refuse-missing");
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_NE(none.err.find("no row has a row of its panel at the time"), std::string::npos);
}

TEST(trade_estimate_command, weights_and_t_are_said_and_used) {
  const auto plain = answer_of(panel_table(), "--x policy --cluster exporter"),
             weighted = answer_of(panel_table(), "--x policy --cluster exporter --weights share"),
             t = answer_of(panel_table(), "--x policy --cluster exporter --distribution t");
  EXPECT_NE(plain["coefficients"][0]["coefficient"], weighted["coefficients"][0]["coefficient"]);
  EXPECT_EQ(plain["coefficients"][0]["coefficient"], t["coefficients"][0]["coefficient"]);
  EXPECT_EQ(t["degrees_of_freedom"], 3);
  // Of three degrees the distribution has a closed form.
  const double value = std::abs(t["coefficients"][0]["t"].get<double>()) / std::sqrt(3.0);
  EXPECT_NEAR(t["coefficients"][0]["p"].get<double>(),
              1 - 2 / 3.14159265358979 * (value / (1 + value * value) + std::atan(value)), 1e-9);
  EXPECT_NEAR(t["joint_test"]["p"].get<double>(), t["coefficients"][0]["p"].get<double>(), 1e-9);
  const auto run =
      table_file(panel_table()).estimate("--y trade --x policy --weights share --distribution t");
  EXPECT_NE(run.out.find("weights: share\n"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("; t with 47 degrees of freedom"), std::string::npos) << run.out;
}

TEST(trade_estimate_command, the_bias_of_three_way_effects_is_taken_out_on_request) {
  const std::string effects =
      "--x policy --fe exporter#year,importer#year,exporter#importer --cluster exporter#importer ";
  const auto plain = answer_of(panel_table(), effects),
             found = answer_of(panel_table(), effects + "--correct-bias year");
  const auto &before = plain["coefficients"][0], &after = found["coefficients"][0];
  EXPECT_NEAR(before["coefficient"].get<double>() - after["bias"].get<double>(),
              after["coefficient"].get<double>(), 1e-12);
  EXPECT_NE(after["bias"], 0);
  EXPECT_EQ(before["standard_error"], after["standard_error_before"]);
  EXPECT_GT(after["standard_error"], before["standard_error"]);
  const table_file table(panel_table());
  for (const std::string wrong :
       {"--x policy --fe exporter,importer --correct-bias year",
        "--x policy --fe exporter#year,importer#year --cluster year --correct-bias year",
        "--x policy --fe exporter#year,importer#year --weights share --correct-bias year"})
    EXPECT_EQ(table.estimate("--y trade " + wrong).exit_code, 2) << wrong;
}

TEST(trade_estimate_command, semicolons_and_tabs_give_the_answer_of_commas) {
  const auto wanted = answer_of(panel_table(), "--x policy --fe exporter,importer");
  for (const std::string between : {";", "\t"})
    EXPECT_EQ(answer_of(panel_table(between), "--x policy --fe exporter,importer")["coefficients"],
              wanted["coefficients"]);
}

TEST(trade_estimate_command, survives_damaged_tables) {
  std::mt19937_64 random(2023);
  int solved = 0, refused = 0;
  for (int round = 0; round < 100; ++round) {
    auto text = exact_table();
    damage(text, random);
    const table_file table(text);
    const auto run =
        table.estimate("--y trade --x \"ln(km),tariff\" --fe exporter,importer --json");
    ASSERT_TRUE(run.exit_code >= 0 && run.exit_code <= 2) << text << run.err;
    if (run.exit_code == 2)
      EXPECT_TRUE(run.err.starts_with("error: ")) << run.err;
    else
      EXPECT_TRUE(nlohmann::json::accept(run.out)) << text << run.err;
    solved += run.exit_code == 0;
    refused += run.exit_code == 2;
  }
  EXPECT_GT(solved, 3);
  EXPECT_GT(refused, 30);
}

TEST(trade_estimate_command, bad_input_ends_with_2_and_its_place) {
  const table_file table(exact_table("E0,I0,2001,-1,0,0\n"));
  const auto negative = table.estimate("--y trade --x \"ln(km)\" --fe exporter");
  EXPECT_EQ(negative.exit_code, 2);
  EXPECT_EQ(negative.err,
            "error: trade.csv, row 20, field 'trade', value '-1': the number is out of range; "
            "allowed: a number >= 0, up to 1e15\n"
            "error: trade.csv, row 20, field 'km', value '0': the number is out of range; "
            "allowed: a number > 0, up to 1e15\n");
  EXPECT_EQ(negative.out, "");
  EXPECT_EQ(table.estimate("--y trade --x \"exp(km)\"").exit_code, 2);
  EXPECT_EQ(table.estimate("--y trade --fe exporter##year").exit_code, 2);
  EXPECT_EQ(table.estimate("--x km").exit_code, 2);
  const auto json = table.estimate("--y volume --x km --json");
  EXPECT_EQ(json.exit_code, 2);
  EXPECT_EQ(nlohmann::json::parse(json.out)["findings"][0]["field"], "volume");
  EXPECT_EQ(run_program("trade estimate nowhere.csv --y trade").exit_code, 2);
  EXPECT_EQ(run_program("trade").exit_code, 2);
}

TEST(trade_estimate_command, a_table_without_an_answer_ends_with_1) {
  const table_file table("exporter,importer,trade,km\nA,B,0,1\nA,C,0,2\nB,A,0,3\n");
  const auto run = table.estimate("--y trade --x km --fe exporter");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.err.find("error: trade.csv: 0 rows with 1 regressors are left"), std::string::npos)
      << run.err;
}

}  // namespace
}  // namespace amur::test
