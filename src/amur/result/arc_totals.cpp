#include "amur/result/arc_totals.h"

namespace amur::result {

arc_totals totals_of(const case_data& data, const run_answer& answer, std::size_t arc) {
  arc_totals sum;
  const auto group = answer.model.net.group[arc];
  for (std::size_t k = 0; k < answer.model.classes.size(); ++k) {
    const double flow = answer.solution.class_flow_t[k][arc];
    const auto& user = answer.model.problem.classes[k];
    const bool freight = data.commodities[answer.model.classes[k].commodity].unit == unit::tonne;
    (freight ? sum.t : sum.passengers) += flow;
    sum.vehicles += flow * user.vehicles_per_t[group];
    sum.pce += flow * user.pce_per_t[group];
  }
  return sum;
}

}  // namespace amur::result
