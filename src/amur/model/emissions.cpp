#include "amur/model/emissions.h"

#include <map>
#include <tuple>

namespace amur::model {
namespace {

using emission_key = std::tuple<commodity_id, mode_id, std::string>;
using emission_map = std::map<emission_key, emission_sum>;

void add_share(emission_map& sums, const emission_sum& of, const std::string& country,
               double share) {
  auto& sum = sums[{of.commodity, of.mode, country}];
  sum.unit_km += share * of.unit_km;
  sum.vehicle_km += share * of.vehicle_km;
  sum.loaded_kg += share * of.loaded_kg;
  sum.empty_kg += share * of.empty_kg;
  sum.hours_kg += share * of.hours_kg;
  sum.handling_kg += share * of.handling_kg;
}

// Of a class's flow on an arc.
emission_sum on_arc(const case_data& data, const run_answer& answer, std::size_t k,
                    std::size_t arc) {
  const auto& net = answer.model.net;
  const auto& info = answer.model.classes[k];
  const double flow = answer.solution.class_flow_t[k][arc];
  emission_sum sum;
  sum.commodity = info.commodity;
  if (net.kind[arc] == network::arc_kind::change) {
    const auto& row = data.transfers[answer.model.change_transfer[net.row[arc]]];
    sum.mode = row.to.valid() ? row.to : row.from;
    sum.handling_kg = flow * row.co2e_kg_per_t;
    return sum;
  }
  const auto group = net.group[arc];
  const auto& factor = info.emission[group];
  sum.mode = mode_id(group);
  sum.unit_km = flow * net.length_km[arc];
  sum.vehicle_km = sum.unit_km * answer.model.problem.classes[k].vehicles_per_t[group];
  sum.loaded_kg = sum.unit_km * factor.loaded_kg_per_km;
  sum.empty_kg = sum.unit_km * factor.empty_kg_per_km;
  sum.hours_kg = flow * answer.solution.arc_time_h[arc] * factor.kg_per_h;
  return sum;
}

}  // namespace

std::vector<emission_sum> emissions_of(const case_data& data, const run_answer& answer) {
  emission_map sums;
  const auto& graph = answer.model.net.graph;
  const auto country_of = [&](std::size_t state) -> const std::string& {
    return data.nodes[answer.model.net.state_node[state]].country;
  };
  for (std::size_t k = 0; k < answer.model.classes.size(); ++k)
    for (std::size_t arc = 0; arc < graph.arc_count(); ++arc) {
      if (!(answer.solution.class_flow_t[k][arc] > 0)) continue;
      const auto sum = on_arc(data, answer, k, arc);
      if (!(sum.unit_km > 0) && !(sum.co2e_kg() > 0)) continue;
      for (const auto state : {graph.tail[arc], graph.head[arc]})
        add_share(sums, sum, country_of(state), 0.5);
    }
  std::vector<emission_sum> all;
  for (auto& [key, sum] : sums) {
    std::tie(sum.commodity, sum.mode, sum.country) = key;
    all.push_back(std::move(sum));
  }
  return all;
}

}  // namespace amur::model
