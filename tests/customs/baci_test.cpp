#include "amur/customs/baci.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <tuple>

#include "amur/customs/baci_file.h"
#include "amur/customs/commodity_map.h"
#include "amur/customs/millionths.h"
#include "support/customs_files.h"
#include "support/data_dir.h"
#include "support/random_damage.h"

namespace amur::customs {
namespace {

const std::string header = "t,i,j,k,v,q\n";

struct baci_world {
  test::temporary_folder folder;
  diagnostics report;
  baci_request request;

  explicit baci_world(const std::string& rows, const std::string& first = header) {
    request.files = {folder.write("BACI.csv", first + rows)};
    request.countries = folder.write("codes.csv", test::baci_countries);
    request.commodities = folder.write("goods.csv", test::some_goods);
  }
  [[nodiscard]] std::optional<trade_import> import() { return import_baci(request, report); }
  [[nodiscard]] std::string finding() {
    const auto made = import();
    EXPECT_EQ(made.has_value(), !report.has_errors());
    return test::first_finding(report);
  }
};

trade_flow flow(const char* origin, const char* destination, const char* commodity, int year,
                double usd, double tonnes, tonnes_origin are = tonnes_origin::reported) {
  return {origin, destination, commodity, year, usd, tonnes, are};
}

TEST(baci, rows_become_flows_of_commodities_by_the_longest_prefix) {
  baci_world world(
      "2020,251,156,100199,1.5,2.000\n"    // wheat
      "2020,251,156,100510,0.001,0.25\n"   // grain
      "2020,251,156,100590,10,3\n"         // grain
      "2019,4,842,270112,7,100\n"          // fuels
      "2020,699,643,271600,5,NA\n"         // electricity, left out on purpose
      "2020,699,643,10121,2,1\n"           // a horse: no prefix has it
      "2020,490,643,720110,4,1\n"          // from nowhere
      "2020,842,842,720110,3,1\n"          // within a country
      "2020,842,156,720110,0.000,0.000\n"  // nothing
      "2020,842,156,720110,0,NA\n");
  const auto made = world.import();
  ASSERT_TRUE(made) << test::first_finding(world.report);
  EXPECT_EQ(made->flows, (std::vector<trade_flow>{flow("AFG", "USA", "fuels", 2019, 7000, 100),
                                                  flow("FRA", "CHN", "grain", 2020, 10001, 3.25),
                                                  flow("FRA", "CHN", "wheat", 2020, 1500, 2)}));
  EXPECT_EQ(made->rows, 10U);
  EXPECT_EQ(made->years, (std::vector<int>{2019, 2020}));
  EXPECT_EQ(made->empty_rows, 2U);
  EXPECT_EQ(made->domestic.rows, 1U);
  EXPECT_EQ(made->domestic.value_usd, 3000);
  ASSERT_EQ(made->unmatched.size(), 1U);
  EXPECT_EQ(made->unmatched[0].code, "010121");
  EXPECT_EQ(made->unmatched[0].value_usd, 2000);
  ASSERT_EQ(made->left_out.size(), 1U);
  EXPECT_EQ(made->left_out[0].code, "271600");
  ASSERT_EQ(made->nowhere.size(), 1U);
  EXPECT_EQ(made->nowhere[0].name, "Other Asia, nes");
  ASSERT_EQ(made->overlaps.size(), 2U);
  EXPECT_EQ(made->overlaps[0].prefix + made->overlaps[0].commodity + made->overlaps[0].within,
            "1001wheat10");
  EXPECT_EQ(made->overlaps[0].value_usd, 1500);
  EXPECT_EQ(made->overlaps[1].prefix, "2716");
}

TEST(baci, missing_tonnes_come_from_the_flow_then_the_product_then_the_commodity) {
  baci_world world(
      "2020,251,156,100199,12,NA\n"  // same flow in 2019: 3 kUSD/t
      "2019,251,156,100199,6,2\n"
      "2020,4,156,100199,10,NA\n"  // median of 3, 5 and 20 kUSD/t
      "2020,4,842,100199,5,1\n"
      "2020,4,643,100199,20,1\n"
      "2020,4,156,110100,62,NA\n"   // no such product: wheat as a whole, 31 kUSD / 4 t
      "2020,4,156,270112,1,NA\n");  // no fuels were weighed at all
  const auto made = world.import();
  ASSERT_TRUE(made) << test::first_finding(world.report);
  const auto find = [&made](const char* origin, const char* destination, int year) {
    return *std::ranges::find_if(made->flows, [&](const trade_flow& each) {
      return each.origin == origin && each.destination == destination && each.year == year;
    });
  };
  EXPECT_EQ(find("FRA", "CHN", 2020),
            flow("FRA", "CHN", "wheat", 2020, 12000, 4, tonnes_origin::estimated));
  EXPECT_EQ(find("AFG", "CHN", 2020),
            flow("AFG", "CHN", "wheat", 2020, 72000, 2 + 8, tonnes_origin::estimated));
  for (const auto& each : made->estimated) EXPECT_EQ(each.rows, 1U);
  EXPECT_EQ(made->without_unit_value.rows, 1U);
  EXPECT_EQ(made->without_unit_value.value_usd, 1000);
}

TEST(baci, years_are_chosen_and_those_that_no_file_has_are_named) {
  const std::string rows = "2019,251,156,100199,1,1\n2020,251,156,100199,2,1\n";
  baci_world world(rows);
  world.request.years = {{2020, 2020}};
  const auto made = world.import();
  ASSERT_TRUE(made);
  ASSERT_EQ(made->flows.size(), 1U);
  EXPECT_EQ(made->flows[0].value_usd, 2000);
  EXPECT_EQ(made->rows_of_other_years, 1U);
  baci_world missing(rows);
  missing.request.years = {{2019, 2021}};
  EXPECT_EQ(missing.finding(),
            "BACI.csv, field '--years', value '2021': the file has no row of this year; allowed: "
            "years of the files");
}

TEST(baci, columns_quotes_blanks_and_exponents_are_read_as_programs_write_them) {
  baci_world world(
      "\"100199\",2020,251,156,   1e+05,       0.5\r\n,,,,,\r\n10121 ,2020,251,156,1,         "
      "NA\r\n",
      "\xEF\xBB\xBF\"k\",\"t\",\"i\",\"j\",\"v\",\"q\"\r\n");
  const auto made = world.import();
  ASSERT_TRUE(made) << test::first_finding(world.report);
  ASSERT_EQ(made->flows.size(), 1U);
  EXPECT_EQ(made->flows[0], flow("FRA", "CHN", "wheat", 2020, 1e8, 0.5));
  ASSERT_EQ(made->unmatched.size(), 1U);
  EXPECT_EQ(made->unmatched[0].code, "010121");
}

TEST(baci, semicolons_are_read_and_said) {
  baci_world world("2020;251;156;100199;1.5;2\n", "t;i;j;k;v;q\n");
  ASSERT_TRUE(world.import());
  EXPECT_EQ(test::first_finding(world.report),
            "BACI.csv, row 1, value ';': the header's cells are separated by this, so the whole "
            "file is read so; allowed: a comma");
}

TEST(baci, what_is_wrong_is_named_with_its_place) {
  const std::string good = "2020,251,156,100199,1,1\n";
  const auto finding = [&](const std::string& rows, const std::string& first = header) {
    return baci_world(rows, first).finding();
  };
  EXPECT_EQ(finding(good + "2020,251,156,1001"),
            "BACI.csv, row 3, value '4 cells': the row does not fit the header (truncated?); "
            "allowed: 6 cells");
  EXPECT_EQ(finding(good + good + "2020,251,156,100199,-1,1\n" + "2020,251,156,100199,-2,1\n"),
            "BACI.csv, row 4, field 'v', value '-1': this is negative; 1 other row is wrong too; "
            "allowed: a number of thousand USD >= 0, up to 9e12");
  EXPECT_EQ(finding("2020,250,156,100199,1,1\n" + good),
            "BACI.csv, row 2, field 'i', value '250': this is the ISO 3166 code of France, which "
            "codes.csv gives 251; allowed: codes of codes.csv; --as CODE=COUNTRY for one of "
            "another, --iso-codes where all are those of ISO 3166");
  for (const auto& [iso, own] : {std::pair("356", "India, which codes.csv gives 699"),
                                 std::pair("840", "United States, which codes.csv gives 842")})
    EXPECT_NE(finding(std::string("2020,156,") + iso + ",100199,1,1\n").find(own),
              std::string::npos);
  EXPECT_EQ(finding("2020,156,999,100199,1,1\n").substr(0, 84),
            "BACI.csv, row 2, field 'j', value '999': this number is not in codes.csv; allowed: c");
  EXPECT_EQ(finding("2020,251,156,1001,1,1\n"),
            "BACI.csv, row 2, field 'k', value '1001': this is no product of six digits; allowed: "
            "a product of six digits of the Harmonised System");
  EXPECT_EQ(finding("2020,251,156,100199,1,1,5\n").substr(0, 66),
            "BACI.csv, row 2, value '7 cells': the row does not fit the header ");
  EXPECT_EQ(finding("2020;251;156;100199;1,5;2\n", "t;i;j;k;v;q\n").substr(0, 20),
            "BACI.csv, row 1, val");
  EXPECT_EQ(
      finding(good, "t|i|j|k|v|q\n"),
      "BACI.csv, row 1, field 't, i, j, k, v, q', value 't|i|j|k|v|q': the header lacks these "
      "columns; allowed: BACI's header: t,i,j,k,v,q");
  EXPECT_EQ(finding("", ""), "BACI.csv: the file is empty; allowed: a header row: t,i,j,k,v,q");
  EXPECT_EQ(finding(""), "BACI.csv: there is no row; allowed: rows under the header");
  EXPECT_EQ(finding("2020,251,156,100199,1,1"),
            "BACI.csv: the last line has no line break: the file may have been cut short");
}

TEST(baci, decimals_are_exact_and_out_of_range_is_refused) {
  EXPECT_EQ(parse_millionths("0.198"), 198'000);
  EXPECT_EQ(parse_millionths("1234567.654321"), 1'234'567'654'321);
  EXPECT_EQ(parse_millionths("0.1000000000000000055"), 100'000);
  EXPECT_EQ(parse_millionths("1e+05"), 100'000'000'000);
  EXPECT_EQ(parse_millionths("9000000000000"), 9'000'000'000'000'000'000);
  for (const char* each : {"", "1e14", "9000000000001", "0,5", "1 000", "nan", "inf", ".", "1.2.3"})
    EXPECT_FALSE(parse_millionths(each)) << each;
}

TEST(baci, prefixes_that_are_none_are_refused) {
  const auto finding = [](const std::string& text) {
    const test::temporary_folder folder;
    diagnostics report;
    (void)read_commodity_map(folder.write("goods.csv", text), report);
    return test::first_finding(report);
  };
  EXPECT_EQ(finding("hs,commodity\n1,grain\n"),
            "goods.csv, row 2, field 'hs', value '1': this is no prefix; allowed: a chapter, "
            "heading or subheading of 2, 4 or 6 digits, zeros in front included: 01");
  EXPECT_EQ(finding("hs,commodity\n10,grain\n11;10,flour\n"),
            "goods.csv, row 3, field 'hs', value '10': this prefix stands in row 2 too; allowed: "
            "each prefix once");
  EXPECT_EQ(finding("hs,goods\n10,grain\n").substr(0, 40),
            "goods.csv, row 1, field 'commodity': the");
}

// The blocks that threads take are 2 MiB, so lines of this file lie across their ends.
TEST(baci, any_number_of_threads_gives_the_same_and_rows_keep_their_numbers) {
  std::string rows;
  std::mt19937_64 random(7);
  const char* codes[] = {"4", "156", "251", "643", "699", "842"};
  std::int64_t value = 0;
  std::size_t count = 0;
  while (rows.size() < (std::size_t{7} << 20)) {
    const auto from = random() % 6, to = (from + 1 + random() % 5) % 6;
    const auto thousandths = 1 + random() % 1'000'000;
    value += static_cast<std::int64_t>(thousandths);
    rows += "2020," + std::string(codes[from]) + "," + codes[to] + ",100" +
            std::to_string(100 + random() % 900) + "," + std::to_string(thousandths / 1000) + "." +
            std::to_string(1000 + thousandths % 1000).substr(1) +
            (random() % 10 == 0 ? ",NA\n" : "," + std::to_string(1 + random() % 50) + "\n");
    ++count;
  }
  baci_world one(rows), many(rows);
  one.request.threads = 1;
  many.request.threads = 5;
  const auto alone = one.import(), together = many.import();
  ASSERT_TRUE(alone && together);
  EXPECT_EQ(alone->rows, count);
  EXPECT_EQ(alone->flows, together->flows);
  double sum = 0;
  for (const auto& each : alone->flows) sum += each.value_usd;
  EXPECT_EQ(sum, static_cast<double>(value));  // thousandths of thousand USD
  baci_world wrong(rows + "2020,4,156,100199,x,1\n");
  EXPECT_NE(wrong.finding().find("row " + std::to_string(count + 2) + ", field 'v', value 'x'"),
            std::string::npos);
}

TEST(baci, damaged_files_are_read_or_refused_with_an_error) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 100; ++i) {
    std::string text = header +
                       "2020,251,156,100199,1.5,2.000\n2020,251,156,100510,0.001,NA\n"
                       "2019,4,842,270112,7,100\n";
    test::damage(text, random);
    baci_world world(text, "");
    const auto made = world.import();
    EXPECT_EQ(made.has_value(), !world.report.has_errors()) << text;
  }
}

// The file as decimal text, in whole numbers by plain means: rows of which either end has no
// country, or that hold nothing, aside.
TEST(baci, sums_of_the_slice_are_those_of_a_plain_count) {
  const auto data = test::data_dir() / "trade" / "baci";
  AMUR_NEEDS_DATA(data);
  const auto slice = data / "BACI_HS17_Y2020_V202301_slice.csv";
  const auto codes = data / "country_codes_V202201.csv";
  std::map<std::string, std::string> country = {{"380", "ITA"}};
  std::string line;
  for (std::ifstream in(codes); std::getline(in, line);) {
    const auto alpha3 = line.substr(line.rfind(',') + 1);
    if (alpha3 != "\"N/A\"") country[line.substr(0, line.find(','))] = alpha3.substr(1, 3);
  }
  const auto thousandths = [](std::string number) {
    const auto point = number.find('.');
    auto part = point == std::string::npos ? std::string() : number.substr(point + 1);
    part.resize(3, '0');
    return std::stoll(number.substr(0, point)) * 1000 + std::stoll(part);
  };
  using place = std::tuple<std::string, std::string, std::string, bool>;
  std::map<place, std::pair<long long, long long>> plain;
  std::ifstream in(slice);
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    const auto from = country.find(cells[1]), to = country.find(cells[2]);
    if (from == country.end() || to == country.end()) continue;
    const bool weighed = cells[5] != "NA";
    const auto value = thousandths(cells[4]), tonnes = weighed ? thousandths(cells[5]) : 0;
    if (value == 0 && tonnes == 0) continue;
    auto product = std::string(6 - cells[3].size(), '0') + cells[3];
    auto& sum = plain[{from->second, to->second, product, !weighed}];
    sum.first += value;
    sum.second += tonnes;
  }
  baci_request request;
  request.files = {slice};
  request.countries = codes;
  diagnostics report;
  const auto made = import_baci(request, report);
  ASSERT_TRUE(made) << test::first_finding(report);
  EXPECT_EQ(made->rows, 72'097U);
  EXPECT_EQ(made->flows.size() + made->without_unit_value.rows, plain.size());
  for (const auto& each : made->flows) {
    const bool estimated = each.tonnes_are == tonnes_origin::estimated;
    const auto found = plain.find({each.origin, each.destination, each.commodity, estimated});
    ASSERT_NE(found, plain.end());
    EXPECT_EQ(each.value_usd, static_cast<double>(found->second.first));
    if (estimated) continue;
    EXPECT_EQ(each.tonnes, static_cast<double>(found->second.second) / 1000);
  }
}

}  // namespace
}  // namespace amur::customs
