#include "amur/model/detours.h"

#include <algorithm>
#include <map>
#include <optional>

#include "amur/assign/cost.h"
#include "amur/base/number.h"
#include "amur/model/bans.h"
#include "amur/route/shortest_path.h"

namespace amur::model {
namespace {

// The place with most of a commodity on one side of the demand table; invalid where there is none.
node_id largest_place(const case_data& data, const std::string& country, commodity_id commodity,
                      bool sends) {
  std::map<node_id, double> sums;
  for (const auto& row : data.demands) {
    const auto place = sends ? row.origin : row.destination;
    if (row.commodity == commodity && data.nodes[place].country == country)
      sums[place] += row.t_per_day;
  }
  const auto at = std::ranges::max_element(sums, {}, [](const auto& each) { return each.second; });
  return at == sums.end() ? node_id() : at->first;
}

class detour_search {
 public:
  detour_search(const case_data& data, const run_answer& now)
      : data_(data), now_(now), search_(now.model.net.graph, now.model.problem.no_through) {}

  [[nodiscard]] detour_part part(node_id from, node_id to, commodity_id commodity) {
    const auto &origin = data_.nodes[from].country, &destination = data_.nodes[to].country;
    detour_part found;
    found.duty_usd_per_t = duty_usd_per_t(data_, origin, destination, commodity);
    const auto k = class_of(origin, destination, commodity);
    found.is_banned = !k;
    found.transport_usd_per_t =
        k ? costs_from(from, *k)[now_.model.net.destination_gate[to.index()].index()] : infinite;
    return found;
  }

  [[nodiscard]] double delivered(node_id from, node_id to, commodity_id commodity) const {
    for (const auto& flow : now_.model.flows)
      if (flow.origin == from && flow.destination == to && flow.commodity == commodity)
        return flow.banned ? 0 : now_.solution.od[flow.user_class.index()][flow.demand].delivered_t;
    return 0;
  }

 private:
  // The class of goods that meet the bans of a pair; none where the trade itself is banned.
  std::optional<std::size_t> class_of(const std::string& origin, const std::string& destination,
                                      commodity_id commodity) {
    const auto bans = matching_bans(data_, origin, destination, commodity);
    if (std::ranges::any_of(
            bans, [this](std::uint32_t ban) { return bans_trade_itself(data_.bans[ban]); }))
      return std::nullopt;
    const auto& classes = now_.model.classes;
    const auto at = std::ranges::find_if(classes, [&](const class_info& info) {
      return info.commodity == commodity && info.bans == bans;
    });
    if (at == classes.end()) return std::nullopt;
    return static_cast<std::size_t>(at - classes.begin());
  }

  const std::vector<double>& costs_from(node_id from, std::size_t k) {
    const auto [at, is_new] = trees_.try_emplace({from, k});
    if (!is_new) return at->second;
    const auto& problem = now_.model.problem;
    assign::class_costs(problem, problem.classes[k], now_.solution.arc_time_h,
                        now_.solution.constraint_price_usd, cost_);
    at->second =
        search_
            .run(now_.model.net.origin_gate[from.index()].value, cost_, route::direction::from_root)
            .cost;
    return at->second;
  }

  const case_data& data_;
  const run_answer& now_;
  route::tree_search search_;
  std::vector<double> cost_;
  std::map<std::pair<node_id, std::size_t>, std::vector<double>> trees_;
};

detour by_country(const case_data& data, detour_search& search, const detour& direct,
                  const std::string& via) {
  auto best = direct;
  best.via = via;
  best.first.transport_usd_per_t = best.second.transport_usd_per_t = infinite;
  for (const auto hub : hubs_of(data, via)) {
    auto by = best;
    by.hub = hub;
    by.first = search.part(direct.origin, hub, direct.commodity);
    by.second = search.part(hub, direct.destination, direct.commodity);
    if (!best.hub.valid() || by.detour_usd_per_t() < best.detour_usd_per_t()) best = by;
  }
  return best;
}

}  // namespace

std::vector<std::pair<node_id, node_id>> trading_pairs(const case_data& data,
                                                       const detour_question& asked,
                                                       commodity_id commodity) {
  std::vector<std::pair<node_id, node_id>> pairs;
  for (const auto& row : data.demands)
    if (row.commodity == commodity && row.t_per_day > 0 &&
        data.nodes[row.origin].country == asked.from &&
        data.nodes[row.destination].country == asked.to)
      pairs.emplace_back(row.origin, row.destination);
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  if (!pairs.empty()) return pairs;
  const auto sender = largest_place(data, asked.from, commodity, true);
  const auto buyer = largest_place(data, asked.to, commodity, false);
  if (sender.valid() && buyer.valid()) pairs.emplace_back(sender, buyer);
  return pairs;
}

std::vector<node_id> hubs_of(const case_data& data, const std::string& country) {
  std::vector<node_id> hubs;
  for (const auto& row : data.demands)
    for (const auto place : {row.origin, row.destination})
      if (data.nodes[place].country == country) hubs.push_back(place);
  std::ranges::sort(hubs);
  hubs.erase(std::unique(hubs.begin(), hubs.end()), hubs.end());
  return hubs;
}

case_data with_detour_flows(const case_data& data, const detour_question& asked) {
  auto made = data;
  const auto add = [&made](node_id from, node_id to, commodity_id commodity) {
    cases::demand row;
    row.origin = from;
    row.destination = to;
    row.commodity = commodity;
    row.t_per_day = 0;
    made.demands.push_back(row);
  };
  for (const auto commodity : asked.commodities) {
    const auto pairs = trading_pairs(data, asked, commodity);
    if (pairs.empty()) continue;
    for (const auto& [origin, destination] : pairs) add(origin, destination, commodity);
    // Bans are of countries, so a pair of places stands for all.
    const auto& [origin, destination] = pairs.front();
    for (const auto& via : asked.via) {
      const auto hubs = hubs_of(data, via);
      if (hubs.empty()) continue;
      add(origin, hubs.front(), commodity);
      add(hubs.front(), destination, commodity);
    }
  }
  return made;
}

std::vector<detour> compare_detours(const case_data& data, const run_answer& now,
                                    const detour_question& asked) {
  detour_search search(data, now);
  std::vector<detour> found;
  for (const auto commodity : asked.commodities)
    for (const auto& [origin, destination] : trading_pairs(data, asked, commodity)) {
      detour direct;
      direct.commodity = commodity;
      direct.origin = origin;
      direct.destination = destination;
      direct.papers_usd_per_t = asked.papers_usd_per_t;
      direct.direct = search.part(origin, destination, commodity);
      direct.t_per_day = search.delivered(origin, destination, commodity);
      for (const auto& via : asked.via) found.push_back(by_country(data, search, direct, via));
    }
  return found;
}

}  // namespace amur::model
