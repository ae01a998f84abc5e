// The table of economies: one figure a row, so that each has a source of its own.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "amur/case/schema_columns.h"
#include "amur/case/schema_tables.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

constexpr text::number_range of_output{-10, 10, false, "a share of GDP, -10 to 10 (0.05 is 5 %)"};
constexpr text::number_range above_nothing{0, 10, true, "a share of GDP above 0, at most 10"};
constexpr text::number_range debt{0, 10, false, "a share of GDP, 0 to 10 (0.65 is 65 %)"};
constexpr text::number_range policy_score{1, 6, false, "a score of 1 to 6"};
constexpr text::number_range deviation{0, 10, false, "a standard deviation, 0 to 10"};

const std::vector<std::string>& figure_names() {
  static const std::vector<std::string> names = {"name",
                                                 "base_year",
                                                 "gdp_usd",
                                                 "public_debt",
                                                 "external_debt",
                                                 "growth",
                                                 "inflation",
                                                 "depreciation",
                                                 "primary_balance",
                                                 "other_flows",
                                                 "exports",
                                                 "revenue",
                                                 "domestic_rate",
                                                 "external_rate",
                                                 "external_grace_years",
                                                 "external_maturity_years",
                                                 "new_rate",
                                                 "new_grace_years",
                                                 "new_maturity_years",
                                                 "external_share",
                                                 "growth_mean",
                                                 "growth_sd",
                                                 "primary_balance_mean",
                                                 "primary_balance_sd",
                                                 "export_growth_mean",
                                                 "export_growth_sd",
                                                 "other_flows_mean",
                                                 "other_flows_sd",
                                                 "depreciation_sd",
                                                 "contingent_liabilities",
                                                 "partnership_stock",
                                                 "natural_disaster",
                                                 "commodity_share",
                                                 "commodity_price_fall",
                                                 "market_share",
                                                 "policy_score",
                                                 "average_growth",
                                                 "reserves_to_imports",
                                                 "remittances",
                                                 "world_growth",
                                                 "capacity",
                                                 "in_distress",
                                                 "historical_scenario"};
  return names;
}

// One country's figures, each in a row of its own.
struct figures {
  std::string country;
  std::map<std::string, text::typed_row> rows;
  diagnostics* report = nullptr;
  std::vector<cases::economy_figure> sourced;
  bool complete = true;  // false: a row was wrong, and its figure is not missing as well

  const text::typed_row* find(const std::string& figure) const {
    const auto at = rows.find(figure);
    return at == rows.end() ? nullptr : &at->second;
  }
  const text::typed_row* required(const std::string& figure) const {
    const auto* row = find(figure);
    if (!row && complete)
      report->error("economies.csv", 0, "figure", "",
                    fmt::format("country '{}' has no figure '{}'", country, figure),
                    "a row for each of base_year, gdp_usd, public_debt, external_debt, growth, "
                    "primary_balance, exports, revenue, external_rate, external_maturity_years, "
                    "capacity");
    return row;
  }
  double number(const std::string& figure, text::number_range range) const {
    const auto* row = required(figure);
    return row ? row->number("value", range) : 1;
  }
  double number(const std::string& figure, text::number_range range, double otherwise) const {
    const auto* row = find(figure);
    return row ? row->number("value", range) : otherwise;
  }
  int whole(const std::string& figure, text::number_range range, int otherwise) const {
    const double value = number(figure, range, otherwise);
    if (value != std::floor(value))
      find(figure)->error("value", "this is not a whole number", range.words);
    return static_cast<int>(value);
  }
  std::vector<double> path(const std::string& figure, text::number_range range) const {
    const auto* row = required(figure);
    return row ? filled(row->numbers("value", range, true), range) : std::vector<double>{1};
  }
  std::vector<double> path(const std::string& figure, text::number_range range,
                           double otherwise) const {
    const auto* row = find(figure);
    return row ? filled(row->numbers("value", range, true), range) : std::vector<double>{otherwise};
  }
  finance::history past(const std::string& figure) const {
    finance::history past;
    if (find(figure + "_mean")) past.mean = number(figure + "_mean", of_output);
    past.sd = number(figure + "_sd", deviation, 0);
    return past;
  }

 private:
  // Something to go on with where all entries were wrong.
  static std::vector<double> filled(std::vector<double> path, text::number_range range) {
    if (path.empty()) path.push_back(std::max(range.least, 0.5));
    return path;
  }
};

finance::external_terms terms_of(const figures& of, const std::string& prefix,
                                 const finance::external_terms& otherwise) {
  finance::external_terms terms;
  terms.rate = of.number(prefix + "_rate", text::yearly_rate, otherwise.rate);
  terms.grace_years = of.whole(prefix + "_grace_years", text::whole_years, otherwise.grace_years);
  terms.maturity_years =
      of.whole(prefix + "_maturity_years", text::whole_years, otherwise.maturity_years);
  if (terms.maturity_years <= terms.grace_years) {
    const auto* row = of.find(prefix + "_maturity_years");
    if (!row) row = of.find(prefix + "_grace_years");
    if (row) row->error("value", "no year is left to repay in", "more years than the grace");
  }
  return terms;
}

