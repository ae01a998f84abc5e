#pragma once
// What states may still owe: investments held against the thresholds of the framework for debt.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "amur/case/investments.h"
#include "amur/model/names.h"

namespace amur::model {

/// Which indicators an investment may not push over their threshold.
enum class debt_limit { none, public_debt, external_debt, all_indicators };

/// What a set of investments brings the states of a case. Investments that are not built are no
/// debt and no income, projects that none builds stay as they are.
struct built_investments {
  /// [investment] how much of it is built, 0 to 1; one with a project is built or not.
  std::vector<double> share;
  /// [project] income of the opening year, without ramp-up, where the set is built.
  std::vector<double> income_usd_per_year;
};

struct state_room {
  std::size_t economy = 0;
  /// Most of the years 1 to 10 of public debt's present value over GDP.
  double peak = 0, peak_without = 0, threshold = 0;
  bool is_in_breach = false;  ///< of an indicator that the limit is about
  /// By it the set may not be built: an indicator is in breach, and in a year above what it were
  /// without.
  bool is_pushed = false;
};

/// [economy] `without`: where nothing is built. Where a project's loan is the state's, as `amur
/// finance` has it; what an investment without a project costs the state is borrowed as the state
/// borrows, even over its building.
[[nodiscard]] std::vector<state_room> debt_rooms(const case_data& data,
                                                 std::span<const investment> investments,
                                                 debt_limit limit, const built_investments& built,
                                                 const built_investments& without);

}  // namespace amur::model
