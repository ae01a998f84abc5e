// Tables of a simulated crossing.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "amur/crossing/timetable.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables_simulation.h"

namespace amur::result {
namespace {

using namespace amur::crossing;

constexpr double null_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto number = cell_type::number;
constexpr auto text = cell_type::text;

const char* to_string(stage_kind kind) {
  static constexpr const char* names[] = {"service", "seize", "release", "delay", "put",
                                          "take",    "batch", "unbatch", "choose"};
  return names[static_cast<std::size_t>(kind)];
}

result_table stages_table(const crossing_part& part, const simulation_summary& summary) {
  table_rows rows("simulation_stages", {{"crossing_id", text},
                                        {"stage_id", text},
                                        {"name", text},
                                        {"kind", text},
                                        {"resource_id", text},
                                        {"vehicles_per_day", number},
                                        {"wait_h", number},
                                        {"wait_h_half_width", number},
                                        {"wait_median_h", number},
                                        {"wait_p95_h", number},
                                        {"waiting", number},
                                        {"most_waiting", number},
                                        {"grows_per_day", number},
                                        {"share_hours_without", number},
                                        {"share_hours_without_half_width", number},
                                        {"turned_away_per_day", number},
                                        {"impatient_per_day", number},
                                        {"wait_cost_usd_per_day", number},
                                        {"fee_usd_per_day", number}});
  for (std::size_t s = 0; s < summary.stages.size(); ++s) {
    const auto& stage = part.model.stages[stage_id(s)];
    const auto& found = summary.stages[s];
    const bool waits = can_wait(stage.kind);
    const auto if_waits = [waits](double value) { return waits ? value : null_number; };
    rows.add({stage.crossing, stage.id, stage.name, to_string(stage.kind),
              stage.resource.valid() ? part.model.resources[stage.resource].id : "",
              found.began_per_day.mean, if_waits(found.wait_h.mean),
              if_waits(found.wait_h.half_width), if_waits(found.median_h), if_waits(found.p95_h),
              if_waits(found.waiting.mean), if_waits(found.most_waiting),
              if_waits(found.grows_per_day), found.share_without.mean,
              found.share_without.half_width, found.turned_away_per_day, found.impatient_per_day,
              found.wait_cost_usd_per_day, found.fee_usd_per_day});
  }
  return rows.finish();
}

result_table resources_table(const crossing_part& part, const simulation_summary& summary) {
  table_rows rows("simulation_resources", {{"resource_id", text},
                                           {"name", text},
                                           {"kind", text},
                                           {"units", number},
                                           {"units_on_duty", number},
                                           {"use", number},
                                           {"use_half_width", number},
                                           {"failures_per_day", number}});
  for (std::size_t r = 0; r < summary.resources.size(); ++r) {
    const auto& resource = part.model.resources[resource_id(r)];
    const auto& found = summary.resources[r];
    rows.add({resource.id, resource.name,
              resource.kind == resource_kind::store ? "store" : "server",
              std::isfinite(resource.units) ? resource.units : null_number, found.on_duty,
              found.use.mean, found.use.half_width, found.failures_per_day});
  }
  return rows.finish();
}

result_table streams_table(const crossing_part& part, const simulation_summary& summary) {
  static constexpr const char* directions[] = {"", "forward", "backward"};
  table_rows rows("simulation_streams", {{"stream_id", text},
                                         {"crossing_id", text},
                                         {"direction", text},
                                         {"name", text},
                                         {"arrived_per_day", number},
                                         {"left_per_day", number},
                                         {"lost_per_day", number},
                                         {"load_per_day", number},
                                         {"time_h", number},
                                         {"time_h_half_width", number},
                                         {"time_median_h", number},
                                         {"time_p95_h", number},
                                         {"inside", number},
                                         {"wait_cost_usd_per_day", number}});
  for (std::size_t s = 0; s < summary.streams.size(); ++s) {
    const auto& stream = part.model.streams[stream_id(s)];
    const auto& found = summary.streams[s];
    rows.add({stream.id, stream.crossing,
              directions[static_cast<std::size_t>(part.roles[s].direction)], stream.name,
              found.arrived_per_day, found.left_per_day, found.lost_per_day, found.load_per_day,
              found.time_h.mean, found.time_h.half_width, found.median_h, found.p95_h,
              found.inside.mean, found.wait_cost_usd_per_day});
  }
  return rows.finish();
}

// Vehicles waiting by hour of the week, averaged over weeks and replications.
result_table week_table(const crossing_part& part, const simulation_summary& summary) {
  static constexpr const char* weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  table_rows rows(
      "simulation_queue_week",
      {{"stage_id", text}, {"weekday", text}, {"hour", cell_type::integer}, {"waiting", number}});
  for (std::size_t s = 0; s < summary.stages.size(); ++s) {
    if (!can_wait(part.model.stages[stage_id(s)].kind)) continue;
    // The mean of what grows would only tell how long was simulated.
    const bool grows = summary.stages[s].grows_per_day > 0;
    for (std::size_t hour = 0; hour < hours_a_week; ++hour) {
      const auto seen = static_cast<double>(summary.counts.hours_seen[hour]);
      const auto sum = static_cast<double>(summary.counts.queue_by_hour[s][hour]) * queue_unit;
      rows.add({part.model.stages[stage_id(s)].id, weekdays[hour / 24],
                static_cast<std::int64_t>(hour % 24),
                seen > 0 && !grows ? sum / seen : null_number});
    }
  }
  return rows.finish();
}

// Vehicles waiting over the simulated time, averaged over replications and over each bin.
result_table queue_table(const crossing_part& part, const simulation_summary& summary) {
  table_rows rows("simulation_queue", {{"stage_id", text},
                                       {"from_h", number},
                                       {"date", text},
                                       {"hours", number},
                                       {"waiting", number}});
  const double bin_h = summary.counts.bin_h;
  for (std::size_t s = 0; s < summary.stages.size(); ++s) {
    if (!can_wait(part.model.stages[stage_id(s)].kind)) continue;
    const auto& bins = summary.counts.queue_over_time[s];
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
      const double from_h = summary.warm_up_h + static_cast<double>(bin) * bin_h;
      const double hours = std::min(bin_h, summary.warm_up_h + summary.window_h - from_h);
      if (hours <= 0) break;
      rows.add({part.model.stages[stage_id(s)].id, from_h,
                to_string(day_after(part.model.start, static_cast<long>(from_h / 24))), hours,
                static_cast<double>(bins[bin]) * queue_unit / hours /
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
  table_rows rows("simulation_waits",
                  {{"stage_id", text}, {"from_h", number}, {"to_h", number}, {"share", number}});
  for (std::size_t s = 0; s < summary.stages.size(); ++s) {
    if (!can_wait(part.model.stages[stage_id(s)].kind)) continue;
    if (summary.stages[s].grows_per_day > 0) continue;
    const auto& waits = summary.counts.stage_waits[s];
    const auto total = static_cast<double>(waits.total());
    if (total == 0) continue;
    for (std::size_t i = 0; i + 1 < std::size(ends_h); ++i)
      rows.add({part.model.stages[stage_id(s)].id, ends_h[i],
                std::isfinite(ends_h[i + 1]) ? ends_h[i + 1] : null_number,
                waits.between(ends_h[i], ends_h[i + 1]) / total});
  }
  return rows.finish();
}

result_table about_table(const case_data& data, const crossing_part& part,
                         const simulation_summary& summary, const replication_options& options,
                         const std::string& version) {
  table_rows rows("simulation", {{"name", text}, {"value", text}});
  const auto add = [&](const char* name, const auto& value) {
    rows.add({name, fmt::format("{}", value)});
  };
  add("title", data.settings.title);
  add("case_sha256", data.sha256);
  for (const auto& scenario : data.scenarios) add("scenario", scenario.name);
  for (const auto& crossing : part.crossings) add("crossing", crossing);
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
  table_rows rows("simulation_totals",
                  {{"name", text}, {"value", number}, {"half_width", number}, {"unit", text}});
  double wait_cost = 0, left = 0, lost = 0, grows = 0;
  for (const auto& stage : summary.stages) grows += stage.grows_per_day;
  for (const auto& stream : summary.streams) {
    wait_cost += stream.wait_cost_usd_per_day;
    left += stream.left_per_day;
    lost += stream.lost_per_day;
  }
  rows.add({"time", summary.time_h.mean, summary.time_h.half_width, "h in the crossing"});
  rows.add({"left", left, null_number, "vehicles/day"});
  rows.add({"lost", lost, null_number, "vehicles/day"});
  rows.add({"grows", grows, null_number, "vehicles/day more that wait"});
  rows.add({"wait_cost", wait_cost, null_number, "USD/day"});
  rows.add({"share_hours_without", summary.share_without.mean, summary.share_without.half_width,
            "of open hours in which nobody leaves"});
  rows.add({"hours_without", summary.hours_without_per_day, null_number, "h/day"});
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
