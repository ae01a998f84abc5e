#pragma once
// What a change is worth, year by year and to whom.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct appraisal_row {
  std::int64_t first_year, years;
  double rate, growth, carbon_value_usd_per_t, enpv_usd, eirr;
  std::string eirr_all;
  double benefit_cost_ratio, benefits_usd, costs_usd;

  static const row_schema<appraisal_row>& schema() {
    using row = appraisal_row;
    static const row_schema<row> declared{
        "appraisal",
        "`amur appraise`",
        "What the change is worth to all together.",
        {{"first_year", &row::first_year, {"year", "To which all is discounted."}, key},
         {"years", &row::years, {"years", "How many are summed."}},
         {"rate", &row::rate, {"share/year", "Discount rate."}},
         {"growth", &row::growth, {"share/year", "Growth of demand beside the case's own."}},
         {"carbon_value_usd_per_t",
          &row::carbon_value_usd_per_t,
          {"USD/t", "What a tonne of CO2 equivalent costs all."}},
         {"enpv_usd", &row::enpv_usd, {"USD", "Economic net present value."}, compared},
         {"eirr",
          &row::eirr,
          {"share/year",
           "Rate at which that is 0, the one nearest to 0; NULL where there is none."},
          nullable | compared},
         {"eirr_all", &row::eirr_all, {"", "Every such rate, rising, `;` between."}},
         {"benefit_cost_ratio",
          &row::benefit_cost_ratio,
          {"1", "Present benefits over present costs; NULL without costs."},
          nullable | compared},
         {"benefits_usd", &row::benefits_usd, {"USD", "Present value of benefits."}},
         {"costs_usd", &row::costs_usd, {"USD", "Present value of costs."}}}};
    return declared;
  }
};

struct appraisal_years_row {
  std::int64_t year;
  double users_usd, operators_usd, treasuries_usd, climate_usd, cost_usd, net_usd, discounted_usd,
      co2e_t;

  static const row_schema<appraisal_years_row>& schema() {
    using row = appraisal_years_row;
    static const row_schema<row> declared{
        "appraisal_years",
        "`amur appraise`",
        "A year with the change over the same year without it.",
        {{"year", &row::year, means::year, key},
         {"users_usd", &row::users_usd, {"USD", "Surplus of users."}},
         {"operators_usd", &row::operators_usd, {"USD", "Fees of links and crossings."}},
         {"treasuries_usd", &row::treasuries_usd, {"USD", "Duties and carbon prices."}},
         {"climate_usd", &row::climate_usd, {"USD", "Greenhouse gases at their value."}},
         {"cost_usd", &row::cost_usd, {"USD", "Investment and operation."}},
         {"net_usd", &row::net_usd, {"USD", "Benefits less cost."}},
         {"discounted_usd", &row::discounted_usd, {"USD", "The same, discounted."}},
         {"co2e_t", &row::co2e_t, {"t", "Greenhouse gases, more than without it."}}}};
    return declared;
  }
};

struct appraisal_gains_row {
  std::string kind, who;
  double npv_usd, first_year_usd, last_year_usd;

  static const row_schema<appraisal_gains_row>& schema() {
    using row = appraisal_gains_row;
    static const row_schema<row> declared{
        "appraisal_gains",
        "`amur appraise`",
        "Who gains and who loses; all rows together are the economic net present value.",
        {{"kind", &row::kind, {"", "users, operators, treasuries, climate or financier."}, key},
         {"who",
          &row::who,
          {"",
           "Users by commodity, operators by crossing or by the country of links, treasuries by "
           "country (ZZZ: the high seas)."},
          key},
         {"npv_usd", &row::npv_usd, {"USD", "Present value of the gain."}, compared},
         {"first_year_usd", &row::first_year_usd, {"USD", "Gain in the first year."}},
         {"last_year_usd", &row::last_year_usd, {"USD", "Gain in the last year."}}}};
    return declared;
  }
};

struct appraisal_users_row {
  std::int64_t year;
  std::string commodity_id;
  double surplus_usd, rule_of_half_usd;

  static const row_schema<appraisal_users_row>& schema() {
    using row = appraisal_users_row;
    static const row_schema<row> declared{
        "appraisal_users",
        "`amur appraise`",
        "Surplus of the users of a commodity in a year.",
        {{"year", &row::year, means::year, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"surplus_usd",
          &row::surplus_usd,
          {"USD", "Area under demand between the delivered prices with and without."}},
         {"rule_of_half_usd",
          &row::rule_of_half_usd,
          {"USD", "Mean of both demands times the fall of the price, beside it."}}}};
    return declared;
  }
};

struct appraisal_transfers_row {
  std::int64_t year;
  std::string kind;
  double paid_usd, received_usd;

  static const row_schema<appraisal_transfers_row>& schema() {
    using row = appraisal_transfers_row;
    static const row_schema<row> declared{
        "appraisal_transfers",
        "`amur appraise`",
        "Money that changes hands: what users pay more than without the change, and what others "
        "receive more.",
        {{"year", &row::year, means::year, key},
         {"kind", &row::kind, {"", "fee, duty or carbon price."}, key},
         {"paid_usd", &row::paid_usd, {"USD", "By users, along their routes."}},
         {"received_usd", &row::received_usd, {"USD", "By operators or treasuries."}}}};
    return declared;
  }
};

inline schema_part appraisal_schema() {
  return {"What a change is worth",
          {described<appraisal_row>(), described<appraisal_years_row>(),
           described<appraisal_gains_row>(), described<appraisal_users_row>(),
           described<appraisal_transfers_row>()}};
}

}  // namespace amur::result
