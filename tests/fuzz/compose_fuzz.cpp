// What amur build reads: parts of the input between two zero bytes are places, borders, defaults
// and a foreign table of trade.

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include "amur/compose/border_terms.h"
#include "amur/compose/defaults.h"
#include "amur/compose/foreign_trade.h"
#include "amur/compose/places.h"
#include "fuzz/damaged_text.h"
#include "support/temporary_folder.h"

namespace {

const std::string whole =
    std::string("place_id,name,country,x,y,population,gateway_of\na,A,AUT,9,47,5,CHE;*\n") + '\0' +
    "iso,AUT,CHE\nAUT,0,3\nCHE,4,0\n" + '\0' + "what,of,value\npayload_t,road,25\nmodes,*,road\n" +
    '\0' + "origin,destination,commodity,year,value,tonnes\nAT,CH,grain,2020,5,NA\n";

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  return amur::test::mutate_text(data, size, most, seed, [](auto&) { return whole; });
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const amur::test::temporary_folder folder;
  amur::test::write_parts(folder, data, size,
                          std::array{"places.csv", "borders.csv", "defaults.csv", "trade.csv"});
  amur::diagnostics report;
  (void)amur::compose::read_places(folder.path() / "places.csv", {}, report);
  (void)amur::compose::read_border_terms(folder.path() / "borders.csv", 1, report);
  (void)amur::compose::read_defaults(folder.path() / "defaults.csv", report);
  amur::compose::foreign_trade_request request;
  request.file = folder.path() / "trade.csv";
  (void)amur::compose::read_foreign_trade(request, report);
  return 0;
}
