#pragma once
// A TNTP network and its trips as an assignment problem.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/exchange/tntp.h"

namespace amur::exchange {

/// Weights of a link's toll and length in its generalised cost, time + toll_factor * toll +
/// distance_factor * length, in the file's unit of time. Not given: those of the network's
/// metadata, or 0.
struct tntp_factors {
  std::optional<double> toll, distance;
};

struct tntp_problem {
  assign::problem problem;
  std::vector<std::uint32_t> arc_of_link;
  /// [arc]: a negative toll's part of the cost, which the arc's time holds, since a problem's fixed
  /// costs are not negative; 0 elsewhere.
  std::vector<double> cost_in_time;
  double trips = 0;               ///< between zones, in all
  double trips_within_zones = 0;  ///< these use no link and are left out
  std::size_t closed_links = 0;   ///< of capacity 0 whose time depends on it
};

/// What a link costs beside its time, in the file's unit of time; below 0 where its toll is.
[[nodiscard]] double fixed_cost(const tntp_network& net, const tntp_factors& factors,
                                std::size_t link);

/// Reports links whose generalised cost is not above 0 since their toll is negative; true where
/// there are none.
[[nodiscard]] bool check_generalised_costs(const tntp_network& net, const tntp_factors& factors,
                                           const std::string& file, diagnostics& report);

/// Whether a link has no capacity while its time depends on it: any flow would take for ever.
[[nodiscard]] bool is_closed(const tntp_network& net, std::size_t link);

/// One class of one pce a trip, whose costs and times are in the file's unit of time (which stands
/// where an hour and a US dollar do elsewhere). States are node numbers less one; nodes before the
/// first through node are `no_through`. Generalised costs must be good (above). Trips of one pair
/// are added up.
[[nodiscard]] tntp_problem make_problem(const tntp_network& net, std::vector<tntp_trip> trips,
                                        const tntp_factors& factors = {});

}  // namespace amur::exchange
