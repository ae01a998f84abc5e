// Services that give way to vehicles of an earlier priority, and go on afterwards where they were.

#include <algorithm>

#include "amur/crossing/engine.h"

namespace amur::crossing {

void engine::note_service(std::uint32_t at, const running_stage& stage, ticks ends) {
  resources_[stage.resource].services.push_back({at, ends});
}

void engine::end_service(std::uint32_t at, running_stage& stage) {
  auto& services = resources_[stage.resource].services;
  services.erase(std::ranges::find(services, at, &running_resource::service::vehicle));
  auto& who = vehicles_[at];
  result_.counts.stage_waits[static_cast<std::size_t>(&stage - stages_.data())].add(who.waited_h);
  who.waited_h = 0;
}

// Nobody of this priority or an earlier one waits already.
bool engine::first_in_turn(const vehicle& who, const running_stage& stage) const {
  const auto first = lines_[stage.line].first();
  return first == nobody || vehicles_[first].priority > who.priority;
}

// Interrupts those of the latest priority first, of them who began last, until the vehicle has its
// units; nobody where that would not do, or while units finish what they do after their shift.
bool engine::make_room(std::uint32_t at, const running_stage& stage) {
  auto& resource = resources_[stage.resource];
  if (!stage.interrupts || resource.free() < 0) return false;
  const auto priority = vehicles_[at].priority;
  const auto units_of = [&](std::uint32_t other) { return stages_[vehicles_[other].stage].units; };
  double could_be_free = resource.free();
  for (const auto& each : resource.services)
    if (vehicles_[each.vehicle].priority > priority) could_be_free += units_of(each.vehicle);
  if (could_be_free < stage.units) return false;
  while (resource.free() < stage.units) {
    auto last = resource.services.rbegin();
    for (auto each = last; each != resource.services.rend(); ++each)
      if (vehicles_[each->vehicle].priority > vehicles_[last->vehicle].priority) last = each;
    const auto given_way = *last;
    resource.services.erase(std::prev(last.base()));
    interrupt(given_way.vehicle, given_way.ends);
  }
  return true;
}

// Whoever is interrupted waits before all others of its priority, whatever the queue's limit, and
// with patience.
void engine::interrupt(std::uint32_t at, ticks ends) {
  auto& who = vehicles_[at];
  auto& stage = stages_[who.stage];
  resources_[stage.resource].occupy(now_, -static_cast<double>(stage.units));
  who.unserved = ends - now_;
  who.since = now_;
  who.state = vehicle_state::waiting;
  who.pending = 0;
  auto& line = lines_[stage.line];
  auto& first_and_last = line.by_priority[who.priority];
  who.previous = nobody;
  who.next = first_and_last.first;
  (who.next == nobody ? first_and_last.last : vehicles_[who.next].previous) = at;
  first_and_last.first = at;
  ++line.count;
  stage.waiting.change(now_, 1);
  stage.record.most_waiting = std::max(stage.record.most_waiting, stage.waiting.value);
  if (options_->trace) note(at, "interrupted");
}

// As `begin`, of a service that was interrupted.
bool engine::resume(std::uint32_t at, running_stage& stage) {
  auto& who = vehicles_[at];
  if (options_->trace) note(at, "resumes");
  count_wait(who, stage);
  resources_[stage.resource].occupy(now_, stage.units);
  const ticks ends = now_ + who.unserved;
  who.unserved = vehicle::served;
  who.state = vehicle_state::timed;
  who.pending = events_.plan(ends, event_rank::ends, vehicle_slots_ + at);
  note_service(at, stage, ends);
  return false;
}

}  // namespace amur::crossing
