#include "amur/place/huff.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace amur::place {
namespace {

constexpr double earth_radius_km = 6371.0088;

struct town {
  std::span<const centre> centres;
  std::span<const shopper> shoppers;
  std::vector<double> floor_area_m2;  ///< [centre]

  [[nodiscard]] std::vector<std::vector<double>> shares(std::span<const std::uint8_t> open) const {
    std::vector<std::vector<double>> result;
    for (const auto& kind : shoppers)
      result.push_back(huff_shares(floor_area_m2, kind.distance_km, open, kind.attraction_exponent,
                                   kind.distance_exponent));
    return result;
  }

  [[nodiscard]] centre_books books_of(std::size_t c,
                                      const std::vector<std::vector<double>>& share) const {
    centre_books books;
    for (std::size_t s = 0; s < shoppers.size(); ++s) {
      const double visits = shoppers[s].trips_per_day * share[s][c];
      books.visits += visits;
      books.sales_usd += visits * shoppers[s].spend_usd_per_trip;
    }
    books.income_usd = centres[c].margin * books.sales_usd;
    if (books.income_usd > 0)
      books.break_even_visits = centres[c].fixed_cost_usd_per_day * books.visits / books.income_usd;
    return books;
  }

  [[nodiscard]] std::vector<centre_books> all_books(
      const std::vector<std::vector<double>>& share) const {
    std::vector<centre_books> result;
    for (std::size_t c = 0; c < centres.size(); ++c) result.push_back(books_of(c, share));
    return result;
  }

  [[nodiscard]] centre_books if_alone_opened(std::size_t c, std::vector<std::uint8_t> open) const {
    open[c] = 1;
    return books_of(c, shares(open));
  }

  // The open centre with the least income for its cost, if that is under its cost.
  [[nodiscard]] std::optional<std::size_t> worst(std::span<const std::uint8_t> open) const {
    std::optional<std::size_t> found;
    double least = 1;
    const auto books = all_books(shares(open));
    for (std::size_t c = 0; c < centres.size(); ++c) {
      const double cover = books[c].income_usd / centres[c].fixed_cost_usd_per_day;
      if (open[c] == 0 || books[c].income_usd >= centres[c].fixed_cost_usd_per_day) continue;
      if (!found || cover < least) {
        found = c;
        least = cover;
      }
    }
    return found;
  }

  // The shut centre with the most income for its cost, if it would open.
  [[nodiscard]] std::optional<std::size_t> best(const std::vector<std::uint8_t>& open,
                                                std::span<const std::uint8_t> may_open) const {
    std::optional<std::size_t> found;
    double most = 0;
    for (std::size_t c = 0; c < centres.size(); ++c) {
      if (open[c] != 0 || may_open[c] == 0 || !centres[c].reopen_margin) continue;
      const double cover = if_alone_opened(c, open).income_usd / centres[c].fixed_cost_usd_per_day;
      if (cover < 1 + *centres[c].reopen_margin || (found && cover <= most)) continue;
      found = c;
      most = cover;
    }
    return found;
  }
};

}  // namespace

double great_circle_km(double longitude_1, double latitude_1, double longitude_2,
                       double latitude_2) {
  constexpr double radian = std::numbers::pi / 180;
  const double across = std::sin((longitude_2 - longitude_1) * radian / 2);
  const double up = std::sin((latitude_2 - latitude_1) * radian / 2);
  const double h =
      up * up + std::cos(latitude_1 * radian) * std::cos(latitude_2 * radian) * across * across;
  return 2 * earth_radius_km * std::asin(std::min(1.0, std::sqrt(h)));
}

std::vector<double> huff_shares(std::span<const double> floor_area_m2,
                                std::span<const double> distance_km,
                                std::span<const std::uint8_t> open, double attraction_exponent,
                                double distance_exponent) {
  // In logarithms, so that no exponent is too large.
  std::vector<double> share(floor_area_m2.size(), 0.0);
  double largest = -std::numeric_limits<double>::infinity(), sum = 0;
  for (std::size_t c = 0; c < share.size(); ++c) {
    share[c] = attraction_exponent * std::log(floor_area_m2[c]) -
               distance_exponent * std::log(std::max(distance_km[c], least_distance_km));
    if (open[c] != 0) largest = std::max(largest, share[c]);
  }
  for (std::size_t c = 0; c < share.size(); ++c) {
    share[c] = open[c] != 0 ? std::exp(share[c] - largest) : 0;
    sum += share[c];
  }
  if (sum > 0)
    for (double& each : share) each /= sum;
  return share;
}

town_answer settle_town(std::span<const centre> centres, std::span<const shopper> shoppers,
                        std::span<const std::uint8_t> open_before) {
  town here{centres, shoppers, {}};
  for (const auto& each : centres) here.floor_area_m2.push_back(each.floor_area_m2);
  town_answer answer;
  answer.open.assign(open_before.begin(), open_before.end());
  std::vector<std::uint8_t> may_open(centres.size(), 1);
  for (;;) {
    while (const auto c = here.worst(answer.open)) answer.open[*c] = may_open[*c] = 0;
    const auto c = here.best(answer.open, may_open);
    if (!c) break;
    answer.open[*c] = 1;
  }
  answer.share = here.shares(answer.open);
  answer.books = here.all_books(answer.share);
  for (std::size_t c = 0; c < centres.size(); ++c) {
    answer.if_open.push_back(here.if_alone_opened(c, answer.open));
    if (answer.open[c] == 0)
      answer.books[c].break_even_visits = answer.if_open[c].break_even_visits;
    const bool before = open_before[c] != 0, after = answer.open[c] != 0;
    answer.change.push_back(before == after ? centre_change::none
                            : after         ? centre_change::opened
                                            : centre_change::closed);
  }
  return answer;
}

}  // namespace amur::place
