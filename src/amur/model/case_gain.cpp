#include "amur/model/case_gain.h"

#include <algorithm>
#include <cmath>

#include "amur/base/date.h"
#include "amur/base/no_answer.h"
#include "amur/case/country_codes.h"
#include "amur/model/tolls.h"

namespace amur::model {
namespace {

// Nodes and goods keep their numbers where a change only adds to them.
bool is_same(const trade_flow& one, const trade_flow& other) {
  return one.origin == other.origin && one.destination == other.destination &&
         one.commodity == other.commodity && one.observed_t == other.observed_t &&
         one.price_at_source_usd_per_t == other.price_at_source_usd_per_t &&
         one.duty_usd_per_t == other.duty_usd_per_t && one.visa_usd_per_t == other.visa_usd_per_t &&
         one.banned == other.banned;
}

void require_same_flows(const run_answer& before, const run_answer& after) {
  if (!std::ranges::equal(before.model.flows, after.model.flows, is_same))
    throw no_answer("two cases whose flows, prices or duties differ can't be compared");
}

const assign::od_result& result_of(const run_answer& answer, const trade_flow& flow) {
  return answer.solution.od[flow.user_class.index()][flow.demand];
}

// USD a day of the i-th flow.
double surplus_of(const run_answer& before, const run_answer& after, std::size_t i) {
  const auto &flow = after.model.flows[i], &was = before.model.flows[i];
  if (flow.banned) return 0;
  const auto& user = after.model.problem.classes[flow.user_class.index()];
  const double cost_before = result_of(before, was).expected_cost_usd_per_t;
  const double most = std::isfinite(cost_before) ? std::max(user.refusal_usd_per_t, cost_before)
                                                 : user.refusal_usd_per_t;
  const double cost = std::min(result_of(after, flow).expected_cost_usd_per_t, most);
  return surplus_between(user.demand[flow.demand], std::min(cost_before, most), cost);
}

void add_payments(const case_data& data, const run_answer& answer, double sign,
                  std::map<std::string, country_gain>& to) {
  const auto& net = answer.model.net;
  const double half = sign * days_a_year / 2;
  for (std::size_t k = 0; k < answer.model.classes.size(); ++k)
    for (std::size_t arc = 0; arc < answer.solution.class_flow_t[k].size(); ++arc) {
      const double fee = answer.model.classes[k].fee_usd_per_t[arc];
      if (fee == 0) continue;
      const double usd = half * (answer.solution.class_flow_t[k][arc] * fee);
      const auto *tail = &data.nodes[net.state_node[net.graph.tail[arc]]].country,
                 *head = &data.nodes[net.state_node[net.graph.head[arc]]].country;
      // Nobody takes fees on the high seas: a port's are its country's.
      if (*tail == cases::high_seas) tail = head;
      if (*head == cases::high_seas) head = tail;
      to[*tail].paid_usd_per_year += usd;
      to[*head].paid_usd_per_year += usd;
    }
  for (const auto& flow : answer.model.flows) {
    if (flow.banned || flow.duty_usd_per_t == 0) continue;
    const auto& from = data.nodes[flow.origin].country;
    const auto& into = data.nodes[flow.destination].country;
    const double t = sign * days_a_year * result_of(answer, flow).delivered_t;
    to[from].paid_usd_per_year +=
        t * duty_usd_per_t(data, from, into, flow.commodity, duty_side::exporter);
    to[into].paid_usd_per_year +=
        t * duty_usd_per_t(data, from, into, flow.commodity, duty_side::importer);
  }
}

}  // namespace

case_gain gain_between(const case_data& data, const run_answer& before, const run_answer& after) {
  require_same_flows(before, after);
  case_gain gain;
  for (std::size_t i = 0; i < after.model.flows.size(); ++i) {
    const auto &flow = after.model.flows[i], &was = before.model.flows[i];
    gain.surplus_usd_per_year += days_a_year * surplus_of(before, after, i);
    if (flow.banned || data.commodities[flow.commodity].unit != unit::tonne) continue;
    const double t =
        days_a_year * (result_of(after, flow).delivered_t - result_of(before, was).delivered_t);
    gain.freight_t_per_year += t;
    if (data.nodes[flow.origin].country != data.nodes[flow.destination].country)
      gain.trade_usd_per_year += t * flow.price_at_source_usd_per_t;
  }
  gain.paid_usd_per_year = days_a_year * (paid_usd_per_day(after) - paid_usd_per_day(before));
  return gain;
}

double welfare_gain_usd(const case_data& data, const run_answer& before, const run_answer& after) {
  return gain_between(data, before, after).welfare_usd_per_year();
}

double trade_gain_usd(const case_data& data, const run_answer& before, const run_answer& after) {
  return gain_between(data, before, after).trade_usd_per_year;
}

std::map<std::string, country_gain> gains_by_country(const case_data& data_before,
                                                     const run_answer& before,
                                                     const case_data& data_after,
                                                     const run_answer& after) {
  require_same_flows(before, after);
  std::map<std::string, country_gain> gains;
  for (std::size_t i = 0; i < after.model.flows.size(); ++i) {
    const auto& flow = after.model.flows[i];
    const double half = days_a_year * surplus_of(before, after, i) / 2;
    for (const auto node : {flow.origin, flow.destination})
      gains[data_after.nodes[node].country].surplus_usd_per_year += half;
  }
  add_payments(data_before, before, -1, gains);
  add_payments(data_after, after, 1, gains);
  return gains;
}

bool more_never_harms(const case_data& data, const network_model& model) {
  if (data.settings.equilibrium == equilibrium::logit || !model.problem.constraints.empty())
    return false;
  for (const auto& delay : model.problem.delay)
    if (!delay.is_flat()) return false;
  for (const auto& of_class : model.classes)
    if (std::ranges::any_of(of_class.fee_usd_per_t, [](double fee) { return fee != 0; }))
      return false;
  return std::ranges::all_of(model.flows,
                             [](const auto& flow) { return flow.duty_usd_per_t == 0; });
}

}  // namespace amur::model
