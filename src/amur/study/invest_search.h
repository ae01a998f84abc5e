#pragma once
// A choice of investments put to the search for one: what sets cost, and are worth over the years.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "amur/invest/part_choice.h"
#include "amur/model/debt_room.h"
#include "amur/study/invest_plans.h"
#include "amur/study/invest_years.h"

namespace amur::study {

struct invest_question {
  double budget_usd = 0;
  std::map<std::string, double> budget_of_country;  ///< of those that have one
  std::size_t steps = 1, most_sets = 1;             ///< of the frontier; that are solved
  bool is_net = false;                              ///< cost is taken off
  bool is_in_parts = false;                         ///< each may be built in part
  model::gain_measure measure = model::welfare_gain_usd;
  worth_terms terms;
  model::debt_limit debt = model::debt_limit::none;
};

/// The best found of a budget, of whole investments or of parts.
struct frontier_point : invest::chosen_plan {
  invest::bound_kind kind = invest::bound_kind::first_order;  ///< of `bound_usd`, which may be NaN
  bool is_certified = false;
};

struct found_frontier {
  std::vector<frontier_point> points;    ///< [budget]
  std::vector<double> largest_usd;       ///< [investment] the largest gain seen by adding it
  std::size_t solved = 0, unsolved = 0;  ///< choices; those without an answer
  bool is_cancelled = false;
};

class invest_search {
 public:
  /// `plans` must be prepared; all must stay.
  invest_search(const cases::case_data& data, const investment_list& list,
                const invest_question& asked, plan_solver& plans);
  invest_search(const invest_search&) = delete;
  invest_search& operator=(const invest_search&) = delete;

  [[nodiscard]] found_frontier choose();

  /// [investment] what it adds to nothing, within the budget or not; empty: cancelled.
  [[nodiscard]] std::vector<double> alone_gains();

  /// [investment] what it adds to the rest of the plan, or all of it would add; empty: cancelled.
  [[nodiscard]] std::vector<double> last_gains(const invest::plan& plan);

  /// [economy] what states owe with the plan, which must be solved; empty without economies.
  [[nodiscard]] std::vector<model::state_room> rooms(const invest::plan& plan);

 private:
  [[nodiscard]] std::uint32_t group_of(const cases::investment& of);
  [[nodiscard]] std::vector<double> costs_of(const std::string& country) const;
  [[nodiscard]] double indifference_usd();
  [[nodiscard]] std::vector<double> values(std::span<const invest::plan> plans);
  [[nodiscard]] found_frontier choose_wholes(std::span<const double> budgets_usd);
  [[nodiscard]] found_frontier choose_parts(std::span<const double> budgets_usd);
  [[nodiscard]] model::built_investments built(const invest::plan& plan);
  [[nodiscard]] bool is_allowed(invest::project_set set);
  [[nodiscard]] bool is_debt_without_income() const;
  [[nodiscard]] bool has_fees() const;

  const cases::case_data& data_;
  const investment_list& list_;
  const invest_question& asked_;
  plan_solver& plans_;
  invest::choice_problem problem_;
  std::map<std::string, std::uint32_t> groups_;
  std::map<invest::project_set, bool> allowed_;  ///< of those that were asked about
};

}  // namespace amur::study
