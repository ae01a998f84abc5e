#include "amur/osm/way_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "amur/osm/defaults.h"
#include "amur/text/text.h"

namespace amur::osm {
namespace {

template <std::size_t N>
bool is_any_of(std::string_view value, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, value) != words.end();
}

// A number at the start, and what stands behind it without blanks before it.
std::optional<double> leading_number(std::string_view text, std::string_view& rest) {
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || !std::isfinite(number)) return std::nullopt;
  rest = text.substr(static_cast<std::size_t>(read.ptr - text.data()));
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  return number;
}

// Whether a lorry may use it: the tag that says most of lorries decides. `destination`, `customers`
// and the like let those through who load there.
bool lets_lorries_pass(const tag_reader& tag) {
  constexpr std::array<std::string_view, 5> closed = {"no", "private", "agricultural", "forestry",
                                                      "emergency"};
  for (const char* key : {"hgv", "goods", "motor_vehicle", "vehicle", "access"}) {
    const auto value = tag(key);
    if (!value.empty()) {
      if (is_any_of(value, closed)) return false;
      break;
    }
  }
  constexpr double lightest_lorry_t = 7.5;
  std::string_view unit;
  const auto weight = leading_number(tag("maxweight"), unit);
  return !weight || *weight >= lightest_lorry_t || unit == "kg" || unit == "lbs" || unit == "st";
}

way_direction direction_of(const tag_reader& tag, std::string_view highway) {
  const auto oneway = tag("oneway");
  if (oneway == "-1" || oneway == "reverse") return way_direction::backward;
  if (oneway == "yes" || oneway == "true" || oneway == "1") return way_direction::forward;
  if (!oneway.empty()) return way_direction::both;
  const auto junction = tag("junction");
  const bool implied = highway == "motorway" || highway == "motorway_link" ||
                       junction == "roundabout" || junction == "circular";
  return implied ? way_direction::forward : way_direction::both;
}

void read_surface(const tag_reader& tag, way_kind& to) {
  constexpr std::array<std::string_view, 12> unpaved = {
      "unpaved", "gravel", "ground", "dirt",      "sand",        "earth",
      "grass",   "mud",    "clay",   "compacted", "fine_gravel", "pebblestone"};
  to.unpaved = is_any_of(tag("surface"), unpaved);
  const auto bridge = tag("bridge");
  to.bridge = !bridge.empty() && bridge != "no";
}

way_verdict judge_road(const tag_reader& tag, std::string_view highway, const way_choice& choice) {
  const auto& classes = road_classes();
  const auto lowest = std::ranges::find(classes, choice.lowest_road);
  auto main = highway;
  if (main.ends_with("_link")) main.remove_suffix(5);
  const auto found = std::ranges::find(classes, main);
  if (found == classes.end() || found > lowest || tag("area") == "yes") return {};
  if (!lets_lorries_pass(tag)) return {{}, left_out::no_heavy_vehicles};
  way_kind kind;
  kind.mode = "road";
  kind.class_name = std::string(highway);
  // Only the five highest have links of their own.
  if (main != highway && found - classes.begin() >= 5) return {};
  kind.direction = direction_of(tag, highway);
  const auto of_lorries = tag("maxspeed:hgv");
  if (const auto speed = speed_of(of_lorries.empty() ? tag("maxspeed") : of_lorries))
    kind.speed_kmh = *speed;
  std::string_view rest;
  if (const auto lanes = leading_number(tag("lanes"), rest); lanes && *lanes > 0 && *lanes <= 20)
    kind.lanes = *lanes;
  const auto hgv_toll = tag("toll:hgv");
  kind.toll = (hgv_toll.empty() ? tag("toll") : hgv_toll) == "yes";
  read_surface(tag, kind);
  return {{kind}, left_out::nothing};
}

