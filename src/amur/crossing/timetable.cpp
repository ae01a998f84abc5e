#include "amur/crossing/timetable.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "amur/base/normal.h"

namespace amur::crossing {
namespace {

using std::chrono::sys_days;

sys_days to_days(date day) {
  return sys_days(std::chrono::year(day.year) /
                  std::chrono::month(static_cast<unsigned>(day.month)) /
                  std::chrono::day(static_cast<unsigned>(day.day)));
}

ticks between(sys_days from, sys_days to) { return ticks_a_day * ticks{(to - from).count()}; }

// 29 February opens and closes on 1 March in other years.
sys_days in_year(date recurring, int year) {
  return to_days({year, recurring.month, recurring.day});
}

}  // namespace

int weekday_of(date day) {
  return static_cast<int>(std::chrono::weekday(to_days(day)).iso_encoding()) - 1;
}

date day_after(date start, long days) {
  const std::chrono::year_month_day day(to_days(start) + std::chrono::days(days));
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

std::vector<open_interval> open_intervals(const season& season, date start, ticks horizon,
                                          std::uint64_t seed, std::uint32_t replication) {
  const auto first_day = to_days(start);
  const int last_year = day_after(start, static_cast<long>(horizon / ticks_a_day) + 1).year;
  variate_source moves({distribution_kind::uniform, 0, 1, 0, {}, {}},
                       {seed, replication, stream_of(season.id), 0});
  const auto move = [&] {
    return to_ticks_either_way(24 * season.spread_days * normal_quantile(moves.draw()));
  };
  std::vector<open_interval> intervals;
  const auto add = [&](ticks from, ticks to) {
    from = std::max(from + move(), ticks{0});
    to = std::min(to + move(), horizon);
    if (from < to) intervals.push_back({from, to});
  };
  for (const auto& window : season.open) {
    const bool recurring =
        (window.from && window.from->year == 0) || (window.to && window.to->year == 0);
    if (!recurring) {
      add(window.from ? between(first_day, to_days(*window.from)) : -never,
          window.to ? between(first_day, to_days(*window.to)) + ticks_a_day : never);
      continue;
    }
    const bool wraps = *window.to < *window.from;
    for (int year = start.year - 1; year <= last_year; ++year)
      add(between(first_day, in_year(*window.from, year)),
          between(first_day, in_year(*window.to, year + (wraps ? 1 : 0))) + ticks_a_day);
  }
  std::sort(intervals.begin(), intervals.end(),
            [](const auto& a, const auto& b) { return a.from < b.from; });
  std::vector<open_interval> apart;
  for (const auto& interval : intervals) {
    if (!apart.empty() && interval.from <= apart.back().to)
      apart.back().to = std::max(apart.back().to, interval.to);
    else
      apart.push_back(interval);
  }
  return apart;
}

bool is_within(const std::vector<open_interval>& intervals, ticks time) {
  const auto after = std::upper_bound(intervals.begin(), intervals.end(), time,
                                      [](ticks t, const auto& i) { return t < i.from; });
  return after != intervals.begin() && time < std::prev(after)->to;
}

timetable::timetable(const shift* duty, const std::vector<open_interval>* season, date start) {
  if (season) {
    season_ = *season;
    has_season_ = true;
  }
  if (!duty || duty->windows.empty()) return;
  // Windows count from Monday, the steps from the weekday of the start.
  const ticks start_of_week = ticks_a_day * weekday_of(start);
  struct window {
    ticks from, to;
    double share;
  };
  std::vector<window> windows;
  std::vector<ticks> ends = {0};
  for (const auto& given : duty->windows) {
    windows.push_back({to_ticks(given.from_h), to_ticks(given.to_h), given.share});
    for (const ticks end : {windows.back().from, windows.back().to})
      ends.push_back((end - start_of_week + ticks_a_week) % ticks_a_week);
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  for (const ticks end : ends) {
    const ticks of_week = (end + start_of_week) % ticks_a_week;
    double share = 0;
    for (const auto& window : windows)
      // A window may run into the next week.
      for (const ticks time : {of_week, of_week + ticks_a_week})
        if (window.from <= time && time < window.to) share += window.share;
    week_.push_back({end, std::min(share, 1.0)});
  }
}

double timetable::share_at(ticks time) const {
  if (has_season_ && !is_within(season_, time)) return 0;
  if (week_.empty()) return 1;
  const auto after = std::upper_bound(week_.begin(), week_.end(), time % ticks_a_week,
                                      [](ticks t, const step& s) { return t < s.from; });
  return std::prev(after)->share;
}

ticks timetable::next_change(ticks time) const {
  ticks next = never;
  if (week_.size() > 1) {
    const ticks of_week = time % ticks_a_week;
    const auto after = std::upper_bound(week_.begin(), week_.end(), of_week,
                                        [](ticks t, const step& s) { return t < s.from; });
    next = time - of_week + (after == week_.end() ? ticks_a_week : after->from);
  }
  if (has_season_) {
    const auto open = std::upper_bound(season_.begin(), season_.end(), time,
                                       [](ticks t, const auto& i) { return t < i.to; });
    if (open == season_.end()) return never;  // closed for good
    next = std::min(next, time < open->from ? open->from : open->to);
  }
  return next;
}

ticks timetable::next_open(ticks time) const {
  // Within an interval of the season the first week shows all there is.
  const auto within_week = [this](ticks from, ticks to) {
    to = std::min(to, from + ticks_a_week + ticks_an_hour);
    for (ticks at = from; at < to; at = next_change(at))
      if (share_at(at) > 0) return at;
    return never;
  };
  if (!has_season_) return within_week(time, never);
  for (const auto& interval : season_) {
    if (interval.to <= time) continue;
    const ticks open = within_week(std::max(time, interval.from), interval.to);
    if (open < never) return open;
  }
  return never;
}

}  // namespace amur::crossing
