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
  double best = route::unreachable;
  for (const auto& option : nest_options) best = std::min(best, option.probability);
  double sum = 0;
  for (auto& option : nest_options) {
    const double distance = (option.probability - best) / route_dispersion_;
    option.probability = distance < negligible_dispersions ? std::exp(-distance) : 0;
    sum += option.probability;
  }
  for (auto& option : nest_options) option.probability /= sum;
  nests_.push_back({nest_begin_, options_.size(), best - route_dispersion_ * std::log(sum)});
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
  double best = route::unreachable;
  for (const auto& nest : nests_) best = std::min(best, nest.cost);
  double sum = 0;
  for (auto& nest : nests_) {
    const double distance = (nest.cost - best) / dispersion_;
    nest.cost = distance < negligible_dispersions ? std::exp(-distance) : 0;
    sum += nest.cost;
  }
  for (const auto& nest : nests_)
    for (std::size_t i = nest.begin; i < nest.end; ++i) options_[i].probability *= nest.cost / sum;
  return best - dispersion_ * std::log(sum);
}

}  // namespace amur::assign
