#pragma once
// Hours of the simulation and what they are in the calendar: seasons, shifts, arrivals by profile.

#include <string>
#include <vector>

#include "amur/crossing/clock.h"
#include "amur/crossing/model.h"

namespace amur::crossing {

/// [from, to): at its end it is closed.
struct open_interval {
  ticks from = 0, to = 0;
};

/// When a season is open between 0 and `horizon`, in order, apart from each other. The ends of its
/// windows move by the replication's own draws.
[[nodiscard]] std::vector<open_interval> open_intervals(const season& season, date start,
                                                        ticks horizon, std::uint64_t seed,
                                                        std::uint32_t replication);

/// Whether a time lies in one of the intervals, which are in order and apart.
[[nodiscard]] bool is_within(const std::vector<open_interval>& intervals, ticks time);

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

  [[nodiscard]] double share_at(ticks time) const;
  /// The next moment after `time` at which the share may change.
  [[nodiscard]] ticks next_change(ticks time) const;
  /// The first moment from `time` on with units on duty.
  [[nodiscard]] ticks next_open(ticks time) const;

 private:
  struct step {
    ticks from;  ///< within the week that starts with the simulation
    double share;
  };
  std::vector<step> week_;  ///< empty: on duty at all hours
  std::vector<open_interval> season_;
  bool has_season_ = false;
};

}  // namespace amur::crossing
