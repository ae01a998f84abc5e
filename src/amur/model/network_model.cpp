#include "amur/model/network_model.h"

#include <algorithm>
#include <cmath>

#include "amur/base/number.h"
#include "amur/case/country_codes.h"
#include "amur/model/any_or_listed.h"
#include "amur/model/bans.h"
#include "amur/model/choice_constants.h"
#include "amur/model/reentries.h"
#include "amur/model/trip_price.h"

namespace amur::model {
namespace {

struct model_builder {
  const case_data& data;
  const demand_anchors& anchors;
  network_model model;
  id_vector<link_id, crossing_id> crossing_of;
  std::map<std::string, std::uint32_t> countries;
  std::map<std::tuple<mode_id, std::string, std::string>, std::uint32_t> borders;

  void mark_open_links();
  void build_net();
  std::vector<network::mode_link> links();
  std::uint32_t country_number(node_id node);
  std::optional<std::uint32_t> unnamed_border(const link& row, crossing_id crossing);
  std::vector<network::mode_change> changes(const std::vector<node_id>& trading);
  std::vector<node_id> trading_nodes() const;
  void add_crossing_directions();
  void add_constraints();
  void gather_flows();
  void add_classes();
  class_id class_of(commodity_id commodity, const std::vector<std::uint32_t>& bans);
  void add_class(commodity_id commodity, const std::vector<std::uint32_t>& bans);
  void set_link_costs(const link& row, link_id id, std::size_t arc, const vehicle* carrier,
                      const std::vector<std::uint32_t>& bans, class_info& info, double& fixed);
  void set_change_costs(const transfer& row, std::size_t arc, const commodity& goods,
                        class_info& info, double& fixed);
  bool served_by_own_row(const transfer& row, node_id node, const commodity& goods) const;
};

bool takes(const transfer& row, const commodity& goods) {
  return row.handling.empty() ||
         std::find(row.handling.begin(), row.handling.end(), goods.handling) != row.handling.end();
}

void model_builder::mark_open_links() {
  crossing_of.assign(data.links.size(), crossing_id{});
  for (std::size_t c = 0; c < data.crossings.size(); ++c)
    for (const auto link : data.crossings[crossing_id(c)].links) crossing_of[link] = crossing_id(c);
  for (std::size_t i = 0; i < data.links.size(); ++i) {
    const auto& row = data.links[link_id(i)];
    bool open = is_open(data, row.calendar, data.settings.day) && row.capacity_pce_per_day > 0;
    if (const auto id = crossing_of[link_id(i)]; id.valid()) {
      const auto& crossing = data.crossings[id];
      open = open && is_open(data, crossing.calendar, data.settings.day) &&
             crossing.capacity_vehicles_per_day > 0 && crossing.capacity_t_per_day > 0 &&
             crossing.open_h_per_day > 0;
    }
    model.link_open.push_back(open);
  }
}

std::vector<network::mode_link> model_builder::links() {
  std::vector<network::mode_link> result;
  for (std::size_t i = 0; i < data.links.size(); ++i) {
    const auto& row = data.links[link_id(i)];
    const auto crossing = crossing_of[link_id(i)];
    network::delay_function delay{row.delay, row.free_time_h, row.capacity_pce_per_day, row.alpha,
                                  row.beta};
    std::optional<network::delay_function> backward;
    if (crossing.valid()) {
      const auto& border = data.crossings[crossing];
      delay.wait_h = border.wait_h;
      // Of several links of a crossing the first carries what was simulated.
      if (border.links.front() == link_id(i)) {
        const auto with_way = [&](network::delay_function found) {
          found.wait_h += row.free_time_h;
          return found;
        };
        const auto fixed = delay;
        const auto& delays = model.terms.delays;
        const auto simulated = delays.empty() ? simulated_delay{} : delays[crossing];
        if (simulated[0]) delay = with_way(*simulated[0]);
        backward = simulated[1] ? with_way(*simulated[1]) : fixed;
      }
    }
    result.push_back({row.from, row.to, row.mode, row.both_ways, row.length_km, delay, crossing,
                      backward, unnamed_border(row, crossing)});
  }
  return result;
}

std::vector<node_id> model_builder::trading_nodes() const {
  std::vector<node_id> nodes;
  for (const auto& row : data.demands) {
    nodes.push_back(row.origin);
    nodes.push_back(row.destination);
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

std::vector<network::mode_change> model_builder::changes(const std::vector<node_id>& trading) {
  std::vector<network::mode_change> result;
  for (std::size_t i = 0; i < data.transfers.size(); ++i) {
    const auto& row = data.transfers[transfer_id(i)];
    if (!is_open(data, row.calendar, data.settings.day) || row.capacity_t_per_day <= 0) continue;
    const auto add = [&](node_id node) {
      result.push_back({node, row.from, row.to, row.time_h});
      model.change_transfer.push_back(transfer_id(i));
    };
    if (row.node.valid())
      add(row.node);
    else
      for (const auto node : trading) add(node);
  }
  return result;
}

void model_builder::build_net() {
  const auto trading = trading_nodes();
  const auto all_changes = changes(trading);
  model.net = network::build_supernetwork(data.nodes.size(), data.modes.size(),
                                          data.crossings.size(), links(), all_changes, trading);
  model.problem.graph = model.net.graph;
  model.problem.arc_label = model.net.label;
  model.problem.arc_group = model.net.group;
  model.problem.arc_crossing = model.net.crossing;
  model.problem.delay = model.net.delay;
  model.problem.rules = {data.settings.considered_dispersions, data.settings.max_changes};
  for (const auto node : model.net.state_node)
    model.problem.state_country.push_back(country_number(node));
}

std::uint32_t model_builder::country_number(node_id node) {
  const auto& country = data.nodes[node].country;
  if (country == cases::high_seas) return assign::none;
  return countries.try_emplace(country, static_cast<std::uint32_t>(countries.size())).first->second;
}

// A number for the mode's way between the two countries, where a link leads over a border that no
// crossing names.
std::optional<std::uint32_t> model_builder::unnamed_border(const link& row, crossing_id crossing) {
  const auto& from = data.nodes[row.from].country;
  const auto& to = data.nodes[row.to].country;
  if (crossing.valid() || from == to || from == cases::high_seas || to == cases::high_seas)
    return std::nullopt;
  const auto& [first, second] = std::minmax(from, to);
  return borders.try_emplace({row.mode, first, second}, static_cast<std::uint32_t>(borders.size()))
      .first->second;
}

// The first link gives the forward direction; the others follow it by the country they start from.
void model_builder::add_crossing_directions() {
  for (std::size_t c = 0; c < data.crossings.size(); ++c) {
    const auto& crossing = data.crossings[crossing_id(c)];
    if (crossing.links.empty()) continue;
    const auto& first = data.links[crossing.links.front()];
    const auto country = [this](node_id node) -> const std::string& {
      return data.nodes[node].country;
    };
    crossing_direction forward{crossing_id(c), false, {}, first.from, first.to, false};
    crossing_direction backward{crossing_id(c), true, {}, first.to, first.from, false};
    for (std::size_t arc = 0; arc < model.net.kind.size(); ++arc) {
      if (model.net.kind[arc] == network::arc_kind::change) continue;
      const link_id id(model.net.row[arc]);
      if (crossing_of[id] != crossing_id(c)) continue;
      const auto& row = data.links[id];
      const bool turned =
          country(row.from) == country(first.to) && country(row.from) != country(first.from);
      const bool goes_back = (model.net.kind[arc] == network::arc_kind::link_backward) != turned;
      auto& direction = goes_back ? backward : forward;
      direction.arcs.emplace_back(arc);
      direction.open = direction.open || model.link_open[id];
    }
    for (auto& direction : {forward, backward})
      if (!direction.arcs.empty()) model.crossing_directions.push_back(direction);
  }
}

void model_builder::add_constraints() {
  auto& constraints = model.problem.constraints;
  const auto add = [&](const std::string& name, std::vector<arc_id> arcs, assign::measure measure,
                       double limit) {
    if (std::isfinite(limit) && limit > 0)
      constraints.push_back({name, std::move(arcs), measure, limit});
  };
  for (std::size_t i = 0; i < model.crossing_directions.size(); ++i) {
    const auto& direction = model.crossing_directions[i];
    const auto& crossing = data.crossings[direction.crossing];
    auto arcs = direction.arcs;
    if (crossing.shared && direction.backward) continue;
    if (crossing.shared && i + 1 < model.crossing_directions.size() &&
        model.crossing_directions[i + 1].crossing == direction.crossing) {
      const auto& back = model.crossing_directions[i + 1].arcs;
      arcs.insert(arcs.end(), back.begin(), back.end());
    }
    add(crossing.id, arcs, assign::measure::vehicles, crossing.capacity_vehicles_per_day);
    add(crossing.id, arcs, assign::measure::tonnes, crossing.capacity_t_per_day);
  }
  for (std::size_t arc = 0; arc < model.net.kind.size(); ++arc) {
    if (model.net.kind[arc] != network::arc_kind::change) continue;
    const auto& row = data.transfers[model.change_transfer[model.net.row[arc]]];
    add(row.id, {arc_id(arc)}, assign::measure::tonnes, row.capacity_t_per_day);
  }
}

void model_builder::gather_flows() {
  std::map<std::tuple<node_id, node_id, commodity_id>, double> sums;
  for (const auto& row : data.demands)
    sums[{row.origin, row.destination, row.commodity}] += row.t_per_day;
  for (const auto& [key, t] : sums) {
    trade_flow flow;
    std::tie(flow.origin, flow.destination, flow.commodity) = key;
    flow.observed_t = t;
    const auto& from = data.nodes[flow.origin].country;
    const auto& to = data.nodes[flow.destination].country;
    flow.price_at_source_usd_per_t = price_at_source_usd(data, from, to, flow.commodity);
    flow.duty_usd_per_t = duty_usd_per_t(data, from, to, flow.commodity);
    flow.visa_usd_per_t = visa_usd_per_trip(data, from, to, flow.commodity);
    model.flows.push_back(flow);
  }
}

bool model_builder::served_by_own_row(const transfer& row, node_id node,
                                      const commodity& goods) const {
  if (row.node.valid()) return false;
  return std::any_of(data.transfers.begin(), data.transfers.end(), [&](const transfer& other) {
    return other.node == node && other.from == row.from && other.to == row.to &&
           takes(other, goods);
  });
}

void model_builder::set_link_costs(const link& row, link_id id, std::size_t arc,
                                   const vehicle* carrier, const std::vector<std::uint32_t>& bans,
                                   class_info& info, double& fixed) {
  fixed = infinite;
  if (!carrier || !model.link_open[id]) return;
  for (const auto ban : bans)
    if (closes(data, data.bans[ban], id, crossing_of[id])) return;
  double fee_per_vehicle = row.fee_usd_per_vehicle, fee_per_t = row.fee_usd_per_t;
  if (crossing_of[id].valid()) {
    fee_per_vehicle += data.crossings[crossing_of[id]].fee_usd_per_vehicle;
    fee_per_t += data.crossings[crossing_of[id]].fee_usd_per_t;
  }
  info.distance_usd_per_t[arc] =
      row.length_km * carrier->cost_usd_per_km / carrier->payload_t +
      carbon_usd(data, row.length_km * info.emission[model.net.group[arc]].kg_per_km());
  info.fee_usd_per_t[arc] = fee_per_vehicle / carrier->payload_t + fee_per_t;
  fixed = info.distance_usd_per_t[arc] + info.fee_usd_per_t[arc];
}

void model_builder::set_change_costs(const transfer& row, std::size_t arc, const commodity& goods,
                                     class_info& info, double& fixed) {
  const auto node = model.net.state_node[model.net.graph.tail[arc]];
  fixed = infinite;
  if (!takes(row, goods) || served_by_own_row(row, node, goods)) return;
  info.handling_usd_per_t[arc] = row.cost_usd_per_t + carbon_usd(data, row.co2e_kg_per_t);
  fixed = info.handling_usd_per_t[arc];
}

void model_builder::add_class(commodity_id commodity_index,
                              const std::vector<std::uint32_t>& bans) {
  const auto& goods = data.commodities[commodity_index];
  const auto& net = model.net;
  const std::size_t arcs = net.graph.arc_count(), groups = net.mode_count + 1;
  class_info info{
      commodity_index,
      bans,
      {},
      {},
      {},
      std::vector<double>(groups, 0.0),
      goods.value_of_time_usd_per_t_h + goods.value_usd_per_t * goods.value_lost_per_day / 24};
  info.distance_usd_per_t.assign(arcs, 0.0);
  info.fee_usd_per_t.assign(arcs, 0.0);
  info.handling_usd_per_t.assign(arcs, 0.0);
  info.emission.resize(groups);

  assign::user_class user;
  user.name = goods.id;
  user.time_cost_usd_per_t_h.assign(groups, info.cargo_usd_per_t_h);
  user.pce_per_t.assign(groups, 0.0);
  user.vehicles_per_t.assign(groups, 0.0);
  user.freight_t_per_t = goods.unit == unit::tonne ? 1 : 0;
  user.dispersion_usd_per_t = goods.dispersion_usd_per_t;
  user.route_dispersion_usd_per_t =
      goods.dispersion_usd_per_t * data.settings.route_dispersion_share;
  user.refusal_usd_per_t = data.settings.refusal_usd_per_t;
  user.fixed_cost_usd_per_t.assign(arcs, infinite);

  std::vector<const vehicle*> carrier(net.mode_count, nullptr);
  for (const auto id : goods.vehicles) {
    const auto& row = data.vehicles[id];
    const auto group = row.mode.index();
    carrier[group] = &row;
    info.emission[group] = emission_factor_of(data, row, goods.unit);
    info.vehicle_usd_per_t_h[group] =
        row.cost_usd_per_h / row.payload_t + carbon_usd(data, info.emission[group].kg_per_h);
    user.time_cost_usd_per_t_h[group] += info.vehicle_usd_per_t_h[group];
    user.pce_per_t[group] = row.pce / row.payload_t;
    user.vehicles_per_t[group] = 1 / row.payload_t;
  }
  for (std::size_t arc = 0; arc < arcs; ++arc) {
    if (net.kind[arc] == network::arc_kind::change) {
      set_change_costs(data.transfers[model.change_transfer[net.row[arc]]], arc, goods, info,
                       user.fixed_cost_usd_per_t[arc]);
    } else {
      const link_id id(net.row[arc]);
      set_link_costs(data.links[id], id, arc, carrier[net.group[arc]], bans, info,
                     user.fixed_cost_usd_per_t[arc]);
    }
  }
  user.choice_constant_usd_per_t = choice_constants(data, net, crossing_of, carrier);
  model.classes.push_back(std::move(info));
  model.problem.classes.push_back(std::move(user));
}

class_id model_builder::class_of(commodity_id commodity, const std::vector<std::uint32_t>& bans) {
  for (std::size_t k = 0; k < model.classes.size(); ++k)
    if (model.classes[k].commodity == commodity && model.classes[k].bans == bans)
      return class_id(k);
  add_class(commodity, bans);
  return class_id(model.classes.size() - 1);
}

void model_builder::add_classes() {
  for (auto& flow : model.flows) {
    const auto& from = data.nodes[flow.origin];
    const auto& to = data.nodes[flow.destination];
    const auto bans = matching_bans(data, from.country, to.country, flow.commodity);
    flow.banned = std::any_of(bans.begin(), bans.end(),
                              [this](std::uint32_t b) { return bans_trade_itself(data.bans[b]); });
    if (flow.banned) continue;
    flow.user_class = class_of(flow.commodity, bans);
    assign::od_demand demand{model.net.origin_gate[flow.origin.index()],
                             model.net.destination_gate[flow.destination.index()], flow.observed_t};
    demand.may_reenter = may_reenter(data, from.country, to.country, flow.commodity);
    demand.price_base_usd_per_t = flow.price_base_usd_per_t();
    if (const auto at = anchors.find(key_of(data, flow)); at != anchors.end()) {
      demand.t_per_day *= at->second.t_factor;
      demand.elasticity = at->second.elasticity;
      demand.reference_price_usd_per_t = at->second.price_usd_per_t;
    }
    auto& demands = model.problem.classes[flow.user_class.index()].demand;
    flow.demand = static_cast<std::uint32_t>(demands.size());
    demands.push_back(demand);
  }
}

}  // namespace

bool is_open(const case_data& data, calendar_id calendar, date day) {
  if (!calendar.valid()) return true;
  const auto& windows = data.calendars[calendar].open;
  return std::any_of(windows.begin(), windows.end(),
                     [day](const date_window& window) { return window.contains(day); });
}

double duty_usd_per_t(const case_data& data, const std::string& origin_country,
                      const std::string& destination_country, commodity_id commodity,
                      duty_side side) {
  double sum = 0;
  for (const auto& row : data.duties)
    if (row.in_force.contains(data.settings.day) &&
        (side == duty_side::both || row.on_exports == (side == duty_side::exporter)) &&
        any_or_listed(row.origin_countries, origin_country) &&
        any_or_listed(row.destination_countries, destination_country) &&
        any_or_listed(row.commodities, commodity))
      sum += row.ad_valorem * data.commodities[commodity].value_usd_per_t + row.usd_per_t;
  return sum;
}

flow_key key_of(const case_data& data, const trade_flow& flow) {
  return {data.nodes[flow.origin].id, data.nodes[flow.destination].id,
          data.commodities[flow.commodity].id};
}

network_model build_network_model(const case_data& data, const demand_anchors& anchors,
                                  const solving_terms& terms) {
  model_builder build{data, anchors, {}, {}, {}, {}};
  build.model.terms = terms;
  if (!(terms.tolerance > 0)) build.model.terms.tolerance = data.settings.tolerance;
  build.mark_open_links();
  build.build_net();
  build.add_crossing_directions();
  build.add_constraints();
  build.gather_flows();
  build.add_classes();
  return std::move(build.model);
}

}  // namespace amur::model
