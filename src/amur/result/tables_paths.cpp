// Tables of alternatives: paths, path_steps.

#include "amur/case/case_names.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

constexpr auto number = cell_type::number;
constexpr auto integer = cell_type::integer;
constexpr auto text = cell_type::text;

}  // namespace

result_table paths_table(const case_data& data, const run_answer& answer,
                         std::span<const flow_path> paths) {
  table_rows rows("paths",
                  {{"origin_node_id", text},
                   {"destination_node_id", text},
                   {"commodity_id", text},
                   {"unit", text},
                   {"rank", integer},
                   {"share", number},
                   {"quantity", number},
                   {"cost", number},
                   {"transport", number},
                   {"fee", number},
                   {"handling", number},
                   {"time", number},
                   {"scarcity", number},
                   {"duty", number},
                   {"constant", number},
                   {"time_h", number},
                   {"length_km", number},
                   {"says", text}},
                  geometry_kind::line);
  for (const auto& path : paths) {
    const auto& flow = answer.model.flows[path.flow];
    const auto& goods = data.commodities[flow.commodity];
    const auto& part = path.average.component;
    rows.add({data.nodes[flow.origin].id, data.nodes[flow.destination].id, goods.id,
              to_string(goods.unit), static_cast<std::int64_t>(path.rank), path.share,
              path.quantity, path.average.cost_usd(), part[transport], part[fee], part[handling],
              part[time_value], part[scarcity], part[duty_paid], path.average.constant,
              path.average.time_h, path.average.length_km, path.says},
             path.geometry);
  }
  return rows.finish();
}

result_table path_steps_table(const case_data& data, const run_answer& answer,
                              std::span<const flow_path> paths) {
  table_rows rows("path_steps", {{"origin_node_id", text},
                                 {"destination_node_id", text},
                                 {"commodity_id", text},
                                 {"rank", integer},
                                 {"step", integer},
                                 {"kind", text},
                                 {"id", text},
                                 {"mode", text},
                                 {"from_node_id", text},
                                 {"to_node_id", text},
                                 {"link_id", text},
                                 {"direction", text}});
  for (const auto& path : paths) {
    const auto& flow = answer.model.flows[path.flow];
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
      const auto& step = path.steps[i];
      const bool moves = step.link.valid();
      rows.add({data.nodes[flow.origin].id, data.nodes[flow.destination].id,
                data.commodities[flow.commodity].id, static_cast<std::int64_t>(path.rank),
                static_cast<std::int64_t>(i + 1), to_string(step.kind), step.id,
                data.modes[step.mode].id, data.nodes[step.from].id, data.nodes[step.to].id,
                moves ? data.links[step.link].id : std::string(),
                moves ? std::string(step.backward ? "backward" : "forward") : std::string()});
    }
  }
  return rows.finish();
}

}  // namespace amur::result
