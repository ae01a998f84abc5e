// Tables of trade: od, od_modes, by_commodity, by_country, totals.

#include <cmath>
#include <limits>
#include <map>

#include "amur/case/case_names.h"
#include "amur/model/served_flows.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

constexpr double null_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto number = cell_type::number;
constexpr auto text = cell_type::text;

double per(double sum, double quantity) { return quantity > 0 ? sum / quantity : null_number; }

// What the flow's demand is measured against; of a banned one what the table states, and fixed.
assign::od_demand anchor_of(const network_model& model, const trade_flow& flow) {
  if (flow.banned) return {0, 0, flow.observed_t};
  return model.problem.classes[flow.user_class].demand[flow.demand];
}

}  // namespace

result_table od_table(const case_data& data, const run_answer& answer) {
  table_rows rows("od", {{"origin_node_id", text},     {"destination_node_id", text},
                         {"origin_country", text},     {"destination_country", text},
                         {"commodity_id", text},       {"unit", text},
                         {"observed", number},         {"wanted", number},
                         {"delivered", number},        {"unserved", number},
                         {"why_unserved", text},       {"cost", number},
                         {"transport", number},        {"fee", number},
                         {"handling", number},         {"time", number},
                         {"scarcity", number},         {"duty", number},
                         {"expected_cost", number},    {"constant", number},
                         {"time_h", number},           {"length_km", number},
                         {"price_at_source", number},  {"visa", number},
                         {"anchor_quantity", number},  {"anchor_price", number},
                         {"anchor_elasticity", number}});
  for (const auto& served : served_flows(answer)) {
    const auto& flow = *served.flow;
    const auto& average = *served.average;
    const auto known = [&](double value) { return served.has_route ? value : null_number; };
    const auto& part = average.component;
    const auto anchor = anchor_of(answer.model, flow);
    rows.add({data.nodes[flow.origin].id,
              data.nodes[flow.destination].id,
              data.nodes[flow.origin].country,
              data.nodes[flow.destination].country,
              data.commodities[flow.commodity].id,
              to_string(data.commodities[flow.commodity].unit),
              flow.observed_t,
              served.wanted,
              served.delivered,
              served.unserved,
              served.why_unserved,
              known(average.cost_usd()),
              known(part[transport]),
              known(part[fee]),
              known(part[handling]),
              known(part[time_value]),
              known(part[scarcity]),
              flow.duty_usd_per_t,
              served.expected_cost,
              known(average.constant),
              known(average.time_h),
              known(average.length_km),
              flow.price_at_source_usd_per_t,
              flow.visa_usd_per_t,
              anchor.t_per_day,
              anchor.elasticity > 0 ? anchor.reference_price_usd_per_t : null_number,
              anchor.elasticity});
  }
  return rows.finish();
}

result_table od_modes_table(const case_data& data, const run_answer& answer) {
  table_rows rows("od_modes", {{"origin_node_id", text},
                               {"destination_node_id", text},
                               {"commodity_id", text},
                               {"mode", text},
                               {"quantity_km", number},
                               {"share", number}});
  for (const auto& served : served_flows(answer)) {
    if (!served.has_route) continue;
    for (std::size_t m = 0; m < data.modes.size(); ++m) {
      const double km = served.average->mode_km[m];
      if (km <= 0) continue;
      rows.add({data.nodes[served.flow->origin].id, data.nodes[served.flow->destination].id,
                data.commodities[served.flow->commodity].id, data.modes[mode_id(m)].id,
                km * served.delivered, per(km, served.average->length_km)});
    }
  }
  return rows.finish();
}

