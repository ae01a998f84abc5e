#pragma once
// Tables of places, what they make, and roads between them as a problem of an optimal network.
// Columns: docs/invest.md.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/invest/optimal_network.h"

namespace amur::world {

struct network_tables {
  invest::network_problem problem;
  std::vector<std::string> place, good, zone;
  std::vector<double> today;  ///< [road] infrastructure
};

/// What the tables don't say.
struct network_settings {
  double budget = 0;  ///< beyond what today's infrastructure costs
  double consumption_share = 0.5, inequality_aversion = 0, substitution_elasticity = 5;
  double congestion = 1, returns = 1, labour_exponent = 1;
  double flow_substitution = 1;
  bool goods_apart = false, people_move = false;
};

/// Reads places.csv, products.csv, roads.csv and, where it is there, zones.csv of a folder. Empty,
/// with errors reported, where they can't be read or the settings don't fit together.
[[nodiscard]] std::optional<network_tables> read_network(const std::filesystem::path& folder,
                                                         const network_settings& settings,
                                                         diagnostics& report);

}  // namespace amur::world