way_verdict judge_railway(const tag_reader& tag, std::string_view railway,
                          const way_choice& choice) {
  if (!tag("service").empty()) return {{}, left_out::siding};
  way_kind kind;
  kind.class_name = std::string(railway);
  if (const auto speed = speed_of(tag("maxspeed"))) kind.speed_kmh = *speed;
  read_surface(tag, kind);
  kind.unpaved = false;
  way_verdict verdict;
  for (const auto& gauge : text::split_list(tag("gauge"))) {
    std::string_view rest;
    const auto width = leading_number(gauge, rest);
    if (!width || *width < 300 || *width > 3000 || !rest.empty()) continue;
    kind.mode = fmt::format("rail_{:.0f}", *width);
    if (std::ranges::find(verdict.kinds, kind.mode, &way_kind::mode) == verdict.kinds.end())
      verdict.kinds.push_back(kind);
  }
  if (verdict.kinds.empty()) {
    // What a narrow gauge is without its number, nobody knows; a metre is the most common one.
    kind.mode = fmt::format("rail_{:.0f}", railway == "rail" ? choice.usual_gauge_mm : 1000);
    kind.gauge_assumed = true;
    verdict.kinds.push_back(kind);
  }
  return verdict;
}

way_verdict judge_ferry(const tag_reader& tag) {
  const bool takes_cars = tag("motor_vehicle") == "yes" || tag("motorcar") == "yes" ||
                          tag("hgv") == "yes" || tag("hgv") == "designated";
  if (!takes_cars || !lets_lorries_pass(tag)) return {{}, left_out::no_heavy_vehicles};
  way_kind kind;
  kind.mode = "road";
  kind.class_name = "ferry";
  kind.direction = direction_of(tag, {});
  if (const auto hours = hours_of(tag("duration"))) kind.duration_h = *hours;
  if (const auto speed = speed_of(tag("maxspeed"))) kind.speed_kmh = *speed;
  return {{kind}, left_out::nothing};
}

}  // namespace

std::optional<double> speed_of(std::string_view text) {
  std::string_view unit;
  const auto number = leading_number(text, unit);
  if (!number) return std::nullopt;
  const double factor = unit.empty() || unit == "km/h" || unit == "kmh" ? 1
                        : unit == "mph"                                 ? 1.609344
                        : unit == "knots"                               ? 1.852
                                                                        : 0;
  const double speed = *number * factor;
  return speed >= 1 && speed <= 500 ? std::optional(speed) : std::nullopt;
}

std::optional<double> hours_of(std::string_view text) {
  std::array<double, 3> parts{};
  std::size_t count = 0;
  for (bool more = !text.empty(); more && count < parts.size(); ++count) {
    const auto end = text.find(':');
    const auto part = text.substr(0, end);
    const auto read = std::from_chars(part.data(), part.data() + part.size(), parts[count]);
    if (read.ec != std::errc() || read.ptr != part.data() + part.size() || parts[count] < 0)
      return std::nullopt;
    more = end != std::string_view::npos;
    text = more ? text.substr(end + 1) : std::string_view{};
  }
  const double hours = count == 1   ? parts[0] / 60
                       : count == 2 ? parts[0] + parts[1] / 60
                                    : parts[0] + parts[1] / 60 + parts[2] / 3600;
  return count > 0 && text.empty() && hours > 0 && hours <= 1000 ? std::optional(hours)
                                                                 : std::nullopt;
}

way_verdict judge_way(const tag_reader& tag, const way_choice& choice) {
  if (choice.roads)
    if (const auto highway = tag("highway"); !highway.empty())
      return judge_road(tag, highway, choice);
  if (choice.rails)
    if (const auto railway = tag("railway"); railway == "rail" || railway == "narrow_gauge")
      return judge_railway(tag, railway, choice);
  if (choice.ferries && tag("route") == "ferry") return judge_ferry(tag);
  if (choice.rivers)
    if (const auto water = tag("waterway");
        (water == "river" || water == "canal" || water == "fairway") && tag("boat") != "no" &&
        tag("ship") != "no" && tag("tunnel").empty()) {
      way_kind kind;
      kind.mode = "river";
      kind.class_name = std::string(water);
      if (const auto speed = speed_of(tag("maxspeed"))) kind.speed_kmh = *speed;
      return {{kind}, left_out::nothing};
    }
  if (choice.pipelines && tag("man_made") == "pipeline" && tag("waterway").empty()) {
    constexpr std::array<std::string_view, 8> goods = {
        "oil", "gas", "natural_gas", "fuel", "crude_oil", "lng", "lpg", "ammonia"};
    if (const auto what = tag("substance"); is_any_of(what, goods)) {
      way_kind kind;
      kind.mode = "pipeline";
      kind.class_name = "pipeline";
      return {{kind}, left_out::nothing};
    }
  }
  return {};
}

}  // namespace amur::osm
