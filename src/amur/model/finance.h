#pragma once
// A case's projects and economies put through finance/: calendar years made years of a plan, a
// project's debt made part of its state's.

#include <optional>
#include <span>
#include <vector>

#include "amur/finance/debt_fan.h"
#include "amur/finance/economic.h"
#include "amur/finance/project.h"
#include "amur/model/names.h"
#include "amur/model/project_loans.h"

namespace amur::model {

/// NaN where not defined.
struct project_answer {
  project_id project;
  double full_income_usd = 0;  ///< of the opening year, without ramp-up
  finance::project_plan plan;  ///< year 0 is the project's start_year
  std::vector<standing_loan> loans;
  finance::cash_flow flow;
  finance::project_ratios ratios;
  double income_factor_for_npv = 0;   ///< times the income at which the npv is 0
  double income_factor_for_dscr = 0;  ///< times the income at which the least DSCR is the target
  std::optional<finance::economic_value> economic;  ///< none where the case asks for none
};

/// `full_income_usd`: of the opening year, without ramp-up.
[[nodiscard]] project_answer finance_project(const case_data& data, project_id project,
                                             double full_income_usd);

/// A state's debt: as the case has it, without its projects' debt and income, and with their debt
/// but without their income. The latter two only where the state has a share in a project's loan.
struct state_answer {
  std::size_t economy = 0;
  finance::risk_rating rating;
  std::optional<finance::risk_rating> without_projects;
  std::optional<finance::debt_path> without_income;
  std::optional<finance::debt_path> historical;  ///< growth and balances at their past means
  std::optional<finance::debt_fan> fan;          ///< none where the case asks for no samples
};

[[nodiscard]] state_answer debt_of_state(const case_data& data, std::size_t economy,
                                         std::span<const project_answer> projects,
                                         std::size_t threads);

/// An economy with its projects' debt and income, years counted from its base year.
[[nodiscard]] finance::economy economy_with_projects(const case_data& data,
                                                     const state_economy& state,
                                                     std::span<const project_answer> projects);

}  // namespace amur::model
