#pragma once
// Tables of a choice of investments: invest_frontier, invest_projects, invest_countries.

#include <map>
#include <string>
#include <vector>

#include "amur/model/debt_room.h"
#include "amur/result/result.h"
#include "amur/study/invest_search.h"

namespace amur::study {

/// A choice made, and what was asked.
struct made_choice {
  worth_terms terms;
  std::map<std::string, double> budget_of_country;  ///< of those that have one
  found_frontier found;
  std::vector<double> alone_usd, last_usd;  ///< [investment] as the table has them
  std::vector<model::state_room> rooms;     ///< at the whole budget; empty: no economies
};

/// `now`: the case as it is. Throws `no_answer` where what was chosen has none when solved alone.
[[nodiscard]] std::vector<result::result_table> invest_tables(const cases::case_data& data,
                                                              const investment_list& list,
                                                              const solved_case& now,
                                                              const plan_solver& plans,
                                                              const made_choice& made);

}  // namespace amur::study
