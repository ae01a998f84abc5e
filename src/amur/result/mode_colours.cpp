#include "amur/result/mode_colours.h"

#include <algorithm>
#include <map>

#include "amur/result/palette.h"

namespace amur::result {
namespace {

// Of a usual mode; sea and oil, both pale in Okabe and Ito's palette, would look alike to the
// colour-blind, so that oil is violet.
const std::map<std::string, std::string>& usual() {
  static const auto colours = [] {
    std::map<std::string, std::string> listed;
    for (const auto& [mode, colour] : palette("usual_modes")) listed.emplace(mode, colour);
    return listed;
  }();
  return colours;
}

}  // namespace

const std::vector<std::string>& colours_of_all_modes() {
  static const auto colours = [] {
    std::vector<std::string> listed;
    for (const auto& entry : palette("all_modes")) listed.emplace_back(entry.colour);
    return listed;
  }();
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
