// The tables of money: projects, loans, economies.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/case/case_builder.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

constexpr int most_years = 200;

int checked_whole(const text::typed_row& row, const std::string& column, text::number_range range,
                  double value) {
  if (value != std::floor(value)) row.error(column, "this is not a whole number", range.words);
  return static_cast<int>(value);
}
int whole(const text::typed_row& row, const std::string& column, text::number_range range) {
  return checked_whole(row, column, range, row.number(column, range));
}
int whole_or(const text::typed_row& row, const std::string& column, text::number_range range,
             int otherwise) {
  return checked_whole(row, column, range, row.number(column, range, otherwise));
}

// Shares that must sum to 1; `otherwise` where the cell is blank.
std::vector<double> shares(const text::typed_row& row, const std::string& column,
                           std::vector<double> otherwise) {
  auto given = row.numbers(column, text::share_range);
  if (given.empty()) return otherwise;
  const double sum = std::accumulate(given.begin(), given.end(), 0.0);
  if (std::abs(sum - 1) > 1e-6)
    row.error(column, fmt::format("the shares sum to {:.6g}", sum), "shares that sum to 1");
  return given;
}

// What a project pays in tax, and is worth to all.
void read_tax_and_worth(const text::typed_row& row, cases::project& project) {
  const auto years = [&](const char* column,
                         text::number_range range) -> std::optional<std::size_t> {
    if (row.blank(column)) return std::nullopt;
    return static_cast<std::size_t>(std::max(0, whole(row, column, range)));
  };
  project.tax.rate = row.number("tax_rate", text::share_range, 0);
  project.tax.depreciation_years =
      years("depreciation_years", {1, 100, false, "whole years, 1 to 100"});
  project.tax.loss_years = years("loss_years", text::whole_years);
  if (!row.blank("economic_rate"))
    project.economic_rate = row.number("economic_rate", text::yearly_rate);
  project.shadow_construction = row.number("shadow_construction", text::not_negative, 1);
  project.shadow_operating = row.number("shadow_operating", text::not_negative, 1);
  project.user_savings_usd_per_year = row.number("user_savings_usd_per_year", text::any_number, 0);
  for (const char* column :
       {"shadow_construction", "shadow_operating", "user_savings_usd_per_year"})
    if (!row.blank(column) && row.blank("economic_rate"))
      row.error(column, "the project's economic value is not asked for",
                "blank, or economic_rate filled");
}

// Has the loan repay the rest of another one in its first year.
void refinance(const text::typed_row& row, std::vector<cases::loan>& loans, cases::loan& loan) {
  const auto id = row.text("refinances");
  const auto other = std::ranges::find(loans, id, &cases::loan::id);
  if (other == loans.end() || other->project != loan.project)
    return row.error("refinances", "no loan of this project has this id in a row above",
                     "a loan_id of the same project in a row above");
  if (other->terms.refinanced_in)
    return row.error("refinances", "another loan refinances it already", "each loan once");
  const auto drawn = static_cast<int>(other->terms.draw.size());
  const int year = loan.first_year - other->first_year;
  if (year < drawn || year >= other->terms.maturity_years)
    return row.error("first_year", std::to_string(loan.first_year),
                     fmt::format("loan '{}' can't be repaid in this year", id),
                     fmt::format("a year after its last draw and before its last payment, {} to {}",
                                 other->first_year + drawn,
                                 other->first_year + other->terms.maturity_years - 1));
  other->terms.refinanced_in = static_cast<std::size_t>(year);
  loan.refinances = static_cast<std::size_t>(other - loans.begin());
}

// Where in a loan's row a problem lies, what it is and what is allowed.
struct loan_finding {
  const char *column, *message, *allowed;
};
loan_finding finding_of(finance::loan_problem problem) {
  switch (problem) {
    case finance::loan_problem::nothing_drawn:
      return {"draw_shares", "nothing is drawn", "a share above 0"};
    case finance::loan_problem::no_years_to_repay:
      return {"maturity_years", "no year is left to repay in", "more years than grace_years"};
    case finance::loan_problem::capitalised_after_grace:
      return {"capitalised_years", "interest would be added to a debt that is being repaid",
              "at most grace_years"};
    case finance::loan_problem::drawn_after_grace:
      return {"draw_shares", "the loan is still drawn after its grace ends",
              "at most grace_years + 1 years of draws"};
    default:
      return {"rate", "the rate is out of range", text::yearly_rate.words};
  }
}

}  // namespace

void case_builder::note_assumed(const text::typed_row& row, const std::string& table,
                                const std::string& id) {
  std::vector<std::string> names;
  for (const auto& column : find_table_rule(table)->columns) names.push_back(column.name);
  for (const auto& column : row.list("assumed")) {
    if (std::find(names.begin(), names.end(), column) == names.end())
      row.error("assumed", column, "this table has no such column", text::join(names));
    data.row_confidence[fmt::format("{}/{}.{}", table, id, column)] = cases::confidence::assumed;
  }
}

