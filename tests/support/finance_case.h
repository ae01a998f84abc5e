#pragma once
// Cases of money: one without a network, and the tiny case with its bridge as a project.

#include "support/tiny_case.h"

namespace amur::test {

/// The project of `project_test.cpp` (a toll road with a loan, worked by hand there) of state AAA,
/// which owes half of the loan and earns half of the income, and a state BBB without projects.
inline case_files finance_case() {
  return {
      {"case.toml",
       "title = \"Money\"\nbase_year = 2020\n\n[finance]\nyears = 10\nsamples = 200\nseed = 3\n"},
      {"projects.csv",
       "project_id,name,country,start_year,opening_year,end_year,construction_usd,"
       "construction_shares,income_usd_per_year,operating_usd_per_year,discount_rate,target_dscr,"
       "state_share,assumed,source\n"
       "road,Toll road,AAA,2020,2022,2024,1000,0.6;0.4,700,100,0.1,1.4,0.5,discount_rate,survey\n"},
      {"loans.csv",
       "loan_id,project_id,lender,amount,draw_shares,rate,grace_years,maturity_years,repayment,"
       "capitalised_years,state_share,source\n"
       "bank,road,A bank,800,0.5;0.5,0.05,1,3,equal_principal,1,0.5,survey\n"},
      {"economies.csv",
       "country,figure,value,source\n"
       "AAA,name,Land A,survey\nAAA,base_year,2020,survey\nAAA,gdp_usd,2000,survey\n"
       "AAA,public_debt,0.5,survey\nAAA,external_debt,0.4,survey\nAAA,growth,0.04;0.03,survey\n"
       "AAA,primary_balance,0,survey\nAAA,exports,0.4,survey\nAAA,revenue,0.25,guess\n"
       "AAA,external_rate,0.02,survey\nAAA,external_maturity_years,20,survey\n"
       "AAA,capacity,medium,survey\nAAA,growth_sd,0.02,survey\nAAA,primary_balance_sd,0.01,guess\n"
       "BBB,base_year,2021,survey\nBBB,gdp_usd,500,survey\nBBB,public_debt,0.1,survey\n"
       "BBB,external_debt,0.05,survey\nBBB,growth,0.02,survey\nBBB,primary_balance,0.01,survey\n"
       "BBB,exports,0.5,survey\nBBB,revenue,0.3,survey\nBBB,external_rate,0.01,survey\n"
       "BBB,external_maturity_years,30,survey\nBBB,capacity,strong,survey\n"},
      {"sources.toml",
       "[survey]\ntitle = \"A survey\"\nconfidence = \"measured\"\n\n[guess]\ntitle = \"A "
       "guess\"\nconfidence = \"assumed\"\n"},
      {"claims.toml",
       "[[claim]]\nid = \"covered\"\nsays = \"The road covers its debt\"\nneeds_finance = "
       "true\nsource = \"survey\"\nquery = \"SELECT dscr_minimum FROM finance_ratios\"\nholds_if = "
       "\"> 1\"\nrests_on = [\"projects/road\", \"loans/bank\"]\n\n[[claim]]\nid = "
       "\"worth\"\nsays = \"The road is worth its cost\"\nneeds_finance = true\nsource = "
       "\"survey\"\nquery = \"SELECT npv_usd FROM finance_ratios\"\nholds_if = \"> 0\"\nrests_on = "
       "[\"projects/road.discount_rate\", \"economies/AAA.revenue\"]\n\n[[claim]]\nid = "
       "\"cheap\"\nsays = \"The bridge is cheap\"\nsource = \"survey\"\nquery = \"SELECT sum(t) "
       "FROM crossings\"\nholds_if = \"> 0\"\n"},
      {"observations.toml",
       "[[observation]]\nid = \"debt\"\nlabel = \"Debt of A next year\"\nneeds_finance = "
       "true\nquery "
       "= \"SELECT 100 * public_debt FROM debt_path WHERE country = 'AAA' AND projects = 'with' "
       "AND "
       "year = 2021\"\nobserved = 60\nunit = \"%\"\nsource = \"survey\"\n"},
      {"scenarios/dear_money.toml",
       "[[edit]]\ntable = \"loans\"\naction = \"set\"\nwhere = { loan_id = \"bank\" }\nvalues = { "
       "rate = 0.2 }\n\n[[edit]]\ntable = \"economies\"\naction = \"set\"\nwhere = { country = "
       "\"BBB\", figure = \"public_debt\" }\nvalues = { value = 0.9 }\n"},
  };
}

/// The tiny case, with its bridge as a project.
inline case_files toll_bridge_case() {
  auto files = tiny_case();
  files["projects.csv"] =
      "project_id,name,start_year,opening_year,end_year,construction_usd,crossing_id,source\n"
      "bridge,Bridge,2020,2023,2042,8e6,bridge,survey\n";
  files["loans.csv"] =
      "loan_id,project_id,amount,rate,maturity_years,grace_years,source\n"
      "loan,bridge,4e6,0.05,15,3,survey\n";
  return files;
}

}  // namespace amur::test
