#include "amur/model/attributes.h"

#include "amur/assign/cost.h"

namespace amur::model {
namespace {

// Attributes in the order of flow_average: components, constant, time, length, km by mode.
constexpr std::size_t constant_at = component_count, time_at = component_count + 1,
                      length_at = component_count + 2, modes_at = component_count + 3;

void add_scarcity(const network_model& model, const assign::solution& solution,
                  const assign::user_class& user, assign::arc_attributes& result) {
  for (std::size_t c = 0; c < model.problem.constraints.size(); ++c) {
    const auto& constraint = model.problem.constraints[c];
    for (const auto [arc] : constraint.arcs)
      result.value[arc * result.count + scarcity] +=
          solution.constraint_price_usd[c] *
          assign::constraint_units_per_t(user, constraint.measure, model.net.group[arc]);
  }
}

}  // namespace

assign::arc_attributes attributes_of(const network_model& model, const assign::solution& solution,
                                     std::size_t k) {
  const auto& info = model.classes[k];
  const auto& user = model.problem.classes[k];
  const std::size_t arcs = model.net.graph.arc_count();
  assign::arc_attributes result{modes_at + model.net.mode_count, {}, {}};
  result.value.assign(arcs * result.count, 0.0);
  result.start.assign(user.demand.size() * result.count, 0.0);
  for (const auto& flow : model.flows)
    if (!flow.banned && flow.user_class.index() == k)
      result.start[flow.demand * result.count + duty_paid] = flow.duty_usd_per_t;
  for (std::size_t arc = 0; arc < arcs; ++arc) {
    double* value = &result.value[arc * result.count];
    const double time_h = solution.arc_time_h[arc];
    const auto group = model.net.group[arc];
    value[transport] = info.distance_usd_per_t[arc] + info.vehicle_usd_per_t_h[group] * time_h;
    value[fee] = info.fee_usd_per_t[arc];
    value[handling] = info.handling_usd_per_t[arc];
    value[time_value] = info.cargo_usd_per_t_h * time_h;
    if (!user.choice_constant_usd_per_t.empty())
      value[constant_at] = user.choice_constant_usd_per_t[arc];
    value[time_at] = time_h;
    value[length_at] = model.net.length_km[arc];
    if (group < model.net.mode_count) value[modes_at + group] = model.net.length_km[arc];
  }
  add_scarcity(model, solution, user, result);
  return result;
}

flow_average to_average(const double* values, std::size_t modes) {
  flow_average average;
  for (std::size_t i = 0; i < component_count; ++i) average.component[i] = values[i];
  average.constant = values[constant_at];
  average.time_h = values[time_at];
  average.length_km = values[length_at];
  average.mode_km.assign(values + modes_at, values + modes_at + modes);
  return average;
}

}  // namespace amur::model
