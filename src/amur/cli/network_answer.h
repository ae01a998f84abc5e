#pragma once
// What `amur optimal-network` found: on the screen, as JSON and as CSV.

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/world/network_tables.h"

namespace amur::cli {

struct network_answer {
  world::network_tables tables;
  double budget = 0;  ///< beyond today's
  invest::network_solution before, after;
};

void print_network(const network_answer& answer, double seconds);
[[nodiscard]] nlohmann::json network_json(const network_answer& answer, double seconds);

/// False, and reported, where that fails.
bool write_roads(const std::string& path, const network_answer& answer, diagnostics& report);
bool write_places(const std::string& path, const network_answer& answer, diagnostics& report);

}  // namespace amur::cli
