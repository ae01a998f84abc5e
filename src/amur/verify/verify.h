#pragma once
// Whether the written tables of a result bear each other out: what follows from other figures is
// computed from them once more, apart from the solver that found them.

#include <cstddef>
#include <string>
#include <vector>

#include "amur/model/network_model.h"
#include "amur/model/run.h"
#include "amur/result/result.h"
#include "amur/verify/names.h"

namespace amur::verify {

/// One thing that was checked: by how much the tables miss it at most, and in which row.
struct checked {
  std::string name, unit;
  double largest = 0, allowed = 0;
  std::string where;  ///< table, row and column of the largest; empty where there is none
  [[nodiscard]] bool holds() const { return largest <= allowed; }
};

using verification = std::vector<checked>;

[[nodiscard]] bool holds(const verification& found);

/// "flow conservation: 0.012 of all that is carried, allowed 1e-08; at link_flows, row 3 ...": the
/// first check that does not hold. Empty where all do.
[[nodiscard]] std::string why_not_verified(const verification& found);

/// The tables of a run of the network: sums, conservation, demand, borders, capacities and times by
/// the tables alone, then what a fresh loading at the written volumes and prices gives.
/// `model`: of the case, with the demand that the run had. Throws std::out_of_range where a table
/// or column is missing. `fresh_loading` false: of shippers whose habits the tables do not hold.
[[nodiscard]] verification verify_network(const case_data& data, const network_model& model,
                                          const result::result_tables& tables,
                                          const run_options& options, bool fresh_loading = true);

/// The same of what a study adds to a run, or has instead: finance, trade, months, tolls, the
/// inside of a crossing; whichever of them the tables hold.
[[nodiscard]] verification verify_studies(const case_data& data,
                                          const result::result_tables& tables);
[[nodiscard]] verification verify_simulation(const result::result_tables& tables);

/// Demand of each flow as the table `od` states it.
[[nodiscard]] demand_anchors written_anchors(const result::result_tables& tables);

}  // namespace amur::verify
