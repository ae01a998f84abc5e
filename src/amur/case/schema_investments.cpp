// The table of what could be built.

#include <algorithm>

#include "amur/case/investments.h"
#include "amur/case/schema_columns.h"
#include "amur/case/schema_shares.h"
#include "amur/case/schema_tables.h"

namespace amur::cases {
namespace {

using text::not_negative;
using text::share_range;
using text::year_range;

// What a project of the case says as well, unless the row does.
struct investment_row : investment {
  std::optional<double> given_cost_usd;
  std::optional<int> given_start_year, given_opening_year;
};

const table_schema<investment_row>& investments_schema() {
  static const auto schema =
      table_schema<investment_row>("investments",
                                   "What could be built, for `amur invest` to choose from.")
          .id(&investment::id, "investment_id", "Its id.")
          .words(&investment::name, "name", "Its name.", "its id")
          .words(&investment::scenario, "scenario",
                 "A scenario of the case whose edits build it; it may edit the network alone.",
                 "`cells`")
          .words(&investment::cells, "cells",
                 "What it sets: `TABLE.ROW.COLUMN=VALUE`, several with `;` between, after the "
                 "scenario; of cells that are written unlike VALUE is a factor.",
                 "`scenario`")
          .reference(&investment::project, "project_id",
                     "A project of the case, whose cost, years, country, loans and income it has.",
                     "none")
          .number_if(&investment_row::given_cost_usd, "cost_usd", "USD", not_negative,
                     "What building it costs.", "the project's")
          .countries(&investment::countries, "countries", "Who pay.", "the project's, else nobody")
          .column(as_list(number_of("cost_shares", "share", share_range,
                                    "What part each of them pays, sum 1.", "equal")),
                  [](case_builder&, const auto& row, investment_row& to) {
                    to.cost_shares = shares_in(row, "cost_shares", {});
                  })
          .whole_if(&investment_row::given_start_year, "start_year", "year", year_range,
                    "Year of the first spending, which is even until the opening.",
                    "the project's, else the year before the opening")
          .whole_if(&investment_row::given_opening_year, "opening_year", "year", year_range,
                    "First year of use.", "the project's, else the case's base year")
          .words(&investment::group, "group", "Of those with one word at most one is built.",
                 "of none")
          .ends(true);
  return schema;
}

void fill_from_project(const case_data& data, const text::typed_row& row, investment_row& given) {
  const auto* project = given.project.valid() ? &data.projects[given.project] : nullptr;
  if (!project && !given.given_cost_usd)
    row.error("cost_usd", "what this costs is not said", "a cost, or a project_id that has one");
  given.cost_usd = given.given_cost_usd.value_or(project ? project->construction_usd : 0);
  given.opening_year =
      given.given_opening_year.value_or(project ? project->opening_year : data.settings.base_year);
  given.start_year =
      given.given_start_year.value_or(project ? project->start_year : given.opening_year - 1);
  if (given.countries.empty() && project && !project->country.empty())
    given.countries = {project->country};
  if (given.cost_shares.empty() && !given.countries.empty())
    given.cost_shares.assign(given.countries.size(),
                             1 / static_cast<double>(given.countries.size()));
}

void check_investment(const std::vector<investment>& before, const text::typed_row& row,
                      const investment_row& given) {
  if (given.scenario.empty() && given.cells.empty())
    row.error("scenario", "nothing says what this builds", "a scenario, cells, or both");
  if (given.cost_shares.size() != given.countries.size())
    row.error("cost_shares", "there is not one share for each country", "as many as countries");
  auto countries = given.countries;
  std::ranges::sort(countries);
  if (std::ranges::adjacent_find(countries) != countries.end())
    row.error("countries", "a country is named twice", "each country once");
  if (given.opening_year <= given.start_year)
    row.error("opening_year", "this opens before anything is spent", "a year after start_year");
  for (const auto& other : before)
    if (given.project.valid() && other.project == given.project &&
        (given.group.empty() || other.group != given.group))
      row.error("project_id", "another investment is this project too",
                "each project once, or investments of one group");
}

}  // namespace

std::vector<investment> build_investments(case_builder& in) {
  std::vector<investment> all;
  for_each_row(in, investments_schema(), [&](const text::typed_row& row, investment_row given) {
    if (given.id.empty()) return;
    if (given.name.empty()) given.name = given.id;
    fill_from_project(in.data, row, given);
    check_investment(all, row, given);
    investment& kept = given;
    keep_row(in, investments_schema(), row, kept, all);
  });
  return all;
}

std::vector<investment> investments_of(const case_text& text, const case_data& data) {
  diagnostics told_before;
  case_builder again(text, told_before);
  again.data.settings = data.settings;
  again.data.projects = data.projects;
  again.data.sources = data.sources;
  for (std::size_t i = 0; i < data.projects.size(); ++i)
    again.projects[data.projects[project_id(i)].id] = project_id(i);
  for (std::size_t i = 0; i < data.sources.size(); ++i)
    again.sources[data.sources[source_id(i)].id] = source_id(i);
  return build_investments(again);
}

void add_investment_tables(std::vector<table_rule>& to) { to.push_back(investments_schema()); }

}  // namespace amur::cases
