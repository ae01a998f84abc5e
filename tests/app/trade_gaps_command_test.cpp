// amur trade gaps as a user asks for it.

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/data_dir.h"
#include "support/normal_stream.h"
#include "support/program.h"

namespace amur::test {
namespace {

using nlohmann::json;

// Twelve countries over eight months, both sides reporting, written as trade statistics have it;
// what C03 sells C07 goes by C05 from the fifth month on.
std::string monthly_reports(const std::string& last_rows = "") {
  normal_stream draw(77);
  std::vector<double> size(12), pull(144);
  for (double& each : size) each = std::exp(draw());
  for (double& each : pull) each = std::exp(0.5 * draw());
  std::ostringstream text;
  text << "exporter,importer,month,fob,cif\n";
  for (int month = 1; month <= 8; ++month)
    for (int i = 0; i < 12; ++i)
      for (int j = 0; j < 12; ++j) {
        if (i == j) continue;
        double worth = 1e6 * size[i] * size[j] * pull[i * 12 + j] * std::exp(0.2 * draw());
        double told = 1.06 * worth * std::exp(0.1 * draw());
        if (month > 4 && i == 3 && j == 7) worth /= 5, told /= 5;
        if (month > 4 && ((i == 3 && j == 5) || (i == 5 && j == 7))) worth *= 5, told *= 5;
        if (month == 2 && i == 8 && j == 9) told *= 4;
        const auto name = [](int c) { return (c < 10 ? "C0" : "C") + std::to_string(c); };
        text << name(i) << ',' << name(j) << ",20230" << month << ',' << worth << ',' << told
             << '\n';
      }
  return text.str() + last_rows;
}

struct reports {
  temporary_folder folder;
  explicit reports(const std::string& text) {
    (void)folder.write("reported.csv", text);
    (void)folder.write("measures.csv", "exporter,importer,since\nC03,C07,2023-05\n");
  }
  [[nodiscard]] program_run ask(const std::string& options) const {
    return run_program("trade gaps reported.csv " + options,
                       "cd " + folder.path().string() + " &&");
  }
  [[nodiscard]] std::string text(const char* name) const { return slurp(folder.path() / name); }
};

const std::string monthly = "--period month --exports fob --imports cif ";

TEST(trade_gaps_command, finds_the_gap_and_the_way_around_that_were_planted) {
  const reports made(monthly_reports());
  const auto run =
      made.ask(monthly + "--measures measures.csv -o rows.csv --paths paths.csv --json");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto found = json::parse(run.out);
  EXPECT_EQ(found["flows"], 8 * 132);
  bool has_gap = false;
  for (const auto& row : found["rows"])
    has_gap = has_gap || (row["exporter"] == "C08" && row["importer"] == "C09" &&
                          row["period"] == "2023-02" && row["mirror"]["ratio"] > 3);
  EXPECT_TRUE(has_gap) << found["rows"].dump(1);
  ASSERT_EQ(found["paths"].size(), 1U) << found["paths"].dump(1);
  EXPECT_EQ(found["paths"][0]["via"], "C05");
  EXPECT_LT(found["paths"][0]["direct"]["score"], -3);
  const std::string says = found["paths"][0]["says"];
  EXPECT_NE(says.find("consistent with"), std::string::npos) << says;
  const auto rows = made.text("rows.csv"), paths = made.text("paths.csv");
  EXPECT_EQ(std::ranges::count(rows, '\n'), 1 + 8 * 132);
  EXPECT_TRUE(paths.starts_with("exporter,via,importer,product,since,first_trade,"));
  EXPECT_NE(paths.find("\nC03,C05,C07,,2023-05,"), std::string::npos) << paths;
  const auto shown = made.ask(monthly + "--measures measures.csv");
  EXPECT_NE(shown.out.find("ways around 1 measures: 1 listed"), std::string::npos) << shown.out;
  EXPECT_EQ(shown.out.find("proof"), std::string::npos);
}

// The margin is what the centre of the gaps shows: at another one all ratios move, and no score.
TEST(trade_gaps_command, the_margin_moves_ratios_and_no_score) {
  const reports made(monthly_reports());
  ASSERT_EQ(made.ask(monthly + "--margin 0 -o none.csv").exit_code, 0);
  ASSERT_EQ(made.ask(monthly + "--margin 0.2 -o much.csv").exit_code, 0);
  std::istringstream none(made.text("none.csv")), much(made.text("much.csv"));
  std::string one, other;
  std::getline(none, one), std::getline(much, other);
  int compared = 0;
  while (std::getline(none, one) && std::getline(much, other) && ++compared < 100) {
    std::vector<std::string> a, b;
    std::istringstream cells_a(one), cells_b(other);
    for (std::string cell; std::getline(cells_a, cell, ',');) a.push_back(cell);
    for (std::string cell; std::getline(cells_b, cell, ',');) b.push_back(cell);
    EXPECT_NEAR(std::stod(a[6]) / std::stod(b[6]), 1.2, 1e-9);
    EXPECT_NEAR(std::stod(a[7]), std::stod(b[7]), 1e-7);
  }
  EXPECT_EQ(compared, 100);
}

// One side's silence is no figure: the row stays for gravity and has no gap.
TEST(trade_gaps_command, rows_of_one_side_stay) {
  const reports made(
      monthly_reports("C00,NEW,202301,100,\nC00,NEW,202302,,90\nC00,NEW,202303,,\n"));
  const auto run = made.ask(monthly + "-o rows.csv");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto rows = made.text("rows.csv");
  EXPECT_NE(rows.find("\nC00,NEW,2023-01,,100,,,,,106,"), std::string::npos) << run.err;
  EXPECT_NE(rows.find("\nC00,NEW,2023-02,,,90,,,,90,"), std::string::npos);
  EXPECT_NE(rows.find("\nC00,NEW,2023-03,,,,,,,,,,,\n"), std::string::npos);
  EXPECT_NE(run.err.find("1 rows without a figure of trade"), std::string::npos) << run.err;
}

TEST(trade_gaps_command, takes_what_import_comtrade_writes) {
  const temporary_folder folder;
  std::string text = "origin,destination,commodity,year,importer_usd,exporter_usd,used\n";
  for (int i = 0; i < 12; ++i)
    text += "AAA,B" + std::to_string(i) + ",coal,2020," + std::to_string(110 + i) + "," +
            std::to_string(i == 7 ? 900 : 100 + i) + ",importer\n";
  (void)folder.write("mirror.csv", text);
  const auto run = run_program(
      "trade gaps mirror.csv --exporter origin --importer destination --product commodity "
      "--exports exporter_usd --imports importer_usd --json",
      "cd " + folder.path().string() + " &&");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto rows = json::parse(run.out)["rows"];
  ASSERT_EQ(rows.size(), 1U) << rows.dump(1);
  EXPECT_EQ(rows[0]["importer"], "B7");
}

TEST(trade_gaps_command, wrong_tables_and_questions_are_refused_with_their_place) {
  for (const auto& [rows, options, message] :
       {std::tuple<std::string, std::string, const char*>{
            "C00,C01,202313,1,1\n", monthly, "field 'month', value '202313': this is no period"},
        {"C00,C01,2023,1,1\n", monthly, "years and months are mixed"},
        {"C00,C01,202301,1,1\n", monthly, "this flow to 'C01' stands in row 2 too"},
        {"C00,C01,202309,-1,1\n", monthly, "field 'fob', value '-1'"},
        {"", "--period month --exports fob", "--imports"},
        {"", "--period month", "--y"},
        {"", "-y cif", "stands in row 2 too"},
        {"", "--exports fob --imports fob", "this is the column of --exports too"},
        {"", monthly + "-x 'lag(fob,1)'", "none of this command's"},
        {"", monthly + "--level 0", "--level"},
        {"", monthly + "--margin 2", "--margin"},
        {"", monthly + "--exporter exporte", "did you mean 'exporter'"},
        {"", monthly + "--measures reported.csv", "since"},
        {"", monthly + "-o reported.csv", "reported.csv"}}) {
    const reports made(monthly_reports(rows));
    const auto run = made.ask(options);
    EXPECT_EQ(run.exit_code, 2) << options;
    EXPECT_NE(run.err.find(message), std::string::npos) << options << ": " << run.err;
  }
  const reports made(monthly_reports());
  for (const auto& [row, message] :
       {std::pair<const char*, const char*>{"C03,C77,2023-05", "has no such country"},
        {"C03,C03,2023-05", "a measure is between two countries"},
        {"C03,C07,2024-01", "the table of trade ends before that"},
        {"C03,C07,2023", "periods of another length"},
        {"C03,C07,soon", "this is no period"}}) {
    (void)made.folder.write("wrong.csv", std::string("exporter,importer,since\n") + row + "\n");
    const auto run = made.ask(monthly + "--measures wrong.csv");
    EXPECT_EQ(run.exit_code, 2) << row;
    EXPECT_NE(run.err.find(message), std::string::npos) << row << ": " << run.err;
    EXPECT_NE(run.err.find("wrong.csv, row 2"), std::string::npos) << run.err;
  }
}

}  // namespace
}  // namespace amur::test
