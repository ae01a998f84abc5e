#pragma once
// What a change is worth to all, year by year: benefits and costs with it over those without.

#include <span>
#include <vector>

namespace amur::finance {

/// European Commission 2014, "Guide to cost-benefit analysis of investment projects", 2.8: all at
/// one rate, the first year not discounted.
struct appraisal {
  double enpv_usd = 0;           ///< economic net present value
  double eirr = 0;               ///< economic internal rate of return; NaN where there is none
  std::vector<double> all_eirr;  ///< in rising order
  double benefits_usd = 0, costs_usd = 0;  ///< present values
  double benefit_cost_ratio = 0;           ///< NaN without costs
};

/// Both by year, as many; rate > -1 a year.
[[nodiscard]] appraisal appraise(double rate, std::span<const double> benefit_usd,
                                 std::span<const double> cost_usd);

}  // namespace amur::finance
