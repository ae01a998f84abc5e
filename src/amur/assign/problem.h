#pragma once
// The assignment problem in plain arrays, and its solution.
//
// Flows are tonnes a day (passengers a day for a class of passengers). The cost of class k on arc a
// is  fixed_k(a) + time_cost_k(group of a) * t_a(volume) + prices of the constraints on a,
// in USD per tonne; volumes are pce a day, summed over classes.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "amur/base/ids.h"
#include "amur/network/delay.h"
#include "amur/network/graph.h"

namespace amur::assign {

/// No index.
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Freight of one class from an origin state to a destination state.
struct od_demand {
  state_id origin{0}, destination{0};
  double t_per_day = 0;
  /// Elastic demand: t_per_day * ((price_base + transport cost) / reference_price)^-elasticity.
  double elasticity = 0;
  double price_base_usd_per_t = 0;  ///< value of the good plus duty
  double reference_price_usd_per_t = 0;
  /// Whether it may enter a country again that it has left (the logit keeps others from that).
  bool may_reenter = false;
};

/// Freight that keeps to the alternative it took before: a share of what a demand delivers.
struct kept_alternative {
  std::uint32_t demand = 0;           ///< index into the class's demand
  std::vector<arc_id> labelled_arcs;  ///< in the order of travel
  double share = 0;
  double scarcity_before_usd_per_t = 0;  ///< what its places in full capacities cost then
};

struct user_class {
  std::string name;
  std::vector<double> fixed_cost_usd_per_t;   ///< [arc], infinite: this class can't use the arc
  std::vector<double> time_cost_usd_per_t_h;  ///< [arc group]
  std::vector<double> pce_per_t;              ///< [arc group]
  std::vector<double> vehicles_per_t;         ///< [arc group]
  /// [arc] added to the cost that the stochastic models choose by, may be negative, on labelled
  /// arcs alone; empty: nothing.
  std::vector<double> choice_constant_usd_per_t;
  double freight_t_per_t = 1;               ///< 0 for passengers: constraints in tonnes ignore them
  double dispersion_usd_per_t = 1;          ///< logit scale of modes and crossings
  double route_dispersion_usd_per_t = 0.1;  ///< logit scale of route detail within a leg
  double refusal_usd_per_t = 1000;          ///< dearer than this, freight stays unserved
  std::vector<od_demand> demand;
  /// Sorted by demand; only the logit takes it. Of an alternative that is still open, the share
  /// stays by which places on its way have not become dearer: exp(-rise / dispersion). All else
  /// chooses.
  std::vector<kept_alternative> kept;
};

enum class measure { vehicles, tonnes };

/// A hard capacity: the flow over `arcs` together is at most `limit` a day.
struct capacity_constraint {
  std::string name;
  std::vector<arc_id> arcs;
  assign::measure measure = measure::vehicles;
  double limit = 0;
};

/// What the nested logit considers.
struct choice_rules {
  /// Alternatives dearer than a pair's least cost by more than this many dispersions are left out.
  double considered_dispersions = 12;
  int max_changes = 3;  ///< of mode, within one stay in a country
};

struct problem {
  network::graph graph;
  std::vector<std::uint8_t> no_through;  ///< [state]; may be empty
  std::vector<std::uint32_t> arc_label;  ///< [arc]; 0: route detail, else its nest (mode change,
                                         ///< crossing, loading, unloading); empty: all 0
  std::vector<std::uint32_t> arc_group;  ///< [arc]; empty: all 0
  /// [state] index of its country, `none` on the high seas; empty: all in one country.
  std::vector<std::uint32_t> state_country;
  /// [arc] index of the border crossing (or strait) it leads over, the same both ways, else `none`;
  /// empty: no crossings. Labelled arcs without a crossing are changes of mode.
  std::vector<std::uint32_t> arc_crossing;
  choice_rules rules;
  std::vector<network::delay_function> delay;  ///< [arc]
  std::vector<user_class> classes;
  std::vector<capacity_constraint> constraints;

