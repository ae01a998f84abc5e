#pragma once
// A project's cash flow year by year and the ratios that lenders and owners ask for (Yescombe 2013,
// chapter 12).

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "amur/finance/loan.h"
#include "amur/finance/tax.h"

namespace amur::finance {

/// Years count from the first spending; all flows of a year fall on its end. Dollars.
struct project_plan {
  std::vector<double> construction_usd, operating_cost_usd, income_usd;  ///< [year], same length
  std::size_t opening_year = 0;  ///< the first one with traffic
  double discount_rate = 0.05;
  double target_dscr = 1.2;
  tax_terms tax;
  double reserved_years = 0;  ///< of the next year's debt service, that owners keep in reserve
  std::vector<loan_schedule> loans;  ///< in dollars, over the same years or longer
};

/// What `full_usd` a year makes of `years` years from `opening_year` on: `ramp_up[k]` of it in the
/// k-th year of traffic (1 where there are no more), growing by `growth` a year from the first.
[[nodiscard]] std::vector<double> yearly_path(std::size_t years, std::size_t opening_year,
                                              double full_usd, double growth,
                                              std::span<const double> ramp_up = {});

/// [year] until the end of the project and of its last loan.
struct cash_flow {
  std::vector<double> construction_usd, operating_cost_usd, income_usd;
  std::vector<double> available_usd;  ///< for debt service: income less operating cost and tax
  std::vector<double> drawn_usd, interest_usd, fees_usd, principal_usd, service_usd, balance_usd;
  std::vector<double> project_usd;  ///< income less operating cost, construction and the tax that
                                    ///< would be due without loans
  std::vector<double> reserve_usd;  ///< kept for debt service, from the year before the opening on
  std::vector<double> owners_usd;   ///< of the project's, what loans and the reserve bring and take
                                    ///< set off
  std::vector<double> dscr;         ///< NaN in years without debt service and before the opening
  std::vector<double> debt_rate;    ///< what the debt costs over what was owed a year before:
                                    ///< interest, fees, and what its currency gains on the dollar;
                                    ///< the last one held
  std::vector<double> depreciation_usd;
  tax_path tax, tax_without_loans;  ///< interest, also what is added to the debt, and fees lower
                                    ///< profit

  [[nodiscard]] std::size_t years() const { return income_usd.size(); }
};

[[nodiscard]] cash_flow cash_flow_of(const project_plan& plan);

/// NaN marks what is not defined: no debt, no rate, not paid back.
struct project_ratios {
  double dscr_minimum = 0, dscr_average = 0;
  std::optional<std::size_t> dscr_minimum_year;  ///< none without debt service
  double llcr = 0;  ///< value at the opening of what is available over the loans' life, at the
                    ///< debt's own yearly costs, over the debt of that time and the value of
                    ///< what is drawn later
  double plcr = 0;  ///< the same over the project's life
  double npv_usd = 0, irr = 0;                  ///< of the project without loans
  double owners_npv_usd = 0, owners_irr = 0;    ///< after loans
  std::vector<double> all_irr, all_owners_irr;  ///< where there are several; in rising order
  double payback_years = 0;  ///< from the opening until construction is earned back for good
  double discounted_payback_years = 0;  ///< the same with flows discounted to year 0
  double grant_for_npv_usd = 0;         ///< value in year 0 of the grant that brings the npv to 0
  double grant_for_dscr_usd = 0;        ///< value in year 0 of what lifts every year to the target
};

[[nodiscard]] project_ratios ratios_of(const cash_flow& flow, const project_plan& plan);

}  // namespace amur::finance
