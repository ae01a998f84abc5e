// Which way a vehicle takes.

#include <algorithm>
#include <cmath>

#include "amur/crossing/engine.h"

namespace amur::crossing {
namespace {

// A way longer than this goes round in circles; what it has cost so far will do.
constexpr int most_stages_ahead = 64;

}  // namespace

std::uint16_t engine::choose(const vehicle& who, std::uint16_t index) {
  const auto& options = model_->stages[stage_id(index)];
  if (options.rule == choice_rule::probability) {
    double left = sources_[choice_source_[index]].draw();
    for (std::size_t i = 0; i + 1 < options.next.size(); ++i) {
      left -= options.probability[i];
      if (left < 0) return static_cast<std::uint16_t>(options.next[i].index());
    }
    return static_cast<std::uint16_t>(options.next.back().index());
  }
  double least = unlimited;
  auto best = static_cast<std::uint16_t>(options.next.front().index());
  for (const auto next : options.next) {
    const auto candidate = static_cast<std::uint16_t>(next.index());
    const double value = options.rule == choice_rule::shortest ? line_ahead(candidate)
                                                               : expected_cost(who, candidate);
    if (value < least) {
      least = value;
      best = candidate;
    }
  }
  return best;
}

// Vehicles at the first stage on this way where one can wait, as many as are there beyond the units
// on duty counting in full.
double engine::line_ahead(std::uint16_t index) const {
  for (int ahead = 0; ahead < most_stages_ahead && index != no_stage; ++ahead) {
    const auto& stage = stages_[index];
    if (can_wait(stage.kind)) {
      const double served = stage.kind == stage_kind::service || stage.kind == stage_kind::seize
                                ? resources_[stage.resource].busy.value
                                : 0;
      return lines_[stage.line].count + served;
    }
    index = stage.next;
  }
  return 0;
}

// What the vehicle would wait here: of a server the work ahead of it, and the time until it opens;
// of other stages the mean of this run so far.
double engine::expected_wait_h(std::uint16_t index) const {
  const auto& stage = stages_[index];
  if (stage.kind != stage_kind::service) {
    const double began = stage.record.began;
    return can_wait(stage.kind) && began > 0 ? stage.record.wait_h / began : 0;
  }
  const auto& resource = resources_[stage.resource];
  const double opens_in_h =
      resource.open.value > 0 ? 0 : to_hours(timetables_[stage.resource].next_open(now_) - now_);
  const double units =
      std::max(resource.open.value > 0 ? resource.open.value : resource.units, 1.0);
  const double ahead = lines_[stage.line].count + resource.busy.value / stage.units;
  const double places = std::floor(units / stage.units);
  if (ahead < places) return opens_in_h;
  return opens_in_h + (ahead - places + 1) / places * model_->stages[stage_id(index)].time_h.mean();
}

double engine::expected_cost(const vehicle& who, std::uint16_t index) const {
  const double cost_usd_per_h =
      who.stream == carrier_stream ? 0 : model_->streams[stream_id(who.stream)].cost_usd_per_h;
  double cost = 0;
  for (int ahead = 0; ahead < most_stages_ahead && index != no_stage; ++ahead) {
    const auto& stage = stages_[index];
    const auto& given = model_->stages[stage_id(index)];
    const bool takes_time = stage.kind == stage_kind::service || stage.kind == stage_kind::delay;
    cost += stage.fee_usd +
            cost_usd_per_h * (expected_wait_h(index) + (takes_time ? given.time_h.mean() : 0));
    index = stage.next;
  }
  return cost;
}

}  // namespace amur::crossing
