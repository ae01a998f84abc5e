#include "amur/assign/conservation.h"

#include <algorithm>
#include <cmath>

namespace amur::assign {

double conservation_error(const problem& problem, const solution& solution) {
  double worst = 0;
  for (std::size_t k = 0; k < problem.classes.size(); ++k) {
    std::vector<double> balance(problem.graph.state_count(), 0.0);
    double total = 0, largest = 0;
    for (std::size_t i = 0; i < problem.classes[k].demand.size(); ++i) {
      const auto& demand = problem.classes[k].demand[i];
      const auto& pair = solution.od[k][i];
      balance[demand.origin.value] += pair.delivered_t;
      balance[demand.destination.value] -= pair.delivered_t;
      total += pair.wanted_t;
      largest = std::max(largest, std::abs(pair.wanted_t - pair.delivered_t - pair.unserved_t));
    }
    for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
      balance[problem.graph.tail[arc]] -= solution.class_flow_t[k][arc];
      balance[problem.graph.head[arc]] += solution.class_flow_t[k][arc];
    }
    for (const double rest : balance) largest = std::max(largest, std::abs(rest));
    if (total > 0) worst = std::max(worst, largest / total);
  }
  return worst;
}

}  // namespace amur::assign
