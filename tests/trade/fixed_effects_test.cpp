#include "amur/trade/fixed_effects.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <Eigen/QR>
#include <numeric>

#include "support/random_world.h"

namespace amur::trade {
namespace {

struct made_sample {
  std::vector<level_column> effects;
  std::vector<double> weight;
  columns data;
};

// `sizes`: levels of each effect; rows sorted by the largest.
made_sample make_sample(std::size_t rows, const std::vector<std::uint32_t>& sizes,
                        std::uint32_t seed) {
  test::uniform_stream draw(seed);
  made_sample made;
  std::vector<std::size_t> all(rows);
  std::iota(all.begin(), all.end(), std::size_t{0});
  for (const auto size : sizes) {
    std::vector<std::uint32_t> level;
    for (std::size_t i = 0; i < rows; ++i)
      level.push_back(static_cast<std::uint32_t>(draw.between(0, size)));
    made.effects.push_back(number_levels(level, all));
  }
  if (!sizes.empty()) std::ranges::sort(made.effects[largest_effect(made.effects)].level);
  made.data = columns(rows, 5);
  for (std::size_t i = 0; i < rows; ++i) {
    made.weight.push_back(draw.between(0.1, 3));
    for (std::size_t c = 0; c < 5; ++c) made.data.at(i, c) = draw.between(-1, 1);
  }
  return made;
}

// The residual of a regression on dummies of all levels.
Eigen::MatrixXd dense_residual(const made_sample& made) {
  const auto rows = static_cast<Eigen::Index>(made.weight.size());
  std::size_t levels = 1;
  for (const auto& effect : made.effects) levels += effect.count;
  Eigen::MatrixXd dummies = Eigen::MatrixXd::Zero(rows, static_cast<Eigen::Index>(levels));
  Eigen::MatrixXd values(rows, 5);
  const Eigen::VectorXd root =
      Eigen::Map<const Eigen::VectorXd>(made.weight.data(), rows).cwiseSqrt();
  for (Eigen::Index i = 0; i < rows; ++i) {
    dummies(i, 0) = 1;
    std::size_t first = 1;
    for (const auto& effect : made.effects) {
      dummies(i, static_cast<Eigen::Index>(first + effect.level[static_cast<std::size_t>(i)])) = 1;
      first += effect.count;
    }
    for (Eigen::Index c = 0; c < 5; ++c)
      values(i, c) = made.data.at(static_cast<std::size_t>(i), static_cast<std::size_t>(c));
  }
  const Eigen::MatrixXd weighted = root.asDiagonal() * dummies;
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> factors;
  factors.setThreshold(1e-10);  // dummies depend on each other
  const Eigen::MatrixXd coefficients = factors.compute(weighted).solve(root.asDiagonal() * values);
  return values - dummies * coefficients;
}

TEST(fixed_effects, what_is_left_is_what_dummies_would_leave) {
  EXPECT_TRUE(rc::check([] {
    const auto count = *rc::gen::inRange<std::size_t>(0, 4);
    std::vector<std::uint32_t> sizes;
    for (std::size_t e = 0; e < count; ++e)
      sizes.push_back(*rc::gen::inRange<std::uint32_t>(1, 12));
    auto made = make_sample(60, sizes, *rc::gen::arbitrary<std::uint32_t>());
    const auto dense = dense_residual(made);
    thread_pool pool(2);
    absorber effects(60, made.effects, pool);
    effects.set_weights(made.weight);
    effect_coefficients start;
    (void)effects.demean(made.data, start, 1e-13, 10000);
    for (std::size_t i = 0; i < 60; ++i)
      for (std::size_t c = 0; c < 5; ++c)
        RC_ASSERT(std::abs(made.data.at(i, c) - dense(static_cast<Eigen::Index>(i),
                                                      static_cast<Eigen::Index>(c))) < 1e-9);
  }));
}

TEST(fixed_effects, any_number_of_threads_gives_the_same_bytes) {
  const auto made = make_sample(100000, {3000, 200, 50}, 7);
  std::vector<columns> answers;
  for (const std::size_t threads : {1, 2, 5}) {
    auto data = made.data;
    thread_pool pool(threads);
    absorber effects(100000, made.effects, pool);
    effects.set_weights(made.weight);
    effect_coefficients start;
    (void)effects.demean(data, start, 1e-10, 1000);
    answers.push_back(data);
  }
  EXPECT_EQ(answers[0].batches, answers[1].batches);
  EXPECT_EQ(answers[0].batches, answers[2].batches);
}

}  // namespace
}  // namespace amur::trade
