// Extracts of OpenStreetMap: the first byte says whether the rest is read as PBF or as XML. Begins
// with a small world as XML; PBF needs a corpus of small files.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>

#include "amur/osm/borders.h"
#include "amur/osm/network_plan.h"
#include "fuzz/memory_file.h"
#include "support/osm_world.h"
#include "support/random_damage.h"

namespace {

const std::string& small_world_text() {
  static const std::string text = [] {
    auto world = amur::test::two_states();
    world.node(1, 9.5, 47).node(2, 9.9, 47).node(3, 10.1, 47).node(4, 9.6, 47.1);
    world.way(10, {1, 2, 3}, {{"highway", "primary"}, {"oneway", "-1"}, {"maxspeed", "50 mph"}});
    world.way(11, {2, 4, 1}, {{"highway", "secondary"}, {"lanes", "2"}, {"toll", "yes"}});
    world.way(12, {4, 3}, {{"railway", "rail"}, {"gauge", "1435;1520"}});
    return "\2" + world.xml();
  }();
  return text;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  std::mt19937_64 random(seed);
  if (size > 1 && random() % 3 == 0) return LLVMFuzzerMutate(data, size, most);
  std::string text(reinterpret_cast<const char*>(data), size);
  if (size < 2 || random() % 8 == 0) text = small_world_text();
  amur::test::damage(text, random);
  text.resize(std::min(text.size(), most));
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static amur::fuzz::memory_file file;
  if (size == 0) return 0;
  file.write({reinterpret_cast<const char*>(data) + 1, size - 1});
  amur::diagnostics report;
  amur::osm::way_choice all;
  all.lowest_road = "residential";
  all.rivers = all.pipelines = true;
  const amur::osm::extract extracts[] = {{file.path(), data[0] % 2 == 0 ? "osm" : "pbf"}};
  const auto raw = amur::osm::read_extracts(extracts, all, report);
  if (raw)
    (void)amur::osm::build_network(*raw, amur::osm::borders_of_extracts(*raw),
                                   amur::osm::usual_defaults(), {});
  return 0;
}
