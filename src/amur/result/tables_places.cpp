// Tables of places: places, place_visits.

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "amur/case/case_names.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

constexpr double null_number = std::numeric_limits<double>::quiet_NaN();
constexpr double days_a_year = 365;
constexpr auto number = cell_type::number;
constexpr auto text = cell_type::text;

// "open", "shut: 23 % below break-even", and what has just changed.
std::string status_of(bool open, place::centre_change change, double cover) {
  const auto against = cover < 1 ? fmt::format("{:.0f} % below break-even", 100 * (1 - cover))
                                 : fmt::format("{:.0f} % above break-even", 100 * (cover - 1));
  if (open) return change == place::centre_change::opened ? "opens: " + against : "open";
  return (change == place::centre_change::closed ? "closes: " : "shut: ") + against;
}

}  // namespace

result_table places_table(const case_data& data, const place_answer& answer) {
  table_rows rows("places",
                  {{"centre_id", text},
                   {"name", text},
                   {"node_id", text},
                   {"country", text},
                   {"floor_area_m2", number},
                   {"was_open", cell_type::integer},
                   {"is_open", cell_type::integer},
                   {"status", text},
                   {"visits", number},
                   {"sales_usd", number},
                   {"income_usd", number},
                   {"fixed_cost_usd", number},
                   {"result_usd", number},
                   {"break_even_visits", number},
                   {"visits_if_open", number},
                   {"sales_if_open_usd", number},
                   {"income_if_open_usd", number},
                   {"result_if_open_usd", number},
                   {"cover_if_open", number},
                   {"x", number},
                   {"y", number},
                   {"confidence", text}},
                  geometry_kind::point);
  for (std::size_t c = 0; c < data.centres.size(); ++c) {
    const auto& centre = data.centres[c];
    const auto& now = answer.books[c];
    const auto& then = answer.if_open[c];
    const double cost = centre.fixed_cost_usd_per_year / days_a_year;
    const double cover = then.income_usd / cost;
    const bool open = answer.open[c] != 0;
    rows.add({centre.id,
              centre.name,
              data.nodes[centre.town].id,
              data.nodes[centre.town].country,
              centre.floor_area_m2,
              std::int64_t{answer.open_before[c] != 0},
              std::int64_t{open},
              status_of(open, answer.change[c], cover),
              now.visits,
              now.sales_usd,
              now.income_usd,
              cost,
              open ? now.income_usd - cost : 0,
              std::isfinite(now.break_even_visits) ? now.break_even_visits : null_number,
              then.visits,
              then.sales_usd,
              then.income_usd,
              then.income_usd - cost,
              cover,
              centre.longitude,
              centre.latitude,
              to_string(data.row_confidence.at("centres/" + centre.id))},
             {{centre.longitude, centre.latitude}});
  }
  return rows.finish();
}

result_table place_visits_table(const case_data& data, const place_answer& answer) {
  table_rows rows("place_visits", {{"centre_id", text},
                                   {"shopper_id", text},
                                   {"shopper_name", text},
                                   {"node_id", text},
                                   {"trips", number},
                                   {"share", number},
                                   {"visits", number},
                                   {"sales_usd", number}});
  for (std::size_t c = 0; c < data.centres.size(); ++c)
    for (std::size_t s = 0; s < data.shoppers.size(); ++s) {
      const auto& kind = data.shoppers[s];
      if (kind.town != data.centres[c].town) continue;
      const auto& came = answer.shoppers[s];
      const double visits = came.trips_per_day * came.share[c];
      rows.add({data.centres[c].id, kind.id, kind.name, data.nodes[kind.town].id,
                came.trips_per_day, came.share[c], visits, visits * kind.spend_usd_per_trip});
    }
  return rows.finish();
}

}  // namespace amur::result
