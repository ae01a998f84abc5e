#include "amur/model/places.h"

#include <map>

#include "amur/model/served_flows.h"

namespace amur::model {
namespace {

// Visitors of each class that a run brings to each town.
std::map<std::pair<node_id, commodity_id>, double> arrivals(const run_answer& answer) {
  std::map<std::pair<node_id, commodity_id>, double> result;
  for (const auto& served : served_flows(answer))
    result[{served.flow->destination, served.flow->commodity}] += served.delivered;
  return result;
}

place::centre terms_of(const shopping_centre& row) {
  return {row.floor_area_m2, row.margin, row.fixed_cost_usd_per_year / days_a_year,
          row.reopen_margin};
}

}  // namespace

place_answer answer_places(const case_data& data, const run_answer& answer,
                           std::span<const std::uint8_t> open_before) {
  const std::size_t centres = data.centres.size();
  place_answer result;
  result.open_before.assign(open_before.begin(), open_before.end());
  if (open_before.empty())
    for (const auto& row : data.centres) result.open_before.push_back(row.open);
  result.open = result.open_before;
  result.change.assign(centres, place::centre_change::none);
  result.books.assign(centres, {});
  result.if_open.assign(centres, {});

  const auto came = arrivals(answer);
  for (const auto& row : data.shoppers) {
    const auto at = came.find({row.town, row.visitors});
    const double visitors = at == came.end() ? 0 : at->second;
    result.shoppers.push_back(
        {row.visitors.valid() ? visitors : row.trips_per_day, std::vector<double>(centres, 0.0)});
  }

  std::map<node_id, std::vector<std::size_t>> towns;
  for (std::size_t c = 0; c < centres; ++c) towns[data.centres[c].town].push_back(c);
  for (const auto& [town, members] : towns) {
    std::vector<place::centre> terms;
    std::vector<std::uint8_t> before;
    for (const auto c : members) {
      terms.push_back(terms_of(data.centres[c]));
      before.push_back(result.open_before[c]);
    }
    std::vector<std::size_t> kinds;
    std::vector<place::shopper> shoppers;
    for (std::size_t s = 0; s < data.shoppers.size(); ++s) {
      const auto& row = data.shoppers[s];
      if (row.town != town) continue;
      kinds.push_back(s);
      shoppers.push_back({result.shoppers[s].trips_per_day,
                          row.spend_usd_per_trip,
                          row.attraction_exponent,
                          row.distance_exponent,
                          {}});
      for (const auto c : members)
        shoppers.back().distance_km.push_back(place::great_circle_km(
            row.longitude, row.latitude, data.centres[c].longitude, data.centres[c].latitude));
    }
    const auto settled = place::settle_town(terms, shoppers, before);
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto c = members[i];
      result.open[c] = settled.open[i];
      result.change[c] = settled.change[i];
      result.books[c] = settled.books[i];
      result.if_open[c] = settled.if_open[i];
      for (std::size_t s = 0; s < kinds.size(); ++s)
        result.shoppers[kinds[s]].share[c] = settled.share[s][i];
    }
  }
  return result;
}

}  // namespace amur::model
