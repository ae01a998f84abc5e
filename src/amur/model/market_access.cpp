#include <algorithm>
#include <cmath>
#include <map>

#include "amur/assign/cost.h"
#include "amur/model/bans.h"
#include "amur/model/dependence.h"
#include "amur/route/shortest_path.h"

namespace amur::model {
namespace {

// What of a commodity is bought and sold where, in USD a day.
struct goods_places {
  std::map<node_id, double> sold, bought;
  [[nodiscard]] std::vector<node_id> all() const {
    std::vector<node_id> places;
    for (const auto* side : {&sold, &bought})
      for (const auto& [place, usd] : *side) places.push_back(place);
    std::ranges::sort(places);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
  }
};

class access_search {
 public:
  access_search(const case_data& data, const run_answer& now, commodity_id commodity)
      : data_(data), now_(now), commodity_(commodity), value_(data.commodities[commodity]) {
    for (const auto& flow : now.model.flows) {
      if (flow.commodity != commodity || flow.banned) continue;
      const double usd = value_.value_usd_per_t *
                         now.solution.od[flow.user_class.index()][flow.demand].delivered_t;
      places_.sold[flow.origin] += usd;
      places_.bought[flow.destination] += usd;
    }
  }

  std::vector<place_access> find(double elasticity) {
    std::vector<place_access> rows;
    const auto places = places_.all();
    for (const auto place : places) rows.push_back({place, commodity_, 0, 0, route::unreachable});
    for (std::size_t from = 0; from < places.size(); ++from)
      for (std::size_t to = 0; to < places.size(); ++to) {
        const double cost = from == to ? 0 : cost_of(places[from], places[to]);
        if (!std::isfinite(cost)) continue;
        const double near = std::pow(1 + cost / value_.value_usd_per_t, -elasticity);
        if (const auto buys = places_.bought.find(places[to]); buys != places_.bought.end()) {
          rows[from].to_buyers_usd += buys->second * near;
          if (from != to)
            rows[from].least_cost_usd_per_t = std::min(rows[from].least_cost_usd_per_t, cost);
        }
        if (const auto sells = places_.sold.find(places[from]); sells != places_.sold.end())
          rows[to].to_sellers_usd += sells->second * near;
      }
    return rows;
  }

 private:
  // Transport and duty of a tonne; infinite where bans keep it or no class meets its bans.
  double cost_of(node_id from, node_id to) {
    const auto &origin = data_.nodes[from].country, &destination = data_.nodes[to].country;
    const auto bans = matching_bans(data_, origin, destination, commodity_);
    const auto& classes = now_.model.classes;
    const auto same = std::ranges::find_if(classes, [&](const class_info& info) {
      return info.commodity == commodity_ && info.bans == bans;
    });
    if (same == classes.end() || std::ranges::any_of(bans, [&](std::uint32_t ban) {
          return bans_trade_itself(data_.bans[ban]);
        }))
      return route::unreachable;
    const auto& costs = costs_from(from, static_cast<std::size_t>(same - classes.begin()));
    return costs[now_.model.net.destination_gate[to.index()].index()] +
           duty_usd_per_t(data_, origin, destination, commodity_);
  }

  const std::vector<double>& costs_from(node_id from, std::size_t k) {
    const auto [at, is_new] = trees_.try_emplace({from, k});
    if (!is_new) return at->second;
    const auto& problem = now_.model.problem;
    std::vector<double> cost;
    assign::class_costs(problem, problem.classes[k], now_.solution.arc_time_h,
                        now_.solution.constraint_price_usd, cost);
    route::tree_search search(now_.model.net.graph, problem.no_through);
    at->second =
        search
            .run(now_.model.net.origin_gate[from.index()].value, cost, route::direction::from_root)
            .cost;
    return at->second;
  }

  const case_data& data_;
  const run_answer& now_;
  commodity_id commodity_;
  const commodity& value_;
  goods_places places_;
  std::map<std::pair<node_id, std::size_t>, std::vector<double>> trees_;
};

}  // namespace

std::vector<place_access> market_access(const case_data& data, const run_answer& now,
                                        double elasticity, std::size_t threads) {
  std::vector<std::vector<place_access>> by_goods(data.commodities.size());
  thread_pool pool(threads);
  pool.run(by_goods.size(), [&](std::size_t c) {
    const auto& goods = data.commodities[commodity_id(c)];
    if (goods.unit == unit::tonne && goods.value_usd_per_t > 0)
      by_goods[c] = access_search(data, now, commodity_id(c)).find(elasticity);
  });
  std::vector<place_access> all;
  for (const auto& rows : by_goods) all.insert(all.end(), rows.begin(), rows.end());
  return all;
}

}  // namespace amur::model
