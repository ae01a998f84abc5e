#include "amur/assign/shared_segments.h"

#include <algorithm>
#include <limits>

namespace amur::assign {
namespace {

constexpr std::size_t part_count = 8;  // whatever the threads
constexpr int most_sweeps = 20;
constexpr double swept_clean = 0.01;  // of the first sweep's excess
constexpr std::size_t least_slots = 1024;
// Pairs without excess now may have some once others have moved.
constexpr double any_difference = -std::numeric_limits<double>::infinity();

std::uint64_t mixed(std::uint64_t hash, std::uint64_t number) {
  hash = (hash ^ number) * 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 32);
}

}  // namespace

void segment_table::clear() {
  pair_.clear();
  arc_.clear();
  std::fill(slot_.begin(), slot_.end(), 0);
}

segment_arcs segment_table::segments(std::uint32_t pair) const {
  const auto& own = pair_[pair];
  const std::span arcs(arc_);
  return {arcs.subspan(own.begin, own.middle - own.begin),
          arcs.subspan(own.middle, own.end - own.middle), own.on_dear_t, own.on_cheap_t};
}

void segment_table::grow() {
  slot_.assign(std::max(least_slots, 4 * slot_.size()), 0);
  for (std::uint32_t pair = 0; pair < size(); ++pair) {
    auto at = first_slot(pair_[pair].hash);
    while (slot_[at] != 0) at = first_slot(at + 1);
    slot_[at] = pair + 1;
  }
}

std::uint32_t segment_table::add(std::uint32_t user, std::uint64_t hash,
                                 const segment_arcs& segments) {
  if (2 * pair_.size() >= slot_.size()) grow();
  auto at = first_slot(hash);
  for (; slot_[at] != 0; at = first_slot(at + 1)) {
    const auto pair = slot_[at] - 1;
    auto& own = pair_[pair];
    if (own.hash != hash || own.user != user) continue;
    const auto known = this->segments(pair);
    if (!std::ranges::equal(known.dear, segments.dear) ||
        !std::ranges::equal(known.cheap, segments.cheap))
      continue;
    own.on_dear_t += segments.on_dear_t;
    own.on_cheap_t += segments.on_cheap_t;
    return pair;
  }
  entry made{hash,
             user,
             static_cast<std::uint32_t>(arc_.size()),
             0,
             0,
             segments.on_dear_t,
             segments.on_cheap_t};
  arc_.insert(arc_.end(), segments.dear.begin(), segments.dear.end());
  made.middle = static_cast<std::uint32_t>(arc_.size());
  arc_.insert(arc_.end(), segments.cheap.begin(), segments.cheap.end());
  made.end = static_cast<std::uint32_t>(arc_.size());
  pair_.push_back(made);
  slot_[at] = size();
  return size() - 1;
}

shared_sweeps::shared_sweeps(const problem& problem, std::span<const double> hours_per_usd,
                             thread_pool& pool, congestion& network, bush_set& set)
    : problem_(&problem),
      hours_per_usd_(hours_per_usd),
      pool_(&pool),
      network_(&network),
      set_(&set),
      parts_(part_count),
      cost_(problem.classes.size()) {}

// The pairs of some bushes, and what each bush has on them.
void shared_sweeps::find(part& own, block_range bushes) {
  auto& found = own.found;
  found.clear();
  own.excess = 0;
  for (auto i = bushes.begin; i < bushes.end; ++i) {
    const auto& bush = set_->bushes[i];
    find_labels(bush, cost_[bush.user], own.labels);
    own.excess +=
        hours_per_usd_[bush.user] * find_pairs(bush, static_cast<std::uint32_t>(i),
                                               cost_[bush.user], own.labels, any_difference, found);
  }
  own.table.clear();
  for (auto* list : {&own.on_dear_t, &own.on_cheap_t}) list->resize(found.pairs.size());
  own.of_table.resize(found.pairs.size());
  for (std::size_t n = 0; n < found.pairs.size(); ++n) {
    const auto& pair = found.pairs[n];
    const auto& bush = set_->bushes[pair.bush];
    const auto links = found.links(pair);
    std::uint64_t hash = links.dear.size();
    own.arcs.clear();
    for (auto i = pair.begin; i < pair.end; ++i) {
      own.arcs.push_back(bush.arc[found.link[i]]);
      hash = mixed(hash, own.arcs.back());
    }
    const std::span arcs(own.arcs);
    own.on_dear_t[n] = least_flow(bush, links.dear);
    own.on_cheap_t[n] = least_flow(bush, links.cheap);
    own.of_table[n] = own.table.add(bush.user, hash,
                                    {arcs.first(links.dear.size()), arcs.subspan(links.dear.size()),
                                     own.on_dear_t[n], own.on_cheap_t[n]});
  }
}

