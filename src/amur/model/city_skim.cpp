#include "amur/model/city_skim.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "amur/assign/cost.h"
#include "amur/base/number.h"
#include "amur/base/parallel.h"
#include "amur/model/bans.h"
#include "amur/model/network_model.h"

namespace amur::model {
namespace {

using ban_set = std::vector<std::uint32_t>;
constexpr int trade_banned = -1;

// Which bans each pair of countries meets: `kinds` are the different sets, `kind` says which one is
// that of [origin country][destination country].
struct bans_of_pairs {
  std::vector<std::size_t> origin_country, destination_country;  // [origin], [destination]
  std::vector<std::string> origin_countries, destination_countries;
  std::vector<ban_set> kinds;
  std::vector<std::vector<int>> kind;

  [[nodiscard]] int of(std::size_t origin, std::size_t destination) const {
    return kind[origin_country[origin]][destination_country[destination]];
  }
};

void index_countries(const case_data& data, const std::vector<node_id>& nodes,
                     std::vector<std::string>& countries, std::vector<std::size_t>& country_of) {
  std::map<std::string, std::size_t> index;
  for (const auto node : nodes) {
    const auto [at, fresh] = index.emplace(data.nodes[node].country, countries.size());
    if (fresh) countries.push_back(data.nodes[node].country);
    country_of.push_back(at->second);
  }
}

bans_of_pairs find_bans(const case_data& data, const city_skim_options& options) {
  bans_of_pairs found;
  index_countries(data, options.origins, found.origin_countries, found.origin_country);
  index_countries(data, options.destinations, found.destination_countries,
                  found.destination_country);
  for (const auto& from : found.origin_countries) {
    auto& row = found.kind.emplace_back();
    for (const auto& to : found.destination_countries) {
      const auto bans = matching_bans(data, from, to, options.commodity);
      if (std::any_of(bans.begin(), bans.end(),
                      [&data](std::uint32_t b) { return bans_trade_itself(data.bans[b]); })) {
        row.push_back(trade_banned);
        continue;
      }
      const auto at = std::find(found.kinds.begin(), found.kinds.end(), bans);
      row.push_back(static_cast<int>(at - found.kinds.begin()));
      if (at == found.kinds.end()) found.kinds.push_back(bans);
    }
  }
  return found;
}

// The case with one flow for each kind of bans, and one from each place to itself so that all of
// them get gates.
case_data with_flows_to_skim(const case_data& data, const city_skim_options& options,
                             const bans_of_pairs& bans) {
  auto asked = data;
  asked.demands.clear();
  const auto add = [&](node_id from, node_id to) {
    demand row;
    row.origin = from;
    row.destination = to;
    row.commodity = options.commodity;
    row.t_per_day = 1;
    asked.demands.push_back(row);
  };
  for (const auto node : options.origins) add(node, node);
  for (const auto node : options.destinations) add(node, node);
  std::vector<bool> covered(bans.kinds.size(), false);
  for (std::size_t i = 0; i < options.origins.size(); ++i)
    for (std::size_t j = 0; j < options.destinations.size(); ++j) {
      const int kind = bans.of(i, j);
      if (kind == trade_banned || covered[static_cast<std::size_t>(kind)]) continue;
      covered[static_cast<std::size_t>(kind)] = true;
      add(options.origins[i], options.destinations[j]);
    }
  return asked;
}

// Costs of one class by arc: what the search minds, and what is summed along its paths.
struct arc_figures {
  std::vector<double> minded, cost, freight, time_h;
};

arc_figures figures_of(const network_model& model, std::size_t user_class,
                       const std::vector<double>& time_h, const city_skim_options& options) {
  const auto& net = model.net;
  arc_figures arcs;
  const std::vector<double> no_prices(model.problem.constraints.size(), 0.0);
  assign::class_costs(model.problem, model.problem.classes[user_class], time_h, no_prices,
                      arcs.cost);
  arcs.time_h = time_h;
  arcs.freight.assign(time_h.size(), 0.0);
  arcs.minded.assign(time_h.size(), infinite);
  std::vector<bool> closed(net.mode_count + 1, false);
  for (const auto mode : options.without_modes) closed[mode.index()] = true;
  const double cargo = model.classes[user_class].cargo_usd_per_t_h;
  for (std::size_t arc = 0; arc < time_h.size(); ++arc) {
    if (!(arcs.cost[arc] < infinite) || closed[net.group[arc]]) continue;
    arcs.freight[arc] = arcs.cost[arc] - cargo * time_h[arc];
    arcs.minded[arc] = options.by == skim_by::time ? time_h[arc] : arcs.cost[arc];
  }
  return arcs;
}

std::vector<state_id> gates_of(const std::vector<node_id>& nodes,
                               const std::vector<state_id>& gate_of_node) {
  std::vector<state_id> gates;
  for (const auto node : nodes) gates.push_back(gate_of_node[node.index()]);
  return gates;
}

struct filler {
  const city_skim_options& options;
  const bans_of_pairs& bans;
  const network_model& model;
  city_skim& result;
  thread_pool pool;

