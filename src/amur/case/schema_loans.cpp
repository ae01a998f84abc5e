// The table of loans.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/case/schema_columns.h"
#include "amur/case/schema_shares.h"
#include "amur/case/schema_tables.h"

namespace amur::cases {

std::vector<double> shares_in(const text::typed_row& row, const std::string& column,
                              std::vector<double> otherwise) {
  auto given = row.numbers(column, text::share_range);
  if (given.empty()) return otherwise;
  const double sum = std::accumulate(given.begin(), given.end(), 0.0);
  if (std::abs(sum - 1) > 1e-6)
    row.error(column, fmt::format("the shares sum to {:.6g}", sum), "shares that sum to 1");
  return given;
}

namespace {

using text::positive;
using text::share_range;
using text::whole_years;
using text::year_range;
using text::yearly_rate;

// A loan, with what its terms are made from.
struct loan_row : loan {
  double amount = 1, margin = 0;
  std::optional<int> given_first_year;
};

void read_amount(case_builder&, const text::typed_row& row, loan_row& to) {
  const bool refinances = !row.blank("refinances");
  if (refinances && !(row.blank("amount") && row.blank("draw_shares")))
    row.error("amount", "a loan that refinances another is as large as that one's rest",
              "blank, like draw_shares");
  // What is left of the other loan takes the place of this 1.
  to.amount = refinances ? 1 : row.number("amount", positive);
}

void read_currency(case_builder&, const text::typed_row& row, loan_row& to) {
  to.currency = row.blank("currency") ? "USD" : row.text("currency");
}

void read_payments(case_builder&, const text::typed_row& row, loan_row& to) {
  static const std::vector<std::string> payments = {"1", "2", "4", "12"};
  to.terms.payments_per_year = std::stoi(payments[row.choice("payments_per_year", payments, 0)]);
}

table_schema<loan_row> loans_until_rate() {
  auto amount = number_of("amount", "its currency", positive,
                          "How much is lent; blank where it refinances another loan.");
  return table_schema<loan_row>("loans", "What projects borrow, and on what terms.")
      .id(&loan_row::id, "loan_id", "Its id.")
      .reference(&loan_row::project, "project_id", "The project that borrows.")
      .words(&loan_row::lender, "lender", "Who lends.", "none")
      .column(column_of("currency", cell_type::text, "Its currency.", "USD"), read_currency)
      .numbers(&loan_row::usd_per_unit, "usd_per_unit", "USD", positive,
               "What a unit of it costs, by year from `first_year`, the last goes on; needed in "
               "other currencies than USD.",
               "1")
      .column(std::move(amount), read_amount)
      .column(as_list(number_of("draw_shares", "share", share_range,
                                "When it is drawn: shares by year, sum 1.", "all in `first_year`")),
              [](case_builder&, const auto& row, loan_row& to) {
                to.terms.draw = shares_in(row, "draw_shares", {1});
              })
      .whole_if(&loan_row::given_first_year, "first_year", "year", year_range,
                "Year of the first draw.", "the project's start")
      .numbers(
          [](auto& to) -> auto& { return to.terms.rate; }, "rate", "1/year", yearly_rate,
          "Interest, fixed, or by year from `first_year`, the last goes on.")
      .number(&loan_row::margin, "margin", "1/year", yearly_rate, "On top of the rate.", 0);
}

const table_schema<loan_row>& loans_schema() {
  static const auto schema =
      loans_until_rate()
          .whole_if(
              [](auto& to) -> auto& { return to.terms.grace_years; }, "grace_years", "years",
              whole_years, "Years after the first draw without repayment.", "0")
          .whole(
              [](auto& to) -> auto& { return to.terms.maturity_years; }, "maturity_years", "years",
              {1, 100, false, "whole years, 1 to 100"},
              "Years from the first draw to the last payment.")
          .choice(
              [](auto& to) -> auto& { return to.terms.repayment; }, "repayment",
              {"annuity", "equal_principal", "sculpted"},
              "How it is repaid; sculpted: payments follow the income.")
          .column(word_of("payments_per_year", {"1", "2", "4", "12"}, "Payments a year.", "1"),
                  read_payments)
          .whole_if(
              [](auto& to) -> auto& { return to.terms.capitalised_years; }, "capitalised_years",
              "years", whole_years,
              "Years, at most the grace, whose interest is added to the debt.", "0")
          .number(
              [](auto& to) -> auto& { return to.terms.upfront_fee; }, "upfront_fee", "share",
              share_range, "Of the loan, paid with the first draw.", 0)
          .number(
              [](auto& to) -> auto& { return to.terms.commitment_fee; }, "commitment_fee", "share",
              share_range, "A year, of what is undrawn.", 0)
          .column(reference_of("refinances", "loans",
                               "A loan of the project in a row above, whose rest it repays in its "
                               "first year.",
                               "none"))
          .number(&loan_row::state_share, "state_share", "share", share_range,
                  "The part that the state owes or guarantees.", 0)
          .ends(true);
  return schema;
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

void check_terms(const text::typed_row& row, const loan& loan) {
  if (loan.currency != "USD" && row.blank("usd_per_unit"))
    row.error("usd_per_unit", "a loan in another currency needs its price in dollars",
              text::positive.words);
  if (const auto problem = finance::problem_of(loan.terms);
      problem != finance::loan_problem::none && !loan.terms.rate.empty()) {
    const auto found = finding_of(problem);
    row.error(found.column, found.message, found.allowed);
  }
}

}  // namespace

void case_builder::build_loans() {
  for_each_row(*this, loans_schema(), [&](const text::typed_row& row, loan_row given) {
    for (double& draw : given.terms.draw) draw *= given.amount;
    for (double& rate : given.terms.rate) rate += given.margin;
    check_terms(row, given);
    if (given.id.empty() || !given.project.valid()) return;
    const auto& project = data.projects[given.project];
    given.first_year = given.given_first_year.value_or(project.start_year);
    if (given.first_year < project.start_year || given.first_year > project.end_year)
      row.error("first_year", "the loan starts outside its project's years",
                fmt::format("{} to {}", project.start_year, project.end_year));
    if (!row.blank("refinances")) refinance(row, data.loans, given);
    loan& kept = given;
    keep_row(*this, loans_schema(), row, kept, data.loans);
  });
}

void add_loan_tables(std::vector<table_rule>& to) { to.push_back(loans_schema()); }

}  // namespace amur::cases
