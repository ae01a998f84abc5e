#pragma once
// Two skims of the same places, averaged by pair of countries and by group of countries.

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "amur/model/city_skim.h"

namespace amur::model {

/// Averages over the pairs of cities of two countries that both skims join.
struct country_pair_change {
  std::string origin, destination;
  std::size_t city_pairs = 0;
  double time_before_h = 0, time_after_h = 0;
  double cost_before_usd_per_t = 0, cost_after_usd_per_t = 0;
  double trade_usd_per_day = 0;  ///< of the case's demand, all commodities

  [[nodiscard]] double time_reduction() const { return 1 - time_after_h / time_before_h; }
  [[nodiscard]] double cost_reduction() const {
    return 1 - cost_after_usd_per_t / cost_before_usd_per_t;
  }
};

/// Pairs of different countries, sorted. The skims must be of the same places.
[[nodiscard]] std::vector<country_pair_change> compare_by_country(const case_data& data,
                                                                  const city_skim& before,
                                                                  const city_skim& after);

struct country_group {
  std::string id, name;
  std::vector<std::string> countries;  ///< empty: all
};

/// Averages over the pairs of countries within a group; by trade: NaN where there is none.
struct group_change {
  std::string id, name;
  std::size_t country_pairs = 0;
  double time_reduction = 0, cost_reduction = 0, largest_time_reduction = 0;
  double time_reduction_by_trade = std::numeric_limits<double>::quiet_NaN();
  double cost_reduction_by_trade = std::numeric_limits<double>::quiet_NaN();
  std::string largest_pair;  ///< "CHN-LAO"
};

[[nodiscard]] group_change average_within(const country_group& group,
                                          const std::vector<country_pair_change>& pairs);

}  // namespace amur::model
