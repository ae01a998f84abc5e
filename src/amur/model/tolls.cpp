#include "amur/model/tolls.h"

#include <cmath>

#include "amur/model/coupled_crossings.h"

namespace amur::model {
double paid_usd_per_day(const run_answer& answer) {
  double sum = 0;
  for (std::size_t k = 0; k < answer.model.classes.size(); ++k)
    for (std::size_t arc = 0; arc < answer.solution.class_flow_t[k].size(); ++arc)
      sum += answer.solution.class_flow_t[k][arc] * answer.model.classes[k].fee_usd_per_t[arc];
  for (const auto& flow : answer.model.flows)
    if (!flow.banned)
      sum += answer.solution.od[flow.user_class.index()][flow.demand].delivered_t *
             flow.duty_usd_per_t;
  return sum;
}

double surplus_between(const assign::od_demand& demand, double cost_before, double cost_after) {
  if (demand.elasticity == 0) return demand.t_per_day * (cost_before - cost_after);
  const double power = 1 - demand.elasticity;
  const double reference = demand.reference_price_usd_per_t;
  const double before = (demand.price_base_usd_per_t + cost_before) / reference;
  const double after = (demand.price_base_usd_per_t + cost_after) / reference;
  const double area = power == 0 ? std::log(before / after)
                                 : (std::pow(before, power) - std::pow(after, power)) / power;
  return demand.t_per_day * reference * area;
}

crossing_use use_of(const case_data& data, const run_answer& answer,
                    const crossing_direction& direction) {
  crossing_use sum;
  for (const auto [arc] : direction.arcs)
    for (std::size_t k = 0; k < answer.model.classes.size(); ++k) {
      const auto& info = answer.model.classes[k];
      const double flow = answer.solution.class_flow_t[k][arc];
      const bool freight = data.commodities[info.commodity].unit == unit::tonne;
      (freight ? sum.t : sum.passengers) += flow;
      sum.vehicles +=
          flow * answer.model.problem.classes[k].vehicles_per_t[answer.model.net.group[arc]];
      sum.fee_income_usd += flow * info.fee_usd_per_t[arc];
    }
  return sum;
}

crossing_use use_of(const case_data& data, const run_answer& answer, crossing_id crossing) {
  crossing_use sum;
  for (const auto& direction : answer.model.crossing_directions) {
    if (direction.crossing != crossing) continue;
    const auto use = use_of(data, answer, direction);
    sum.t += use.t;
    sum.passengers += use.passengers;
    sum.vehicles += use.vehicles;
    sum.fee_income_usd += use.fee_income_usd;
  }
  return sum;
}

run_answer solve_at_tolls(const case_data& data, const demand_anchors& anchors,
                          const run_answer& now, std::span<const crossing_id> crossings,
                          std::span<const double> fee_usd_per_vehicle, const run_options& options) {
  auto tolled = data;
  auto from_now = options;
  if (data.settings.equilibrium == equilibrium::logit ||
      data.settings.equilibrium == equilibrium::markov)
    from_now.start = &now.solution;
  for (std::size_t i = 0; i < crossings.size(); ++i)
    tolled.crossings[crossings[i]].fee_usd_per_vehicle = fee_usd_per_vehicle[i];
  if (tolled.settings.crossing_delay == crossing_delay::simulated)
    return solve_coupled(tolled, anchors, from_now).answer;
  return solve_flows(tolled, anchors, from_now);
}

welfare_change welfare_beyond(const run_answer& before, const run_answer& answer) {
  welfare_change change;
  change.paid_usd = paid_usd_per_day(answer) - paid_usd_per_day(before);
  for (const auto& flow : answer.model.flows) {
    if (flow.banned) continue;
    const double cost_before =
        before.solution.od[flow.user_class.index()][flow.demand].expected_cost_usd_per_t;
    const double cost =
        answer.solution.od[flow.user_class.index()][flow.demand].expected_cost_usd_per_t;
    if (!std::isfinite(cost_before) || !std::isfinite(cost)) continue;
    change.surplus_usd +=
        surplus_between(answer.model.problem.classes[flow.user_class.index()].demand[flow.demand],
                        cost_before, cost);
  }
  return change;
}

}  // namespace amur::model
