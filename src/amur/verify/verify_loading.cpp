// What needs the network: times of the written volumes, hard capacities, gaps, a fresh loading.

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"
#include "amur/result/tables.h"
#include "amur/route/shortest_path.h"
#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

// A figure computed from a fresh loading may differ by this: at steep roads much more than the
// flows do, far less than anything that matters. Small ones are seen beside a share of their
// column's largest: the smaller, the closer the loading is.
constexpr double fresh = 1e-3, steepest = 1e6, least_share = 1e-4, most_share = 1e-2;

// [arc] volumes and times, [constraint] prices as written.
assign::solution written_point(const case_data& data, const network_model& model,
                               const result::result_tables& tables) {
  assign::solution point;
  const auto arcs = model.net.graph.arc_count();
  point.volume_pce.assign(arcs, 0);
  point.arc_time_h = assign::arc_times_h(model.problem, point.volume_pce);
  const table_columns links(tables.table("links")), limits(tables.table("capacities"));
  const arcs_by_link arc_of(data, model);
  const auto link = links.texts("link_id"), way = links.texts("direction");
  const auto volume = links.numbers("pce"), time = links.numbers("time_h");
  for (std::size_t i = 0; i < links.rows(); ++i) {
    const auto arc = arc_of.at(link[i], way[i]);
    point.volume_pce[arc] = volume[i];
    point.arc_time_h[arc] = time[i];
  }
  const auto prices = limits.numbers("price_usd");
  point.constraint_price_usd.assign(prices.begin(), prices.end());
  if (prices.size() != model.problem.constraints.size())
    throw std::out_of_range("table 'capacities' has not the rows of this case");
  return point;
}

table_closeness closeness_of(const std::string& table, double residual) {
  return {fresh, std::clamp(steepest * residual, least_share, most_share), weight_of(table)};
}

// Which centres were open before the run, as its table says.
std::vector<std::uint8_t> written_open(const result::result_tables& tables) {
  std::vector<std::uint8_t> open;
  if (tables.has("places"))
    for (const auto each : table_columns(tables.table("places")).integers("was_open"))
      open.push_back(each != 0);
  return open;
}

}  // namespace

std::string weight_of(const std::string& table) {
  static const std::map<std::string, std::string> weights = {{"link_flows", "quantity"},
                                                             {"transfer_flows", "quantity"},
                                                             {"od_modes", "quantity_km"},
                                                             {"crossing_flows", "quantity"},
                                                             {"paths", "quantity"}};
  const auto at = weights.find(table);
  return at == weights.end() ? "" : at->second;
}

void check_times(const case_data& data, const network_model& model,
                 const result::result_tables& tables, verification& found) {
  // All-or-nothing chooses on empty roads, and its times are theirs.
  const bool empty_roads = data.settings.equilibrium == equilibrium::all_or_nothing;
  const table_columns links(tables.table("links"));
  const auto volume = links.numbers("pce"), time = links.numbers("time_h");
  largest_miss miss(
      empty_roads ? "times are those of empty roads" : "times are those of the written volumes",
      "of the larger figure", rounding);
  std::size_t row = 0;
  for (std::size_t arc = 0; arc < model.net.kind.size() && row < links.rows(); ++arc) {
    if (model.net.kind[arc] == network::arc_kind::change) continue;
    const double at = empty_roads ? 0 : volume[row];
    miss.note(relative_difference(time[row], model.problem.delay[arc].time_h(at)),
              [&] { return links.place(row, "time_h"); });
    ++row;
  }
  found.push_back(miss.finish());
}

void check_capacities(const network_model& model, const result::result_tables& tables,
                      verification& found) {
  const auto& limits = model.problem.constraints;
  if (limits.empty()) return;
  const table_columns rows(tables.table("capacities"));
  const auto capacity = rows.numbers("capacity"), flow = rows.numbers("flow"),
             price = rows.numbers("price_usd");
  largest_miss same("capacities are the case's", "of the larger figure", rounding),
      excess("capacities are kept", "of the capacity", model.terms.tolerance),
      room("capacities with a price are full", "of the capacity", model.terms.tolerance);
  for (std::size_t c = 0; c < rows.rows(); ++c) {
    const auto place = [&] { return rows.place(c); };
    same.note(c < limits.size() ? relative_difference(capacity[c], limits[c].limit) : 1, place);
    excess.note(flow[c] / capacity[c] - 1, place);
    if (price[c] > 0) room.note(1 - flow[c] / capacity[c], place);
  }
  for (auto* each : {&same, &excess, &room}) found.push_back(each->finish());
}

