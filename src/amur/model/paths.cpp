#include "amur/model/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <numeric>

#include "amur/assign/alternatives.h"
#include "amur/assign/each_class.h"
#include "amur/case/case_names.h"
#include "amur/model/attributes.h"

namespace amur::model {
namespace {

constexpr const char* arrow = " → ";

struct describer {
  const case_data& data;
  const network_model& model;

  [[nodiscard]] path_step step_of(std::uint32_t arc) const;
  [[nodiscard]] path_step change_step(std::uint32_t arc) const;
  [[nodiscard]] std::string words(const path_step& step) const;
  [[nodiscard]] std::string says(const std::vector<path_step>& steps) const;
  [[nodiscard]] std::vector<std::array<double, 2>> geometry(
      const std::vector<path_step>& steps) const;
};

path_step describer::change_step(std::uint32_t arc) const {
  const auto& net = model.net;
  const auto& row = data.transfers[model.change_transfer[net.row[arc]]];
  path_step step;
  step.arc = arc_id(arc);
  step.kind = !row.from.valid() ? step_kind::load
              : !row.to.valid() ? step_kind::unload
                                : step_kind::transfer;
  step.id = row.id;
  step.mode = row.to.valid() ? row.to : row.from;
  step.from = step.to = net.state_node[net.graph.tail[arc]];
  return step;
}

path_step describer::step_of(std::uint32_t arc) const {
  const auto& net = model.net;
  if (net.kind[arc] == network::arc_kind::change) return change_step(arc);
  path_step step;
  step.arc = arc_id(arc);
  step.link = link_id(net.row[arc]);
  step.backward = net.kind[arc] == network::arc_kind::link_backward;
  const auto& link = data.links[step.link];
  step.mode = link.mode;
  step.from = net.state_node[net.graph.tail[arc]];
  step.to = net.state_node[net.graph.head[arc]];
  // Numbers from the count of crossings on are borders that no crossing names.
  const bool crosses = net.crossing[arc] < data.crossings.size();
  step.over_border = !crosses && net.crossing[arc] != network::supernetwork::no_crossing;
  step.kind = crosses ? step_kind::crossing : step_kind::link;
  step.id = crosses ? data.crossings[crossing_id(net.crossing[arc])].id : link.id;
  return step;
}

std::string describer::words(const path_step& step) const {
  const auto& mode = data.modes[step.mode].id;
  const auto& to = data.nodes[step.to].id;
  switch (step.kind) {
    case step_kind::load:
      return fmt::format("load {} at {}", mode, to);
    case step_kind::transfer:
      return fmt::format("change to {} at {}", mode, to);
    case step_kind::unload:
      return "unload";
    case step_kind::crossing:
      for (const auto& crossing : data.crossings)
        if (crossing.id == step.id) return crossing.name;
      break;
    case step_kind::link:
      if (step.over_border) return fmt::format("{} over the border to {}", mode, to);
      break;
  }
  return fmt::format("{} to {}", mode, to);
}

// Of links in a row only where they lead in the end.
std::string describer::says(const std::vector<path_step>& steps) const {
  std::string text;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& step = steps[i];
    if (i + 1 < steps.size()) {
      const auto& next = steps[i + 1];
      const bool goes_on = step.kind == step_kind::link && next.kind == step_kind::link &&
                           step.mode == next.mode && !step.over_border && !next.over_border;
      const bool same_crossing = step.kind == step_kind::crossing && next.kind == step.kind &&
                                 next.id == step.id && next.mode == step.mode;
      if (goes_on || same_crossing) continue;
    }
    text += (text.empty() ? "" : arrow) + words(step);
  }
  return text;
}

std::vector<std::array<double, 2>> describer::geometry(const std::vector<path_step>& steps) const {
  std::vector<std::array<double, 2>> line;
  for (const auto& step : steps) {
    if (!step.link.valid()) continue;
    const auto points = cases::line_of(data.links[step.link], step.backward);
    const std::size_t met = !line.empty() && line.back() == points.front() ? 1 : 0;
    line.insert(line.end(), points.begin() + static_cast<std::ptrdiff_t>(met), points.end());
  }
  return line;
}

// [demand of class k] its flow among those asked for, or no flow.
std::vector<std::size_t> flow_by_demand(const network_model& model, std::size_t k,
                                        std::span<const std::size_t> flows) {
  std::vector<std::size_t> result(model.problem.classes[k].demand.size(), model.flows.size());
  for (const auto flow : flows)
    if (!model.flows[flow].banned && model.flows[flow].user_class.index() == k)
      result[model.flows[flow].demand] = flow;
  return result;
}

std::vector<flow_path> paths_of_class(const case_data& data, const run_answer& answer,
                                      std::size_t k, std::span<const std::size_t> flows,
                                      const path_wish& wish, thread_pool& pool) {
  const auto& model = answer.model;
  const auto flow_of = flow_by_demand(model, k, flows);
  std::vector<std::uint32_t> demands;
  for (std::uint32_t i = 0; i < flow_of.size(); ++i)
    if (flow_of[i] < model.flows.size() &&
        std::isfinite(answer.solution.od[k][i].expected_cost_usd_per_t))
      demands.push_back(i);
  if (demands.empty()) return {};
  const auto attributes = attributes_of(model, answer.solution, k);
  const assign::listing listing{wish.most, wish.least_share, &attributes};
  const describer describe{data, model};
  std::vector<flow_path> result;
  for (const auto& each : assign::list_alternatives(model.problem, class_id(k), answer.solution,
                                                    demands, listing, pool)) {
    flow_path path;
    path.flow = flow_of[each.demand];
    path.share = each.share;
    path.quantity = each.share * answer.solution.od[k][each.demand].delivered_t;
    path.average = to_average(each.mean.data(), model.net.mode_count);
    for (const auto [arc] : each.arcs) path.steps.push_back(describe.step_of(arc));
    std::size_t first = 0;
    for (const auto& part : each.parts) {
      if (!wish.with_parts) break;
      path.parts.push_back(
          {first, part.arcs, part.is_leg, to_average(part.mean.data(), model.net.mode_count)});
      first += part.arcs;
    }
    path.says = describe.says(path.steps);
    path.geometry = describe.geometry(path.steps);
    result.push_back(std::move(path));
  }
  return result;
}

}  // namespace

