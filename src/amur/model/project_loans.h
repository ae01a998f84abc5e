#pragma once
// A project's loans once its income is known: payments that follow it, loans that repay others.

#include <cstddef>
#include <span>
#include <vector>

#include "amur/model/names.h"

namespace amur::model {

struct standing_loan {
  std::size_t loan = 0;  ///< in the case
  finance::loan_terms terms;
  finance::loan_schedule in_dollars;  ///< year 0 is the loan's first
};

/// In the order of the case. `available_usd`: for debt service, by year of the project. Sculpted
/// loans follow what is left of it by the loans that neither follow it nor refinance another.
[[nodiscard]] std::vector<standing_loan> loans_of(const case_data& data, project_id project,
                                                  std::span<const double> available_usd);

/// Whether a loan of the project follows its income.
[[nodiscard]] bool has_sculpted_loan(const case_data& data, project_id project);

}  // namespace amur::model
