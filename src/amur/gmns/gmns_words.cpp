#include "amur/gmns/gmns_words.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>

#include "amur/text/text.h"

namespace amur::gmns {

std::string lowered(std::string text) {
  for (char& letter : text)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

std::string case_id(const std::string& given) {
  std::string id;
  for (const char letter : given)
    id += std::isalnum(static_cast<unsigned char>(letter)) || letter == '-' || letter == '.' ||
                  letter == '_'
              ? letter
              : '_';
  return id;
}

std::optional<double> km_of_unit(const std::string& unit) {
  static const std::map<std::string, double> known = {
      {"m", 0.001},        {"meter", 0.001},    {"meters", 0.001}, {"metre", 0.001},
      {"km", 1},           {"kilometer", 1},    {"kilometers", 1}, {"ft", 0.0003048},
      {"foot", 0.0003048}, {"feet", 0.0003048}, {"mi", 1.609344},  {"mile", 1.609344},
      {"miles", 1.609344}};
  const auto at = known.find(lowered(unit));
  return at == known.end() ? std::nullopt : std::optional(at->second);
}

std::optional<double> kmh_of_unit(const std::string& unit) {
  const auto word = lowered(unit);
  if (word == "kph" || word == "kmh" || word == "km/h") return 1;
  if (word == "mph") return 1.609344;
  return std::nullopt;
}

std::string nearest_length_unit(double km, double& off) {
  // Factors of 1.6 or 3.3 lie between units.
  constexpr double most_off = 0.5;
  std::string nearest;
  off = most_off;
  for (const char* unit : {"m", "km", "ft", "mi"})
    if (const double by = std::abs(std::log(km / *km_of_unit(unit))); by < off) {
      nearest = unit;
      off = by;
    }
  return nearest;
}

std::string mode_of_uses(const std::string& uses) {
  std::vector<std::string> words;
  std::string word;
  for (const char letter : lowered(uses) + ";") {
    if (std::isalnum(static_cast<unsigned char>(letter)) || letter == '_') {
      word += letter;
    } else if (!word.empty()) {
      words.push_back(word);
      word.clear();
    }
  }
  const auto has = [&](const char* wanted) {
    return std::ranges::find(words, wanted) != words.end();
  };
  if (words.empty()) return "road";
  for (const char* of_road : {"all", "auto", "truck", "car", "sov", "hov", "hov2", "hov3", "motor",
                              "motor_vehicle", "vehicle", "bus", "drive"})
    if (has(of_road)) return "road";
  for (const char* own : {"rail", "bike", "walk"})
    if (has(own)) return own;
  return text::is_id(words.front()) ? words.front() : "road";
}

double usual_speed_kmh(const std::string& mode) {
  return mode == "walk" ? 5 : mode == "bike" ? 15 : 40;
}

std::vector<point> points_of_wkt(std::string_view text) {
  std::vector<point> points;
  const auto open = text.find('(');
  const auto word = lowered(text::shortened(std::string(text.substr(0, open))));
  if (open == std::string_view::npos ||
      !(word.starts_with("linestring") || word.starts_with("multilinestring")))
    return points;
  std::vector<double> numbers;
  for (std::size_t at = open; at < text.size();) {
    const char letter = text[at];
    if (letter == ',' || letter == ')') {
      // Heights, where there are any, are not read.
      if (numbers.size() == 1) return {};
      if (numbers.size() >= 2 && (points.empty() || points.back() != point{numbers[0], numbers[1]}))
        points.push_back({numbers[0], numbers[1]});
      numbers.clear();
      ++at;
    } else if (letter == '(' || letter == ' ') {
      ++at;
    } else {
      double number = 0;
      const auto read = std::from_chars(text.data() + at, text.data() + text.size(), number);
      if (read.ec != std::errc() || !std::isfinite(number)) return {};
      numbers.push_back(number);
      at = static_cast<std::size_t>(read.ptr - text.data());
    }
  }
  return numbers.empty() ? points : std::vector<point>{};
}

}  // namespace amur::gmns
