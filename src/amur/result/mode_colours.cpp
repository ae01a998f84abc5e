#include "amur/result/mode_colours.h"

#include <algorithm>
#include <map>

namespace amur::result {
namespace {

// The first five are those of Okabe and Ito (2008). Sea and oil, both pale with theirs, look alike
// to the colour-blind, so that oil is violet.
const std::map<std::string, std::string>& usual() {
  static const std::map<std::string, std::string> colours = {
      {"rail", "#0072B2"},  {"rail_1435", "#0072B2"},    {"rail_1520", "#8C3D23"},
      {"road", "#D55E00"},  {"sea", "#009E73"},          {"river", "#56B4E9"},
      {"bus", "#F0E442"},   {"pipeline_gas", "#E69F00"}, {"pipeline_oil", "#7900F2"},
      {"ferry", "#86A7B2"}, {"air", "#604D66"}};
  return colours;
}

}  // namespace

const std::vector<std::string>& colours_of_all_modes() {
  static const std::vector<std::string> colours = {
      "#0072B2", "#D55E00", "#009E73", "#56B4E9", "#E69F00", "#7900F2", "#8C3D23",
      "#F0E442", "#C53DF2", "#00238C", "#86A7B2", "#604D66", "#400000"};
  return colours;
}

std::vector<std::string> mode_colours(const std::vector<std::string>& modes) {
  auto sorted = modes;
  std::sort(sorted.begin(), sorted.end());
  std::map<std::string, std::string> given;
  auto free = colours_of_all_modes();
  for (const auto& mode : sorted) {
    const auto own = usual().find(mode);
    if (own == usual().end() || std::erase(free, own->second) == 0) continue;
    given[mode] = own->second;
  }
  std::size_t next = 0;
  for (const auto& mode : sorted) {
    if (given.contains(mode)) continue;
    const auto& from = free.empty() ? colours_of_all_modes() : free;
    given[mode] = from[next++ % from.size()];
  }
  std::vector<std::string> colours;
  for (const auto& mode : modes) colours.push_back(given[mode]);
  return colours;
}

}  // namespace amur::result