  [[nodiscard]] std::uint32_t label(std::size_t arc) const {
    return arc_label.empty() ? 0 : arc_label[arc];
  }
  [[nodiscard]] std::uint32_t group(std::size_t arc) const {
    return arc_group.empty() ? 0 : arc_group[arc];
  }
  [[nodiscard]] std::uint32_t country(std::size_t state) const {
    return state_country.empty() ? 0 : state_country[state];
  }
  [[nodiscard]] std::uint32_t crossing(std::size_t arc) const {
    return arc_crossing.empty() ? none : arc_crossing[arc];
  }
};

/// How a stochastic equilibrium moves its volumes from one loading to the next.
enum class step_rule {
  accelerated,          ///< `step_memory`, vouched for
  successive_averages,  ///< 1/n of the way after loading n (Sheffi & Powell 1982): a yardstick
};

struct solution;

struct options {
  double tolerance = 1e-6;
  int max_iterations = 500;
  std::size_t threads = 0;       ///< 0: all processors
  bool record_loadings = false;  ///< keep what `replay` needs (user equilibrium: one record a step)
  step_rule rule = step_rule::accelerated;
  /// A stochastic equilibrium starts from its volumes and prices where it has as many arcs and
  /// capacities.
  const solution* start = nullptr;
};

/// One line of a solver's log.
struct iteration {
  int number = 0;
  double residual = 0;             ///< what the tolerance is held against
  double constraint_residual = 0;  ///< largest relative excess (or priced slack) of a capacity
};

/// Called after each iteration; return false to cancel.
using progress_callback = std::function<bool(const iteration&)>;

struct bush_set;
struct markov_network;

enum class status { converged, iteration_limit, cancelled, no_finite_solution };

/// Where the Markovian choice has no finite solution: the costs of some cycle on the way to a
/// destination are too low beside the class's dispersion.
struct unbounded_walks {
  class_id user_class;
  state_id destination;
  double bounded_dispersion_usd_per_t = 0;  ///< one that has a solution; 0: none, a cycle is free
};

/// Why an origin-destination pair's freight did not move.
enum class unserved_reason { served, no_route, no_capacity };

struct od_result {
  double wanted_t = 0, delivered_t = 0, unserved_t = 0;
  double expected_cost_usd_per_t = 0;  ///< log-sum (logit) or least cost; infinite without a route
  unserved_reason reason = unserved_reason::served;
};

/// Arc times and constraint prices at which one loading was made, and the loading's weight in the
/// final flows. Replaying them gives every average along routes exactly.
struct loading_record {
  std::vector<double> arc_time_h;
  std::vector<double> constraint_price_usd;
  double weight = 1;
};

struct solution {
  assign::status status = status::iteration_limit;
  std::vector<iteration> log;
  double residual = 0;  ///< relative gap (user equilibrium) or relative flow change (logit)
  double constraint_residual = 0;
  std::vector<std::vector<double>> class_flow_t;  ///< [class][arc]
  std::vector<double> volume_pce;                 ///< [arc]
  std::vector<double> arc_time_h;                 ///< [arc], at the final volumes
  std::vector<double> constraint_price_usd;       ///< [constraint], per vehicle or per tonne
  std::vector<std::vector<od_result>> od;         ///< [class][demand]
  std::vector<loading_record> loadings;
  /// The bushes of a user equilibrium: its routes, and where a later solution can start.
  std::shared_ptr<const bush_set> bushes;
  /// [class] the walks of a Markovian solution, kept with the recorded loadings.
  std::shared_ptr<const std::vector<markov_network>> walks;
  unbounded_walks unbounded;  ///< holds where the status is `no_finite_solution`
  bool may_refuse = false;    ///< whether freight could stay unserved for want of capacity
  /// Of a stochastic equilibrium that was not reached: what moves most; else invalid.
  arc_id worst_arc;
  constraint_id worst_constraint;
  /// How far the logit looked for alternatives: less than `choice_rules` asks for where there would
  /// have been too many.
  double considered_dispersions = 0;
};

}  // namespace amur::assign
