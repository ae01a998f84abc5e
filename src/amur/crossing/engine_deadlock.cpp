// Whether vehicles wait for what can never come.

#include <algorithm>
#include <cmath>

#include "amur/crossing/engine.h"

namespace amur::crossing {
// The stages that can serve again are the least set that is closed under these rules: a server can
// if it opens again and its units are not all held by vehicles that wait for good; a store can give
// if somebody who can still move will put, and take if somebody will take; a carrier can leave if
// enough will come. All others stand still for ever.
deadlock engine::find_deadlock() const {
  const auto stages = stages_.size();
  std::size_t waiting = 0;
  for (const auto& line : lines_) waiting += line.count;
  if (waiting == 0) return {};

  std::vector<char> alive(stages, 0), reached(stages, 0);
  std::vector<double> held_for_good(resources_.size());
  std::vector<char> in_use(vehicles_.size(), 1);
  for (const auto at : free_) in_use[at] = 0;
  const auto will_arrive = [&](std::size_t s) {
    const auto& stream = model_->streams[stream_id(s)];
    return stream.arrivals_per_day > 0 || !stream.times_h.empty();
  };
  const auto opens = [&](std::uint16_t r) {
    return resources_[r].open.value > 0 || resources_[r].down > 0 ||
           timetables_[r].next_open(now_) < never;
  };

  std::vector<std::uint16_t> open_list;
  const auto reach = [&](std::uint16_t s) {
    if (s == no_stage || reached[s]) return;
    reached[s] = 1;
    open_list.push_back(s);
  };
  const auto reach_after = [&](std::uint16_t s) {
    const auto& stage = stages_[s];
    for (const auto next : model_->stages[stage_id(s)].next)
      reach(static_cast<std::uint16_t>(next.index()));
    for (const auto next : {stage.again, stage.on_leave, stage.carrier_next}) reach(next);
  };
  // Where vehicles that can still move may come.
  const auto find_reached = [&] {
    std::fill(reached.begin(), reached.end(), 0);
    for (std::size_t s = 0; s < streams_.size(); ++s)
      if (will_arrive(s))
        reach(static_cast<std::uint16_t>(model_->streams[stream_id(s)].first.index()));
    for (std::size_t v = 0; v < vehicles_.size(); ++v) {
      const auto& who = vehicles_[v];
      if (!in_use[v] || who.stage == no_stage) continue;
      if (who.state == vehicle_state::timed ||
          (who.state == vehicle_state::waiting && alive[who.stage]))
        reach_after(who.stage);
    }
    while (!open_list.empty()) {
      const auto s = open_list.back();
      open_list.pop_back();
      if (!can_wait(stages_[s].kind) || alive[s]) reach_after(s);
    }
  };
  const auto find_held = [&] {
    std::fill(held_for_good.begin(), held_for_good.end(), 0.0);
    for (std::size_t v = 0; v < vehicles_.size(); ++v) {
      const auto& who = vehicles_[v];
      if (!in_use[v] || who.state != vehicle_state::waiting || alive[who.stage]) continue;
      for (std::size_t i = 0; i < who.held_kinds; ++i)
        held_for_good[who.held_resource[i]] += who.held_units[i];
    }
  };
  const auto server_frees = [&](const running_stage& stage) {
    const auto r = stage.resource;
    return resources_[r].units - held_for_good[r] >= stage.units && opens(r);
  };
  const auto somebody_will = [&](stage_kind what, std::uint16_t store) {
    for (std::size_t s = 0; s < stages; ++s)
      if (stages_[s].kind == what && stages_[s].resource == store && reached[s]) return true;
    return false;
  };
  const auto can_serve = [&](std::size_t s) {
    const auto& stage = stages_[s];
    switch (stage.kind) {
      case stage_kind::service:
      case stage_kind::seize:
        return server_frees(stage);
      case stage_kind::put:
      case stage_kind::take: {
        const auto first = lines_[stage.line].first();
        if (first == nobody || store_allows(vehicles_[first], stages_[vehicles_[first].stage]))
          return true;
        const bool puts = stage.kind == stage_kind::put;
        // What is larger than the store never fits.
        return load_to_move(vehicles_[first], stage) <= resources_[stage.resource].units &&
               somebody_will(puts ? stage_kind::take : stage_kind::put, stage.resource);
      }
      case stage_kind::batch: {
        const auto& rules = model_->stages[stage_id(s)];
        const bool will_leave = lines_[stage.line].count >= std::max(rules.batch_least, 1u) &&
                                (rules.batch_wait_h < unlimited || !rules.departures_h.empty());
        return (will_leave || reached[s]) && (stage.resource == no_stage || server_frees(stage));
      }
      default:
        return true;
    }
  };

  for (bool changed = true; changed;) {
    changed = false;
    find_held();
    find_reached();
    for (std::size_t s = 0; s < stages; ++s)
      if (!alive[s] && can_serve(s)) alive[s] = changed = true;
  }

  // Who waits for what others hold for good is stuck because of them: any other reason comes first.
  deadlock stuck{to_hours(now_), {}, {}};
  std::string held;
  for (std::size_t s = 0; s < stages; ++s) {
    if (alive[s] || stages_[s].waiting.value == 0) continue;
    stuck.stages.push_back(stage_id(s));
    if (!stuck.reason.empty()) continue;
    const auto& stage = stages_[s];
    const auto name = [&] { return "'" + model_->resources[resource_id(stage.resource)].id + "'"; };
    if (stage.kind == stage_kind::put)
      stuck.reason = name() + " is full and nobody will take from it";
    else if (stage.kind == stage_kind::take)
      stuck.reason = name() + " is empty and nobody will put into it";
    else if (stage.resource == no_stage)
      stuck.reason = "too few gather for a carrier to leave, and nobody else will come";
    else if (resources_[stage.resource].units < stage.units)
      stuck.reason = name() + " has fewer units than one vehicle needs";
    else if (!opens(stage.resource))
      stuck.reason = "no unit of " + name() + " is ever on duty again";
    else if (held.empty())
      held = "all units of " + name() + " are held by vehicles that wait for good";
  }
  if (stuck.reason.empty()) stuck.reason = held;
  return stuck;
}

}  // namespace amur::crossing
