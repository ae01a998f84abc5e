#include "amur/model/choice_constants.h"

#include <algorithm>

namespace amur::model {

std::vector<double> choice_constants(const case_data& data, const network::supernetwork& net,
                                     const id_vector<link_id, crossing_id>& crossing_of,
                                     const std::vector<const vehicle*>& carrier) {
  std::vector<double> constant(net.graph.arc_count(), 0.0);
  for (std::size_t arc = 0; arc < constant.size(); ++arc) {
    if (net.kind[arc] != network::arc_kind::change) {
      const auto crossing = crossing_of[link_id(net.row[arc])];
      if (crossing.valid()) constant[arc] = data.crossings[crossing].constant_usd_per_t;
      continue;
    }
    const auto mode = net.state_mode[net.graph.head[arc]];
    if (mode.valid() && carrier[mode.index()])
      constant[arc] = carrier[mode.index()]->constant_usd_per_t;
  }
  const bool any = std::ranges::any_of(constant, [](double each) { return each != 0; });
  return any ? constant : std::vector<double>{};
}

}  // namespace amur::model
