#include "amur/osm/country_map.h"

#include <algorithm>
#include <cmath>

#include "amur/case/country_codes.h"

namespace amur::osm {
namespace {

constexpr std::int32_t band_height = 500'000;  // a twentieth of a degree
constexpr std::int32_t cell_size = 1'000'000;  // a tenth
constexpr double cell_height_km = 11.05;
// Farther from any border than this, a place outside all shapes is at sea or unknown.
constexpr double farthest_outside_km = 30;

std::size_t band_of(std::int32_t y) {
  return static_cast<std::size_t>((std::int64_t{y} + 900'000'000) / band_height);
}

constexpr std::int64_t full_turn = 3'600'000'000;

// How often the way along a ring has gone over the date line to the east, less to the west, at each
// of its points.
std::vector<int> turns_of(const ring& points) {
  std::vector<int> turns;
  int turn = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto step = i == 0 ? 0 : std::int64_t{points[i].x} - points[i - 1].x;
    turn += step > full_turn / 2 ? -1 : step < -full_turn / 2 ? 1 : 0;
    turns.push_back(turn);
  }
  return turns;
}

std::int64_t cell_of(std::int64_t column, std::int64_t row) { return row * 100'000 + column; }

std::int64_t cells_along(std::int32_t of) { return (std::int64_t{of} + 1'800'000'000) / cell_size; }

double squared_distance(place at, place from, place to, double shrink) {
  const double ax = (static_cast<double>(from.x) - at.x) * shrink;
  const double ay = static_cast<double>(from.y) - at.y;
  const double dx = (static_cast<double>(to.x) - from.x) * shrink;
  const double dy = static_cast<double>(to.y) - from.y;
  const double length2 = dx * dx + dy * dy;
  const double share = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0.0;
  const double x = ax + share * dx, y = ay + share * dy;
  return x * x + y * y;
}

}  // namespace

country_number country_map::number_of(const std::string& code) {
  const auto at = std::ranges::find(codes_, code);
  if (at == codes_.end()) codes_.push_back(code);
  return static_cast<country_number>(std::ranges::find(codes_, code) - codes_.begin());
}

const std::string& country_map::code_of(country_number country) const {
  static const std::string high_seas = cases::high_seas;
  return country == nowhere ? high_seas : codes_[country];
}

bool country_map::has_shape(country_number country) const {
  return std::ranges::find(shapes_, country) != shapes_.end();
}

void country_map::add_shape(country_number country, std::span<const ring> rings) {
  const auto shape = static_cast<std::uint32_t>(shapes_.size());
  shapes_.push_back(country);
  bands_.resize(band_of(900'000'000) + 1);
  for (const auto& points : rings) {
    const auto [west, east] = std::ranges::minmax(turns_of(points));
    for (auto turn = west; turn <= east; ++turn) add_ring(points, turn, shape);
  }
}

// The ring in one piece, so many turns of the earth to the west. Of a ring over the date line, each
// copy has one side of it, and sides beyond 180 degrees that close it there.
void country_map::add_ring(const ring& points, int turn, std::uint32_t shape) {
  const auto turns = turns_of(points);
  const auto at = [&](std::size_t i) {
    return shape_point{points[i].x + full_turn * (turns[i] - turn), points[i].y};
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    const edge side{at(i), at((i + 1) % points.size()), shape};
    if (side.from.y == side.to.y) continue;
    const auto [low, high] = std::minmax(side.from.y, side.to.y);
    for (auto band = band_of(low); band <= band_of(high); ++band) bands_[band].push_back(side);
  }
}

void country_map::add_segment(const segment& piece) {
  const auto [west, east] = std::minmax(piece.from.x, piece.to.x);
  const auto [south, north] = std::minmax(piece.from.y, piece.to.y);
  for (auto row = cells_along(south); row <= cells_along(north); ++row)
    for (auto column = cells_along(west); column <= cells_along(east); ++column)
      cells_[cell_of(column, row)].push_back(piece);
}

void country_map::add_line(border_line line) {
  const auto number = static_cast<std::uint32_t>(lines_.size());
  for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
    const auto from = line.points[i], to = line.points[i + 1];
    const std::int64_t dx = std::int64_t{to.x} - from.x, dy = std::int64_t{to.y} - from.y;
    // A ring that jumps over the date line is not there in between.
    if (std::abs(dx) > 1'800'000'000) continue;
    // Parts no longer than a cell is wide lie in four cells at most.
    const std::int64_t parts = std::max(std::abs(dx), std::abs(dy)) / cell_size + 1;
    const auto at_part = [&](std::int64_t part) {
      return place{static_cast<std::int32_t>(from.x + dx * part / parts),
                   static_cast<std::int32_t>(from.y + dy * part / parts)};
    };
    for (std::int64_t part = 0; part < parts; ++part)
      add_segment({at_part(part), at_part(part + 1), number});
  }
  lines_.push_back(std::move(line));
}

country_number country_map::in_shape(place at) const {
  if (bands_.empty()) return nowhere;
  // Shapes whose rings a ray to the east crosses an odd number of times; a few at most.
  std::vector<std::uint32_t> odd;
  for (const auto& side : bands_[band_of(at.y)]) {
    if ((side.from.y > at.y) == (side.to.y > at.y)) continue;
    const double share =
        (static_cast<double>(at.y) - side.from.y) / (static_cast<double>(side.to.y) - side.from.y);
    const double x =
        static_cast<double>(side.from.x) + share * static_cast<double>(side.to.x - side.from.x);
    if (x <= at.x) continue;
    const auto found = std::ranges::find(odd, side.shape);
    if (found == odd.end())
      odd.push_back(side.shape);
    else
      odd.erase(found);
  }
  return odd.empty() ? nowhere : shapes_[*std::ranges::min_element(odd)];
}

std::optional<near_border> country_map::nearest_where(place at, double most_km,
                                                      bool with_outside) const {
  // Squared, in units of latitude on a plane around the place; kilometres for the winner alone.
  double least = std::pow(most_km / cell_height_km * cell_size * 1.05, 2);
  const segment* nearest_piece = nullptr;
  const double shrink = std::max(0.01, std::cos(at.latitude() * 3.14159265358979 / 180));
  const auto row = cells_along(at.y), column = cells_along(at.x);
  const auto look_in = [&](std::int64_t c, std::int64_t r) {
    const auto found = cells_.find(cell_of(c, r));
    if (found == cells_.end()) return;
    for (const auto& piece : found->second) {
      if (with_outside && lines_[piece.line].outside == nowhere) continue;
      const double distance = squared_distance(at, piece.from, piece.to, shrink);
      if (distance >= least) continue;
      least = distance;
      nearest_piece = &piece;
    }
  };
  // Squares of cells around it, until the next square is farther than what was found.
  for (std::int64_t reach = 0;; ++reach) {
    const double next = static_cast<double>(reach - 1) * cell_size * shrink;
    if (next > 0 && next * next > least) break;
    for (auto r = row - reach; r <= row + reach; ++r) {
      const bool whole_row = r == row - reach || r == row + reach;
      for (auto c = column - reach; c <= column + reach;
           c += whole_row || reach == 0 ? 1 : 2 * reach)
        look_in(c, r);
    }
  }
  if (!nearest_piece) return std::nullopt;
  const auto point = nearest_on(at, nearest_piece->from, nearest_piece->to);
  const double distance = distance_km(at, point);
  if (distance > most_km) return std::nullopt;
  return near_border{distance, point, nearest_piece->line};
}

country_number country_map::country_at(place at) const {
  if (const auto inside = in_shape(at); inside != nowhere) return inside;
  const auto border = nearest_where(at, farthest_outside_km, true);
  return border ? lines_[border->line].outside : nowhere;
}

std::optional<near_border> country_map::nearest(place at, double most_km) const {
  return nearest_where(at, most_km, false);
}

country_number country_map::beyond(place at, const near_border& border,
                                   country_number inside) const {
  country_number other = nowhere;
  std::size_t others = 0;
  for (const auto country : lines_[border.line].countries)
    if (country != inside) {
      other = country;
      ++others;
    }
  if (others == 1) return other;
  // Where shapes alone are known: a little farther the same way.
  for (const double times : {1.2, 2.0, 4.0}) {
    const auto far = place_at(at.longitude() + times * (border.at.longitude() - at.longitude()),
                              at.latitude() + times * (border.at.latitude() - at.latitude()));
    const auto there = in_shape(far);
    if (there != inside && there != nowhere) return there;
  }
  return nowhere;
}

}  // namespace amur::osm
