#include "amur/crossing/arrivals.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "amur/base/normal.h"

namespace amur::crossing {
namespace {

// How far from its hour a scheduled vehicle can come.
constexpr ticks most_spread = ticks_a_day / 2;

// Days of the months, of February on average.
constexpr std::array<double, 12> month_days = {31, 28.2425, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

template <std::size_t count>
double factor_of(const std::array<double, count>& factors, int at) {
  const double sum = std::accumulate(factors.begin(), factors.end(), 0.0);
  return factors[static_cast<std::size_t>(at)] * count / sum;
}

// Such that the mean over the days of a year is 1.
double month_factor(const std::array<double, 12>& factors, int month) {
  const double days = std::accumulate(month_days.begin(), month_days.end(), 0.0);
  return factors[static_cast<std::size_t>(month - 1)] * days /
         std::inner_product(factors.begin(), factors.end(), month_days.begin(), 0.0);
}

}  // namespace

arrival_times::arrival_times(const stream& of, const std::vector<open_interval>* season, date start,
                             ticks horizon, std::uint64_t seed, std::uint32_t replication)
    : of_(&of),
      season_(season),
      start_(start),
      horizon_(horizon),
      steady_(of.kind == arrival_kind::poisson && !of.by && !season),
      gap_(exponential(1), {seed, replication, stream_of("arrivals/" + of.id), 0}),
      uniform_({distribution_kind::uniform, 0, 1, 0, {}, {}},
               {seed, replication, stream_of("schedule/" + of.id), 0}) {
  const double platoons_per_day = of.arrivals_per_day / of.platoon.mean_count();
  mean_gap_h_ = platoons_per_day > 0 ? 24 / platoons_per_day : unlimited;
}

ticks arrival_times::next_by_calendar() {
  return of_->kind == arrival_kind::poisson ? next_poisson() : next_scheduled();
}

// Inversion of the cumulated rate, which is constant within each hour (Cinlar 1975).
ticks arrival_times::next_poisson() {
  double left = gap_.draw();
  while (now_ < horizon_) {
    if (now_ >= rate_until_) find_rate();
    const double in_segment = rate_per_h_ * to_hours(rate_until_ - now_);
    if (in_segment >= left) {
      now_ = std::min(now_ + to_ticks(left / rate_per_h_), rate_until_);
      return now_ < horizon_ ? now_ : never;
    }
    left -= in_segment;
    now_ = rate_until_;
  }
  return never;
}

void arrival_times::find_rate() {
  rate_per_h_ = mean_gap_h_ < unlimited ? 1 / mean_gap_h_ : 0;
  rate_until_ = never;
  if (of_->by) {
    const ticks hour = now_ / ticks_an_hour;
    const long day = static_cast<long>(hour / 24);
    const int weekday = static_cast<int>((weekday_of(start_) + day) % 7);
    rate_per_h_ *= factor_of(of_->by->hour, static_cast<int>(hour % 24)) *
                   factor_of(of_->by->weekday, weekday) *
                   month_factor(of_->by->month, day_after(start_, day).month);
    rate_until_ = (hour + 1) * ticks_an_hour;
  }
  if (!season_) return;
  const auto open = std::upper_bound(season_->begin(), season_->end(), now_,
                                     [](ticks t, const auto& i) { return t < i.to; });
  if (open == season_->end() || now_ < open->from) {
    rate_per_h_ = 0;
    rate_until_ = open == season_->end() ? never : open->from;
  } else {
    rate_until_ = std::min(rate_until_, open->to);
  }
}

ticks arrival_times::next_scheduled() {
  while (next_day_ * ticks_a_day < horizon_ + most_spread &&
         (drawn_.empty() || drawn_.back() > next_day_ * ticks_a_day - most_spread))
    schedule_day();
  if (drawn_.empty() || drawn_.back() >= horizon_) return never;
  now_ = std::max(now_, drawn_.back());
  drawn_.pop_back();
  return now_;
}

// Whether a day is in season is asked of its own hour, so that a vehicle never comes out of season
// only because the next one is late.
void arrival_times::schedule_day() {
  for (const double hour : of_->times_h) {
    const ticks slot = next_day_ * ticks_a_day + to_ticks(hour);
    const ticks moved = to_ticks_either_way(of_->spread_h * normal_quantile(uniform_.draw()));
    const bool comes = uniform_.draw() >= of_->no_show;
    if (comes && (!season_ || is_within(*season_, slot)))
      drawn_.push_back(std::max(ticks{0}, slot + std::clamp(moved, -most_spread, most_spread)));
  }
  std::sort(drawn_.begin(), drawn_.end(), std::greater<>());
  ++next_day_;
}

}  // namespace amur::crossing
