#include "amur/assign/bush_extrapolation.h"

#include <algorithm>

namespace amur::assign {
namespace {

constexpr double reach = 4;           // times the change of shares
constexpr std::size_t sum_parts = 8;  // whatever the threads

}  // namespace

bush_extrapolation::bush_extrapolation(const problem& problem,
                                       std::span<const double> hours_per_usd, thread_pool& pool,
                                       congestion& network, bush_set& set)
    : problem_(&problem),
      hours_per_usd_(hours_per_usd),
      pool_(&pool),
      network_(&network),
      set_(&set) {
  for (std::size_t i = 0; i < pool.size(); ++i)
    scratch_.push_back({bush_places(problem.graph.state_count()), {}, {}});
}

void bush_extrapolation::remember() {
  change_.resize(set_->bushes.size());
  for (std::size_t i = 0; i < change_.size(); ++i) change_[i] = set_->bushes[i].flow_t;
}

// Turns remembered flows into the way to the extrapolated ones.
void bush_extrapolation::extrapolate(const bush& bush, std::size_t thread,
                                     std::vector<double>& change) {
  auto& own = scratch_[thread];
  own.target = bush;
  auto& flow = own.target.flow_t;
  for (std::uint32_t p = 1; p < bush.size(); ++p) {
    const auto begin = bush.first_in[p], end = bush.first_in[p + 1];
    if (end - begin < 2) continue;
    double now = 0, before = 0;
    for (auto link = begin; link < end; ++link) {
      now += bush.flow_t[link];
      before += change[link];
    }
    if (!(now > 0) || !(before > 0)) continue;
    for (auto link = begin; link < end; ++link) {
      const double share = bush.flow_t[link] / now, old_share = change[link] / before;
      flow[link] = std::max(0.0, share + reach * (share - old_share));
    }
  }
  own.places.enter(bush);
  settle(*problem_, own.places, *set_, own.passing, own.target);
  own.places.leave(bush);
  for (std::size_t link = 0; link < change.size(); ++link)
    change[link] = flow[link] - bush.flow_t[link];
}

void bush_extrapolation::add_change(const bush& bush, std::span<const double> change,
                                    flow_direction& sum) const {
  for (std::size_t link = 0; link < change.size(); ++link)
    if (change[link] != 0)
      sum.add(*problem_, problem_->classes[bush.user], hours_per_usd_[bush.user], bush.arc[link],
              change[link]);
}

void bush_extrapolation::change_flows(double step) {
  pool_->run(sum_parts, [&](std::size_t part) {
    const auto range = block_of(part, sum_parts, set_->bushes.size());
    for (auto i = range.begin; i < range.end; ++i) {
      auto& flow = set_->bushes[i].flow_t;
      for (std::size_t link = 0; link < flow.size(); ++link)
        flow[link] = std::max(0.0, flow[link] + step * change_[i][link]);
    }
  });
}

void bush_extrapolation::search() {
  std::vector<flow_direction> parts(sum_parts);
  pool_->run(sum_parts, [&](std::size_t part, std::size_t thread) {
    parts[part].clear(problem_->graph.arc_count());
    const auto range = block_of(part, sum_parts, set_->bushes.size());
    for (auto i = range.begin; i < range.end; ++i) {
      extrapolate(set_->bushes[i], thread, change_[i]);
      add_change(set_->bushes[i], change_[i], parts[part]);
    }
  });
  flow_direction& along = parts[0];
  for (std::size_t part = 1; part < sum_parts; ++part) along.add(parts[part]);
  const double step = best_step(*problem_, along, *network_);
  if (step == 0) return;
  change_flows(step);
  take_step(along, step, *network_);
}

}  // namespace amur::assign
