#include "amur/result/tables_corridor.h"

#include <algorithm>

#include "amur/case/case_names.h"
#include "amur/result/schema/corridor.h"
#include "amur/result/table_rows.h"

namespace amur::result {
namespace {

// A row of either table, but for its own figures.
template <typename row>
row row_of_path(const case_data& data, const model::trade_flow& flow, const flow_path& path) {
  row result{};
  result.origin_node_id = data.nodes[flow.origin].id;
  result.destination_node_id = data.nodes[flow.destination].id;
  result.commodity_id = data.commodities[flow.commodity].id;
  result.rank = static_cast<std::int64_t>(path.rank);
  return result;
}

std::string stage_name(const case_data& data, const model::corridor_stage& stage) {
  if (stage.kind == model::stage_kind::border) {
    const auto at = std::ranges::find(data.crossings, stage.id, &crossing::id);
    if (at != data.crossings.end() && !at->name.empty()) return at->name;
  }
  return data.nodes[stage.to].name;
}

}  // namespace

std::vector<result_table> corridor_tables(const case_data& data,
                                          const model::coupled_answer& network,
                                          std::span<const flow_path> paths) {
  table_rows<corridor_row> stages;
  table_rows<corridor_indicators_row> indicators;
  for (const auto& path : paths) {
    const auto& flow = network.answer.model.flows[path.flow];
    const auto corridor = model::corridor_of(data, network, path);
    std::int64_t step = 0, number = 0;
    for (const auto& stage : corridor.stages) {
      auto row = row_of_path<corridor_row>(data, flow, path);
      row.unit = to_string(data.commodities[flow.commodity].unit);
      row.step = ++step;
      row.kind = to_string(stage.kind);
      row.id = stage.id;
      row.name = stage_name(data, stage);
      row.mode = data.modes[stage.mode].id;
      row.from_node_id = data.nodes[stage.from].id;
      row.to_node_id = data.nodes[stage.to].id;
      row.length_km = stage.length_km;
      row.time_h = stage.time_h;
      row.cost = stage.cost_usd;
      row.at_km = stage.end.km;
      row.at_h = stage.end.hours;
      row.at_cost = stage.end.usd;
      row.low_h = stage.end.low_h;
      row.high_h = stage.end.high_h;
      row.low_cost = stage.end.low_usd;
      row.high_cost = stage.end.high_usd;
      stages.add(std::move(row));
    }
    for (const auto& each : corridor.indicators) {
      auto row = row_of_path<corridor_indicators_row>(data, flow, path);
      row.number = ++number;
      row.scope = to_string(each.scope);
      row.crossing_id = each.id;
      row.mode = each.mode.valid() ? data.modes[each.mode].id : std::string();
      row.from_node_id = data.nodes[each.from].id;
      row.to_node_id = data.nodes[each.to].id;
      row.length_km = each.length_km;
      row.time_h = each.time_h;
      row.stop_h = each.stop_h;
      row.clearance_h = each.clearance_h;
      row.clearance_usd = each.clearance_usd;
      row.usd_per_500km_20t = each.usd_per_500km_20t;
      row.swod_kmh = each.speed_without_delay_kmh;
      row.swd_kmh = each.speed_with_delay_kmh;
      indicators.add(std::move(row));
    }
  }
  return {stages.finish(), indicators.finish()};
}

}  // namespace amur::result
