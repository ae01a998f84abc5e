#pragma once
// Which shops people go to, and which of the shops can live on it. Visits are per day, money in
// dollars.
//
// Huff, D. L. (1963), A Probabilistic Analysis of Shopping Center Trade Areas, Land Economics 39,
// 81-90: a shopper goes to centre j with probability
//
//     P_j = S_j^a T_j^-l / sum over open centres i of S_i^a T_i^-l
//
// S floor area, T distance.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace amur::place {

/// A shorter way than this counts as this long, so that no centre at one's feet takes all.
inline constexpr double least_distance_km = 0.1;

/// Great-circle distance of two places given as longitude and latitude in degrees, on a sphere of
/// 6371.0088 km.
[[nodiscard]] double great_circle_km(double longitude_1, double latitude_1, double longitude_2,
                                     double latitude_2);

/// [centre] shares of one kind of shopper; 0 for shut centres, all 0 where none is open.
[[nodiscard]] std::vector<double> huff_shares(std::span<const double> floor_area_m2,
                                              std::span<const double> distance_km,
                                              std::span<const std::uint8_t> open,
                                              double attraction_exponent, double distance_exponent);

struct centre {
  double floor_area_m2 = 1;  ///< > 0
  double margin = 1;         ///< share of sales kept, > 0
  double fixed_cost_usd_per_day = 1;
  /// A shut centre opens where its income would be (1 + this) times its fixed cost; empty: never.
  std::optional<double> reopen_margin;
};

struct shopper {
  double trips_per_day = 0, spend_usd_per_trip = 0;
  double attraction_exponent = 1, distance_exponent = 2;
  std::vector<double> distance_km;  ///< [centre]
};

struct centre_books {
  double visits = 0, sales_usd = 0, income_usd = 0;  ///< income: margin x sales
  /// Visits at which income is the fixed cost, at the mean spending of those who come; infinite
  /// where nobody who comes spends.
  double break_even_visits = std::numeric_limits<double>::infinity();
};

/// What happened to a centre since `open_before`.
enum class centre_change { none, closed, opened };

struct town_answer {
  std::vector<std::uint8_t> open;     ///< [centre]
  std::vector<centre_change> change;  ///< [centre] between open_before and open
  std::vector<centre_books> books;    ///< [centre] zero where shut, but for break_even_visits
  /// [centre] the same if it alone were open beside those that are.
  std::vector<centre_books> if_open;
  std::vector<std::vector<double>> share;  ///< [shopper][centre]
};

/// Lets the centres of one town close and open until those that are open all break even and no
/// other that may would open:
///
/// 1. while an open centre's income is under its fixed cost, the one with the least income for its
///    cost closes (of equal ones the first), and the others' patrons are counted anew;
/// 2. of the shut centres that have not closed in this call, the one with the most income for its
///    cost opens if that reaches 1 + reopen_margin, and step 1 follows.
///
/// A centre closes at most once, so this ends. The outcome is one equilibrium among several: which
/// centres are left depends on where it starts and on one closing at a time.
[[nodiscard]] town_answer settle_town(std::span<const centre> centres,
                                      std::span<const shopper> shoppers,
                                      std::span<const std::uint8_t> open_before);

}  // namespace amur::place
