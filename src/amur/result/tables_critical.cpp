#include "amur/result/tables_critical.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "amur/base/number.h"
#include "amur/case/case_names.h"
#include "amur/result/schema/critical.h"
#include "amur/result/table_rows.h"

namespace amur::result {
namespace {

// Of what a closure costs, less is borne only by rounding.
constexpr double least_borne = 1e-9;
constexpr double least_gain = 1e-6;  // units a day

using line = std::vector<std::array<double, 2>>;

// The first link of a crossing stands for it; a transfer and a zone have no line.
const link* link_of(const case_data& data, const model::closable_part& part) {
  if (part.kind == model::part_kind::link) return &data.links[part.link];
  if (part.kind != model::part_kind::crossing) return nullptr;
  for (const auto& row : data.crossings)
    if (row.id == part.id && !row.links.empty()) return &data.links[row.links.front()];
  return nullptr;
}

std::string name_of(const case_data& data, const model::closable_part& part) {
  if (part.kind == model::part_kind::link) return data.links[part.link].name;
  if (part.kind == model::part_kind::crossing)
    for (const auto& row : data.crossings)
      if (row.id == part.id) return row.name;
  if (part.kind == model::part_kind::transfer)
    for (const auto& row : data.transfers)
      if (row.id == part.id && row.node.valid()) return data.nodes[row.node].name;
  return part.id;
}

critical_row row_of(const case_data& data, const judged_part& judged, double days) {
  const auto* shown = link_of(data, judged.part);
  critical_row row{.kind = to_string(judged.part.kind),
                   .id = judged.part.id,
                   .name = name_of(data, judged.part),
                   .mode = shown ? data.modes[shown->mode].id : std::string(),
                   .instead = {},
                   .rank = 0,
                   .is_exact = judged.closed ? 1 : 0,
                   .screened_usd_per_day = judged.screened_usd,
                   .cost_usd_per_day = no_number,
                   .days = days,
                   .cost_usd = no_number,
                   .unserved_t = no_number,
                   .unserved_passengers = no_number,
                   .undelivered_t = no_number,
                   .undelivered_usd_per_day = no_number};
  if (!judged.closed) return row;
  const auto& closed = *judged.closed;
  row.cost_usd_per_day = closed.cost_usd;
  row.cost_usd = closed.cost_usd * days;
  row.unserved_t = closed.unserved_t;
  row.unserved_passengers = closed.unserved_passengers;
  row.undelivered_t = closed.undelivered_t;
  row.undelivered_usd_per_day = closed.undelivered_usd;
  const auto most = std::ranges::max_element(closed.crossing_gain);
  if (most != closed.crossing_gain.end() && *most > least_gain)
    row.instead =
        data.crossings[crossing_id(static_cast<std::size_t>(most - closed.crossing_gain.begin()))]
            .id;
  return row;
}

void add_bearers(const case_data& data, const run_answer& answer, const judged_part& judged,
                 table_rows<critical_bearers_row>& rows) {
  std::map<std::tuple<std::string, std::string, std::size_t>, model::flow_loss> sums;
  double most = 0;
  for (std::size_t i = 0; i < judged.closed->flows.size(); ++i) {
    const auto& flow = answer.model.flows[i];
    const auto& loss = judged.closed->flows[i];
    auto& sum = sums[{data.nodes[flow.origin].country, data.nodes[flow.destination].country,
                      flow.commodity.index()}];
    sum.cost_usd += loss.cost_usd;
    sum.unserved += loss.unserved;
    sum.undelivered += loss.undelivered;
    most += std::abs(loss.cost_usd);
  }
  for (const auto& [key, sum] : sums) {
    const auto& [origin, destination, commodity] = key;
    if (!(std::abs(sum.cost_usd) > least_borne * most)) continue;
    const auto& goods = data.commodities[commodity_id(commodity)];
    rows.add({.kind = to_string(judged.part.kind),
              .id = judged.part.id,
              .origin_country = origin,
              .destination_country = destination,
              .commodity_id = goods.id,
              .unit = to_string(goods.unit),
              .cost_usd_per_day = sum.cost_usd,
              .unserved = sum.unserved,
              .undelivered = sum.undelivered});
  }
}

}  // namespace

std::vector<result_table> critical_tables(const case_data& data, const run_answer& answer,
                                          std::span<const judged_part> parts, double days) {
  table_rows<critical_row> rows;
  table_rows<critical_bearers_row> bearers;
  std::int64_t rank = 0;
  for (const auto& judged : parts) {
    auto row = row_of(data, judged, days);
    row.rank = ++rank;
    const auto* shown = link_of(data, judged.part);
    rows.add(std::move(row), shown ? shown->geometry : line{});
    if (judged.closed) add_bearers(data, answer, judged, bearers);
  }
  return {rows.finish(), bearers.finish()};
}

}  // namespace amur::result
