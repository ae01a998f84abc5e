// Projects built in part, held against closed forms, plain grids and their own promise that
// nothing near is better.

#include "amur/invest/part_choice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <random>

namespace amur::test {
namespace {

using invest::choice_problem;
using invest::plan;

using worth = std::function<double(const plan&)>;
invest::part_oracle oracle_of(const worth& of) {
  return {[of](std::span<const plan> plans) {
    std::vector<double> values;
    for (const auto& each : plans) values.push_back(of(each));
    return values;
  }};
}
invest::plan_answer choose(const choice_problem& problem, const std::vector<double>& budgets,
                           const worth& of) {
  return invest::choose_parts(problem, budgets, {std::vector(problem.cost_usd.size(), false), 1e-9},
                              oracle_of(of));
}
choice_problem costs(std::vector<double> cost_usd) {
  const auto n = cost_usd.size();
  return {std::move(cost_usd), {}, std::vector<std::uint32_t>(n, 0), std::vector<double>(n, 0.0)};
}

// worth = sum a log(1 + b x): the best has a b / (1 + b x) = price * cost wherever 0 < x < 1.
TEST(part_choice, of_falling_returns_shares_the_budget_as_the_closed_form_does) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> size(0.5, 4);
  for (int n = 0; n < 60; ++n) {
    const std::size_t projects = 2 + random() % 7;
    std::vector<double> a, b, cost;
    for (std::size_t i = 0; i < projects; ++i) {
      a.push_back(size(random));
      b.push_back(size(random));
      cost.push_back(size(random));
    }
    double all = 0;
    for (const double each : cost) all += each;
    const double budget = all * (0.1 + 0.08 * static_cast<double>(random() % 10));
    const auto shares_at = [&](double price) {
      plan share;
      for (std::size_t i = 0; i < projects; ++i)
        share.push_back(std::clamp(a[i] / (price * cost[i]) - 1 / b[i], 0.0, 1.0));
      return share;
    };
    double low = 1e-6, high = 1e3;
    for (int half = 0; half < 200; ++half) {
      const double price = std::sqrt(low * high);
      (invest::cost_of(cost, shares_at(price)) > budget ? low : high) = price;
    }
    const worth of = [&](const plan& share) {
      double sum = 0;
      for (std::size_t i = 0; i < projects; ++i) sum += a[i] * std::log1p(b[i] * share[i]);
      return sum;
    };
    const double best = of(shares_at(high));
    const auto answer = choose(costs(cost), {budget}, of);
    const auto& chosen = answer.frontier.front();
    EXPECT_LE(chosen.cost_usd, budget * (1 + 1e-12));
    EXPECT_LE(chosen.value_usd, best * (1 + 1e-9)) << n;
    EXPECT_GE(chosen.value_usd, best * (1 - 5e-6)) << n;
    // Returns that fall make the bound one.
    EXPECT_GE(chosen.bound_usd, best * (1 - 1e-6)) << n;
    EXPECT_LE(chosen.bound_usd, best * (1 + 1e-2)) << n;
    for (std::size_t i = 0; i < projects; ++i) {
      if (chosen.share[i] <= 0.01 || chosen.share[i] >= 0.99) continue;
      EXPECT_NEAR(chosen.slope_usd[i] / (high * cost[i]), 1, 0.02) << n;
    }
  }
}

TEST(part_choice, of_constant_returns_is_the_knapsack_of_fractions) {
  const worth of = [](const plan& share) { return 6 * share[0] + 10 * share[1] + 12 * share[2]; };
  const auto answer = choose(costs({1, 2, 3}), {1, 3, 5, 6}, of);
  const double values[] = {6, 16, 24, 28};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(answer.frontier[i].value_usd, values[i], 1e-9);
    EXPECT_NEAR(answer.frontier[i].bound_usd, values[i], 1e-6);
  }
  EXPECT_NEAR(answer.frontier[2].share[2], 2.0 / 3, 1e-9);
}

