// A loading that keeps graphs and routes from earlier ones against one that knows none.

#include "amur/assign/kept_graphs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/assign/logit_loading.h"
#include "support/random_choice.h"

namespace amur::assign {
namespace {

constexpr std::size_t loadings = 12;

// What may come of one loading after the other: nothing, prices of a crossing or a change of mode,
// small or large, of one arc or all, and roads that take longer.
std::vector<double> moved(test::choice_maker& maker, const problem& of, double dispersion,
                          std::vector<double> cost) {
  const double most = dispersion * maker.pick({1e-9, 0.1, 0.3, 3.0});
  const auto only = maker.chance(0.5) ? maker.below(cost.size()) : cost.size();
  const bool roads = maker.chance(0.2);
  for (std::size_t arc = 0; arc < cost.size(); ++arc) {
    if ((only < cost.size() && arc != only) || (of.label(arc) == 0 && !roads)) continue;
    cost[arc] = std::max(0.0, cost[arc] + maker.between(-most, most));
  }
  return cost;
}

void expect_same(const class_loading& one, const class_loading& other, double demand) {
  for (std::size_t arc = 0; arc < one.flow_t.size(); ++arc)
    EXPECT_NEAR(one.flow_t[arc], other.flow_t[arc], 1e-9 * demand) << "arc " << arc;
  for (std::size_t i = 0; i < one.od.size(); ++i) {
    const double cost = other.od[i].expected_cost_usd_per_t;
    if (!std::isfinite(cost))
      EXPECT_EQ(one.od[i].expected_cost_usd_per_t, cost);
    else
      EXPECT_NEAR(one.od[i].expected_cost_usd_per_t, cost, 1e-9 * (1 + std::abs(cost)));
  }
}

TEST(kept_graphs, load_as_new_ones_do_whatever_costs_went_before) {
  thread_pool pool(1);
  const auto count = test::random_networks(300);
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    test::choice_maker maker(test::random_seed() + seed);
    const auto made = maker.make();
    if (made.arcs.empty() || made.demand() == 0) continue;
    const auto of = problem_of(made);
    for (const auto& user : of.classes) {
      const auto net = build_leg_network(of, user, user.fixed_cost_usd_per_t);
      known_choice known;
      auto cost = user.fixed_cost_usd_per_t;
      for (std::size_t n = 0; n < loadings; ++n) {
        class_loading kept, fresh;
        load_class(of, user, net, cost, {}, pool, known, kept);
        known_choice none_yet;
        load_class(of, user, net, cost, {}, pool, none_yet, fresh);
        expect_same(kept, fresh, made.demand());
        if (testing::Test::HasFailure()) FAIL() << "seed " << seed << ", loading " << n;
        cost = moved(maker, of, user.dispersion_usd_per_t, std::move(cost));
      }
    }
  }
}

}  // namespace
}  // namespace amur::assign