  void fill(std::size_t user_class, const std::vector<double>& time_h) {
    const auto arcs = figures_of(model, user_class, time_h, options);
    const auto& its_bans = model.classes[user_class].bans;
    const int kind = static_cast<int>(std::find(bans.kinds.begin(), bans.kinds.end(), its_bans) -
                                      bans.kinds.begin());
    std::vector<std::size_t> rows;
    std::vector<node_id> origins;
    for (std::size_t row = 0; row < result.origins.size(); ++row)
      for (std::size_t column = 0; column < result.destinations.size(); ++column)
        if (bans.of(row, column) == kind) {
          rows.push_back(row);
          origins.push_back(result.origins[row]);
          break;
        }
    if (rows.empty()) return;
    const std::vector<std::span<const double>> attributes{arcs.cost, arcs.freight, arcs.time_h,
                                                          model.net.length_km};
    const auto from = gates_of(origins, model.net.origin_gate);
    const auto to = gates_of(result.destinations, model.net.destination_gate);
    const auto skim = route::skim(model.net.graph, arcs.minded, from, to,
                                  {{}, attributes, options.method, nullptr}, pool);
    const std::array<std::vector<double>*, 4> matrices{
        &result.cost_usd_per_t, &result.freight_usd_per_t, &result.time_h, &result.length_km};
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t column = 0; column < result.destinations.size(); ++column) {
        if (bans.of(rows[i], column) != kind) continue;
        for (std::size_t m = 0; m < matrices.size(); ++m)
          (*matrices[m])[result.at(rows[i], column)] = skim.attributes[m][skim.at(i, column)];
      }
  }
};

}  // namespace

city_skim skim_cities(const case_data& data, const city_skim_options& options) {
  city_skim result{options.origins, options.destinations, {}, {}, {}, {}};
  const auto bans = find_bans(data, options);
  const auto model = build_network_model(with_flows_to_skim(data, options, bans), {});
  const auto time_h =
      assign::arc_times_h(model.problem, std::vector<double>(model.net.graph.arc_count(), 0.0));
  for (auto* matrix :
       {&result.cost_usd_per_t, &result.freight_usd_per_t, &result.time_h, &result.length_km})
    matrix->assign(options.origins.size() * options.destinations.size(), infinite);
  filler fill{options, bans, model, result, thread_pool(options.threads)};
  for (std::size_t k = 0; k < model.classes.size(); ++k) fill.fill(k, time_h);
  for (std::size_t row = 0; row < result.origins.size(); ++row)
    for (std::size_t column = 0; column < result.destinations.size(); ++column)
      if (result.origins[row] == result.destinations[column])
        for (auto* matrix :
             {&result.cost_usd_per_t, &result.freight_usd_per_t, &result.time_h, &result.length_km})
          (*matrix)[result.at(row, column)] = 0;
  return result;
}

}  // namespace amur::model
