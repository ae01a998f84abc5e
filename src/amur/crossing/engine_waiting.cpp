// Queues, units, stores, patience.

#include <algorithm>

#include "amur/crossing/engine.h"

namespace amur::crossing {

void engine::wait(std::uint32_t at, running_stage& stage) {
  auto& who = vehicles_[at];
  auto& line = lines_[stage.line];
  auto& ends = line.by_priority[who.priority];
  who.state = vehicle_state::waiting;
  who.previous = ends.last;
  who.next = nobody;
  if (ends.last == nobody)
    ends.first = at;
  else
    vehicles_[ends.last].next = at;
  ends.last = at;
  ++line.count;
  stage.waiting.change(now_, 1);
  stage.record.most_waiting = std::max(stage.record.most_waiting, stage.waiting.value);
  who.pending = 0;
  if (stage.patience != no_source)
    who.pending = events_.plan(now_ + to_ticks(sources_[stage.patience].draw()),
                               event_rank::patience, vehicle_slots_ + at);
  if (options_->trace) note(at, "waits");
}

void engine::unlink(std::uint32_t at, running_stage& stage) {
  auto& who = vehicles_[at];
  auto& line = lines_[stage.line];
  auto& ends = line.by_priority[who.priority];
  (who.previous == nobody ? ends.first : vehicles_[who.previous].next) = who.next;
  (who.next == nobody ? ends.last : vehicles_[who.next].previous) = who.previous;
  --line.count;
  stage.waiting.change(now_, -1);
  who.state = vehicle_state::moving;
  who.pending = 0;
  who.next = who.previous = nobody;
}

void engine::turn_away(std::uint32_t at, running_stage& stage) {
  auto& who = vehicles_[at];
  stage.record.turned_away += 1;
  if (options_->trace) note(at, "turned away");
  who.stage = stage.on_leave;
  who.lost = stage.on_leave == no_stage;
}

void engine::lose_patience(std::uint32_t at) {
  const auto index = vehicles_[at].stage;
  auto& stage = stages_[index];
  if (stage.kind == stage_kind::batch) stage.load_waiting -= vehicles_[at].load;
  unlink(at, stage);
  stage.record.impatient += 1;
  if (options_->trace) note(at, "loses patience");
  vehicles_[at].stage = stage.on_leave;
  vehicles_[at].lost = stage.on_leave == no_stage;
  ready_.push_back(at);
  if (stage.kind == stage_kind::service || stage.kind == stage_kind::seize)
    dispatch(stage.resource);
  else if (stage.kind != stage_kind::batch)
    serve_store(stage.resource);
}

void engine::hold(vehicle& who, std::uint16_t resource, std::uint32_t units) {
  resources_[resource].occupy(now_, units);
  for (std::size_t i = 0; i < who.held_kinds; ++i)
    if (who.held_resource[i] == resource) {
      who.held_units[i] += units;
      return;
    }
  who.held_resource[who.held_kinds] = resource;
  who.held_units[who.held_kinds++] = units;
}

void engine::give_back(vehicle& who, std::uint16_t resource, std::uint32_t units) {
  for (std::size_t i = 0; i < who.held_kinds; ++i) {
    if (who.held_resource[i] != resource) continue;
    const auto given = std::min(units, who.held_units[i]);
    resources_[resource].occupy(now_, -static_cast<double>(given));
    who.held_units[i] -= given;
    if (who.held_units[i] > 0) return;
    --who.held_kinds;
    who.held_resource[i] = who.held_resource[who.held_kinds];
    who.held_units[i] = who.held_units[who.held_kinds];
    return;
  }
}

// What is freed may let a carrier leave, which may move all vehicles in memory.
void engine::pass_release(std::uint32_t at) {
  const auto& stage = stages_[vehicles_[at].stage];
  vehicles_[at].stage = stage.next;
  give_back(vehicles_[at], stage.resource, stage.units);
  dispatch(stage.resource);
}

// What is given back may let a carrier leave, which needs a place of its own and may move all
// vehicles in memory.
void engine::give_all_back(std::uint32_t at) {
  while (vehicles_[at].held_kinds > 0) {
    auto& who = vehicles_[at];
    const auto resource = who.held_resource[0];
    give_back(who, resource, who.held_units[0]);
    dispatch(resource);
  }
}

// Serves the line as far as units reach; whoever is first and needs more than there are holds up
// the rest.
void engine::dispatch(std::uint16_t at) {
  auto& resource = resources_[at];
  const auto& line = lines_[resource.line];
  while (line.count > 0) {
    const auto first = line.first();
    auto& stage = stages_[vehicles_[first].stage];
    if (resource.free() < stage.units && !make_room(first, stage)) return;
    unlink(first, stage);
    if (begin(first, stage)) ready_.push_back(first);
  }
  for (const auto batch : resource.batches) try_batch(batch, false);
}

double engine::load_to_move(const vehicle& who, const running_stage& stage) const {
  return std::min(stage.amount, who.left);
}

bool engine::store_allows(const vehicle& who, const running_stage& stage) const {
  const auto& store = resources_[stage.resource];
  const double load = load_to_move(who, stage);
  return stage.kind == stage_kind::put ? store.busy.value + load <= store.units + load_slack
                                       : load <= store.busy.value + load_slack;
}

void engine::move_load(vehicle& who, running_stage& stage) {
  auto& store = resources_[stage.resource];
  const double load = load_to_move(who, stage);
  store.busy.change(now_, stage.kind == stage_kind::put ? load : -load);
  store.busy.value = std::clamp(store.busy.value, 0.0, store.units);
  who.left -= load;
  if (who.left > load_slack && stage.again != no_stage) {
    who.stage = stage.again;
  } else {
    who.left = who.load;
    who.stage = stage.next;
  }
}

// Puts and takes let each other go on until neither can.
void engine::serve_store(std::uint16_t at) {
  const auto serve = [&](std::uint32_t line_at) {
    const auto& line = lines_[line_at];
    bool served = false;
    while (line.count > 0) {
      const auto first = line.first();
      auto& stage = stages_[vehicles_[first].stage];
      if (!store_allows(vehicles_[first], stage)) break;
      unlink(first, stage);
      begin(first, stage);
      ready_.push_back(first);
      served = true;
    }
    return served;
  };
  while (serve(resources_[at].line) || serve(resources_[at].take_line)) continue;
}

}  // namespace amur::crossing
