#include "amur/model/served_flows.h"

#include <cmath>
#include <limits>

namespace amur::model {
namespace {

// Whether bans keep away all who have a vehicle for the crossing.
bool shut_by_bans(const run_answer& answer, const crossing_direction& direction) {
  bool somebody = false;
  for (const auto& user : answer.model.problem.classes)
    for (const auto [arc] : direction.arcs) {
      if (!(user.vehicles_per_t[answer.model.net.group[arc]] > 0)) continue;
      if (std::isfinite(user.fixed_cost_usd_per_t[arc])) return false;
      somebody = true;
    }
  return somebody;
}

}  // namespace

std::vector<served_flow> served_flows(const run_answer& answer) {
  std::vector<served_flow> result;
  for (std::size_t i = 0; i < answer.model.flows.size(); ++i) {
    const auto& flow = answer.model.flows[i];
    served_flow served;
    served.flow = &flow;
    served.average = &answer.flow_averages[i];
    if (flow.banned) {
      served.wanted = served.unserved = flow.observed_t;
      served.expected_cost = std::numeric_limits<double>::quiet_NaN();
      served.why_unserved = "banned";
    } else {
      const auto& pair = answer.solution.od[flow.user_class.index()][flow.demand];
      served.wanted = pair.wanted_t;
      served.delivered = pair.delivered_t;
      served.unserved = pair.unserved_t;
      served.has_route = std::isfinite(pair.expected_cost_usd_per_t);
      served.expected_cost = served.has_route ? pair.expected_cost_usd_per_t
                                              : std::numeric_limits<double>::quiet_NaN();
      if (pair.reason == assign::unserved_reason::no_route) served.why_unserved = "no route";
      if (pair.reason == assign::unserved_reason::no_capacity) served.why_unserved = "no capacity";
    }
    result.push_back(std::move(served));
  }
  return result;
}

bool is_open(const run_answer& answer, const crossing_direction& direction) {
  return direction.open && !shut_by_bans(answer, direction);
}

}  // namespace amur::model
