// Tables of flows: od, od_modes.

#include <cmath>

#include "amur/base/number.h"
#include "amur/case/case_names.h"
#include "amur/model/served_flows.h"
#include "amur/result/schema/flows.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

// What the flow's demand is measured against; of a banned one what the table states, and fixed.
assign::od_demand anchor_of(const network_model& model, const trade_flow& flow) {
  if (flow.banned) return {.t_per_day = flow.observed_t};
  return model.problem.classes[flow.user_class.index()].demand[flow.demand];
}

result_table od_table(const case_data& data, const run_answer& answer) {
  table_rows<od_row> rows;
  for (const auto& served : served_flows(answer)) {
    const auto& flow = *served.flow;
    const auto& average = *served.average;
    const auto known = [&](double value) { return served.has_route ? value : no_number; };
    const auto& part = average.component;
    const auto anchor = anchor_of(answer.model, flow);
    rows.add({.origin_node_id = data.nodes[flow.origin].id,
              .destination_node_id = data.nodes[flow.destination].id,
              .origin_country = data.nodes[flow.origin].country,
              .destination_country = data.nodes[flow.destination].country,
              .commodity_id = data.commodities[flow.commodity].id,
              .unit = to_string(data.commodities[flow.commodity].unit),
              .observed = flow.observed_t,
              .wanted = served.wanted,
              .delivered = served.delivered,
              .unserved = served.unserved,
              .why_unserved = served.why_unserved,
              .cost = known(average.cost_usd()),
              .transport = known(part[transport]),
              .fee = known(part[fee]),
              .handling = known(part[handling]),
              .time = known(part[time_value]),
              .scarcity = known(part[scarcity]),
              .duty = flow.duty_usd_per_t,
              .expected_cost = served.expected_cost,
              .constant = known(average.constant),
              .time_h = known(average.time_h),
              .length_km = known(average.length_km),
              .price_at_source = flow.price_at_source_usd_per_t,
              .visa = flow.visa_usd_per_t,
              .anchor_quantity = anchor.t_per_day,
              .anchor_price = anchor.elasticity > 0 ? anchor.reference_price_usd_per_t : no_number,
              .anchor_elasticity = anchor.elasticity});
  }
  return rows.finish();
}

result_table od_modes_table(const case_data& data, const run_answer& answer) {
  table_rows<od_modes_row> rows;
  for (const auto& served : served_flows(answer)) {
    if (!served.has_route) continue;
    for (std::size_t m = 0; m < data.modes.size(); ++m) {
      const double km = served.average->mode_km[m];
      if (km <= 0) continue;
      rows.add({.origin_node_id = data.nodes[served.flow->origin].id,
                .destination_node_id = data.nodes[served.flow->destination].id,
                .commodity_id = data.commodities[served.flow->commodity].id,
                .mode = data.modes[mode_id(m)].id,
                .quantity_km = km * served.delivered,
                .share = per(km, served.average->length_km)});
    }
  }
  return rows.finish();
}

}  // namespace

std::vector<result_table> flow_tables(const case_data& data, const run_answer& answer) {
  return {od_table(data, answer), od_modes_table(data, answer)};
}

}  // namespace amur::result
