#include "amur/assign/shared_segments.h"

#include <algorithm>

#include "amur/base/number.h"

namespace amur::assign {
namespace {

constexpr std::size_t part_count = 8;  // whatever the threads
// Pairs are shifted one by one so many times over, fewer before they are shifted together, or until
// the excess is down to this share of the first time's.
constexpr int most_pair_sweeps = 20;
constexpr int sweeps_before = 6;
constexpr double excess_left = 0.01;
// Entries that the joint step may read: some ten milliseconds.
constexpr std::size_t most_entries = 10'000'000;
// Where links of some bush would run below zero the way bends; less of it is tried until a step of
// so much of it pays.
constexpr double good_step = 0.1;
constexpr double less_of_it = 0.25;
constexpr int most_bends = 6;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t number) {
  hash = (hash ^ number) * 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 32);
}

}  // namespace

shared_sweeps::shared_sweeps(const problem& problem, std::span<const double> hours_per_usd,
                             thread_pool& pool, congestion& network, bush_set& set)
    : problem_(&problem),
      hours_per_usd_(hours_per_usd),
      pool_(&pool),
      network_(&network),
      set_(&set),
      parts_(part_count),
      program_(problem, hours_per_usd, network),
      cost_(problem.classes.size()) {}

// The excess of some bushes, and their pairs.
void shared_sweeps::find(part& own, block_range bushes) {
  own.found.clear();
  own.excess = 0;
  for (auto i = bushes.begin; i < bushes.end; ++i) {
    const auto& bush = set_->bushes[i];
    const auto index = static_cast<std::uint32_t>(i);
    const auto& cost = cost_[bush.user];
    find_labels(bush, cost, own.labels);
    own.excess +=
        hours_per_usd_[bush.user] * find_pairs(bush, index, cost, own.labels, infinite, own.found);
    find_basis(bush, cost, own.basis);
    find_basic_pairs(bush, index, cost, own.basis, own.found);
  }
  list(own);
}

// Which of the pairs are the same, and what each bush has on them.
void shared_sweeps::list(part& own) {
  const auto& found = own.found;
  own.table.clear();
  for (auto* of : {&own.on_dear_t, &own.on_cheap_t}) of->resize(found.pairs.size());
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
    own.on_dear_t[n] = bush.flow_t[links.dear.front()];
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

// Shifts the pairs one by one, many times over; false where much is left to gain.
bool shared_sweeps::shift_each(int times) {
  double first = 0;
  for (int sweep = 0; sweep < times; ++sweep) {
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
    if (sum <= excess_left * first) return true;
  }
  return false;
}

void shared_sweeps::shift_together() {
  program_.set(shared_, moved_t_);
  const auto further_t = program_.solve(most_entries);
  together_.clear(problem_->graph.arc_count());
  for (std::uint32_t n = 0; n < shared_.size(); ++n) {
    if (further_t[n] == 0) continue;
    const auto user = shared_.user(n);
    const auto segments = shared_.segments(n);
    const auto add = [&](std::span<const std::uint32_t> arcs, double t) {
      for (const auto arc : arcs)
        together_.add(*problem_, problem_->classes[user], hours_per_usd_[user], arc, t);
    };
    add(segments.dear, -further_t[n]);
    add(segments.cheap, further_t[n]);
  }
  const double step = best_step(*problem_, together_, *network_);
  take_step(together_, step, *network_);
  for (std::uint32_t n = 0; n < shared_.size(); ++n) moved_t_[n] += step * further_t[n];
}

// What a pair of one bush moves of what it moves in all of them.
double shared_sweeps::part_of(const part& own, std::size_t found) const {
  const auto shared = own.of_shared[own.of_table[found]];
  const auto whole = shared_.segments(shared);
  const double t = moved_t_[shared];
  if (t > 0) return std::min(t * (own.on_dear_t[found] / whole.on_dear_t), own.on_dear_t[found]);
  return t < 0 ? t * (own.on_cheap_t[found] / whole.on_cheap_t) : 0;
}

// The changes of bushes that bring about what pairs move.
void shared_sweeps::plan(part& own) {
  const auto& found = own.found;
  own.change.clear(problem_->graph.arc_count());
  own.change_t.clear();
  own.moved.clear();
  for (std::size_t n = 0; n < found.pairs.size();) {
    const auto index = found.pairs[n].bush;
    const auto& bush = set_->bushes[index];
    const auto begin = own.change_t.size();
    own.change_t.resize(begin + bush.arc.size(), 0.0);
    const auto change = std::span(own.change_t).subspan(begin);
    bool any = false;
    for (; n < found.pairs.size() && found.pairs[n].bush == index; ++n) {
      const double t = part_of(own, n);
      change[found.link[found.pairs[n].begin]] = -t;
      any = any || t != 0;
    }
    if (!any) {
      own.change_t.resize(begin);
      continue;
    }
    own.moved.push_back(index);
    balance_change(bush, change, own.needed_t);
    for (std::size_t link = 0; link < change.size(); ++link)
      if (change[link] != 0)
        own.change.add(*problem_, problem_->classes[bush.user], hours_per_usd_[bush.user],
                       bush.arc[link], change[link]);
  }
}

void shared_sweeps::move(const part& own, double share) {
  std::size_t at = 0;
  for (const auto index : own.moved)
    for (double& t : set_->bushes[index].flow_t) t = std::max(0.0, t + share * own.change_t[at++]);
}

// Finds pairs at the network's present costs. Returns the excess.
double shared_sweeps::find_all() {
  for (std::size_t k = 0; k < cost_.size(); ++k)
    network_->write_costs(problem_->classes[k], cost_[k]);
  pool_->run(part_count,
             [&](std::size_t i) { find(parts_[i], block_of(i, part_count, set_->bushes.size())); });
  double excess = 0;
  for (const auto& own : parts_) excess += own.excess;
  return excess;
}

// Changes the bushes by what pairs move, as far as that pays.
void shared_sweeps::move_bushes() {
  auto& along = parts_[0].change;
  double step = 0;
  for (int trial = 0; trial < most_bends && step < good_step; ++trial) {
    if (trial > 0)
      for (double& t : moved_t_) t *= less_of_it;
    pool_->run(part_count, [&](std::size_t i) { plan(parts_[i]); });
    for (std::size_t i = 1; i < part_count; ++i) along.add(parts_[i].change);
    step = best_step(*problem_, along, *network_);
  }
  pool_->run(part_count, [&](std::size_t i) { move(parts_[i], step); });
  take_step(along, step, *network_);
}

double shared_sweeps::run(double aim, bool together) {
  const double excess = find_all();
  if (excess <= aim) return excess;
  share();
  std::vector<double> volume(network_->volume_pce().begin(), network_->volume_pce().end());
  moved_t_.assign(shared_.size(), 0.0);
  if (!shift_each(together ? sweeps_before : most_pair_sweeps) && together) shift_together();
  network_->set(std::move(volume), {});
  move_bushes();
  return excess;
}

}  // namespace amur::assign
