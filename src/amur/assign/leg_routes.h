#pragma once
// The routes of legs at given costs: what a leg costs, and which plain arcs its freight takes.
//
// Where a component has few circles, every route from the leg's start to its end that visits no
// state twice is an alternative, at the route dispersion:
//   W = -theta_r ln sum_r g(x_r) exp(-c_r / theta_r),
// x_r being the dispersions that the route is dearer than the cheapest and g `considered_share`.
// The set does not depend on costs but for g, so no share jumps.
//
// In a denser net (a road map, the sea) such routes are countless, and their number says how finely
// the map is drawn. There the leg costs what its cheapest route costs, and freight spreads over the
// arcs that lead nearer to its end (Dial 1971), each the less, the less it leads nearer for its
// cost: with L the least cost to the end, the weight of arc a from s to t is
//   w_a = min(1, 2 (L_s - L_t) / c_a) exp(-c_a / theta_r),
// nothing where it leads no nearer, so that weights change without a jump as costs do.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "amur/assign/leg_network.h"
#include "amur/base/parallel.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {

/// In a dense net, the share of an arc's cost by which it must lead nearer to count in full.
inline constexpr double full_progress = 0.5;

/// Of one class at one set of costs; given back, only what changed is searched for again.
struct leg_costs {
  std::vector<double> plain;   ///< [plain arc]
  std::vector<double> matrix;  ///< [leg_network::leg] W, infinite where no route leads
  std::vector<double> by_row;  ///< the same, row by row: [matrix_begin + row * columns + column]
};

/// [target] the least costs to it from the states of its component, nearest first; empty where they
/// were not searched for. Kept from finding the costs of legs in a dense net to loading them.
struct leg_tree {
  std::vector<std::uint32_t> order;
  std::vector<double> cost;  ///< [place in `order`]
};
using leg_trees = std::vector<leg_tree>;

struct weighted_route {
  double weight = 0;
  std::size_t begin = 0, end = 0;  ///< of its arcs
};

/// The routes of a leg, listed one by one; none where they are not known.
struct listed_leg {
  std::vector<weighted_route> routes;
  std::vector<std::uint32_t> arcs;
  double weight_sum = 0;
};
/// [target][row] kept from one loading of legs to the next.
using listed_legs = std::vector<std::vector<listed_leg>>;

/// A class's legs and what their routes are chosen by.
struct leg_model {
  const problem& problem_;
  const leg_network& net;
  double route_dispersion_usd_per_t;
  double considered_dispersions;
};

/// Fills `costs` from the class's [arc] costs, and `trees` with what was searched for. Forgets the
/// routes in `listed` where costs have changed; true where they have anywhere.
bool find_leg_costs(const leg_model& model, std::span<const double> arc_cost, thread_pool& pool,
                    leg_costs& costs, leg_trees* trees = nullptr, listed_legs* listed = nullptr);

/// Searches the routes of one target at a time; holds scratch, so one a thread of work.
class leg_router {
 public:
  leg_router(const leg_model& model, std::span<const double> arc_cost, leg_trees* trees = nullptr);

  /// Writes W from each row of the target's component to `cost`.
  void costs(const leg_target& target, std::span<double> cost);
  /// Adds to `flow` [arc] what the target's component sends from each row, `leg_flow`; `listed`
  /// [row] has, or gets, their routes.
  void load(const leg_target& target, std::span<const double> leg_flow, std::span<double> flow,
            std::vector<listed_leg>* listed = nullptr);
  /// Writes to `mean` [row * count + i] the means of `value` [arc * count + i] along the routes
  /// from the rows that are `wanted`.
  void average(const leg_target& target, std::span<const std::uint8_t> wanted,
               std::span<const double> value, std::size_t count, std::span<double> mean);
  /// Adds to `through` [arc * count + i] the sums of `value` [arc * count + i] over the tonnes that
  /// each arc carries: from each row `leg_flow`, whose sum over what lies beyond the leg is
  /// `beyond` [row * count + i].
  void sum(const leg_target& target, std::span<const double> leg_flow,
           std::span<const double> beyond, std::span<const double> value, std::size_t count,
           std::span<double> through);
  /// The plain arcs of the cheapest route from `state` to the target, in order of travel.
  [[nodiscard]] std::vector<std::uint32_t> cheapest(const leg_target& target, std::uint32_t state);

 private:
  using route_visitor = std::function<void(double cost, std::span<const std::uint32_t> arcs)>;
  struct weighted_arc {
    std::uint32_t arc = 0, place = 0;
    double weight = 0;  // the cost while it is being weighed
  };
  void search(const leg_target& target, std::size_t number);
  void extend(std::uint32_t state, double cost, double longest);
  double weigh_routes(const leg_target& target, std::uint32_t from);
  void load_listed(const leg_target& target, std::span<const double> leg_flow,
                   std::span<double> flow, std::vector<listed_leg>* listed);
  void open_spread(const leg_target& target);
  void sum_listed(const leg_target& target, std::span<const double> leg_flow,
                  std::span<const double> beyond, std::span<const double> value, std::size_t count,
                  std::span<double> through);
  double weigh_arcs(std::uint32_t place, std::span<const double> within);
  void spread_costs(std::uint32_t last);

  const leg_model* model_;
  std::span<const double> arc_cost_;
  leg_trees* trees_;
  route::tree_search tree_search_;
  std::vector<std::uint32_t> order_;  // states that reach the target, nearest first
  std::vector<double> least_;         // [state] least cost to the target
  // Routes listed one by one.
  std::uint32_t end_ = none;
  std::vector<std::uint8_t> visited_;  // [state]
  std::vector<std::uint32_t> trail_;
  listed_leg leg_;
  // Spread over arcs that lead nearer; a place is a state's rank by least cost.
  std::vector<std::uint32_t> rank_;  // [state] or `none`
  std::vector<weighted_arc> options_;
  double option_sum_ = 0;  // of their weights
  std::vector<double> within_, amount_;
};

}  // namespace amur::assign
