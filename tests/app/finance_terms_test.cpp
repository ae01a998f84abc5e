// Sculpted loans, half-years, refinancing, tax, economic worth and the historical scenario as
// columns of a case.

#include <gtest/gtest.h>

#include <cmath>

#include "support/ran_finance.h"
#include "support/result_dump.h"

namespace amur::test {
namespace {

// The toll road of `finance_case`, with columns and a cell each added to its rows; its first year
// of traffic brings half of the income.
case_files with_columns(const std::string& project_columns, const std::string& project_cells,
                        const std::string& loan_columns = {}, const std::string& loan_cells = {}) {
  auto files = finance_case();
  edit(files, "projects.csv", "state_share,assumed",
       "state_share,ramp_up," + project_columns + (project_columns.empty() ? "" : ",") + "assumed");
  edit(files, "projects.csv", "1.4,0.5,discount_rate",
       "1.4,0.5,0.5;1," + project_cells + (project_cells.empty() ? "" : ",") + "discount_rate");
  if (loan_columns.empty()) return files;
  edit(files, "loans.csv", "lender,amount", "lender," + loan_columns + ",amount");
  edit(files, "loans.csv", "A bank,800", "A bank," + loan_cells + ",800");
  return files;
}

void expect_verified(const ran_finance& ran) {
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  const auto verified = run_program("verify " + ran.result.string());
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
}

TEST(finance_terms, a_sculpted_loan_has_one_cover_at_which_the_debt_is_repaid) {
  // 820 are owed when the road opens; 250 and 600 are there to serve them at 5 %.
  auto files = with_columns("", "");
  edit(files, "loans.csv", "equal_principal", "sculpted");
  const ran_finance ran("", files);
  expect_verified(ran);
  const double cover = (250 / 1.05 + 600 / 1.1025) / 820;
  EXPECT_NEAR(ask(ran.result, "SELECT dscr_minimum FROM finance_ratios"), cover, 1e-12);
  EXPECT_NEAR(ask(ran.result, "SELECT max(dscr) FROM finance_years"), cover, 1e-12);
  EXPECT_NEAR(ask(ran.result, "SELECT llcr FROM finance_ratios"), cover, 1e-12);
  EXPECT_NEAR(ask(ran.result, "SELECT balance_usd FROM finance_years WHERE year = 2023"), 0, 1e-9);
  // The cover is linear in what is left of the income: 1.4 / cover times as much of that.
  const double factor = ask(ran.result, "SELECT income_factor_for_dscr FROM finance_ratios");
  EXPECT_NEAR(((350 * factor - 100) / 1.05 + (700 * factor - 100) / 1.1025) / 820, 1.4, 1e-9);
  // The state's half of the loan's service is part of its own, and half of what is left its income.
  EXPECT_NEAR(ask(ran.result, "SELECT service_usd FROM finance_loans"), (250 + 600) / cover, 1e-9);
}

TEST(finance_terms, tax_lowers_what_a_sculpted_loan_follows_and_its_interest_the_tax) {
  auto files = with_columns("tax_rate,loss_years", "0.25,5");
  edit(files, "loans.csv", "equal_principal", "sculpted");
  const ran_finance ran("", files);
  expect_verified(ran);
  EXPECT_NEAR(ask(ran.result, "SELECT max(dscr) - min(dscr) FROM finance_years"), 0, 1e-12);
  // Profit of 2023: 600 less a third of 1,000 and the interest; losses of 2021 (20) and 2022 count.
  EXPECT_NEAR(
      ask(ran.result,
          "SELECT max(abs(t.tax_usd - 0.25 * max(0, t.profit_usd - t.losses_used_usd))) FROM "
          "finance_taxes t"),
      0, 1e-9);
  EXPECT_NEAR(ask(ran.result,
                  "SELECT t.profit_usd - y.income_usd + y.operating_cost_usd + y.interest_usd + "
                  "1000.0 / 3 FROM finance_taxes t JOIN finance_years y ON t.year = y.year WHERE "
                  "t.year = 2023"),
              0, 1e-9);
  EXPECT_NEAR(
      ask(ran.result, "SELECT sum(t.losses_used_usd) FROM finance_taxes t WHERE t.year = 2023"),
      20 - ask(ran.result, "SELECT profit_usd FROM finance_taxes WHERE year = 2022"), 1e-9);
  EXPECT_NEAR(ask(ran.result, "SELECT tax_usd FROM finance_taxes WHERE year = 2024"),
              0.25 * (600 - 1000.0 / 3), 1e-9);
}

TEST(finance_terms, half_years_lower_the_interest_of_a_year) {
  const ran_finance ran("", with_columns("", "", "payments_per_year", "2"));
  expect_verified(ran);
  // 400 drawn a year before: added interest of two halves; then four payments of equal principal.
  const double owed = 400 * 1.025 * 1.025 + 400, part = owed / 4;
  EXPECT_NEAR(ask(ran.result, "SELECT balance_usd FROM finance_years WHERE year = 2021"), owed,
              1e-9);
  EXPECT_NEAR(ask(ran.result, "SELECT interest_usd FROM finance_years WHERE year = 2022"),
              0.025 * (owed + owed - part), 1e-9);
}

TEST(finance_terms, a_loan_repays_the_rest_of_another) {
  auto files = finance_case();
  edit(files, "loans.csv", "capitalised_years,state_share",
       "capitalised_years,refinances,"
       "first_year,state_share");
  edit(files, "loans.csv", "equal_principal,1,0.5", "equal_principal,1,,,0.5");
  files["loans.csv"] += "new,road,Another bank,,,0.03,0,2,equal_principal,0,bank,2022,0.5,survey\n";
  const ran_finance ran("", files);
  expect_verified(ran);
  const auto of_year = [&](const char* column, int year) {
    return ask(ran.result, std::string("SELECT ") + column +
                               " FROM finance_years WHERE year = " + std::to_string(year));
  };
  EXPECT_NEAR(of_year("service_usd", 2022), 451, 1e-9);
  EXPECT_NEAR(of_year("drawn_usd", 2022), 0, 1e-9);
  EXPECT_NEAR(of_year("balance_usd", 2022), 410, 1e-9);
  EXPECT_NEAR(of_year("service_usd", 2023), 205 + 410 * 0.03, 1e-9);
  EXPECT_NEAR(of_year("service_usd", 2024), 205 + 205 * 0.03, 1e-9);
  EXPECT_NEAR(ask(ran.result, "SELECT amount_usd FROM finance_loans WHERE loan_id = 'new'"), 410,
              1e-9);
}

TEST(finance_terms, worth_to_all_stands_beside_worth_to_lenders) {
  const ran_finance ran(
      "",
      with_columns("economic_rate,shadow_construction,shadow_operating,user_savings_usd_per_year",
                   "0.08,0.9,0.8,200"));
  expect_verified(ran);
  const double worth = -540 - 360 / 1.08 + (450 - 80) / std::pow(1.08, 2) +
                       (900 - 80) / std::pow(1.08, 3) + (900 - 80) / std::pow(1.08, 4);
  EXPECT_NEAR(ask(ran.result, "SELECT economic_npv_usd FROM finance_economic"), worth, 1e-9);
  const double rate = ask(ran.result, "SELECT economic_irr FROM finance_economic");
  EXPECT_NEAR(-540 - 360 / (1 + rate) + 370 / std::pow(1 + rate, 2) + 820 / std::pow(1 + rate, 3) +
                  820 / std::pow(1 + rate, 4),
              0, 1e-6);
  EXPECT_NE(ran.run.out.find("Toll road: worth"), std::string::npos) << ran.run.out;
}

TEST(finance_terms, the_historical_scenario_repeats_the_past) {
  auto files = finance_case();
  files["economies.csv"] +=
      "BBB,historical_scenario,true,survey\nBBB,growth_mean,0.01,survey\n"
      "BBB,primary_balance_mean,-0.02,survey\n";
  const ran_finance ran("", files);
  expect_verified(ran);
  // No domestic interest, all net borrowing abroad at 1 %: debt grows by interest and the balance.
  double external = 0.05, domestic = 0.05;
  for (int year = 2022; year <= 2031; ++year) {
    external = external * 1.01 / 1.01 + 0.02;
    domestic /= 1.01;
    EXPECT_NEAR(ask(ran.result,
                    "SELECT public_debt FROM debt_path WHERE country = 'BBB' AND projects = "
                    "'historical' AND year = " +
                        std::to_string(year)),
                external + domestic, 1e-9)
        << year;
  }
  EXPECT_NE(ran.run.out.find("with growth and balances at their past means"), std::string::npos);
  // Only one of two states has it.
  EXPECT_NE(ran.run.out.find("its historical scenario"), std::string::npos);
}

TEST(finance_terms, a_reserve_is_verified_too) {
  expect_verified(ran_finance("", with_columns("reserve_months", "6")));
}

TEST(finance_terms, without_the_new_columns_there_are_no_new_tables) {
  const ran_finance ran("");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  EXPECT_EQ(dump(ran.result).find("finance_taxes"), std::string::npos);
  EXPECT_EQ(dump(ran.result).find("finance_economic"), std::string::npos);
  EXPECT_EQ(ask(ran.result, "SELECT count(*) FROM debt_path WHERE projects = 'historical'"), 0);
}

TEST(finance_terms, what_is_wrong_is_named_with_its_place) {
  const auto expect_refused = [](const case_files& files, const std::string& place,
                                 const std::string& words) {
    const ran_finance ran("", files);
    EXPECT_EQ(ran.run.exit_code, 2);
    EXPECT_NE(ran.run.err.find(place), std::string::npos) << ran.run.err;
    EXPECT_NE(ran.run.err.find(words), std::string::npos) << ran.run.err;
  };
  expect_refused(with_columns("shadow_operating", "0.8"),
                 "projects.csv, row 2, field 'shadow_operating'", "economic_rate filled");
  expect_refused(with_columns("tax_rate", "25"), "projects.csv, row 2, field 'tax_rate'",
                 "a share");
  expect_refused(with_columns("", "", "payments_per_year", "3"),
                 "loans.csv, row 2, field 'payments_per_year'", "1, 2, 4, 12");
  expect_refused(with_columns("", "", "refinances", "other"),
                 "loans.csv, row 2, field 'refinances'", "in a row above");
  auto late = finance_case();
  edit(late, "loans.csv", "capitalised_years,state_share",
       "capitalised_years,refinances,"
       "first_year,state_share");
  edit(late, "loans.csv", "equal_principal,1,0.5", "equal_principal,1,,,0.5");
  late["loans.csv"] += "new,road,Another bank,,,0.03,0,2,equal_principal,0,bank,2023,0.5,survey\n";
  expect_refused(late, "loans.csv, row 3, field 'first_year'", "2022 to 2022");
  auto past = finance_case();
  past["economies.csv"] += "BBB,historical_scenario,true,survey\n";
  expect_refused(past, "economies.csv, row", "growth_mean and primary_balance_mean");
}

}  // namespace
}  // namespace amur::test
