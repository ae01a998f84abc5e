#include "amur/result/tables_coupling.h"

#include <utility>

#include "amur/result/schema/border.h"
#include "amur/result/table_rows.h"

namespace amur::result {

using amur::crossing::curve_kind;
using amur::crossing::delay_curve;

std::optional<network::delay_function> written_curve(const result_table& delays,
                                                     const std::string& crossing, bool backward) {
  const auto texts = [&](const char* name) -> const std::vector<std::string>& {
    return std::get<std::vector<std::string>>(delays.column(name).values);
  };
  const auto number = [&](const char* name, std::size_t row) {
    return std::get<std::vector<double>>(delays.column(name).values).at(row);
  };
  for (std::size_t i = delays.row_count(); i-- > 0;) {
    if (texts("crossing_id")[i] != crossing || (texts("direction")[i] == "backward") != backward)
      continue;
    delay_curve curve;
    for (const auto kind : {curve_kind::bpr, curve_kind::conical, curve_kind::akcelik})
      if (amur::crossing::to_string(kind) == texts("curve")[i]) curve.kind = kind;
    curve.wait_h = number("wait_h", i);
    curve.scale_h = number("scale_h", i);
    curve.capacity_per_day = number("capacity_vehicles", i);
    curve.shape = number("shape", i);
    return to_delay_function(curve, number("pce_per_vehicle", i));
  }
  return std::nullopt;
}

result_table crossing_delays_table(const std::vector<coupling_step>& log) {
  table_rows<crossing_delays_row> rows;
  for (const auto& step : log)
    rows.add({.round = std::int64_t{step.round},
              .crossing_id = step.crossing,
              .direction = step.direction == stream_direction::backward ? "backward" : "forward",
              .vehicles = step.vehicles_per_day,
              .network_delay_h = step.network_delay_h,
              .simulated_delay_h = step.simulated_delay_h,
              .half_width_h = step.half_width_h,
              .capacity_met = step.capacity_per_day,
              .residual = step.residual,
              .curve = amur::crossing::to_string(step.curve.kind),
              .wait_h = step.curve.wait_h,
              .scale_h = step.curve.scale_h,
              .capacity_vehicles = step.curve.capacity_per_day,
              .shape = step.curve.shape,
              .curve_error = step.curve.error,
              .pce_per_vehicle = step.pce_per_vehicle});
  return rows.finish();
}

}  // namespace amur::result
