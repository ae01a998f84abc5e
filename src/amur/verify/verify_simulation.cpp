// A simulated crossing by its own tables: vehicles are conserved, waits and queues belong together.

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

constexpr double counted = 1e-3;  // queues are kept in whole units
constexpr double of_bin = 0.05;   // percentiles are known to a bin of a histogram

// Totals are the streams'; percentiles rise. Who is inside at the end is not written, so vehicles
// can only be counted by simulating again.
void check_streams(const table_columns& streams, const table_columns& totals, verification& found) {
  const auto left = streams.numbers("left_per_day"), lost = streams.numbers("lost_per_day"),
             cost = streams.numbers("wait_cost_usd_per_day"),
             median = streams.numbers("time_median_h"), p95 = streams.numbers("time_p95_h");
  largest_miss order("percentiles rise", "h", rounding),
      sums("totals are the streams'", of_larger, rounding);
  std::map<std::string, double> sum;
  for (std::size_t s = 0; s < streams.rows(); ++s) {
    if (!std::isnan(p95[s]))
      order.note(median[s] - p95[s], [&] { return streams.place(s, "time_p95_h"); });
    sum["left"] += left[s];
    sum["lost"] += lost[s];
    sum["wait_cost"] += cost[s];
  }
  for (std::size_t i = 0; i < totals.rows(); ++i) {
    const auto at = sum.find(totals.texts("name")[i]);
    if (at == sum.end()) continue;
    const double total = totals.numbers("value")[i];
    // Where queues grow without end neither a stream nor all have a cost.
    if (std::isnan(total) && std::isnan(at->second)) continue;
    sums.note(relative_difference(total, at->second), [&] { return totals.place(i, "value"); });
  }
  for (auto* each : {&order, &sums}) found.push_back(each->finish());
}

// Shares of waits by stage: they sum to one, and the median and the 95th percentile lie where they
// say.
void check_waits(const table_columns& stages, const table_columns& waits, verification& found) {
  largest_miss one("shares of waits sum to one", "share", rounding),
      inside("percentiles lie where the shares say", "of the hours", of_bin);
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
          inside.note(std::max({0.0, (from - at) / from, std::isnan(to) ? 0.0 : (at - to) / at}),
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

void check_simulation(const result::result_tables& tables, verification& found) {
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
  check_streams(streams, table_columns(tables.table("simulation_totals")), found);
  check_waits(stages, table_columns(tables.table("simulation_waits")), found);
  check_queues(stages, table_columns(tables.table("simulation_queue")), found);
}

}  // namespace amur::verify
