// Distances on the ellipsoid against published lengths of a degree; countries by their codes.

#include "amur/osm/geodesy.h"

#include <gtest/gtest.h>

#include "amur/case/country_codes.h"

namespace amur::test {
namespace {

using osm::place_at;

// Length of a degree on WGS 84 (National Geospatial-Intelligence Agency, length of a degree
// calculator), metres.
TEST(geodesy, a_degree_is_as_long_as_tables_say) {
  struct entry {
    double latitude, along_meridian_m, along_parallel_m;
  };
  for (const auto& of :
       {entry{0, 110574.3, 111319.5}, entry{45, 111131.8, 78846.8}, entry{60, 111412.2, 55800.0}}) {
    // A hundredth of a degree, which is what a segment of a way is at most.
    const auto north =
        osm::distance_km(place_at(9, of.latitude - 0.005), place_at(9, of.latitude + 0.005));
    const auto east = osm::distance_km(place_at(9, of.latitude), place_at(9.01, of.latitude));
    EXPECT_NEAR(north * 1e5, of.along_meridian_m, 1.5) << of.latitude;
    EXPECT_NEAR(east * 1e5, of.along_parallel_m, 1.5) << of.latitude;
  }
}

TEST(geodesy, goes_the_short_way_over_the_date_line) {
  EXPECT_NEAR(osm::distance_km(place_at(179.99, 0), place_at(-179.99, 0)), 2.2264, 1e-3);
}

TEST(geodesy, the_nearest_place_on_a_line_is_no_farther_than_its_points) {
  const auto from = place_at(9, 47), to = place_at(9.2, 47.3);
  for (double x = 8.8; x < 9.4; x += 0.05)
    for (double y = 46.9; y < 47.5; y += 0.05) {
      const auto at = place_at(x, y);
      const double least = osm::distance_km(at, osm::nearest_on(at, from, to));
      for (double share = 0; share <= 1; share += 0.05)
        EXPECT_LE(least, 1e-3 + osm::distance_km(at, place_at(9 + 0.2 * share, 47 + 0.3 * share)));
    }
}

TEST(iso_countries, codes_of_all_kinds_name_the_same_country) {
  EXPECT_EQ(cases::alpha3_of("LI"), "LIE");
  EXPECT_EQ(cases::alpha3_of("ad"), "AND");
  EXPECT_EQ(cases::alpha3_of("040"), "AUT");
  EXPECT_EQ(cases::alpha3_of("CHE"), "CHE");
  EXPECT_EQ(cases::alpha3_of("-99"), "");
  EXPECT_EQ(cases::alpha3_of("999"), "");
  EXPECT_EQ(cases::alpha3_of("Andorra"), "");
  std::size_t known = 0;
  for (char a = 'A'; a <= 'Z'; ++a)
    for (char b = 'A'; b <= 'Z'; ++b)
      if (const auto code = cases::alpha3_of(std::string{a, b}); !code.empty()) {
        EXPECT_TRUE(cases::is_known_country(code)) << code;
        ++known;
      }
  EXPECT_EQ(known, 250U);  // the 249 of ISO 3166-1, and Kosovo
}

}  // namespace
}  // namespace amur::test
