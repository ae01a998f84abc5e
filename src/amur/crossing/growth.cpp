#include "amur/crossing/growth.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace amur::crossing {
namespace {

constexpr double confidence = 0.99;
// With fewer replications their own spread says too little. Then that of random arrivals and random
// times is taken: each number of them has its mean as variance.
constexpr std::size_t enough_replications = 5;
constexpr double most_deviations = 3;
constexpr double nearly_all = 0.9;

double entered(const stage_record& stage) {
  return stage.began + stage.waiting_at_end - stage.waiting_at_start;
}

// How far a mean over replications may be off, `assumed` being its deviation in one of them.
double spread(const estimate& of, double assumed) {
  if (of.count >= enough_replications) return of.half_width;
  return most_deviations * assumed / std::sqrt(static_cast<double>(of.count));
}
double deviation_of(double events) { return std::sqrt(2 * std::max(events, 1.0)); }

template <class Value>
estimate over(std::span<const replication_record> records, Value&& value) {
  std::vector<double> values;
  for (const auto& record : records) values.push_back(value(record));
  return estimate_of(values, confidence);
}

// Unit hours that what came needs, over those there are: of services by their mean time, of units
// that are held longer by how long they were held.
double offered_load(const crossing_model& model, resource_id resource,
                    const replication_record& record) {
  const auto& used = record.resources[resource.index()];
  double needed_h = 0, came = 0, began = 0;
  bool held = false;
  for (std::size_t s = 0; s < model.stages.size(); ++s) {
    const auto& stage = model.stages[stage_id(s)];
    if (stage.resource != resource || !can_wait(stage.kind)) continue;
    const auto& found = record.stages[s];
    held = held || stage.kind != stage_kind::service;
    came += entered(found);
    began += found.began;
    needed_h += entered(found) * stage.time_h.mean() * stage.units;
  }
  if (held) needed_h = began > 0 ? used.busy_area_h * came / began : 0;
  const double there_h = used.open_area_h + used.overtime_area_h;
  return there_h > 0 ? needed_h / there_h : std::numeric_limits<double>::quiet_NaN();
}

bool may_be_overloaded(const crossing_model& model, const stage& stage,
                       std::span<const replication_record> records) {
  if (!stage.resource.valid() || model.resources[stage.resource].kind == resource_kind::store)
    return false;
  const auto load = over(
      records, [&](const auto& record) { return offered_load(model, stage.resource, record); });
  if (load.count == 0) return false;
  double came = 0;
  for (std::size_t s = 0; s < model.stages.size(); ++s)
    if (model.stages[stage_id(s)].resource == stage.resource)
      came += entered(records.front().stages[s]);
  return load.mean + spread(load, deviation_of(came) / std::max(came, 1.0)) >= 1;
}

}  // namespace

std::vector<double> queue_growth_per_day(const crossing_model& model,
                                         std::span<const replication_record> records) {
  std::vector<double> growth(model.stages.size());
  const bool yearly = depends_on_year(model);
  for (std::size_t s = 0; s < growth.size(); ++s) {
    if (!can_wait(model.stages[stage_id(s)].kind)) continue;
    std::size_t never_clear = 0;
    const auto risen = over(records, [&](const auto& record) {
      const auto& stage = record.stages[s];
      const bool seen =
          stage.least_waiting_early < unlimited && stage.least_waiting_late < unlimited;
      never_clear += seen && stage.least_waiting_late > 0;
      return seen ? stage.least_waiting_late - stage.least_waiting_early
                  : std::numeric_limits<double>::quiet_NaN();
    });
    const double half = entered(records.front().stages[s]) / 2;
    if (risen.count == 0 || !(risen.mean > spread(risen, deviation_of(half)))) continue;
    const bool rarely_clears = !yearly && static_cast<double>(never_clear) >=
                                              nearly_all * static_cast<double>(risen.count);
    if (!rarely_clears && !may_be_overloaded(model, model.stages[stage_id(s)], records)) continue;
    growth[s] = over(records, [&](const auto& record) {
                  const auto& stage = record.stages[s];
                  return (stage.waiting_at_end - stage.waiting_at_start) * 24 / record.window_h;
                }).mean;
  }
  return growth;
}

std::vector<char> streams_through(const crossing_model& model, std::span<const double> marks) {
  // Back from the marked stages; whoever leaves a carrier may have joined any.
  std::vector<char> leads(model.stages.size());
  for (std::size_t s = 0; s < leads.size(); ++s) leads[s] = marks[s] > 0;
  bool aboard = false;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t s = 0; s < leads.size(); ++s) {
      if (leads[s]) continue;
      const auto& stage = model.stages[stage_id(s)];
      const auto there = [&](stage_id to) { return to.valid() && leads[to.index()]; };
      leads[s] = std::any_of(stage.next.begin(), stage.next.end(), there) || there(stage.again) ||
                 there(stage.on_leave) || there(stage.carrier_next) ||
                 (stage.kind == stage_kind::batch && aboard);
      changed = changed || leads[s];
      aboard = aboard || (leads[s] && stage.kind == stage_kind::unbatch);
    }
  }
  std::vector<char> through;
  for (const auto& stream : model.streams) through.push_back(leads[stream.first.index()]);
  return through;
}

bool depends_on_year(const crossing_model& model) {
  const auto by_month = [](const stream& stream) {
    if (!stream.by) return false;
    const auto& month = stream.by->month;
    return std::any_of(month.begin(), month.end(), [&](double f) { return f != month.front(); });
  };
  const auto seasonal = [](const auto& part) { return part.season.valid(); };
  return std::any_of(model.streams.begin(), model.streams.end(), by_month) ||
         std::any_of(model.streams.begin(), model.streams.end(), seasonal) ||
         std::any_of(model.resources.begin(), model.resources.end(), seasonal);
}

}  // namespace amur::crossing
