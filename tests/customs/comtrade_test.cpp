#include "amur/customs/comtrade.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "support/customs_files.h"
#include "support/random_damage.h"

namespace amur::customs {
namespace {

struct comtrade_world {
  test::temporary_folder folder;
  diagnostics report;
  comtrade_request request;

  explicit comtrade_world(const std::string& text, const std::string& name = "TradeData.csv") {
    request.files = {folder.write(name, text)};
    request.commodities = folder.write("goods.csv", test::some_goods);
  }
  [[nodiscard]] std::optional<comtrade_import> import() { return import_comtrade(request, report); }
  [[nodiscard]] std::string finding() {
    const auto made = import();
    EXPECT_EQ(made.has_value(), !report.has_errors());
    return test::first_finding(report);
  }
};

const std::string new_header =
    "typeCode,freqCode,refYear,period,reporterCode,reporterISO,reporterDesc,flowCode,partnerCode,"
    "partnerISO,partnerDesc,partner2Code,classificationCode,cmdCode,customsCode,motCode,netWgt,"
    "isNetWgtEstimated,primaryValue\n";

// A row as the files since 2023 have it.
std::string row(const std::string& reporter, const std::string& flow, const std::string& partner,
                const std::string& product, const std::string& kg, const std::string& usd,
                const std::string& rest = "0,C00,0,false") {
  const auto code = [](const std::string& iso) {
    return iso == "FRA"   ? "251"
           : iso == "CHN" ? "156"
           : iso == "W00" ? "0"
           : iso == "_X"  ? "899"
                          : "842";
  };
  const auto second = rest.substr(0, rest.find(','));
  auto left = rest.substr(rest.find(',') + 1);
  const auto customs = left.substr(0, left.find(','));
  left = left.substr(left.find(',') + 1);
  const auto transport = left.substr(0, left.find(',')),
             estimated = left.substr(left.find(',') + 1);
  return "C,A,2020,2020," + std::string(code(reporter)) + "," + reporter + ",\"a, b\"," + flow +
         "," + code(partner) + "," + partner + ",\"areas, nes\"," + second + ",H5," + product +
         "," + customs + "," + transport + "," + kg + "," + estimated + "," + usd + "\n";
}

trade_flow flow(const char* origin, const char* destination, const char* commodity, double usd,
                double tonnes, tonnes_origin are = tonnes_origin::reported) {
  return {origin, destination, commodity, 2020, usd, tonnes, are};
}

TEST(comtrade, aggregates_beside_their_parts_count_once) {
  comtrade_world world(new_header + row("CHN", "M", "FRA", "TOTAL", "", "999999") +
                       row("CHN", "M", "W00", "100199", "5", "999999") +
                       row("CHN", "M", "FRA", "10", "9000", "3000.5") +
                       row("CHN", "M", "FRA", "1001", "4000", "1000.25") +
                       row("CHN", "M", "FRA", "100199", "3000", "700.25") +
                       row("CHN", "M", "FRA", "100111", "1000", "300") +
                       row("CHN", "M", "FRA", "1005", "5000", "2000.25") +  // a heading by itself
                       row("CHN", "M", "FRA", "100199", "3000", "700.25", "0,C00,2100,false") +
                       row("CHN", "M", "FRA", "100199", "3000", "700.25", "0,C01,0,false") +
                       row("CHN", "M", "FRA", "100199", "3000", "700.25", "842,C00,0,false") +
                       row("CHN", "RM", "FRA", "100199", "1", "7") +
                       row("CHN", "M", "CHN", "100199", "1", "7") +
                       row("CHN", "M", "_X", "100199", "1", "50"));
  const auto made = world.import();
  ASSERT_TRUE(made) << test::first_finding(world.report);
  EXPECT_EQ(made->flows, (std::vector<trade_flow>{flow("FRA", "CHN", "grain", 2000.25, 5),
                                                  flow("FRA", "CHN", "wheat", 1000.25, 4)}));
  EXPECT_EQ(made->repeats.totals, 1U);
  EXPECT_EQ(made->repeats.of_world, 1U);
  EXPECT_EQ(made->repeats.headings, 2U);
  EXPECT_EQ(made->repeats.details, 3U);
  EXPECT_EQ(made->repeats.other_flows, 1U);
  EXPECT_EQ(made->domestic.rows, 1U);
  ASSERT_EQ(made->nowhere.size(), 1U);
  EXPECT_EQ(made->nowhere[0].code + " " + made->nowhere[0].name, "899 areas, nes");
  EXPECT_EQ(made->nowhere[0].value_usd, 50);
}

TEST(comtrade, the_importers_report_is_used_or_the_one_that_is_asked_for) {
  const std::string text = new_header + row("CHN", "M", "FRA", "100199", "3000", "700") +
                           row("FRA", "X", "CHN", "100199", "2500", "900") +
                           row("FRA", "X", "CHN", "100510", "1000", "50") +
                           row("USA", "X", "CHN", "100199", "1000", "400");
  const auto flows = [&text](comtrade_report use) {
    comtrade_world world(text);
    world.request.use = use;
    const auto made = world.import();
    EXPECT_TRUE(made) << test::first_finding(world.report);
    return made ? made->flows : std::vector<trade_flow>();
  };
  const auto of_usa = flow("USA", "CHN", "wheat", 400, 1);
  const std::vector<trade_flow> by_importer = {flow("FRA", "CHN", "wheat", 700, 3), of_usa};
  const std::vector<trade_flow> by_exporter = {flow("FRA", "CHN", "grain", 50, 1),
                                               flow("FRA", "CHN", "wheat", 900, 2.5), of_usa};
  EXPECT_EQ(flows(comtrade_report::importer), by_importer);
  EXPECT_EQ(flows(comtrade_report::exporter), by_exporter);
  EXPECT_EQ(flows(comtrade_report::larger), by_exporter);
}

TEST(comtrade, both_reports_of_a_flow_stand_side_by_side) {
  comtrade_world world(new_header + row("CHN", "M", "FRA", "100199", "3000", "700") +
                       row("FRA", "X", "CHN", "100199", "2500", "900") +
                       row("FRA", "X", "CHN", "100510", "1000", "50"));
  const auto made = world.import();
  ASSERT_TRUE(made);
  ASSERT_TRUE(write_mirror(world.folder.path() / "mirror.csv", made->mirror, world.report));
  EXPECT_EQ(test::slurp(world.folder.path() / "mirror.csv"),
            "origin,destination,commodity,year,importer_usd,exporter_usd,used\n"
            "FRA,CHN,grain,2020,,50,importer\n"
            "FRA,CHN,wheat,2020,700,900,importer\n");
}

TEST(comtrade, older_downloads_and_both_apis_say_the_same) {
  const std::vector<trade_flow> expected = {flow("FRA", "CHN", "grain", 2000, 5),
                                            flow("FRA", "CHN", "wheat", 1000.25, 4)};
  const auto flows = [](const std::string& text, const std::string& name) {
    comtrade_world world(text, name);
    const auto made = world.import();
    EXPECT_TRUE(made) << test::first_finding(world.report);
    return made ? made->flows : std::vector<trade_flow>();
  };
  EXPECT_EQ(flows("Classification,Year,Period,Aggregate Level,Trade Flow Code,Trade Flow,Reporter "
                  "Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity "
                  "Code,Commodity,Netweight (kg),Trade Value (US$),Flag\n"
                  "H5,2020,2020,6,1,Import,156,China,CHN,251,France,FRA,100199,\"Wheat, "
                  "other\",4000,1000.25,0\n"
                  "H5,2020,2020,6,1,Import,156,China,CHN,251,France,FRA,1005,Maize,5000,2000,0\n"
                  "H5,2020,2020,6,3,Re-Import,156,China,CHN,251,France,FRA,1005,Maize,5000,1,0\n",
                  "comtrade.csv"),
            expected);
  EXPECT_EQ(flows(R"({"elapsedTime": "1 s", "count": 2, "data": [
      {"typeCode": "C", "freqCode": "A", "refYear": 2020, "period": "2020", "reporterCode": 156,
       "reporterISO": "CHN", "flowCode": "M", "partnerCode": 251, "partnerISO": null,
       "partner2Code": 0, "classificationCode": "H5", "cmdCode": "100199", "customsCode": "C00",
       "motCode": 0, "netWgt": 4000.0, "isNetWgtEstimated": false, "primaryValue": 1000.25},
      {"refYear": 2020, "reporterISO": "CHN", "flowCode": "M", "partnerISO": "FRA",
       "cmdCode": "1005", "netWgt": 5000, "primaryValue": 2000, "more": {"deep": [1]}}],
      "error": ""})",
                  "new.json"),
            expected);
  EXPECT_EQ(flows(R"({"validation": {"count": {"value": 2}}, "dataset": [
      {"pfCode": "H5", "yr": 2020, "period": 2020, "rgCode": 1, "rgDesc": "Imports", "rtCode": 156,
       "rt3ISO": "CHN", "ptCode": 251, "pt3ISO": "FRA", "cmdCode": "100199", "NetWeight": 4000,
       "TradeValue": 1000.25},
      {"pfCode": "H5", "yr": 2020, "period": 2020, "rgCode": 1, "rtCode": 156, "rt3ISO": "CHN",
       "ptCode": 251, "pt3ISO": "FRA", "cmdCode": "1005", "NetWeight": 5000, "TradeValue": 2000}]})",
                  "old.json"),
            expected);
}

