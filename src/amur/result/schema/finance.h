#pragma once
// Projects, their loans and what they are worth.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct finance_years_row {
  std::string project_id;
  std::int64_t year;
  double construction_usd, income_usd, operating_cost_usd, available_usd, drawn_usd, interest_usd,
      fees_usd, principal_usd, service_usd, balance_usd, reserve_usd, project_usd, owners_usd, dscr;

  static const row_schema<finance_years_row>& schema() {
    using row = finance_years_row;
    static const row_schema<row> declared{
        "finance_years",
        written_by::finance,
        "A year of a project.",
        {{"project_id", &row::project_id, means::project, key},
         {"year", &row::year, means::year, key},
         {"construction_usd", &row::construction_usd, {"USD/year", "Cost of construction."}},
         {"income_usd", &row::income_usd, {"USD/year", "Income."}},
         {"operating_cost_usd", &row::operating_cost_usd, {"USD/year", "Operating cost."}},
         {"available_usd", &row::available_usd, {"USD/year", "Cash available for debt service."}},
         {"drawn_usd", &row::drawn_usd, {"USD/year", "Loans drawn."}},
         {"interest_usd", &row::interest_usd, {"USD/year", "Interest paid."}},
         {"fees_usd", &row::fees_usd, {"USD/year", "Fees of the loans."}},
         {"principal_usd", &row::principal_usd, {"USD/year", "Principal repaid."}},
         {"service_usd", &row::service_usd, {"USD/year", "Debt service."}},
         {"balance_usd", &row::balance_usd, {"USD", "Loans owed at the year's end."}},
         {"reserve_usd", &row::reserve_usd, {"USD", "Reserve account at the year's end."}},
         {"project_usd",
          &row::project_usd,
          {"USD/year", "Cash available less construction, with the tax due without loans."}},
         {"owners_usd", &row::owners_usd, {"USD/year", "Cash flow of the owners."}},
         {"dscr",
          &row::dscr,
          {"1", "Cash available over debt service; NULL without service."},
          nullable}}};
    return declared;
  }
};

struct finance_ratios_row {
  std::string project_id, name, country;
  double construction_usd, loans_usd, first_income_usd, full_income_usd, discount_rate, npv_usd,
      irr;
  std::string irr_all;
  double owners_npv_usd, owners_irr;
  std::string owners_irr_all;
  double dscr_minimum, dscr_minimum_year, dscr_average, llcr, plcr, payback_years,
      discounted_payback_years, grant_for_npv_usd, grant_for_dscr_usd, income_factor_for_npv,
      income_factor_for_dscr;

