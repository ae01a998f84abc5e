// Carriers: barges, boats, buses, convoys that leave when full, on time, or whichever is first.

#include <algorithm>
#include <cmath>

#include "amur/crossing/engine.h"

namespace amur::crossing {

void engine::join_batch(std::uint32_t at, running_stage& stage) {
  const auto index = vehicles_[at].stage;
  wait(at, stage);
  stage.load_waiting += vehicles_[at].load;
  const double wait_h = model_->stages[stage_id(index)].batch_wait_h;
  // Who is first sets the hour; later ones are first only after a carrier has left.
  if (wait_h < unlimited && lines_[stage.line].count == 1)
    events_.plan_fixed(now_ + to_ticks(wait_h), event_rank::carriers, timer_slots_ + index);
  try_batch(index, false);
}

// When the one who has waited longest came, whatever its priority.
ticks engine::waiting_since(const waiting_line& line) const {
  ticks since = never;
  for (const auto& ends : line.by_priority)
    if (ends.first != nobody) since = std::min(since, vehicles_[ends.first].since);
  return since;
}

void engine::try_batch(std::uint16_t index, bool departing) {
  auto& stage = stages_[index];
  const auto& rules = model_->stages[stage_id(index)];
  const auto& line = lines_[stage.line];
  for (;;) {
    if (line.count < std::max(rules.batch_least, 1u)) return;
    if (stage.resource != no_stage && resources_[stage.resource].free() < stage.units) return;
    const bool full =
        line.count >= rules.batch_size || stage.load_waiting >= rules.batch_load - load_slack;
    if (!full && !departing) {
      if (rules.batch_wait_h == unlimited) return;
      if (waiting_since(line) + to_ticks(rules.batch_wait_h) > now_) return;
    }
    departing = false;
    sail(index, std::min(line.count, rules.batch_size));
  }
}

void engine::sail(std::uint16_t index, std::uint32_t count) {
  const auto carrier = new_vehicle();
  auto& stage = stages_[index];
  const auto& rules = model_->stages[stage_id(index)];
  const auto& line = lines_[stage.line];
  auto& leader = vehicles_[carrier];
  leader.arrived = leader.since = now_;
  leader.load = 0;
  leader.number = ++carriers_;
  leader.stream = carrier_stream;
  leader.stage = stage.next;
  std::uint32_t last = nobody;
  for (; count > 0 && line.count > 0; --count) {
    const auto member = line.first();
    auto& who = vehicles_[member];
    if (last != nobody && leader.load + who.load > rules.batch_load + load_slack) break;
    stage.load_waiting -= who.load;
    unlink(member, stage);
    begin(member, stage);
    (last == nobody ? leader.members : vehicles_[last].next) = member;
    last = member;
    leader.load += who.load;
  }
  if (line.count == 0) stage.load_waiting = 0;
  leader.left = leader.load;
  if (stage.resource != no_stage) hold(leader, stage.resource, stage.units);
  if (line.count > 0 && rules.batch_wait_h < unlimited)
    events_.plan_fixed(std::max(now_, waiting_since(line) + to_ticks(rules.batch_wait_h)),
                       event_rank::carriers, timer_slots_ + index);
  ready_.push_back(carrier);
}

void engine::split_up(std::uint32_t carrier, running_stage& stage) {
  auto& leader = vehicles_[carrier];
  for (auto member = leader.members; member != nobody;) {
    auto& who = vehicles_[member];
    const auto next = who.next;
    who.next = nobody;
    who.stage = stage.next;
    ready_.push_back(member);
    member = next;
  }
  leader.members = nobody;
  leader.load = leader.left = 0;
  leader.stage = stage.carrier_next;
}

void engine::plan_departure(std::uint16_t index) {
  const auto& hours = model_->stages[stage_id(index)].departures_h;
  if (hours.empty()) return;
  ticks next = never;
  const ticks today = now_ / ticks_a_day * ticks_a_day;
  for (const double hour : hours)
    for (const ticks day : {today, today + ticks_a_day})
      if (const ticks departs = day + to_ticks(hour); departs > now_)
        next = std::min(next, departs);
  events_.plan_fixed(next, event_rank::carriers, departure_slots_ + index);
}

}  // namespace amur::crossing
