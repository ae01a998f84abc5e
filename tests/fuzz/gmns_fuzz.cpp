// GMNS folders: parts of the input between two zero bytes are node.csv, link.csv, geometry.csv and
// config.csv.

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include "amur/gmns/gmns_network.h"
#include "fuzz/damaged_text.h"
#include "support/temporary_folder.h"

namespace {

const std::string whole =
    std::string("node_id,x_coord,y_coord\n1,9.5,47\n2,9.6,47\n3,9.6,47.1\n") + '\0' +
    "link_id,from_node_id,to_node_id,directed,geometry_id,length,free_speed,lanes,capacity\n"
    "a,1,2,1,g,7600,50,1,900\nb,2,3,0,,11120,80,2,900\n" +
    '\0' + "geometry_id,geometry\ng,\"LINESTRING (9.5 47, 9.55 47.01, 9.6 47)\"\n" + '\0' +
    "dataset_name,long_length,speed,crs\nnet,m,kph,\n";

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  return amur::test::mutate_text(data, size, most, seed, [](auto&) { return whole; });
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const amur::test::temporary_folder folder;
  amur::test::write_parts(folder, data, size,
                          std::array{"node.csv", "link.csv", "geometry.csv", "config.csv"});
  amur::diagnostics report;
  (void)amur::gmns::read_gmns(folder.path(), {}, report);
  return 0;
}
