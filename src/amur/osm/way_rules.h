#pragma once
// Which ways of OpenStreetMap freight can use, and what their tags say of them.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amur::osm {

/// Which ways are taken.
struct way_choice {
  std::string lowest_road = "primary";  ///< and all classes above; see road_classes
  bool roads = true, rails = true, ferries = true, rivers = false, pipelines = false;
  double usual_gauge_mm = 1435;  ///< of railways that do not say
};

enum class way_direction { both, forward, backward };

/// What a way's tags say; 0 where they do not.
struct way_kind {
  std::string mode;        ///< road, rail_1435, river, pipeline
  std::string class_name;  ///< a kind of the table of defaults
  way_direction direction = way_direction::both;
  double speed_kmh = 0;
  double lanes = 0;  ///< of both directions together
  double duration_h = 0;
  bool bridge = false, toll = false, unpaved = false;
  bool gauge_assumed = false;

  friend bool operator==(const way_kind&, const way_kind&) = default;
};

/// The value of a way's tag, empty where it has none.
using tag_reader = std::function<std::string_view(const char* key)>;

/// Why a way of a chosen class is left out.
enum class left_out { nothing, no_heavy_vehicles, siding };

struct way_verdict {
  std::vector<way_kind> kinds;  ///< more than one of railways with several gauges; empty: not taken
  left_out reason = left_out::nothing;
};

[[nodiscard]] way_verdict judge_way(const tag_reader& tag, const way_choice& choice);

/// A speed of `maxspeed` in km/h: "80", "50 mph", "10 knots"; nothing of "none", "walk",
/// "RU:urban".
[[nodiscard]] std::optional<double> speed_of(std::string_view text);

/// Hours of `duration`: "02:30", "1:15:00", "45" (minutes).
[[nodiscard]] std::optional<double> hours_of(std::string_view text);

}  // namespace amur::osm
