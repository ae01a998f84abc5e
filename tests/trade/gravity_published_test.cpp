// Coefficients and standard errors that others published on data we have.

#include <gtest/gtest.h>

#include "support/data_dir.h"
#include "support/trade_tables.h"

namespace amur::trade {
namespace {

struct published {
  double value, standard_error;
};

void expect_to_printed_digits(const coefficient& ours, published theirs, double error) {
  EXPECT_NEAR(ours.value, theirs.value, error) << ours.name;
  EXPECT_NEAR(ours.standard_error, theirs.standard_error, error) << ours.name;
}

// examples_OneSectorGE.py of gegravity, estimated with ppmlhdfe in Stata. Printed are seven digits;
// ppmlhdfe stops at a change of the deviance of 1e-8, so the last one may be off by one.
TEST(gravity_published, the_gegravity_sample_has_the_coefficients_of_ppmlhdfe) {
  AMUR_NEEDS_DATA(test::data_dir() / "trade" / "gegravity_sample_2006.csv");
  const auto sample = test::read_gegravity_sample(test::data_dir());
  const auto found = estimate_gravity(
      sample.gravity({"lndist", "contiguity", "common_language", "pta", "international"}));
  ASSERT_EQ(found.status, gravity_status::solved);
  EXPECT_EQ(found.rows_used, 900U);
  const std::vector<published> theirs = {{-0.3898623, 0.0729915},
                                         {0.8915770, 0.1327354},
                                         {0.0326249, 0.0840702},
                                         {0.4711383, 0.1076578},
                                         {-3.412584, 0.2151235}};
  const std::vector<double> last_digit = {1e-7, 1e-6, 1e-7, 1e-7, 1e-6};
  for (std::size_t c = 0; c < theirs.size(); ++c)
    expect_to_printed_digits(found.coefficients[c], theirs[c], last_digit[c]);
  EXPECT_NEAR(found.constant.value, 16.32434, 5e-6);
  EXPECT_NEAR(found.constant.standard_error, 0.4844137, 1e-7);
  EXPECT_LT(found.regressor_score_residual, 1e-9);
  EXPECT_LT(found.effect_score_residual, 1e-9);
}

// The authors' log has seven digits; the distances here are rounded to 10 m, which moves the sixth.
constexpr double rounded_distances = 4e-6;

// Yotov, Piermartini, Monteiro & Larch (2016), chapter 2, application 1 (trade without border),
// step I.
TEST(gravity_published, trade_without_border_has_the_coefficients_of_the_advanced_guide) {
  AMUR_NEEDS_DATA(test::data_dir() / "geo" / "agtpa_manufacturing_trade_2006.csv");
  const auto sample = test::read_wto_sample(test::data_dir());
  const auto found = estimate_gravity(sample.gravity({"log_distance", "contiguous", "border"}));
  ASSERT_EQ(found.status, gravity_status::solved);
  const std::vector<published> theirs = {
      {-0.7912879, 0.0501494}, {0.6736456, 0.1073719}, {-2.47445, 0.1193816}};
  for (std::size_t c = 0; c < theirs.size(); ++c)
    expect_to_printed_digits(found.coefficients[c], theirs[c], rounded_distances);
  EXPECT_NEAR(found.deviance / 4542202, 1, 2e-6);
}

// The same, chapter 2, exercise 1 (removing a specific border), parts B and C.
TEST(gravity_published, the_border_of_canada_and_the_usa_has_a_coefficient_of_its_own) {
  AMUR_NEEDS_DATA(test::data_dir() / "geo" / "agtpa_manufacturing_trade_2006.csv");
  const auto sample = test::read_wto_sample(test::data_dir());
  const auto found = estimate_gravity(
      sample.gravity({"log_distance", "contiguous", "border_of_others", "canada_usa"}));
  ASSERT_EQ(found.status, gravity_status::solved);
  const std::vector<published> theirs = {{-0.7672372, 0.0496717},
                                         {0.6284654, 0.1115665},
                                         {-2.533003, 0.1207792},
                                         {-1.987681, 0.1586384}};
  for (std::size_t c = 0; c < theirs.size(); ++c)
    expect_to_printed_digits(found.coefficients[c], theirs[c], rounded_distances);
}

}  // namespace
}  // namespace amur::trade
