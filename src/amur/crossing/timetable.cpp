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

double hours_between(sys_days from, sys_days to) {
  return 24.0 * static_cast<double>((to - from).count());
}

// 29 February opens and closes on 1 March in other years.
sys_days in_year(date recurring, int year) { return to_days({year, recurring.month, recurring.day}); }

}  // namespace

int weekday_of(date day) {
  return static_cast<int>(std::chrono::weekday(to_days(day)).iso_encoding()) - 1;
}

date day_after(date start, long days) {
  const std::chrono::year_month_day day(to_days(start) + std::chrono::days(days));
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

std::vector<open_interval> open_intervals(const season& season, date start, double horizon_h,
                                          std::uint64_t seed, std::uint32_t replication) {
  const auto first_day = to_days(start);
  const int last_year = day_after(start, static_cast<long>(horizon_h / 24) + 1).year;
  variate_source moves({distribution_kind::uniform, 0, 1, 0, {}, {}},
                       {seed, replication, stream_of(season.id), 0});
  const auto move_h = [&] { return 24 * season.spread_days * normal_quantile(moves.draw()); };
  std::vector<open_interval> intervals;
  const auto add = [&](double from_h, double to_h) {
    from_h = std::max(from_h + move_h(), 0.0);
    to_h = std::min(to_h + move_h(), horizon_h);
    if (from_h < to_h) intervals.push_back({from_h, to_h});
  };
  for (const auto& window : season.open) {
    const bool recurring = (window.from && window.from->year == 0) ||
                           (window.to && window.to->year == 0);
    if (!recurring) {
      add(window.from ? hours_between(first_day, to_days(*window.from)) : -unlimited,
          window.to ? hours_between(first_day, to_days(*window.to)) + 24 : unlimited);
      continue;
    }
    const bool wraps = *window.to < *window.from;
    for (int year = start.year - 1; year <= last_year; ++year)
      add(hours_between(first_day, in_year(*window.from, year)),
          hours_between(first_day, in_year(*window.to, year + (wraps ? 1 : 0))) + 24);
  }
  std::sort(intervals.begin(), intervals.end(),
            [](const auto& a, const auto& b) { return a.from_h < b.from_h; });
  std::vector<open_interval> apart;
  for (const auto& interval : intervals) {
    if (!apart.empty() && interval.from_h <= apart.back().to_h)
      apart.back().to_h = std::max(apart.back().to_h, interval.to_h);
    else
      apart.push_back(interval);
  }
  return apart;
}

bool is_within(const std::vector<open_interval>& intervals, double time_h) {
  const auto after = std::upper_bound(intervals.begin(), intervals.end(), time_h,
                                      [](double t, const auto& i) { return t < i.from_h; });
  return after != intervals.begin() && time_h < std::prev(after)->to_h;
}

timetable::timetable(const shift* duty, const std::vector<open_interval>* season, date start) {
  if (season) {
    season_ = *season;
    has_season_ = true;
  }
  if (!duty || duty->windows.empty()) return;
  // Windows count hours from Monday, the steps from the weekday of the start.
  const double shift_h = 24.0 * weekday_of(start);
  std::vector<double> ends = {0};
  for (const auto& window : duty->windows)
    for (const double end : {window.from_h, window.to_h}) {
      double h = std::fmod(end - shift_h, double{hours_a_week});
      if (h < 0) h += hours_a_week;
      ends.push_back(h);
    }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  for (const double end : ends) {
    const double of_week = std::fmod(end + shift_h, double{hours_a_week});
    double share = 0;
    for (const auto& window : duty->windows)
      // A window may run into the next week.
      for (const double h : {of_week, of_week + hours_a_week})
        if (window.from_h <= h && h < window.to_h) share += window.share;
    week_.push_back({end, std::min(share, 1.0)});
  }
}

double timetable::share_at(double time_h) const {
  if (has_season_ && !is_within(season_, time_h)) return 0;
  if (week_.empty()) return 1;
  const double of_week = std::fmod(time_h, double{hours_a_week});
  const auto after = std::upper_bound(week_.begin(), week_.end(), of_week,
                                      [](double t, const step& s) { return t < s.from_h; });
  return std::prev(after)->share;
}

double timetable::next_change(double time_h) const {
  double next = unlimited;
  if (week_.size() > 1) {
    const double week_start = time_h - std::fmod(time_h, double{hours_a_week});
    const auto after =
        std::upper_bound(week_.begin(), week_.end(), time_h,
                         [&](double t, const step& s) { return t < week_start + s.from_h; });
    next = after == week_.end() ? week_start + hours_a_week : week_start + after->from_h;
  }
  if (has_season_) {
    const auto open = std::upper_bound(season_.begin(), season_.end(), time_h,
                                       [](double t, const auto& i) { return t < i.to_h; });
    if (open == season_.end()) return unlimited;  // closed for good
    next = std::min(next, time_h < open->from_h ? open->from_h : open->to_h);
  }
  return next;
}

double timetable::next_open(double time_h) const {
  // Within an interval of the season the first week shows all there is.
  const auto within_week = [this](double from_h, double to_h) {
    to_h = std::min(to_h, from_h + hours_a_week + 1);
    for (double h = from_h; h < to_h; h = next_change(h))
      if (share_at(h) > 0) return h;
    return unlimited;
  };
  if (!has_season_) return within_week(time_h, unlimited);
  for (const auto& interval : season_) {
    if (interval.to_h <= time_h) continue;
    const double open_h = within_week(std::max(time_h, interval.from_h), interval.to_h);
    if (open_h < unlimited) return open_h;
  }
  return unlimited;
}

}  // namespace amur::crossing
