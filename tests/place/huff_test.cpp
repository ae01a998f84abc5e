#include "amur/place/huff.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numbers>
#include <numeric>

namespace amur::place {
namespace {

const std::vector<std::uint8_t> all_open(8, 1);

std::vector<double> shares(const std::vector<double>& area, const std::vector<double>& distance,
                           double attraction = 1, double decay = 2) {
  return huff_shares(area, distance, std::span(all_open).first(area.size()), attraction, decay);
}

// A kind of shopper at the same distance from every centre.
shopper near_all(double trips, double spend, std::size_t centres) {
  return {trips, spend, 1, 2, std::vector<double>(centres, 1.0)};
}

TEST(huff, shares_by_hand) {
  // 1000/1, 4000/4 and 2000/1 weigh as 1, 1 and 2.
  const auto share = shares({1000, 4000, 2000}, {1, 2, 1});
  EXPECT_NEAR(share[0], 0.25, 1e-15);
  EXPECT_NEAR(share[1], 0.25, 1e-15);
  EXPECT_NEAR(share[2], 0.5, 1e-15);
  // Squares of areas, distances by their power 1: 1/1, 16/2 and 4/1.
  EXPECT_NEAR(shares({1000, 4000, 2000}, {1, 2, 1}, 2, 1)[1], 8 / 13.0, 1e-15);
}

TEST(huff, what_is_nearer_than_the_floor_counts_as_the_floor) {
  EXPECT_EQ(shares({1, 1}, {0, 0.2}), shares({1, 1}, {least_distance_km, 0.2}));
  EXPECT_NEAR(shares({1, 1}, {0, 0.2})[0], 0.8, 1e-15);
}

TEST(huff, shut_centres_have_no_share_and_a_shut_town_none_at_all) {
  const std::vector<double> area{1, 3, 5}, distance{1, 1, 1};
  const auto share = huff_shares(area, distance, std::vector<std::uint8_t>{1, 0, 1}, 1, 2);
  EXPECT_NEAR(share[0], 1 / 6.0, 1e-15);
  EXPECT_EQ(share[1], 0);
  EXPECT_EQ(huff_shares(area, distance, std::vector<std::uint8_t>{0, 0, 0}, 1, 2),
            (std::vector<double>{0, 0, 0}));
}

TEST(huff, large_exponents_do_not_overflow) {
  const auto share = shares({1e5, 1e4}, {1, 1}, 200, 2);
  EXPECT_EQ(share[0], 1);
  EXPECT_NEAR(shares({1e5, 1e5}, {1, 1}, 500, 500)[1], 0.5, 1e-15);
}

TEST(huff, distance_is_that_of_a_sphere) {
  EXPECT_NEAR(great_circle_km(0, 0, 90, 0), 6371.0088 * std::numbers::pi / 2, 1e-9);
  EXPECT_NEAR(great_circle_km(10, 0, 10, 1), 6371.0088 * std::numbers::pi / 180, 1e-9);
  EXPECT_NEAR(great_circle_km(0, 60, 180, 60), 6371.0088 * std::numbers::pi / 3, 1e-9);
  EXPECT_EQ(great_circle_km(127.5, 50.2, 127.5, 50.2), 0);
}

// Areas, distances and exponents of up to 8 centres.
struct random_town {
  std::vector<double> area, distance;
  double attraction, decay;
};
random_town any_town() {
  random_town made;
  const auto centres = *rc::gen::inRange<std::size_t>(2, 9);
  for (std::size_t c = 0; c < centres; ++c) {
    made.area.push_back(*rc::gen::inRange(100, 50000));
    made.distance.push_back(0.01 * *rc::gen::inRange(1, 3000));
  }
  made.attraction = 0.1 * *rc::gen::inRange(1, 20);
  made.decay = 0.1 * *rc::gen::inRange(1, 30);
  return made;
}

TEST(huff, shares_add_up_and_follow_area_and_distance) {
  EXPECT_TRUE(rc::check([] {
    auto town = any_town();
    const auto of = [&town] {
      return shares(town.area, town.distance, town.attraction, town.decay);
    };
    const auto before = of();
    RC_ASSERT(std::abs(std::accumulate(before.begin(), before.end(), 0.0) - 1) < 1e-12);
    const auto c = *rc::gen::inRange<std::size_t>(0, before.size());
    town.area[c] *= 1.5;
    const auto larger = of();
    for (std::size_t i = 0; i < before.size(); ++i)
      RC_ASSERT((i == c ? larger[i] > before[i] || before[i] == 1
                        : larger[i] < before[i] || before[i] < 1e-300));
    town.area[c] /= 1.5;
    town.distance[c] = 2 * std::max(town.distance[c], least_distance_km);
    RC_ASSERT(of()[c] < before[c]);
    // Twice all areas, or all distances, and nobody goes elsewhere.
    town.distance[c] /= 2;
    for (double& area : town.area) area *= 2;
    for (double& km : town.distance) km = 3 * std::max(km, least_distance_km);
    const auto scaled = of();
    for (std::size_t i = 0; i < before.size(); ++i)
      RC_ASSERT(std::abs(scaled[i] - before[i]) < 1e-12);
  }));
}

TEST(town, break_even_is_where_income_meets_the_fixed_cost) {
  // 100 trips of 20 USD and 50 of 80: 6000 USD on 150 visits, a quarter kept; 900 of fixed cost.
  const std::vector<centre> centres{{1000, 0.25, 900, {}}};
  const std::vector<shopper> shoppers{near_all(100, 20, 1), near_all(50, 80, 1)};
  const auto answer = settle_town(centres, shoppers, std::vector<std::uint8_t>{1});
  EXPECT_EQ(answer.open[0], 1);
  EXPECT_NEAR(answer.books[0].visits, 150, 1e-12);
  EXPECT_NEAR(answer.books[0].sales_usd, 6000, 1e-9);
  EXPECT_NEAR(answer.books[0].income_usd, 1500, 1e-9);
  EXPECT_NEAR(answer.books[0].break_even_visits, 900 / (0.25 * 40), 1e-9);
  // At that patronage it just breaks even, and just short of it it closes.
  const auto at = [&](double factor) {
    auto fewer = shoppers;
    for (auto& kind : fewer) kind.trips_per_day *= factor;
    return settle_town(centres, fewer, std::vector<std::uint8_t>{1});
  };
  EXPECT_EQ(at(0.6000001).open[0], 1);
  EXPECT_EQ(at(0.5999999).open[0], 0);
  EXPECT_EQ(at(0.5999999).change[0], centre_change::closed);
  EXPECT_NEAR(at(0.5).if_open[0].visits, 75, 1e-12);
  EXPECT_NEAR(at(0.5).books[0].break_even_visits, 90, 1e-9);
  EXPECT_EQ(at(0.5).books[0].visits, 0);
}

TEST(town, nobody_comes) {
  const auto answer = settle_town(std::vector<centre>{{1000, 0.25, 900, 0.0}},
                                  std::vector<shopper>{}, std::vector<std::uint8_t>{1});
  EXPECT_EQ(answer.open[0], 0);
  EXPECT_TRUE(std::isinf(answer.books[0].break_even_visits));
}

// 600 trips of 10 USD; all is kept, so income is 6000 times the share of the area. Areas 1, 2, 3
// and costs 1500, 2200, 2900: at first incomes of 1000, 2000 and 3000, covers 0.67, 0.91, 1.03. The
// first closes; then 2400 and 3600, which cover.
std::vector<centre> three_centres() {
  return {{1, 1, 1500, {}}, {2, 1, 2200, {}}, {3, 1, 2900, {}}};
}

TEST(town, closing_the_worst_may_save_the_next) {
  const std::vector<shopper> shoppers{near_all(600, 10, 3)};
  const auto answer = settle_town(three_centres(), shoppers, std::vector<std::uint8_t>{1, 1, 1});
  EXPECT_EQ(answer.open, (std::vector<std::uint8_t>{0, 1, 1}));
  EXPECT_NEAR(answer.books[1].income_usd, 2400, 1e-9);
  EXPECT_NEAR(answer.books[2].income_usd, 3600, 1e-9);
  EXPECT_NEAR(answer.share[0][1], 0.4, 1e-15);
  // Alone reopened, the first would have its 1000 again.
  EXPECT_NEAR(answer.if_open[0].income_usd, 1000, 1e-9);
  EXPECT_EQ(answer.change[0], centre_change::closed);
  EXPECT_EQ(answer.change[1], centre_change::none);
}

TEST(town, closures_come_one_after_another) {
  // The second costs 2500: after the first has closed it has 2400 of 2500 and closes too.
  auto centres = three_centres();
  centres[1].fixed_cost_usd_per_day = 2500;
  const std::vector<shopper> shoppers{near_all(600, 10, 3)};
  const auto answer = settle_town(centres, shoppers, std::vector<std::uint8_t>{1, 1, 1});
  EXPECT_EQ(answer.open, (std::vector<std::uint8_t>{0, 0, 1}));
  EXPECT_NEAR(answer.books[2].income_usd, 6000, 1e-9);
  // Beside the third alone, the first would have 1500 of 1500: it would just pay to reopen it, but
  // what has closed stays closed within a call.
  EXPECT_NEAR(answer.if_open[0].income_usd, 1500, 1e-9);
}

TEST(town, the_answer_depends_on_who_was_open) {
  const std::vector<centre> centres{{1, 1, 3500, {}}, {1, 1, 3500, {}}};
  const std::vector<shopper> shoppers{near_all(600, 10, 2)};
  const auto from = [&](std::vector<std::uint8_t> open) {
    return settle_town(centres, shoppers, open).open;
  };
  EXPECT_EQ(from({1, 0}), (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(from({0, 1}), (std::vector<std::uint8_t>{0, 1}));
  EXPECT_EQ(from({1, 1}), (std::vector<std::uint8_t>{0, 1}));  // of equal ones the first closes
}

TEST(town, a_shut_centre_opens_only_above_its_margin) {
  const std::vector<shopper> shoppers{near_all(600, 10, 2)};
  const auto opens = [&](std::optional<double> margin) {
    // Beside the first, the second would have 3000 of 2000.
    const std::vector<centre> centres{{1, 1, 1000, {}}, {1, 1, 2000, margin}};
    return settle_town(centres, shoppers, std::vector<std::uint8_t>{1, 0});
  };
  EXPECT_EQ(opens({}).open[1], 0);
  EXPECT_EQ(opens(0.6).open[1], 0);
  EXPECT_EQ(opens(0.5).open[1], 1);
  EXPECT_EQ(opens(0.5).change[1], centre_change::opened);
}

TEST(town, what_opens_may_close_another) {
  // The second takes half of the first's 6000, which needs 4000.
  const std::vector<centre> centres{{1, 1, 4000, 0.0}, {1, 1, 2000, 0.0}};
  const std::vector<shopper> shoppers{near_all(600, 10, 2)};
  const auto answer = settle_town(centres, shoppers, std::vector<std::uint8_t>{1, 0});
  EXPECT_EQ(answer.open, (std::vector<std::uint8_t>{0, 1}));
}

// Any town with its people; `may_open` gives some shut centres a margin at which they open.
struct peopled_town {
  std::vector<centre> centres;
  std::vector<shopper> shoppers;
  std::vector<std::uint8_t> before;
};
peopled_town any_people(bool may_open) {
  const auto town = any_town();
  peopled_town made;
  for (const double area : town.area) {
    made.centres.push_back(
        {area, 0.05 * *rc::gen::inRange(1, 20), 1.0 * *rc::gen::inRange(1, 2000), std::nullopt});
    if (may_open && *rc::gen::arbitrary<bool>())
      made.centres.back().reopen_margin = 0.1 * *rc::gen::inRange(0, 5);
    made.before.push_back(static_cast<std::uint8_t>(*rc::gen::inRange(0, 2)));
  }
  const auto kinds = *rc::gen::inRange(1, 4);
  for (int s = 0; s < kinds; ++s)
    made.shoppers.push_back({1.0 * *rc::gen::inRange(0, 2000), 1.0 * *rc::gen::inRange(0, 40),
                             town.attraction, town.decay, town.distance});
  return made;
}

TEST(town, all_that_are_open_break_even_and_every_trip_ends_somewhere) {
  EXPECT_TRUE(rc::check([] {
    const auto town = any_people(true);
    const auto answer = settle_town(town.centres, town.shoppers, town.before);
    double visits = 0, trips = 0;
    bool any = false;
    for (std::size_t c = 0; c < town.centres.size(); ++c) {
      const auto& centre = town.centres[c];
      visits += answer.books[c].visits;
      any = any || answer.open[c] != 0;
      if (answer.open[c] != 0)
        RC_ASSERT(answer.books[c].income_usd >= centre.fixed_cost_usd_per_day);
      else
        RC_ASSERT(answer.books[c].visits == 0);
      if (!centre.reopen_margin) RC_ASSERT(answer.change[c] != centre_change::opened);
    }
    for (const auto& kind : town.shoppers) trips += kind.trips_per_day;
    RC_ASSERT(std::abs(visits - (any ? trips : 0)) < 1e-9 * (1 + trips));
  }));
}

TEST(town, with_more_visitors_of_every_kind_no_more_centres_close) {
  EXPECT_TRUE(rc::check([] {
    auto town = any_people(false);
    const auto few = settle_town(town.centres, town.shoppers, town.before);
    RC_ASSERT(settle_town(town.centres, town.shoppers, few.open).open == few.open);
    for (auto& kind : town.shoppers) kind.trips_per_day *= 1.5;
    const auto many = settle_town(town.centres, town.shoppers, town.before);
    for (std::size_t c = 0; c < town.centres.size(); ++c) RC_ASSERT(many.open[c] >= few.open[c]);
  }));
}

}  // namespace
}  // namespace amur::place
