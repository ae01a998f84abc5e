#include "amur/result/result_lines.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace amur::result {
namespace {

// Takes numbers of either byte order off the front; `good` is false from the first one on that is
// not there.
struct number_taker {
  std::string_view bytes;
  bool little_endian = true, good = true;

  template <class Number>
  Number take() {
    Number number{};
    good = good && bytes.size() >= sizeof number;
    if (!good) return number;
    char turned[sizeof number];
    const bool as_here = little_endian == (std::endian::native == std::endian::little);
    for (std::size_t i = 0; i < sizeof number; ++i)
      turned[as_here ? i : sizeof number - 1 - i] = bytes[i];
    std::memcpy(&number, turned, sizeof number);
    bytes.remove_prefix(sizeof number);
    return number;
  }
  void skip(std::size_t count) {
    good = good && bytes.size() >= count;
    if (good) bytes.remove_prefix(count);
  }
};

}  // namespace

std::optional<std::vector<std::array<double, 2>>> line_points(std::string_view geometry) {
  constexpr std::array<std::size_t, 5> envelope_bytes = {0, 32, 48, 48, 64};
  constexpr std::uint32_t line_string = 2, many_line_strings = 5;
  number_taker from{geometry};
  const bool is_ours = geometry.starts_with("GP");
  from.skip(3);  // magic and version
  const unsigned flags = from.take<std::uint8_t>();
  const auto envelope = flags >> 1 & 7U;
  if (!is_ours || envelope >= envelope_bytes.size()) return std::nullopt;
  from.skip(sizeof(std::int32_t) + envelope_bytes[envelope]);
  from.little_endian = from.take<std::uint8_t>() != 0;
  auto type = from.take<std::uint32_t>();
  const bool in_parts = type == many_line_strings;
  const auto parts = in_parts ? from.take<std::uint32_t>() : 1U;
  std::vector<std::array<double, 2>> points;
  for (std::uint32_t part = 0; part < parts && from.good; ++part) {
    if (in_parts) {
      from.little_endian = from.take<std::uint8_t>() != 0;
      type = from.take<std::uint32_t>();
    }
    const auto count = from.take<std::uint32_t>();
    if (!from.good || type != line_string || from.bytes.size() / 16 < count) return std::nullopt;
    for (std::uint32_t i = 0; i < count; ++i) {
      auto& point = points.emplace_back();
      for (double& axis : point) {
        axis = from.take<double>();
        if (!std::isfinite(axis)) return std::nullopt;
      }
    }
  }
  if (!from.good || !from.bytes.empty()) return std::nullopt;
  return points;
}

std::optional<std::vector<drawn_link>> read_link_lines(const result_database& result,
                                                       diagnostics& report) {
  const auto fail = [&](std::size_t row, const char* column, const std::string& problem) {
    report.error(result.file(), row, column, "", problem,
                 "a result as this version of Amur writes it");
    return std::nullopt;
  };
  std::string problem;
  const auto rows = result.query(
      "SELECT link_id, direction, mode, from_node_id, t, geometry FROM links ORDER BY rowid",
      problem);
  if (!rows && problem.starts_with("no such table")) return std::vector<drawn_link>();
  if (!rows) return fail(0, "links", problem);
  std::vector<drawn_link> links;
  for (const auto& row : rows->rows) {
    const auto number = links.size() + 1;
    std::array<std::string, 4> names;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (const auto* name = std::get_if<std::string>(&row[i])) names[i] = *name;
    const bool has_t = !std::holds_alternative<std::monostate>(row[4]);
    const double no_flow = 0;
    const auto* t = has_t ? std::get_if<double>(&row[4]) : &no_flow;
    if (!t || !std::isfinite(*t)) return fail(number, "links.t", "this is not a finite number");
    const auto* geometry = std::get_if<std::string>(&row[5]);
    auto points = geometry ? line_points(*geometry) : std::vector<std::array<double, 2>>();
    if (!points) return fail(number, "links.geometry", "this is not a line");
    links.push_back({names[0], names[1], names[2], names[3], *t, std::move(*points)});
  }
  return links;
}

}  // namespace amur::result
