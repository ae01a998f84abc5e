#include "amur/assign/chain_rules.h"

#include <algorithm>

namespace amur::assign {
namespace {

std::uint32_t bits_of(const leg_network& net) {
  std::uint32_t most = std::max(1U, net.countries);
  for (const auto number : net.strait)
    if (number != none) most = std::max(most, number + 1);
  return most;
}

}  // namespace

std::uint64_t memory_sets::hash(std::span<const std::uint64_t> words) {
  std::uint64_t sum = 0x9E3779B97F4A7C15ULL;
  for (const auto word : words) {
    sum = (sum ^ word) * 0xBF58476D1CE4E5B9ULL;
    sum ^= sum >> 29U;
  }
  return sum;
}

std::uint32_t memory_sets::with(std::uint32_t set, std::uint32_t bit) {
  if (has(set, bit)) return set;
  const auto begin = pool_.size();
  for (std::size_t w = 0; w < words_; ++w) pool_.push_back(pool_[set * words_ + w]);
  pool_[begin + bit / 64] |= std::uint64_t{1} << (bit % 64);
  const std::span added(&pool_[begin], words_);
  const auto key = hash(added);
  const auto [first, last] = index_.equal_range(key);
  for (auto at = first; at != last; ++at)
    if (std::equal(added.begin(), added.end(), &pool_[at->second * words_])) {
      pool_.resize(begin);
      return at->second;
    }
  const auto number = static_cast<std::uint32_t>(begin / words_);
  index_.emplace(key, number);
  return number;
}

void memory_sets::clear() {
  pool_.assign(words_, 0);
  index_.clear();
  index_.emplace(hash(pool_), 0);
}

chain_rules::chain_rules(const problem& problem, const leg_network& net)
    : problem_(&problem), net_(&net), left_(bits_of(net)), used_(std::max(1U, net.crossings)) {}

void chain_rules::begin(const chain_exceptions& exceptions) {
  may_ = exceptions;
  left_.clear();
  used_.clear();
}

bool chain_rules::enter(std::uint32_t country, chain_memory& memory) {
  if (country == none || country == memory.country) return true;
  if (!may_.may_reenter) {
    if (left_.has(memory.set, country)) return false;
    if (memory.country != none) memory.set = left_.with(memory.set, memory.country);
    memory.changes = 0;
  }
  memory.country = country;
  return true;
}

bool chain_rules::use(std::uint32_t bit, chain_memory& memory) {
  auto& sets = may_.may_reenter ? used_ : left_;
  if (sets.has(memory.set, bit)) return false;
  memory.set = sets.with(memory.set, bit);
  return true;
}

bool chain_rules::cross(const leg_exit& exit, chain_memory& memory) {
  const auto crossing = problem_->crossing(exit.arc);
  const auto from = problem_->country(problem_->graph.tail[exit.arc]);
  const auto to = problem_->country(problem_->graph.head[exit.arc]);
  memory.moved = true;
  if (may_.may_reenter) {
    if (!use(crossing, memory)) return false;
    memory.country = to;
    memory.changes = 0;
    return true;
  }
  if ((from == to || from == none || to == none) && !use(net_->strait[crossing], memory))
    return false;
  if (from == to) return true;
  if (to != none) return enter(to, memory);
  // Over a border to the high seas.
  if (memory.country != none) memory.set = left_.with(memory.set, memory.country);
  memory.country = none;
  memory.changes = 0;
  return true;
}

bool chain_rules::change(bool has_moved, const leg_exit& exit, chain_memory& memory) const {
  const bool loading = memory.start, unloading = exit.head_place == none;
  if (!has_moved && !loading && !may_.may_stand) return false;
  memory.moved = false;
  if (loading || unloading) return true;
  if (memory.changes >= problem_->rules.max_changes) return false;
  ++memory.changes;
  return true;
}

bool chain_rules::take(std::uint32_t place, const leg_exit& exit, chain_memory& memory) {
  const auto tail = net_->targets[net_->components[exit.component].targets[exit.column]].state;
  const bool has_moved = memory.moved || net_->place_state[place] != tail;
  if (memory.start && net_->place_state[place] != tail) memory.start = false;
  if (!enter(problem_->country(tail), memory)) return false;
  const bool valid = exit.kind == exit_kind::arrival    ? true
                     : exit.kind == exit_kind::crossing ? cross(exit, memory)
                                                        : change(has_moved, exit, memory);
  memory.start = false;
  return valid;
}

}  // namespace amur::assign
