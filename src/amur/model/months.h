#pragma once
// A case month by month: demand that grows and comes back, and shippers of whom a share
// reconsiders.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

/// The first day of the month after that of `day`.
[[nodiscard]] date month_after(date day);
/// "2022-06".
[[nodiscard]] std::string month_name(date day);

/// Commodity, crossing, and whether backward.
using crossing_way = std::tuple<std::string, std::string, bool>;
/// What a commodity's traffic over one border the same way splits into, crossing by crossing.
using crossing_shares = std::map<crossing_way, double>;
[[nodiscard]] crossing_shares shares_of(const case_data& data, const run_answer& answer);

/// A labelled arc by what it is in the case, whatever is open: 0 and link and whether backward, or
/// 1 and transfer and node.
using way_step = std::array<std::uint32_t, 3>;

/// An alternative that a flow took: crossings, changes of mode, loading and unloading in their
/// order.
struct taken_way {
  std::vector<way_step> steps;
  double share = 0;               ///< of what the flow delivered
  double scarcity_usd_per_t = 0;  ///< what its places in full capacities cost
};

/// What a month leaves to the next.
struct month_state {
  std::map<flow_key, std::vector<taken_way>> ways;
  /// The share of a flow's demand that is there: what its trade was cut off from comes back slowly.
  std::map<flow_key, double> custom;
  std::vector<double> volume_pce, constraint_price_usd;  ///< where the next solution starts
  std::vector<std::uint8_t> open_centres;                ///< [centre]; empty: as the case has them
};

/// How much demand has grown from the day that the case's demand reflects to `day`, by its growth
/// rows.
[[nodiscard]] double growth_factor(const case_data& data, const trade_flow& flow, date day);

/// `anchors` with each flow's demand times its growth and custom.
[[nodiscard]] demand_anchors anchors_of_month(const case_data& data, const demand_anchors& anchors,
                                              const month_state& before);

/// Solves the month of `data.settings.day`, and moves `state` from the month before to this one.
///
/// Habit: of a flow's freight a share h (`settings.time.reconsider_share`) chooses anew each month.
/// Of its shares last month, those of alternatives that are still open stay with weight 1 - h, as
/// far as their places in full capacities have not become dearer (`assign::kept_alternative`); the
/// rest chooses as it would on a day by itself. So in a world that stands still shares converge to
/// the day's equilibrium, and the first month is the day.
///
/// Recovery: custom moves to the share of a flow that is served by `settings.time.recovery_share`
/// of the difference a month. Throws `no_answer`.
[[nodiscard]] run_answer solve_month(const case_data& data, const demand_anchors& anchors,
                                     const run_options& options, month_state& state);

}  // namespace amur::model