TEST(comtrade, weights_that_are_missing_or_estimated_are_told_apart) {
  comtrade_world world(new_header + row("CHN", "M", "FRA", "100199", "", "700") +
                       row("FRA", "X", "CHN", "100199", "3500", "700") +
                       row("CHN", "M", "USA", "100199", "1000", "400", "0,C00,0,true"));
  const auto made = world.import();
  ASSERT_TRUE(made) << test::first_finding(world.report);
  // The exporter weighed the same flow.
  EXPECT_EQ(made->flows, (std::vector<trade_flow>{
                             flow("FRA", "CHN", "wheat", 700, 3.5, tonnes_origin::estimated),
                             flow("USA", "CHN", "wheat", 400, 1, tonnes_origin::estimated)}));
  EXPECT_EQ(made->estimated[0].rows, 1U);
}

TEST(comtrade, what_is_wrong_is_named_with_its_place) {
  const auto good = row("CHN", "M", "FRA", "100199", "3000", "700");
  const auto finding = [](const std::string& text, const std::string& name = "TradeData.csv") {
    return comtrade_world(text, name).finding();
  };
  EXPECT_EQ(
      finding(new_header + good + good),
      "TradeData.csv, row 3, value '100199': this trade stands in row 2 of TradeData.csv too; "
      "allowed: one row for a reporter, a partner, a flow, a product and a year");
  EXPECT_EQ(
      finding(new_header + row("CHN", "M", "FRA", "100199", "3000", "-700")),
      "TradeData.csv, row 2, field 'primaryValue', value '-700': this is negative; allowed: a "
      "number of USD >= 0, up to 9e12");
  EXPECT_EQ(finding(new_header + row("CHN", "?", "FRA", "100199", "3000", "700")),
            "TradeData.csv, row 2, field 'flowCode', value '?': this is no flow; allowed: M or X, "
            "imports or exports");
  EXPECT_EQ(finding(new_header + good + good.substr(0, 60)).substr(0, 25),
            "TradeData.csv, row 3, val");
  EXPECT_EQ(finding("refYear,cmdCode\n2020,1001\n").substr(0, 64),
            "TradeData.csv, row 1, field 'flowCode': there is no such column;");
  EXPECT_EQ(finding(R"({"data": [{"refYear": 2020, "cmdCode": "1001")", "cut.json"),
            "cut.json, row 1: the JSON ends before it is complete (truncated?); allowed: a JSON "
            "document of Comtrade");
  EXPECT_EQ(finding(R"({"data": [{"refYear": 2020, "reporterISO": "CHN", "flowCode": "M",
            "partnerISO": "FRA", "cmdCode": "100199", "netWgt": 5, "primaryValue": "x"}]})",
                    "x.json"),
            "x.json, field 'data[0].primaryValue', value 'x': this is no number; allowed: a number "
            "of USD >= 0, up to 9e12");
  EXPECT_EQ(finding(R"({"data": []})", "none.json"),
            "none.json: there is no record; allowed: records with a cmdCode under data");
  auto monthly = good;
  monthly.replace(0, 3, "C,M");
  EXPECT_EQ(finding(new_header + monthly),
            "TradeData.csv, row 2, field 'freqCode', value 'M': this is a month's trade; allowed: "
            "yearly data");
}

TEST(comtrade, damaged_files_are_read_or_refused_with_an_error) {
  std::mt19937_64 random(3);
  const std::string csv = new_header + row("CHN", "M", "FRA", "100199", "3000", "700");
  const std::string json = R"({"data": [{"refYear": 2020, "reporterISO": "CHN", "flowCode": "M",
            "partnerISO": "FRA", "cmdCode": "100199", "netWgt": 5, "primaryValue": 7.5}]})";
  for (int i = 0; i < 120; ++i) {
    auto text = i % 2 == 0 ? csv : json;
    test::damage(text, random);
    comtrade_world world(text, i % 2 == 0 ? "a.csv" : "a.json");
    const auto made = world.import();
    EXPECT_EQ(made.has_value(), !world.report.has_errors()) << text;
  }
}

}  // namespace
}  // namespace amur::customs
