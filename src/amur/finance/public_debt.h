#pragma once
// How a state's debt moves: interest and growth, the primary balance, the exchange rate, and what
// projects borrow.

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "amur/finance/loan.h"

namespace amur::finance {

/// Terms of a group of foreign loans, repaid in equal parts of principal.
struct external_terms {
  double rate = 0.02;
  int grace_years = 5, maturity_years = 25;  ///< 0 <= grace < maturity
};

/// A foreign loan to a project that the state owes or guarantees, or its share of one.
struct project_debt {
  loan_terms terms;
  std::vector<double> usd_per_unit = {1};  ///< [year of the terms], the last one goes on
  double share = 1;                        ///< of the loan that is the state's
  int first_year = 0;  ///< of the projection in which year 0 of the terms falls; may be negative
};

/// A share of what is borrowed abroad in some years on other terms than the rest.
struct other_borrowing {
  double share = 0;
  std::size_t first_year = 0, last_year = 0;  ///< of the projection
  external_terms terms;
};

/// Shares are of GDP, rates are a year's. Paths are by year of the projection, the first one for
/// year 1, and their last entry goes on. Year 0 is the one whose end the debt is known for.
struct economy {
  double gdp_usd = 1;                              ///< of year 0
  double domestic_debt = 0, external_debt = 0;     ///< shares
  std::vector<double> growth = {0};                ///< real
  std::vector<double> inflation = {0};             ///< of the GDP deflator in local currency
  std::vector<double> depreciation = {0};          ///< rise of the dollar's price in local currency
  std::vector<double> primary_balance = {0};       ///< share: surplus before interest
  std::vector<double> other_flows = {0};           ///< share: whatever else adds to debt
  std::vector<double> exports = {1};               ///< share, of year 0 on: entry 0 is year 0's
  std::vector<double> revenue = {1};               ///< share, of year 0 on
  std::vector<double> extra_external_flows = {0};  ///< share: borrowed abroad beside all else
  double domestic_rate = 0;                        ///< nominal, in local currency
  external_terms existing, fresh;                  ///< in dollars: of the debt of year 0, and later
  other_borrowing costly;                          ///< of what is borrowed abroad later
  double external_share = 1;                       ///< of net borrowing
  /// What of them is owed at the end of year 0 is part of `external_debt`.
  std::vector<project_debt> projects;
  std::vector<double> project_income_usd;  ///< [year] from 0: what projects earn the state before
                                           ///< debt service; none where there are no more
};

/// The framework's five ratios, as shares.
enum class debt_indicator {
  pv_external_to_gdp,
  pv_external_to_exports,
  service_to_exports,
  service_to_revenue,
  pv_public_to_gdp
};
inline constexpr std::size_t debt_indicators = 5;
[[nodiscard]] std::string_view to_string(debt_indicator indicator);

/// [year] from 0 to the last one asked for.
struct debt_path {
  std::vector<double> gdp_usd, exports_usd, revenue_usd;
  std::vector<double> domestic_debt, external_debt;  ///< shares of GDP
  std::vector<double> external_service_usd;          ///< interest and principal; NaN in year 0
  std::vector<double> external_interest_rate;        ///< interest over what was owed a year before
  std::array<std::vector<double>, debt_indicators> indicator;  ///< service: NaN in year 0

  [[nodiscard]] std::size_t years() const { return gdp_usd.size(); }
  [[nodiscard]] double public_debt(std::size_t year) const {
    return domestic_debt[year] + external_debt[year];
  }
};

/// The rate at which the joint World Bank-IMF framework takes present values. What costs as much or
/// more has no grant element and counts at its face.
inline constexpr double framework_discount_rate = 0.05;

/// The debt of `years` years after year 0. With g growth, p inflation, e depreciation, i interest:
///     domestic' = domestic (1 + i) / ((1 + g)(1 + p)) + (1 - s) (other flows - primary balance)
///     external' = external (1 + i)(1 + e) / ((1 + g)(1 + p)) + s (other flows - primary balance)
/// s being the external share; interest and principal due abroad are borrowed abroad again, on the
/// terms of fresh loans. External interest, service and present value follow from the loans one by
/// one; what a project draws is spent on it, beside the primary balance, and its income adds to
/// that.
[[nodiscard]] debt_path debt_path_of(const economy& of, std::size_t years);

/// The same economy without its projects, and without what it owes for them in year 0.
[[nodiscard]] economy without_projects(economy of);

}  // namespace amur::finance
