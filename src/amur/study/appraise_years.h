#pragma once
// A case year by year: its day, its dated edits, its demand.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "amur/model/reference_demand.h"
#include "amur/study/case_solve.h"
#include "amur/study/registry.h"

namespace amur::study {

/// The case on its day of a year, solved with averages along routes.
struct solved_state {
  cases::case_data data;
  model::run_answer answer;
  std::string why_not;  ///< empty where its equilibrium was reached
};

/// A case with scenarios whose demand grows by `growth` a year, beside its growth rows, from
/// `first_year` on.
class yearly_case {
 public:
  yearly_case(const study_task& task, std::vector<std::string> scenarios, int first_year,
              double growth)
      : task_(task), scenarios_(std::move(scenarios)), first_year_(first_year), growth_(growth) {}

  /// On this day of the year; where all is as it was the last time asked, the same object. Null
  /// where that failed: then `failure` and the report say why.
  [[nodiscard]] std::shared_ptr<const solved_state> on(date day, diagnostics& report,
                                                       run_status& failure);

 private:
  model::demand_anchors anchors_in(const cases::case_data& data) const;
  std::shared_ptr<const solved_state> solve(cases::case_data data, diagnostics& report,
                                            run_status& failure);

  const study_task& task_;
  std::vector<std::string> scenarios_;
  int first_year_;
  double growth_;
  std::optional<model::reference_day> reference_;
  std::string holds_;  // what the last state was solved for
  std::shared_ptr<const solved_state> last_;
};

}  // namespace amur::study
