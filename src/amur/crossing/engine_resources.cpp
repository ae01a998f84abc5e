// Duty hours, seasons and breakdowns.

#include <algorithm>
#include <cmath>

#include "amur/crossing/engine.h"

namespace amur::crossing {

void engine::start_resource(std::uint16_t at) {
  auto& resource = resources_[at];
  if (resource.kind == resource_kind::store) return;
  change_duty(at);
  if (failure_source_[at] == no_source || resource.units == 0) return;
  const double mean_h = model_->resources[resource_id(at)].mean_time_between_failures_h;
  events_.plan_fixed(to_ticks(sources_[failure_source_[at]].draw() * mean_h / resource.units),
                     event_rank::units, failure_slots_ + at);
}

void engine::set_open(std::uint16_t at) {
  auto& resource = resources_[at];
  const double open = std::max(0.0, resource.on_duty - resource.down);
  const bool more = open > resource.open.value;
  resource.open.change(now_, open - resource.open.value);
  resource.count_overtime(now_);
  if (more) dispatch(at);
}

void engine::change_duty(std::uint16_t at) {
  auto& resource = resources_[at];
  resource.on_duty = std::round(timetables_[at].share_at(now_) * resource.units);
  if (const ticks next = timetables_[at].next_change(now_); next < never)
    events_.plan_fixed(next, event_rank::units, duty_slots_ + at);
  set_open(at);
}

// Failures come at the rate of all units; one that would hit a broken unit hits nothing, so each
// working unit fails at its own rate.
void engine::fail(std::uint16_t at) {
  auto& resource = resources_[at];
  const double mean_h = model_->resources[resource_id(at)].mean_time_between_failures_h;
  events_.plan_fixed(
      now_ + to_ticks(sources_[failure_source_[at]].draw() * mean_h / resource.units),
      event_rank::units, failure_slots_ + at);
  const double repair_h = sources_[repair_source_[at]].draw();
  if (sources_[which_unit_source_[at]].draw() * resource.units < resource.down) return;
  resource.down += 1;
  resource.failures += 1;
  events_.plan_fixed(now_ + to_ticks(repair_h), event_rank::units, repair_slots_ + at);
  set_open(at);
}

void engine::repair(std::uint16_t at) {
  resources_[at].down -= 1;
  set_open(at);
}

}  // namespace amur::crossing