void case_builder::build_projects() {
  std::map<std::string, std::size_t> seen;
  for_rows("projects", [&](const text::typed_row& row) {
    cases::project project;
    project.id = new_id(row, "project_id", seen);
    project.row = row.place().line;
    project.name = row.text("name", true);
    project.country = country_of(row, false);
    project.start_year = whole(row, "start_year", text::year_range);
    project.opening_year = whole(row, "opening_year", text::year_range);
    project.end_year = whole(row, "end_year", text::year_range);
    if (project.opening_year <= project.start_year)
      row.error("opening_year", "the project opens before anything is spent",
                "a year after start_year");
    if (project.end_year < project.opening_year ||
        project.end_year - project.start_year > most_years)
      row.error(
          "end_year", "the project ends before it opens, or too late",
          fmt::format("opening_year or later, at most {} years after start_year", most_years));
    project.construction_usd = row.number("construction_usd", text::not_negative);
    const auto building =
        static_cast<std::size_t>(std::max(1, project.opening_year - project.start_year));
    project.construction_shares =
        shares(row, "construction_shares",
               std::vector<double>(building, 1 / static_cast<double>(building)));
    if (const int years = project.end_year - project.start_year + 1;
        static_cast<int>(project.construction_shares.size()) > years)
      row.error("construction_shares", "more years than the project has",
                fmt::format("at most {} shares", years));
    project.income_usd_per_year = row.number("income_usd_per_year", text::not_negative, 0);
    project.crossing = resolve_cell(row, "crossing_id", crossings, "crossing", false);
    if (row.blank("income_usd_per_year") == row.blank("crossing_id"))
      row.error("income_usd_per_year", "income comes either from this column or from crossing_id",
                "one of the two filled");
    project.without_scenario = row.text("without_scenario");
    if (!project.without_scenario.empty() && row.blank("crossing_id"))
      row.error("without_scenario", "only fees of a crossing can be compared with those without",
                "blank, or crossing_id filled");
    project.income_growth = row.number("income_growth", text::yearly_rate, 0);
    project.ramp_up = row.numbers("ramp_up", text::not_negative);
    project.operating_usd_per_year = row.number("operating_usd_per_year", text::not_negative, 0);
    project.operating_growth = row.number("operating_growth", text::yearly_rate, 0);
    project.discount_rate = row.number("discount_rate", text::yearly_rate, project.discount_rate);
    project.target_dscr = row.number("target_dscr", text::positive, project.target_dscr);
    project.reserve_months =
        row.number("reserve_months", {0, 12, false, "months of debt service, 0 to 12"}, 0);
    project.state_share = row.number("state_share", text::share_range, 0);
    read_tax_and_worth(row, project);
    if (project.id.empty()) return;
    project.source = source_of(row, "projects", project.id);
    note_assumed(row, "projects", project.id);
    projects[project.id] = project_id(data.projects.size());
    data.projects.push_back(std::move(project));
  });
}

void case_builder::build_loans() {
  static const std::vector<std::string> repayments = {"annuity", "equal_principal", "sculpted"};
  static const std::vector<std::string> payments = {"1", "2", "4", "12"};
  std::map<std::string, std::size_t> seen;
  for_rows("loans", [&](const text::typed_row& row) {
    cases::loan loan;
    loan.id = new_id(row, "loan_id", seen);
    loan.row = row.place().line;
    loan.project = resolve_cell(row, "project_id", projects, "project", true);
    loan.lender = row.text("lender");
    loan.currency = row.blank("currency") ? "USD" : row.text("currency");
    if (auto price = row.numbers("usd_per_unit", text::positive); !price.empty())
      loan.usd_per_unit = std::move(price);
    else if (loan.currency != "USD")
      row.error("usd_per_unit", "a loan in another currency needs its price in dollars",
                text::positive.words);
    const bool refinances = !row.blank("refinances");
    if (refinances && !(row.blank("amount") && row.blank("draw_shares")))
      row.error("amount", "a loan that refinances another is as large as that one's rest",
                "blank, like draw_shares");
    // What is left of the other loan takes the place of this 1.
    const double amount = refinances ? 1 : row.number("amount", text::positive);
    auto& terms = loan.terms;
    terms.draw = shares(row, "draw_shares", {1});
    for (double& draw : terms.draw) draw *= amount;
    terms.rate = row.numbers("rate", text::yearly_rate, true);
    const double margin = row.number("margin", text::yearly_rate, 0);
    for (double& rate : terms.rate) rate += margin;
    terms.grace_years = whole_or(row, "grace_years", text::whole_years, 0);
    terms.maturity_years = whole(row, "maturity_years", {1, 100, false, "whole years, 1 to 100"});
    terms.repayment = static_cast<finance::repayment>(row.choice("repayment", repayments, 0));
    terms.payments_per_year = std::stoi(payments[row.choice("payments_per_year", payments, 0)]);
    terms.capitalised_years = whole_or(row, "capitalised_years", text::whole_years, 0);
    terms.upfront_fee = row.number("upfront_fee", text::share_range, 0);
    terms.commitment_fee = row.number("commitment_fee", text::share_range, 0);
    loan.state_share = row.number("state_share", text::share_range, 0);
    if (const auto problem = finance::problem_of(terms);
        problem != finance::loan_problem::none && !terms.rate.empty()) {
      const auto found = finding_of(problem);
      row.error(found.column, found.message, found.allowed);
    }
    if (loan.id.empty() || !loan.project.valid()) return;
    const auto& project = data.projects[loan.project];
    loan.first_year = whole_or(row, "first_year", text::year_range, project.start_year);
    if (loan.first_year < project.start_year || loan.first_year > project.end_year)
      row.error("first_year", "the loan starts outside its project's years",
                fmt::format("{} to {}", project.start_year, project.end_year));
    if (refinances) refinance(row, data.loans, loan);
    loan.source = source_of(row, "loans", loan.id);
    note_assumed(row, "loans", loan.id);
    data.loans.push_back(std::move(loan));
  });
}

}  // namespace amur::cases