  static const row_schema<finance_ratios_row>& schema() {
    using row = finance_ratios_row;
    static const row_schema<row> declared{
        "finance_ratios",
        written_by::finance,
        "A project's ratios.",
        {{"project_id", &row::project_id, means::project, key},
         {"name", &row::name, means::project_name},
         {"country", &row::country, {"", "Its country."}},
         {"construction_usd", &row::construction_usd, {"USD", "Cost of construction."}, compared},
         {"loans_usd", &row::loans_usd, {"USD", "Loans drawn."}},
         {"first_income_usd", &row::first_income_usd, {"USD/year", "Income of the opening year."}},
         {"full_income_usd",
          &row::full_income_usd,
          {"USD/year", "Income of a year without ramp-up."}},
         {"discount_rate", &row::discount_rate, {"share/year", "Discount rate."}},
         {"npv_usd", &row::npv_usd, means::npv, nullable | compared},
         {"irr", &row::irr, means::irr, nullable | compared},
         {"irr_all", &row::irr_all, means::irr_all},
         {"owners_npv_usd",
          &row::owners_npv_usd,
          {"USD", "Net present value of the owners' cash flow."},
          nullable | compared},
         {"owners_irr",
          &row::owners_irr,
          {"share/year", "The same rate of the owners' cash flow."},
          nullable | compared},
         {"owners_irr_all",
          &row::owners_irr_all,
          {"", "All such rates of the owners' cash flow, rising, `;` between."}},
         {"dscr_minimum",
          &row::dscr_minimum,
          {"1", "Least DSCR; NULL without debt service."},
          nullable | compared},
         {"dscr_minimum_year",
          &row::dscr_minimum_year,
          {"year", "Calendar year of the least DSCR; NULL without debt service."},
          nullable},
         {"dscr_average", &row::dscr_average, {"1", "Mean DSCR."}, nullable | compared},
         {"llcr", &row::llcr, {"1", "Loan life cover ratio."}, nullable},
         {"plcr", &row::plcr, {"1", "Project life cover ratio."}, nullable},
         {"payback_years",
          &row::payback_years,
          {"years", "From the opening; NULL where never, or where nothing was spent."},
          nullable},
         {"discounted_payback_years",
          &row::discounted_payback_years,
          {"years", "The same, discounted."},
          nullable},
         {"grant_for_npv_usd",
          &row::grant_for_npv_usd,
          {"USD", "Grant at which the NPV is 0."},
          nullable},
         {"grant_for_dscr_usd",
          &row::grant_for_dscr_usd,
          {"USD", "Grant at which the least DSCR is the target."},
          nullable},
         {"income_factor_for_npv",
          &row::income_factor_for_npv,
          {"1", "Factor on income at which the NPV is 0."},
          nullable},
         {"income_factor_for_dscr",
          &row::income_factor_for_dscr,
          {"1", "Factor on income at which the least DSCR is the target."},
          nullable}}};
    return declared;
  }
};

struct finance_loans_row {
  std::string loan_id, project_id, lender;
  std::int64_t first_year, last_year;
  double amount_usd, service_usd, grant_element, state_share;

  static const row_schema<finance_loans_row>& schema() {
    using row = finance_loans_row;
    static const row_schema<row> declared{
        "finance_loans",
        written_by::finance,
        "A loan.",
        {{"loan_id", &row::loan_id, {"", "The loan."}, key},
         {"project_id", &row::project_id, means::project},
         {"lender", &row::lender, {"", "Who lends."}},
         {"first_year", &row::first_year, {"year", "First calendar year."}},
         {"last_year", &row::last_year, {"year", "Last calendar year."}},
         {"amount_usd", &row::amount_usd, {"USD", "Amount drawn."}},
         {"service_usd", &row::service_usd, {"USD", "Service over its life."}},
         {"grant_element",
          &row::grant_element,
          {"share", "Grant element at 5 %, at least 0."},
          nullable},
         {"state_share", &row::state_share, {"share", "Share that the state stands for."}}}};
    return declared;
  }
};

struct finance_taxes_row {
  std::string project_id;
  std::int64_t year;
  double depreciation_usd, profit_usd, losses_used_usd, tax_usd, tax_without_loans_usd;

  static const row_schema<finance_taxes_row>& schema() {
    using row = finance_taxes_row;
    static const row_schema<row> declared{
        "finance_taxes",
        written_by::finance,
        "A year's tax of a project with a tax_rate.",
        {{"project_id", &row::project_id, means::project, key},
         {"year", &row::year, means::year, key},
         {"depreciation_usd", &row::depreciation_usd, {"USD/year", "Depreciation."}},
         {"profit_usd", &row::profit_usd, {"USD/year", "Profit before losses of earlier years."}},
         {"losses_used_usd",
          &row::losses_used_usd,
          {"USD/year", "Losses of earlier years set against it."}},
         {"tax_usd", &row::tax_usd, {"USD/year", "Tax."}},
         {"tax_without_loans_usd",
          &row::tax_without_loans_usd,
          {"USD/year", "Tax that were due without loans."}}}};
    return declared;
  }
};

struct finance_economic_row {
  std::string project_id, name;
  double economic_rate, economic_npv_usd, economic_irr;
  std::string economic_irr_all;
  double npv_usd, irr;

