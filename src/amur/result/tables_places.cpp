// Tables of places: places, place_visits.

#include <fmt/format.h>

#include <cmath>

#include "amur/base/number.h"
#include "amur/case/case_names.h"
#include "amur/result/schema/places.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

// "open", "shut: 23 % below break-even", and what has just changed.
std::string status_of(bool open, place::centre_change change, double cover) {
  const auto against = cover < 1 ? fmt::format("{:.0f} % below break-even", 100 * (1 - cover))
                                 : fmt::format("{:.0f} % above break-even", 100 * (cover - 1));
  if (open) return change == place::centre_change::opened ? "opens: " + against : "open";
  return (change == place::centre_change::closed ? "closes: " : "shut: ") + against;
}

result_table places_table(const case_data& data, const place_answer& answer) {
  table_rows<places_row> rows;
  for (std::size_t c = 0; c < data.centres.size(); ++c) {
    const auto& centre = data.centres[c];
    const auto& now = answer.books[c];
    const auto& then = answer.if_open[c];
    const double cost = centre.fixed_cost_usd_per_year / days_a_year;
    const double cover = then.income_usd / cost;
    const bool open = answer.open[c] != 0;
    rows.add({.centre_id = centre.id,
              .name = centre.name,
              .node_id = data.nodes[centre.town].id,
              .country = data.nodes[centre.town].country,
              .floor_area_m2 = centre.floor_area_m2,
              .was_open = std::int64_t{answer.open_before[c] != 0},
              .is_open = std::int64_t{open},
              .status = status_of(open, answer.change[c], cover),
              .visits = now.visits,
              .sales_usd = now.sales_usd,
              .income_usd = now.income_usd,
              .fixed_cost_usd = cost,
              .result_usd = open ? now.income_usd - cost : 0,
              .break_even_visits =
                  std::isfinite(now.break_even_visits) ? now.break_even_visits : no_number,
              .visits_if_open = then.visits,
              .sales_if_open_usd = then.sales_usd,
              .income_if_open_usd = then.income_usd,
              .result_if_open_usd = then.income_usd - cost,
              .cover_if_open = cover,
              .x = centre.longitude,
              .y = centre.latitude,
              .confidence = to_string(data.row_confidence.at("centres/" + centre.id))},
             {{centre.longitude, centre.latitude}});
  }
  return rows.finish();
}

result_table place_visits_table(const case_data& data, const place_answer& answer) {
  table_rows<place_visits_row> rows;
  for (std::size_t c = 0; c < data.centres.size(); ++c)
    for (std::size_t s = 0; s < data.shoppers.size(); ++s) {
      const auto& kind = data.shoppers[s];
      if (kind.town != data.centres[c].town) continue;
      const auto& came = answer.shoppers[s];
      const double visits = came.trips_per_day * came.share[c];
      rows.add({.centre_id = data.centres[c].id,
                .shopper_id = kind.id,
                .shopper_name = kind.name,
                .node_id = data.nodes[kind.town].id,
                .trips = came.trips_per_day,
                .share = came.share[c],
                .visits = visits,
                .sales_usd = visits * kind.spend_usd_per_trip});
    }
  return rows.finish();
}

}  // namespace

std::vector<result_table> place_tables(const case_data& data, const place_answer& answer) {
  return {places_table(data, answer), place_visits_table(data, answer)};
}

}  // namespace amur::result
