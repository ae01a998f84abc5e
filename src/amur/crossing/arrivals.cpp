#include "amur/crossing/arrivals.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "amur/base/normal.h"

namespace amur::crossing {
namespace {

// How far from its hour a scheduled vehicle can come.
constexpr double most_spread_h = 12;

template <std::size_t count>
double factor_of(const std::array<double, count>& factors, int at) {
  const double sum = std::accumulate(factors.begin(), factors.end(), 0.0);
  return factors[static_cast<std::size_t>(at)] * count / sum;
}

}  // namespace

arrival_times::arrival_times(const stream& of, const std::vector<open_interval>* season, date start,
                             double horizon_h, std::uint64_t seed, std::uint32_t replication)
    : of_(&of),
      season_(season),
      start_(start),
      horizon_h_(horizon_h),
      steady_(of.kind == arrival_kind::poisson && !of.by && !season),
      gap_(exponential(1), {seed, replication, stream_of("arrivals/" + of.id), 0}),
      uniform_({distribution_kind::uniform, 0, 1, 0, {}, {}},
               {seed, replication, stream_of("schedule/" + of.id), 0}) {
  const double platoons_per_day = of.arrivals_per_day / std::max(1.0, of.platoon.mean());
  mean_gap_h_ = platoons_per_day > 0 ? 24 / platoons_per_day : unlimited;
}

double arrival_times::next_by_calendar() {
  return of_->kind == arrival_kind::poisson ? next_poisson() : next_scheduled();
}

// Inversion of the cumulated rate, which is constant within each hour (Cinlar 1975).
double arrival_times::next_poisson() {
  double left = gap_.draw();
  while (now_h_ < horizon_h_) {
    if (now_h_ >= rate_until_h_) find_rate();
    const double in_segment = rate_per_h_ * (rate_until_h_ - now_h_);
    if (in_segment >= left) {
      now_h_ += left / rate_per_h_;
      return now_h_ < horizon_h_ ? now_h_ : unlimited;
    }
    left -= in_segment;
    now_h_ = rate_until_h_;
  }
  return unlimited;
}

void arrival_times::find_rate() {
  rate_per_h_ = mean_gap_h_ < unlimited ? 1 / mean_gap_h_ : 0;
  rate_until_h_ = unlimited;
  if (of_->by) {
    const double hour = std::floor(now_h_);
    const long day = static_cast<long>(hour / 24);
    const int weekday = static_cast<int>((weekday_of(start_) + day) % 7);
    rate_per_h_ *= factor_of(of_->by->hour, static_cast<int>(hour - 24.0 * static_cast<double>(day))) *
                   factor_of(of_->by->weekday, weekday) *
                   factor_of(of_->by->month, day_after(start_, day).month - 1);
    rate_until_h_ = hour + 1;
  }
  if (!season_) return;
  const auto open = std::upper_bound(season_->begin(), season_->end(), now_h_,
                                     [](double t, const auto& i) { return t < i.to_h; });
  if (open == season_->end() || now_h_ < open->from_h) {
    rate_per_h_ = 0;
    rate_until_h_ = open == season_->end() ? unlimited : open->from_h;
  } else {
    rate_until_h_ = std::min(rate_until_h_, open->to_h);
  }
}

double arrival_times::next_scheduled() {
  while (static_cast<double>(next_day_) * 24 < horizon_h_ + most_spread_h &&
         (drawn_.empty() || drawn_.back() > static_cast<double>(next_day_) * 24 - most_spread_h))
    schedule_day();
  if (drawn_.empty() || drawn_.back() >= horizon_h_) return unlimited;
  now_h_ = std::max(now_h_, drawn_.back());
  drawn_.pop_back();
  return now_h_;
}

// Whether a day is in season is asked of its own hour, so that a vehicle never comes out of season
// only because the next one is late.
void arrival_times::schedule_day() {
  for (const double hour : of_->times_h) {
    const double slot_h = static_cast<double>(next_day_) * 24 + hour;
    const double moved = of_->spread_h * normal_quantile(uniform_.draw());
    const bool comes = uniform_.draw() >= of_->no_show;
    if (comes && (!season_ || is_within(*season_, slot_h)))
      drawn_.push_back(std::max(0.0, slot_h + std::clamp(moved, -most_spread_h, most_spread_h)));
  }
  std::sort(drawn_.begin(), drawn_.end(), std::greater<>());
  ++next_day_;
}

}  // namespace amur::crossing
