#include "amur/model/bans.h"

#include <algorithm>

namespace amur::model {
namespace {

template <class List, class Value>
bool listed(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

std::vector<std::uint32_t> matching_bans(const case_data& data, const std::string& origin_country,
                                         const std::string& destination_country,
                                         commodity_id commodity) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < data.bans.size(); ++i) {
    const auto& row = data.bans[i];
    if (row.in_force.contains(data.settings.day) &&
        (row.origin_countries.empty() || listed(row.origin_countries, origin_country)) &&
        (row.destination_countries.empty() ||
         listed(row.destination_countries, destination_country)) &&
        (row.commodities.empty() || listed(row.commodities, commodity)))
      found.push_back(i);
  }
  return found;
}

bool bans_trade_itself(const ban& row) {
  return row.modes.empty() && row.links.empty() && row.crossings.empty() &&
         row.through_countries.empty();
}

bool closes(const case_data& data, const ban& row, link_id id, crossing_id crossing) {
  const auto& link = data.links[id];
  if (!row.modes.empty() && !listed(row.modes, link.mode)) return false;
  if (!row.links.empty() && !listed(row.links, id)) return false;
  if (!row.crossings.empty() && !(crossing.valid() && listed(row.crossings, crossing)))
    return false;
  return row.through_countries.empty() ||
         listed(row.through_countries, data.nodes[link.from].country) ||
         listed(row.through_countries, data.nodes[link.to].country);
}

}  // namespace amur::model
