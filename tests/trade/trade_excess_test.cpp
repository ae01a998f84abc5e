// Planted evasion among the noise of ordinary trade: found, and little else.

#include "amur/trade/trade_excess.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "amur/trade/rerouted_trade.h"
#include "support/gravity_oracle.h"
#include "support/normal_stream.h"

namespace amur::trade {
namespace {

using test::normal_stream;

// Countries that trade by gravity, with lognormal noise, over one or more periods.
struct noisy_trade {
  std::vector<std::uint32_t> exporter, importer, period, exporter_period, importer_period, pair;
  std::vector<double> trade, distance;
  std::vector<std::uint32_t> product;
  std::vector<bool> is_foreign;
  std::uint32_t countries = 0;

  noisy_trade(std::uint32_t count, std::uint32_t periods, double noise, normal_stream& draw)
      : countries(count) {
    std::vector<double> size(count), place(count), pull(count * count);
    for (double& each : size) each = std::exp(1.2 * draw());
    for (double& each : place) each = draw.uniform();
    for (double& each : pull) each = 0.3 * draw();
    for (std::uint32_t t = 0; t < periods; ++t)
      for (std::uint32_t i = 0; i < count; ++i)
        for (std::uint32_t j = 0; j < count; ++j) {
          if (i == j) continue;
          exporter.push_back(i);
          importer.push_back(j);
          period.push_back(t);
          exporter_period.push_back(i * periods + t);
          importer_period.push_back(j * periods + t);
          pair.push_back(i * count + j);
          distance.push_back(std::abs(place[i] - place[j]) + 0.1);
          const double pair_pull = periods > 1 ? pull[i * count + j] : 0;
          trade.push_back(1e4 * size[i] * size[j] *
                          std::exp(-1.5 * distance.back() + pair_pull + noise * draw()));
        }
    product.assign(trade.size(), 0);
    is_foreign.assign(trade.size(), true);
  }

