// A simulated crossing by its own tables: vehicles are conserved, waits and queues belong together.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "amur/model/verify_parts.h"

namespace amur::model {
namespace {

constexpr double rounding = 1e-9;
constexpr double counted = 1e-6;  // queues are kept in whole units
constexpr double littles_law = 0.02;
constexpr const char* of_larger = "of the larger figure";

// Who arrived has left, was lost or is inside.
void check_streams(const table_columns& streams, const table_columns& totals, double written_error,
                   verification& found) {
  const auto arrived = streams.numbers("arrived_per_day"), left = streams.numbers("left_per_day"),
             lost = streams.numbers("lost_per_day"), inside = streams.numbers("inside"),
             time = streams.numbers("time_h"), cost = streams.numbers("wait_cost_usd_per_day"),
             median = streams.numbers("time_median_h"), p95 = streams.numbers("time_p95_h");
  largest_miss kept("who arrives leaves, is lost or is inside", "vehicles a day", 1),
      order("percentiles rise", "h", rounding),
      little("vehicles inside are those that leave times their hours", of_larger,
             littles_law + written_error),
      sums("totals are the streams'", of_larger, rounding);
  std::map<std::string, double> sum;
  double by_time = 0, all_inside = 0;
  for (std::size_t s = 0; s < streams.rows(); ++s) {
    const auto place = [&](const char* column) {
      return [&, s, column] { return streams.place(s, column); };
    };
    // What is inside at the end beyond the start, over the days: never more than is inside.
    kept.note(std::max(0.0, std::abs(arrived[s] - left[s] - lost[s]) - inside[s]),
              place("arrived_per_day"));
    if (!std::isnan(p95[s])) order.note(median[s] - p95[s], place("time_p95_h"));
    if (!std::isnan(time[s])) by_time += left[s] * time[s] / 24;
    all_inside += inside[s];
    sum["left"] += left[s];
    sum["lost"] += lost[s];
    sum["wait_cost"] += cost[s];
  }
  if (sum["lost"] == 0)
    little.note(relative_difference(by_time, all_inside),
                [] { return std::string("simulation_streams, inside and time_h"); });
  for (std::size_t i = 0; i < totals.rows(); ++i)
    if (const auto at = sum.find(totals.texts("name")[i]); at != sum.end())
      sums.note(relative_difference(totals.numbers("value")[i], at->second),
                [&] { return totals.place(i, "value"); });
  for (auto* each : {&kept, &order, &little, &sums}) found.push_back(each->finish());
}

// By how much the simulation itself says that it misses Little's law: queues that grow do.
double littles_law_error(const table_columns& about) {
  const auto names = about.texts("name"), values = about.texts("value");
  const auto at = std::ranges::find(names, "littles_law_error");
  double error = 0;
  if (at != names.end()) {
    const auto& text = values[static_cast<std::size_t>(at - names.begin())];
    std::from_chars(text.data(), text.data() + text.size(), error);
  }
  return error;
}

// Shares of waits by stage: they sum to one, and the median and the 95th percentile lie where they
// say.
void check_waits(const table_columns& stages, const table_columns& waits, verification& found) {
  largest_miss one("shares of waits sum to one", "share", rounding),
      inside("percentiles lie where the shares say", "h", rounding);
  std::map<std::string, double> sum;
  for (std::size_t i = 0; i < waits.rows(); ++i)
    sum[waits.texts("stage_id")[i]] += waits.numbers("share")[i];
  for (const auto& [stage, share] : sum)
    one.note(std::abs(share - 1), [&, stage = stage] { return "simulation_waits, " + stage; });
  constexpr std::pair<const char*, double> percentiles[] = {{"wait_median_h", 0.5},
                                                            {"wait_p95_h", 0.95}};
  for (std::size_t s = 0; s < stages.rows(); ++s)
    for (const auto& [column, share] : percentiles) {
      const double at = stages.numbers(column)[s];
      double below = 0;
      if (std::isnan(at)) continue;
      for (std::size_t i = 0; i < waits.rows(); ++i) {
        if (waits.texts("stage_id")[i] != stages.texts("stage_id")[s]) continue;
        const double from = waits.numbers("from_h")[i], to = waits.numbers("to_h")[i];
        const double up_to = below + waits.numbers("share")[i];
        if (below <= share && share < up_to)
          inside.note(std::max({0.0, from - at, std::isnan(to) ? 0.0 : at - to}),
                      [&, column = column] { return stages.place(s, column); });
        below = up_to;
      }
    }
  found.push_back(one.finish());
  found.push_back(inside.finish());
}

// The mean queue of a stage is that over the simulated time.
void check_queues(const table_columns& stages, const table_columns& queue, verification& found) {
  largest_miss mean("mean queues are those over time", of_larger, counted);
  std::map<std::string, std::pair<double, double>> sum;
  for (std::size_t i = 0; i < queue.rows(); ++i) {
    auto& [waited, hours] = sum[queue.texts("stage_id")[i]];
    waited += queue.numbers("waiting")[i] * queue.numbers("hours")[i];
    hours += queue.numbers("hours")[i];
  }
  for (std::size_t s = 0; s < stages.rows(); ++s) {
    const double waiting = stages.numbers("waiting")[s];
    const auto at = sum.find(stages.texts("stage_id")[s]);
    if (std::isnan(waiting) || at == sum.end()) continue;
    const double over_time = at->second.first / at->second.second;
    mean.note(std::abs(waiting - over_time) / std::max({waiting, over_time, 1.0}),
              [&] { return stages.place(s, "waiting"); });
  }
  found.push_back(mean.finish());
}

}  // namespace

void check_simulation(const result_tables& tables, verification& found) {
  const table_columns stages(tables.table("simulation_stages")),
      streams(tables.table("simulation_streams")), resources(tables.table("simulation_resources"));
  largest_miss negative("nothing is negative", "", 0);
  for (const auto& [table, columns] :
       {std::pair{&stages,
                  std::vector<const char*>{"vehicles_per_day", "wait_h", "wait_h_half_width",
                                           "waiting", "most_waiting", "turned_away_per_day",
                                           "impatient_per_day", "wait_cost_usd_per_day"}},
        std::pair{&streams,
                  std::vector<const char*>{"arrived_per_day", "left_per_day", "lost_per_day",
                                           "load_per_day", "time_h", "inside"}},
        std::pair{&resources, std::vector<const char*>{"units_on_duty", "use"}}})
    for (const char* column : columns)
      for (std::size_t i = 0; i < table->rows(); ++i)
        if (const double value = table->numbers(column)[i]; !std::isnan(value))
          negative.note(-value, [&, table = table] { return table->place(i, column); });
  found.push_back(negative.finish());
  largest_miss use("nobody works more than the time on duty", "share", rounding);
  for (std::size_t i = 0; i < resources.rows(); ++i)
    if (!std::isnan(resources.numbers("use")[i]))
      use.note(resources.numbers("use")[i] - 1, [&] { return resources.place(i, "use"); });
  found.push_back(use.finish());
  check_streams(streams, table_columns(tables.table("simulation_totals")),
                littles_law_error(table_columns(tables.table("simulation"))), found);
  check_waits(stages, table_columns(tables.table("simulation_waits")), found);
  check_queues(stages, table_columns(tables.table("simulation_queue")), found);
}

}  // namespace amur::model
