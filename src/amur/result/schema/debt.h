#pragma once
// Debt of states.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct debt_path_row {
  std::string country, projects;
  std::int64_t year;
  double gdp_usd, exports_usd, revenue_usd, public_debt, domestic_debt, external_debt,
      external_interest_rate, external_service_usd, pv_external_to_gdp, pv_external_to_exports,
      service_to_exports, service_to_revenue, pv_public_to_gdp;

  static const row_schema<debt_path_row>& schema() {
    using row = debt_path_row;
    static const row_schema<row> declared{
        "debt_path",
        written_by::finance,
        "A year of a state's debt.",
        {{"country", &row::country, means::country, key},
         {"projects",
          &row::projects,
          {"", "with, without, without_income; or historical: with, in that scenario."},
          key},
         {"year", &row::year, means::year, key},
         {"gdp_usd", &row::gdp_usd, {"USD/year", "GDP."}},
         {"exports_usd", &row::exports_usd, {"USD/year", "Exports."}},
         {"revenue_usd", &row::revenue_usd, {"USD/year", "Revenue of the state."}},
         {"public_debt", &row::public_debt, {"share of GDP", "Public debt."}, compared},
         {"domestic_debt", &row::domestic_debt, {"share of GDP", "Domestic debt."}},
         {"external_debt", &row::external_debt, {"share of GDP", "External debt."}},
         {"external_interest_rate",
          &row::external_interest_rate,
          {"share/year", "Mean interest rate on external debt."},
          nullable},
         {"external_service_usd",
          &row::external_service_usd,
          {"USD/year", "Service of external debt."},
          nullable},
         {"pv_external_to_gdp",
          &row::pv_external_to_gdp,
          {"share", "Present value of external debt over GDP."},
          nullable | compared},
         {"pv_external_to_exports",
          &row::pv_external_to_exports,
          {"share", "Present value of external debt over exports."},
          nullable},
         {"service_to_exports",
          &row::service_to_exports,
          {"share", "Service of external debt over exports."},
          nullable},
         {"service_to_revenue",
          &row::service_to_revenue,
          {"share", "Service of external debt over revenue."},
          nullable},
         {"pv_public_to_gdp",
          &row::pv_public_to_gdp,
          {"share", "Present value of public debt over GDP."},
          nullable}}};
    return declared;
  }
};

struct debt_stress_row {
  std::string country, test, indicator;
  std::int64_t year;
  double value, threshold;
  std::int64_t breach;

  static const row_schema<debt_stress_row>& schema() {
    using row = debt_stress_row;
    static const row_schema<row> declared{
        "debt_stress",
        written_by::finance,
        "A year of an indicator under a stress test.",
        {{"country", &row::country, means::country, key},
         {"test",
          &row::test,
          {"",
           "baseline, growth, primary_balance, exports, other_flows, depreciation, combination or "
           "contingent_liabilities; of the exposed also natural_disaster, commodity_prices, "
           "market_financing."},
          key},
         {"indicator",
          &row::indicator,
          {"", "The indicator, a share: a column of `debt_path`."},
          key},
         {"year", &row::year, means::year, key},
         {"value", &row::value, {"share", "Its value."}, nullable},
         {"threshold", &row::threshold, {"share", "Its threshold."}},
         {"breach", &row::breach, {"0 or 1", "Whether this test and indicator are in breach."}}}};
    return declared;
  }
};

struct debt_fan_row {
  std::string country, measure;
  std::int64_t year;
  double p05, p25, p50, p75, p95, above_threshold;

  static const row_schema<debt_fan_row>& schema() {
    using row = debt_fan_row;
    static const row_schema<row> declared{
        "debt_fan",
        written_by::finance,
        "A year of the futures of a measure.",
        {{"country", &row::country, means::country, key},
         {"measure", &row::measure, {"", "public_debt or an indicator."}, key},
         {"year", &row::year, means::year, key},
         {"p05", &row::p05, {"share", means::p05.says}, nullable},
         {"p25", &row::p25, {"share", means::p25.says}, nullable},
         {"p50", &row::p50, {"share", means::p50.says}, nullable},
         {"p75", &row::p75, {"share", means::p75.says}, nullable},
         {"p95", &row::p95, {"share", means::p95.says}, nullable},
         {"above_threshold",
          &row::above_threshold,
          {"share", "Share of futures above the threshold; NULL where there is none."},
          nullable}}};
    return declared;
  }
};

struct debt_rating_row {
  std::string country, name, projects, capacity;
  double composite_indicator;
  std::string external_risk, overall_risk, shock_space;
  std::int64_t external_level, overall_level;
  std::string breaches, breaches_under_stress, not_tested;

  static const row_schema<debt_rating_row>& schema() {
    using row = debt_rating_row;
    static const row_schema<row> declared{
        "debt_rating",
        written_by::finance,
        "A state's risk of debt distress.",
        {{"country", &row::country, means::country, key},
         {"name", &row::name, {"", "Its name."}},
         {"projects", &row::projects, {"", "with or without."}, key},
         {"capacity", &row::capacity, {"", "weak, medium or strong."}},
         {"composite_indicator",
          &row::composite_indicator,
          {"1", "Composite indicator; NULL where the case gives none."},
          nullable},
         {"external_risk", &row::external_risk, {"", "Risk of external debt."}},
         {"overall_risk", &row::overall_risk, {"", "Risk of all public debt."}},
         {"shock_space",
          &row::shock_space,
          {"", "At moderate external risk: limited, some or substantial."}},
         {"external_level",
          &row::external_level,
          {"1", "0 low, 1 moderate, 2 high, 3 in distress."},
          compared},
         {"overall_level",
          &row::overall_level,
          {"1", "0 low, 1 moderate, 2 high, 3 in distress."},
          compared},
         {"breaches", &row::breaches, {"", "Indicators in breach in the baseline."}},
         {"breaches_under_stress",
          &row::breaches_under_stress,
          {"", "Tests with the indicators in breach."}},
         {"not_tested", &row::not_tested, {"", "Tests that the state is not put to."}}}};
    return declared;
  }
};

inline schema_part debt_schema() {
  return {"Debt of states",
          {described<debt_path_row>(), described<debt_stress_row>(), described<debt_fan_row>(),
           described<debt_rating_row>()}};
}

}  // namespace amur::result
