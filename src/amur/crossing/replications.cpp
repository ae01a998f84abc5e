#include "amur/crossing/replications.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <utility>

#include "amur/base/number.h"
#include "amur/base/parallel.h"
#include "amur/crossing/growth.h"

namespace amur::crossing {
namespace {

constexpr std::size_t pilots = 5;
// Far from any replication that is asked for, so that the pilots share no random number with one.
constexpr std::uint32_t first_pilot = 0x80000000u;
constexpr std::size_t fewest_more = 5;

double quantile_of(const wait_histogram& times, double p) {
  return times.total() > 0 ? times.quantile(p) : no_number;
}

// The hours that MSER-5 would leave out: the median over pilots, by the share of vehicles cut.
double warm_up_of(const crossing_model& model, const replication_options& options,
                  thread_pool& pool) {
  std::vector<double> cuts_h(pilots);
  pool.run(pilots, [&](std::size_t i) {
    const auto run = simulate(model, {options.horizon_h,
                                      0,
                                      options.seed,
                                      first_pilot + static_cast<std::uint32_t>(i),
                                      {},
                                      options.cancelled});
    const auto batches = run.record.times_h.means();
    if (!batches.empty())
      cuts_h[i] = options.horizon_h * static_cast<double>(mser_cut(batches)) /
                  static_cast<double>(batches.size());
  });
  std::sort(cuts_h.begin(), cuts_h.end());
  return std::ceil(cuts_h[pilots / 2]);
}

struct gathered {
  std::vector<replication_record> records;
  shared_counts counts;
  simulation_status status = simulation_status::done;
  deadlock stuck;
  std::size_t stuck_replication = 0;
};

// Replications [records.size(), upto).
void run_more(const crossing_model& model, const replication_options& options, double warm_up_h,
              std::size_t upto, thread_pool& pool, gathered& all) {
  const std::size_t from = all.records.size();
  all.records.resize(upto);
  std::vector<simulation_result> unfinished(upto - from);
  std::mutex merging;
  std::size_t done = from;
  pool.run(upto - from, [&](std::size_t i) {
    simulation_options single{
        options.horizon_h, warm_up_h, options.seed, static_cast<std::uint32_t>(from + i), {},
        options.cancelled};
    if (from + i == 0) single.trace = options.trace;
    auto run = simulate(model, single);
    const std::scoped_lock lock(merging);
    all.records[from + i] = std::move(run.record);
    all.records[from + i].times_h = {};
    if (run.status == simulation_status::done)
      all.counts.merge(run.counts);
    else
      unfinished[i].stuck = std::move(run.stuck);
    unfinished[i].status = run.status;
    if (options.progress) options.progress(++done, upto);
  });
  for (std::size_t i = 0; i < unfinished.size(); ++i)
    if (all.status == simulation_status::done && unfinished[i].status != simulation_status::done) {
      all.status = unfinished[i].status;
      all.stuck = unfinished[i].stuck;
      all.stuck_replication = from + i;
    }
}

template <class Value>
estimate over(const std::vector<replication_record>& records, double confidence, Value&& value) {
  std::vector<double> values;
  for (const auto& record : records) values.push_back(value(record));
  return estimate_of(values, confidence);
}

template <class Value>
double mean_of(const std::vector<replication_record>& records, Value&& value) {
  double sum = 0;
  for (const auto& record : records) sum += value(record);
  return sum / static_cast<double>(records.size());
}

double total(const replication_record& record, double stream_record::*member) {
  double sum = 0;
  for (const auto& stream : record.streams) sum += stream.*member;
  return sum;
}

estimate mean_time(const std::vector<replication_record>& records, double confidence) {
  return over(records, confidence, [](const auto& record) {
    return per(total(record, &stream_record::time_h), total(record, &stream_record::left));
  });
}

void summarise_stages(const gathered& all, double confidence, simulation_summary& summary) {
  for (std::size_t s = 0; s < all.records.front().stages.size(); ++s) {
    const auto estimated = [&](auto&& value) {
      return over(all.records, confidence,
                  [&](const auto& record) { return value(record.stages[s], record.window_h); });
    };
    const auto per_day = [&](double stage_record::*member) {
      return mean_of(all.records, [&](const auto& record) {
        return record.stages[s].*member * 24 / record.window_h;
      });
    };
    stage_summary stage;
    stage.wait_h = estimated([](const auto& r, double) { return per(r.wait_h, r.began); });
    stage.median_h = quantile_of(all.counts.stage_waits[s], 0.5);
    stage.p95_h = quantile_of(all.counts.stage_waits[s], 0.95);
    stage.waiting =
        estimated([](const auto& r, double window_h) { return r.queue_area_h / window_h; });
    for (const auto& record : all.records)
      stage.most_waiting = std::max(stage.most_waiting, record.stages[s].most_waiting);
    stage.began_per_day =
        estimated([](const auto& r, double window_h) { return r.began * 24 / window_h; });
    stage.share_without =
        estimated([](const auto& r, double) { return per(r.hours_without, r.hours_open); });
    stage.turned_away_per_day = per_day(&stage_record::turned_away);
    stage.impatient_per_day = per_day(&stage_record::impatient);
    stage.wait_cost_usd_per_day = per_day(&stage_record::wait_cost_usd);
    stage.fee_usd_per_day = per_day(&stage_record::fee_usd);
    summary.stages.push_back(stage);
  }
}

void summarise_resources(const gathered& all, double confidence, simulation_summary& summary) {
  for (std::size_t r = 0; r < all.records.front().resources.size(); ++r) {
    resource_summary resource;
    resource.use = over(all.records, confidence, [&](const auto& record) {
      const auto& used = record.resources[r];
      return per(used.busy_area_h, used.open_area_h + used.overtime_area_h);
    });
    resource.on_duty = mean_of(all.records, [&](const auto& record) {
      return record.resources[r].open_area_h / record.window_h;
    });
    resource.failures_per_day = mean_of(all.records, [&](const auto& record) {
      return record.resources[r].failures * 24 / record.window_h;
    });
    summary.resources.push_back(resource);
  }
}

void summarise_streams(const gathered& all, double confidence, simulation_summary& summary) {
  for (std::size_t s = 0; s < all.records.front().streams.size(); ++s) {
    const auto per_day = [&](double stream_record::*member) {
      return mean_of(all.records, [&](const auto& record) {
        return record.streams[s].*member * 24 / record.window_h;
      });
    };
    stream_summary stream;
    stream.arrived_per_day = per_day(&stream_record::arrived);
    stream.left_per_day = per_day(&stream_record::left);
    stream.lost_per_day = per_day(&stream_record::lost);
    stream.load_per_day = per_day(&stream_record::load_left);
    stream.wait_cost_usd_per_day = per_day(&stream_record::wait_cost_usd);
    stream.time_h = over(all.records, confidence, [&](const auto& record) {
      return per(record.streams[s].time_h, record.streams[s].left);
    });
    stream.median_h = quantile_of(all.counts.stream_times[s], 0.5);
    stream.p95_h = quantile_of(all.counts.stream_times[s], 0.95);
    stream.inside = over(all.records, confidence, [&](const auto& record) {
      return record.streams[s].inside_area_h / record.window_h;
    });
    summary.streams.push_back(stream);
  }
}

double littles_law_error(const std::vector<replication_record>& records) {
  double inside_h = 0, time_h = 0;
  for (const auto& record : records) {
    inside_h += total(record, &stream_record::inside_area_h);
    time_h += total(record, &stream_record::time_h);
  }
  return inside_h > 0 ? std::abs(inside_h - time_h) / inside_h : 0;
}

void leave_out_growing(const crossing_model& model, const std::vector<double>& growth,
                       simulation_summary& summary) {
  constexpr estimate unknown{no_number, no_number, 0};
  for (std::size_t s = 0; s < growth.size(); ++s) {
    if (growth[s] <= 0) continue;
    auto& stage = summary.stages[s];
    stage.grows_per_day = growth[s];
    stage.wait_h = stage.waiting = unknown;
    stage.median_h = stage.p95_h = stage.wait_cost_usd_per_day = no_number;
  }
  const auto through = streams_through(model, growth);
  for (std::size_t s = 0; s < through.size(); ++s) {
    if (!through[s]) continue;
    auto& stream = summary.streams[s];
    stream.time_h = stream.inside = unknown;
    stream.median_h = stream.p95_h = stream.wait_cost_usd_per_day = no_number;
  }
  summary.time_h = unknown;
}

}  // namespace

simulation_summary replicate(const crossing_model& model, const replication_options& options) {
  thread_pool pool(options.threads);
  simulation_summary summary;
  summary.warm_up_h = !std::isnan(options.warm_up_h) ? std::ceil(options.warm_up_h)
                      : depends_on_year(model)       ? 0
                                                     : warm_up_of(model, options, pool);
  gathered all;
  all.counts = shared_counts(model.stages.size(), model.streams.size(),
                             options.horizon_h - summary.warm_up_h);
  std::vector<double> growth;
  std::size_t wanted = std::max<std::size_t>(options.replications, 1);
  for (;;) {
    run_more(model, options, summary.warm_up_h, wanted, pool, all);
    if (all.status != simulation_status::done) break;
    growth = queue_growth_per_day(model, all.records);
    summary.grows = std::any_of(growth.begin(), growth.end(), [](double g) { return g > 0; });
    if (summary.grows || options.wanted_half_width <= 0) break;
    const auto time_h = mean_time(all.records, options.confidence);
    const double ratio_to_wanted = time_h.half_width / time_h.mean / options.wanted_half_width;
    if (ratio_to_wanted <= 1 || wanted >= options.most_replications) break;
    // The half-width falls with the root of their number; no more than double on such a guess. With
    // one replication there is no half-width yet.
    const auto have = static_cast<double>(wanted);
    const double guess =
        std::isnan(ratio_to_wanted) ? 2 * have : have * ratio_to_wanted * ratio_to_wanted;
    wanted = std::min(
        options.most_replications,
        std::max(wanted + fewest_more, static_cast<std::size_t>(std::min(guess, 2 * have))));
  }
  summary.status = all.status;
  summary.stuck = all.stuck;
  summary.stuck_replication = all.stuck_replication;
  summary.replications = all.records.size();
  for (const auto& record : all.records) summary.events += static_cast<double>(record.events);
  if (all.status != simulation_status::done) return summary;
  summary.window_h = all.records.front().window_h;
  summary.time_h = mean_time(all.records, options.confidence);
  summary.share_without = over(all.records, options.confidence, [](const auto& record) {
    return per(record.hours_without, record.hours_open);
  });
  summary.hours_without_per_day = mean_of(
      all.records, [](const auto& record) { return record.hours_without * 24 / record.window_h; });
  summary.littles_law_error = littles_law_error(all.records);
  summarise_stages(all, options.confidence, summary);
  summarise_resources(all, options.confidence, summary);
  summarise_streams(all, options.confidence, summary);
  summary.counts = std::move(all.counts);
  if (summary.grows) leave_out_growing(model, growth, summary);
  return summary;
}

}  // namespace amur::crossing
