// amur import baci, comtrade and tariffs as they are used; and amur trade estimate --gravity.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/customs_files.h"
#include "support/program.h"

namespace amur::test {
namespace {

struct trade_files {
  temporary_folder folder;

  trade_files() {
    (void)folder.write("codes.csv", baci_countries);
    (void)folder.write("goods.csv", some_goods);
    (void)folder.write("trade.csv", "what stood here before\n");
  }
  [[nodiscard]] program_run baci(const std::string& text, const std::string& options) const {
    (void)folder.write("baci.csv", text);
    return run_program("import baci baci.csv -o trade.csv " + options, in_folder());
  }
  [[nodiscard]] std::string in_folder() const { return "cd " + folder.path().string() + " &&"; }
  [[nodiscard]] std::string trade() const { return slurp(folder.path() / "trade.csv"); }
};

const std::string usual = "--countries codes.csv --commodities goods.csv ";

TEST(trade_import, a_table_is_written_whole_or_the_old_one_stays) {
  const trade_files files;
  const auto wrong =
      files.baci("t,i,j,k,v,q\n2020,251,156,100199,1,1\n2020,250,156,100199,1,1\n", usual);
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_EQ(wrong.out, "");
  EXPECT_NE(wrong.err.find("baci.csv, row 3, field 'i', value '250': this is the ISO 3166 code of "
                           "France, which codes.csv gives 251"),
            std::string::npos)
      << wrong.err;
  EXPECT_EQ(files.trade(), "what stood here before\n");
  const auto iso =
      files.baci("t,i,j,k,v,q\n2020,250,156,100199,1,1\n", "--iso-codes --commodities goods.csv");
  EXPECT_EQ(iso.exit_code, 0) << iso.err;
  EXPECT_EQ(files.trade(),
            "origin,destination,commodity,year,value_usd,tonnes,tonnes_are\n"
            "FRA,CHN,wheat,2020,1000,1,reported\n");
  const auto mixed = files.baci(
      "t,i,j,k,v,q\n2020,251,156,100199,1,1\n2020,250,156,100199,1,1\n2020,490,156,100199,1,1\n",
      "--countries codes.csv --by-product --as 250=FRA,490=TWN --years 2020 --json");
  ASSERT_EQ(mixed.exit_code, 0) << mixed.err;
  EXPECT_EQ(nlohmann::json::parse(mixed.out)["rows"], 2);
  EXPECT_NE(files.trade().find("FRA,CHN,100199,2020,2000,2,reported\n"), std::string::npos);
  EXPECT_NE(files.trade().find("TWN,CHN,100199,2020,1000,1,reported\n"), std::string::npos);
}

TEST(trade_import, the_names_must_be_those_of_the_case) {
  const trade_files files;
  const auto run = files.baci("t,i,j,k,v,q\n2020,251,156,720110,1,1\n",
                              usual + "--case " AMUR_PROJECT_DIR "/cases/heihe");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("goods.csv, field 'commodity', value 'steel': the case has no such "
                         "commodity"),
            std::string::npos)
      << run.err;
  EXPECT_EQ(files.trade(), "what stood here before\n");
  EXPECT_EQ(files
                .baci("t,i,j,k,v,q\n2020,251,156,100199,1,1\n",
                      usual + "--case " AMUR_PROJECT_DIR "/cases/heihe")
                .exit_code,
            0);
}

TEST(trade_import, options_that_mean_nothing_are_refused) {
  const trade_files files;
  const std::string text = "t,i,j,k,v,q\n2020,251,156,100199,1,1\n";
  EXPECT_EQ(files.baci(text, "--commodities goods.csv").exit_code, 2);
  EXPECT_EQ(files.baci(text, "--countries codes.csv").exit_code, 2);
  EXPECT_EQ(files.baci(text, usual + "--years 2021-2020").exit_code, 2);
  EXPECT_EQ(files.baci(text, usual + "--years x").exit_code, 2);
  EXPECT_EQ(files.baci(text, usual + "--as 250").exit_code, 2);
  EXPECT_EQ(
      run_program("import baci trade.csv " + usual + "-o trade.csv", files.in_folder()).exit_code,
      2);
  EXPECT_EQ(files.trade(), "what stood here before\n");
}

TEST(trade_import, duties_are_those_that_a_case_reads) {
  const temporary_folder folder;
  const auto in_folder = "cd " + folder.path().string() + " &&";
  const std::string of_project = AMUR_PROJECT_DIR "/examples/trade/";
  ASSERT_EQ(run_program("new made", in_folder).exit_code, 0);
  const auto run = run_program("import tariffs " + of_project + "tariffs.csv --commodities " +
                                   of_project + "goods.csv -o duties.csv --json",
                               in_folder);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto json = nlohmann::json::parse(run.out);
  EXPECT_EQ(json["simple_means"], 4);
  EXPECT_EQ(json["free"], 1);
  EXPECT_EQ(slurp(folder.path() / "duties.csv"),
            "duty_id,origin_country,destination_country,commodity_id,ad_valorem,source,note\n"
            "tariff_CHN_1,RUS,CHN,fuels,0.04,,\"TRAINS 2020, mean of products\"\n"
            "tariff_CHN_2,RUS,CHN,wheat,0.65,,\"TRAINS 2020, mean of products\"\n"
            "tariff_RUS_1,CHN,RUS,machinery,0.14,,\"TRAINS 2020, mean of products\"\n");
}

TEST(trade_import, an_estimate_joins_gravity_by_itself) {
  const temporary_folder folder;
  std::string trade = "exporter_iso3,importer_iso3,year,trade\n";
  std::string gravity = "year,iso3_o,iso3_d,dist\n", one = "iso3_o,iso3_d,year,trade,dist\n";
  const char* countries[] = {"ARG", "BRA", "CAN", "DEU"};
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) {
      const std::string pair = std::string(countries[i]) + "," + countries[j] + ",2000,";
      const auto value = std::to_string(1000 + 131 * i * i + 57 * j + 400 * (i == j));
      const auto km = std::to_string(200 + 90 * (i - j) * (i - j));
      trade += pair + value + "\n";
      one += pair + value + "," + km + "\n";
      gravity += "2000," + std::string(countries[i]) + "," + countries[j] + "," + km + "\n";
    }
  (void)folder.write("itpd.csv", trade);
  (void)folder.write("Gravity_V202211.csv", gravity);
  (void)folder.write("one.csv", one);
  const auto in_folder = "cd " + folder.path().string() + " &&";
  const auto joined = run_program(
      "trade estimate itpd.csv --gravity Gravity_V202211.csv --y trade --x 'ln(dist)' --json",
      in_folder);
  const auto by_hand =
      run_program("trade estimate one.csv --y trade --x 'ln(dist)' --json", in_folder);
  ASSERT_EQ(joined.exit_code, 0) << joined.err;
  ASSERT_EQ(by_hand.exit_code, 0) << by_hand.err;
  EXPECT_EQ(nlohmann::json::parse(joined.out)["coefficients"],
            nlohmann::json::parse(by_hand.out)["coefficients"]);
  const auto missing = run_program(
      "trade estimate itpd.csv --gravity Gravity_V202211.csv --y trade --x contig", in_folder);
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_NE(missing.err.find("field 'contig': neither this file nor Gravity_V202211.csv has such"),
            std::string::npos)
      << missing.err;
}

}  // namespace
}  // namespace amur::test
