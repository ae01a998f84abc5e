#pragma once
// States by their numbers.

#include <vector>

#include "amur/assign/problem.h"

namespace amur::test {

/// `t_per_day` from one state to another; `elasticity` and what follows as in assign::od_demand.
inline assign::od_demand freight(std::size_t from, std::size_t to, double t_per_day,
                                 double elasticity = 0, double price_base_usd_per_t = 0,
                                 double reference_price_usd_per_t = 0) {
  return {state_id(from), state_id(to),         t_per_day,
          elasticity,     price_base_usd_per_t, reference_price_usd_per_t};
}

inline std::vector<state_id> states_below(std::size_t count) {
  std::vector<state_id> states;
  for (std::size_t state = 0; state < count; ++state) states.emplace_back(state);
  return states;
}

}  // namespace amur::test
