// Select link analysis: who uses a link, a crossing, a place or a country.

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "amur/case/case_names.h"
#include "amur/case/case_reader.h"
#include "amur/model/selected_users.h"
#include "amur/result/noted_value.h"
#include "amur/result/schema/flows.h"
#include "amur/result/table_rows.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/study/find_row.h"
#include "amur/verify/verify_run.h"

namespace amur::study {
namespace {

constexpr const char* selectable[] = {"link", "crossing", "place", "country"};
// Of a flow, less passes only by rounding.
constexpr double least_share = 1e-12;

std::optional<model::selection> find_selection(const study_request& request,
                                               const cases::case_data& data, diagnostics& report) {
  std::vector<std::string> given;
  for (const auto* field : selectable)
    if (!request.text(field).empty()) given.emplace_back(field);
  if (given.size() != 1) {
    report.error("", 0, given.empty() ? "link" : given[1], "",
                 given.empty() ? "nothing is selected"
                               : fmt::format("{} is selected already", given.front()),
                 "one of link, crossing, place, country");
    return std::nullopt;
  }
  model::selection wanted;
  const auto& field = given.front();
  const auto id = request.text(field);
  if (field == "link") wanted.link = find_row(data.links, id, "link", "link", report);
  if (field == "crossing")
    wanted.crossing = find_row(data.crossings, id, "crossing", "crossing", report);
  if (field == "place") wanted.place = find_row(data.nodes, id, "place", "node", report);
  if (field == "country") {
    wanted.country = id;
    if (std::ranges::none_of(data.nodes, [&](const auto& node) { return node.country == id; }))
      report.error("", 0, "country", text::shortened(id), "no node of the case is in it",
                   "a country as in nodes.csv");
  }
  const auto direction = request.text("direction");
  if (!direction.empty() && field != "link" && field != "crossing")
    report.error("", 0, "direction", direction, fmt::format("a {} has no direction", field),
                 "with link or crossing alone");
  wanted.direction = direction == "forward"    ? model::selected_direction::forward
                     : direction == "backward" ? model::selected_direction::backward
                                               : model::selected_direction::both;
  if (report.has_errors()) return std::nullopt;
  return wanted;
}

result::result_table users_table(const cases::case_data& data, const model::run_answer& answer,
                                 const model::selected_use& use) {
  std::vector<std::size_t> order(use.flow_passes.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t flow) { return use.flow_passes[flow]; });
  result::table_rows<result::selected_users_row> rows;
  for (const auto i : order) {
    const auto& flow = answer.model.flows[i];
    if (flow.banned) continue;
    const double delivered = answer.solution.od[flow.user_class.index()][flow.demand].delivered_t;
    if (!(use.flow_passes[i] > least_share * delivered)) continue;
    const auto& goods = data.commodities[flow.commodity];
    rows.add({.origin_node_id = data.nodes[flow.origin].id,
              .destination_node_id = data.nodes[flow.destination].id,
              .commodity_id = goods.id,
              .unit = cases::to_string(goods.unit),
              .passes = use.flow_passes[i],
              .delivered = delivered,
              .share = use.flow_passes[i] / delivered});
  }
  return rows.finish();
}

// [commodity] sums over the commodity's classes on an arc.
std::vector<double> by_commodity(const cases::case_data& data, const model::run_answer& answer,
                                 const std::vector<std::vector<double>>& of_class,
                                 std::size_t arc) {
  std::vector<double> sums(data.commodities.size(), 0.0);
  for (std::size_t k = 0; k < of_class.size(); ++k)
    sums[answer.model.classes[k].commodity.index()] += of_class[k][arc];
  return sums;
}

// A row of the arc, but for what flows.
result::selected_flows_row row_of_arc(const cases::case_data& data, const model::run_answer& answer,
                                      std::size_t arc) {
  const auto& net = answer.model.net;
  const auto node = [&](std::uint32_t state) { return data.nodes[net.state_node[state]].id; };
  result::selected_flows_row row{};
  row.from_node_id = node(net.graph.tail[arc]);
  row.to_node_id = node(net.graph.head[arc]);
  if (net.kind[arc] != network::arc_kind::change) {
    const auto& link = data.links[link_id(net.row[arc])];
    row.kind = "link";
    row.id = link.id;
    row.direction = net.kind[arc] == network::arc_kind::link_backward ? "backward" : "forward";
    row.mode = data.modes[link.mode].id;
    return row;
  }
  const auto& transfer = data.transfers[answer.model.change_transfer[net.row[arc]]];
  row.kind = !transfer.from.valid() ? "load" : !transfer.to.valid() ? "unload" : "transfer";
  row.id = transfer.id;
  row.mode = data.modes[transfer.to.valid() ? transfer.to : transfer.from].id;
  return row;
}

std::vector<std::array<double, 2>> line_of_arc(const cases::case_data& data,
                                               const network::supernetwork& net, std::size_t arc) {
  if (net.kind[arc] == network::arc_kind::change) return {};
  return cases::line_of(data.links[link_id(net.row[arc])],
                        net.kind[arc] == network::arc_kind::link_backward);
}

result::result_table flows_table(const cases::case_data& data, const model::run_answer& answer,
                                 const model::selected_use& use) {
  struct used_arc {
    result::selected_flows_row row;
    std::size_t arc = 0;
  };
  std::vector<used_arc> used;
  const auto& net = answer.model.net;
  for (std::size_t arc = 0; arc < net.kind.size(); ++arc) {
    const auto passes = by_commodity(data, answer, use.class_passes, arc);
    const auto all = by_commodity(data, answer, answer.solution.class_flow_t, arc);
    for (std::size_t c = 0; c < passes.size(); ++c) {
      if (!(passes[c] > least_share * all[c])) continue;
      const auto& goods = data.commodities[commodity_id(c)];
      auto row = row_of_arc(data, answer, arc);
      row.commodity_id = goods.id;
      row.unit = cases::to_string(goods.unit);
      row.passes = passes[c];
      row.quantity = all[c];
      used.push_back({std::move(row), arc});
    }
  }
  std::ranges::stable_sort(used, std::greater<>(),
                           [](const used_arc& each) { return each.row.passes; });
  result::table_rows<result::selected_flows_row> rows;
  for (auto& [row, arc] : used) rows.add(std::move(row), line_of_arc(data, net, arc));
  return rows.finish();
}

void check_select(const cases::case_data& data, const study_request& request, diagnostics& report) {
  if (has_network(data, report)) (void)find_selection(request, data, report);
}

case_outcome run_select(const study_task& task, const study_request& request, diagnostics& report) {
  const run_clock watch;
  cases::case_inputs inputs;
  const auto data = read_asked(task, report, &inputs);
  if (!data || !has_network(*data, report)) return {};
  const auto wanted = find_selection(request, *data, report);
  if (!wanted) return {};
  const auto options = run_options_of(task);
  case_run whole{task};
  case_outcome outcome;
  auto solved = solve_network(whole, *data, options, report, outcome.status);
  if (!solved) return outcome;
  const auto& answer = solved->network.answer;
  outcome.status = status_of(*data, solved->network, report);
  auto& tables = outcome.tables;
  tables = network_tables(*data, solved->network, options);
  const auto use = model::users_of(*data, answer, *wanted, task.threads);
  tables.tables.push_back(users_table(*data, answer, use));
  tables.tables.push_back(flows_table(*data, answer, use));
  for (const auto* field : selectable)
    if (const auto id = request.text(field); !id.empty())
      result::note_value(tables, "run", fmt::format("selected_{}", field), id);
  if (!verify::confirm_network(*data, answer, options, tables, report))
    outcome.status = run_status::not_solved;
  if (!write_answered(task, *data, inputs, watch, tables, report)) return {};
  return outcome;
}

}  // namespace

declared_study select_study() {
  return {"select",
          "Who uses a link, a crossing, a place or a country, and where else that freight goes",
          "amur select cases/heihe --crossing heihe_bridge",
          {{.name = "link", .option = "--link", .sentence = "A link of the case"},
           {.name = "crossing", .option = "-c,--crossing", .sentence = "A crossing of the case"},
           {.name = "place",
            .option = "--place",
            .sentence = "A node: what starts there, ends there or passes it"},
           {.name = "country",
            .option = "--country",
            .sentence = "A country: what starts in it or enters it"},
           {.name = "direction",
            .option = "--direction",
            .type = field_type::word,
            .sentence = "Of the link or crossing, as its row is written; both where left out",
            .words = {"forward", "backward"}}},
          check_select,
          run_select};
}

}  // namespace amur::study
