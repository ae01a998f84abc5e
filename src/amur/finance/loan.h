#pragma once
// A loan year by year: draws, interest, fees, repayment, what is still owed.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace amur::finance {

enum class repayment {
  annuity,
  equal_principal,
  sculpted  ///< payments follow an income
};

/// Terms in the loan's own currency. All flows of a year fall on its end: what is drawn in one year
/// bears interest from the next one on.
struct loan_terms {
  std::vector<double> draw;  ///< [year] amounts; the first above 0 sets the loan's first year
  std::vector<double> rate;  ///< [year] interest on what was owed a year before, the last one goes
                             ///< on; of a floating loan its base rate and margin
  int maturity_years = 1;    ///< from the first draw to the last payment
  int grace_years = 0;       ///< after the first draw, without repayment
  int capitalised_years =
      0;  ///< after the first draw, whose interest is added to the debt; of grace
  amur::finance::repayment repayment = amur::finance::repayment::annuity;
  int payments_per_year = 1;  ///< each with its part of the year's rate
  /// Sculpted: [year] the income that payments are in one proportion to, 0 where there are no more.
  /// Without any in the years of repayment they are equal.
  std::vector<double> followed;
  std::optional<std::size_t> refinanced_in;  ///< the year at whose end another loan repays the rest
  double upfront_fee = 0;                    ///< share of the whole loan, paid with the first draw
  double commitment_fee = 0;  ///< share of what was not yet drawn a year before, paid every year
};

/// [year] from the year that `draw` counts from to the last payment.
struct loan_schedule {
  std::vector<double> drawn, interest, capitalised, fees, principal, balance;
  std::vector<double> refinanced;  ///< repaid by another loan, which is no service

  [[nodiscard]] std::size_t years() const { return balance.size(); }
  /// Interest, fees and principal paid; interest that is added to the debt is not.
  [[nodiscard]] double service(std::size_t year) const {
    return interest[year] - capitalised[year] + fees[year] + principal[year];
  }
};

enum class loan_problem {
  none,
  nothing_drawn,
  negative_draw,
  rate_out_of_range,        ///< not above -1, or not there at all
  no_years_to_repay,        ///< grace is not shorter than maturity, or either is negative
  capitalised_after_grace,  ///< the debt would grow while it is repaid
  drawn_after_grace,        ///< later than the last year without repayment
};

[[nodiscard]] loan_problem problem_of(const loan_terms& terms);

/// The schedule of a loan without a problem. An annuity is set anew with every payment from what is
/// owed, the rate and the payments left, so with a fixed rate it is level, and it always ends at 0.
/// Payments that follow an income are worth, at the loan's own rates, what is owed at the end of
/// the grace; interest that they do not reach is added to the debt.
[[nodiscard]] loan_schedule schedule_of(const loan_terms& terms);

/// Value at the end of `year` of the service of all later years, at `rate` a year.
[[nodiscard]] double present_value_after(const loan_schedule& schedule, std::size_t year,
                                         double rate);

/// What a currency costs: the loan's schedule in dollars, `usd_per_unit[year]`, the last one goes
/// on.
[[nodiscard]] loan_schedule in_dollars(const loan_schedule& schedule,
                                       std::span<const double> usd_per_unit);

/// `path[year]`, the last entry going on for ever.
[[nodiscard]] inline double held(std::span<const double> path, std::size_t year) {
  return year < path.size() ? path[year] : path.back();
}

}  // namespace amur::finance
