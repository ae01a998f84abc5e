#include "amur/assign/shared_segments.h"

#include <utility>

#include "amur/assign/bent_step.h"

namespace amur::assign {
namespace {

constexpr std::size_t part_count = 8;  // whatever the threads
// Pairs are shifted one by one so many times over, fewer before they are shifted together.
constexpr int most_pair_sweeps = 20;
constexpr int sweeps_before = 6;

}  // namespace

shared_sweeps::shared_sweeps(const problem& problem, std::span<const double> hours_per_usd,
                             thread_pool& pool, congestion& network, bush_set& set)
    : pool_(&pool),
      network_(&network),
      search_{&problem, hours_per_usd, &set, {}},
      parts_(part_count),
      shifts_(problem, hours_per_usd, network) {}

// Brings the tables of all parts together.
void shared_sweeps::share() {
  shared_.clear();
  for (auto& own : parts_) {
    const auto& table = own.table();
    std::vector<std::uint32_t> of_shared(own.different());
    for (std::uint32_t n = 0; n < own.different(); ++n)
      of_shared[n] = shared_.add(table.user(n), table.hash(n), table.segments(n));
    own.set_shared(std::move(of_shared));
  }
}

// Finds pairs at the network's present costs. Returns the excess.
double shared_sweeps::find_all() {
  search_.write_costs(*network_);
  pool_->run(part_count, [&](std::size_t i) {
    parts_[i].find(search_, block_of(i, part_count, search_.set->bushes.size()));
  });
  double excess = 0;
  for (const auto& own : parts_) excess += own.excess();
  return excess;
}

// Changes the bushes by what pairs move, as far as that pays.
void shared_sweeps::move_bushes() {
  auto& along = parts_[0].change;
  const double step = find_bent_step(shifts_.moved_t(), [&] {
    pool_->run(part_count, [&](std::size_t i) {
      parts_[i].plan(search_, {&shared_, shifts_.moved_t()});
    });
    for (std::size_t i = 1; i < part_count; ++i) along.add(parts_[i].change);
    return best_step(*search_.posed, along, *network_);
  });
  pool_->run(part_count, [&](std::size_t i) { parts_[i].move(*search_.set, step); });
  take_step(along, step, *network_);
}

double shared_sweeps::run(double aim, bool together) {
  const double excess = find_all();
  if (excess <= aim) return excess;
  share();
  std::vector<double> volume(network_->volume_pce().begin(), network_->volume_pce().end());
  shifts_.start(shared_.size());
  if (!shifts_.each(shared_, together ? sweeps_before : most_pair_sweeps) && together)
    shifts_.together(shared_);
  network_->set(std::move(volume), {});
  move_bushes();
  return excess;
}

}  // namespace amur::assign
