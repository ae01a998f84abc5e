// Tables of sums: by_commodity, by_mode, by_country, totals, transit.

#include <cmath>
#include <map>

#include "amur/base/number.h"
#include "amur/case/case_names.h"
#include "amur/model/served_flows.h"
#include "amur/result/arc_totals.h"
#include "amur/result/schema/sums.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

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
  table_rows<by_commodity_row> rows;
  for (std::size_t c = 0; c < sums.size(); ++c) {
    const auto& goods = data.commodities[commodity_id(c)];
    const auto& sum = sums[commodity_id(c)];
    double cost = 0;
    for (const double part : sum.component) cost += part;
    const auto mean = [&sum](double total) { return per(total, sum.delivered); };
    rows.add({.commodity_id = goods.id,
              .name = goods.name,
              .unit = to_string(goods.unit),
              .observed = sum.observed,
              .wanted = sum.wanted,
              .delivered = sum.delivered,
              .unserved = sum.unserved,
              .cost = mean(cost),
              .transport = mean(sum.component[transport]),
              .fee = mean(sum.component[fee]),
              .handling = mean(sum.component[handling]),
              .time = mean(sum.component[time_value]),
              .scarcity = mean(sum.component[scarcity]),
              .duty = mean(sum.component[duty_paid]),
              .time_h = mean(sum.time_h),
              .length_km = mean(sum.km)});
  }
  return rows.finish();
}

result_table by_mode_table(const case_data& data, const run_answer& answer) {
  table_rows<by_mode_row> rows;
  struct mode_sums {
    double t = 0, t_km = 0, passengers = 0, passenger_km = 0, vehicle_km = 0;
  };
  id_vector<mode_id, mode_sums> sums(data.modes.size());
  const auto& net = answer.model.net;
  for (std::size_t arc = 0; arc < net.kind.size(); ++arc) {
    if (net.kind[arc] == network::arc_kind::change) continue;
    const auto sum = totals_of(data, answer, arc);
    auto& mode = sums[mode_id(net.group[arc])];
    mode.t_km += sum.t * net.length_km[arc];
    mode.passenger_km += sum.passengers * net.length_km[arc];
    mode.vehicle_km += sum.vehicles * net.length_km[arc];
  }
  // A flow's tonnes are split over the modes that carry it by their share of its kilometres.
  for (const auto& served : served_flows(answer)) {
    if (!served.has_route) continue;
    const bool freight = data.commodities[served.flow->commodity].unit == unit::tonne;
    for (std::size_t m = 0; m < sums.size(); ++m) {
      if (!(served.average->mode_km[m] > 0)) continue;
      auto& mode = sums[mode_id(m)];
      const double share = served.average->mode_km[m] / served.average->length_km;
      (freight ? mode.t : mode.passengers) += served.delivered * share;
    }
  }
  for (std::size_t m = 0; m < sums.size(); ++m) {
    const auto& sum = sums[mode_id(m)];
    rows.add({.mode = data.modes[mode_id(m)].id,
              .t = sum.t,
              .t_km = sum.t_km,
              .passengers = sum.passengers,
              .passenger_km = sum.passenger_km,
              .vehicle_km = sum.vehicle_km});
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
  table_rows<by_country_row> rows;
  for (const auto& [country, sum] : sums)
    rows.add({.country = country,
              .export_t = sum.export_t,
              .import_t = sum.import_t,
              .export_usd = sum.export_usd,
              .import_usd = sum.import_usd,
              .duty_paid_on_imports_usd = sum.duty_on_imports,
              .duty_paid_on_exports_usd = sum.duty_on_exports,
              .unserved_t = sum.unserved_t});
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
  table_rows<totals_row> rows;
  rows.add({.name = "freight wanted", .value = wanted, .unit = "t/day"});
  rows.add({.name = "freight delivered", .value = delivered, .unit = "t/day"});
  rows.add({.name = "freight unserved", .value = unserved, .unit = "t/day"});
  rows.add({.name = "passengers carried", .value = travellers, .unit = "passengers/day"});
  rows.add({.name = "passengers unserved", .value = stranded, .unit = "passengers/day"});
  rows.add({.name = "transport work", .value = t_km, .unit = "t km/day"});
  rows.add({.name = "value of freight", .value = value, .unit = "USD/day"});
  rows.add({.name = "transport cost", .value = cost, .unit = "USD/day"});
  rows.add({.name = "fees", .value = fees, .unit = "USD/day"});
  rows.add({.name = "duty", .value = duty, .unit = "USD/day"});
  return rows.finish();
}

struct border_sums {
  double enters_t = 0, import_t = 0, leaves_t = 0, export_t = 0;
};

result_table transit_table(const case_data& data, const run_answer& answer) {
  std::map<std::pair<std::string, commodity_id>, border_sums> sums;
  const auto& net = answer.model.net;
  const auto country_of = [&](std::size_t state) -> const std::string& {
    return data.nodes[net.state_node[state]].country;
  };
  const auto is_freight = [&](commodity_id goods) {
    return data.commodities[goods].unit == unit::tonne;
  };
  for (std::size_t arc = 0; arc < net.kind.size(); ++arc) {
    const auto &from = country_of(net.graph.tail[arc]), &to = country_of(net.graph.head[arc]);
    if (from == to) continue;
    for (std::size_t k = 0; k < answer.model.classes.size(); ++k) {
      const auto goods = answer.model.classes[k].commodity;
      const double t = answer.solution.class_flow_t[k][arc];
      if (!is_freight(goods) || t <= 0) continue;
      sums[{from, goods}].leaves_t += t;
      sums[{to, goods}].enters_t += t;
    }
  }
  for (const auto& served : served_flows(answer)) {
    const auto& flow = *served.flow;
    const auto &from = data.nodes[flow.origin].country, &to = data.nodes[flow.destination].country;
    if (from == to || !is_freight(flow.commodity) || !(served.delivered > 0)) continue;
    sums[{from, flow.commodity}].export_t += served.delivered;
    sums[{to, flow.commodity}].import_t += served.delivered;
  }
  table_rows<transit_row> rows;
  for (const auto& [where, sum] : sums) {
    const auto& goods = data.commodities[where.second];
    // Less than the equilibrium's tolerance lets be told from nothing is nothing.
    const double through = sum.enters_t - sum.import_t;
    const double transit_t = through > 1e-6 * sum.enters_t ? through : 0;
    rows.add({.country = where.first,
              .commodity_id = goods.id,
              .enters_t = sum.enters_t,
              .import_t = sum.import_t,
              .leaves_t = sum.leaves_t,
              .export_t = sum.export_t,
              .transit_t = transit_t,
              .transit_usd = transit_t * goods.value_usd_per_t});
  }
  return rows.finish();
}

}  // namespace

std::vector<result_table> sum_tables(const case_data& data, const run_answer& answer) {
  return {by_commodity_table(data, answer), by_mode_table(data, answer),
          by_country_table(data, answer), totals_table(data, answer), transit_table(data, answer)};
}

}  // namespace amur::result
