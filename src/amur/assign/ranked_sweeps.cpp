#include "amur/assign/ranked_sweeps.h"

#include <utility>

#include "amur/assign/bent_step.h"

namespace amur::assign {
namespace {

// Few, since they are what ranks wait for.
constexpr int pair_sweeps = 4;

// A sum over bushes, and what it is a sum of.
struct excess_and_table {
  double excess = 0;
  segment_table* table = nullptr;
  segment_table received;
};

excess_and_table received_part(const bytes& message) {
  excess_and_table made;
  unpacker from(message);
  made.excess = from.take<double>();
  made.received.add_packed(from);
  return made;
}

bytes packed(const flow_direction& value) {
  bytes made;
  pack(made, value.fixed_h);
  pack(made, std::span<const double>(value.time_weight));
  pack(made, std::span<const double>(value.volume_pce));
  return made;
}

flow_direction unpacked(const bytes& message, std::size_t arcs) {
  flow_direction made;
  made.clear(arcs);
  unpacker from(message);
  made.fixed_h = from.take<double>();
  from.take(std::span<double>(made.time_weight));
  from.take(std::span<double>(made.volume_pce));
  return made;
}

}  // namespace

ranked_sweeps::ranked_sweeps(const problem& problem, std::span<const double> hours_per_usd,
                             thread_pool& pool, const rank_parts& cut, ranks& all,
                             congestion& network, bush_set& set)
    : pool_(&pool),
      cut_(cut),
      all_(&all),
      own_(cut.parts_of(all.own())),
      network_(&network),
      search_{&problem, hours_per_usd, &set, {}},
      parts_(own_.end - own_.begin),
      shifts_(problem, hours_per_usd, network) {}

// Finds pairs at the network's present costs, and brings tables and excess together.
double ranked_sweeps::find_all() {
  search_.write_costs(*network_);
  const auto first = cut_.bushes_of(all_->own()).begin;
  pool_->run(parts_.size(), [&](std::size_t i) {
    const auto range = cut_.bushes_of_part(own_.begin + i);
    parts_[i].find(search_, {range.begin - first, range.end - first});
  });
  std::vector<excess_and_table> own;
  for (auto& part : parts_) own.push_back({part.excess(), &part.table(), {}});
  merge_parts(
      cut_, *all_, own,
      [](excess_and_table& into, const excess_and_table& other) {
        into.excess += other.excess;
        into.table->add(other.table ? *other.table : other.received);
      },
      [](const excess_and_table& value) {
        bytes made;
        pack(made, value.excess);
        const auto table = value.table->packed();
        made.insert(made.end(), table.begin(), table.end());
        return made;
      },
      received_part);
  double excess = own.empty() ? 0 : own.front().excess;
  broadcast_value(*all_, excess);
  return excess;
}

// Gives the table of all pairs to all ranks, who find their own in it.
void ranked_sweeps::share() {
  bytes message;
  if (all_->own() == 0) {
    shared_ = &parts_.front().table();
    if (all_->count() > 1) message = shared_->packed();
  }
  broadcast(*all_, message);
  if (all_->own() != 0) {
    unpacker from(message);
    received_.clear();
    received_.add_packed(from);
    shared_ = &received_;
  }
}

// Rank 0 shifts pairs while the others look up theirs.
void ranked_sweeps::shift(bool together) {
  bytes message;
  shifts_.start(shared_->size());
  if (all_->own() == 0) {
    std::vector<double> volume(network_->volume_pce().begin(), network_->volume_pce().end());
    if (!shifts_.each(*shared_, pair_sweeps) && together) shifts_.together(*shared_);
    network_->set(std::move(volume), {});
    pack(message, std::span<const double>(shifts_.moved_t()));
  }
  pool_->run(parts_.size(), [&](std::size_t i) {
    const auto& table = parts_[i].table();
    std::vector<std::uint32_t> of_shared(parts_[i].different());
    for (std::uint32_t n = 0; n < of_shared.size(); ++n)
      of_shared[n] = shared_->find(table.user(n), table.hash(n), table.segments(n));
    parts_[i].set_shared(std::move(of_shared));
  });
  broadcast(*all_, message);
  if (all_->own() != 0) unpacker(message).take(std::span<double>(shifts_.moved_t()));
}

// What the bushes of all ranks change by, at rank 0.
flow_direction ranked_sweeps::plan() {
  pool_->run(parts_.size(), [&](std::size_t i) {
    parts_[i].plan(search_, {shared_, shifts_.moved_t()});
  });
  std::vector<flow_direction> own;
  for (auto& part : parts_) own.push_back(std::move(part.change));
  merge_parts(
      cut_, *all_, own, [](flow_direction& into, const flow_direction& other) { into.add(other); },
      packed,
      [&](const bytes& message) { return unpacked(message, search_.posed->graph.arc_count()); });
  return all_->own() == 0 ? std::move(own.front()) : flow_direction{};
}

// Changes the bushes by what pairs move, as far as that pays.
void ranked_sweeps::move_bushes() {
  flow_direction along;
  const double step = find_bent_step(shifts_.moved_t(), [&] {
    along = plan();
    double share = all_->own() == 0 ? best_step(*search_.posed, along, *network_) : 0;
    broadcast_value(*all_, share);
    return share;
  });
  pool_->run(parts_.size(), [&](std::size_t i) { parts_[i].move(*search_.set, step); });
  bytes message;
  if (all_->own() == 0) {
    take_step(along, step, *network_);
    pack(message, network_->volume_pce());
  }
  broadcast(*all_, message);
  if (all_->own() == 0) return;
  std::vector<double> volume(search_.posed->graph.arc_count());
  unpacker(message).take(std::span<double>(volume));
  network_->set(std::move(volume), {});
}

double ranked_sweeps::run(double aim, bool together) {
  const double excess = find_all();
  if (excess <= aim) return excess;
  share();
  shift(together);
  move_bushes();
  return excess;
}

}  // namespace amur::assign