result_table by_commodity_table(const case_data& data, const run_answer& answer) {
  struct commodity_sums {
    double observed = 0, wanted = 0, delivered = 0, unserved = 0, time_h = 0, km = 0;
    std::array<double, component_count> component{};
  };
  id_vector<commodity_id, commodity_sums> sums(data.commodities.size());
  for (const auto& served : served_flows(answer)) {
    auto& sum = sums[served.flow->commodity];
    sum.observed += served.flow->observed_t;
    sum.wanted += served.wanted;
    sum.delivered += served.delivered;
    sum.unserved += served.unserved;
    sum.time_h += served.delivered * served.average->time_h;
    sum.km += served.delivered * served.average->length_km;
    for (std::size_t i = 0; i < component_count; ++i)
      sum.component[i] += served.delivered * served.average->component[i];
  }
  table_rows rows("by_commodity", {{"commodity_id", text},
                                   {"name", text},
                                   {"unit", text},
                                   {"observed", number},
                                   {"wanted", number},
                                   {"delivered", number},
                                   {"unserved", number},
                                   {"cost", number},
                                   {"transport", number},
                                   {"fee", number},
                                   {"handling", number},
                                   {"time", number},
                                   {"scarcity", number},
                                   {"duty", number},
                                   {"time_h", number},
                                   {"length_km", number}});
  for (std::size_t c = 0; c < sums.size(); ++c) {
    const auto& goods = data.commodities[commodity_id(c)];
    const auto& sum = sums[commodity_id(c)];
    double cost = 0;
    for (const double part : sum.component) cost += part;
    const auto mean = [&sum](double total) { return per(total, sum.delivered); };
    rows.add({goods.id, goods.name, to_string(goods.unit), sum.observed, sum.wanted, sum.delivered,
              sum.unserved, mean(cost), mean(sum.component[transport]), mean(sum.component[fee]),
              mean(sum.component[handling]), mean(sum.component[time_value]),
              mean(sum.component[scarcity]), mean(sum.component[duty_paid]), mean(sum.time_h),
              mean(sum.km)});
  }
  return rows.finish();
}

result_table by_country_table(const case_data& data, const run_answer& answer) {
  struct country_sums {
    double export_t = 0, import_t = 0, export_usd = 0, import_usd = 0, duty_on_imports = 0,
           duty_on_exports = 0, unserved_t = 0;
  };
  std::map<std::string, country_sums> sums;
  for (const auto& served : served_flows(answer)) {
    const auto& goods = data.commodities[served.flow->commodity];
    if (goods.unit != unit::tonne) continue;
    auto& from = sums[data.nodes[served.flow->origin].country];
    from.export_t += served.delivered;
    from.export_usd += served.delivered * goods.value_usd_per_t;
    from.duty_on_exports += served.delivered * served.flow->duty_usd_per_t;
    from.unserved_t += served.unserved;
    auto& to = sums[data.nodes[served.flow->destination].country];
    to.import_t += served.delivered;
    to.import_usd += served.delivered * goods.value_usd_per_t;
    to.duty_on_imports += served.delivered * served.flow->duty_usd_per_t;
    to.unserved_t += served.unserved;
  }
  table_rows rows("by_country", {{"country", text},
                                 {"export_t", number},
                                 {"import_t", number},
                                 {"export_usd", number},
                                 {"import_usd", number},
                                 {"duty_paid_on_imports_usd", number},
                                 {"duty_paid_on_exports_usd", number},
                                 {"unserved_t", number}});
  for (const auto& [country, sum] : sums)
    rows.add({country, sum.export_t, sum.import_t, sum.export_usd, sum.import_usd,
              sum.duty_on_imports, sum.duty_on_exports, sum.unserved_t});
  return rows.finish();
}

result_table totals_table(const case_data& data, const run_answer& answer) {
  double wanted = 0, delivered = 0, unserved = 0, travellers = 0, stranded = 0, cost = 0, duty = 0,
         value = 0, t_km = 0, fees = 0;
  for (const auto& served : served_flows(answer)) {
    const auto& goods = data.commodities[served.flow->commodity];
    cost += served.delivered * (served.average->cost_usd() - served.average->component[duty_paid]);
    fees += served.delivered * served.average->component[fee];
    if (goods.unit == unit::passenger) {
      travellers += served.delivered;
      stranded += served.unserved;
      continue;
    }
    wanted += served.wanted;
    delivered += served.delivered;
    unserved += served.unserved;
    duty += served.delivered * served.flow->duty_usd_per_t;
    value += served.delivered * goods.value_usd_per_t;
    t_km += served.delivered * served.average->length_km;
  }
  table_rows rows("totals", {{"name", text}, {"value", number}, {"unit", text}});
  rows.add({"freight wanted", wanted, "t/day"});
  rows.add({"freight delivered", delivered, "t/day"});
  rows.add({"freight unserved", unserved, "t/day"});
  rows.add({"passengers carried", travellers, "passengers/day"});
  rows.add({"passengers unserved", stranded, "passengers/day"});
  rows.add({"transport work", t_km, "t km/day"});
  rows.add({"value of freight", value, "USD/day"});
  rows.add({"transport cost", cost, "USD/day"});
  rows.add({"fees", fees, "USD/day"});
  rows.add({"duty", duty, "USD/day"});
  return rows.finish();
}

}  // namespace amur::result
