#pragma once
// A case solved at other tolls: who crosses, what that earns, what everybody gains or loses.

#include <cmath>
#include <span>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

/// Where a search for a toll ends unless the user says so, in USD a vehicle.
[[nodiscard]] inline double highest_toll_tried_usd(double fee_now_usd) {
  constexpr double most_times_fee = 8, highest_without_fee_usd = 1000;
  return fee_now_usd > 0 ? std::ceil(most_times_fee * fee_now_usd - 1e-6) : highest_without_fee_usd;
}

/// What passes in one direction of a crossing, a day.
struct crossing_use {
  double t = 0, passengers = 0, vehicles = 0, fee_income_usd = 0;
};
[[nodiscard]] crossing_use use_of(const case_data& data, const run_answer& answer,
                                  const crossing_direction& direction);
/// Of all directions of a crossing together.
[[nodiscard]] crossing_use use_of(const case_data& data, const run_answer& answer,
                                  crossing_id crossing);

/// The case with `fee_usd_per_vehicle[i]` at `crossings[i]`, solved; its simulated crossings too.
/// `now`: the case as it is, whose routes are considered at every toll, so that neither traffic nor
/// surplus jumps where a toll would make another set of routes reasonable. Throws `no_answer`.
[[nodiscard]] run_answer solve_at_tolls(const case_data& data, const demand_anchors& anchors,
                                        const run_answer& now,
                                        std::span<const crossing_id> crossings,
                                        std::span<const double> fee_usd_per_vehicle,
                                        const run_options& options);

/// Fees and duties that all freight and passengers pay, in USD a day.
[[nodiscard]] double paid_usd_per_day(const run_answer& answer);

/// The demand curve's area between two expected costs, positive where cost falls.
[[nodiscard]] double surplus_between(const assign::od_demand& demand, double cost_before,
                                     double cost_after);

/// Consumer surplus (the demand's area above the expected cost; Williams 1977 for the log-sum), and
/// fees and duties paid, each beyond those of `before`, in USD a day. Both answers must be of the
/// same flows. What a full crossing's price makes shippers wait is lost to all.
struct welfare_change {
  double surplus_usd = 0, paid_usd = 0;
  [[nodiscard]] double total_usd() const { return surplus_usd + paid_usd; }
};
[[nodiscard]] welfare_change welfare_beyond(const run_answer& before, const run_answer& answer);

}  // namespace amur::model
