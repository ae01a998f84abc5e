#pragma once
// Level of service between the places of a case: what the best path of a commodity costs, and how
// long it takes, on empty roads.

#include <cstddef>
#include <string>
#include <vector>

#include "amur/model/names.h"
#include "amur/route/skim.h"

namespace amur::model {

enum class skim_by { cost, time };

struct city_skim_options {
  std::vector<node_id> origins, destinations;
  commodity_id commodity;
  skim_by by = skim_by::cost;          ///< what the best path is best in
  std::vector<mode_id> without_modes;  ///< closed for this skim
  std::size_t threads = 0;             ///< 0: all processors
  route::skim_method method = route::skim_method::automatic;
};

/// Row-major matrices, a row an origin and a column a destination; infinite where there is no path
/// or a ban forbids the trade, 0 from a place to itself.
struct city_skim {
  std::vector<node_id> origins, destinations;
  std::vector<double> cost_usd_per_t;     ///< with the value of the cargo's time
  std::vector<double> freight_usd_per_t;  ///< without
  std::vector<double> time_h, length_km;

  [[nodiscard]] std::size_t at(std::size_t origin, std::size_t destination) const {
    return origin * destinations.size() + destination;
  }
};

/// Delays at no flow, hard capacities unpriced; duties are left out, since they depend on the pair
/// alone. Bans count: paths of pairs that meet other bans are searched apart.
[[nodiscard]] city_skim skim_cities(const case_data& data, const city_skim_options& options);

}  // namespace amur::model
