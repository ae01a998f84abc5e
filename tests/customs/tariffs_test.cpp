#include "amur/customs/tariffs.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "support/customs_files.h"
#include "support/random_damage.h"

namespace amur::customs {
namespace {

struct tariff_world {
  test::temporary_folder folder;
  diagnostics report;
  tariff_request request;

  explicit tariff_world(const std::string& text) {
    request.files = {folder.write("tariffs.csv", text)};
    request.commodities = folder.write("goods.csv", test::some_goods);
  }
  [[nodiscard]] std::optional<tariff_import> import() { return import_tariffs(request, report); }
  // "origins>destinations commodity rate; ..."
  [[nodiscard]] std::string rows() {
    const auto made = import();
    if (!made) return test::first_finding(report);
    std::string text;
    for (const auto& row : made->duties.rows)
      text += row.cells[1] + ">" + row.cells[2] + " " + row.cells[3] + " " + row.cells[4] + "; ";
    return text;
  }
};

const std::string query_header =
    "Selected Nomen,Native Nomen,Reporter,Reporter Name,Product,Product Name,Partner,Partner "
    "Name,Tariff Year,Trade Year,Trade Source,DutyType,Simple Average,Weighted Average,Standard "
    "Deviation,Minimum Rate,Maximum Rate,Nbr of Total Lines,Imports Value in 1000 USD\n";

std::string query_row(const std::string& partner, const std::string& product,
                      const std::string& kind, const std::string& rate, int year = 2020) {
  return "HS,H5,156,China," + product + ",\"a, b\"," + partner + ",somebody," +
         std::to_string(year) + "," + std::to_string(year) + ",CTS," + kind + "," + rate +
         ",77,0,0,99,3,1.5\n";
}

TEST(tariffs, products_alike_give_the_mean_and_imports_weigh_them) {
  const std::string text = query_header + query_row("643", "100199", "AHS", "10") +
                           query_row("643", "100111", "AHS", "2.5") +
                           query_row("251", "270112", "AHS", "6");
  EXPECT_EQ(tariff_world(text).rows(), "FRA>CHN fuels 0.06; RUS>CHN wheat 0.0625; ");
  tariff_world weighted(text);
  weighted.request.imports = weighted.folder.write(
      "trade.csv",
      "origin,destination,commodity,year,value_usd,tonnes,tonnes_are\n"
      "RUS,CHN,100199,2020,300,1,reported\nRUS,CHN,100111,2020,50,1,reported\n"
      "RUS,CHN,100111,2020,50,1,estimated\nFRA,CHN,100199,2020,900,1,reported\n"
      "RUS,IND,100111,2020,900,1,reported\n");
  const auto made = weighted.import();
  ASSERT_TRUE(made) << test::first_finding(weighted.report);
  ASSERT_EQ(made->duties.rows.size(), 2U);
  EXPECT_DOUBLE_EQ(std::stod(made->duties.rows[1].cells[4]), (300 * 0.1 + 100 * 0.025) / 400);
  EXPECT_EQ(made->duties.rows[1].cells[6], "TRAINS 2020, products weighted by imports");
  EXPECT_EQ(made->duties.rows[0].cells[6],
            "TRAINS 2020, mean of products");  // no fuels from France
  EXPECT_EQ(made->weighted, 1U);
  EXPECT_EQ(made->simple, 1U);
}

TEST(tariffs, the_last_year_is_taken_and_bound_rates_are_none_in_force) {
  const std::string text = query_header + query_row("643", "100199", "AHS", "10", 2018) +
                           query_row("643", "100199", "AHS", "8", 2020) +
                           query_row("643", "100199", "BND", "65", 2020) +
                           query_row("643", "100511", "AHS", "", 2020);
  tariff_world world(text);
  EXPECT_EQ(world.rows(), "RUS>CHN wheat 0.08; ");
  tariff_world earlier(text);
  earlier.request.year = 2018;
  EXPECT_EQ(earlier.rows(), "RUS>CHN wheat 0.1; ");
  const auto made = tariff_world(text).import();
  ASSERT_TRUE(made);
  EXPECT_EQ(made->bound, 1U);
  EXPECT_EQ(made->without_rate, 1U);
}

TEST(tariffs, preferences_take_the_place_of_what_all_others_pay) {
  const test::temporary_folder folder;
  tariff_world world(
      "NomenCode,Reporter_ISO_N,Year,ProductCode,Sum_Of_Rates,Min_Rate,Max_Rate,SimpleAverage,"
      "TotalNoOfLines,Nbr_NA_Lines,EstCode\n"
      "H5,156,2020,100199,20,10,10,10,2,0,N\nH5,156,2020,100111,20,30,30,30,2,0,N\n");
  EXPECT_EQ(world.rows(), ">CHN wheat 0.2; ");
  world.request.files.push_back(folder.write(
      "pref.csv",
      "NomenCode,Reporter_ISO_N,Year,ProductCode,Partner,Sum_Of_Rates,Min_Rate,Max_Rate,"
      "SimpleAverage,TotalNoOfLines,Nbr_Pref_Lines,Nbr_MFN_Lines,Nbr_NA_Lines,EstCode\n"
      "H5,156,2020,100111,643,0,0,0,0,1,1,0,0,N\nH5,156,2020,100111,R01,0,0,0,0,1,1,0,0,N\n"));
  const auto made = world.import();
  ASSERT_TRUE(made) << test::first_finding(world.report);
  EXPECT_EQ(made->of_groups, 1U);
  ASSERT_EQ(made->duties.rows.size(), 2U);
  EXPECT_EQ(made->duties.rows[0].cells[1], "RUS");
  EXPECT_EQ(made->duties.rows[0].cells[4], "0.05");
  // All others by name, since rows that match add up.
  const auto& others = made->duties.rows[1].cells[1];
  EXPECT_NE(others.find("FRA;"), std::string::npos);
  EXPECT_EQ(others.find("RUS"), std::string::npos);
  EXPECT_EQ(others.find("CHN"), std::string::npos);
  EXPECT_EQ(made->duties.rows[1].cells[4], "0.2");
  world.request.most_favoured_alone = true;
  EXPECT_EQ(world.rows(), ">CHN wheat 0.2; ");
}

TEST(tariffs, unions_and_names_are_countries) {
  tariff_world world(
      "Reporter Name,Product,Partner Name,Tariff Year,DutyType,Simple Average\n"
      "European Union,1001,\"Korea, Rep.\",2020,AHS,5\n");
  EXPECT_EQ(world.rows().substr(0, 50), "tariffs.csv: no row has a duty; allowed: rows unde");
  world.report = {};
  world.request.replaced = {"Korea, Rep.=KOR"};
  EXPECT_EQ(
      world.rows(),
      "KOR>AUT;BEL;BGR;CYP;CZE;DEU;DNK;ESP;EST;FIN;FRA;GRC;HRV;HUN;IRL;ITA;LTU;LUX;LVA;MLT;NLD;"
      "POL;PRT;ROU;SVK;SVN;SWE wheat 0.05; ");
}

TEST(tariffs, what_is_wrong_is_named_with_its_place) {
  EXPECT_EQ(tariff_world(query_header + query_row("643", "100199", "AHS", "-1")).rows(),
            "tariffs.csv, row 2, field 'Simple Average', value '-1': the number is out of range; "
            "allowed: a number of per cent, 0 to 10000");
  EXPECT_EQ(tariff_world(query_header + query_row("643", "x", "AHS", "1")).rows(),
            "tariffs.csv, row 2, field 'Product', value 'x': this is no product of the Harmonised "
            "System; allowed: 2, 4 or 6 digits");
  EXPECT_EQ(tariff_world("a,b\n1,2\n").rows().substr(0, 75),
            "tariffs.csv, row 1, field 'Reporter_ISO_N': there is no such column; the he");
  tariff_world by_commodity(query_header + query_row("643", "100199", "AHS", "1"));
  by_commodity.request.imports =
      by_commodity.folder.write("trade.csv",
                                "origin,destination,commodity,year,value_usd,tonnes,tonnes_are\n"
                                "RUS,CHN,wheat,2020,300,1,reported\n");
  EXPECT_EQ(
      by_commodity.rows(),
      "trade.csv, field 'commodity', value 'wheat': this is no product of six digits, which "
      "duties are weighed by; allowed: a table by product: amur import baci ... --by-product");
}

TEST(tariffs, damaged_files_are_read_or_refused_with_an_error) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 100; ++i) {
    auto text = query_header + query_row("643", "100199", "AHS", "10") +
                query_row("000", "10", "MFN", "10");
    test::damage(text, random);
    tariff_world world(text);
    const auto made = world.import();
    EXPECT_EQ(made.has_value(), !world.report.has_errors()) << text;
  }
}

}  // namespace
}  // namespace amur::customs
