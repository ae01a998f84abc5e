// What stays our own gives what the libraries give that could have stood in its place.

#include <gtest/gtest.h>

#include "amur/base/philox.h"
// The library has a macro of that name.
#include <Random123/philox.h>
#undef philox4x32

#include <array>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <chrono>
#include <cmath>

#include "amur/base/date.h"
#include "amur/base/normal.h"
#include "amur/finance/time_value.h"

namespace amur::test {
namespace {

TEST(witness_libraries, philox_has_the_numbers_of_random123) {
  r123::Philox4x32 theirs;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    const std::array<std::uint32_t, 4> counter = {i, i * 77, ~i, i ^ 5};
    const std::array<std::uint32_t, 2> key = {i * 13, 9 + i};
    const auto found =
        theirs({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
    const auto ours = philox4x32(counter, key);
    for (std::size_t word = 0; word < 4; ++word) EXPECT_EQ(ours[word], found[word]) << i;
  }
}

TEST(witness_libraries, the_normal_quantile_is_that_of_boost_to_its_last_bits) {
  const boost::math::normal normal;
  for (double p = 1e-12; p < 1; p += p < 1e-3 ? p : 1e-3) {
    const double wanted = quantile(normal, p);
    EXPECT_NEAR(normal_quantile(p), wanted, 4e-15 * std::max(1.0, std::abs(wanted))) << p;
  }
}

TEST(witness_libraries, roots_are_those_of_boost) {
  for (const double shift : {0.1, 0.5, 2.0, 7.5}) {
    const auto function = [shift](double x) { return std::exp(x) - 1 - shift; };
    std::uintmax_t steps = 200;
    const auto [low, high] = boost::math::tools::toms748_solve(
        function, 0.0, 10.0, boost::math::tools::eps_tolerance<double>(50), steps);
    EXPECT_NEAR(finance::root_between(0, 10, function, 1e-14), (low + high) / 2, 1e-12) << shift;
  }
}

TEST(witness_libraries, days_exist_that_the_calendar_has) {
  for (int year : {1900, 2000, 2023, 2024})
    for (int month = 0; month <= 13; ++month)
      for (int day = 0; day <= 32; ++day) {
        std::array<char, 40> text{};
        std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
        const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        const int lengths[] = {0, 31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0};
        EXPECT_EQ(parse_date(text.data()).has_value(), day >= 1 && day <= lengths[month])
            << text.data();
      }
}

}  // namespace
}  // namespace amur::test
