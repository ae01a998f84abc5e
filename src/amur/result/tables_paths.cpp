// Tables of alternatives: paths, path_steps.

#include "amur/case/case_names.h"
#include "amur/result/schema/flows.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {
result_table paths_table(const case_data& data, const run_answer& answer,
                         std::span<const flow_path> paths) {
  table_rows<paths_row> rows;
  for (const auto& path : paths) {
    const auto& flow = answer.model.flows[path.flow];
    const auto& goods = data.commodities[flow.commodity];
    const auto& part = path.average.component;
    rows.add({.origin_node_id = data.nodes[flow.origin].id,
              .destination_node_id = data.nodes[flow.destination].id,
              .commodity_id = goods.id,
              .unit = to_string(goods.unit),
              .rank = static_cast<std::int64_t>(path.rank),
              .share = path.share,
              .quantity = path.quantity,
              .cost = path.average.cost_usd(),
              .transport = part[transport],
              .fee = part[fee],
              .handling = part[handling],
              .time = part[time_value],
              .scarcity = part[scarcity],
              .duty = part[duty_paid],
              .constant = path.average.constant,
              .time_h = path.average.time_h,
              .length_km = path.average.length_km,
              .says = path.says},
             path.geometry);
  }
  return rows.finish();
}

result_table path_steps_table(const case_data& data, const run_answer& answer,
                              std::span<const flow_path> paths) {
  table_rows<path_steps_row> rows;
  for (const auto& path : paths) {
    const auto& flow = answer.model.flows[path.flow];
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
      const auto& step = path.steps[i];
      const bool moves = step.link.valid();
      rows.add({.origin_node_id = data.nodes[flow.origin].id,
                .destination_node_id = data.nodes[flow.destination].id,
                .commodity_id = data.commodities[flow.commodity].id,
                .rank = static_cast<std::int64_t>(path.rank),
                .step = static_cast<std::int64_t>(i + 1),
                .kind = to_string(step.kind),
                .id = step.id,
                .mode = data.modes[step.mode].id,
                .from_node_id = data.nodes[step.from].id,
                .to_node_id = data.nodes[step.to].id,
                .link_id = moves ? data.links[step.link].id : std::string(),
                .direction =
                    moves ? std::string(step.backward ? "backward" : "forward") : std::string()});
    }
  }
  return rows.finish();
}

}  // namespace

std::vector<result_table> path_tables(const case_data& data, const run_answer& answer,
                                      std::span<const flow_path> paths) {
  return {paths_table(data, answer, paths), path_steps_table(data, answer, paths)};
}

}  // namespace amur::result
