#include "amur/trade/many_sector.h"

#include <algorithm>
#include <cmath>

#include "amur/trade/acceleration.h"
#include "amur/trade/many_sector_setup.h"

namespace amur::trade {
namespace {

constexpr std::size_t wages_mixed = 20;
constexpr double loosest_inner = 1e-4, tightest_inner = 1e-14, inner_share = 1e-3;
constexpr double longest_wage_step = 0.5;  // of a wage's logarithm
constexpr int most_retreats = 40;

// Each bloc's value added stays what it is today: the numeraire.
void normalise(const sector_problem& problem, std::vector<double>& log_wage) {
  const auto& world = *problem.world;
  std::vector<double> now(world.countries, 0), today(world.countries, 0);
  for (std::size_t n = 0; n < world.countries; ++n) {
    now[problem.bloc[n]] += std::exp(log_wage[n]) * world.value_added[n];
    today[problem.bloc[n]] += world.value_added[n];
  }
  for (std::size_t n = 0; n < world.countries; ++n)
    log_wage[n] -= std::log(now[problem.bloc[n]] / today[problem.bloc[n]]);
}

sector_state start_state(const sector_problem& problem) {
  const auto& world = *problem.world;
  sector_state state;
  state.log_wage.assign(world.countries, 0);
  state.log_cost.assign(world.countries * world.sectors, 0);
  state.log_price.assign(world.countries * world.sectors, 0);
  state.output.assign(world.countries * world.sectors, 0);
  for (std::size_t n = 0; n < world.countries; ++n)
    for (std::size_t j = 0; j < world.sectors; ++j)
      state.expenditure.push_back(world.final_share[n * world.sectors + j] * world.value_added[n]);
  return state;
}

void settle(const sector_problem& problem, double tolerance, sector_state& state) {
  settle_prices(problem, tolerance, state);
  settle_spending(problem, tolerance, state);
}

// How fast labour demand falls with a country's own wage, prices elsewhere given: by the trade
// elasticity, on the part of cost that is labour and on sales where others compete.
std::vector<double> own_elasticity(const sector_problem& problem, const sector_state& state) {
  const auto& world = *problem.world;
  std::vector<double> elasticity(world.countries, 0), labour(world.countries, 0);
  for (std::size_t j = 0; j < world.sectors; ++j)
    for (std::size_t n = 0; n < world.countries; ++n)
      for (std::size_t i = 0; i < world.countries; ++i) {
        const auto pair = pair_at(world, j, n, i);
        const auto at = i * world.sectors + j;
        const double paid = world.value_added_share[at] * state.made_share[pair] *
                            state.expenditure[n * world.sectors + j];
        labour[i] += paid;
        elasticity[i] += paid * world.trade_elasticity[j] * world.value_added_share[at] *
                         (1 - state.share[pair]);
      }
  for (std::size_t i = 0; i < world.countries; ++i)
    elasticity[i] = labour[i] > 0 ? elasticity[i] / labour[i] : 0;
  return elasticity;
}

// The country that would spend less than nothing, or `nobody`.
std::size_t negative_income(const sector_state& state) {
  for (std::size_t n = 0; n < state.income.size(); ++n)
    if (!(state.income[n] > 0)) return n;
  return trade_place::nobody;
}

double largest_of(std::span<const double> values, std::size_t& where) {
  double largest = 0;
  for (std::size_t n = 0; n < values.size(); ++n)
    if (!(std::abs(values[n]) <= largest)) {
      largest = std::abs(values[n]);
      where = n;
    }
  return largest;
}

// Goes back towards the last wages at which everybody could spend, until everybody can.
bool retreat(const sector_problem& problem, const std::vector<double>& last_good, double inner,
             sector_state& state) {
  for (int i = 0; i < most_retreats; ++i) {
    if (negative_income(state) == trade_place::nobody) return true;
    for (std::size_t n = 0; n < state.log_wage.size(); ++n)
      state.log_wage[n] = (state.log_wage[n] + last_good[n]) / 2;
    settle(problem, inner, state);
  }
  return negative_income(state) == trade_place::nobody;
}

// Wages rise where labour is short, mixed with what earlier steps taught.
trade_status find_wages(const sector_problem& problem, const many_sector_options& options,
                        sector_state& state, many_sector_equilibrium& found) {
  const auto countries = problem.world->countries;
  anderson mix(countries, wages_mixed);
  std::vector<double> step(countries), last_good = state.log_wage;
  double inner = loosest_inner;
  settle(problem, inner, state);
  if (const auto n = negative_income(state); n != trade_place::nobody) {
    found.place.country = n;
    return trade_status::negative_absorption;
  }
  int retreats = 0;
  for (int number = 0; number <= options.most_steps; ++number) {
    const auto excess = labour_excess(problem, state);
    const double largest = largest_of(excess, found.place.country);
    found.log.push_back({number, largest});
    if (!std::isfinite(largest)) return trade_status::not_converged;
    if (largest <= options.tolerance && inner <= 10 * tightest_inner) {
      found.place = {};
      return trade_status::solved;
    }
    last_good = state.log_wage;
    const auto elasticity = own_elasticity(problem, state);
    for (std::size_t n = 0; n < countries; ++n)
      step[n] = std::log1p(std::max(excess[n], -0.99)) / (1 + elasticity[n]);
    mix.advance(state.log_wage, step);
    for (std::size_t n = 0; n < countries; ++n)
      state.log_wage[n] = std::clamp(state.log_wage[n], last_good[n] - longest_wage_step,
                                     last_good[n] + longest_wage_step);
    normalise(problem, state.log_wage);
    inner = std::clamp(inner_share * largest, tightest_inner, inner);
    settle(problem, inner, state);
    if (const auto n = negative_income(state); n != trade_place::nobody) {
      mix.forget();
      found.place.country = n;
      if (++retreats > most_retreats || !retreat(problem, last_good, inner, state))
        return trade_status::negative_absorption;
    }
  }
  return trade_status::not_converged;
}

std::vector<double> exponentials(std::span<const double> logarithms) {
  std::vector<double> values;
  for (const double each : logarithms) values.push_back(std::exp(each));
  return values;
}

void report(const sector_problem& problem, const trade_change& change, const sector_state& state,
            many_sector_equilibrium& found) {
  const auto& world = *problem.world;
  found.wage = exponentials(state.log_wage);
  found.unit_cost = exponentials(state.log_cost);
  found.price = exponentials(state.log_price);
  found.share = state.share;
  found.expenditure = state.expenditure;
  found.output = state.output;
  found.income = state.income;
  found.duty_revenue = state.duty_revenue;
  found.export_duty_revenue = state.export_duty_revenue;
  found.duty = problem.duty;
  found.export_duty = problem.export_duty;
  found.cost_factor.assign(problem.weight.size(), 1);
  if (!change.cost_factor.empty())
    found.cost_factor.assign(change.cost_factor.begin(), change.cost_factor.end());
  found.trade.resize(state.net_share.size());
  for (std::size_t j = 0; j < world.sectors; ++j)
    for (std::size_t n = 0; n < world.countries; ++n)
      for (std::size_t i = 0; i < world.countries; ++i) {
        const auto pair = pair_at(world, j, n, i);
        found.trade[pair] = state.net_share[pair] * state.expenditure[n * world.sectors + j];
      }
  for (std::size_t n = 0; n < world.countries; ++n) {
    double sum = 0;
    for (std::size_t j = 0; j < world.sectors; ++j)
      if (const double share = world.final_share[n * world.sectors + j]; share > 0)
        sum += share * state.log_price[n * world.sectors + j];
    found.consumer_price.push_back(std::exp(sum));
  }
  found.residuals = find_residuals(problem, state);
}

}  // namespace

many_sector_world calibrate(const trade_accounts& accounts) {
  const auto n_of = accounts.countries, j_of = accounts.sectors;
  many_sector_world world;
  world.countries = n_of;
  world.sectors = j_of;
  world.trade_elasticity.assign(accounts.trade_elasticity.begin(), accounts.trade_elasticity.end());
  world.duty.assign(accounts.duty.begin(), accounts.duty.end());
  world.export_duty.assign(accounts.export_duty.begin(), accounts.export_duty.end());
  world.deficit.assign(accounts.deficit.begin(), accounts.deficit.end());
  world.share.resize(j_of * n_of * n_of);
  for (std::size_t importer = 0; importer < j_of * n_of; ++importer) {
    double sum = 0;
    for (auto pair = importer * n_of; pair < (importer + 1) * n_of; ++pair)
      sum += accounts.trade[pair] * (1 + accounts.duty[pair]);
    for (auto pair = importer * n_of; pair < (importer + 1) * n_of; ++pair)
      world.share[pair] = sum > 0 ? accounts.trade[pair] * (1 + accounts.duty[pair]) / sum : 0;
  }
  world.input_share.resize(n_of * j_of * j_of);
  world.value_added.assign(n_of, 0);
  for (std::size_t n = 0; n < n_of; ++n) {
    double consumed = 0;
    for (std::size_t j = 0; j < j_of; ++j) consumed += accounts.final_consumption[n * j_of + j];
    for (std::size_t j = 0; j < j_of; ++j) {
      const auto at = n * j_of + j;
      double output = accounts.value_added[at];
      for (std::size_t k = 0; k < j_of; ++k) output += accounts.intermediate[at * j_of + k];
      for (std::size_t k = 0; k < j_of; ++k)
        world.input_share[at * j_of + k] =
            output > 0 ? accounts.intermediate[at * j_of + k] / output : 0;
      world.value_added_share.push_back(output > 0 ? accounts.value_added[at] / output : 1);
      world.final_share.push_back(accounts.final_consumption[at] / consumed);
      world.value_added[n] += accounts.value_added[at];
    }
  }
  return world;
}

many_sector_equilibrium solve_many_sectors(const many_sector_world& world,
                                           const trade_change& change,
                                           const many_sector_options& options) {
  many_sector_equilibrium found;
  sector_problem problem;
  found.status = set_up(world, change, problem, found.place);
  if (found.status != trade_status::not_converged) return found;
  auto state = start_state(problem);
  found.status = find_wages(problem, options, state, found);
  report(problem, change, state, found);
  return found;
}

}  // namespace amur::trade
