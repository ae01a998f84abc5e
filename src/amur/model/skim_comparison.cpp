#include "amur/model/skim_comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace amur::model {

std::vector<country_pair_change> compare_by_country(const case_data& data, const city_skim& before,
                                                    const city_skim& after) {
  std::map<std::pair<std::string, std::string>, country_pair_change> pairs;
  const auto country = [&data](node_id node) -> const std::string& {
    return data.nodes[node].country;
  };
  for (std::size_t row = 0; row < before.origins.size(); ++row)
    for (std::size_t column = 0; column < before.destinations.size(); ++column) {
      const auto& from = country(before.origins[row]);
      const auto& to = country(before.destinations[column]);
      const auto cell = before.at(row, column);
      if (from == to || !std::isfinite(before.time_h[cell]) || !std::isfinite(after.time_h[cell]))
        continue;
      auto& pair = pairs[{from, to}];
      ++pair.city_pairs;
      pair.time_before_h += before.time_h[cell];
      pair.time_after_h += after.time_h[cell];
      pair.cost_before_usd_per_t += before.cost_usd_per_t[cell];
      pair.cost_after_usd_per_t += after.cost_usd_per_t[cell];
    }
  for (const auto& row : data.demands) {
    const auto at = pairs.find({country(row.origin), country(row.destination)});
    if (at != pairs.end())
      at->second.trade_usd_per_day +=
          row.t_per_day * data.commodities[row.commodity].value_usd_per_t;
  }
  std::vector<country_pair_change> list;
  for (auto& [key, pair] : pairs) {
    std::tie(pair.origin, pair.destination) = key;
    const auto count = static_cast<double>(pair.city_pairs);
    for (auto* sum : {&pair.time_before_h, &pair.time_after_h, &pair.cost_before_usd_per_t,
                      &pair.cost_after_usd_per_t})
      *sum /= count;
    list.push_back(std::move(pair));
  }
  return list;
}

group_change average_within(const country_group& group,
                            const std::vector<country_pair_change>& pairs) {
  group_change change{group.id, group.name, 0, 0, 0, -std::numeric_limits<double>::infinity(),
                      {},       {},         {}};
  double trade = 0, time_by_trade = 0, cost_by_trade = 0;
  const auto belongs = [&group](const std::string& country) {
    return group.countries.empty() || std::find(group.countries.begin(), group.countries.end(),
                                                country) != group.countries.end();
  };
  for (const auto& pair : pairs) {
    if (!belongs(pair.origin) || !belongs(pair.destination)) continue;
    ++change.country_pairs;
    change.time_reduction += pair.time_reduction();
    change.cost_reduction += pair.cost_reduction();
    trade += pair.trade_usd_per_day;
    time_by_trade += pair.trade_usd_per_day * pair.time_reduction();
    cost_by_trade += pair.trade_usd_per_day * pair.cost_reduction();
    if (pair.time_reduction() > change.largest_time_reduction) {
      change.largest_time_reduction = pair.time_reduction();
      change.largest_pair = pair.origin + "-" + pair.destination;
    }
  }
  const auto count = static_cast<double>(change.country_pairs);
  change.time_reduction /= count;
  change.cost_reduction /= count;
  change.time_reduction_by_trade = time_by_trade / trade;
  change.cost_reduction_by_trade = cost_by_trade / trade;
  return change;
}

}  // namespace amur::model