// What is large enough of a sudden brings no more: the best fills what brings most for its cost
// until then.
TEST(part_choice, of_capacities_that_are_enough_of_a_sudden_goes_on_to_the_next_best) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> size(0.5, 4), part(0.05, 0.95);
  for (int n = 0; n < 100; ++n) {
    const std::size_t projects = 2 + random() % 8;
    std::vector<double> gain, enough, cost;
    std::vector<std::size_t> order;
    double all = 0;
    for (std::size_t i = 0; i < projects; ++i) {
      gain.push_back(size(random));
      enough.push_back(part(random));
      cost.push_back(size(random));
      order.push_back(i);
      all += cost[i] * enough[i];
    }
    const double budget = all * (0.1 + 0.1 * static_cast<double>(random() % 10));
    std::ranges::sort(order, std::greater<>(), [&](std::size_t i) { return gain[i] / cost[i]; });
    double best = 0, left = budget;
    for (const auto i : order) {
      const double share = std::min(enough[i], left / cost[i]);
      best += gain[i] * share;
      left -= cost[i] * share;
    }
    const worth of = [&](const plan& share) {
      double sum = 0;
      for (std::size_t i = 0; i < projects; ++i) sum += gain[i] * std::min(share[i], enough[i]);
      return sum;
    };
    const auto chosen = choose(costs(cost), {budget}, of).frontier.front();
    EXPECT_LE(chosen.value_usd, best * (1 + 1e-9)) << n;
    EXPECT_GE(chosen.value_usd, best * (1 - 2e-3)) << n;
    EXPECT_GE(chosen.bound_usd, best * (1 - 2e-3)) << n;
    EXPECT_LE(chosen.bound_usd, best * 1.05) << n;
  }
}

struct random_worth {
  std::vector<double> linear;
  std::vector<std::vector<double>> square;
  double operator()(const plan& share) const {
    double sum = 0;
    for (std::size_t i = 0; i < share.size(); ++i) {
      sum += linear[i] * share[i];
      for (std::size_t j = 0; j < share.size(); ++j) sum += square[i][j] * share[i] * share[j];
    }
    return sum;
  }
};
choice_problem random_problem(std::mt19937_64& random, std::size_t projects) {
  std::uniform_real_distribution<double> size(0.5, 2);
  std::vector<double> cost;
  for (std::size_t i = 0; i < projects; ++i) cost.push_back(size(random));
  auto problem = costs(cost);
  for (auto& own : problem.own_usd) own = random() % 2 == 0 ? 0 : -0.2 * size(random);
  if (random() % 2 == 0) {
    auto& payer = problem.payers.emplace_back();
    for (const double each : cost) payer.cost_usd.push_back(each * (random() % 3 == 0 ? 0 : 0.5));
    payer.budget_usd = 0.4 * size(random);
  }
  if (random() % 2 == 0) problem.group[0] = problem.group[projects - 1] = 7;
  return problem;
}

TEST(part_choice, of_falling_returns_is_no_worse_than_any_point_of_a_grid) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  constexpr int steps = 20;
  for (int n = 0; n < 60; ++n) {
    const auto problem = random_problem(random, 3);
    random_worth of{{}, std::vector(3, std::vector<double>(3, 0.0))};
    for (int i = 0; i < 3; ++i) of.linear.push_back(1.5 + normal(random));
    // - (R' R) / 4: no direction gains more the further it goes.
    double root[3][3];
    for (auto& row : root)
      for (auto& each : row) each = normal(random);
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j)
        for (auto& row : root) of.square[i][j] -= row[i] * row[j] / 4;
    const double budget = 0.3 + 0.5 * static_cast<double>(random() % 6);
    double best = 0;
    for (int i = 0; i <= steps; ++i)
      for (int j = 0; j <= steps; ++j)
        for (int k = 0; k <= steps; ++k) {
          const plan at{i / 20.0, j / 20.0, k / 20.0};
          double own = of(at);
          for (int p = 0; p < 3; ++p) own += problem.own_usd[p] * at[p];
          if (own > best && invest::is_within(problem, budget, at)) best = own;
        }
    const auto chosen = choose(problem, {budget}, of).frontier.front();
    EXPECT_TRUE(invest::is_within(problem, budget, chosen.share)) << n;
    EXPECT_GE(chosen.value_usd, best - 2e-4) << n;
    EXPECT_GE(chosen.bound_usd, best - 1e-3) << n;
  }
}

TEST(part_choice, of_any_returns_has_nothing_better_near_and_no_less_than_a_smaller_budget) {
  std::mt19937_64 random(9);
  std::normal_distribution<double> normal;
  for (int n = 0; n < 60; ++n) {
    const std::size_t projects = 2 + random() % 5;
    const auto problem = random_problem(random, projects);
    random_worth of{{}, std::vector(projects, std::vector<double>(projects, 0.0))};
    for (std::size_t i = 0; i < projects; ++i) {
      of.linear.push_back(normal(random));
      for (auto& each : of.square[i]) each = normal(random);
    }
    const auto answer = choose(problem, {0.5, 1, 2, 4}, of);
    double before = 0;
    for (const auto& chosen : answer.frontier) {
      ASSERT_TRUE(invest::is_within(problem, chosen.budget_usd, chosen.share)) << n;
      EXPECT_GE(chosen.value_usd, before) << n;
      EXPECT_GE(chosen.bound_usd, chosen.value_usd) << n;
      before = chosen.value_usd;
      for (int other = 0; other < 500; ++other) {
        auto near = chosen.share;
        for (auto& each : near) each = std::clamp(each + 0.01 * normal(random), 0.0, 1.0);
        if (!invest::is_within(problem, chosen.budget_usd, near)) continue;
        double value = of(near);
        for (std::size_t i = 0; i < projects; ++i) value += problem.own_usd[i] * near[i];
        EXPECT_LE(value, chosen.value_usd + 3e-3) << n;
      }
    }
  }
}

