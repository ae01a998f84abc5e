// Statistics by the hour, the warm-up cut, and the record at the end.

#include <algorithm>
#include <cmath>

#include "amur/crossing/engine.h"

namespace amur::crossing {
namespace {

constexpr ticks between_checks = ticks_a_week;
constexpr double most_bins = 2048;

std::int64_t in_units(double mean_waiting) { return std::llround(mean_waiting / queue_unit); }

}  // namespace

shared_counts::shared_counts(std::size_t stages, std::size_t streams, double window_h)
    : stage_waits(stages),
      stream_times(streams),
      queue_by_hour(stages, std::vector<std::int64_t>(hours_a_week)),
      hours_seen(hours_a_week),
      bin_h(std::max(1.0, std::ceil(window_h / most_bins))) {
  const auto bins = static_cast<std::size_t>(std::max(0.0, std::ceil(window_h / bin_h)));
  queue_over_time.assign(stages, std::vector<std::int64_t>(bins));
}

void shared_counts::merge(const shared_counts& other) {
  const auto add = [](auto& sums, const auto& terms) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += terms[i];
  };
  for (std::size_t s = 0; s < stage_waits.size(); ++s) {
    stage_waits[s].merge(other.stage_waits[s]);
    add(queue_by_hour[s], other.queue_by_hour[s]);
    add(queue_over_time[s], other.queue_over_time[s]);
  }
  for (std::size_t s = 0; s < stream_times.size(); ++s)
    stream_times[s].merge(other.stream_times[s]);
  add(hours_seen, other.hours_seen);
}

// A wait is over. Where it may not be the last one at this stage, the histogram has their sum when
// the service ends.
void engine::count_wait(vehicle& who, running_stage& stage) {
  const double wait_h = to_hours_quickly(now_ - who.since);
  stage.record.wait_h += wait_h;
  if (stage.interruptible)
    who.waited_h += wait_h;
  else
    result_.counts.stage_waits[static_cast<std::size_t>(&stage - stages_.data())].add(wait_h);
  if (who.stream == carrier_stream || wait_h <= 0) return;
  const double cost_usd = wait_h * model_->streams[stream_id(who.stream)].cost_usd_per_h;
  stage.record.wait_cost_usd += cost_usd;
  who.wait_cost_usd += cost_usd;
}

// Whether somebody is on duty who serves; a yard or a berth that is there at night doesn't.
bool engine::any_serving() const {
  bool any_service = false;
  for (const auto& stage : stages_) {
    if (stage.kind != stage_kind::service) continue;
    any_service = true;
    if (resources_[stage.resource].open.value > 0) return true;
  }
  return !any_service;
}

void engine::close_hour() {
  const ticks hour = next_hour_ - ticks_an_hour;
  now_ = next_hour_;
  next_hour_ += ticks_an_hour;
  same_time_steps_ = 0;
  if (hour >= warm_up_) {
    const auto of_week =
        static_cast<std::size_t>((hour + start_of_week_) / ticks_an_hour) % hours_a_week;
    const auto bin = static_cast<std::size_t>(to_hours(hour - warm_up_) / result_.counts.bin_h);
    ++result_.counts.hours_seen[of_week];
    const bool any_open = any_serving();
    const bool in_first_half = now_ <= warm_up_ + (horizon_ - warm_up_) / 2;
    for (std::size_t s = 0; s < stages_.size(); ++s) {
      auto& stage = stages_[s];
      stage.waiting.change(now_, 0);
      const auto units = in_units((stage.waiting.area_ticks - stage.area_ticks_at_hour) /
                                  static_cast<double>(ticks_an_hour));
      stage.area_ticks_at_hour = stage.waiting.area_ticks;
      result_.counts.queue_by_hour[s][of_week] += units;
      if (bin < result_.counts.queue_over_time[s].size())
        result_.counts.queue_over_time[s][bin] += units;
      const bool served = stage.record.began > stage.began_at_hour;
      stage.began_at_hour = stage.record.began;
      const bool open = served || stage.resource == no_stage ||
                        (resources_[stage.resource].kind == resource_kind::store
                             ? any_open
                             : resources_[stage.resource].open.value > 0);
      if (!open) continue;
      auto& floor =
          in_first_half ? stage.record.least_waiting_early : stage.record.least_waiting_late;
      floor = std::min(floor, stage.waiting.value);
      stage.record.hours_open += 1;
      if (!served) stage.record.hours_without += 1;
    }
    if (any_open || left_at_hour_ > 0) {
      result_.record.hours_open += 1;
      if (left_at_hour_ == 0) result_.record.hours_without += 1;
    }
    left_at_hour_ = 0;
  }
  if (now_ == warm_up_) clear_statistics();
  if (now_ % between_checks != 0) return;
  if (options_->cancelled && options_->cancelled()) return stop(simulation_status::cancelled);
  if (auto stuck = find_deadlock(); !stuck.stages.empty()) {
    result_.stuck = std::move(stuck);
    stop(simulation_status::deadlocked);
  }
}

void engine::clear_statistics() {
  for (auto& stage : stages_) {
    stage.waiting.clear(now_);
    stage.area_ticks_at_hour = stage.began_at_hour = 0;
    stage.record = {};
    stage.record.waiting_at_start = stage.waiting.value;
  }
  for (auto& resource : resources_) {
    resource.busy.clear(now_);
    resource.open.clear(now_);
    resource.overtime.clear(now_);
    resource.failures = 0;
  }
  for (auto& stream : streams_) {
    stream.inside.clear(now_);
    stream.record = {};
  }
  for (auto& waits : result_.counts.stage_waits) waits.clear();
  for (auto& times : result_.counts.stream_times) times.clear();
  left_at_hour_ = 0;
}

void engine::finish_record() {
  auto& record = result_.record;
  record.window_h = to_hours(now_ - warm_up_);
  for (auto& stage : stages_) {
    stage.waiting.change(now_, 0);
    stage.record.queue_area_h = stage.waiting.area_h();
    stage.record.waiting_at_end = stage.waiting.value;
    record.stages.push_back(stage.record);
  }
  for (auto& resource : resources_) {
    for (auto* area : {&resource.busy, &resource.open, &resource.overtime}) area->change(now_, 0);
    record.resources.push_back({resource.busy.area_h(), resource.open.area_h(),
                                resource.overtime.area_h(), resource.failures});
  }
  for (auto& stream : streams_) {
    stream.inside.change(now_, 0);
    stream.record.inside_area_h = stream.inside.area_h();
    record.streams.push_back(stream.record);
  }
}

}  // namespace amur::crossing
