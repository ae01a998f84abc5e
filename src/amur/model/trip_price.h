#pragma once
// What a unit costs before it travels: goods their value, passengers the basket of their trip and
// the visa.

#include <span>
#include <string>

#include "amur/model/names.h"

namespace amur::model {

/// The newest rate of a country's money on a day, in dollars; before its first row that row's, and
/// 1 of a country without rows.
[[nodiscard]] double usd_per_unit(std::span<const exchange_rate> rates, const std::string& country,
                                  date day);

/// What a unit costs where it is bought, on the case's day, before transport, duty and visa: goods
/// their value. Passengers buy the basket of a trip at the destination with the origin's money:
///
///     value x (rate destination / rate origin) / (the same when demand was observed)
[[nodiscard]] double price_at_source_usd(const case_data& data, const std::string& origin_country,
                                         const std::string& destination_country,
                                         commodity_id commodity);

/// Visas on one trip, all matching rows in force added up; 0 for goods.
[[nodiscard]] double visa_usd_per_trip(const case_data& data, const std::string& origin_country,
                                       const std::string& destination_country,
                                       commodity_id commodity);

}  // namespace amur::model
