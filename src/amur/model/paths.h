#pragma once
// The alternatives of trade flows, listed: which ways freight takes, at what share and cost.

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "amur/model/names.h"
#include "amur/model/run.h"

namespace amur::model {

enum class step_kind { load, link, crossing, transfer, unload };
[[nodiscard]] const char* to_string(step_kind kind);

struct path_step {
  step_kind kind = step_kind::link;
  std::string id;  ///< of the link, crossing or transfer
  mode_id mode;    ///< that carries the freight; of a transfer the one changed to
  node_id from, to;
  link_id link;              ///< of links and crossings
  bool backward = false;     ///< against the link's row
  bool over_border = false;  ///< of a link over a border that no crossing names
  arc_id arc;
};

/// A step that is a choice of its own, or the way from one such step to the next: there the mean is
/// over its routes, and the steps are the cheapest of these.
struct path_part {
  std::size_t first = 0, steps = 0;  ///< in `flow_path::steps`
  bool is_way = false;
  flow_average average;
};

/// An alternative of a flow: loading, ways within countries, crossings, changes of mode, unloading.
/// Its averages are over the routes within those ways, its steps the cheapest of these.
struct flow_path {
  std::size_t flow = 0;  ///< in `network_model::flows`
  std::size_t rank = 0;  ///< from 1, the likeliest
  double share = 0;      ///< of what the flow delivers
  double quantity = 0;   ///< a day
  flow_average average;
  std::vector<path_step> steps;
  std::vector<path_part> parts;  ///< where wished; they sum to `average` but for the duty
  std::string says;  ///< "load road at moscow → road to kani_kurgan → Heihe road bridge → …"
  std::vector<std::array<double, 2>> geometry;
};

struct path_wish {
  std::size_t most = 20;      ///< alternatives of each flow
  double least_share = 1e-3;  ///< of an alternative that is worth listing
  std::size_t threads = 0;
  bool with_parts = false;
};

/// Why a case has no alternatives to list; empty where it has.
[[nodiscard]] std::string why_no_paths(const case_data& data);

/// The likeliest alternatives of the flows, given by their place in the model, best first. The
/// answer is one of a case for which `why_no_paths` is empty.
[[nodiscard]] std::vector<flow_path> list_paths(const case_data& data, const run_answer& answer,
                                                std::span<const std::size_t> flows,
                                                const path_wish& wish);
/// The same of all flows.
[[nodiscard]] std::vector<flow_path> list_paths(const case_data& data, const run_answer& answer,
                                                const path_wish& wish);

}  // namespace amur::model
