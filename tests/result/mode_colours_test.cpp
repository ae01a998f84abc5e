// Whether modes can be told apart, also by those who lack a kind of cone: simulated after Machado,
// Oliveira and Fernandes (2009), differences in CIE L*a*b*.

#include "amur/result/mode_colours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "amur/report/flow_map.h"

namespace amur::test {
namespace {

using result::colours_of_all_modes;
using result::mode_colours;
using triple = std::array<double, 3>;
using matrix = std::array<triple, 3>;

constexpr matrix eyes[] = {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
                           {{{0.152286, 1.052583, -0.204868},
                             {0.114503, 0.786281, 0.099216},
                             {-0.003882, -0.048116, 1.051998}}},
                           {{{0.367322, 0.860646, -0.227968},
                             {0.280085, 0.672501, 0.047413},
                             {-0.011820, 0.042940, 0.968881}}},
                           {{{1.255528, -0.076749, -0.178779},
                             {-0.078411, 0.930809, 0.147602},
                             {0.004733, 0.691367, 0.303900}}}};
constexpr matrix to_xyz = {
    {{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}};

triple times(const matrix& m, const triple& v) {
  triple product{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) product[i] += m[i][j] * v[j];
  return product;
}

triple seen(const std::string& colour, const matrix& eye) {
  triple light{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double part = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    light[i] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
  light = times(eye, light);
  for (auto& part : light) part = std::clamp(part, 0.0, 1.0);
  const auto xyz = times(to_xyz, light);
  const auto root = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = root(xyz[0] / 0.95047), y = root(xyz[1]), z = root(xyz[2] / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double difference(const std::string& a, const std::string& b) {
  double least = 1e9;
  for (const auto& eye : eyes) {
    const auto p = seen(a, eye), q = seen(b, eye);
    least = std::min(least, std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
  }
  return least;
}

// What Okabe and Ito's own nearest two, sky and green, differ by for those without blue.
constexpr double told_apart = 16;

TEST(mode_colours, any_two_are_told_apart_by_all_readers) {
  const auto& all = colours_of_all_modes();
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_GT(difference(all[i], all[j]), told_apart) << all[i] << " " << all[j];
}

TEST(mode_colours, sea_and_oil_do_not_look_alike) {
  const auto colours = mode_colours({"sea", "pipeline_oil"});
  EXPECT_GT(difference(colours[0], colours[1]), 2 * told_apart);
  EXPECT_LT(difference("#009E73", "#CC79A7"), 1.2 * told_apart) << "as they were";
}

TEST(mode_colours, gauges_have_a_colour_each) {
  const std::vector<std::string> world = {"sea",       "road",      "rail_1435",    "rail_1520",
                                          "rail_1067", "rail_1000", "rail_1676",    "rail_1600",
                                          "rail_1668", "river",     "pipeline_oil", "pipeline_gas"};
  const auto colours = mode_colours(world);
  EXPECT_EQ(std::set(colours.begin(), colours.end()).size(), world.size());
  auto turned = world;
  std::reverse(turned.begin(), turned.end());
  auto turned_colours = mode_colours(turned);
  std::reverse(turned_colours.begin(), turned_colours.end());
  EXPECT_EQ(colours, turned_colours);
}

TEST(mode_colours, the_map_of_the_report_has_those_of_the_page) {
  report::flow_map drawn;
  for (const char* mode : {"sea", "rail_1067", "pipeline_oil"})
    drawn.lines.push_back({mode, 10, {{127, 50}, {128, 51}}});
  const auto map = report::draw(drawn, {});
  const auto colours = mode_colours({"sea", "rail_1067", "pipeline_oil"});
  for (const auto& colour : colours)
    EXPECT_NE(map.find("stroke='" + colour + "'"), std::string::npos) << colour;
  EXPECT_NE(map.find("fill='" + colours[2] + "'"), std::string::npos);
}

TEST(mode_colours, more_modes_than_colours_have_one_too) {
  std::vector<std::string> modes;
  for (int i = 0; i < 40; ++i) modes.push_back("mode_" + std::to_string(i));
  for (const auto& colour : mode_colours(modes)) EXPECT_EQ(colour.size(), 7u);
}

}  // namespace
}  // namespace amur::test
