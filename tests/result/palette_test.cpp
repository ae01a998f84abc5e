// The colours packed into the program are those of the page's file.

#include "amur/result/palette.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "amur/report/svg.h"
#include "amur/result/mode_colours.h"

namespace amur::test {
namespace {

nlohmann::json file_of_the_page() {
  std::ifstream file(AMUR_PROJECT_DIR "/web/src/util/palette.json");
  return nlohmann::json::parse(file);
}

TEST(palette, each_group_is_that_of_the_file) {
  const auto file = file_of_the_page();
  EXPECT_GE(file.size(), 5u);
  for (const auto& [group, listed] : file.items()) {
    const auto packed = result::palette(group);
    ASSERT_EQ(packed.size(), listed.size()) << group;
    for (std::size_t i = 0; i < packed.size(); ++i) {
      const std::string name(packed[i].name);
      const auto& entry = listed.is_object() ? listed.at(name) : listed.at(i);
      const auto colour = entry.get<std::string>();
      const auto& digits = group == "colours" ? entry : file["colours"].at(colour);
      EXPECT_EQ(packed[i].colour, digits.get<std::string>());
    }
  }
  EXPECT_TRUE(result::palette("no such group").empty());
}

TEST(palette, colours_are_six_digits_and_differ) {
  std::set<std::string_view> seen;
  for (const auto& [name, colour] : result::palette("colours")) {
    EXPECT_TRUE(std::regex_match(std::string(colour), std::regex("#[0-9A-F]{6}"))) << name;
    EXPECT_TRUE(seen.insert(colour).second) << name;
  }
}

TEST(palette, report_and_page_draw_the_same) {
  const auto file = file_of_the_page();
  const auto& colours = file["colours"];
  for (std::size_t i = 0; i < file["series"].size(); ++i)
    EXPECT_EQ(report::colour(i), colours.at(file["series"][i].get<std::string>()));
  EXPECT_EQ(report::meaning("less"), colours.at(file["meanings"]["less"].get<std::string>()));
  EXPECT_EQ(result::mode_colours({"rail_1520"}).front(),
            colours.at(file["usual_modes"]["rail_1520"].get<std::string>()));
}

}  // namespace
}  // namespace amur::test
