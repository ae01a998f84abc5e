// The simulation beside queueing theory: 99 % intervals of the mean wait must cover the analytic
// value in at least 95 of 100 seeds, and Little's law must hold within 0.5 % in each run.

#include <gtest/gtest.h>

#include <cmath>

#include "amur/crossing/replications.h"
#include "support/small_crossing.h"

namespace amur::test {
namespace {

using namespace amur::crossing;

struct expected_wait {
  std::size_t stage = 0;
  double wait_h = 0;
};

// How many of 100 seeds cover all of the expected waits; asserts Little's law on the way.
int covered(const crossing_model& model, const std::vector<expected_wait>& expected,
            double horizon_h) {
  int count = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    replication_options options;
    options.horizon_h = horizon_h;
    options.warm_up_h = std::floor(horizon_h / 10);
    options.seed = seed;
    options.replications = 12;
    options.confidence = 0.99;
    const auto summary = replicate(model, options);
    EXPECT_EQ(summary.status, simulation_status::done);
    EXPECT_LT(summary.littles_law_error, 0.005) << "seed " << seed;
    bool all = true;
    for (const auto& wait : expected) {
      const auto& found = summary.stages[wait.stage].wait_h;
      all = all && std::abs(found.mean - wait.wait_h) <= found.half_width;
    }
    count += all;
  }
  return count;
}

// Erlang's C: the probability of a wait, with a = arrival rate x service time and c servers.
double erlang_c(double a, int c) {
  double term = 1, sum = 1;
  for (int k = 1; k < c; ++k) sum += term *= a / k;
  const double last = term * a / c / (1 - a / c);
  return last / (sum + last);
}

TEST(queueing_formulas, one_booth_random_service) {
  // M/M/1: Wq = rho / (mu - lambda).
  const double lambda = 48, mu = 60;
  EXPECT_GE(
      covered(queue_of(lambda, 1, exponential(1 / mu)), {{0, lambda / mu / (mu - lambda)}}, 400),
      95);
}

TEST(queueing_formulas, several_booths) {
  // M/M/c: Wq = C(c, a) / (c mu - lambda) (Erlang 1917).
  const double lambda = 50, mu = 20;
  EXPECT_GE(covered(queue_of(lambda, 3, exponential(1 / mu)),
                    {{0, erlang_c(lambda / mu, 3) / (3 * mu - lambda)}}, 400),
            95);
}

TEST(queueing_formulas, service_of_fixed_length) {
  // M/D/1: half the wait of M/M/1.
  const double lambda = 48, mu = 60;
  EXPECT_GE(
      covered(queue_of(lambda, 1, constant(1 / mu)), {{0, lambda / mu / (mu - lambda) / 2}}, 300),
      95);
}

TEST(queueing_formulas, service_of_any_distribution) {
  // M/G/1 (Pollaczek-Khinchine): Wq = lambda E[S^2] / (2 (1 - rho)).
  const double lambda = 40, mean = 1.0 / 60, deviation = 0.8 / 60;
  const double second_moment = mean * mean + deviation * deviation;
  const double wait_h = lambda * second_moment / (2 * (1 - lambda * mean));
  for (const auto kind : {distribution_kind::lognormal, distribution_kind::gamma})
    EXPECT_GE(covered(queue_of(lambda, 1, {kind, mean, deviation, 0, {}, {}}), {{0, wait_h}}, 300),
              95);
}

TEST(queueing_formulas, room_for_a_few_only) {
  // M/M/c/K: whoever finds K vehicles goes away; Wq of those let in.
  const double lambda = 70, mu = 30;
  const int c = 2, most = 6;
  auto model = queue_of(lambda, c, exponential(1 / mu));
  model.stages[stage_id(0)].queue_limit = most - c;
  std::vector<double> p = {1};
  for (int n = 1; n <= most; ++n) p.push_back(p.back() * lambda / (mu * std::min(n, c)));
  double sum = 0, waiting = 0;
  for (int n = 0; n <= most; ++n) {
    sum += p[static_cast<std::size_t>(n)];
    waiting += std::max(0, n - c) * p[static_cast<std::size_t>(n)];
  }
  const double let_in = lambda * (1 - p.back() / sum);
  EXPECT_GE(covered(model, {{0, waiting / sum / let_in}}, 300), 95);

  replication_options options;
  options.horizon_h = 20000;
  options.warm_up_h = 100;
  options.replications = 4;
  const auto summary = replicate(model, options);
  EXPECT_NEAR(summary.stages[0].turned_away_per_day / (24 * lambda), p.back() / sum, 0.002);
}

TEST(queueing_formulas, priorities_without_interruption) {
  // M/M/1 with two classes (Cobham 1954): W1 = R / (1 - rho1), W2 = R / ((1 - rho1)(1 - rho)).
  const double first = 20, second = 28, mu = 60;
  crossing_model model;
  const auto booth = add_resource(model, "booth", 1);
  const auto buses = add_stage(model, "buses", stage_kind::service, booth, exponential(1 / mu));
  const auto trucks = add_stage(model, "trucks", stage_kind::service, booth, exponential(1 / mu));
  add_stream(model, "buses", first, buses);
  add_stream(model, "trucks", second, trucks);
  model.streams[stream_id(1)].priority = 1;
  const double rho_1 = first / mu, rho = (first + second) / mu, left_of_service = rho / mu;
  EXPECT_GE(covered(model,
                    {{0, left_of_service / (1 - rho_1)},
                     {1, left_of_service / ((1 - rho_1) * (1 - rho))}},
                    500),
            95);
}

TEST(queueing_formulas, priorities_with_interruption) {
  // M/M/1, preemptive resume, three classes (Jaiswal 1968): with s_k the load of classes 1 to k and
  // R_k = s_k / mu, the time in the system is 1 / mu / (1 - s_(k-1)) + R_k / ((1 - s_(k-1))(1 -
  // s_k)); what is not service of its own is wait, interruptions too.
  const double mu = 60;
  const std::vector<double> per_hour = {15, 18, 15};
  crossing_model model;
  const auto booth = add_resource(model, "booth", 1);
  std::vector<expected_wait> expected;
  double before = 0;
  for (std::size_t k = 0; k < per_hour.size(); ++k) {
    const auto id = "class " + std::to_string(k + 1);
    const auto at = add_stage(model, id, stage_kind::service, booth, exponential(1 / mu));
    model.stages[at].interrupts = true;
    const auto stream = add_stream(model, id, per_hour[k], at);
    model.streams[stream].priority = static_cast<std::uint8_t>(k);
    const double load = before + per_hour[k] / mu;
    const double in_system_h = 1 / mu / (1 - before) + load / mu / ((1 - before) * (1 - load));
    expected.push_back({k, in_system_h - 1 / mu});
    before = load;
  }
  EXPECT_GE(covered(model, expected, 500), 95);
}

TEST(queueing_formulas, a_ferry_takes_all_who_wait_up_to_its_size) {
  // M/M(1,b)/1 (Medhi 2003, sec. 6.3): with r in (0, 1) a root of mu r^(b+1) - (lambda + mu) r +
  // lambda, P(busy, n wait) = P0 r^n and P(idle) = P0 mu / lambda.
  const double lambda = 9, mu = 3;
  const int b = 5;
  crossing_model model;
  const auto ferry = add_resource(model, "ferry", 1);
  const auto quay = add_stage(model, "quay", stage_kind::batch, ferry);
  const auto sail = add_stage(model, "sail", stage_kind::delay, {}, exponential(1 / mu));
  const auto land = add_stage(model, "land", stage_kind::unbatch);
  model.stages[quay].batch_size = b;
  model.stages[quay].batch_wait_h = 0;
  model.stages[quay].next = {sail};
  model.stages[sail].next = {land};
  add_stream(model, "trucks", lambda, quay);
  double low = 0, high = 1 - 1e-9;
  for (int i = 0; i < 200; ++i) {
    const double r = (low + high) / 2;
    (mu * std::pow(r, b + 1) - (lambda + mu) * r + lambda > 0 ? low : high) = r;
  }
  const double none = 1 / (mu / lambda + 1 / (1 - low));
  const double waiting = none * low / ((1 - low) * (1 - low));
  EXPECT_GE(covered(model, {{0, waiting / lambda}}, 1000), 95);
}

}  // namespace
}  // namespace amur::test
