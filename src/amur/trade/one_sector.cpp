#include "amur/trade/one_sector.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "amur/trade/blocs.h"
#include "amur/trade/endowment_prices.h"

namespace amur::trade {
namespace {

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

std::vector<double> shares(std::span<const double> values) {
  const double total = sum_of(values);
  std::vector<double> share(values.begin(), values.end());
  for (double& each : share) each /= total;
  return share;
}

void check(const one_sector_world& world, std::span<const double> factor) {
  const auto n = world.output.size();
  if (world.expenditure.size() != n || world.trade_factor.size() != n * n ||
      factor.size() != n * n || world.reference >= n)
    throw std::invalid_argument("arrays of a one-sector world don't fit together");
}

// The first number that is out of range; `nobody` where there is none and sigma is to blame.
bool find_invalid(const one_sector_world& world, std::span<const double> factor,
                  trade_place& place) {
  const auto n = world.output.size();
  const auto bad = [](double value) { return !(value >= 0) || std::isinf(value); };
  for (std::size_t i = 0; i < n; ++i) {
    if (bad(world.output[i]) || bad(world.expenditure[i])) {
      place.country = i;
      return true;
    }
    for (std::size_t j = 0; j < n; ++j)
      if (bad(world.trade_factor[i * n + j]) || bad(factor[i * n + j])) {
        place.country = i;
        place.partner = j;
        return true;
      }
  }
  return !(world.substitution_elasticity > 1) || std::isinf(world.substitution_elasticity);
}

// Trade by the gravity equation, X_ij = (Y_i / Y) E_j t_ij^(1-sigma) Pi_i^(sigma-1) P_j^(sigma-1).
void fill_trade(std::span<const double> factor, const resistances& found,
                one_sector_equilibrium& made) {
  const auto n = made.output.size();
  const double world = sum_of(made.output);
  made.trade.resize(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      made.trade[i * n + j] = made.output[i] / world * made.expenditure[j] * factor[i * n + j] *
                              found.outward_power[i] * found.inward_power[j];
}

// Everything that follows from prices, output, expenditure and resistances.
void fill_outcome(const one_sector_world& world, std::span<const double> factor,
                  const resistances& found, one_sector_equilibrium& made) {
  const auto n = made.output.size();
  const double power = 1 / (world.substitution_elasticity - 1);
  made.inward_resistance.resize(n);
  made.outward_resistance.resize(n);
  made.real_output.resize(n);
  made.welfare.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    made.inward_resistance[i] = std::pow(found.inward_power[i], power);
    made.outward_resistance[i] = std::pow(found.outward_power[i], power);
    made.real_output[i] = made.output[i] / made.inward_resistance[i];
    made.welfare[i] = made.expenditure[i] / made.inward_resistance[i];
  }
  fill_trade(factor, found, made);

  auto& residual = made.residuals;
  const double world_output = sum_of(made.output);
  double excess = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double sold = 0, bought = 0, in = 0, out = 0;
    for (std::size_t j = 0; j < n; ++j) {
      sold += made.trade[i * n + j];
      bought += made.trade[j * n + i];
      in += factor[j * n + i] * found.outward_power[j] * made.output[j] / world_output;
      out += factor[i * n + j] * found.inward_power[j] * made.expenditure[j] / world_output;
    }
    excess += sold - made.output[i];
    residual.resistances = std::max({residual.resistances, std::abs(in * found.inward_power[i] - 1),
                                     std::abs(out * found.outward_power[i] - 1)});
    if (made.output[i] > 0)
      residual.market_clearing =
          std::max(residual.market_clearing, std::abs(sold / made.output[i] - 1));
    if (made.expenditure[i] > 0)
      residual.budgets = std::max(residual.budgets, std::abs(bought / made.expenditure[i] - 1));
  }
  residual.walras = std::abs(excess) / world_output;
  residual.world_budget = std::abs(sum_of(made.expenditure) / world_output - 1);
}

resistances powers_of(const one_sector_world& world, const one_sector_equilibrium& made) {
  resistances found;
  found.status = made.status;
  const double power = world.substitution_elasticity - 1;
  for (std::size_t i = 0; i < made.output.size(); ++i) {
    found.outward_power.push_back(std::pow(made.outward_resistance[i], power));
    found.inward_power.push_back(std::pow(made.inward_resistance[i], power));
  }
  return found;
}

// Excess demand depends on relative prices alone: what doubling all of them changes.
double homogeneity_of(const endowment_economy& economy, std::span<const double> price) {
  std::vector<double> doubled(price.begin(), price.end());
  for (double& each : doubled) each *= 2;
  const auto once = excess_demand(economy, price), twice = excess_demand(economy, doubled);
  double largest = 0;
  for (std::size_t i = 0; i < once.size(); ++i)
    largest = std::max(largest, std::abs(twice[i] - once[i]));
  return largest;
}

endowment_economy make_economy(const one_sector_world& world,
                               const one_sector_equilibrium& baseline,
                               std::span<const double> factor) {
  const auto base = powers_of(world, baseline);
  const double world_output = sum_of(world.output);
  // Expenditure in units of world output, as the resistances know it.
  const double scale = world_output / sum_of(world.expenditure);
  endowment_economy economy;
  economy.countries = world.output.size();
  economy.reference = world.reference;
  economy.price_power = 1 - world.substitution_elasticity;
  economy.deficits = world.deficits;
  economy.factor = factor;
  for (std::size_t i = 0; i < economy.countries; ++i) {
    economy.output.push_back(world.output[i] / world_output);
    economy.expenditure.push_back(world.expenditure[i] * scale / world_output);
    economy.preference.push_back(economy.output[i] * base.outward_power[i]);
  }
  economy.bloc = find_blocs(factor, economy.countries);
  return economy;
}

one_sector_equilibrium solve_at_baseline_prices(const one_sector_world& world,
                                                std::span<const double> factor,
                                                const one_sector_options& options,
                                                const resistances* start) {
  one_sector_equilibrium made;
  check(world, factor);
  if (find_invalid(world, factor, made.place)) {
    made.status = trade_status::invalid_data;
    return made;
  }
  const auto n = world.output.size();
  const auto found =
      solve_resistances(shares(world.output), shares(world.expenditure), factor, world.reference,
                        options.tolerance, options.most_steps, start);
  made.status = found.status;
  made.place = found.place;
  made.log = found.log;
  if (found.status != trade_status::solved) return made;
  made.factory_gate_price.assign(n, 1);
  made.output.assign(world.output.begin(), world.output.end());
  made.expenditure.assign(world.expenditure.begin(), world.expenditure.end());
  for (double& each : made.expenditure) each *= sum_of(world.output) / sum_of(world.expenditure);
  fill_outcome(world, factor, found, made);
  return made;
}

}  // namespace

