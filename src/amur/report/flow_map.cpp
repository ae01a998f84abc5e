#include "amur/report/flow_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "amur/report/svg.h"
#include "amur/report/words.h"
#include "amur/result/antimeridian.h"
#include "amur/result/mode_colours.h"

namespace amur::report {
namespace {

constexpr double map_width = 960, map_height = 500, widest_px = 16, margin_px = 30, key_px = 26;
constexpr double least_value = 0.5;  // below, a line is not used
constexpr double label_letter_px = 7.2;
constexpr double least_world = 1e-6;  // of the world's width

struct box {
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;

  void take(const std::array<double, 2>& at) {
    left = std::min(left, at[0]);
    right = std::max(right, at[0]);
    top = std::min(top, at[1]);
    bottom = std::max(bottom, at[1]);
  }
  [[nodiscard]] bool meets(const box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  [[nodiscard]] bool lies_in(const box& other) const {
    return left >= other.left && right <= other.right && top >= other.top && bottom <= other.bottom;
  }
};

map_frame frame_around(const box& seen) {
  const double scale =
      std::min((map_width - 2 * margin_px) / std::max(seen.right - seen.left, least_world),
               (map_height - 2 * margin_px) / std::max(seen.bottom - seen.top, least_world));
  return {scale, (map_width - scale * (seen.right + seen.left)) / 2,
          (map_height - scale * (seen.bottom + seen.top)) / 2, map_width, map_height};
}

map_frame frame_of(const flow_map& map) {
  box seen;
  for (const auto& point : map.window) seen.take(projected(point[0], point[1]));
  if (map.window.empty())
    for (const auto& line : map.lines)
      for (const auto& point : line.points) seen.take(projected(point[0], point[1]));
  return frame_around(seen);
}

// Of each mode that a line has, used or not, so that a colour does not hang on what is used.
std::map<std::string, std::string> mode_colours_of(const std::vector<map_line>& lines) {
  std::map<std::string, std::string> colours;
  for (const auto& line : lines) colours[line.mode];
  std::vector<std::string> modes;
  for (const auto& [mode, unknown] : colours) modes.push_back(mode);
  const auto listed = result::mode_colours(modes);
  for (std::size_t i = 0; i < modes.size(); ++i) colours[modes[i]] = listed[i];
  return colours;
}

struct placed_line {
  const map_line* line = nullptr;
  std::string path;
};

// Those that touch the frame, thin ones first, so that no flow hides under the lines of the
// network.
std::vector<placed_line> lines_on(const map_frame& frame, const std::vector<map_line>& lines) {
  const box whole{0, map_width, 0, map_height};
  std::vector<placed_line> placed;
  for (const auto& line : lines) {
    box extent;
    std::string path;
    for (const auto& part : result::parts_at_antimeridian(line.points)) {
      const char* step = path.empty() ? "M" : " M";
      for (const auto& point : part) {
        const auto at = frame.placed(point[0], point[1]);
        extent.take({at[0] - widest_px, at[1] - widest_px});
        extent.take({at[0] + widest_px, at[1] + widest_px});
        path += fmt::format("{}{:.1f},{:.1f}", std::exchange(step, " L"), at[0], at[1]);
      }
    }
    if (extent.meets(whole)) placed.push_back({&line, std::move(path)});
  }
  std::ranges::stable_sort(placed, [](const auto& a, const auto& b) {
    return std::abs(a.line->value) < std::abs(b.line->value);
  });
  return placed;
}

struct map_key {
  std::string name, colour;
};

std::string key_svg(const std::vector<map_key>& keys, const std::string& note) {
  std::string svg;
  double x = 2;
  for (const auto& key : keys) {
    svg += fmt::format(
        "<rect x='{:.0f}' y='{}' width='12' height='12' fill='{}'/><text x='{:.0f}' y='{}'>{}"
        "</text>\n",
        x, map_height + 8, key.colour, x + 16, map_height + 18, escaped(key.name));
    x += 34 + label_letter_px * static_cast<double>(key.name.size());
  }
  return svg + fmt::format("<text x='{}' y='{}' text-anchor='end'>{}</text>\n", map_width - 2,
                           map_height + 18, escaped(note));
}

// Names that would cover others are left out.
std::string labels_svg(const std::vector<map_label>& labels, const map_frame& frame) {
  const box whole{0, map_width, 0, map_height};
  std::vector<box> taken;
  std::string svg;
  for (const auto& label : labels) {
    const auto at = frame.placed(label.longitude, label.latitude);
    const double wide = label_letter_px * static_cast<double>(label.text.size());
    const double right = at[0] + 6, left = at[0] - 6 - wide;
    for (const auto& [x, lower] : {std::pair(right, 0.0), std::pair(left, 0.0),
                                   std::pair(right, 15.0), std::pair(left, -15.0)}) {
      const double y = at[1] + lower;
      const box around{x, x + wide, y - 8, y + 6};
      const auto covers = [&around](const box& other) { return around.meets(other); };
      if (!around.lies_in(whole) || std::ranges::any_of(taken, covers)) continue;
      taken.push_back(around);
      svg += fmt::format(
          "<circle cx='{:.1f}' cy='{:.1f}' r='{}'/><text x='{:.1f}' y='{:.1f}' class='{}'>{}"
          "</text>\n",
          at[0], at[1], label.is_crossing ? 3.5 : 2, x, y + 4,
          label.is_crossing ? "crossing" : "place", escaped(label.text));
      break;
    }
  }
  return svg;
}

}  // namespace

std::string draw(const flow_map& map, const std::vector<polygon>& land) {
  if (std::ranges::all_of(map.lines, [](const auto& line) { return line.points.empty(); }))
    return {};
  const auto frame = frame_of(map);
  auto colours = mode_colours_of(map.lines);
  const auto lines = lines_on(frame, map.lines);
  double most = 0;
  for (const auto& placed : lines) most = std::max(most, std::abs(placed.line->value));
  // An SVG within cuts off what runs beyond the frame.
  auto svg = fmt::format(
      "<svg viewBox='0 0 {0} {1}' role='img' class='map'><title>{2}</title>\n<svg width='{0}' "
      "height='{3}'><rect width='100%' height='100%' class='sea'/>\n",
      map_width, map_height + key_px, escaped(map.title), map_height);
  if (const auto path = land_path(land, frame); !path.empty())
    svg += fmt::format("<path d='{}' class='land'/>\n", path);
  std::vector<map_key> keys;
  if (map.shows_changes)
    keys = {{"more freight", std::string(meaning("more"))},
            {"less freight", std::string(meaning("less"))}};
  for (const auto& placed : lines) {
    const auto& line = *placed.line;
    const double size = std::abs(line.value);
    const bool is_used = size >= least_value;
    const auto& colour = map.shows_changes ? std::string(meaning(line.value < 0 ? "less" : "more"))
                                           : colours[line.mode];
    const auto name = as_words(line.mode);
    svg += fmt::format(
        "<path d='{}' class='{}' stroke='{}' stroke-width='{:.1f}'><title>{}: {} t a day</title>"
        "</path>\n",
        placed.path, is_used ? "flow" : "idle", is_used ? colour : "#999999",
        is_used ? std::max(0.8, widest_px * std::sqrt(size / most)) : 0.6, escaped(name),
        map.shows_changes ? signed_figure(line.value) : figure(line.value));
    const auto is_same = [&name](const map_key& key) { return key.name == name; };
    if (is_used && !map.shows_changes && std::ranges::none_of(keys, is_same))
      keys.push_back({name, colour});
  }
  const auto widest = fmt::format("widest line: {} t a day", figure(std::round(most)));
  return svg + labels_svg(map.labels, frame) + "</svg>\n" + key_svg(keys, widest) + "</svg>\n";
}

}  // namespace amur::report
