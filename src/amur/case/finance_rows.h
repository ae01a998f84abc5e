#pragma once
// The rows of a case's money: projects, their loans, the economies that stand behind them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/ids.h"
#include "amur/finance/debt_risk.h"
#include "amur/finance/loan.h"
#include "amur/finance/tax.h"

namespace amur::cases {

/// Years are calendar years; dollars.
struct project {
  std::string id, name;
  std::string country;                 ///< of an economy; empty: no state stands behind it
  int start_year = 0;                  ///< first spending
  int opening_year = 0, end_year = 0;  ///< first and last year of traffic
  double construction_usd = 0;
  std::vector<double> construction_shares;  ///< from start_year on; they sum to 1
  double income_usd_per_year = 0;           ///< in the opening year, without ramp-up
  crossing_id crossing;  ///< valid: income is this crossing's fees in a run of the network instead
  /// Of the case: what the crossing takes without the project, which is no income of it; empty: all
  /// fees are.
  std::string without_scenario;
  double income_growth = 0;
  std::vector<double> ramp_up;  ///< shares of the income of the first years of traffic
  double operating_usd_per_year = 0, operating_growth = 0;
  double discount_rate = 0.05, target_dscr = 1.2;
  double reserve_months = 0;  ///< of debt service
  double state_share = 0;     ///< of what income leaves after operating cost and tax
  finance::tax_terms tax;
  std::optional<double> economic_rate;  ///< none: its worth to all is not asked for
  double shadow_construction = 1, shadow_operating = 1;  ///< times the cost: what it costs all
  double user_savings_usd_per_year = 0;  ///< in the opening year, without ramp-up; beyond what
                                         ///< they pay
  source_id source;
  std::size_t row = 0;
};

struct loan {
  std::string id, lender, currency;
  project_id project;
  int first_year = 0;  ///< in which year 0 of the terms falls
  finance::loan_terms terms;
  std::vector<double> usd_per_unit = {1};
  double state_share = 0;                 ///< that the state owes or guarantees
  std::optional<std::size_t> refinances;  ///< the loan whose rest it repays, before it in the table
  source_id source;
  std::size_t row = 0;
};

/// A row of the table of economies.
struct economy_figure {
  source_id source;
  std::size_t row = 0;
};

/// A state and its debt; `at_base` has no projects.
struct state_economy {
  std::string country, name;
  int base_year = 0;  ///< year 0
  finance::economy at_base;
  finance::economy_history past;
  finance::exposure exposed;
  finance::debt_carrying_capacity capacity = finance::debt_carrying_capacity::medium;
  std::optional<double> composite_indicator;  ///< where the case gives what it is made from
  bool in_distress = false;
  bool with_history = false;  ///< the historical scenario is asked for
  std::vector<economy_figure> figures;
};

struct finance_settings {
  std::size_t years = 20;      ///< of debt paths
  std::size_t samples = 1000;  ///< of the fan chart; 0: none
  std::uint64_t seed = 1;
};

}  // namespace amur::cases
