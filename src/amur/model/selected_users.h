#pragma once
// Who uses a link, a crossing, a place or a country ("select link analysis"): of each flow what
// passes, and what the same freight carries over every other link.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

enum class selected_direction { both, forward, backward };

/// One of these is there. A link or crossing is passed by what moves over it; a place or a country
/// by what starts there and what enters it, on its way or to end there.
struct selection {
  link_id link;
  crossing_id crossing;
  selected_direction direction = selected_direction::both;  ///< of the link or crossing
  node_id place;
  std::string country;
};

struct selected_use {
  /// [flow] units a day that pass, as often as they do.
  std::vector<double> flow_passes;
  /// [class][arc] the sum over the units that use the arc of how often they pass.
  std::vector<std::vector<double>> class_passes;
  double passes = 0;  ///< of all flows: what the selection itself carries
};

/// By the routes of the answer, in every model: the sum over flows is the selection's own flow.
[[nodiscard]] selected_use users_of(const case_data& data, const run_answer& answer,
                                    const selection& wanted, std::size_t threads);

}  // namespace amur::model
