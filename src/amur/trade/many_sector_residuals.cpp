// How far each equation of the many-sector model is from holding, all evaluated anew.

#include <algorithm>
#include <cmath>

#include "amur/trade/many_sector_state.h"

namespace amur::trade {
namespace {

double gap(double left, double right) { return std::abs(left - right); }

many_sector_residuals at_point(const sector_problem& problem, const sector_state& state) {
  const auto& world = *problem.world;
  many_sector_residuals found;
  std::vector<double> cost, price, share, output, expenditure;
  unit_costs(problem, state, cost);
  price_indices(problem, state.log_cost, price);
  expenditure_shares(problem, state.log_cost, state.log_price, share);
  outputs(problem, state, state.expenditure, output);
  auto anew = state;
  incomes(problem, state.expenditure, anew);
  expenditures(problem, output, anew.income, expenditure);

  double largest = 0;
  for (const double each : expenditure) largest = std::max(largest, each);
  std::vector<double> export_less_import(world.countries, 0);
  double spent = 0, earned = 0;
  for (std::size_t n = 0; n < world.countries; ++n)
    for (std::size_t j = 0; j < world.sectors; ++j) {
      const auto at = n * world.sectors + j;
      if (problem.makes[at] != 0)
        found.unit_costs = std::max(found.unit_costs, gap(cost[at], state.log_cost[at]));
      if (problem.has[at] == 0) continue;
      found.prices = std::max(found.prices, gap(price[at], state.log_price[at]));
      found.expenditure =
          std::max(found.expenditure, gap(expenditure[at], state.expenditure[at]) /
                                          std::max(state.expenditure[at], 1e-12 * largest));
      double sum = 0;
      for (std::size_t i = 0; i < world.countries; ++i) {
        const auto pair = pair_at(world, j, n, i);
        sum += state.share[pair];
        found.shares = std::max(found.shares, gap(share[pair], state.share[pair]));
        const double flow = state.net_share[pair] * state.expenditure[at];
        export_less_import[i] += flow;
        export_less_import[n] -= flow;
      }
      found.shares = std::max(found.shares, gap(sum, 1));
    }

  const auto excess = labour_excess(problem, state);
  double sum = 0, world_value_added = 0;
  for (std::size_t n = 0; n < world.countries; ++n) {
    const double value_added = std::exp(state.log_wage[n]) * world.value_added[n];
    world_value_added += value_added;
    sum += excess[n] * value_added;
    found.labour_market = std::max(found.labour_market, std::abs(excess[n]));
    found.trade_balance = std::max(
        found.trade_balance, std::abs(export_less_import[n] + problem.deficit[n]) / value_added);
    for (std::size_t j = 0; j < world.sectors; ++j) {
      const auto at = n * world.sectors + j;
      spent += state.expenditure[at];
      earned += output[at] * (1 - world.value_added_share[at]);
    }
    earned += anew.income[n];
  }
  found.walras = std::abs(sum) / world_value_added;
  found.world_budget = gap(spent, earned) / earned;
  return found;
}

}  // namespace

double many_sector_residuals::largest_equation() const {
  return std::max({unit_costs, prices, shares, expenditure, trade_balance, labour_market, walras,
                   world_budget});
}

many_sector_residuals find_residuals(const sector_problem& problem, const sector_state& state) {
  auto found = at_point(problem, state);
  auto doubled_problem = problem;
  auto doubled = state;
  for (double& each : doubled_problem.deficit) each *= 2;
  for (auto* logarithms : {&doubled.log_wage, &doubled.log_cost, &doubled.log_price})
    for (double& each : *logarithms) each += std::log(2.0);
  for (double& each : doubled.expenditure) each *= 2;
  for (double& each : doubled.output) each *= 2;
  found.homogeneity = std::max(
      0.0, at_point(doubled_problem, doubled).largest_equation() - found.largest_equation());
  return found;
}

}  // namespace amur::trade
