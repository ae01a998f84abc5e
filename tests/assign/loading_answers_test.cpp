// What volumes and flows over capacities answer to times and prices, against differences of
// loadings.

#include "amur/assign/loading_answers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "amur/assign/cost.h"
#include "amur/assign/logit_loading.h"
#include "amur/assign/markov_loading.h"
#include "support/random_choice.h"

namespace amur::assign {
namespace {

// Loads and derives with nothing kept between two loadings.
struct plain_model {
  const problem& of;
  bool is_markov = false;
  thread_pool pool{1};
  std::vector<leg_network> legs{};
  std::vector<markov_network> walks{};

  explicit plain_model(const problem& problem, bool markov) : of(problem), is_markov(markov) {
    const std::vector<double> empty(of.graph.arc_count(), 0.0);
    std::vector<double> cost;
    for (const auto& user : of.classes) {
      legs.push_back(build_leg_network(of, user, user.fixed_cost_usd_per_t));
      choice_costs(of, user, arc_times_h(of, empty), std::vector<double>(of.constraints.size()),
                   cost);
      if (is_markov) walks.push_back(build_markov_network(of, user, cost));
    }
  }
  // Whether every class's walks have an expected cost.
  [[nodiscard]] bool is_bounded() const {
    std::vector<double> cost;
    const std::vector<double> empty(of.graph.arc_count(), 0.0);
    for (std::size_t k = 0; k < walks.size(); ++k) {
      choice_costs(of, of.classes[k], arc_times_h(of, empty),
                   std::vector<double>(of.constraints.size()), cost);
      if (find_unbounded(walks[k], cost, of.classes[k].dispersion_usd_per_t)) return false;
    }
    return true;
  }
  [[nodiscard]] load_user load() {
    return [this](std::size_t k, std::span<const double> cost, std::span<const double> price,
                  thread_pool& workers, std::size_t, class_loading& loading) {
      known_choice none_yet;
      if (is_markov)
        load_markov_class(of, of.classes[k], walks[k], cost, price, workers, loading);
      else
        load_class(of, of.classes[k], legs[k], cost, price, workers, none_yet, loading);
    };
  }
  [[nodiscard]] derive_user derive() {
    return
        [this](std::size_t k, std::span<const double> inputs, std::span<const std::uint8_t> asked) {
          return is_markov ? derive_markov(of, of.classes[k], inputs)
                           : derive_logit(of, of.classes[k], legs[k], inputs, asked);
        };
  }
};

struct tally {
  std::size_t tried = 0, no_witness = 0, wrong = 0;
};

// [unknown] by differences of the fourth order, `j` moving by `step`.
std::vector<double> differences(plain_model& model, const unknowns& unknown,
                                const std::vector<double>& point, std::size_t j, double step) {
  std::vector<double> rise(unknown.size(), 0.0);
  const auto load = model.load();
  for (const auto& [by, weight] :
       {std::pair{-2.0, 1.0 / 12}, {-1.0, -8.0 / 12}, {1.0, 8.0 / 12}, {2.0, -1.0 / 12}}) {
    std::vector<double> volume(model.of.graph.arc_count(), 0.0);
    for (std::size_t i = 0; i < unknown.arcs.size(); ++i) volume[unknown.arcs[i]] = point[i];
    auto time_h = arc_times_h(model.of, volume);
    std::vector<double> price(point.begin() + static_cast<std::ptrdiff_t>(unknown.arcs.size()),
                              point.end());
    (j < unknown.arcs.size() ? time_h[unknown.arcs[j]] : price[j - unknown.arcs.size()]) +=
        by * step;
    const auto image = image_at(model.of, unknown, time_h, price, model.pool, load);
    for (std::size_t i = 0; i < rise.size(); ++i) rise[i] += weight * image[i] / step;
  }
  return rise;
}

void compare(plain_model& model, test::choice_maker& maker, double demand, tally& tally) {
  const unknowns unknown(model.of);
  if (unknown.size() == 0) return;
  std::vector<double> point;
  for (std::size_t i = 0; i < unknown.size(); ++i)
    point.push_back(i < unknown.arcs.size() ? demand * maker.between(0.1, 0.5)
                                            : maker.between(1, 20));
  const auto at = evaluate(model.of, unknown, point, model.pool, model.load());
  const auto answers =
      loading_answers(model.of, unknown, at, std::vector<std::uint8_t>(unknown.size(), 1),
                      model.pool, model.derive());
  ASSERT_EQ(answers.size(), unknown.size() * unknown.size());
  for (std::size_t j = 0; j < unknown.size(); ++j) {
    // Two steps that agree are a witness: not beside a kink.
    const auto fine = differences(model, unknown, point, j, 1e-3),
               coarse = differences(model, unknown, point, j, 2e-3);
    for (std::size_t i = 0; i < unknown.size(); ++i) {
      ++tally.tried;
      const double scale = 1 + demand;
      if (std::abs(fine[i] - coarse[i]) > 3e-8 * scale)
        ++tally.no_witness;
      else if (std::abs(answers[i * unknown.size() + j] - fine[i]) > 1e-7 * scale)
        ++tally.wrong;
    }
  }
}

void try_networks(bool markov) {
  tally tally;
  const auto count = test::random_networks(150);
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    test::choice_maker maker(5000 + test::random_seed() + seed);
    auto made = maker.make(2);
    maker.add_capacities(made);
    if (made.arcs.empty() || made.demand() == 0) continue;
    auto of = problem_of(made);
    for (auto& user : of.classes)
      for (std::size_t i = 0; i < user.demand.size(); i += 2) {
        user.demand[i].elasticity = 0.7;
        user.demand[i].price_base_usd_per_t = 100;
        user.demand[i].reference_price_usd_per_t = 120;
      }
    plain_model model(of, markov);
    if (model.is_bounded()) compare(model, maker, made.demand(), tally);
    if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_EQ(tally.wrong, 0U) << "of " << tally.tried;
  EXPECT_GT(tally.tried, 100U);
  EXPECT_LT(static_cast<double>(tally.no_witness), 0.1 * static_cast<double>(tally.tried));
}

TEST(loading_answers, of_the_logit_are_those_of_differences) { try_networks(false); }

TEST(loading_answers, of_the_markovian_choice_are_those_of_differences) { try_networks(true); }

}  // namespace
}  // namespace amur::assign
