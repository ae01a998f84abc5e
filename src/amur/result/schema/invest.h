#pragma once
// Which investments to choose within a budget.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct invest_frontier_row {
  double budget_usd, cost_usd;
  std::string chosen;
  std::int64_t investments;
  double value_usd, bound_usd;
  std::string answer, bound;
  double welfare_usd_per_year, surplus_usd_per_year, paid_usd_per_year, trade_usd_per_year,
      freight_t_per_year;

  static const row_schema<invest_frontier_row>& schema() {
    using row = invest_frontier_row;
    static const row_schema<row> declared{
        "invest_frontier",
        "`amur invest`",
        "The best choice within a budget. What it brings is beyond the case as it is.",
        {{"budget_usd", &row::budget_usd, {"USD", "What may be spent in all."}, key},
         {"cost_usd", &row::cost_usd, {"USD", "What the choice costs."}},
         {"chosen",
          &row::chosen,
          {"", "The investments chosen, `;` between; `ID=SHARE` where a part of one is built."}},
         {"investments", &row::investments, {"1", "How many they are."}},
         {"value_usd",
          &row::value_usd,
          {"USD", "What it is worth by the measure asked for, over all years, discounted."},
          compared},
         {"bound_usd",
          &row::bound_usd,
          {"USD",
           "More than this no choice within the budget is worth, as far as `bound` says. NULL "
           "where "
           "some choices had no answer or were too many to be ruled out."},
          nullable},
         {"answer",
          &row::answer,
          {"", "certified: proven to be the best; best found: there may be a better one."}},
         {"bound",
          &row::bound,
          {"",
           "every set: all choices were solved; more never harms: proven from what all that is "
           "still open would give; first-order gains: as if no investment added more than it was "
           "seen to add, with --continuous as if each went on bringing what it does there, which "
           "is "
           "not proven."}},
         {"welfare_usd_per_year",
          &row::welfare_usd_per_year,
          {"USD/year", "Surplus and payments of a year with all of it open."},
          compared},
         {"surplus_usd_per_year",
          &row::surplus_usd_per_year,
          {"USD/year", "What users gain: the area under their demand between both costs."}},
         {"paid_usd_per_year",
          &row::paid_usd_per_year,
          {"USD/year", "Fees and duties that are paid more, below 0 where less."}},
         {"trade_usd_per_year",
          &row::trade_usd_per_year,
          {"USD/year", "Goods delivered into another country, at their source."},
          compared},
         {"freight_t_per_year",
          &row::freight_t_per_year,
          {"t/year", "Freight that is delivered more."}}}};
    return declared;
  }
};

struct invest_projects_row {
  std::string investment_id, name, countries, link_id;
  double cost_usd;
  std::int64_t opening_year, is_chosen;
  double share;
  std::int64_t budgets;
  double alone_usd, last_usd, largest_usd, next_usd;

  static const row_schema<invest_projects_row>& schema() {
    using row = invest_projects_row;
    static const row_schema<row> declared{
        "invest_projects",
        "`amur invest`",
        "An investment to choose from. A gain of one depends on what else is built.",
        {{"investment_id", &row::investment_id, {"", "The investment."}, key},
         {"name", &row::name, {"", "Its name."}},
         {"countries",
          &row::countries,
          {"", "Who pay, `;` between; empty: nobody whose budget counts."}},
         {"link_id",
          &row::link_id,
          {"", "The first link that it changes or adds; empty where it has none."}},
         {"cost_usd", &row::cost_usd, {"USD", "What building all of it costs."}},
         {"opening_year", &row::opening_year, {"year", "First year of use."}},
         {"is_chosen", &row::is_chosen, {"0 or 1", "Whether it is chosen at the whole budget."}},
         {"share",
          &row::share,
          {"share", "How much of it is built then: 0 or 1, between with --continuous."},
          compared},
         {"budgets", &row::budgets, {"1", "At how many budgets of the frontier it is chosen."}},
         {"alone_usd",
          &row::alone_usd,
          {"USD", "What it adds to nothing; NULL where not solved."},
          nullable | compared},
         {"last_usd",
          &row::last_usd,
          {"USD",
           "What it adds to the rest of what is chosen at the whole budget, or would add to it; "
           "NULL where not solved."},
          nullable | compared},
         {"largest_usd",
          &row::largest_usd,
          {"USD", "The most that it added to any choice that was solved; NULL with --continuous."},
          nullable},
         {"next_usd",
          &row::next_usd,
          {"1",
           "With --continuous: worth of the next USD spent on it, or of the last where all of it "
           "is "
           "built; NULL without, and where it costs nothing."},
          nullable}},
        geometry_kind::line};
    return declared;
  }
};

struct invest_countries_row {
  std::string country;
  double pays_usd, budget_usd, surplus_usd_per_year, paid_usd_per_year, gain_usd, net_usd,
      public_debt_peak, public_debt_peak_without, public_debt_threshold;

  static const row_schema<invest_countries_row>& schema() {
    using row = invest_countries_row;
    static const row_schema<row> declared{
        "invest_countries",
        "`amur invest`",
        "Who gains and who pays by what is chosen at the whole budget.",
        {{"country", &row::country, means::country, key},
         {"pays_usd", &row::pays_usd, {"USD", "Its part of what the choice costs."}},
         {"budget_usd",
          &row::budget_usd,
          {"USD", "What it may pay; NULL without a limit."},
          nullable},
         {"surplus_usd_per_year",
          &row::surplus_usd_per_year,
          {"USD/year",
           "Half of what the users of each flow gain that starts or ends there, with all of it "
           "open."},
          compared},
         {"paid_usd_per_year",
          &row::paid_usd_per_year,
          {"USD/year", "Duties that it levies and fees of its ways, half of each at either end."}},
         {"gain_usd", &row::gain_usd, {"USD", "Both over all years, discounted."}, compared},
         {"net_usd", &row::net_usd, {"USD", "The same less its part of the cost, discounted too."}},
         {"public_debt_peak",
          &row::public_debt_peak,
          {"share",
           "Most of ten years of public debt's present value over GDP with it; NULL where the case "
           "has no economy of this country."},
          nullable},
         {"public_debt_peak_without",
          &row::public_debt_peak_without,
          {"share", "The same without it."},
          nullable},
         {"public_debt_threshold",
          &row::public_debt_threshold,
          {"share", "What the framework for debt allows."},
          nullable}}};
    return declared;
  }
};

inline schema_part invest_schema() {
  return {"Which investments to choose",
          {described<invest_frontier_row>(), described<invest_projects_row>(),
           described<invest_countries_row>()}};
}

}  // namespace amur::result
