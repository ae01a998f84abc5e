#include "amur/trade/many_sector_state.h"

#include <algorithm>
#include <cmath>

#include "amur/base/number.h"
#include "amur/trade/acceleration.h"

namespace amur::trade {
namespace {

constexpr int most_iterations = 2000;
constexpr std::size_t steps_mixed = 5;

double largest_of(std::span<const double> values) {
  double largest = 0;
  for (const double each : values) largest = std::max(largest, std::abs(each));
  return largest;
}

void refresh_shares(const sector_problem& problem, sector_state& state) {
  const auto& world = *problem.world;
  expenditure_shares(problem, state.log_cost, state.log_price, state.share);
  state.net_share.resize(state.share.size());
  state.made_share.resize(state.share.size());
  state.duty_rate.assign(world.countries * world.sectors, 0);
  for (std::size_t j = 0; j < world.sectors; ++j)
    for (std::size_t n = 0; n < world.countries; ++n)
      for (std::size_t i = 0; i < world.countries; ++i) {
        const auto at = pair_at(world, j, n, i);
        state.net_share[at] = state.share[at] / (1 + problem.duty[at]);
        state.made_share[at] = state.net_share[at] / (1 + problem.export_duty[at]);
        state.duty_rate[n * world.sectors + j] += problem.duty[at] * state.net_share[at];
      }
}

}  // namespace

void unit_costs(const sector_problem& problem, const sector_state& state,
                std::vector<double>& log_cost) {
  const auto& world = *problem.world;
  log_cost.resize(world.countries * world.sectors);
  for (std::size_t n = 0; n < world.countries; ++n)
    for (std::size_t j = 0; j < world.sectors; ++j) {
      const auto at = n * world.sectors + j;
      log_cost[at] = infinite;
      if (problem.makes[at] == 0) continue;
      double sum = world.value_added_share[at] * state.log_wage[n];
      for (std::size_t k = 0; k < world.sectors; ++k)
        if (const double input = world.input_share[at * world.sectors + k]; input != 0)
          sum += input * state.log_price[n * world.sectors + k];
      log_cost[at] = sum;
    }
}

void price_indices(const sector_problem& problem, const std::vector<double>& log_cost,
                   std::vector<double>& log_price) {
  const auto& world = *problem.world;
  log_price.resize(log_cost.size());
  std::vector<double> power(world.countries);
  for (std::size_t j = 0; j < world.sectors; ++j) {
    double least = infinite;
    for (std::size_t i = 0; i < world.countries; ++i)
      least = std::min(least, log_cost[i * world.sectors + j]);
    for (std::size_t i = 0; i < world.countries; ++i) {
      const double above = log_cost[i * world.sectors + j] - least;
      power[i] = std::isfinite(above) ? std::exp(-world.trade_elasticity[j] * above) : 0;
    }
    for (std::size_t n = 0; n < world.countries; ++n) {
      const double* const weight = problem.weight.data() + pair_at(world, j, n, 0);
      double sum = 0;
      for (std::size_t i = 0; i < world.countries; ++i) sum += weight[i] * power[i];
      log_price[n * world.sectors + j] =
          sum > 0 ? least - std::log(sum) / world.trade_elasticity[j] : infinite;
    }
  }
}

void expenditure_shares(const sector_problem& problem, const std::vector<double>& log_cost,
                        const std::vector<double>& log_price, std::vector<double>& share) {
  const auto& world = *problem.world;
  share.assign(problem.weight.size(), 0);
  for (std::size_t j = 0; j < world.sectors; ++j)
    for (std::size_t n = 0; n < world.countries; ++n)
      for (std::size_t i = 0; i < world.countries; ++i) {
        const auto at = pair_at(world, j, n, i);
        if (!(problem.weight[at] > 0)) continue;
        share[at] = problem.weight[at] *
                    std::exp(-world.trade_elasticity[j] *
                             (log_cost[i * world.sectors + j] - log_price[n * world.sectors + j]));
      }
}

void outputs(const sector_problem& problem, const sector_state& state,
             const std::vector<double>& expenditure, std::vector<double>& output) {
  const auto& world = *problem.world;
  output.assign(world.countries * world.sectors, 0);
  std::vector<double> sold(world.countries);
  for (std::size_t j = 0; j < world.sectors; ++j) {
    std::ranges::fill(sold, 0);
    for (std::size_t n = 0; n < world.countries; ++n) {
      const double spent = expenditure[n * world.sectors + j];
      const double* const share = state.made_share.data() + pair_at(world, j, n, 0);
      for (std::size_t i = 0; i < world.countries; ++i) sold[i] += share[i] * spent;
    }
    for (std::size_t i = 0; i < world.countries; ++i) output[i * world.sectors + j] = sold[i];
  }
}

void incomes(const sector_problem& problem, const std::vector<double>& expenditure,
             sector_state& state) {
  const auto& world = *problem.world;
  state.income.resize(world.countries);
  state.duty_revenue.assign(world.countries, 0);
  state.export_duty_revenue.assign(world.countries, 0);
  for (std::size_t n = 0; n < world.countries; ++n)
    for (std::size_t j = 0; j < world.sectors; ++j) {
      const double spent = expenditure[n * world.sectors + j];
      state.duty_revenue[n] += state.duty_rate[n * world.sectors + j] * spent;
      if (!problem.has_export_duty) continue;
      for (std::size_t i = 0; i < world.countries; ++i) {
        const auto pair = pair_at(world, j, n, i);
        state.export_duty_revenue[i] += (state.net_share[pair] - state.made_share[pair]) * spent;
      }
    }
  for (std::size_t n = 0; n < world.countries; ++n) {
    state.duty_revenue[n] += state.export_duty_revenue[n];
    state.income[n] = std::exp(state.log_wage[n]) * world.value_added[n] + state.duty_revenue[n] +
                      problem.deficit[n];
  }
}

void expenditures(const sector_problem& problem, const std::vector<double>& output,
                  const std::vector<double>& income, std::vector<double>& expenditure) {
  const auto& world = *problem.world;
  expenditure.resize(output.size());
  for (std::size_t n = 0; n < world.countries; ++n) {
    double* const mine = expenditure.data() + n * world.sectors;
    for (std::size_t j = 0; j < world.sectors; ++j)
      mine[j] = world.final_share[n * world.sectors + j] * income[n];
    for (std::size_t k = 0; k < world.sectors; ++k) {
      const double made = output[n * world.sectors + k];
      const double* const input =
          world.input_share.data() + (n * world.sectors + k) * world.sectors;
      for (std::size_t j = 0; j < world.sectors; ++j) mine[j] += input[j] * made;
    }
  }
}

int settle_prices(const sector_problem& problem, double tolerance, sector_state& state) {
  anderson mix(state.log_price.size(), steps_mixed);
  std::vector<double> next, step(state.log_price.size());
  int iteration = 0;
  while (++iteration < most_iterations) {
    unit_costs(problem, state, state.log_cost);
    price_indices(problem, state.log_cost, next);
    for (std::size_t at = 0; at < step.size(); ++at)
      step[at] = problem.has[at] != 0 ? next[at] - state.log_price[at] : 0;
    if (largest_of(step) <= tolerance) break;
    mix.advance(state.log_price, step);
  }
  state.log_price = next;
  refresh_shares(problem, state);
  return iteration;
}

int settle_spending(const sector_problem& problem, double tolerance, sector_state& state) {
  // In each country's value added, so that a small one is settled as well as a large one.
  const auto& world = *problem.world;
  const auto scale = [&](std::size_t at) { return world.value_added[at / world.sectors]; };
  anderson mix(state.expenditure.size(), steps_mixed);
  std::vector<double> next, point(state.expenditure.size()), step(state.expenditure.size());
  int iteration = 0;
  while (++iteration < most_iterations) {
    outputs(problem, state, state.expenditure, state.output);
    incomes(problem, state.expenditure, state);
    expenditures(problem, state.output, state.income, next);
    for (std::size_t at = 0; at < step.size(); ++at) {
      point[at] = state.expenditure[at] / scale(at);
      step[at] = next[at] / scale(at) - point[at];
    }
    if (largest_of(step) <= tolerance) break;
    mix.advance(point, step);
    for (std::size_t at = 0; at < step.size(); ++at) state.expenditure[at] = point[at] * scale(at);
  }
  state.expenditure = next;
  outputs(problem, state, state.expenditure, state.output);
  incomes(problem, state.expenditure, state);
  return iteration;
}

std::vector<double> labour_excess(const sector_problem& problem, const sector_state& state) {
  const auto& world = *problem.world;
  std::vector<double> excess(world.countries, 0);
  for (std::size_t n = 0; n < world.countries; ++n) {
    for (std::size_t j = 0; j < world.sectors; ++j)
      excess[n] +=
          world.value_added_share[n * world.sectors + j] * state.output[n * world.sectors + j];
    excess[n] = excess[n] / (std::exp(state.log_wage[n]) * world.value_added[n]) - 1;
  }
  return excess;
}

}  // namespace amur::trade