// Of all that it is made from, or none of it; it stands in the place of a capacity.
std::optional<double> composite_indicator_of(const figures& of) {
  const std::vector<std::string> inputs = {"policy_score", "average_growth", "reserves_to_imports",
                                           "remittances", "world_growth"};
  const auto given =
      std::ranges::find_if(inputs, [&of](const auto& name) { return of.find(name); });
  if (given == inputs.end()) return std::nullopt;
  for (const auto& name : inputs)
    if (!of.find(name)) {
      of.find(*given)->error("figure",
                             fmt::format("country '{}' has no figure '{}'", of.country, name),
                             "all of " + text::join(inputs) + ", or none");
      return 0;
    }
  if (const auto* row = of.find("capacity"))
    row->error("figure", "the capacity follows from the composite indicator",
               "capacity, or the figures of the indicator");
  return finance::composite_indicator(
      {of.number("policy_score", policy_score), of.number("average_growth", text::yearly_rate),
       of.number("reserves_to_imports", debt), of.number("remittances", debt),
       of.number("world_growth", text::yearly_rate)});
}

cases::state_economy economy_of(const figures& of) {
  static const std::vector<std::string> capacities = {"weak", "medium", "strong"};
  cases::state_economy state;
  state.country = of.country;
  state.figures = of.sourced;
  const auto* name = of.find("name");
  state.name = name ? name->text("value") : of.country;
  (void)of.required("base_year");
  state.base_year = of.whole("base_year", text::year_range, 1);
  auto& base = state.at_base;
  base.gdp_usd = of.number("gdp_usd", text::positive);
  const double public_debt = of.number("public_debt", debt);
  base.external_debt = of.number("external_debt", debt);
  base.domestic_debt = public_debt - base.external_debt;
  if (base.domestic_debt < 0 && of.find("public_debt") && of.find("external_debt"))
    of.find("external_debt")
        ->error("value", "external public debt is more than all public debt",
                fmt::format("at most public_debt, {}", public_debt));
  base.growth = of.path("growth", text::yearly_rate);
  base.inflation = of.path("inflation", text::yearly_rate, 0);
  base.depreciation = of.path("depreciation", text::yearly_rate, 0);
  base.primary_balance = of.path("primary_balance", of_output);
  base.other_flows = of.path("other_flows", of_output, 0);
  base.exports = of.path("exports", above_nothing);
  base.revenue = of.path("revenue", above_nothing);
  base.domestic_rate = of.number("domestic_rate", text::yearly_rate, 0);
  base.external_share = of.number("external_share", text::share_range, 1);
  (void)of.required("external_rate");
  (void)of.required("external_maturity_years");
  base.existing = terms_of(of, "external", {0, 0, 25});
  base.fresh = terms_of(of, "new", base.existing);
  state.past = {of.past("growth"), of.past("primary_balance"), of.past("export_growth"),
                of.past("other_flows"), of.number("depreciation_sd", deviation, 0)};
  const auto flag = [&of](const char* figure) {
    static const std::vector<std::string> yes_no = {"false", "true"};
    const auto* row = of.find(figure);
    return row && row->choice("value", yes_no, 0) == 1;
  };
  auto& exposed = state.exposed;
  exposed.contingent_liabilities =
      of.number("contingent_liabilities", debt, exposed.contingent_liabilities);
  exposed.partnership_stock = of.number("partnership_stock", debt, 0);
  exposed.to_disasters = flag("natural_disaster");
  exposed.commodity_share = of.number("commodity_share", text::share_range, 0);
  exposed.commodity_price_fall = of.number("commodity_price_fall", text::share_range, 0);
  exposed.market_share = of.number("market_share", text::share_range, 0);
  state.composite_indicator = composite_indicator_of(of);
  if (state.composite_indicator)
    state.capacity = finance::capacity_of(*state.composite_indicator);
  else if (const auto* row = of.required("capacity"))
    state.capacity =
        static_cast<finance::debt_carrying_capacity>(row->choice("value", capacities, 1));
  state.in_distress = flag("in_distress");
  state.with_history = flag("historical_scenario");
  if (state.with_history && !(state.past.growth.mean && state.past.primary_balance.mean))
    of.find("historical_scenario")
        ->error("figure", "the past that the scenario repeats is not given",
                "figures growth_mean and primary_balance_mean too");
  return state;
}

struct figure_row {
  std::string country, figure;
};

const table_schema<figure_row>& economies_schema() {
  static const auto schema =
      table_schema<figure_row>("economies",
                               "States and their debt, one figure a row, so that each has a source "
                               "of its own.")
          .country(&figure_row::country, "The state.")
          .words(&figure_row::figure, "figure", "Which figure of it: see **Economies** below.")
          .column(column_of("value", cell_type::text, "A number, a word, or a list by year."))
          .ends();
  return schema;
}

}  // namespace

void case_builder::build_economies() {
  std::vector<figures> all;
  for_each_row(*this, economies_schema(), [&](const text::typed_row& row, const figure_row& given) {
    const auto& [country, figure] = given;
    if (country.empty() || figure.empty()) return;
    auto of = std::find_if(all.begin(), all.end(),
                           [&](const auto& each) { return each.country == given.country; });
    if (of == all.end()) of = all.insert(of, figures{country, {}, &report, {}, true});
    const auto& names = figure_names();
    if (std::find(names.begin(), names.end(), figure) == names.end()) {
      of->complete = false;
      return row.error("figure", text::with_nearest("there is no such figure", figure, names),
                       text::join(names));
    }
    const auto [first, fresh] = of->rows.insert({figure, row});
    if (!fresh) {
      of->complete = false;
      return row.error(
          "figure",
          fmt::format("this figure is given twice, first in row {}", first->second.place().line),
          "each figure of a country once");
    }
    of->sourced.push_back({source_of(row, "economies", country + "." + figure), row.place().line});
  });
  for (const auto& of : all) data.economies.push_back(economy_of(of));
}

void add_economy_tables(std::vector<table_rule>& to) { to.push_back(economies_schema()); }

}  // namespace amur::cases