  static const row_schema<finance_economic_row>& schema() {
    using row = finance_economic_row;
    static const row_schema<row> declared{
        "finance_economic",
        written_by::finance,
        "What a project with an economic_rate is worth to all.",
        {{"project_id", &row::project_id, means::project, key},
         {"name", &row::name, means::project_name},
         {"economic_rate",
          &row::economic_rate,
          {"share/year", "Rate that discounts what all gain."}},
         {"economic_npv_usd",
          &row::economic_npv_usd,
          {"USD", "Net present value to all."},
          nullable},
         {"economic_irr", &row::economic_irr, means::irr, nullable},
         {"economic_irr_all", &row::economic_irr_all, means::irr_all},
         {"npv_usd", &row::npv_usd, means::npv, nullable},
         {"irr", &row::irr, {"share/year", "As in `finance_ratios`."}, nullable}}};
    return declared;
  }
};

struct finance_economic_years_row {
  std::string project_id;
  std::int64_t year;
  double benefit_usd, cost_usd, net_usd;

  static const row_schema<finance_economic_years_row>& schema() {
    using row = finance_economic_years_row;
    static const row_schema<row> declared{
        "finance_economic_years",
        written_by::finance,
        "A year of what such a project is worth to all.",
        {{"project_id", &row::project_id, means::project, key},
         {"year", &row::year, means::year, key},
         {"benefit_usd", &row::benefit_usd, {"USD/year", "Benefit to all."}},
         {"cost_usd", &row::cost_usd, {"USD/year", "Cost to all."}},
         {"net_usd", &row::net_usd, {"USD/year", "Benefit less cost."}}}};
    return declared;
  }
};

struct finance_seasons_row {
  std::string crossing_id, day;
  std::int64_t days;
  double vehicles_per_day, fee_income_usd_per_day;

  static const row_schema<finance_seasons_row>& schema() {
    using row = finance_seasons_row;
    static const row_schema<row> declared{
        "finance_seasons",
        written_by::finance,
        "A season of the year that a crossing's income is taken from.",
        {{"crossing_id", &row::crossing_id, means::crossing, key},
         {"day", &row::day, {"", "First day of its season."}, key},
         {"days", &row::days, {"days", "Days of the 365 from the case's day on."}},
         {"vehicles_per_day",
          &row::vehicles_per_day,
          {"vehicles/day", "Vehicles through the crossing."}},
         {"fee_income_usd_per_day",
          &row::fee_income_usd_per_day,
          {"USD/day", "Fees of those who pass."}}}};
    return declared;
  }
};

struct finance_tolls_row {
  std::string project_id, goal, status;
  double fee_now_usd_per_vehicle, fee_usd_per_vehicle, worth;
  std::int64_t tolls_tried;

  static const row_schema<finance_tolls_row>& schema() {
    using row = finance_tolls_row;
    static const row_schema<row> declared{
        "finance_tolls",
        written_by::finance,
        "A toll that a project breaks even at; only with --break-even.",
        {{"project_id", &row::project_id, means::project, key},
         {"goal", &row::goal, {"", "npv or dscr."}, key},
         {"status", &row::status, {"", "found, every toll is enough, or no toll is enough."}},
         {"fee_now_usd_per_vehicle", &row::fee_now_usd_per_vehicle, means::toll_now},
         {"fee_usd_per_vehicle", &row::fee_usd_per_vehicle, means::toll, nullable},
         {"worth", &row::worth, {"", "NPV in USD, or DSCR less the target."}, nullable},
         {"tolls_tried", &row::tolls_tried, means::tolls_tried}}};
    return declared;
  }
};

inline schema_part finance_schema() {
  return {"Projects, their loans and what they are worth",
          {described<finance_years_row>(), described<finance_ratios_row>(),
           described<finance_loans_row>(), described<finance_taxes_row>(),
           described<finance_economic_row>(), described<finance_economic_years_row>(),
           described<finance_seasons_row>(), described<finance_tolls_row>()}};
}

}  // namespace amur::result
