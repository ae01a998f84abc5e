#include "amur/assign/segment_part.h"

#include <algorithm>

#include "amur/base/number.h"

namespace amur::assign {
namespace {

// Sweeps over pairs end once the excess is down to this share of the first time's.
constexpr double excess_left = 0.01;
// Entries that the joint step may read: some ten milliseconds.
constexpr std::size_t most_entries = 10'000'000;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t number) {
  hash = (hash ^ number) * 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 32);
}

}  // namespace

void segment_search::write_costs(const congestion& network) {
  cost.resize(posed->classes.size());
  for (std::size_t k = 0; k < cost.size(); ++k) network.write_costs(posed->classes[k], cost[k]);
}

void segment_part::find(const segment_search& search, block_range bushes) {
  found_.clear();
  excess_ = 0;
  for (auto i = bushes.begin; i < bushes.end; ++i) {
    const auto& bush = search.set->bushes[i];
    const auto index = static_cast<std::uint32_t>(i);
    const auto& cost = search.cost[bush.user];
    find_labels(bush, cost, labels_);
    excess_ +=
        search.hours_per_usd[bush.user] * find_pairs(bush, index, cost, labels_, infinite, found_);
    find_basis(bush, cost, basis_);
    find_basic_pairs(bush, index, cost, basis_, found_);
  }
  list(search);
}

// Which of the pairs are the same, and what each bush has on them.
void segment_part::list(const segment_search& search) {
  table_.clear();
  for (auto* of : {&on_dear_t_, &on_cheap_t_}) of->resize(found_.pairs.size());
  of_table_.resize(found_.pairs.size());
  for (std::size_t n = 0; n < found_.pairs.size(); ++n) {
    const auto& pair = found_.pairs[n];
    const auto& bush = search.set->bushes[pair.bush];
    const auto links = found_.links(pair);
    std::uint64_t hash = links.dear.size();
    arcs_.clear();
    for (auto i = pair.begin; i < pair.end; ++i) {
      arcs_.push_back(bush.arc[found_.link[i]]);
      hash = mixed(hash, arcs_.back());
    }
    const std::span arcs(arcs_);
    on_dear_t_[n] = bush.flow_t[links.dear.front()];
    on_cheap_t_[n] = least_flow(bush, links.cheap);
    of_table_[n] = table_.add(bush.user, hash,
                              {arcs.first(links.dear.size()), arcs.subspan(links.dear.size()),
                               on_dear_t_[n], on_cheap_t_[n]});
  }
  different_ = table_.size();
}

// What a pair of one bush moves of what it moves in all of them.
double segment_part::part_of(const shared_moves& moves, std::size_t found) const {
  const auto shared = of_shared_[of_table_[found]];
  const auto whole = moves.table->segments(shared);
  const double t = moves.moved_t[shared];
  if (t > 0) return std::min(t * (on_dear_t_[found] / whole.on_dear_t), on_dear_t_[found]);
  return t < 0 ? t * (on_cheap_t_[found] / whole.on_cheap_t) : 0;
}

void segment_part::plan(const segment_search& search, const shared_moves& moves) {
  change.clear(search.posed->graph.arc_count());
  change_t_.clear();
  moved_.clear();
  for (std::size_t n = 0; n < found_.pairs.size();) {
    const auto index = found_.pairs[n].bush;
    const auto& bush = search.set->bushes[index];
    const auto begin = change_t_.size();
    change_t_.resize(begin + bush.arc.size(), 0.0);
    const auto own = std::span(change_t_).subspan(begin);
    bool any = false;
    for (; n < found_.pairs.size() && found_.pairs[n].bush == index; ++n) {
      const double t = part_of(moves, n);
      own[found_.link[found_.pairs[n].begin]] = -t;
      any = any || t != 0;
    }
    if (!any) {
      change_t_.resize(begin);
      continue;
    }
    moved_.push_back(index);
    balance_change(bush, own, needed_t_);
    for (std::size_t link = 0; link < own.size(); ++link)
      if (own[link] != 0)
        change.add(*search.posed, search.posed->classes[bush.user], search.hours_per_usd[bush.user],
                   bush.arc[link], own[link]);
  }
}

void segment_part::move(bush_set& set, double share) const {
  std::size_t at = 0;
  for (const auto index : moved_)
    for (double& t : set.bushes[index].flow_t) t = std::max(0.0, t + share * change_t_[at++]);
}

segment_shifts::segment_shifts(const problem& problem, std::span<const double> hours_per_usd,
                               congestion& network)
    : problem_(&problem),
      hours_per_usd_(hours_per_usd),
      network_(&network),
      program_(problem, hours_per_usd, network) {}

bool segment_shifts::each(const segment_table& table, int times) {
  double first = 0;
  for (int sweep = 0; sweep < times; ++sweep) {
    double sum = 0;
    for (std::uint32_t n = 0; n < table.size(); ++n) {
      auto segments = table.segments(n);
      segments.on_dear_t -= moved_t_[n];
      segments.on_cheap_t += moved_t_[n];
      const auto user = table.user(n);
      const auto made = shift(problem_->classes[user], segments, *network_);
      moved_t_[n] += made.moved_t;
      sum += hours_per_usd_[user] * made.paid_too_much;
    }
    if (sweep == 0) first = sum;
    if (sum <= excess_left * first) return true;
  }
  return false;
}

void segment_shifts::together(const segment_table& table) {
  program_.set(table, moved_t_);
  const auto further_t = program_.solve(most_entries);
  together_.clear(problem_->graph.arc_count());
  for (std::uint32_t n = 0; n < table.size(); ++n) {
    if (further_t[n] == 0) continue;
    const auto user = table.user(n);
    const auto segments = table.segments(n);
    const auto add = [&](std::span<const std::uint32_t> arcs, double t) {
      for (const auto arc : arcs)
        together_.add(*problem_, problem_->classes[user], hours_per_usd_[user], arc, t);
    };
    add(segments.dear, -further_t[n]);
    add(segments.cheap, further_t[n]);
  }
  const double step = best_step(*problem_, together_, *network_);
  take_step(together_, step, *network_);
  for (std::uint32_t n = 0; n < table.size(); ++n) moved_t_[n] += step * further_t[n];
}

}  // namespace amur::assign
