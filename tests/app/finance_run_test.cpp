// amur finance, end to end.

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "support/ran_finance.h"
#include "support/result_dump.h"

namespace amur::test {
namespace {

TEST(finance_run, gives_the_figures_that_were_worked_by_hand) {
  const ran_finance ran("");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  for (const char* part : {"Toll road", "1.33", "Land A", "BBB", "risk", "Debt of A next year"})
    EXPECT_NE(ran.run.out.find(part), std::string::npos) << part << " not in\n" << ran.run.out;
  EXPECT_NEAR(ask(ran.result, "SELECT dscr_minimum FROM finance_ratios"), 600 / 451.0, 1e-12);
  EXPECT_EQ(ask(ran.result, "SELECT dscr_minimum_year FROM finance_ratios"), 2022);
  EXPECT_NEAR(ask(ran.result, "SELECT balance_usd FROM finance_years WHERE year = 2021"), 820,
              1e-9);
  EXPECT_NEAR(ask(ran.result, "SELECT owners_usd FROM finance_years WHERE year = 2023"), 169.5,
              1e-9);
  // Income of 1.4 times a service of 451 and costs of 100, over 700.
  EXPECT_NEAR(ask(ran.result, "SELECT income_factor_for_dscr FROM finance_ratios"),
              (1.4 * 451 + 100) / 700, 1e-12);
  EXPECT_NEAR(ask(ran.result, "SELECT income_factor_for_npv FROM finance_ratios"),
              (600 + 400 / 1.1 + 100 / 1.21 + 100 / 1.331 + 100 / 1.4641) /
                  (700 / 1.21 + 700 / 1.331 + 700 / 1.4641),
              1e-12);
  // Half of 400 is owed in 2020 already; half of the next 400 comes on top. Output grows by 4 %.
  const auto debt = [&](const char* projects, int year) {
    return ask(ran.result,
               "SELECT public_debt FROM debt_path WHERE country = 'AAA' AND projects = '" +
                   std::string(projects) + "' AND year = " + std::to_string(year));
  };
  EXPECT_NEAR(debt("with", 2020), 0.5, 1e-12);
  EXPECT_NEAR(debt("without", 2020), 0.4, 1e-12);
  EXPECT_NEAR(debt("with", 2021), (600 * 1.02 + 200 * 1.05 + 200 + 200) / 2080.0, 1e-12);
  EXPECT_NEAR(debt("without", 2021), (600 * 1.02 + 200) / 2080.0, 1e-12);
  // Half of the 600 that income leaves in 2022.
  EXPECT_NEAR(debt("without_income", 2022) - debt("with", 2022), 300 / (2080 * 1.03), 1e-12);
  EXPECT_LT(debt("with", 2030), debt("without_income", 2030));
  EXPECT_EQ(ask(ran.result, "SELECT count(*) FROM debt_stress"), 2 * 8 * 5 * 11);
  EXPECT_EQ(ask(ran.result, "SELECT count(*) FROM debt_fan"), 2 * 6 * 11);
  EXPECT_EQ(ask(ran.result, "SELECT overall_level FROM debt_rating WHERE country = 'BBB'"), 0);
  EXPECT_EQ(ask(ran.result, "SELECT max(abs(p95 - p05)) FROM debt_fan WHERE country = 'BBB'"), 0);
  EXPECT_EQ(ask(ran.result,
                "SELECT threshold FROM debt_stress WHERE country = 'AAA' AND indicator = "
                "'service_to_revenue'"),
            0.18);
}

TEST(finance_run, without_loans_there_is_no_year_of_least_cover_and_without_cost_no_payback) {
  auto files = finance_case();
  files.erase("loans.csv");
  files.erase("claims.toml");
  files.erase("scenarios/dear_money.toml");
  edit(files, "projects.csv", ",1000,0.6;0.4,", ",0,0.6;0.4,");
  const ran_finance ran("", files);
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  EXPECT_EQ(ask(ran.result,
                "SELECT count(*) FROM finance_ratios WHERE dscr_minimum_year IS NULL AND "
                "payback_years IS NULL"),
            1);
  EXPECT_NE(ran.run.out.find("no cost"), std::string::npos) << ran.run.out;
  EXPECT_EQ(ran.run.out.find("never"), std::string::npos) << ran.run.out;
}

TEST(finance_run, names_every_internal_rate_of_return) {
  auto files = finance_case();
  files.erase("loans.csv");
  files.erase("claims.toml");
  files.erase("scenarios/dear_money.toml");
  // -1000, 2015 and -1015.036: worth nothing at 0.3 and 1.2 %.
  edit(files, "projects.csv", "2020,2022,2024,1000,0.6;0.4,700,100,",
       "2020,2021,2022,2015.036,0.4962690492;0;0.5037309508,2015,0,");
  edit(files, "projects.csv", "state_share,assumed", "ramp_up,state_share,assumed");
  edit(files, "projects.csv", "1.4,0.5,", "1.4,1;0,0.5,");
  const ran_finance ran("", files);
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  EXPECT_NEAR(ask(ran.result, "SELECT irr FROM finance_ratios"), 0.003, 1e-5);
  EXPECT_EQ(ask(ran.result, "SELECT count(*) FROM finance_ratios WHERE irr_all LIKE '%;0.012%'"),
            1);
  EXPECT_NE(ran.run.out.find("at each of the rates 0.003"), std::string::npos) << ran.run.out;
}

TEST(finance_run, a_loans_grant_element_is_what_its_service_falls_short_of_its_draws_at_5_percent) {
  auto files = finance_case();
  edit(files, "loans.csv", "800,0.5;0.5,0.05,1,3,equal_principal,1",
       "800,1,0,0,2,equal_principal,0");
  const ran_finance ran("", files);
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  EXPECT_NEAR(ask(ran.result, "SELECT grant_element FROM finance_loans"),
              1 - (0.5 / 1.05 + 0.5 / 1.1025), 1e-12);
}

TEST(finance_run, exposed_states_are_tested_for_what_they_are_exposed_to) {
  auto files = finance_case();
  edit(files, "economies.csv", "AAA,capacity,medium,survey\n",
       "AAA,policy_score,3.5,survey\nAAA,average_growth,0.04,survey\n"
       "AAA,reserves_to_imports,0.35,survey\nAAA,remittances,0.05,survey\n"
       "AAA,world_growth,0.035,survey\nAAA,natural_disaster,true,survey\n"
       "AAA,commodity_share,0.6,survey\nAAA,commodity_price_fall,0.3,survey\n"
       "AAA,market_share,0.4,survey\nAAA,contingent_liabilities,0.1,survey\n");
  const ran_finance ran("", files);
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  EXPECT_EQ(ask(ran.result, "SELECT count(DISTINCT test) FROM debt_stress WHERE country = 'AAA'"),
            11);
  EXPECT_NEAR(
      ask(ran.result,
          "SELECT composite_indicator FROM debt_rating WHERE country = 'AAA' AND projects = "
          "'with' AND capacity = 'medium' AND not_tested = ''"),
      2.959985, 1e-12);
  EXPECT_NE(ran.run.out.find("(natural_disaster, commodity_prices, market_financing): BBB."),
            std::string::npos)
      << ran.run.out;
  EXPECT_NE(ran.run.out.find("The framework's own rating needs more"), std::string::npos);
}

TEST(finance_run, claims_are_asked_of_what_they_need) {
  const ran_finance ran("");
  EXPECT_EQ(ask(ran.result,
                "SELECT count(*) FROM claims WHERE claim_id = 'covered' AND verdict = "
                "'holds'"),
            1);
  EXPECT_EQ(ask(ran.result,
                "SELECT count(*) FROM claims WHERE reason = 'only assumed: "
                "projects/road.discount_rate, economies/AAA.revenue'"),
            1)
      << ran.run.out;
  EXPECT_EQ(ask(ran.result, "SELECT count(*) FROM claims WHERE reason LIKE '%(amur run)'"), 1)
      << ran.run.out;

  auto files = toll_bridge_case();
  files.at("claims.toml") += finance_case().at("claims.toml");
  edit(files, "claims.toml", "rests_on = [\"projects/road\", \"loans/bank\"]\n", "");
  edit(files, "claims.toml",
       "rests_on = [\"projects/road.discount_rate\", \"economies/AAA.revenue\"]\n", "");
  files.at("observations.toml") += finance_case().at("observations.toml");
  const temporary_folder folder;
  const auto plain = run_program("run " + write_case(folder, files).string() + " -o " +
                                 (folder.path() / "r.gpkg").string());
  EXPECT_EQ(plain.exit_code, 0) << plain.err;
  EXPECT_NE(plain.out.find("asked of the case's finance"), std::string::npos) << plain.out;
  EXPECT_EQ(plain.out.find("Debt of A"), std::string::npos) << plain.out;
}

TEST(finance_run, one_project_is_shown_with_its_cash_flow_and_its_state) {
  const ran_finance ran("--project road");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  for (const char* part : {"2024", "Toll road", "Land A"})
    EXPECT_NE(ran.run.out.find(part), std::string::npos) << ran.run.out;
  EXPECT_EQ(ran.run.out.find("BBB"), std::string::npos) << ran.run.out;
  // What is written, and what claims are asked of, is the whole case.
  EXPECT_EQ(ask(ran.result, "SELECT count(*) FROM debt_rating"), 3);
  const ran_finance unknown("--project rail");
  EXPECT_EQ(unknown.run.exit_code, 2);
  EXPECT_NE(unknown.run.err.find("'rail': there is no such project; allowed: road"),
            std::string::npos)
      << unknown.run.err;
}

TEST(finance_run, scenarios_edit_the_tables) {
  const ran_finance ran("-s dear_money");
  ASSERT_EQ(ran.run.exit_code, 0) << ran.run.err;
  EXPECT_NEAR(ask(ran.result, "SELECT balance_usd FROM finance_years WHERE year = 2021"), 880,
              1e-9);
  EXPECT_EQ(ask(ran.result, "SELECT overall_level FROM debt_rating WHERE country = 'BBB'"), 2);
}

TEST(finance_run, has_the_same_bytes_for_any_number_of_threads) {
  const ran_finance one("--threads 1"), three("--threads 3");
  ASSERT_EQ(one.run.exit_code, 0) << one.run.err;
  EXPECT_EQ(dump(one.result), dump(three.result));
}

TEST(finance_run, gives_its_tables_as_json) {
  const ran_finance ran("--json");
  const auto json = nlohmann::json::parse(ran.run.out);
  EXPECT_EQ(json["finance_ratios"].size(), 1U);
  EXPECT_EQ(json["debt_rating"].size(), 3U);
  EXPECT_EQ(json["finance_years"][4]["dscr"], nullptr);
}

TEST(finance_run, a_case_of_money_alone_can_be_checked_and_says_that_it_has_no_network) {
  const temporary_folder folder;
  const auto path = write_case(folder, finance_case()).string();
  const auto checked = run_program("check " + path);
  EXPECT_EQ(checked.exit_code, 0) << checked.err;
  EXPECT_NE(checked.out.find("1 projects, 1 loans, 2 economies"), std::string::npos) << checked.out;
  const auto run = run_program("run " + path + " -o " + (folder.path() / "r.gpkg").string());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("nodes.csv: this case has no network to run"), std::string::npos)
      << run.err;
  const auto simulated = run_program("simulate " + path);
  EXPECT_EQ(simulated.exit_code, 2) << simulated.err;
  // A part of a network is a mistake, not a case of money.
  folder.write("case/nodes.csv", tiny_case().at("nodes.csv"));
  const auto part = run_program("check " + path);
  EXPECT_EQ(part.exit_code, 2);
  EXPECT_NE(part.err.find("links.csv"), std::string::npos) << part.err;
}

TEST(finance_run, a_case_without_money_says_so) {
  const ran_finance ran("", tiny_case());
  EXPECT_EQ(ran.run.exit_code, 2);
  EXPECT_NE(ran.run.err.find("this case has no finance"), std::string::npos) << ran.run.err;
}

TEST(finance_run, check_warns_of_loans_that_do_not_fit) {
  auto files = finance_case();
  edit(files, "projects.csv", ",AAA,", ",CCC,");
  edit(files, "loans.csv", "A bank,800", "A bank,8000");
  const temporary_folder folder;
  const auto checked = run_program("check " + write_case(folder, files).string());
  EXPECT_EQ(checked.exit_code, 0);
  for (const char* part : {"no economy's debt takes this share up", "bring 8 times as much"})
    EXPECT_NE(checked.err.find(part), std::string::npos) << part << " not in " << checked.err;
}

struct broken_finance {
  const char* name;
  std::function<void(case_files&)> spoil;
  std::vector<std::string> message;
};

auto change(const char* file, const char* from, const char* to) {
  return [=](case_files& files) { edit(files, file, from, to); };
}

TEST(finance_run, broken_tables_end_with_one_message_that_names_the_place) {
  const std::vector<broken_finance> all = {
      {"scenario without the project",
       [](case_files& files) {
         edit(files, "projects.csv", "operating_usd_per_year,",
              "operating_usd_per_year,without_scenario,");
         edit(files, "projects.csv", ",700,100,", ",700,100,dear_money,");
       },
       {"projects.csv, row 2", "'without_scenario'", "'dear_money'", "crossing_id filled"}},
      {"unknown project",
       change("loans.csv", "bank,road", "bank,rail"),
       {"loans.csv, row 2", "'project_id'", "'rail'", "no such project"}},
      {"opens too early",
       change("projects.csv", "2020,2022", "2020,2020"),
       {"projects.csv, row 2", "'opening_year'", "a year after start_year"}},
      {"half a year",
       change("projects.csv", "2020,2022", "2020,2022.5"),
       {"projects.csv, row 2", "'opening_year'", "not a whole number"}},
      {"shares",
       change("projects.csv", "0.6;0.4", "0.6;0.6"),
       {"projects.csv, row 2", "'construction_shares'", "sum to 1.2"}},
      {"share that is none",
       change("projects.csv", "0.6;0.4", "0.6;x;0.4"),
       {"projects.csv, row 2", "'construction_shares'", "'x'", "not a number"}},
      {"no income",
       change("projects.csv", ",700,100,", ",,100,"),
       {"projects.csv, row 2", "'income_usd_per_year'", "one of the two"}},
      {"assumed column",
       change("projects.csv", ",discount_rate,survey", ",discount,survey"),
       {"projects.csv, row 2", "'assumed'", "'discount'", "no such column"}},
      {"grace",
       change("loans.csv", "0.05,1,3,", "0.05,3,3,"),
       {"loans.csv, row 2", "'maturity_years'", "no year is left"}},
      {"late draw",
       change("loans.csv", "0.5;0.5,0.05", "0.25;0.25;0.5,0.05"),
       {"loans.csv, row 2", "'draw_shares'", "after its grace"}},
      {"capitalised",
       change("loans.csv", "equal_principal,1,", "equal_principal,2,"),
       {"loans.csv, row 2", "'capitalised_years'", "at most grace_years"}},
      {"rate",
       change("loans.csv", "0.5;0.5,0.05", "0.5;0.5,5%"),
       {"loans.csv, row 2", "'rate'", "'5%'", "not a number"}},
      {"repayment",
       change("loans.csv", "equal_principal", "balloon"),
       {"loans.csv, row 2", "'repayment'", "annuity, equal_principal"}},
      {"currency without price",
       [](case_files& files) {
         edit(files, "loans.csv", "lender,amount", "lender,currency,amount");
         edit(files, "loans.csv", "A bank,800", "A bank,CNY,800");
       },
       {"loans.csv, row 2", "'usd_per_unit'", "another currency"}},
      {"unknown figure",
       change("economies.csv", "AAA,revenue", "AAA,revenu"),
       {"economies.csv, row 10", "'figure'", "'revenu'", "did you mean 'revenue'?"}},
      {"figure given twice",
       change("economies.csv", "AAA,revenue,0.25", "AAA,exports,0.25"),
       {"economies.csv, row 10", "given twice, first in row 9"}},
      {"missing figure",
       change("economies.csv", "BBB,capacity,strong,survey\n", ""),
       {"economies.csv", "'BBB' has no figure 'capacity'"}},
      {"capacity",
       change("economies.csv", "AAA,capacity,medium", "AAA,capacity,high"),
       {"economies.csv, row 13", "'value'", "'high'", "weak, medium, strong"}},
      {"part of the composite indicator",
       change("economies.csv", "AAA,capacity,medium", "AAA,policy_score,3.5"),
       {"economies.csv, row 13", "has no figure 'average_growth'", "or none"}},
      {"external above public",
       change("economies.csv", "AAA,external_debt,0.4", "AAA,external_debt,0.6"),
       {"economies.csv, row 6", "more than all public debt"}},
      {"no output",
       change("economies.csv", "BBB,gdp_usd,500", "BBB,gdp_usd,0"),
       {"economies.csv, row 17", "'0'", "> 0"}},
      {"empty value",
       change("economies.csv", "AAA,growth,0.04;0.03", "AAA,growth,"),
       {"economies.csv, row 7", "'value'", "empty"}},
      {"years",
       change("case.toml", "years = 10", "years = 1"),
       {"case.toml", "'finance.years'", "3 to 100"}},
      {"claim's row",
       change("claims.toml", "economies/AAA.revenue", "economies/AAA.income"),
       {"claims.toml", "'economies/AAA.income'", "no such row"}},
  };
  for (const auto& broken : all) {
    auto files = finance_case();
    broken.spoil(files);
    // Claims that rest on a row that was not read would add a message of their own.
    if (broken.message.front() != "claims.toml") files.erase("claims.toml");
    const ran_finance ran("", files);
    EXPECT_EQ(ran.run.exit_code, 2) << broken.name << ": " << ran.run.err;
    EXPECT_EQ(ran.run.err.find("error:"), ran.run.err.rfind("error:"))
        << broken.name << ": " << ran.run.err;
    for (const auto& part : broken.message)
      EXPECT_NE(ran.run.err.find(part), std::string::npos)
          << broken.name << ": " << part << " not in " << ran.run.err;
    EXPECT_FALSE(std::filesystem::exists(ran.result));
  }
}

}  // namespace
}  // namespace amur::test
