// Trade as ITPD-E has it beside CEPII's Gravity, against the same table joined by hand.

#include "amur/world/gravity_join.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/world/trade_table.h"
#include "support/temporary_folder.h"

namespace amur::world {
namespace {

const std::vector<std::string> countries = {"ARG", "BRA", "CAN", "DEU", "FRA"};

double km(std::size_t i, std::size_t j) {
  return i == j ? 150 : 500 + 731.0 * static_cast<double>((i + 1) * (j + 1) % 7);
}
bool is_next_to(std::size_t i, std::size_t j) { return i != j && (i + j) % 4 == 1; }
double trade_of(std::size_t i, std::size_t j, int year) {
  return std::round(1e7 *
                    static_cast<double>((3 * i + 5 * j + static_cast<std::size_t>(year)) % 11 + 1) /
                    km(i, j));
}

// Both releases of ITPD-E have these names; R02 has codes of countries that changed, R01 names.
std::string itpd(bool second_release) {
  std::string text = second_release
                         ? "exporter_iso3,exporter_dynamic_code,importer_iso3,"
                           "importer_dynamic_code,year,industry_id,broad_sector,trade,flag_mirror,"
                           "flag_zero\n"
                         : "exporter_iso3,exporter_name,importer_iso3,importer_name,year,"
                           "industry_id,industry_descr,broad_sector,trade,flag_mirror,flag_zero\n";
  for (int year : {2000, 2004})
    for (std::size_t i = 0; i < countries.size(); ++i)
      for (std::size_t j = 0; j < countries.size(); ++j)
        text += countries[i] + ",\"x, y\"," + countries[j] + ",z," + std::to_string(year) +
                (second_release ? ",1," : ",1,Wheat,") + "Agriculture," +
                std::to_string(trade_of(i, j, year)) + ",0,p\n";
  return text;
}

// Germany was two countries, of which Gravity has a row each and one exists.
std::string gravity(bool newer) {
  std::string text = newer
                         ? "year,country_id_o,country_id_d,iso3_o,iso3_d,country_exists_o,"
                           "country_exists_d,distw_harmonic,distw_arithmetic,dist,contig,fta_wto\n"
                         : "year,iso3_o,iso3_d,distw,distwces,dist,contig,rta\n";
  const auto values = [newer](std::size_t i, std::size_t j) {
    const auto far = std::to_string(km(i, j)), near = std::to_string(km(i, j) / 2);
    return (newer ? near + "," + far : far + "," + near) + "," + far + "," +
           (is_next_to(i, j) ? "1" : "0") + "," + ((i * j) % 3 == 1 ? "1" : "0") + "\n";
  };
  for (int year : {1999, 2000, 2004})
    for (std::size_t i = 0; i < countries.size(); ++i)
      for (std::size_t j = 0; j < countries.size(); ++j) {
        const auto pair = countries[i] + "," + countries[j] + ",";
        text += std::to_string(year) + ",";
        if (newer) text += countries[i] + ".2," + countries[j] + ".2,";
        text += pair + (newer ? "1,1," : "") + values(i, j);
        if (newer && countries[i] == "DEU")
          text += std::to_string(year) + ",DEU.1," + countries[j] + ",DEU," + countries[j] +
                  ",0,1,1,1,1,1,1\n";
      }
  return text;
}

std::string joined() {
  std::string text = "exporter_iso3,importer_iso3,year,trade,distw,contig,rta\n";
  for (int year : {2000, 2004})
    for (std::size_t i = 0; i < countries.size(); ++i)
      for (std::size_t j = 0; j < countries.size(); ++j)
        text += countries[i] + "," + countries[j] + "," + std::to_string(year) + "," +
                std::to_string(trade_of(i, j, year)) + "," + std::to_string(km(i, j)) + "," +
                (is_next_to(i, j) ? "1" : "0") + "," + ((i * j) % 3 == 1 ? "1" : "0") + "\n";
  return text;
}

equation_arguments equation(const std::string& file, const std::string& with = "") {
  equation_arguments made;
  made.file = file;
  made.gravity = with;
  made.trade = "trade";
  made.regressors = {"ln(distw),contig,rta"};
  made.effects = {"exporter_iso3#year,importer_iso3#year"};
  return made;
}

struct join_files {
  test::temporary_folder folder;
  diagnostics report;

