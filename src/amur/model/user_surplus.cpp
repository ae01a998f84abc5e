#include "amur/model/user_surplus.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "amur/model/tolls.h"

namespace amur::model {
namespace {

struct flow_side {
  double base_usd = 0, cost_usd = std::numeric_limits<double>::infinity();
  double refusal_usd = 0;
  const assign::od_demand* curve = nullptr;  ///< none where the trade is banned
};

flow_side side_of(const run_answer& answer, const trade_flow& flow) {
  flow_side side;
  side.base_usd = flow.price_base_usd_per_t();
  if (flow.banned) return side;
  const auto& user = answer.model.problem.classes[flow.user_class.index()];
  side.curve = &user.demand[flow.demand];
  side.refusal_usd = user.refusal_usd_per_t;
  side.cost_usd = answer.solution.od[flow.user_class.index()][flow.demand].expected_cost_usd_per_t;
  return side;
}

double wanted_at(const assign::od_demand& curve, double price_usd) {
  if (curve.elasticity == 0) return curve.t_per_day;
  return curve.t_per_day * std::pow(price_usd / curve.reference_price_usd_per_t, -curve.elasticity);
}

bool is_same_curve(const assign::od_demand& one, const assign::od_demand& other) {
  return one.t_per_day == other.t_per_day && one.elasticity == other.elasticity &&
         (one.elasticity == 0 || one.reference_price_usd_per_t == other.reference_price_usd_per_t);
}

user_gain gain_between(const flow_side& before, const flow_side& after) {
  const double least = std::min(before.cost_usd, after.cost_usd);
  if (!std::isfinite(least)) return {};
  const double most = std::max({before.refusal_usd, after.refusal_usd, least});
  const double was = before.base_usd + std::min(before.cost_usd, most);
  const double is = after.base_usd + std::min(after.cost_usd, most);
  const auto& first = before.curve ? *before.curve : *after.curve;
  const auto& second = after.curve ? *after.curve : *before.curve;
  user_gain gain;
  gain.rule_of_half_usd = (wanted_at(first, was) + wanted_at(second, is)) / 2 * (was - is);
  gain.usd = is_same_curve(first, second) ? surplus_between(first, was - first.price_base_usd_per_t,
                                                            is - first.price_base_usd_per_t)
                                          : gain.rule_of_half_usd;
  return gain;
}

}  // namespace

user_gains user_gains_between(const case_data& data_before, const run_answer& before,
                              const case_data& data_after, const run_answer& after) {
  std::map<flow_key, const trade_flow*> known;
  for (const auto& flow : before.model.flows) known[key_of(data_before, flow)] = &flow;
  user_gains gains;
  for (const auto& flow : after.model.flows) {
    const auto key = key_of(data_after, flow);
    const auto at = known.find(key);
    if (at == known.end()) {
      gains.alone.push_back(key);
      continue;
    }
    const auto gain = gain_between(side_of(before, *at->second), side_of(after, flow));
    auto& sum = gains.by_commodity[std::get<2>(key)];
    sum.usd += gain.usd;
    sum.rule_of_half_usd += gain.rule_of_half_usd;
    known.erase(at);
  }
  for (const auto& [key, flow] : known) gains.alone.push_back(key);
  return gains;
}

}  // namespace amur::model
