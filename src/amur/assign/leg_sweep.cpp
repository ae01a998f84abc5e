#include "amur/assign/leg_sweep.h"

namespace amur::assign {

void exit_choice::consider(const leg_destination& end, std::uint32_t entry, const leg_exit& exit,
                           std::span<const double> entry_cost) {
  double cost = leg_matrix_[net_->leg(exit.component, net_->entry_row[entry], exit.column)];
  if (exit.arc != none) cost += arc_cost_[exit.arc];
  if (exit.head_entry != none) {
    // Reasonable legs lead to entries that are nearer to the destination at free flow.
    if (end.rank[exit.head_entry] >= end.rank[entry]) return;
    cost += entry_cost[exit.head_entry];
  }
  if (std::isfinite(cost)) options_.push_back({&exit, cost});
}

void exit_choice::close_nest() {
  const std::span nest_options(options_.begin() + static_cast<std::ptrdiff_t>(nest_begin_),
                               options_.end());
  if (nest_options.empty()) return;
  const auto chosen = soften(nest_options, route_dispersion_,
                             [](auto& option) -> double& { return option.probability; });
  for (auto& option : nest_options) option.probability /= chosen.weight_sum;
  nests_.push_back({nest_begin_, options_.size(), chosen.cost});
  nest_begin_ = options_.size();
}

double exit_choice::evaluate(const leg_destination& end, std::uint32_t entry,
                             std::span<const double> entry_cost) {
  options_.clear();
  nests_.clear();
  nest_begin_ = 0;
  if (net_->entry_state[entry] == end.state) return 0;
  const auto component = net_->entry_component[entry];
  const auto take_all = [&](std::span<const leg_exit> exits) {
    for (std::size_t i = 0; i < exits.size(); ++i) {
      consider(end, entry, exits[i], entry_cost);
      if (i + 1 == exits.size() || exits[i + 1].label != exits[i].label) close_nest();
    }
  };
  take_all(net_->components[component].exits);
  const auto first = std::lower_bound(
      end.arrivals.begin(), end.arrivals.end(), component,
      [](const leg_exit& exit, std::uint32_t wanted) { return exit.component < wanted; });
  auto last = first;
  while (last != end.arrivals.end() && last->component == component) ++last;
  take_all({first, last});

  if (nests_.empty()) return route::unreachable;
  const auto chosen = soften(nests_, dispersion_, [](auto& nest) -> double& { return nest.cost; });
  for (const auto& nest : nests_)
    for (std::size_t i = nest.begin; i < nest.end; ++i)
      options_[i].probability *= nest.cost / chosen.weight_sum;
  return chosen.cost;
}

}  // namespace amur::assign