  std::vector<double> estimate(const equation_arguments& arguments) {
    trade_table table(arguments);
    std::vector<double> values;
    if (!table.read(report)) return values;
    const auto made = table.estimate();
    EXPECT_EQ(made.status, trade::gravity_status::solved);
    for (const auto& each : made.coefficients) {
      values.push_back(each.value);
      values.push_back(each.standard_error);
    }
    return values;
  }
  std::string finding(const std::string& trade, const std::string& gravity_text) {
    report = {};
    (void)estimate(equation(folder.write("itpd.csv", trade).string(),
                            folder.write("gravity.csv", gravity_text).string()));
    return report.findings.empty() ? "" : to_string(report.findings.back());
  }
};

TEST(gravity_join, each_version_gives_the_estimate_of_one_joined_file) {
  join_files files;
  const auto expected = files.estimate(equation(files.folder.write("one.csv", joined()).string()));
  ASSERT_EQ(expected.size(), 6U);
  for (const bool second_release : {false, true})
    for (const bool newer : {false, true}) {
      const auto trade = files.folder.write("itpd.csv", itpd(second_release)).string();
      const auto with = files.folder.write("gravity.csv", gravity(newer)).string();
      files.report = {};
      EXPECT_EQ(files.estimate(equation(trade, with)), expected);
      EXPECT_EQ(files.report.findings.size(),
                newer ? 2U : 0U);  // distw and rta are called otherwise
    }
  EXPECT_EQ(to_string(files.report.findings[0]),
            "gravity.csv, row 1, field 'distw', value 'distw_arithmetic': this version calls the "
            "column so, and it is taken");
}

TEST(gravity_join, what_is_missing_is_named) {
  join_files files;
  EXPECT_EQ(files.finding("exporter_iso3,importer_iso3,year,trade\nARG,BRA,2000,5\nARG,ZZZ,2000,5\n"
                          "BRA,ARG,2000,7\nARG,ARG,2000,9\nBRA,BRA,2000,4\n",
                          gravity(true)),
            "itpd.csv, row 3, value 'ARG-ZZZ 2000': 1 row is left out: gravity.csv has no such "
            "exporter, importer and year, or not all values; allowed: pairs of both files");
  EXPECT_EQ(files.finding(itpd(true), "year,iso3_o,iso3_d,distw,contiguous,rta\n"),
            "itpd.csv, row 1, field 'contig': neither this file nor gravity.csv has such a column; "
            "allowed: exporter_iso3, exporter_dynamic_code, importer_iso3, importer_dynamic_code, "
            "year, industry_id, broad_sector, trade, flag_mirror, flag_zero, year, iso3_o, iso3_d, "
            "distw, contiguous, rta");
  EXPECT_EQ(
      files.finding(itpd(true), "year,from,to,distw,contig,rta\n"),
      "gravity.csv, row 1, field 'exporter_iso3': there is no column of exporters to join by; "
      "allowed: exporter_iso3 or iso3_o or exporter or origin or iso_o");
  EXPECT_EQ(files.finding(itpd(true),
                          "year,iso3_o,iso3_d,distw,contig,rta\n"
                          "2000,ARG,BRA,1,0,0\n2000,ARG,BRA,1,0,0\n"),
            "gravity.csv, row 3, value 'ARG-BRA 2000': this pair and year stand in row 2 too; "
            "allowed: one row for an exporter, an importer and a year");
}

}  // namespace
}  // namespace amur::world
