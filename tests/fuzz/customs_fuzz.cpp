// Trade statistics and duties: the first byte says which of the readers gets the rest.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

#include "amur/customs/baci.h"
#include "amur/customs/comtrade.h"
#include "amur/customs/country_list.h"
#include "amur/customs/tariffs.h"
#include "amur/customs/trade_table.h"
#include "fuzz/damaged_text.h"
#include "support/customs_files.h"

namespace {

using namespace amur;

// [reader] a file that it takes.
const std::string whole[] = {
    "t,i,j,k,v,q\n2020,251,156,100199,1.5,2.000\n2020,251,156,100510,0.001,NA\n"
    "2019,4,842,270112,7,100\n",
    "refYear,reporterISO,flowCode,partnerISO,cmdCode,netWgt,primaryValue\n"
    "2020,CHN,M,FRA,1001,5,7.5\n2020,CHN,M,FRA,100199,,7.5\n2020,FRA,X,CHN,100199,4,8\n",
    R"({"data": [{"refYear": 2020, "reporterISO": "CHN", "flowCode": "M", "partnerISO": "FRA",)"
    R"( "cmdCode": "100199", "netWgt": 5, "primaryValue": 7.5}]})",
    "Reporter,Product,Partner,Tariff Year,DutyType,Simple Average\n156,100199,643,2020,AHS,10\n"
    "156,10,000,2020,MFN,20\n",
    "origin,destination,commodity,year,value_usd,tonnes,tonnes_are\nRUS,CHN,wheat,2020,3,1,"
    "reported\n",
    test::some_goods,
    test::baci_countries};
constexpr std::size_t readers = std::size(whole);

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  const auto begun = [](std::mt19937_64& random) {
    const auto reader = random() % readers;
    return static_cast<char>(reader) + whole[reader];
  };
  return test::mutate_text(data, size, most, seed, begun, 1);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::temporary_folder folder;
  static const auto goods = folder.write("goods.csv", test::some_goods);
  static const auto codes = folder.write("codes.csv", test::baci_countries);
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto reader = data[0] % readers;
  const auto file = folder.write(reader == 2 ? "file.json" : "file.csv", text);
  diagnostics report;
  bool made = false;
  switch (reader) {
    case 0:
      made = customs::import_baci({.files = {file}, .countries = codes, .threads = 1}, report)
                 .has_value();
      break;
    case 1:
    case 2:
      made = customs::import_comtrade({.files = {file}}, report).has_value();
      break;
    case 3:
      made = customs::import_tariffs({.files = {file}, .commodities = goods}, report).has_value();
      break;
    case 4:
      made = customs::read_trade_table(file, report).has_value();
      break;
    case 5:
      made = customs::import_baci({.files = {folder.write("baci.csv", whole[0])},
                                   .countries = codes,
                                   .commodities = file,
                                   .threads = 1},
                                  report)
                 .has_value();
      break;
    default:
      made = customs::read_country_list(file, {}, report).has_value();
  }
  if (made == report.has_errors()) std::abort();
  return 0;
}
