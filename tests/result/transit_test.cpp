// The table transit against what must pass through a country that lies between two others.

#include <gtest/gtest.h>

#include "amur/result/tables.h"
#include "support/border_case.h"

namespace amur::result {
namespace {

TEST(transit, a_country_between_two_passes_on_all_that_it_does_not_take) {
  auto made = test::make_border_case();
  made.data.nodes[made.bank_b].country = "MMM";
  auto for_the_middle = made.data.demands.front();
  for_the_middle.destination = made.bank_b;
  for_the_middle.t_per_day = 300;
  made.data.demands.push_back(for_the_middle);
  const auto answer = model::solve_case(made.data, {}, {});
  const auto table = make_tables(made.data, answer, {}).table("transit");
  const auto& country = std::get<std::vector<std::string>>(table.column("country").values);
  ASSERT_EQ(country, (std::vector<std::string>{"AAA", "BBB", "MMM"}));  // no passengers
  const auto expect = [&](const char* column, const std::vector<double>& wanted) {
    const auto& found = std::get<std::vector<double>>(table.column(column).values);
    for (std::size_t i = 0; i < wanted.size(); ++i)
      EXPECT_NEAR(found.at(i), wanted[i], 1e-6 * wanted[i]) << column << " of " << country[i];
  };
  expect("leaves_t", {1300, 0, 1000});
  expect("enters_t", {0, 1000, 1300});
  expect("export_t", {1300, 0, 0});
  expect("import_t", {0, 1000, 300});
  expect("transit_t", {0, 0, 1000});
  expect("transit_usd", {0, 0, 200'000});
}

}  // namespace
}  // namespace amur::result
