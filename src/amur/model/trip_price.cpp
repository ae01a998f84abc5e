#include "amur/model/trip_price.h"

#include "amur/model/any_or_listed.h"

namespace amur::model {

double usd_per_unit(std::span<const exchange_rate> rates, const std::string& country, date day) {
  const exchange_rate *newest = nullptr, *first = nullptr;
  for (const auto& row : rates) {
    if (row.country != country) continue;
    if (!first || row.from < first->from) first = &row;
    if (row.from <= day && (!newest || newest->from < row.from)) newest = &row;
  }
  if (!newest) newest = first;
  return newest ? newest->usd_per_unit : 1;
}

double price_at_source_usd(const case_data& data, const std::string& origin_country,
                           const std::string& destination_country, commodity_id commodity) {
  const auto& goods = data.commodities[commodity];
  if (goods.unit != unit::passenger) return goods.value_usd_per_t;
  const auto dearness = [&](std::span<const exchange_rate> rates, date day) {
    return usd_per_unit(rates, destination_country, day) / usd_per_unit(rates, origin_country, day);
  };
  return goods.value_usd_per_t * (dearness(data.exchange_rates, data.settings.day) /
                                  dearness(data.observed_exchange_rates, data.settings.demand_day));
}

double visa_usd_per_trip(const case_data& data, const std::string& origin_country,
                         const std::string& destination_country, commodity_id commodity) {
  if (data.commodities[commodity].unit != unit::passenger) return 0;
  double sum = 0;
  for (const auto& row : data.visas)
    if (row.in_force.contains(data.settings.day) &&
        any_or_listed(row.origin_countries, origin_country) &&
        any_or_listed(row.destination_countries, destination_country) &&
        any_or_listed(row.commodities, commodity))
      sum += row.cost_usd_per_trip;
  return sum;
}

}  // namespace amur::model
