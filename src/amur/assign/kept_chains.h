#pragma once
// Freight that keeps to the alternatives it took before, as far as they are still there.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/leg_network.h"
#include "amur/assign/problem.h"

namespace amur::assign {

/// A kept alternative that is open: its legs, labelled arcs and the share that stays.
struct kept_chain {
  std::uint32_t demand = 0;
  std::vector<std::size_t> legs;  ///< as `leg_network::leg`, in the order of travel
  std::span<const arc_id> labelled_arcs;
  double share = 0;
};

/// What the capacities on these arcs take of a tonne of the class, USD.
[[nodiscard]] double scarcity_usd_per_t(const problem& problem, const user_class& user,
                                        std::span<const arc_id> arcs,
                                        std::span<const double> constraint_price_usd);

/// The class's kept alternatives at the legs' costs and these prices. Of a share, exp(-rise /
/// dispersion) stays where its places in full capacities have become dearer by `rise`.
[[nodiscard]] std::vector<kept_chain> open_chains(const problem& problem, const user_class& user,
                                                  const leg_network& net,
                                                  std::span<const double> matrix,
                                                  std::span<const double> constraint_price_usd);

/// [demand] the sum of its chains' shares.
[[nodiscard]] std::vector<double> kept_shares(std::span<const kept_chain> chains,
                                              std::size_t demands);

}  // namespace amur::assign
