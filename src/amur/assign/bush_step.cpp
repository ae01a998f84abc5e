#include "amur/assign/bush_step.h"

#include <algorithm>

#include "amur/assign/bush_demand.h"

namespace amur::assign {

bush_step::bush_step(const problem& problem, std::span<const double> hours_per_usd,
                     thread_pool& pool, bush_set& set, bool demand_varies)
    : problem_(&problem),
      hours_per_usd_(hours_per_usd),
      set_(&set),
      demand_varies_(demand_varies),
      may_refuse_(!problem.constraints.empty()),
      trees_(problem, pool),
      cost_(problem.classes.size()),
      passing_(pool.size()),
      sums_(set.bushes.size()) {
  for (std::size_t i = 0; i < pool.size(); ++i) {
    renewals_.emplace_back(problem);
    places_.emplace_back(problem.graph.state_count());
  }
  for (const auto& user : problem.classes) least_cost_.emplace_back(user.demand.size());
}

void bush_step::write_costs(const congestion& network) {
  for (std::size_t k = 0; k < cost_.size(); ++k)
    network.write_costs(problem_->classes[k], cost_[k]);
}

void bush_step::plant_bushes(std::span<const std::uint32_t> bushes) {
  trees_.visit(*set_, bushes, cost_,
               [&](std::size_t i, const route::shortest_path_tree& tree, std::size_t thread) {
                 plant(*problem_, tree, places_[thread], *set_, set_->bushes[i]);
               });
}

void bush_step::settle_bushes(block_range bushes, std::size_t thread,
                              std::vector<std::vector<double>>& flow_t) {
  flow_t.resize(problem_->classes.size());
  for (auto i = bushes.begin; i < bushes.end; ++i) {
    auto& bush = set_->bushes[i];
    if (bush.state.empty()) continue;
    places_[thread].enter(bush);
    settle(*problem_, places_[thread], *set_, passing_[thread], bush);
    places_[thread].leave(bush);
    auto& own = flow_t[bush.user];
    own.resize(problem_->graph.arc_count());
    for (std::size_t link = 0; link < bush.arc.size(); ++link)
      own[bush.arc[link]] += bush.flow_t[link];
  }
}

bush_sums bush_step::measure(std::size_t i, std::span<const double> least) {
  const auto& bush = set_->bushes[i];
  const auto& user = problem_->classes[bush.user];
  const auto& own_cost = cost_[bush.user];
  bush_sums own;
  own.excess = excess_cost(bush, least, own_cost);
  for (std::size_t link = 0; link < bush.arc.size(); ++link)
    if (bush.flow_t[link] > 0) own.total += bush.flow_t[link] * own_cost[bush.arc[link]];
  for (const auto d : set_->demands(bush)) {
    const auto& demand = user.demand[d];
    const double least_cost = least[demand.destination.value];
    const double t = set_->delivered_t[bush.user][d];
    least_cost_[bush.user][d] = least_cost;
    if (!(least_cost < route::unreachable)) continue;
    own.t += t;
    own.excess += demand_excess(user, demand, t, least_cost, may_refuse_);
    if (may_refuse_) own.total += user.refusal_usd_per_t * std::max(0.0, demand.t_per_day - t);
  }
  own.excess *= hours_per_usd_[bush.user];
  own.total *= hours_per_usd_[bush.user];
  return own;
}

bool bush_step::renew_one(std::size_t i, const least_paths& paths, std::size_t thread) {
  auto& bush = set_->bushes[i];
  places_[thread].enter(bush);
  const bool done = renewals_[thread].renew(paths, cost_[bush.user], *set_, demand_varies_,
                                            places_[thread], bush);
  places_[thread].leave(bush);
  return done;
}

std::span<const bush_sums> bush_step::renew() {
  std::vector<std::uint8_t> in_circles(set_->bushes.size(), 0);
  trees_.visit_paths(*set_, cost_,
                     [&](std::size_t i, const least_paths& paths, std::size_t thread) {
                       sums_[i] = measure(i, paths.cost);
                       in_circles[i] = renew_one(i, paths, thread) ? 0 : 1;
                     });
  for (std::uint32_t i = 0; i < in_circles.size(); ++i)
    if (in_circles[i])
      trees_.visit(*set_, {&i, 1}, cost_,
                   [&](std::size_t, const route::shortest_path_tree& tree, std::size_t thread) {
                     renew_one(i, {tree.cost, tree.via_arc}, thread);
                   });
  return sums_;
}

}  // namespace amur::assign
