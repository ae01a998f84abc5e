#pragma once
// A choice of investments put to the search for one: what sets cost, and are worth over the years.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "amur/invest/project_choice.h"
#include "amur/model/debt_room.h"
#include "amur/study/invest_sets.h"
#include "amur/study/invest_years.h"

namespace amur::study {

struct invest_question {
  double budget_usd = 0;
  std::map<std::string, double> budget_of_country;  ///< of those that have one
  std::size_t steps = 1, most_sets = 1;             ///< of the frontier; that are solved
  bool is_net = false;                              ///< cost is taken off
  model::gain_measure measure = model::welfare_gain_usd;
  worth_terms terms;
  model::debt_limit debt = model::debt_limit::none;
};

class invest_search {
 public:
  /// `sets` must be prepared; all must stay.
  invest_search(const cases::case_data& data, const investment_list& list,
                const invest_question& asked, set_solver& sets);
  invest_search(const invest_search&) = delete;
  invest_search& operator=(const invest_search&) = delete;

  [[nodiscard]] invest::choice_answer choose();

  /// [investment] what it adds to nothing, within the budget or not; empty: cancelled.
  [[nodiscard]] std::vector<double> alone_gains();

  /// [investment] what it adds to the rest of the set, or would add to it; empty: cancelled.
  [[nodiscard]] std::vector<double> last_gains(invest::project_set set);

  /// [economy] what states owe with the set, which must be solved; empty without economies.
  [[nodiscard]] std::vector<model::state_room> rooms(invest::project_set set);

 private:
  [[nodiscard]] std::uint32_t group_of(const cases::investment& of);
  [[nodiscard]] std::vector<double> costs_of(const std::string& country) const;
  [[nodiscard]] double indifference_usd();
  [[nodiscard]] std::vector<double> values(std::span<const invest::project_set> sets);
  [[nodiscard]] model::built_investments built(invest::project_set set);
  [[nodiscard]] bool is_allowed(invest::project_set set);
  [[nodiscard]] bool is_debt_without_income() const;
  [[nodiscard]] bool has_fees() const;

  const cases::case_data& data_;
  const investment_list& list_;
  const invest_question& asked_;
  set_solver& sets_;
  invest::choice_problem problem_;
  std::map<std::string, std::uint32_t> groups_;
  std::map<invest::project_set, bool> allowed_;  ///< of those that were asked about
};

}  // namespace amur::study
