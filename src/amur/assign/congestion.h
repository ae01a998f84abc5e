#pragma once
// Flows on arcs and through hard capacities, and the costs that follow from them, kept up to date
// arc by arc.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/problem.h"

namespace amur::assign {

/// What one tonne of a class pays on an arc (USD), and by how much that rises with each further
/// tonne a day of the same class.
struct marginal_cost {
  double cost = 0, slope = 0;
};

/// The volume of each arc with its time and slope, and the flow through each hard capacity with its
/// price. A capacity costs max(0, multiplier + penalty * (flow - limit)) per unit of its measure,
/// the augmented Lagrangian of flow <= limit (Hestenes 1969; Powell 1969).
class congestion {
 public:
  explicit congestion(const problem& problem);

  [[nodiscard]] std::span<const double> volume_pce() const { return volume_; }
  [[nodiscard]] double time_h(std::uint32_t arc) const { return state_[arc].time_h; }
  /// d time / d volume, in h per pce a day.
  [[nodiscard]] double slope(std::uint32_t arc) const { return state_[arc].slope; }

  [[nodiscard]] marginal_cost at(const user_class& user, std::uint32_t arc) const {
    const auto group = problem_->group(arc);
    const double time_cost = user.time_cost_usd_per_t_h[group];
    marginal_cost sum{user.fixed_cost_usd_per_t[arc] + time_cost * state_[arc].time_h,
                      time_cost * user.pce_per_t[group] * state_[arc].slope};
    if (!capacities_.empty()) add_prices(user, arc, sum);
    return sum;
  }

  /// Adds `t` tonnes a day of a class to the arc; rounding never leaves a volume below zero.
  void add(const user_class& user, std::uint32_t arc, double t) {
    const double volume = volume_[arc] + t * user.pce_per_t[problem_->group(arc)];
    volume_[arc] = volume > 0 ? volume : 0;
    update(arc);
    if (!capacities_.empty()) add_to_capacities(user, arc, t);
  }

  /// Replaces volumes (pce a day by arc) and flows (by hard capacity, in its measure).
  void set(std::vector<double> volume_pce, std::span<const double> constraint_flow);

  /// Writes the class's [arc] costs.
  void write_costs(const user_class& user, std::vector<double>& cost) const;

  [[nodiscard]] std::vector<double> constraint_prices() const;
  /// Largest relative excess of a hard capacity or, where it is priced, room in it.
  [[nodiscard]] double constraint_residual() const;
  /// Makes the present prices the multipliers, and stiffens penalties that have not helped.
  void update_multipliers();

 private:
  struct arc_state {
    double time_h = 0, slope = 0;
  };
  // A delay function boiled down to what the inner loop needs: base + rise * (v * scale)^power.
  struct curve {
    double base = 0, rise = 0, scale = 0, power = 0;
  };
  struct capacity {
    double flow = 0, limit = 0, multiplier = 0, penalty = 0, last_residual = 0;
    [[nodiscard]] double price() const;
    [[nodiscard]] double residual() const;
  };
  void update(std::uint32_t arc);
  void set_state(std::uint32_t arc, double whole, double lower);
  void add_prices(const user_class& user, std::uint32_t arc, marginal_cost& sum) const;
  void add_to_capacities(const user_class& user, std::uint32_t arc, double t);
  void list_capacities();

  const problem* problem_;
  std::vector<double> volume_;
  std::vector<arc_state> state_;
  std::vector<curve> curve_;  // rise zero: constant; power negative: not of this form
  std::vector<capacity> capacities_;
  std::vector<std::uint32_t> first_of_arc_, of_arc_;  // capacities of each arc
};

}  // namespace amur::assign