const char* to_string(step_kind kind) {
  switch (kind) {
    case step_kind::load:
      return "load";
    case step_kind::link:
      return "link";
    case step_kind::crossing:
      return "crossing";
    case step_kind::transfer:
      return "transfer";
    case step_kind::unload:
      break;
  }
  return "unload";
}

std::string why_no_paths(const case_data& data) {
  if (data.settings.equilibrium == equilibrium::logit) return {};
  return fmt::format("equilibrium.model = \"{}\" has no alternatives to list: only \"logit\" has",
                     to_string(data.settings.equilibrium));
}

std::vector<flow_path> list_paths(const case_data& data, const run_answer& answer,
                                  std::span<const std::size_t> flows, const path_wish& wish) {
  thread_pool pool(wish.threads);
  std::vector<std::vector<flow_path>> by_class(answer.model.classes.size());
  assign::for_each_class(answer.model.problem, pool,
                         [&](std::size_t k, thread_pool& workers, std::size_t) {
                           by_class[k] = paths_of_class(data, answer, k, flows, wish, workers);
                         });
  std::vector<flow_path> result;
  for (auto& paths : by_class) std::ranges::move(paths, std::back_inserter(result));
  // Those of a flow come best first.
  std::ranges::stable_sort(result, {}, &flow_path::flow);
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i].rank = i > 0 && result[i - 1].flow == result[i].flow ? result[i - 1].rank + 1 : 1;
  return result;
}

std::vector<flow_path> list_paths(const case_data& data, const run_answer& answer,
                                  const path_wish& wish) {
  std::vector<std::size_t> flows(answer.model.flows.size());
  std::iota(flows.begin(), flows.end(), std::size_t{0});
  return list_paths(data, answer, flows, wish);
}

}  // namespace amur::model
