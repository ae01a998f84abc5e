// Linear programmes of budgets, held against duality and a plain knapsack.

#include "amur/invest/packing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace amur::test {
namespace {

using invest::packing;

double sum_of(const std::vector<double>& one, const std::vector<double>& other) {
  return std::inner_product(one.begin(), one.end(), other.begin(), 0.0);
}

// What is allowed and paid for by prices that no thing beats is the best there is.
void expect_best(const packing& asked, const char* what) {
  const auto best = invest::pack(asked);
  double size = 1, dual = 0;
  for (std::size_t i = 0; i < asked.gain.size(); ++i) {
    size = std::max(size, std::abs(asked.gain[i]) * asked.most[i]);
    EXPECT_GE(best.amount[i], 0) << what;
    EXPECT_LE(best.amount[i], asked.most[i]) << what;
    double left = asked.gain[i];
    for (std::size_t row = 0; row < asked.use.size(); ++row)
      left -= best.price[row] * asked.use[row][i];
    dual += std::max(0.0, left) * asked.most[i];
  }
  for (std::size_t row = 0; row < asked.use.size(); ++row) {
    EXPECT_GE(best.price[row], 0) << what;
    EXPECT_LE(sum_of(asked.use[row], best.amount), asked.limit[row] + 1e-9 * (1 + asked.limit[row]))
        << what;
    dual += best.price[row] * asked.limit[row];
  }
  EXPECT_NEAR(best.gain, sum_of(asked.gain, best.amount), 1e-9 * size) << what;
  EXPECT_NEAR(best.gain, dual, 1e-7 * size) << what;
}

TEST(packing, its_prices_prove_it_the_best_of_thousands) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> share(0, 1);
  for (int n = 0; n < 4000; ++n) {
    packing asked;
    const auto things = 1 + random() % 30, rows = random() % 5;
    // Whole numbers tie, and limits of 0 leave nothing of what uses them.
    const bool is_whole = n % 2 == 0;
    const double unit = std::pow(10, static_cast<double>(random() % 10));
    const auto number = [&](double most) {
      return is_whole ? static_cast<double>(random() % 4) : most * share(random);
    };
    for (std::size_t i = 0; i < things; ++i) {
      asked.gain.push_back(unit * (number(1) - (is_whole ? 1 : 0.2)));
      asked.most.push_back(random() % 8 == 0 ? 0 : number(1));
    }
    for (std::size_t row = 0; row < rows; ++row) {
      auto& use = asked.use.emplace_back();
      for (std::size_t i = 0; i < things; ++i) use.push_back(unit * number(1));
      asked.limit.push_back(random() % 6 == 0 ? 0 : unit * number(3));
    }
    expect_best(asked, ("number " + std::to_string(n)).c_str());
    if (HasFailure()) return;
  }
}

TEST(packing, of_one_budget_takes_what_brings_most_for_its_cost) {
  const auto best = invest::pack({{6, 10, 12}, {1, 1, 1}, {{1, 2, 3}}, {5}});
  const double amounts[] = {1, 1, 2.0 / 3};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(best.amount[i], amounts[i], 1e-12);
  EXPECT_NEAR(best.gain, 24, 1e-12);
  EXPECT_NEAR(best.price.front(), 4, 1e-12);
}

TEST(packing, takes_nothing_that_brings_nothing) {
  const auto best = invest::pack({{-1, 0}, {1, 1}, {{1, 1}}, {2}});
  EXPECT_EQ(best.amount, (std::vector<double>{0, 0}));
  EXPECT_EQ(best.gain, 0);
}

}  // namespace
}  // namespace amur::test
