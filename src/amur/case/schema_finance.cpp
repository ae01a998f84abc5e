// The table of projects.

#include <fmt/format.h>

#include <algorithm>

#include "amur/case/schema_columns.h"
#include "amur/case/schema_shares.h"
#include "amur/case/schema_tables.h"

namespace amur::cases {
namespace {

using text::any_number;
using text::not_negative;
using text::positive;
using text::share_range;
using text::whole_years;
using text::year_range;
using text::yearly_rate;

constexpr int most_years = 200;

table_schema<project> projects_until_income() {
  return table_schema<project>("projects", "What is built, what it takes in, and what that costs.")
      .id(&project::id, "project_id", "Its id.")
      .words(&project::name, "name", "Its name.")
      .country(&project::country, "The state of `economies.csv` that stands behind it.", "no state")
      .whole(&project::start_year, "start_year", "year", year_range, "Year of the first spending.")
      .whole(&project::opening_year, "opening_year", "year", year_range, "First year of traffic.")
      .whole(&project::end_year, "end_year", "year", year_range, "Last year of traffic.")
      .number(&project::construction_usd, "construction_usd", "USD", not_negative,
              "What building it costs.")
      .column(as_list(number_of("construction_shares", "share", share_range,
                                "When that is spent: shares by year from `start_year`, sum 1.",
                                "even until the opening")),
              [](case_builder&, const auto& row, project& to) {
                to.construction_shares = shares_in(row, "construction_shares", {});
              })
      .number(&project::income_usd_per_year, "income_usd_per_year", "USD/year", not_negative,
              "Income of the opening year, without ramp-up; or `crossing_id`.", 0)
      .reference(&project::crossing, "crossing_id",
                 "Income is this crossing's fees of a year, season by season.",
                 "`income_usd_per_year`")
      .words(&project::without_scenario, "without_scenario",
             "A scenario of the case that is the case without the project: income is what its "
             "crossing takes beyond that.",
             "all its fees");
}

const table_schema<project>& projects_schema() {
  static const auto schema =
      projects_until_income()
          .number(&project::income_growth, "income_growth", "1/year", yearly_rate,
                  "Growth of income.", 0)
          .numbers(&project::ramp_up, "ramp_up", "share", not_negative,
                   "Shares of the income of the first years of traffic.", "1")
          .number(&project::operating_usd_per_year, "operating_usd_per_year", "USD/year",
                  not_negative, "What running it costs in the opening year.", 0)
          .number(&project::operating_growth, "operating_growth", "1/year", yearly_rate,
                  "Growth of that cost.", 0)
          .number(&project::discount_rate, "discount_rate", "1/year", yearly_rate,
                  "What money later is worth less.", 0.05)
          .number(&project::target_dscr, "target_dscr", "", positive,
                  "Debt service cover that lenders ask for.", 1.2)
          .number(&project::reserve_months, "reserve_months", "months",
                  {0, 12, false, "months of debt service, 0 to 12"},
                  "Debt service that owners keep in reserve.", 0)
          .number(&project::state_share, "state_share", "share", share_range,
                  "The state's part of what income leaves after operating cost and tax.", 0)
          .number(
              [](auto& to) -> auto& { return to.tax.rate; }, "tax_rate", "share", share_range,
              "Tax on profit.", 0)
          .whole_if(
              [](auto& to) -> auto& { return to.tax.depreciation_years; }, "depreciation_years",
              "years", {1, 100, false, "whole years, 1 to 100"},
              "Years over which spending is written off.", "until the end")
          .whole_if(
              [](auto& to) -> auto& { return to.tax.loss_years; }, "loss_years", "years",
              whole_years, "Years for which a loss lowers profits after it.", "for ever")
          .number_if(&project::economic_rate, "economic_rate", "1/year", yearly_rate,
                     "Discount rate of its worth to all.", "no economic value")
          .number(&project::shadow_construction, "shadow_construction", "", not_negative,
                  "What construction costs all, times its cost.", 1)
          .number(&project::shadow_operating, "shadow_operating", "", not_negative,
                  "What operation costs all, times its cost.", 1)
          .number(&project::user_savings_usd_per_year, "user_savings_usd_per_year", "USD/year",
                  any_number, "What users save in the opening year, beyond what they pay.", 0)
          .ends(true);
  return schema;
}

void check_years(const text::typed_row& row, const project& project) {
  if (project.opening_year <= project.start_year)
    row.error("opening_year", "the project opens before anything is spent",
              "a year after start_year");
  if (project.end_year < project.opening_year || project.end_year - project.start_year > most_years)
    row.error("end_year", "the project ends before it opens, or too late",
              fmt::format("opening_year or later, at most {} years after start_year", most_years));
  if (const int years = project.end_year - project.start_year + 1;
      static_cast<int>(project.construction_shares.size()) > years)
    row.error("construction_shares", "more years than the project has",
              fmt::format("at most {} shares", years));
}

void check_income_and_worth(const text::typed_row& row, const project& project) {
  if (row.blank("income_usd_per_year") == row.blank("crossing_id"))
    row.error("income_usd_per_year", "income comes either from this column or from crossing_id",
              "one of the two filled");
  if (!project.without_scenario.empty() && row.blank("crossing_id"))
    row.error("without_scenario", "only fees of a crossing can be compared with those without",
              "blank, or crossing_id filled");
  for (const char* column :
       {"shadow_construction", "shadow_operating", "user_savings_usd_per_year"})
    if (!row.blank(column) && row.blank("economic_rate"))
      row.error(column, "the project's economic value is not asked for",
                "blank, or economic_rate filled");
}

}  // namespace

void case_builder::build_projects() {
  for_each_row(*this, projects_schema(), [&](const text::typed_row& row, project given) {
    const auto building =
        static_cast<std::size_t>(std::max(1, given.opening_year - given.start_year));
    if (given.construction_shares.empty())
      given.construction_shares.assign(building, 1 / static_cast<double>(building));
    check_years(row, given);
    check_income_and_worth(row, given);
    if (!given.id.empty()) keep_row(*this, projects_schema(), row, given, data.projects, projects);
  });
}

void add_project_tables(std::vector<table_rule>& to) { to.push_back(projects_schema()); }

}  // namespace amur::cases
