#pragma once
// The time value of money: payments, present values, internal rates.

#include <functional>
#include <span>
#include <vector>

namespace amur::finance {

/// What repays a loan of `amount` in `periods` equal payments, the first a period from now:
/// amount r / (1 - (1 + r)^-periods). PMT gives it with the sign turned. `rate` > -1 a period.
[[nodiscard]] double annuity_payment(double rate, int periods, double amount);

/// The value now of `flow[t]`, which is due in t periods: sum of flow[t] / (1 + rate)^t. The first
/// flow is not discounted; the NPV of spreadsheets takes it to be due in one period, and is this
/// one divided by 1 + rate.
[[nodiscard]] double net_present_value(double rate, std::span<const double> flow);

/// Every rate above -100 % at which flows are worth nothing now, in rising order; one at which the
/// value touches 0 without changing its sign is among them.
[[nodiscard]] std::vector<double> internal_rates_of_return(std::span<const double> flow);

struct internal_rate {
  double rate = 0;          ///< NaN where there is none
  std::vector<double> all;  ///< in rising order

  [[nodiscard]] bool is_unique() const { return all.size() == 1; }
};

/// IRR: of all rates the one with the smallest absolute value; of two as small the lower one.
[[nodiscard]] internal_rate internal_rate_of_return(std::span<const double> flow);

/// RATE: the interest on `amount` now, repaid by `payment` at the end of each of `periods` periods
/// and `at_end` with the last one; NaN where there is none.
[[nodiscard]] double interest_rate(int periods, double payment, double amount, double at_end = 0);

/// A root of `function` between `low` and `high`, at which it must have different signs, to within
/// `tolerance` of the argument (0: to its last bits).
[[nodiscard]] double root_between(double low, double high,
                                  const std::function<double(double)>& function,
                                  double tolerance = 0);

}  // namespace amur::finance
