#pragma once
// The unknowns of the many-sector model and the blocks of equations that give one from another.
// Equation numbers are those of Caliendo & Parro (2015).

#include "amur/trade/many_sector.h"

namespace amur::trade {

/// The problem with the change applied.
struct sector_problem {
  const many_sector_world* world = nullptr;
  std::vector<double> duty;         ///< [pair] tau'
  std::vector<double> export_duty;  ///< [pair] the exporter's, new
  bool has_export_duty = false;     ///< any that is not 0
  std::vector<double> deficit;      ///< [country] D'
  std::vector<double> weight;     ///< [pair] pi_nij kappa-hat_nij^-theta; 0 where nothing can come
  std::vector<char> makes;        ///< [country, sector] can be made: all its inputs can be had
  std::vector<char> has;          ///< [country, sector] can be had
  std::vector<std::size_t> bloc;  ///< [country]
};

/// Logarithms of costs and prices, so that large elasticities don't overflow.
struct sector_state {
  std::vector<double> log_wage;             ///< [country]
  std::vector<double> log_cost, log_price;  ///< [country, sector]
  std::vector<double> share, net_share;     ///< [pair] pi', pi' / (1 + tau')
  std::vector<double> made_share;           ///< [pair] the latter without export duty
  std::vector<double> duty_rate;            ///< [country, sector] duty in a unit of spending
  std::vector<double> expenditure, output;  ///< [country, sector]
  std::vector<double> income, duty_revenue, export_duty_revenue;  ///< [country]
};

[[nodiscard]] inline std::size_t pair_at(const many_sector_world& world, std::size_t sector,
                                         std::size_t importer, std::size_t exporter) {
  return (sector * world.countries + importer) * world.countries + exporter;
}

/// Equation 10: ln c = gamma ln w + sum gamma_k ln P_k.
void unit_costs(const sector_problem& problem, const sector_state& state,
                std::vector<double>& log_cost);
/// Equation 11: P^-theta = sum pi (kappa-hat c-hat)^-theta.
void price_indices(const sector_problem& problem, const std::vector<double>& log_cost,
                   std::vector<double>& log_price);
/// Equation 12: pi' = pi (kappa-hat c-hat / P-hat)^-theta.
void expenditure_shares(const sector_problem& problem, const std::vector<double>& log_cost,
                        const std::vector<double>& log_price, std::vector<double>& share);
/// Y_nj = sum_i pi'_inj X_ij / (1 + tau'_inj), less the exporter's duty.
void outputs(const sector_problem& problem, const sector_state& state,
             const std::vector<double>& expenditure, std::vector<double>& output);
/// I_n = w_n L_n + R_n + D_n, R_n = sum tau' M + the exporter's duties. Sets the state's income and
/// revenue.
void incomes(const sector_problem& problem, const std::vector<double>& expenditure,
             sector_state& state);
/// Equation 13: X_nj = sum_k gamma_njk Y_nk + alpha_nj I_n.
void expenditures(const sector_problem& problem, const std::vector<double>& output,
                  const std::vector<double>& income, std::vector<double>& expenditure);

/// Prices and costs given wages, then shares. Returns the number of iterations.
int settle_prices(const sector_problem& problem, double tolerance, sector_state& state);
/// Spending and output given wages and shares.
int settle_spending(const sector_problem& problem, double tolerance, sector_state& state);

/// [country] what sectors pay their labour, relative to its income, less 1.
[[nodiscard]] std::vector<double> labour_excess(const sector_problem& problem,
                                                const sector_state& state);

[[nodiscard]] many_sector_residuals find_residuals(const sector_problem& problem,
                                                   const sector_state& state);

}  // namespace amur::trade
