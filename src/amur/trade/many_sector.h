#pragma once
// General equilibrium with many sectors, input-output links and duty revenue, in changes from
// observed shares (Caliendo & Parro 2015; Dekle, Eaton & Kortum 2008).

#include <cstddef>
#include <span>
#include <vector>

#include "amur/trade/status.h"

namespace amur::trade {

/// What is known of the world today. Pairs are laid out as
/// [(sector * countries + importer) * countries + exporter], a country's sectors as
/// [country * sectors + sector].
struct many_sector_world {
  std::size_t countries = 0, sectors = 0;
  /// theta_j. Eaton & Kortum: dispersion of productivity among a sector's goods. Armington: the
  /// elasticity of substitution among countries of origin, less 1.
  std::vector<double> trade_elasticity;
  std::vector<double> share;  ///< pi_nij: of an importer's spending, duty included, by exporter
  std::vector<double> duty;   ///< tau_nij: the importer's, ad valorem, on the price at the border
  /// The exporter's, ad valorem on the price at the factory: the price at the border holds it.
  /// Empty: none.
  std::vector<double> export_duty;
  std::vector<double> value_added_share;  ///< gamma_nj: of the value of output
  /// gamma_nkj: of the value of output of j, what input k costs:
  /// [(country * sectors + using sector) * sectors + input]
  std::vector<double> input_share;
  std::vector<double> final_share;  ///< alpha_nj: of final spending
  std::vector<double> value_added;  ///< [country] w_n L_n
  std::vector<double> deficit;      ///< [country] D_n: spending beyond income, summing to 0
};

/// Accounts of a year, from which shares follow. Trade is at the border: export duty is in it,
/// import duty is not.
struct trade_accounts {
  std::size_t countries = 0, sectors = 0;
  std::span<const double> trade_elasticity, trade, duty;
  std::span<const double> intermediate;  ///< [(country * sectors + using sector) * sectors + input]
  std::span<const double> final_consumption, value_added;  ///< [country * sectors + sector]
  std::span<const double> deficit;                         ///< [country]
  std::span<const double> export_duty = {};                ///< [pair]; empty: none
};

/// A sector without output is given value added alone, which nobody will demand.
[[nodiscard]] many_sector_world calibrate(const trade_accounts& accounts);

enum class deficit_treatment { held, closed };

/// What changes. Empty: as it is today.
struct trade_change {
  std::span<const double> duty;  ///< the new tau'_nij
  /// d-hat_nij: the factor on the cost of delivering; infinity is a ban that is kept.
  std::span<const double> cost_factor;
  deficit_treatment deficits = deficit_treatment::held;
  std::span<const double> export_duty = {};  ///< the exporter's new ones
};

struct many_sector_options {
  double tolerance = 1e-11;  ///< of the largest relative excess of labour demand
  int most_steps = 500;
};

/// Largest relative errors of the equations of Caliendo & Parro (2015).
struct many_sector_residuals {
  double unit_costs = 0;     ///< equation 10
  double prices = 0;         ///< equation 11
  double shares = 0;         ///< equation 12, and that shares sum to 1
  double expenditure = 0;    ///< equation 13: supply of each sector meets demand
  double trade_balance = 0;  ///< equation 14, relative to value added
  double labour_market = 0;  ///< payments to labour against its income
  double walras = 0;         ///< sum of excess demands for labour, relative to world value added
  double world_budget = 0;   ///< world spending against world income, relative
  double homogeneity = 0;    ///< largest of the above at all nominal values doubled, less itself
  [[nodiscard]] double largest_equation() const;
};

/// Values are factors of change from today (hats) or amounts in the accounts' currency, in which
/// the value added of the world (of each bloc that trades within itself alone) is as today.
struct many_sector_equilibrium {
  trade_status status = trade_status::not_converged;
  trade_place place;
  std::vector<double> wage;                 ///< [country] w-hat
  std::vector<double> unit_cost;            ///< [country, sector] c-hat; infinite: can't be made
  std::vector<double> price;                ///< [country, sector] P-hat; infinite: can't be had
  std::vector<double> consumer_price;       ///< [country] product of P-hat^alpha
  std::vector<double> share, trade;         ///< [pair] pi', and flows at the border
  std::vector<double> expenditure;          ///< [country, sector] X'
  std::vector<double> output;               ///< [country, sector] Y', net of duties
  std::vector<double> income;               ///< [country] I' = wage income + duty revenue + deficit
  std::vector<double> duty_revenue;         ///< [country] of duties on imports and exports
  std::vector<double> export_duty_revenue;  ///< [country] what of it is on exports
  std::vector<double> duty, export_duty, cost_factor;  ///< [pair] that it was solved with
  many_sector_residuals residuals;
  std::vector<solver_step> log;
};

/// Solves for wages at which labour markets clear; within, prices given wages and spending given
/// both. Prices are a contraction whatever the elasticities, since each sector pays for labour.
/// Throws std::invalid_argument on arrays that don't fit together. A world without a solution is an
/// answer: its status and place.
[[nodiscard]] many_sector_equilibrium solve_many_sectors(const many_sector_world& world,
                                                         const trade_change& change = {},
                                                         const many_sector_options& options = {});

/// Changes from one equilibrium to another, as shares (0.01 is one per cent).
struct welfare_change {
  std::vector<double> real_income;  ///< [country] of I / P
  std::vector<double> real_wage;    ///< [country] of w / P
  /// To first order (Caliendo & Parro's decomposition of welfare), relative to income in `from`:
  std::vector<double> terms_of_trade, volume_of_trade, delivery_cost, first_order;
  /// False where a cost became infinite: then the first order says nothing and leaves it out.
  bool first_order_is_meaningful = true;
};

[[nodiscard]] welfare_change compare(const many_sector_world& world,
                                     const many_sector_equilibrium& from,
                                     const many_sector_equilibrium& to);

}  // namespace amur::trade
