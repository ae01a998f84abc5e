#pragma once
// Legs of the nested logit on a tape: what they cost, and which plain arcs their freight takes
// (assign/leg_routes.h has the equations).

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "amur/assign/leg_routes.h"
#include "amur/assign/linear_tape.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {

/// Not a variable.
inline constexpr linear_tape::variable no_variable = none;

/// Where the costs of arcs and the dispersion of routes stand on the tape.
struct leg_variables {
  linear_tape::variable first_cost = 0;  ///< of arc 0; the others follow
  linear_tape::variable route_dispersion = 0;
};

/// `considered_share` of x, and its derivative by x.
[[nodiscard]] std::pair<double, double> share_and_slope(double excess, double bound);

class leg_record {
 public:
  using variable = linear_tape::variable;

  /// `arc_cost` [arc] are the values of the variables from `at.first_cost` on; `leg_cost` is W of
  /// all legs at these costs.
  leg_record(const leg_model& model, std::span<const double> arc_cost,
             std::span<const double> leg_cost, const leg_variables& at, linear_tape& tape);

  /// Whether costs vary on the component's plain arcs.
  [[nodiscard]] bool varies(std::uint32_t component) const { return varies_[component] != 0; }

  /// W of a leg that some route leads over, recorded where it is asked for first.
  variable cost(std::uint32_t component, std::uint32_t row, std::uint32_t column);

  /// Adds to `arc_flow` [arc] the flows that `leg_flow`, by row, brings from there to the target.
  void load(const leg_target& target, std::span<const std::pair<std::uint32_t, variable>> leg_flow,
            std::vector<std::vector<variable>>& arc_flow);

 private:
  struct listed_route {
    double cost = 0;
    std::vector<std::uint32_t> arcs;
  };
  // The routes of a leg, in dispersions over the cheapest one.
  struct route_weights {
    std::size_t cheapest = 0;
    double sum = 0;                             // of weights
    std::vector<double> excess, weight, slope;  // slope: of the weight by the excess
  };
  void search(const leg_target& target);
  void extend(std::uint32_t state, double cost, double longest);
  bool list(std::uint32_t from);
  [[nodiscard]] route_weights weigh() const;
  variable sum_of(const std::vector<std::uint32_t>& arcs, double cost);
  variable listed_cost();
  void load_listed(variable flow, std::vector<std::vector<variable>>& arc_flow);
  void load_dense(std::span<const std::pair<std::uint32_t, variable>> leg_flow,
                  std::vector<std::vector<variable>>& arc_flow);
  struct nearer_arc {
    std::uint32_t arc = 0, place = 0;  // of its head
    variable value = no_variable;
    double probability = 0;
  };
  variable choose_nearer(std::uint32_t place, std::span<const variable> least,
                         std::span<const variable> within, std::vector<nearer_arc>& options);
  [[nodiscard]] variable cost_of(std::uint32_t arc) const { return at_.first_cost + arc; }

  leg_model model_;
  std::span<const double> arc_cost_, leg_cost_;
  leg_variables at_;
  linear_tape* tape_;
  route::tree_search tree_search_;
  const route::shortest_path_tree* tree_ = nullptr;
  std::uint32_t searched_ = none;      // the state that `tree_` is of
  std::vector<std::uint8_t> varies_;   // [component]
  std::vector<variable> known_;        // [leg]
  std::vector<std::uint8_t> visited_;  // [state]
  std::vector<std::uint32_t> trail_, rank_;
  std::vector<listed_route> routes_;
};

}  // namespace amur::assign
