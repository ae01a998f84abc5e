#pragma once
// What users gain between two answers whose flows may meet other costs, duties, bans and demand.

#include <map>
#include <string>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

struct user_gain {
  double usd = 0;
  double rule_of_half_usd = 0;  ///< mean of both demands times the fall of the price, beside it
};

struct user_gains {
  std::map<std::string, user_gain> by_commodity;  ///< USD a day
  std::vector<flow_key> alone;                    ///< flows that one answer alone has
};

/// The area under each flow's demand between its delivered prices (value, duty, visa and expected
/// cost: the log-sum of logit and Markovian choice, the least cost of a user equilibrium): consumer
/// surplus, exact where both have the same demand curve (Williams 1977; Small & Rosen 1981), else
/// by the rule of a half. Freight that finds no way, or a banned one, pays what it would pay at
/// most.
[[nodiscard]] user_gains user_gains_between(const case_data& data_before, const run_answer& before,
                                            const case_data& data_after, const run_answer& after);

}  // namespace amur::model
