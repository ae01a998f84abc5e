#pragma once
// Hours of the simulation and what they are in the calendar: seasons, shifts, arrivals by profile.

#include <string>
#include <vector>

#include "amur/crossing/model.h"

namespace amur::crossing {

/// [from_h, to_h) from the start of the simulation.
struct open_interval {
  double from_h = 0, to_h = 0;
};

/// When a season is open between 0 and `horizon_h`, in order, apart from each other. The ends of its
/// windows move by the replication's own draws.
[[nodiscard]] std::vector<open_interval> open_intervals(const season& season, date start,
                                                        double horizon_h, std::uint64_t seed,
                                                        std::uint32_t replication);

/// Whether a time lies in one of the intervals, which are in order and apart.
[[nodiscard]] bool is_within(const std::vector<open_interval>& intervals, double time_h);

/// 0 for a start on Monday.
[[nodiscard]] int weekday_of(date day);
/// The day `days` later.
[[nodiscard]] date day_after(date start, long days);

/// The share of a resource's units that is on duty, as steps over time.
class timetable {
 public:
  /// Always on duty.
  timetable() = default;
  /// An empty shift means all hours; `season` null, all year.
  timetable(const shift* duty, const std::vector<open_interval>* season, date start);

  [[nodiscard]] double share_at(double time_h) const;
  /// The next time after `time_h` at which the share may change; infinite where it never does.
  [[nodiscard]] double next_change(double time_h) const;
  /// The first time from `time_h` on with units on duty, infinite where there is none.
  [[nodiscard]] double next_open(double time_h) const;

 private:
  struct step {
    double from_h, share;  ///< within the week that starts with the simulation
  };
  std::vector<step> week_;  ///< empty: on duty at all hours
  std::vector<open_interval> season_;
  bool has_season_ = false;
};

}  // namespace amur::crossing
