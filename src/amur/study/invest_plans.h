#pragma once
// Plans of a case's investments, each built and solved once, from the answer of a smaller or near
// one.

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/case/investment_edits.h"
#include "amur/invest/part_choice.h"
#include "amur/model/case_gain.h"
#include "amur/model/kept_start.h"
#include "amur/study/case_solve.h"
#include "amur/study/invest_years.h"
#include "amur/study/registry.h"

namespace amur::study {

struct solved_plan {
  std::string why_not;    ///< empty: it has an answer
  model::case_gain gain;  ///< beyond the case as it is
  double gain_usd = 0;    ///< a year, by the measure asked for
  /// [project] fees a year of the crossing that its income comes from; 0 where it has none.
  std::vector<double> fees_usd;
};

/// Empty where there is none.
struct shown_link {
  std::string id;
  std::vector<std::array<double, 2>> course;
};

struct built_case {
  cases::case_data data;
  model::run_answer answer;
};

class plan_solver {
 public:
  /// `inputs` and `now`: the case as it is, read and solved.
  plan_solver(const study_task& task, const cases::case_data& data,
              const cases::case_inputs& inputs, const investment_list& list, const solved_case& now,
              model::gain_measure measure);

  /// Builds each investment once; false, with errors of investments.csv, where one can't be.
  [[nodiscard]] bool prepare(diagnostics& report);

  /// Solves those not known yet, side by side; false where that was cancelled.
  [[nodiscard]] bool solve(std::span<const invest::plan> plans);
  [[nodiscard]] const solved_plan& at(const invest::plan& plan) const { return solved_.at(plan); }
  [[nodiscard]] std::size_t count() const { return solved_.size(); }
  /// Why the first without an answer has none.
  [[nodiscard]] std::string first_unsolved() const;

  /// A plan built and solved by itself, whatever was solved before. Throws `no_answer`.
  [[nodiscard]] built_case solve_alone(const invest::plan& plan) const;

  /// Whether an investment's edits can be made in part, and no project's loans come with it.
  [[nodiscard]] bool can_be_part(std::size_t investment) const { return can_be_part_[investment]; }
  /// Whether it is certain that no investment can lower welfare or trade.
  [[nodiscard]] bool more_never_harms() const { return more_never_harms_; }
  /// Where an investment is: the first link, or the first of a crossing, that it changes or adds.
  [[nodiscard]] const shown_link& link_of(std::size_t investment) const {
    return links_[investment];
  }

 private:
  [[nodiscard]] std::optional<cases::case_data> build(const invest::plan& plan,
                                                      diagnostics& report) const;
  [[nodiscard]] solved_plan solve_one(const invest::plan& plan, std::size_t threads,
                                      model::shared_places::start& kept) const;
  [[nodiscard]] const model::shared_places::start* start_of(const invest::plan& plan) const;
  bool solve_level(std::span<const invest::plan> plans);

  const study_task& task_;
  const cases::case_data& data_;
  const cases::case_inputs& inputs_;
  const investment_list& list_;
  const solved_case& now_;
  model::gain_measure measure_;
  std::vector<cases::text_edits> edits_;
  std::vector<bool> can_be_part_;
  std::vector<shown_link> links_;
  model::shared_places places_;
  std::map<invest::plan, solved_plan> solved_;
  std::map<invest::plan, model::shared_places::start> starts_;
  bool more_never_harms_ = false;
};

}  // namespace amur::study
