#include "amur/model/receipts.h"

#include <vector>

#include "amur/model/emissions.h"

namespace amur::model {
namespace {

// [arc] who takes its fees.
std::vector<std::string> takers_of_fees(const case_data& data, const run_answer& answer) {
  const auto& net = answer.model.net;
  std::vector<std::string> takers(net.kind.size());
  for (std::size_t arc = 0; arc < takers.size(); ++arc)
    if (net.kind[arc] != network::arc_kind::change)
      takers[arc] = "links in " + data.nodes[data.links[link_id(net.row[arc])].from].country;
  for (const auto& direction : answer.model.crossing_directions)
    for (const auto arc : direction.arcs)
      takers[arc.index()] = data.crossings[direction.crossing].id;
  return takers;
}

}  // namespace

day_receipts receipts_of(const case_data& data, const run_answer& answer) {
  day_receipts day;
  const auto takers = takers_of_fees(data, answer);
  for (std::size_t k = 0; k < answer.model.classes.size(); ++k)
    for (std::size_t arc = 0; arc < takers.size(); ++arc) {
      const double usd =
          answer.solution.class_flow_t[k][arc] * answer.model.classes[k].fee_usd_per_t[arc];
      if (usd != 0) day.fees_usd[takers[arc]] += usd;
    }
  for (std::size_t i = 0; i < answer.model.flows.size(); ++i) {
    const auto& flow = answer.model.flows[i];
    if (flow.banned) continue;
    const double delivered = answer.solution.od[flow.user_class.index()][flow.demand].delivered_t;
    if (!(delivered > 0)) continue;
    const auto& paid = answer.flow_averages[i].component;
    day.fees_paid_usd += delivered * paid[fee];
    day.duties_paid_usd += delivered * paid[duty_paid];
    const auto &from = data.nodes[flow.origin].country, &to = data.nodes[flow.destination].country;
    const auto levied = [&](duty_side side) {
      return delivered * duty_usd_per_t(data, from, to, flow.commodity, side);
    };
    if (const double usd = levied(duty_side::importer); usd != 0) day.duties_usd[to] += usd;
    if (const double usd = levied(duty_side::exporter); usd != 0) day.duties_usd[from] += usd;
  }
  for (const auto& sum : emissions_of(data, answer)) {
    day.co2e_kg += sum.co2e_kg();
    if (const double usd = carbon_usd(data, sum.co2e_kg()); usd != 0)
      day.carbon_usd[sum.country] += usd;
  }
  day.carbon_paid_usd = carbon_usd(data, day.co2e_kg);
  return day;
}

}  // namespace amur::model
