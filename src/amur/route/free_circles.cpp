#include "amur/route/free_circles.h"

#include <algorithm>

namespace amur::route {
namespace {

constexpr std::uint32_t unseen = 0;

// Tarjan's algorithm with a stack of its own, as circles may be long.
struct component_search {
  const place_arcs& arcs;
  free_circles found;
  std::vector<std::uint32_t> number, low, path;  // number: order of discovery, from 1
  std::vector<std::uint8_t> on_path;
  struct frame {
    std::uint32_t place, next;
  };
  std::vector<frame> calls;
  std::uint32_t discovered = 0;

  void enter(std::uint32_t place) {
    number[place] = low[place] = ++discovered;
    path.push_back(place);
    on_path[place] = 1;
    calls.push_back({place, arcs.first[place]});
  }

  void leave() {
    const auto place = calls.back().place;
    calls.pop_back();
    if (!calls.empty()) {
      auto& parent_low = low[calls.back().place];
      parent_low = std::min(parent_low, low[place]);
    }
    if (low[place] == number[place]) close_component(place);
  }

  void close_component(std::uint32_t root) {
    const auto begin = std::find(path.rbegin(), path.rend(), root).base() - 1;
    if (path.end() - begin > 1) {
      for (auto at = begin; at != path.end(); ++at)
        found.circle_of[*at] = static_cast<std::uint32_t>(found.count());
      found.place.insert(found.place.end(), begin, path.end());
      found.first.push_back(static_cast<std::uint32_t>(found.place.size()));
    }
    for (auto at = begin; at != path.end(); ++at) on_path[*at] = 0;
    path.erase(begin, path.end());
  }

  void run(std::uint32_t start) {
    enter(start);
    while (!calls.empty()) {
      auto& [place, next] = calls.back();
      if (next == arcs.first[place + 1]) {
        leave();
        continue;
      }
      const auto& arc = arcs.arcs[next++];
      if (arc.cost > 0) continue;
      if (number[arc.place] == unseen)
        enter(arc.place);
      else if (on_path[arc.place])
        low[place] = std::min(low[place], number[arc.place]);
    }
  }
};

}  // namespace

free_circles find_free_circles(const place_arcs& arcs) {
  const std::size_t places = arcs.first.size() - 1;
  component_search search{arcs, {}, {}, {}, {}, {}, {}};
  search.found.first.assign(1, 0);
  search.found.circle_of.assign(places, free_circles::no_circle);
  search.number.assign(places, unseen);
  search.low.assign(places, 0);
  search.on_path.assign(places, 0);
  for (std::uint32_t place = 0; place < places; ++place)
    if (search.number[place] == unseen) search.run(place);
  return std::move(search.found);
}

}  // namespace amur::route
