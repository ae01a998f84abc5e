#pragma once
// Which country a place is in, and where the next border is.

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "amur/osm/geodesy.h"

namespace amur::osm {

using ring = std::vector<place>;

/// A number of a country in `country_map`; `nowhere` on the high seas and where nobody knows.
using country_number = std::uint16_t;
inline constexpr country_number nowhere = std::numeric_limits<country_number>::max();

/// A line between two countries, of which one may be unknown.
struct border_line {
  std::vector<place> points;
  std::vector<country_number> countries;
  /// The country of places near it that no shape holds.
  country_number outside = nowhere;
};

struct near_border {
  double distance_km = std::numeric_limits<double>::infinity();
  place at;
  std::uint32_t line = 0;
};

class country_map {
 public:
  [[nodiscard]] country_number number_of(const std::string& code);
  [[nodiscard]] const std::string& code_of(country_number country) const;
  /// A country's whole shape: rings that count inside and out by turns.
  void add_shape(country_number country, std::span<const ring> rings);
  void add_line(border_line line);

  [[nodiscard]] bool has_shape(country_number country) const;
  [[nodiscard]] bool empty() const { return lines_.empty(); }
  [[nodiscard]] country_number country_at(place at) const;
  [[nodiscard]] std::optional<near_border> nearest(place at, double most_km) const;
  /// Who is beyond the border that is next to a place of `inside`.
  [[nodiscard]] country_number beyond(place at, const near_border& border,
                                      country_number inside) const;

 private:
  struct shape_point {
    std::int64_t x;  ///< as of a place, but may lie beyond 180 degrees
    std::int32_t y;
  };
  struct edge {
    shape_point from, to;
    std::uint32_t shape;
  };
  struct segment {
    place from, to;
    std::uint32_t line;
  };
  void add_ring(const ring& points, int turn, std::uint32_t shape);
  void add_segment(const segment& piece);
  [[nodiscard]] country_number in_shape(place at) const;
  [[nodiscard]] std::optional<near_border> nearest_where(place at, double most_km,
                                                         bool with_outside) const;

  std::vector<std::string> codes_;
  std::vector<country_number> shapes_;
  std::vector<std::vector<edge>> bands_;  // of latitude
  std::vector<border_line> lines_;
  std::unordered_map<std::int64_t, std::vector<segment>> cells_;
};

}  // namespace amur::osm