TEST(part_choice, builds_what_has_to_be_whole_or_not_at_all) {
  const auto problem = costs({1, 1});
  const worth of = [](const plan& share) { return 5 * share[0] + share[1]; };
  for (const auto& [budget, best] : {std::pair{0.5, plan{0, 0.5}}, {1.5, plan{1, 0.5}}}) {
    const auto answer =
        invest::choose_parts(problem, std::vector{budget}, {{true, false}, 1e-9}, oracle_of(of));
    EXPECT_EQ(answer.frontier.front().share, best) << budget;
  }
}

// Of constant returns what is left of the budget is a knapsack of fractions, so each set of wholes
// has a value in closed form.
TEST(part_choice, changes_no_whole_that_the_rest_of_the_budget_makes_better) {
  std::mt19937_64 random(13);
  std::uniform_real_distribution<double> size(0.5, 4);
  constexpr std::size_t projects = 7, wholes = 3;
  int best_of_all = 0;
  for (int n = 0; n < 100; ++n) {
    std::vector<double> gain, cost;
    std::vector<std::size_t> order;
    double all = 0;
    for (std::size_t i = 0; i < projects; ++i) {
      gain.push_back(size(random));
      cost.push_back(size(random));
      all += cost[i];
      if (i >= wholes) order.push_back(i);
    }
    std::ranges::sort(order, std::greater<>(), [&](std::size_t i) { return gain[i] / cost[i]; });
    const double budget = all * (0.1 + 0.08 * static_cast<double>(random() % 10));
    const auto value_of = [&](const plan& with) {
      double value = 0, left = budget;
      for (std::size_t i = 0; i < wholes; ++i) {
        value += gain[i] * with[i];
        left -= cost[i] * with[i];
      }
      if (left < 0) return -1.0;
      for (const auto i : order) {
        const double share = std::clamp(left / cost[i], 0.0, 1.0);
        value += gain[i] * share;
        left -= cost[i] * share;
      }
      return value;
    };
    const worth of = [&](const plan& share) {
      return std::inner_product(gain.begin(), gain.end(), share.begin(), 0.0);
    };
    std::vector<bool> is_whole(projects, false);
    std::fill_n(is_whole.begin(), wholes, true);
    const auto chosen =
        invest::choose_parts(costs(cost), std::vector{budget}, {is_whole, 1e-9}, oracle_of(of))
            .frontier.front();
    ASSERT_TRUE(invest::is_within(costs(cost), budget, chosen.share)) << n;
    EXPECT_NEAR(chosen.value_usd, value_of(chosen.share), 1e-9) << n;
    for (std::size_t i = 0; i < wholes; ++i) {
      EXPECT_TRUE(chosen.share[i] == 0 || chosen.share[i] == 1) << n;
      auto other = chosen.share;
      other[i] = 1 - other[i];
      EXPECT_LE(value_of(other), chosen.value_usd + 1e-8) << n;
    }
    double best = 0;
    for (invest::project_set set = 0; set < 1 << wholes; ++set)
      best = std::max(best, value_of(invest::plan_of(set, projects)));
    EXPECT_LE(chosen.value_usd, best + 1e-9) << n;
    best_of_all += chosen.value_usd > best - 1e-8;
  }
  EXPECT_GT(best_of_all, 80);
}

TEST(part_choice, goes_round_plans_without_an_answer) {
  // More than 0.6 of the first has none.
  const worth of = [](const plan& share) {
    return share[0] > 0.6 ? std::numeric_limits<double>::quiet_NaN() : 3 * share[0] + share[1];
  };
  const auto answer = choose(costs({1, 1}), {1}, of);
  const auto& chosen = answer.frontier.front();
  EXPECT_NEAR(chosen.share[0], 0.6, 2e-3);
  EXPECT_NEAR(chosen.value_usd, 2.2, 5e-3);
  EXPECT_GT(answer.plans_unsolved, 0U);
}

TEST(part_choice, stops_where_it_is_told_to) {
  int asked = 0;
  const invest::part_oracle oracle{[&](std::span<const plan> plans) {
    return ++asked > 3 ? std::vector<double>() : std::vector<double>(plans.size(), 1.0);
  }};
  const auto answer =
      invest::choose_parts(costs({1, 1}), std::vector{1.0}, {{false, false}, 1e-9}, oracle);
  EXPECT_TRUE(answer.is_cancelled);
  EXPECT_TRUE(answer.frontier.empty());
}

}  // namespace
}  // namespace amur::test