one_sector_equilibrium solve_baseline(const one_sector_world& world,
                                      const one_sector_options& options) {
  auto made = solve_at_baseline_prices(world, world.trade_factor, options, nullptr);
  if (made.status == trade_status::solved)
    made.residuals.homogeneity =
        homogeneity_of(make_economy(world, made, world.trade_factor), made.factory_gate_price);
  return made;
}

one_sector_equilibrium solve_conditional(const one_sector_world& world,
                                         const one_sector_equilibrium& baseline,
                                         std::span<const double> trade_factor,
                                         const one_sector_options& options) {
  check(world, trade_factor);
  const auto start = powers_of(world, baseline);
  return solve_at_baseline_prices(world, trade_factor, options, &start);
}

one_sector_equilibrium follow_implied_prices(const one_sector_world& world,
                                             const one_sector_equilibrium& baseline,
                                             const one_sector_equilibrium& conditional,
                                             std::span<const double> trade_factor) {
  check(world, trade_factor);
  auto made = conditional;
  for (std::size_t i = 0; i < made.output.size(); ++i) {
    const double price = baseline.outward_resistance[i] / conditional.outward_resistance[i];
    made.factory_gate_price[i] = price;
    made.output[i] *= price;
    made.expenditure[i] *= price;
  }
  made.residuals = {};
  fill_outcome(world, trade_factor, powers_of(world, conditional), made);
  return made;
}

one_sector_equilibrium solve_full(const one_sector_world& world,
                                  const one_sector_equilibrium& baseline,
                                  std::span<const double> trade_factor,
                                  const one_sector_options& options) {
  check(world, trade_factor);
  one_sector_equilibrium made;
  if (find_invalid(world, trade_factor, made.place)) {
    made.status = trade_status::invalid_data;
    return made;
  }
  const auto economy = make_economy(world, baseline, trade_factor);
  const auto found =
      solve_prices(economy, world.trade_factor, options.tolerance, options.most_steps);
  made.status = found.status;
  made.place = found.place;
  made.log = found.log;
  if (found.status != trade_status::solved) return made;

  const auto n = economy.countries;
  const double world_output = sum_of(world.output);
  made.factory_gate_price = found.price;
  const auto expenditure = expenditure_at(economy, found.price);
  resistances power;
  double output_share_scale = 0;
  for (std::size_t i = 0; i < n; ++i) {
    made.output.push_back(world.output[i] * found.price[i]);
    made.expenditure.push_back(expenditure[i] * world_output);
    output_share_scale += economy.output[i] * found.price[i];
  }
  // P_j^(1-sigma) from prices; Pi_i^(1-sigma) from its own equation, which then has to agree with
  // (beta_i p_i)^(1-sigma) = y_i Pi_i^(sigma-1): market clearing in other words.
  const auto index = price_index_power(economy, found.price);
  for (std::size_t j = 0; j < n; ++j) power.inward_power.push_back(1 / index[j]);
  for (std::size_t i = 0; i < n; ++i) {
    double out = 0;
    for (std::size_t j = 0; j < n; ++j)
      out += trade_factor[i * n + j] * power.inward_power[j] * expenditure[j] / output_share_scale;
    power.outward_power.push_back(1 / out);
  }
  fill_outcome(world, trade_factor, power, made);
  for (std::size_t i = 0; i < n; ++i) {
    if (!(economy.output[i] > 0)) continue;
    const double implied = economy.preference[i] * std::pow(found.price[i], economy.price_power) *
                           output_share_scale /
                           (economy.output[i] * found.price[i] * power.outward_power[i]);
    made.residuals.prices = std::max(made.residuals.prices, std::abs(implied - 1));
  }
  made.residuals.homogeneity = homogeneity_of(economy, found.price);
  return made;
}

}  // namespace amur::trade