// Brings the tables of all parts together.
void shared_sweeps::share() {
  shared_.clear();
  for (auto& own : parts_) {
    own.of_shared.resize(own.table.size());
    for (std::uint32_t n = 0; n < own.table.size(); ++n)
      own.of_shared[n] = shared_.add(own.table.user(n), own.table.hash(n), own.table.segments(n));
  }
}

void shared_sweeps::sweep() {
  moved_t_.assign(shared_.size(), 0.0);
  double first = 0;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    double sum = 0;
    for (std::uint32_t n = 0; n < shared_.size(); ++n) {
      auto segments = shared_.segments(n);
      segments.on_dear_t -= moved_t_[n];
      segments.on_cheap_t += moved_t_[n];
      const auto user = shared_.user(n);
      const auto made = shift(problem_->classes[user], segments, *network_);
      moved_t_[n] += made.moved_t;
      sum += hours_per_usd_[user] * made.paid_too_much;
    }
    if (sweep == 0) first = sum;
    if (sum <= swept_clean * first) break;
  }
}

void shared_sweeps::move(part& own) {
  own.change.clear(problem_->graph.arc_count());
  own.moved_t.assign(own.found.pairs.size(), 0.0);
  for (std::size_t n = 0; n < own.found.pairs.size(); ++n) {
    const auto shared = own.of_shared[own.of_table[n]];
    const auto whole = shared_.segments(shared);
    double t = moved_t_[shared];
    if (t == 0) continue;
    const auto& pair = own.found.pairs[n];
    auto& bush = set_->bushes[pair.bush];
    const auto links = own.found.links(pair);
    t = t > 0
            ? std::min(t * (own.on_dear_t[n] / whole.on_dear_t), least_flow(bush, links.dear))
            : -std::min(-t * (own.on_cheap_t[n] / whole.on_cheap_t), least_flow(bush, links.cheap));
    if (t == 0) continue;
    own.moved_t[n] = t;
    move_flow(links.dear, links.cheap, t, bush);
    const auto& user = problem_->classes[bush.user];
    const double scale = hours_per_usd_[bush.user];
    for (const auto link : links.dear) own.change.add(*problem_, user, scale, bush.arc[link], -t);
    for (const auto link : links.cheap) own.change.add(*problem_, user, scale, bush.arc[link], t);
  }
}

void shared_sweeps::move_back(part& own, double share) {
  for (std::size_t n = 0; n < own.found.pairs.size(); ++n) {
    if (own.moved_t[n] == 0) continue;
    const auto& pair = own.found.pairs[n];
    const auto links = own.found.links(pair);
    move_flow(links.dear, links.cheap, -share * own.moved_t[n], set_->bushes[pair.bush]);
  }
}

double shared_sweeps::run(double aim) {
  for (std::size_t k = 0; k < cost_.size(); ++k)
    network_->write_costs(problem_->classes[k], cost_[k]);
  pool_->run(part_count,
             [&](std::size_t i) { find(parts_[i], block_of(i, part_count, set_->bushes.size())); });
  double excess = 0;
  for (const auto& own : parts_) excess += own.excess;
  if (excess <= aim) return excess;
  share();
  std::vector<double> volume(network_->volume_pce().begin(), network_->volume_pce().end());
  sweep();
  network_->set(std::move(volume), {});
  pool_->run(part_count, [&](std::size_t i) { move(parts_[i]); });
  flow_direction& along = parts_[0].change;
  for (std::size_t i = 1; i < part_count; ++i) along.add(parts_[i].change);
  const double step = best_step(*problem_, along, *network_);
  if (step < 1) pool_->run(part_count, [&](std::size_t i) { move_back(parts_[i], 1 - step); });
  take_step(along, step, *network_);
  return excess;
}

}  // namespace amur::assign
