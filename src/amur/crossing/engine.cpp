#include "amur/crossing/engine.h"

#include <algorithm>
#include <cmath>

namespace amur::crossing {
namespace {

// Steps at one moment after which vehicles must be going round in circles.
constexpr std::uint64_t most_steps_at_once = 10'000'000;

std::uint16_t index_of(stage_id stage) {
  return stage.valid() ? static_cast<std::uint16_t>(stage.index()) : no_stage;
}

}  // namespace

engine::engine(const crossing_model& model, const simulation_options& options)
    : model_(&model), options_(&options) {
  const auto seed = options.seed;
  const auto replication = options.replication;
  const auto add_source = [&](const distribution& of, const std::string& name) {
    sources_.emplace_back(of, random_stream{seed, replication, stream_of(name), 0});
    return static_cast<std::uint32_t>(sources_.size() - 1);
  };
  const distribution uniform{distribution_kind::uniform, 0, 1, 0, {}, {}};
  horizon_ = to_ticks(options.horizon_h);
  warm_up_ = to_ticks(std::ceil(options.warm_up_h));
  start_of_week_ = ticks_a_day * weekday_of(model.start);
  // Resources may open after the end: what waits for them then is not stuck.
  const ticks beyond = horizon_ + 400 * ticks_a_day;
  for (const auto& season : model.seasons)
    seasons_.push_back(open_intervals(season, model.start, beyond, seed, replication));

  std::size_t priorities = 1;
  for (const auto& stream : model.streams)
    priorities = std::max<std::size_t>(priorities, stream.priority + 1u);
  const auto add_line = [&] {
    lines_.push_back({std::vector<waiting_line::ends>(priorities), 0});
    return static_cast<std::uint32_t>(lines_.size() - 1);
  };
  for (const auto& resource : model.resources) {
    running_resource running;
    running.kind = resource.kind;
    running.units = resource.units;
    running.line = add_line();
    running.take_line = resource.kind == resource_kind::store ? add_line() : running.line;
    if (resource.kind == resource_kind::store) {
      running.busy.value = resource.start_level;
      running.open.value = resource.units;
    }
    resources_.push_back(std::move(running));
    timetables_.emplace_back(resource.shift.valid() ? &model.shifts[resource.shift] : nullptr,
                             resource.season.valid() ? &seasons_[resource.season.index()] : nullptr,
                             model.start);
    const bool fails = std::isfinite(resource.mean_time_between_failures_h);
    failure_source_.push_back(fails ? add_source(exponential(1), "failures/" + resource.id)
                                    : no_source);
    repair_source_.push_back(fails ? add_source(resource.repair_h, "repairs/" + resource.id)
                                   : no_source);
    which_unit_source_.push_back(fails ? add_source(uniform, "broken/" + resource.id) : no_source);
  }
  for (const auto& stage : model.stages) {
    running_stage running{};
    running.kind = stage.kind;
    running.resource =
        stage.resource.valid() ? static_cast<std::uint16_t>(stage.resource.index()) : no_stage;
    running.next = stage.next.empty() ? no_stage : index_of(stage.next.front());
    running.again = index_of(stage.again);
    running.on_leave = index_of(stage.on_leave);
    running.carrier_next = index_of(stage.carrier_next);
    running.units = stage.units;
    running.queue_limit = stage.queue_limit;
    running.amount = stage.amount;
    running.fee_usd = stage.fee_usd;
    running.interrupts = stage.interrupts;
    running.interruptible = can_be_interrupted(model, stage);
    running.time = add_source(stage.time_h, "time/" + stage.id);
    running.patience =
        stage.patience_h ? add_source(*stage.patience_h, "patience/" + stage.id) : no_source;
    if (stage.kind == stage_kind::batch) {
      running.line = add_line();
      if (stage.resource.valid())
        resources_[stage.resource.index()].batches.push_back(
            static_cast<std::uint16_t>(stages_.size()));
    } else if (stage.resource.valid()) {
      const auto& resource = resources_[stage.resource.index()];
      running.line = stage.kind == stage_kind::take ? resource.take_line : resource.line;
    }
    choice_source_.push_back(add_source(uniform, "choice/" + stage.id));
    stages_.push_back(running);
  }
  for (const auto& stream : model.streams) {
    const auto draws = [](const distribution& of) {
      return of.kind != distribution_kind::constant;
    };
    load_source_.push_back(draws(stream.load) ? add_source(stream.load, "load/" + stream.id)
                                              : no_source);
    const bool platoons = draws(stream.platoon) || stream.platoon.a > 1;
    platoon_source_.push_back(platoons ? add_source(stream.platoon, "platoon/" + stream.id)
                                       : no_source);
    arrivals_.emplace_back(stream,
                           stream.season.valid() ? &seasons_[stream.season.index()] : nullptr,
                           model.start, horizon_, seed, replication);
  }
  streams_.resize(model.streams.size());
  result_.counts = shared_counts(stages_.size(), streams_.size(),
                                 options.horizon_h - std::ceil(options.warm_up_h));

  const auto resources = static_cast<std::uint32_t>(resources_.size());
  const auto stages = static_cast<std::uint32_t>(stages_.size());
  duty_slots_ = static_cast<std::uint32_t>(streams_.size());
  failure_slots_ = duty_slots_ + resources;
  repair_slots_ = failure_slots_ + resources;
  timer_slots_ = repair_slots_ + resources;
  departure_slots_ = timer_slots_ + stages;
  vehicle_slots_ = departure_slots_ + stages;

  for (std::uint16_t r = 0; r < resources_.size(); ++r) start_resource(r);
  for (std::uint16_t s = 0; s < stages_.size(); ++s) plan_departure(s);
  for (std::uint32_t s = 0; s < streams_.size(); ++s)
    if (const ticks first = arrivals_[s].next(); first < never)
      events_.plan_fixed(first, event_rank::arrivals, s);
}

simulation_result engine::run() {
  while (!stopped_ && !events_.empty()) {
    const ticks time = events_.next().time();
    if (time >= horizon_) break;
    while (time >= next_hour_ && !stopped_) close_hour();
    if (time > now_) same_time_steps_ = 0;
    now_ = time;
    ++result_.record.events;
    happen(events_.take());
    // Vehicles move on when all that is freed at this moment is free.
    if (ready_done_ < ready_.size() && !events_.any_until(now_, event_rank::ends)) settle();
  }
  while (next_hour_ <= horizon_ && !stopped_) close_hour();
  if (!stopped_) {
    now_ = horizon_;
    if (auto stuck = find_deadlock(); !stuck.stages.empty()) {
      result_.stuck = std::move(stuck);
      stop(simulation_status::deadlocked);
    }
  }
  finish_record();
  return std::move(result_);
}

void engine::stop(simulation_status status) {
  stopped_ = true;
  result_.status = status;
}

void engine::happen(const event& what) {
  const std::uint32_t slot = what.slot();
  if (slot >= vehicle_slots_) return vehicle_event(slot - vehicle_slots_, what.key);
  if (slot < duty_slots_) return arrive(slot);
  const auto within = [slot](std::uint32_t first) {
    return static_cast<std::uint16_t>(slot - first);
  };
  if (slot >= departure_slots_) {
    const auto stage = within(departure_slots_);
    try_batch(stage, true);
    return plan_departure(stage);
  }
  if (slot >= timer_slots_) return try_batch(within(timer_slots_), false);
  if (slot >= repair_slots_) return repair(within(repair_slots_));
  if (slot >= failure_slots_) return fail(within(failure_slots_));
  change_duty(within(duty_slots_));
}

std::uint32_t engine::new_vehicle() {
  if (!free_.empty()) {
    const auto at = free_.back();
    free_.pop_back();
    vehicles_[at].reset();
    return at;
  }
  if (vehicles_.size() >= most_vehicles) stop(simulation_status::too_many_vehicles);
  vehicles_.emplace_back();
  return static_cast<std::uint32_t>(vehicles_.size() - 1);
}

void engine::arrive(std::uint32_t stream) {
  if (const ticks next = arrivals_[stream].next(); next < never)
    events_.plan_fixed(next, event_rank::arrivals, stream);
  const auto& of = model_->streams[stream_id(stream)];
  auto& running = streams_[stream];
  double count = 1;
  if (platoon_source_[stream] != no_source)
    count = count_of(sources_[platoon_source_[stream]].draw());
  for (double i = 0; i < count && !stopped_; ++i) {
    const auto at = new_vehicle();
    auto& who = vehicles_[at];
    who.arrived = now_;
    who.load =
        load_source_[stream] == no_source ? of.load.a : sources_[load_source_[stream]].draw();
    who.left = who.load;
    who.number = ++arrived_;
    who.stage = static_cast<std::uint16_t>(of.first.index());
    who.stream = static_cast<std::uint16_t>(stream);
    who.priority = of.priority;
    running.inside.change(now_, 1);
    running.record.arrived += 1;
    if (options_->trace) note(at, "arrives");
    advance(at);
  }
}

void engine::vehicle_event(std::uint32_t at, std::uint64_t key) {
  if (vehicles_[at].pending != key) return;
  if (vehicles_[at].state == vehicle_state::timed)
    finish(at);
  else
    lose_patience(at);
}

void engine::advance(std::uint32_t at) {
  for (;;) {
    auto& who = vehicles_[at];
    if (who.stage == no_stage) return leave(at);
    if (++same_time_steps_ > most_steps_at_once && !stopped_) {
      result_.stuck = {
          to_hours(now_), {stage_id(who.stage)}, "vehicles go round here without taking time"};
      stop(simulation_status::deadlocked);
    }
    if (stopped_) return;
    who.since = now_;
    if (!enter(at, stages_[who.stage])) return;
  }
}

// True where the vehicle goes on at once, to the stage that is now its own.
bool engine::enter(std::uint32_t at, running_stage& stage) {
  auto& who = vehicles_[at];
  switch (stage.kind) {
    case stage_kind::service:
    case stage_kind::seize: {
      const auto& resource = resources_[stage.resource];
      if (lines_[stage.line].count == 0 && resource.free() >= stage.units) return begin(at, stage);
      if (stage.interrupts && first_in_turn(who, stage) && make_room(at, stage))
        return begin(at, stage);
      if (lines_[stage.line].count >= stage.queue_limit) {
        turn_away(at, stage);
        return true;
      }
      wait(at, stage);
      if (resource.free() > 0) dispatch(stage.resource);
      return false;
    }
    case stage_kind::delay:
      return begin(at, stage);
    case stage_kind::release:
      pass_release(at);
      return true;
    case stage_kind::put:
    case stage_kind::take:
      if (lines_[stage.line].count == 0 && store_allows(who, stage)) {
        begin(at, stage);
        serve_store(stage.resource);
        return true;
      }
      if (lines_[stage.line].count >= stage.queue_limit) {
        turn_away(at, stage);
        return true;
      }
      wait(at, stage);
      return false;
    case stage_kind::batch:
      if (lines_[stage.line].count >= stage.queue_limit) {
        turn_away(at, stage);
        return true;
      }
      join_batch(at, stage);
      return false;
    case stage_kind::unbatch:
      split_up(at, stage);
      return true;
    case stage_kind::choose:
      who.stage = choose(who, who.stage);
      return true;
  }
  return false;
}

// What begins is served or moves on; its wait is over. True where it moves on at once.
bool engine::begin(std::uint32_t at, running_stage& stage) {
  auto& who = vehicles_[at];
  if (who.unserved != vehicle::served) return resume(at, stage);
  stage.record.began += 1;
  stage.record.fee_usd += stage.fee_usd;
  if (options_->trace) note(at, "begins");
  if (stage.kind != stage_kind::delay) count_wait(who, stage);
  switch (stage.kind) {
    case stage_kind::service:
      resources_[stage.resource].occupy(now_, stage.units);
      [[fallthrough]];
    case stage_kind::delay: {
      const ticks ends = now_ + to_ticks(sources_[stage.time].draw());
      who.state = vehicle_state::timed;
      who.pending = events_.plan(ends, event_rank::ends, vehicle_slots_ + at);
      if (stage.interruptible) note_service(at, stage, ends);
      return false;
    }
    case stage_kind::seize:
      hold(who, stage.resource, stage.units);
      break;
    case stage_kind::put:
    case stage_kind::take:
      move_load(who, stage);
      return true;
    default:
      break;
  }
  who.stage = stage.next;
  return true;
}

// What a vehicle has no more use for is free at once; itself it moves on when all that end at this
// moment have freed theirs.
void engine::finish(std::uint32_t at) {
  auto& who = vehicles_[at];
  auto& stage = stages_[who.stage];
  if (options_->trace) note(at, "ends");
  who.state = vehicle_state::moving;
  who.pending = 0;
  who.stage = stage.next;
  if (stage.kind == stage_kind::service) {
    if (stage.interruptible) end_service(at, stage);
    resources_[stage.resource].occupy(now_, -static_cast<double>(stage.units));
    dispatch(stage.resource);
  }
  while (vehicles_[at].stage != no_stage &&
         stages_[vehicles_[at].stage].kind == stage_kind::release)
    pass_release(at);
  if (vehicles_[at].stage == no_stage)
    leave(at);
  else
    ready_.push_back(at);
}

// Whoever has been let go on while another vehicle was moved.
void engine::settle() {
  while (ready_done_ < ready_.size() && !stopped_) advance(ready_[ready_done_++]);
  ready_.clear();
  ready_done_ = 0;
}

void engine::leave(std::uint32_t at) {
  if (vehicles_[at].stream == carrier_stream) {
    for (auto member = vehicles_[at].members; member != nobody;) {
      const auto next = vehicles_[member].next;
      vehicles_[member].stage = no_stage;
      leave(member);
      member = next;
    }
    return drop(at);
  }
  auto& who = vehicles_[at];
  auto& running = streams_[who.stream];
  const double time_h = to_hours_quickly(now_ - who.arrived);
  running.inside.change(now_, -1);
  if (who.lost) {
    running.record.lost += 1;
    running.record.wait_cost_usd += who.wait_cost_usd;
    return drop(at);
  }
  running.record.left += 1;
  running.record.load_left += who.load;
  running.record.time_h += time_h;
  running.record.wait_cost_usd += who.wait_cost_usd;
  result_.counts.stream_times[who.stream].add(time_h);
  result_.record.times_h.add(time_h);
  left_at_hour_ += 1;
  if (options_->trace) note(at, "leaves");
  drop(at);
}

void engine::drop(std::uint32_t at) {
  vehicles_[at].pending = 0;
  if (vehicles_[at].held_kinds > 0) give_all_back(at);
  free_.push_back(at);
}

void engine::note(std::uint32_t at, const char* what) {
  const auto& who = vehicles_[at];
  const bool carrier = who.stream == carrier_stream;
  options_->trace({to_hours(now_), who.number, carrier ? stream_id() : stream_id(who.stream),
                   who.stage == no_stage ? stage_id() : stage_id(who.stage), what});
}

simulation_result simulate(const crossing_model& model, const simulation_options& options) {
  return engine(model, options).run();
}

}  // namespace amur::crossing
