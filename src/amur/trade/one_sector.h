#pragma once
// General equilibrium of structural gravity with one sector and fixed endowments (Anderson & van
// Wincoop 2003; Yotov, Piermartini, Monteiro & Larch 2016, chapter 2).

#include <cstddef>
#include <span>
#include <vector>

#include "amur/trade/resistance.h"

namespace amur::trade {

/// What countries spend beyond what they make when their output changes.
enum class deficit_rule {
  /// The ratio of expenditure to output stays, but for a factor common to a bloc that keeps its
  /// expenditure equal to its output.
  proportional,
  /// The deficit stays the same share of world output.
  held,
};

struct one_sector_world {
  std::span<const double> output;       ///< [country] Y_i, at factory-gate prices of 1
  std::span<const double> expenditure;  ///< [country] E_j
  /// [exporter * countries + importer] t_ij^(1 - sigma), up to a common factor: the exponential of
  /// what an estimated gravity equation says of the pair. 0: no trade.
  std::span<const double> trade_factor;
  double substitution_elasticity = 5;  ///< sigma, above 1
  std::size_t reference = 0;           ///< the importer whose inward resistance is always 1
  deficit_rule deficits = deficit_rule::proportional;
};

struct one_sector_options {
  double tolerance = 1e-12;  ///< of the largest relative error of an equation
  int most_steps = 200;
};

/// Largest relative errors.
struct one_sector_residuals {
  double resistances = 0;      ///< either equation of the multilateral resistances
  double prices = 0;           ///< factory-gate prices against outward resistances
  double market_clearing = 0;  ///< sales of an exporter against its output
  double budgets = 0;          ///< purchases of an importer against its expenditure
  double walras = 0;           ///< sum of excess demands, relative to world output
  double world_budget = 0;     ///< world expenditure against world output
  double homogeneity = 0;      ///< excess demand at all prices doubled against that at the prices
};

struct one_sector_equilibrium {
  trade_status status = trade_status::not_converged;
  trade_place place;
  std::vector<double> factory_gate_price;   ///< [country] beside 1 in the baseline
  std::vector<double> inward_resistance;    ///< P_j, the consumer price index
  std::vector<double> outward_resistance;   ///< Pi_i
  std::vector<double> output, expenditure;  ///< [country], at these prices
  std::vector<double> trade;                ///< [exporter * countries + importer]
  std::vector<double> real_output;          ///< Y / P
  std::vector<double> welfare;              ///< E / P
  one_sector_residuals residuals;
  std::vector<solver_step> log;
};

/// The trade that the model gives to today's outputs, expenditures and factors.
[[nodiscard]] one_sector_equilibrium solve_baseline(const one_sector_world& world,
                                                    const one_sector_options& options = {});

/// New factors with outputs, expenditures and prices as they were: only resistances answer.
[[nodiscard]] one_sector_equilibrium solve_conditional(const one_sector_world& world,
                                                       const one_sector_equilibrium& baseline,
                                                       std::span<const double> trade_factor,
                                                       const one_sector_options& options = {});

/// What the Python package gegravity reports as general equilibrium: resistances are those of the
/// conditional one, prices move inversely with outward resistances, and output, expenditure and
/// trade follow prices. Markets don't clear then; the residual says by how much.
[[nodiscard]] one_sector_equilibrium follow_implied_prices(
    const one_sector_world& world, const one_sector_equilibrium& baseline,
    const one_sector_equilibrium& conditional, std::span<const double> trade_factor);

/// New factors, all else answering: quantities are endowments, prices clear all markets.
///   Y_i p_i = sum_j s_ij E_j,   s_ij = (beta_i p_i)^(1-sigma) t_ij^(1-sigma) / P_j^(1-sigma),
///   P_j^(1-sigma) = sum_i (beta_i p_i)^(1-sigma) t_ij^(1-sigma),
/// with beta calibrated by (beta_i)^(1-sigma) = y_i Pi_i^(sigma-1) of the baseline. P = 1 for the
/// reference; a bloc without it keeps the value of its output.
[[nodiscard]] one_sector_equilibrium solve_full(const one_sector_world& world,
                                                const one_sector_equilibrium& baseline,
                                                std::span<const double> trade_factor,
                                                const one_sector_options& options = {});

}  // namespace amur::trade