namespace {

// USD a day that all of a commodity's freight pays at written times and prices, and would pay on
// the cheapest ways; in hours of one pce where classes differ.
struct paid {
  double now = 0, least = 0;
};

// Freight of each class on its links, by the table link_flows.
double paid_on_links(const table_columns& flows, const arcs_by_link& arc_of,
                     std::span<const std::vector<double>> cost, std::span<const double> scale) {
  const auto link = flows.texts("link_id"), way = flows.texts("direction");
  const auto user = flows.integers("class_id");
  const auto quantity = flows.numbers("quantity");
  double sum = 0;
  for (std::size_t i = 0; i < flows.rows(); ++i) {
    const auto k = static_cast<std::size_t>(user[i]);
    if (k >= cost.size()) throw std::out_of_range("a class of table 'link_flows' is unknown");
    sum += scale[k] * quantity[i] * cost[k].at(arc_of.at(link[i], way[i]));
  }
  return sum;
}

// Changes of mode are written by commodity; all its classes pay the same there.
double paid_at_changes(const case_data& data, const network_model& model,
                       const table_columns& changes, std::span<const std::vector<double>> cost,
                       std::span<const double> scale) {
  std::map<std::string, std::size_t> class_of, arc_of;
  for (std::size_t k = 0; k < model.classes.size(); ++k)
    class_of.emplace(data.commodities[model.classes[k].commodity].id, k);
  for (std::size_t arc = 0; arc < model.net.kind.size(); ++arc) {
    if (model.net.kind[arc] != network::arc_kind::change) continue;
    const auto node = model.net.state_node[model.net.graph.tail[arc]];
    arc_of[data.transfers[model.change_transfer[model.net.row[arc]]].id + ' ' +
           data.nodes[node].id] = arc;
  }
  double sum = 0;
  for (std::size_t i = 0; i < changes.rows(); ++i) {
    const auto k = class_of.at(changes.texts("commodity_id")[i]);
    const auto arc = arc_of.at(changes.texts("transfer_id")[i] + ' ' + changes.texts("node_id")[i]);
    sum += scale[k] * changes.numbers("quantity")[i] * cost[k][arc];
  }
  return sum;
}

}  // namespace

void check_gap(const case_data& data, const network_model& model,
               const result::result_tables& tables, verification& found) {
  const auto point = written_point(data, model, tables);
  const auto scale = assign::hours_per_usd(model.problem);
  std::vector<std::vector<double>> cost(model.classes.size());
  for (std::size_t k = 0; k < cost.size(); ++k)
    assign::class_costs(model.problem, model.problem.classes[k], point.arc_time_h,
                        point.constraint_price_usd, cost[k]);
  const arcs_by_link arc_of(data, model);
  paid all;
  all.now =
      paid_on_links(table_columns(tables.table("link_flows")), arc_of, cost, scale) +
      paid_at_changes(data, model, table_columns(tables.table("transfer_flows")), cost, scale);
  const table_columns od(tables.table("od"));
  const auto delivered = od.numbers("delivered"), expected = od.numbers("expected_cost");
  largest_miss cheapest("expected costs are the least at written times", "of the larger figure",
                        std::max(10 * model.terms.tolerance, rounding));
  route::tree_search search(model.problem.graph, model.problem.no_through);
  std::map<std::pair<std::size_t, state_id>, std::vector<double>> trees;
  for (std::size_t i = 0; i < od.rows() && i < model.flows.size(); ++i) {
    const auto& flow = model.flows[i];
    if (flow.banned) continue;
    const auto k = flow.user_class.index();
    const auto& demand = model.problem.classes[k].demand[flow.demand];
    auto& tree = trees[{k, demand.origin}];
    if (tree.empty())
      tree = search.run(demand.origin.value, cost[k], route::direction::from_root).cost;
    const double least = tree[demand.destination.index()];
    if (delivered[i] > 0) all.least += scale[k] * delivered[i] * least;
    if (std::isfinite(least) || !std::isnan(expected[i]))
      cheapest.note(relative_difference(expected[i], least),
                    [&] { return od.place(i, "expected_cost"); });
  }
  largest_miss gap("what is paid is the least that could be", "relative gap",
                   std::max(model.terms.tolerance, rounding));
  gap.note(all.now > 0 ? std::abs(all.now - all.least) / all.now : std::abs(all.least),
           [] { return std::string("links and transfer_flows together"); });
  found.push_back(gap.finish());
  found.push_back(cheapest.finish());
}

void check_loading(const case_data& data, const network_model& model,
                   const result::result_tables& tables, const run_options& options,
                   verification& found) {
  const auto point = written_point(data, model, tables);
  run_options once = options;
  once.start = &point;
  once.one_loading = true;
  once.progress = {};
  once.open_centres = written_open(tables);
  const auto answer = answer_model(data, model, once);
  const bool is_equilibrium = data.settings.equilibrium != equilibrium::all_or_nothing;
  if (is_equilibrium) {
    largest_miss residual("a fresh loading gives the written volumes", "of what is loaded",
                          model.terms.tolerance);
    residual.note(answer.solution.residual, [&] {
      const auto worst = answer.solution.worst_arc;
      const auto arc = worst.index();
      if (!worst.valid() || model.net.kind[arc] == network::arc_kind::change)
        return std::string("links");
      return "links (" + data.links[link_id(model.net.row[arc])].id + "), pce";
    });
    found.push_back(residual.finish());
  }
  for (const auto& table : result::make_tables(data, answer, once).tables)
    if (table.name != "run")
      found.push_back(
          compare_tables(table, tables.table(table.name),
                         closeness_of(table.name, is_equilibrium ? answer.solution.residual : 0)));
}

}  // namespace amur::verify
