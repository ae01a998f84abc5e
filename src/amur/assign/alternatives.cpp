#include "amur/assign/alternatives.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <utility>

#include "amur/assign/cost.h"
#include "amur/assign/kept_chains.h"
#include "amur/assign/logit_loading.h"
#include "amur/assign/sums.h"

namespace amur::assign {
namespace {

using arc_list = std::vector<std::uint32_t>;

// A chain begun, with the best share that it can end with.
struct begun {
  double best, share;
  std::uint32_t state;  // of the graph; `none`: at the destination
  std::uint32_t before;
  std::uint32_t arc;  // that led here, or `none`
};

// [state] the largest probability of any way from it to the destination.
std::vector<double> best_ends(const choice_graph& graph) {
  std::vector<double> best(graph.states.size(), 0.0);
  for (auto at = graph.states.size(); at-- > 0;)
    for (const auto& step : graph.steps_of(graph.states[at]))
      best[at] = std::max(best[at], step.probability * (step.to == none ? 1 : best[step.to]));
  return best;
}

arc_list arcs_behind(const std::vector<begun>& chains, std::uint32_t at) {
  arc_list arcs;
  for (; at != none; at = chains[at].before)
    if (chains[at].arc != none) arcs.push_back(chains[at].arc);
  std::ranges::reverse(arcs);
  return arcs;
}

// The likeliest ways from a state on, best first.
void list_from(const choice_graph& graph, std::span<const double> best, std::uint32_t start,
               const listing& listing, std::vector<std::pair<arc_list, double>>& found) {
  std::vector<begun> chains{{best[start], 1, start, none, none}};
  using entry = std::pair<double, std::uint32_t>;
  const auto later = [](const entry& a, const entry& b) {
    return a.first != b.first ? a.first < b.first : a.second > b.second;
  };
  std::priority_queue<entry, std::vector<entry>, decltype(later)> queue(later);
  queue.push({best[start], 0});
  while (!queue.empty() && found.size() < listing.most) {
    const auto [share, at] = queue.top();
    queue.pop();
    if (share < listing.least_share) return;
    const auto chain = chains[at];
    if (chain.state == none) {
      found.emplace_back(arcs_behind(chains, at), chain.share);
      continue;
    }
    for (const auto& step : graph.steps_of(graph.states[chain.state])) {
      const double here = chain.share * step.probability;
      const double end = here * (step.to == none ? 1 : best[step.to]);
      if (end < listing.least_share) continue;
      queue.push({end, static_cast<std::uint32_t>(chains.size())});
      chains.push_back({end, here, step.to, at, step.exit->arc});
    }
  }
}

struct lister {
  const problem& problem_;
  const user_class& user;
  const leg_network& net;
  const listing& wanted;
  std::vector<double> arc_cost;
  leg_costs costs;
  std::span<const double> prices;

  void add_detail(leg_router& router, alternative& each) const;
  void add_leg(leg_router& router, std::uint32_t from, std::uint32_t to, alternative& each) const;
  void add_part(const double* mean, alternative_part part, alternative& each) const;
};

void lister::add_part(const double* mean, alternative_part part, alternative& each) const {
  const std::size_t n = wanted.detail->count;
  add_scaled(each.mean.data(), mean, 1, n);
  part.mean.assign(mean, mean + n);
  each.parts.push_back(std::move(part));
}

void lister::add_leg(leg_router& router, std::uint32_t from, std::uint32_t to,
                     alternative& each) const {
  if (from == to) return;
  const std::size_t n = wanted.detail->count;
  const auto& target = net.targets[net.target_of_state[to]];
  const auto rows = net.components[target.component].places.size();
  const auto row = net.place_row[net.place_of_state[from]];
  std::vector<std::uint8_t> only(rows, 0);
  only[row] = 1;
  std::vector<double> mean(rows * n, 0.0);
  router.average(target, only, wanted.detail->value, n, mean);
  const auto route = router.cheapest(target, from);
  for (const auto arc : route) each.arcs.emplace_back(arc);
  add_part(&mean[row * n], {route.size(), true, {}}, each);
}

void lister::add_detail(leg_router& router, alternative& each) const {
  const std::size_t n = wanted.detail->count;
  const double* start = &wanted.detail->start[each.demand * n];
  each.mean.assign(start, start + n);
  auto at = user.demand[each.demand].origin.value;
  for (const auto [arc] : each.labelled_arcs) {
    add_leg(router, at, problem_.graph.tail[arc], each);
    each.arcs.emplace_back(arc);
    add_part(&wanted.detail->value[arc * n], {1, false, {}}, each);
    at = problem_.graph.head[arc];
  }
  add_leg(router, at, user.demand[each.demand].destination.value, each);
}

}  // namespace

std::vector<alternative> list_alternatives(const problem& problem, class_id of_class,
                                           const solution& solution,
                                           std::span<const std::uint32_t> demands,
                                           const listing& listing, thread_pool& pool) {
  const auto& user = problem.classes[of_class.index()];
  std::vector<std::uint8_t> asked(user.demand.size(), 0);
  for (const auto i : demands) asked[i] = 1;
  auto net = build_leg_network(problem, user, user.fixed_cost_usd_per_t);
  std::erase_if(net.groups, [&asked](const choice_group& group) {
    return std::ranges::none_of(group.demands, [&asked](auto i) { return asked[i] != 0; });
  });
  const auto& record = solution.loadings.front();
  lister list{problem, user, net, listing, {}, {}, record.constraint_price_usd};
  choice_costs(problem, user, record.arc_time_h, record.constraint_price_usd, list.arc_cost);
  find_leg_costs(leg_model_of(problem, user, net), list.arc_cost, pool, list.costs);
  const auto kept = open_chains(problem, user, net, list.costs.matrix, list.prices);
  const auto stays = kept_shares(kept, user.demand.size());

  std::vector<std::vector<std::pair<arc_list, double>>> found(user.demand.size());
  const std::size_t blocks = std::min(work_blocks, net.groups.size());
  for_each_group(problem, user, net, list.arc_cost, list.costs, blocks, pool,
                 [&](std::size_t, const choice_group& group, const choice_graph& graph) {
                   const auto best = best_ends(graph);
                   for (std::size_t j = 0; j < group.demands.size(); ++j)
                     if (asked[group.demands[j]] && graph.start[j] != none)
                       list_from(graph, best, graph.start[j], listing, found[group.demands[j]]);
                 });
  std::vector<alternative> result;
  const auto model = leg_model_of(problem, user, net);
  leg_router router(model, list.arc_cost);
  for (const auto i : demands) {
    std::map<arc_list, double> shares;
    for (const auto& [arcs, share] : found[i]) shares[arcs] += (1 - stays[i]) * share;
    for (const auto& chain : kept)
      if (chain.demand == i) shares[indices_of(chain.labelled_arcs)] += chain.share;
    std::vector<std::pair<double, arc_list>> sorted;
    for (const auto& [arcs, share] : shares)
      if (share >= listing.least_share) sorted.emplace_back(-share, arcs);
    std::ranges::sort(sorted);
    if (sorted.size() > listing.most) sorted.resize(listing.most);
    for (auto& [share, arcs] : sorted) {
      alternative each{i, {arcs.begin(), arcs.end()}, -share, 0, {}, {}, {}};
      each.scarcity_usd_per_t = scarcity_usd_per_t(problem, user, each.labelled_arcs, list.prices);
      if (listing.detail) list.add_detail(router, each);
      result.push_back(std::move(each));
    }
  }
  return result;
}

}  // namespace amur::assign
