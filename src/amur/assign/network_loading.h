#pragma once
// One loading of all classes at given volumes and prices, and how far it is from an equilibrium.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "amur/assign/class_loading.h"
#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Loads class `user` at its [arc] costs in USD per tonne, of which the capacities' prices are
/// part; `pool` and `thread` as in `class_task`.
using load_user = std::function<void(std::size_t user, std::span<const double> arc_cost,
                                     std::span<const double> price_usd, thread_pool& pool,
                                     std::size_t thread, class_loading& loading)>;

/// The unknowns of a stochastic equilibrium: volumes of the arcs whose time depends on them, in pce
/// a day, then prices of the hard capacities, in USD per unit of their measure.
struct unknowns {
  explicit unknowns(const problem& problem);
  std::vector<std::uint32_t> arcs;
  std::size_t constraints = 0;
  [[nodiscard]] std::size_t size() const { return arcs.size() + constraints; }
};

/// The network loaded at a point.
struct evaluation {
  std::vector<double> point;  ///< [unknown]
  std::vector<double> image;  ///< [unknown] volumes F of the loading, and flows over capacities
  /// [unknown] F - v; the logarithm of flow over limit, 0 where it is unpriced with room.
  std::vector<double> residual;
  std::vector<double> excess;  ///< [unknown] F - v; flow - limit, 0 where unpriced with room
  std::vector<double> worth;   ///< [unknown] USD that one more h for each pce a day costs; 1
  std::vector<double> scale;   ///< [constraint] price rise that divides the flow by about e
  std::vector<class_loading> classes;
  std::vector<double> arc_time_h;  ///< at the point
  std::vector<double> volume_pce;  ///< F, of all arcs
  double relative = 0;    ///< |F - v|_1 over what is loaded on these arcs or delivered in all
  double constraint = 0;  ///< largest relative excess of a capacity or, where priced, room in it
  arc_id worst_arc;
  constraint_id worst_constraint;
};

[[nodiscard]] evaluation evaluate(const problem& problem, const unknowns& unknowns,
                                  std::vector<double> point, thread_pool& pool,
                                  const load_user& load);

/// [unknown] volumes, and flows over capacities, that a loading at [arc] hours and prices brings.
[[nodiscard]] std::vector<double> image_at(const problem& problem, const unknowns& unknowns,
                                           std::span<const double> arc_time_h,
                                           std::span<const double> price_usd, thread_pool& pool,
                                           const load_user& load);

/// [unknown] hours of the arcs, then prices, at a point.
[[nodiscard]] std::vector<double> times_and_prices(const problem& problem, const unknowns& unknowns,
                                                   std::span<const double> point);

}  // namespace amur::assign
