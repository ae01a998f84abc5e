#include "amur/result/tables_skim.h"

#include <cmath>
#include <limits>

#include "amur/result/schema/skim.h"
#include "amur/result/table_rows.h"

namespace amur::result {

result_table skim_table(const case_data& data, const city_skim& skim) {
  const auto or_null = [](double value) {
    return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
  };
  table_rows<skim_row> rows;
  for (std::size_t i = 0; i < skim.origins.size(); ++i)
    for (std::size_t j = 0; j < skim.destinations.size(); ++j) {
      const auto cell = skim.at(i, j);
      rows.add({.origin_node_id = data.nodes[skim.origins[i]].id,
                .destination_node_id = data.nodes[skim.destinations[j]].id,
                .cost_usd_per_t = or_null(skim.cost_usd_per_t[cell]),
                .freight_usd_per_t = or_null(skim.freight_usd_per_t[cell]),
                .time_h = or_null(skim.time_h[cell]),
                .length_km = or_null(skim.length_km[cell])});
    }
  return rows.finish();
}

}  // namespace amur::result