  [[nodiscard]] std::size_t row(std::uint32_t i, std::uint32_t j, std::uint32_t t = 0) const {
    for (std::size_t r = 0; r < trade.size(); ++r)
      if (exporter[r] == i && importer[r] == j && period[r] == t) return r;
    throw std::logic_error("no such flow");
  }
  [[nodiscard]] gravity_data cross_section() const {
    return {
        trade, {{"distance", distance}}, {{"exporter", exporter}, {"importer", importer}}, {}, {}};
  }
  [[nodiscard]] gravity_data panel() const {
    return {trade,
            {},
            {{"exporter#period", exporter_period},
             {"importer#period", importer_period},
             {"pair", pair}},
            {},
            {}};
  }
};

excess_options at_level(double level) {
  excess_options options;
  options.score.level = level;
  options.estimation.threads = 1;
  return options;
}

// Both sides misreport by a fifth or so; a thirtieth is planted with gaps of eight and an eighth.
TEST(mirror_gaps, planted_are_found_and_honest_ones_listed_at_the_level) {
  std::size_t missed = 0, false_alarms = 0, honest = 0;
  for (std::uint32_t set = 0; set < 200; ++set) {
    normal_stream draw(set);
    std::vector<double> exports, imports;
    std::vector<bool> planted;
    for (int row = 0; row < 600; ++row) {
      const double worth = std::exp(8 + 2 * draw());
      planted.push_back(row % 30 == 0);
      const double moved = !planted.back() ? 1 : row % 60 == 0 ? 8 : 0.125;
      exports.push_back(worth * std::exp(0.15 * draw()));
      imports.push_back(1.06 * worth * moved * std::exp(0.15 * draw()));
    }
    const auto found =
        find_mirror_gaps(exports, imports, 0.06, std::vector<bool>(600, true), {0.001, true, 200});
    for (std::size_t row = 0; row < 600; ++row) {
      const bool is_listed = found.scores.is_high(row) || found.scores.is_low(row);
      missed += planted[row] && !is_listed ? 1U : 0U;
      false_alarms += !planted[row] && is_listed ? 1U : 0U;
      honest += planted[row] ? 0U : 1U;
    }
  }
  EXPECT_EQ(missed, 0U);
  // A thirtieth of wild figures widens the scale by some 4 %, so fewer than the level's 116.
  EXPECT_LT(static_cast<double>(false_alarms), 1.3 * 0.001 * static_cast<double>(honest));
  EXPECT_GT(static_cast<double>(false_alarms), 0.3 * 0.001 * static_cast<double>(honest));
}

TEST(mirror_gaps, are_none_of_the_margin) {
  std::vector<double> exports, imports;
  normal_stream draw(3);
  for (int row = 0; row < 50; ++row) {
    exports.push_back(100 + row);
    imports.push_back(1.1 * exports.back() * std::exp(0.01 * draw()));
  }
  exports[4] = std::nan("");
  imports[5] = 0;
  const auto found =
      find_mirror_gaps(exports, imports, 0.1, std::vector<bool>(50, true), {0.001, true, 200});
  EXPECT_TRUE(std::isnan(found.log_gap[4]) && std::isnan(found.log_gap[5]));
  EXPECT_NEAR(found.scores.groups[0].centre, 0, 0.01);
  EXPECT_EQ(found.scores.groups[0].rows, 48U);
}

// The oracle is told which rows are wild and leaves them out; the estimate finds that by itself.
TEST(trade_excess, expects_what_gravity_without_the_excess_does) {
  for (std::uint32_t set = 0; set < 5; ++set) {
    normal_stream draw(100 + set);
    noisy_trade made(15, 1, 0.15, draw);
    const std::size_t wild[] = {made.row(1, 2), made.row(4, 7), made.row(8, 13)};
    for (const auto row : wild) made.trade[row] *= 12;
    auto options = at_level(0.001);
    options.tolerance = 1e-9;
    const auto found = find_excess(made.cross_section(), made.is_foreign, options);
    ASSERT_TRUE(found.is_settled) << found.rounds;
    std::vector<bool> is_left_out(made.trade.size(), false);
    for (std::size_t row = 0; row < made.trade.size(); ++row)
      is_left_out[row] = found.scores.is_high(row);
    for (const auto row : wild) EXPECT_TRUE(is_left_out[row]) << "set " << set;
    test::oracle_sample sample;
    sample.regressors.resize(1);
    sample.effects.resize(2);
    for (std::size_t row = 0; row < made.trade.size(); ++row) {
      if (is_left_out[row]) continue;
      sample.trade.push_back(made.trade[row]);
      sample.regressors[0].push_back(made.distance[row]);
      sample.effects[0].push_back(made.exporter[row]);
      sample.effects[1].push_back(made.importer[row]);
    }
    const auto oracle = test::estimate_with_dummies(sample);
    ASSERT_TRUE(oracle.solved);
    EXPECT_NEAR(found.estimate.coefficients[0].value, oracle.slope[0], 1e-6) << "set " << set;
  }
}

TEST(trade_excess, planted_is_found_and_honest_trade_listed_at_the_level) {
  std::size_t missed = 0, planted = 0, false_alarms = 0, honest = 0;
  for (std::uint32_t set = 0; set < 40; ++set) {
    normal_stream draw(500 + set);
    noisy_trade made(25, 1, 0.3, draw);
    std::vector<bool> is_planted(made.trade.size(), false);
    for (std::uint32_t p = 0; p < 5; ++p) {
      const auto row = made.row((3 * p + set) % 25, (3 * p + set + 1 + p) % 25);
      made.trade[row] *= 8;  // some seven standard deviations
      is_planted[row] = true;
    }
    const auto found = find_excess(made.cross_section(), made.is_foreign, at_level(0.005));
    ASSERT_TRUE(found.is_settled) << found.rounds;
    for (std::size_t row = 0; row < made.trade.size(); ++row) {
      planted += is_planted[row] ? 1U : 0U;
      honest += is_planted[row] ? 0U : 1U;
      missed += is_planted[row] && !found.scores.is_high(row) ? 1U : 0U;
      false_alarms += !is_planted[row] && found.scores.is_high(row) ? 1U : 0U;
    }
  }
  EXPECT_EQ(missed, 0U) << "of " << planted;
  EXPECT_LT(static_cast<double>(false_alarms), 1.5 * 0.005 * static_cast<double>(honest));
  EXPECT_GT(static_cast<double>(false_alarms), 0.5 * 0.005 * static_cast<double>(honest));
}

// A measure on trade from 0 to 1 in the sixth of ten periods: it shrinks to a fifth, and what 0
// sells 5 and 5 sells 1 grows fourfold.
TEST(rerouted_trade, planted_around_a_measure_is_found) {
  std::size_t found_sets = 0, others = 0;
  constexpr std::uint32_t sets = 20;
  for (std::uint32_t set = 0; set < sets; ++set) {
    normal_stream draw(900 + set);
    noisy_trade made(14, 10, 0.25, draw);
    for (std::uint32_t t = 5; t < 10; ++t) {
      made.trade[made.row(0, 1, t)] /= 5;
      made.trade[made.row(0, 5, t)] *= 4;
      made.trade[made.row(5, 1, t)] *= 4;
    }
    const auto excess = find_excess(made.panel(), made.is_foreign, at_level(0.001));
    const expected_trade flows{made.exporter, made.importer, made.product,
                               made.period,   made.trade,    excess.expected};
    const trade_measure measures[] = {{0, 1, 5}};
    const auto paths = find_rerouted(flows, measures, 0, {0.01, false, 200});
    for (const auto& path : paths) {
      if (path.via == 5) {
        ++found_sets;
        ASSERT_TRUE(path.direct);
        EXPECT_LT(path.direct->log_ratio, -1);
        EXPECT_GT(path.most, 0);
        EXPECT_GT(path.first.trade / path.first.expected, 2);
        EXPECT_LT(path.first.trade / path.first.expected, 8);
      } else {
        ++others;
      }
    }
  }
  EXPECT_EQ(found_sets, sets);
  EXPECT_LE(others, 2U);
}

// Nothing is planted: of 12 countries in 14 that trade could go by, each part is in excess with the
// level, so both are with about its square: 2.5e-3 x 12 x 40 sets = 1.2 at 5 %.
TEST(rerouted_trade, honest_trade_makes_paths_at_about_the_square_of_the_level) {
  std::size_t paths = 0;
  for (std::uint32_t set = 0; set < 40; ++set) {
    normal_stream draw(2000 + set);
    const noisy_trade made(14, 6, 0.25, draw);
    const auto excess = find_excess(made.panel(), made.is_foreign, at_level(0.001));
    const expected_trade flows{made.exporter, made.importer, made.product,
                               made.period,   made.trade,    excess.expected};
    const trade_measure measures[] = {{0, 1, 3}};
    paths += find_rerouted(flows, measures, 0, {0.05, false, 200}).size();
  }
  EXPECT_LE(paths, 5U);  // above which a Poisson variable of 1.2 is once in 700
}

// Two periods, one pair of each kind, worked by hand.
TEST(rerouted_trade, change_is_trade_over_expectation_against_the_same_before) {
  const std::vector<std::uint32_t> exporter = {0, 0, 1, 1}, importer = {1, 1, 0, 0}, product(4, 0),
                                   period = {0, 1, 0, 1};
  const std::vector<double> trade = {10, 60, 0, 5}, expected = {20, 30, 4, 10};
  const auto changes = changes_at({exporter, importer, product, period, trade, expected}, 1, {});
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].expected, 15);  // 30 x 10 / 20
  EXPECT_NEAR(changes[0].log_ratio, std::log(4), 1e-15);
  EXPECT_EQ(changes[1].expected, 10);  // nothing before: gravity alone
  EXPECT_TRUE(std::isnan(changes[0].score));
}

}  // namespace
}  // namespace amur::trade
