// Tables of a simulated crossing.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/base/number.h"
#include "amur/crossing/timetable.h"
#include "amur/result/schema/simulation.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables_simulation.h"
#include "amur/text/text.h"

namespace amur::result {
namespace {

using namespace amur::crossing;

const char* word_of(amur::crossing::stage_kind kind) {
  static constexpr const char* names[] = {"service", "seize", "release", "delay", "put",
                                          "take",    "batch", "unbatch", "choose"};
  return names[static_cast<std::size_t>(kind)];
}

result_table stages_table(const crossing_part& part, const simulation_summary& summary) {
  table_rows<simulation_stages_row> rows;
  for (std::size_t s = 0; s < summary.stages.size(); ++s) {
    const auto& stage = part.model.stages[stage_id(s)];
    const auto& found = summary.stages[s];
    const bool waits = can_wait(stage.kind);
    const auto if_waits = [waits](double value) { return waits ? value : no_number; };
    rows.add({.crossing_id = stage.crossing,
              .stage_id = stage.id,
              .name = stage.name,
              .kind = word_of(stage.kind),
              .resource_id = stage.resource.valid() ? part.model.resources[stage.resource].id : "",
              .vehicles_per_day = found.began_per_day.mean,
              .wait_h = if_waits(found.wait_h.mean),
              .wait_h_half_width = if_waits(found.wait_h.half_width),
              .wait_median_h = if_waits(found.median_h),
              .wait_p95_h = if_waits(found.p95_h),
              .waiting = if_waits(found.waiting.mean),
              .most_waiting = if_waits(found.most_waiting),
              .grows_per_day = if_waits(found.grows_per_day),
              .share_hours_without = found.share_without.mean,
              .share_hours_without_half_width = found.share_without.half_width,
              .turned_away_per_day = found.turned_away_per_day,
              .impatient_per_day = found.impatient_per_day,
              .wait_cost_usd_per_day = found.wait_cost_usd_per_day,
              .fee_usd_per_day = found.fee_usd_per_day});
  }
  return rows.finish();
}

result_table resources_table(const crossing_part& part, const simulation_summary& summary) {
  table_rows<simulation_resources_row> rows;
  for (std::size_t r = 0; r < summary.resources.size(); ++r) {
    const auto& resource = part.model.resources[resource_id(r)];
    const auto& found = summary.resources[r];
    rows.add({.resource_id = resource.id,
              .name = resource.name,
              .kind = resource.kind == resource_kind::store ? "store" : "server",
              .units = std::isfinite(resource.units) ? resource.units : no_number,
              .units_on_duty = found.on_duty,
              .use = found.use.mean,
              .use_half_width = found.use.half_width,
              .failures_per_day = found.failures_per_day});
  }
  return rows.finish();
}

result_table streams_table(const crossing_part& part, const simulation_summary& summary) {
  static constexpr const char* directions[] = {"", "forward", "backward"};
  table_rows<simulation_streams_row> rows;
  for (std::size_t s = 0; s < summary.streams.size(); ++s) {
    const auto& stream = part.model.streams[stream_id(s)];
    const auto& found = summary.streams[s];
    rows.add({.stream_id = stream.id,
              .crossing_id = stream.crossing,
              .direction = directions[static_cast<std::size_t>(part.roles[s].direction)],
              .name = stream.name,
              .arrived_per_day = found.arrived_per_day,
              .left_per_day = found.left_per_day,
              .lost_per_day = found.lost_per_day,
              .load_per_day = found.load_per_day,
              .time_h = found.time_h.mean,
              .time_h_half_width = found.time_h.half_width,
              .time_median_h = found.median_h,
              .time_p95_h = found.p95_h,
              .inside = found.inside.mean,
              .wait_cost_usd_per_day = found.wait_cost_usd_per_day});
  }
  return rows.finish();
}

// Vehicles waiting by hour of the week, averaged over weeks and replications.
result_table week_table(const crossing_part& part, const simulation_summary& summary) {
  static constexpr const char* weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  table_rows<simulation_queue_week_row> rows;
  for (std::size_t s = 0; s < summary.stages.size(); ++s) {
    if (!can_wait(part.model.stages[stage_id(s)].kind)) continue;
    // The mean of what grows would only tell how long was simulated.
    const bool grows = summary.stages[s].grows_per_day > 0;
    for (std::size_t hour = 0; hour < hours_a_week; ++hour) {
      const auto seen = static_cast<double>(summary.counts.hours_seen[hour]);
      const auto sum = static_cast<double>(summary.counts.queue_by_hour[s][hour]) * queue_unit;
      rows.add({.stage_id = part.model.stages[stage_id(s)].id,
                .weekday = weekdays[hour / 24],
                .hour = static_cast<std::int64_t>(hour % 24),
                .waiting = seen > 0 && !grows ? sum / seen : no_number});
    }
  }
  return rows.finish();
}

// Vehicles waiting over the simulated time, averaged over replications and over each bin.
result_table queue_table(const crossing_part& part, const simulation_summary& summary) {
  table_rows<simulation_queue_row> rows;
  const double bin_h = summary.counts.bin_h;
  for (std::size_t s = 0; s < summary.stages.size(); ++s) {
    if (!can_wait(part.model.stages[stage_id(s)].kind)) continue;
    const auto& bins = summary.counts.queue_over_time[s];
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
      const double from_h = summary.warm_up_h + static_cast<double>(bin) * bin_h;
      const double hours = std::min(bin_h, summary.warm_up_h + summary.window_h - from_h);
      if (hours <= 0) break;
      rows.add({.stage_id = part.model.stages[stage_id(s)].id,
                .from_h = from_h,
                .date = to_string(day_after(part.model.start, static_cast<long>(from_h / 24))),
                .hours = hours,
                .waiting = static_cast<double>(bins[bin]) * queue_unit / hours /
                           static_cast<double>(summary.replications)});
    }
  }
  return rows.finish();
}

// How many wait how long, in bins that a reader can take in.
result_table waits_table(const crossing_part& part, const simulation_summary& summary) {
  static constexpr double ends_h[] = {0,  1.0 / 60, 5.0 / 60, 10.0 / 60, 0.25, 0.5,
                                      1,  2,        3,        4,         6,    8,
                                      12, 24,       48,       96,        168,  unlimited};
  table_rows<simulation_waits_row> rows;
  for (std::size_t s = 0; s < summary.stages.size(); ++s) {
    if (!can_wait(part.model.stages[stage_id(s)].kind)) continue;
    if (summary.stages[s].grows_per_day > 0) continue;
    const auto& waits = summary.counts.stage_waits[s];
    const auto total = static_cast<double>(waits.total());
    if (total == 0) continue;
    for (std::size_t i = 0; i + 1 < std::size(ends_h); ++i)
      rows.add({.stage_id = part.model.stages[stage_id(s)].id,
                .from_h = ends_h[i],
                .to_h = std::isfinite(ends_h[i + 1]) ? ends_h[i + 1] : no_number,
                .share = waits.between(ends_h[i], ends_h[i + 1]) / total});
  }
  return rows.finish();
}

result_table about_table(const case_data& data, const crossing_part& part,
                         const simulation_summary& summary, const replication_options& options,
                         const std::string& version) {
  table_rows<simulation_row> rows;
  const auto add = [&](const char* name, const auto& value) {
    rows.add({.name = name, .value = fmt::format("{}", value)});
  };
  add("title", data.settings.title);
  add("case_sha256", data.sha256);
  std::vector<std::string> titles, names;
  for (const auto& scenario : data.scenarios) {
    add("scenario", scenario.name);
    titles.push_back(scenario.title.empty() ? scenario.name : scenario.title);
  }
  add("scenario_titles", text::join(titles, "; "));
  for (const auto& id : part.crossings) {
    add("crossing", id);
    for (const auto& crossing : data.crossings)
      if (crossing.id == id) names.push_back(crossing.name);
  }
  add("crossing_names", text::join(names, "; "));
  add("amur_version", version);
  add("from", to_string(part.model.start));
  add("days", options.horizon_h / 24);
  add("warm_up_h", summary.warm_up_h);
  add("replications", summary.replications);
  add("seed", options.seed);
  add("confidence", options.confidence);
  add("events", summary.events);
  add("littles_law_error", summary.littles_law_error);
  return rows.finish();
}

result_table totals_table(const simulation_summary& summary) {
  table_rows<simulation_totals_row> rows;
  double wait_cost = 0, left = 0, lost = 0, grows = 0;
  for (const auto& stage : summary.stages) grows += stage.grows_per_day;
  for (const auto& stream : summary.streams) {
    wait_cost += stream.wait_cost_usd_per_day;
    left += stream.left_per_day;
    lost += stream.lost_per_day;
  }
  rows.add({.name = "time",
            .value = summary.time_h.mean,
            .half_width = summary.time_h.half_width,
            .unit = "h in the crossing"});
  rows.add({.name = "left", .value = left, .half_width = no_number, .unit = "vehicles/day"});
  rows.add({.name = "lost", .value = lost, .half_width = no_number, .unit = "vehicles/day"});
  rows.add({.name = "grows",
            .value = grows,
            .half_width = no_number,
            .unit = "vehicles/day more that wait"});
  rows.add({.name = "wait_cost", .value = wait_cost, .half_width = no_number, .unit = "USD/day"});
  rows.add({.name = "share_hours_without",
            .value = summary.share_without.mean,
            .half_width = summary.share_without.half_width,
            .unit = "of open hours in which nobody leaves"});
  rows.add({.name = "hours_without",
            .value = summary.hours_without_per_day,
            .half_width = no_number,
            .unit = "h/day"});
  return rows.finish();
}

}  // namespace

result_tables simulation_tables(const case_data& data, const crossing_part& part,
                                const simulation_summary& summary,
                                const replication_options& options, const std::string& version) {
  return {{stages_table(part, summary), resources_table(part, summary),
           streams_table(part, summary), totals_table(summary), week_table(part, summary),
           queue_table(part, summary), waits_table(part, summary),
           about_table(data, part, summary, options, version)}};
}

}  // namespace amur::result
