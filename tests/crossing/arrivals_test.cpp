// As many come as the model says.

#include <gtest/gtest.h>

#include <cmath>

#include "amur/crossing/replications.h"
#include "support/small_crossing.h"

namespace amur::test {
namespace {

using namespace amur::crossing;

TEST(arrivals, platoons_of_any_distribution_bring_as_many_a_day_as_asked) {
  using enum distribution_kind;
  for (const auto& platoon :
       std::vector<distribution>{crossing::constant(1),
                                 crossing::constant(1.4),
                                 crossing::constant(2.5),
                                 crossing::exponential(1),
                                 crossing::exponential(6),
                                 {uniform, 0, 3, 0, {}, {}},
                                 {triangular, 0, 1, 4, {}, {}},
                                 {normal, 1, 1, 0, {}, {}},
                                 {lognormal, 2, 3, 0, {}, {}},
                                 {gamma, 0.5, 1, 0, {}, {}},
                                 {erlang, 3, 2, 0, {}, {}},
                                 {weibull, 2, 0.8, 0, {}, {}},
                                 {discrete, 0, 0, 0, {0.2, 1.5, 8}, {1, 1, 1}}}) {
    auto model = queue_of(70.0 / 24, 1000, crossing::constant(0.01));
    model.streams[stream_id(0)].platoon = platoon;
    simulation_options options;
    constexpr double days = 20000;
    options.horizon_h = 24 * days;
    const auto result = simulate(model, options);
    // Platoons have at most 20 times their mean as second moment over mean.
    EXPECT_NEAR(result.record.streams[0].arrived / days, 70, 5 * std::sqrt(20 * 70 / days))
        << static_cast<int>(platoon.kind) << ' ' << platoon.a;
  }
}

TEST(arrivals, batches_wait_as_the_formula_for_bulk_arrivals_says) {
  // M^[X]/M/1 with geometric groups of mean 2: L = rho / ((1 - rho) p), p the share that ends a
  // group.
  const double p = 0.5, mu = 60, rho = 0.7, lambda = rho * mu;
  auto model = queue_of(lambda, 1, exponential(1 / mu));
  distribution groups{distribution_kind::discrete, 0, 0, 0, {}, {}};
  for (int n = 1; n <= 40; ++n) {
    groups.values.push_back(n);
    groups.weights.push_back(p * std::pow(1 - p, n - 1));
  }
  model.streams[stream_id(0)].platoon = groups;
  replication_options options;
  options.horizon_h = 3000;
  options.warm_up_h = 50;
  options.replications = 20;
  options.confidence = 0.999;
  const auto summary = replicate(model, options);
  const double time_h = rho / ((1 - rho) * p) / lambda;
  EXPECT_NEAR(summary.time_h.mean, time_h, summary.time_h.half_width);
  EXPECT_LT(summary.time_h.half_width, 0.05 * time_h);
}

TEST(arrivals, months_of_any_length_keep_the_mean_of_the_year) {
  auto model = queue_of(100.0 / 24, 1000, constant(0.01));
  auto& stream = model.streams[stream_id(0)];
  stream.by.emplace();
  stream.by->hour.fill(1);
  stream.by->weekday.fill(1);
  stream.by->month.fill(0);
  stream.by->month[0] = 1;  // all in January, which is longer than a twelfth of the year
  simulation_options options;
  options.horizon_h = 24.0 * 1461 * 5;
  EXPECT_NEAR(simulate(model, options).record.streams[0].arrived / (1461 * 5), 100, 0.6);
}

}  // namespace
}  // namespace amur::test
