#pragma once
// Multilateral resistances of structural gravity (Anderson & van Wincoop 2003).

#include <cstddef>
#include <span>
#include <vector>

#include "amur/trade/status.h"

namespace amur::trade {

struct resistances {
  trade_status status = trade_status::not_converged;
  trade_place place;
  /// Powers of the resistances, which stay finite where the resistances' own powers may not:
  std::vector<double> outward_power;  ///< Pi_i^(sigma - 1)
  std::vector<double> inward_power;   ///< P_j^(sigma - 1)
  double residual = 0;                ///< largest relative error of an equation
  std::vector<solver_step> log;
};

/// Solves, for shares of world output y and of world expenditure e and factors t_ij^(1 - sigma),
///   Pi_i^(1 - sigma) = sum_j t_ij^(1 - sigma) P_j^(sigma - 1) e_j      (their equation 10)
///   P_j^(1 - sigma) = sum_i t_ij^(1 - sigma) Pi_i^(sigma - 1) y_i      (their equation 11)
/// with P = 1 for the `reference` importer, and for the first importer of each bloc without it.
/// The equations are the first order conditions of a convex function of the powers' logarithms,
/// which Newton's method minimises after some turns of plain substitution. `start` may be empty.
[[nodiscard]] resistances solve_resistances(std::span<const double> output_share,
                                            std::span<const double> expenditure_share,
                                            std::span<const double> factor, std::size_t reference,
                                            double tolerance, int most_steps,
                                            const resistances* start = nullptr);

}  // namespace amur::trade
