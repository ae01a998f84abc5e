#include "amur/study/usual_figures.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

namespace amur::study {
namespace {

struct named_speed {
  std::string_view mode;
  usual_speed speed;
};

// Wide enough for slow services and quick ones; minutes for hours, or miles for km twice, are not
// within. Oil moves at 5 to 13 km/h and gas at up to 40 (Association of Oil Pipe Lines).
constexpr named_speed speeds[] = {
    {"road", {10, 130}},   {"truck", {10, 130}}, {"bus", {10, 130}},     {"car", {10, 130}},
    {"rail", {5, 200}},    {"river", {2, 40}},   {"barge", {2, 40}},     {"waterway", {2, 40}},
    {"inland", {2, 40}},   {"canal", {2, 40}},   {"sea", {8, 80}},       {"ship", {8, 80}},
    {"ferry", {5, 100}},   {"air", {200, 1000}}, {"plane", {200, 1000}}, {"pipeline_oil", {1, 20}},
    {"pipeline", {1, 80}}, {"walk", {2, 8}},     {"foot", {2, 8}},       {"bicycle", {5, 40}},
    {"bike", {5, 40}}};

struct named_value {
  std::string_view name;
  double usd_per_t;
};

// Raw materials: yearly means of 2023 of the World Bank's Commodity Price Data ("Pink Sheet"),
// rounded, by volume or energy turned into tonnes. Manufactures, and what it does not list: unit
// values of world trade in UN Comtrade, to one digit. The
// longest name within a commodity's is its own.
constexpr named_value values[] = {{"crude oil", 590},
                                  {"crude", 590},
                                  {"petroleum", 590},
                                  {"oil products", 750},
                                  {"fuel oil", 480},
                                  {"diesel", 800},
                                  {"gasoline", 800},
                                  {"petrol", 800},
                                  {"natural gas", 500},
                                  {"lng", 650},
                                  {"lpg", 550},
                                  {"iron ore", 120},
                                  {"copper ore", 2000},
                                  {"copper", 8500},
                                  {"ferroalloy", 1500},
                                  {"aluminium", 2300},
                                  {"aluminum", 2300},
                                  {"bauxite", 60},
                                  {"alumina", 350},
                                  {"nickel", 21500},
                                  {"zinc", 2650},
                                  {"lead", 2100},
                                  {"tin", 26000},
                                  {"gold", 62e6},
                                  {"silver", 750e3},
                                  {"steel", 900},
                                  {"coking coal", 250},
                                  {"coal", 130},
                                  {"coke", 400},
                                  {"lignite", 30},
                                  {"sand", 15},
                                  {"gravel", 15},
                                  {"limestone", 20},
                                  {"cement", 70},
                                  {"clinker", 50},
                                  {"salt", 50},
                                  {"phosphate rock", 320},
                                  {"urea", 360},
                                  {"potash", 380},
                                  {"fertiliser", 400},
                                  {"fertilizer", 400},
                                  {"ammonia", 450},
                                  {"wheat", 340},
                                  {"barley", 250},
                                  {"maize", 250},
                                  {"corn", 250},
                                  {"rice", 550},
                                  {"soybean", 600},
                                  {"soya", 600},
                                  {"soybean meal", 540},
                                  {"soybean oil", 1100},
                                  {"palm oil", 890},
                                  {"sunflower oil", 950},
                                  {"vegetable oil", 1000},
                                  {"sugar", 520},
                                  {"coffee", 4500},
                                  {"cocoa", 3300},
                                  {"tea", 2700},
                                  {"cotton", 2100},
                                  {"rubber", 1600},
                                  {"grain", 280},
                                  {"beef", 4900},
                                  {"meat", 3500},
                                  {"fish", 4000},
                                  {"fruit", 1200},
                                  {"vegetables", 900},
                                  {"log", 180},
                                  {"timber", 250},
                                  {"lumber", 300},
                                  {"wood pulp", 700},
                                  {"paper", 900},
                                  {"textile", 9000},
                                  {"clothing", 20000},
                                  {"electronics", 25000},
                                  {"machinery", 9000},
                                  {"machine", 9000},
                                  {"car", 12000},
                                  {"vehicle", 9500},
                                  {"pharmaceutical", 70e3},
                                  {"chemical", 2200},
                                  {"plastic", 2200}};

// Metal in an ore, scrap or waste is worth little of what it is worth by itself.
constexpr std::string_view of_less_worth[] = {"ore", "concentrate", "scrap", "waste"};

std::string plain_words(std::string_view name) {
  std::string words;
  for (const char c : name)
    words += std::isalpha(static_cast<unsigned char>(c))
                 ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                 : ' ';
  return words;
}

// As whole words, in the singular or the plural.
bool has_words(const std::string& text, std::string_view words) {
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    if (at > 0 && text[at - 1] != ' ') continue;
    auto end = at + words.size();
    if (end < text.size() && text[end] == 's') ++end;
    if (end == text.size() || text[end] == ' ') return true;
  }
  return false;
}

}  // namespace

std::optional<usual_speed> usual_speed_of(std::string_view mode) {
  for (const auto& each : speeds) {
    if (!mode.starts_with(each.mode)) continue;
    const auto rest = mode.substr(each.mode.size());
    if (rest.empty() || !std::isalpha(static_cast<unsigned char>(rest.front()))) return each.speed;
  }
  return std::nullopt;
}

std::optional<double> usual_value_usd_per_t(std::string_view name) {
  const auto words = plain_words(name);
  const named_value* found = nullptr;
  for (const auto& each : values)
    if ((!found || each.name.size() > found->name.size()) && has_words(words, each.name))
      found = &each;
  if (!found) return std::nullopt;
  const auto is_told_apart = [&](std::string_view part) {
    return has_words(words, part) && found->name.find(part) == std::string_view::npos;
  };
  if (std::any_of(std::begin(of_less_worth), std::end(of_less_worth), is_told_apart))
    return std::nullopt;
  return found->usd_per_t;
}

}  // namespace amur::study
