#pragma once
// When the vehicles of a stream arrive.

#include <vector>

#include "amur/crossing/timetable.h"

namespace amur::crossing {

/// The arrival times of one stream in one replication, in order.
class arrival_times {
 public:
  /// `season` null: all year. Times from `horizon` on are reported as `never`.
  arrival_times(const stream& of, const std::vector<open_interval>* season, date start,
                ticks horizon, std::uint64_t seed, std::uint32_t replication);

  /// The next arrival (of a platoon, where the stream has them), at or after the one before.
  ticks next() {
    if (!steady_) return next_by_calendar();
    now_ += to_ticks(gap_.draw() * mean_gap_h_);
    return now_ < horizon_ ? now_ : never;
  }

 private:
  ticks next_by_calendar();
  ticks next_poisson();
  ticks next_scheduled();
  void find_rate();
  void schedule_day();

  const stream* of_;
  const std::vector<open_interval>* season_;
  date start_;
  ticks horizon_;
  bool steady_;
  double mean_gap_h_ = 0;
  ticks now_ = 0;
  variate_source gap_;  ///< exponential of mean 1
  // Poisson by profile: the rate holds until `rate_until_`.
  double rate_per_h_ = 0;
  ticks rate_until_ = 0;
  // Schedule: arrivals of the days drawn so far, latest first.
  variate_source uniform_;
  std::vector<ticks> drawn_;
  long next_day_ = 0;
};

}  // namespace amur::crossing
