#include "amur/model/reentries.h"

#include <algorithm>

#include "amur/model/any_or_listed.h"

namespace amur::model {

bool may_reenter(const case_data& data, const std::string& origin_country,
                 const std::string& destination_country, commodity_id commodity) {
  return std::any_of(data.reentries.begin(), data.reentries.end(), [&](const reentry& row) {
    return row.in_force.contains(data.settings.day) &&
           any_or_listed(row.origin_countries, origin_country) &&
           any_or_listed(row.destination_countries, destination_country) &&
           any_or_listed(row.commodities, commodity);
  });
}

}  // namespace amur::model
