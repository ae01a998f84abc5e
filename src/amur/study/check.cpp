#include "amur/study/check.h"
#include "amur/study/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "amur/assign/cost.h"
#include "amur/model/network_model.h"
#include "amur/route/reachable.h"

namespace amur::study {
namespace {

constexpr std::size_t fewest_for_a_median = 5;
constexpr double slip_factor = 1000;

struct checker {
  const case_data& data;
  diagnostics& report;

  void warn(const std::string& table, std::size_t row, const std::string& field,
            const std::string& value, const std::string& message,
            const std::string& allowed = {}) const {
    report.warning(table + ".csv", row, field, value, message, allowed);
  }

  void islands() const;
  void zero_capacities() const;
  void unused_rows() const;
  void duplicate_demand() const;
  void missing_sources() const;
  void slips() const;

  template <class Rows, class Field>
  void slips_of(const Rows& rows, const char* table, const char* field, Field&& value) const;
  template <class Rows>
  void sources_of(const Rows& rows, const char* table) const;
};

void checker::islands() const {
  std::vector<std::size_t> parent(data.nodes.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto find = [&parent](std::size_t n) {
    while (parent[n] != n) n = parent[n] = parent[parent[n]];
    return n;
  };
  std::vector<bool> touched(data.nodes.size(), false);
  for (const auto& link : data.links) {
    parent[find(link.from.index())] = find(link.to.index());
    touched[link.from.index()] = touched[link.to.index()] = true;
  }
  std::map<std::size_t, std::vector<std::size_t>> parts;
  for (std::size_t n = 0; n < parent.size(); ++n) {
    const auto& node = data.nodes[node_id(n)];
    if (!touched[n])
      warn("nodes", node.row, "node_id", node.id, "no link touches this node");
    else
      parts[find(n)].push_back(n);
  }
  const auto largest = std::max_element(
      parts.begin(), parts.end(),
      [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    if (part == largest) continue;
    std::string names;
    for (std::size_t i = 0; i < part->second.size() && i < 5; ++i)
      names += (i ? ", " : "") + data.nodes[node_id(part->second[i])].id;
    warn("nodes", data.nodes[node_id(part->second.front())].row, "node_id", names,
         fmt::format("an island of {} nodes: no link joins it to the rest", part->second.size()));
  }
}

void checker::zero_capacities() const {
  const auto closed = "a capacity of zero closes this for good (a calendar closes it for a time)";
  for (const auto& row : data.links)
    if (row.capacity_pce_per_day == 0) warn("links", row.row, "capacity_pce_per_day", "0", closed);
  for (const auto& row : data.crossings) {
    if (row.capacity_vehicles_per_day == 0)
      warn("crossings", row.row, "capacity_vehicles_per_day", "0", closed);
    if (row.capacity_t_per_day == 0) warn("crossings", row.row, "capacity_t_per_day", "0", closed);
    if (row.open_h_per_day == 0) warn("crossings", row.row, "open_h_per_day", "0", closed);
  }
  for (const auto& row : data.transfers)
    if (row.capacity_t_per_day == 0) warn("transfers", row.row, "capacity_t_per_day", "0", closed);
}

void checker::unused_rows() const {
  std::set<vehicle_id> vehicles;
  for (const auto& goods : data.commodities)
    vehicles.insert(goods.vehicles.begin(), goods.vehicles.end());
  for (std::size_t i = 0; i < data.vehicles.size(); ++i)
    if (!vehicles.contains(vehicle_id(i))) {
      const auto& row = data.vehicles[vehicle_id(i)];
      warn("vehicles", row.row, "vehicle_id", row.id, "no commodity uses this vehicle");
    }
  std::set<commodity_id> commodities;
  for (const auto& row : data.demands) commodities.insert(row.commodity);
  for (std::size_t i = 0; i < data.commodities.size(); ++i)
    if (!commodities.contains(commodity_id(i))) {
      const auto& row = data.commodities[commodity_id(i)];
      warn("commodities", row.row, "commodity_id", row.id, "nobody demands this commodity");
    }
}

void checker::duplicate_demand() const {
  std::map<std::tuple<node_id, node_id, commodity_id>, std::size_t> first;
  for (const auto& row : data.demands) {
    const auto [at, fresh] = first.insert({{row.origin, row.destination, row.commodity}, row.row});
    if (!fresh)
      warn("demand", row.row, "commodity_id", data.commodities[row.commodity].id,
           fmt::format("the same flow stands in row {}; both count", at->second));
  }
}

template <class Rows>
void checker::sources_of(const Rows& rows, const char* table) const {
  std::size_t count = 0, first = 0;
  for (const auto& row : rows)
    if (!row.source.valid() && count++ == 0) first = row.row;
  if (count > 0)
    warn(table, first, "source", "",
         fmt::format("{} {} no source", count, count == 1 ? "row has" : "rows have"),
         "an entry of sources.toml");
}

void checker::missing_sources() const {
  sources_of(data.nodes, "nodes");
  sources_of(data.links, "links");
  sources_of(data.vehicles, "vehicles");
  sources_of(data.commodities, "commodities");
  sources_of(data.transfers, "transfers");
  sources_of(data.crossings, "crossings");
  sources_of(data.duties, "duties");
  sources_of(data.growths, "growth");
  sources_of(data.visas, "visas");
  sources_of(data.exchange_rates, "exchange_rates");
  sources_of(data.bans, "bans");
  sources_of(data.reentries, "reentries");
  sources_of(data.demands, "demand");
  sources_of(data.projects, "projects");
  sources_of(data.loans, "loans");
  sources_of(data.centres, "centres");
  sources_of(data.shoppers, "shoppers");
  std::vector<economy_figure> figures;
  for (const auto& state : data.economies)
    figures.insert(figures.end(), state.figures.begin(), state.figures.end());
  sources_of(figures, "economies");
  for (const auto& claim : data.claims)
    if (!claim.source.valid())
      report.warning("claims.toml", 0, claim.id + ".source", "", "the claim has no source",
                     "an entry of sources.toml");
}

template <class Rows, class Field>
void checker::slips_of(const Rows& rows, const char* table, const char* field,
                       Field&& value) const {
  std::vector<double> known;
  for (const auto& row : rows)
    if (const double v = value(row); v > 0 && std::isfinite(v)) known.push_back(v);
  if (known.size() < fewest_for_a_median) return;
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::nth_element(known.begin(), middle, known.end());
  const double median = *middle;
  for (const auto& row : rows) {
    const double v = value(row);
    if (!(v > 0) || !std::isfinite(v)) continue;
    if (v >= slip_factor * median || v * slip_factor <= median)
      warn(table, row.row, field, fmt::format("{}", v),
           fmt::format("{:.0f} x off the column's median {:.4g}: a slip of unit or currency?",
                       std::max(v / median, median / v), median));
  }
}

void checker::slips() const {
  slips_of(data.links, "links", "length_km", [](const link& row) { return row.length_km; });
  slips_of(data.links, "links", "free_time_h", [](const link& row) { return row.free_time_h; });
  slips_of(data.links, "links", "fee_usd_per_t", [](const link& row) { return row.fee_usd_per_t; });
  slips_of(data.links, "links", "fee_usd_per_vehicle",
           [](const link& row) { return row.fee_usd_per_vehicle; });
  slips_of(data.vehicles, "vehicles", "cost_usd_per_km",
           [](const vehicle& row) { return row.cost_usd_per_km / row.payload_t; });
  slips_of(data.vehicles, "vehicles", "cost_usd_per_h",
           [](const vehicle& row) { return row.cost_usd_per_h / row.payload_t; });
  slips_of(data.commodities, "commodities", "value_usd_per_t",
           [](const commodity& row) { return row.value_usd_per_t; });
  slips_of(data.commodities, "commodities", "dispersion_usd_per_t",
           [](const commodity& row) { return row.dispersion_usd_per_t; });
  slips_of(data.transfers, "transfers", "cost_usd_per_t",
           [](const transfer& row) { return row.cost_usd_per_t; });
  slips_of(data.transfers, "transfers", "time_h", [](const transfer& row) { return row.time_h; });
  slips_of(data.crossings, "crossings", "fee_usd_per_vehicle",
           [](const crossing& row) { return row.fee_usd_per_vehicle; });
  slips_of(data.crossings, "crossings", "wait_h", [](const crossing& row) { return row.wait_h; });
  // Quantities differ by nature between commodities: each is held against its own kind.
  for (std::size_t c = 0; c < data.commodities.size(); ++c) {
    std::vector<demand> rows;
    for (const auto& row : data.demands)
      if (row.commodity == commodity_id(c)) rows.push_back(row);
    slips_of(rows, "demand", "quantity", [](const demand& row) { return row.t_per_day; });
  }
}

}  // namespace

void check_tables(const case_data& data, diagnostics& report) {
  const checker check{data, report};
  check.islands();
  check.zero_capacities();
  check.unused_rows();
  check.duplicate_demand();
  check.missing_sources();
  check.slips();
}

void check_routes(const case_data& data, diagnostics& report) {
  const auto model = build_network_model(data, {});
  const auto free_time =
      assign::arc_times_h(model.problem, std::vector<double>(model.net.graph.arc_count(), 0.0));
  const std::vector<double> no_prices(model.problem.constraints.size(), 0.0);
  // Classes that may take the same arcs, one after the other, each origin once.
  std::map<std::vector<bool>, std::map<state_id, std::vector<std::size_t>>> flows_from;
  std::vector<std::vector<bool>> open;
  std::vector<double> cost;
  for (const auto& user : model.problem.classes) {
    assign::class_costs(model.problem, user, free_time, no_prices, cost);
    auto& arcs = open.emplace_back();
    for (const double each : cost) arcs.push_back(std::isfinite(each));
  }
  const auto demand_of = [&](const trade_flow& flow) -> const assign::od_demand& {
    return model.problem.classes[flow.user_class.index()].demand[flow.demand];
  };
  for (std::size_t f = 0; f < model.flows.size(); ++f)
    if (!model.flows[f].banned)
      flows_from[open[model.flows[f].user_class.index()]][demand_of(model.flows[f]).origin]
          .push_back(f);
  std::vector<bool> has_route(model.flows.size(), false);
  for (const auto& [arcs, origins] : flows_from) {
    for (std::size_t arc = 0; arc < arcs.size(); ++arc)
      cost[arc] = arcs[arc] ? 0 : route::unreachable;
    for (const auto& [origin, flows] : origins) {
      std::vector<std::uint8_t> from(model.net.graph.state_count(), 0);
      from[origin.index()] = 1;
      const auto reached =
          route::reachable(model.net.graph, std::move(from), cost, route::direction::from_root);
      for (const auto f : flows)
        has_route[f] = reached[demand_of(model.flows[f]).destination.index()] != 0;
    }
  }

  std::map<std::tuple<node_id, node_id, commodity_id>, std::size_t> row_of;
  for (const auto& row : data.demands)
    row_of.insert({{row.origin, row.destination, row.commodity}, row.row});

  for (std::size_t f = 0; f < model.flows.size(); ++f) {
    const auto& flow = model.flows[f];
    const char* why = flow.banned     ? "a ban forbids this trade on the case's day"
                      : !has_route[f] ? "this demand finds no route on the case's day"
                                      : nullptr;
    if (!why || flow.observed_t == 0) continue;
    const auto row = row_of.at({flow.origin, flow.destination, flow.commodity});
    report.warning(
        "demand.csv", row, "destination_node_id", data.nodes[flow.destination].id,
        fmt::format("{}: {} from {} ({:.0f} a day)", why, data.commodities[flow.commodity].id,
                    data.nodes[flow.origin].id, flow.observed_t));
  }
}

}  // namespace amur::study
