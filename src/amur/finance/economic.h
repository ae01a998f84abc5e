#pragma once
// What a project is worth to all: users and owners together, costs at shadow prices.

#include <vector>

#include "amur/finance/project.h"

namespace amur::finance {

struct economic_plan {
  double rate = 0.05;
  double shadow_construction = 1, shadow_operating = 1;  ///< times the cost
  std::vector<double> user_savings_usd;  ///< [year] beyond what users pay to the project
};

/// Loans and taxes move money between people and are left out; what users pay is their cost and the
/// owners' income, so that savings and income together are what users gain before they pay.
struct economic_value {
  std::vector<double> benefit_usd, cost_usd, net_usd;  ///< [year]
  double npv_usd = 0, irr = 0;                         ///< irr: NaN where there is none
  std::vector<double> all_irr;
};

[[nodiscard]] economic_value economic_value_of(const project_plan& project,
                                               const economic_plan& plan);

}  // namespace amur::finance
