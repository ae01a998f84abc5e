// Maps as CSV: the part of the input before a zero byte is the lines, that behind it the nodes.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include "amur/gis/gis_import.h"
#include "fuzz/damaged_text.h"
#include "support/temporary_folder.h"

namespace {

const std::string whole =
    std::string(
        "id,speed,length,oneway,from_node,to_node,wkt\n"
        "a,50,7600,yes,1,2,\"LINESTRING (9.5 47, 9.55 47.01, 9.6 47)\"\n"
        "b,80 mph,11120,no,2,3,\"MULTILINESTRING ((9.6 47, 9.6 47.1), (9.6 47.1, 9.6 47.2))"
        "\"\nc,,,-1,3,1,\"LINESTRING (9.5 47.1, 9.6 46.9)\"\n") +
    '\0' +
    "node_id,country,wkt\n1,LIE,POINT (9.5 47)\n2,CHE,POINT (9.6 47)\n3,LI,POINT (9.6 47.2)\n";

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  return amur::test::mutate_text(data, size, most, seed, [](auto&) { return whole; });
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const amur::test::temporary_folder folder;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto end = text.find('\0');
  (void)folder.write("lines.csv", text.substr(0, end));
  (void)folder.write("nodes.csv", end == std::string::npos ? "" : text.substr(end + 1));
  amur::gis::gis_request request;
  request.file = folder.path() / "lines.csv";
  if (end != std::string::npos) request.nodes = folder.path() / "nodes.csv";
  if (size % 2 == 0) request.snap_m = 10;
  request.split = amur::gis::split_rule::crossings;
  request.contract = request.drop_parallel = true;
  request.country = "LIE";
  request.output = folder.path() / "case";
  amur::diagnostics report;
  (void)amur::gis::import_gis(request, report);
  std::filesystem::remove_all(request.output);
  return 0;
}
