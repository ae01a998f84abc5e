#include "amur/invest/moving_labour.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/base/number.h"
#include "amur/invest/bounds.h"
#include "amur/invest/interior_point.h"

// At a given living of all, how many people can have it is a convex problem; the more the living,
// the fewer. So the greatest living of as many as there are is a root of one unknown. Its slope is
// known from the solution: by the share x more living each, mix L^(1 / alpha) grows by x / alpha.

namespace amur::invest {
namespace {

constexpr int most_livings = 40;

double people_of(const network_problem& problem) {
  return std::accumulate(problem.population.begin(), problem.population.end(), 0.0);
}

// As if goods were everywhere in equal parts, and half were lost on the way.
double first_living(const network_problem& problem, double people) {
  const market of(problem);
  double housing = 0;
  for (std::size_t j = 0; j < problem.places; ++j)
    housing += problem.population[j] * problem.housing[j];
  const double alpha = problem.consumption_share;
  const double mix =
      std::pow(static_cast<double>(problem.goods), 1 / (problem.substitution_elasticity - 1)) *
      of.output / people / 2;
  return std::pow(mix / alpha, alpha) * std::pow(housing / people / (1 - alpha), 1 - alpha);
}

double worth_of_food(const network_solution& made) {
  double sum = 0;
  for (std::size_t j = 0; j < made.price_index.size(); ++j)
    sum += made.price_index[j] * made.consumption[j] * made.population[j];
  return sum;
}

// The living at which these prices show that fewer than all can have it.
double unattainable_living(const network_problem& problem, const network_solution& made,
                           double living, double people) {
  const auto goods = static_cast<Index>(problem.goods);
  std::vector<VectorXd> price;
  for (std::size_t j = 0; j < problem.places; ++j)
    price.emplace_back(Eigen::Map<const VectorXd>(&made.price[j * problem.goods], goods));
  std::vector<double> budget_price{made.budget_price};
  budget_price.insert(budget_price.end(), made.zone_budget_price.begin(),
                      made.zone_budget_price.end());
  const auto is_open = [&](double rise) {
    return find_bound(market(problem, living * std::exp(rise)), price, budget_price) > people;
  };
  double low = 0, high = 0;
  if (is_open(0))
    for (high = 1e-15; is_open(high) && high < 100; high *= 4) low = high;
  else
    for (low = -1e-15; !is_open(low) && low > -100; low *= 4) high = low;
  for (int i = 0; i < 60; ++i) {
    const double between = (low + high) / 2;
    (is_open(between) ? low : high) = between;
  }
  return living * std::exp(high);
}

// Welfare of all, and what a unit more of what houses people is worth in it.
void restate(const network_problem& problem, double living, double people, network_solution& made) {
  const double rho = problem.inequality_aversion;
  const auto welfare = [&](double of_each) {
    return people * (rho == 1 ? std::log(of_each) : std::pow(of_each, 1 - rho) / (1 - rho));
  };
  const double most = unattainable_living(problem, made, living, people);
  const double attained = living * std::min(1.0, made.welfare / people);
  const double scale =
      people * std::pow(attained, 1 - rho) * problem.consumption_share / worth_of_food(made);
  for (auto* prices : {&made.price, &made.price_index, &made.zone_budget_price})
    for (double& price : *prices) price *= scale;
  made.budget_price *= scale;
  made.welfare = welfare(attained);
  made.bound = welfare(most);
  made.gap = (made.bound - made.welfare) / std::abs(made.welfare);
}

}  // namespace

network_solution solve_moving_labour(const network_problem& problem,
                                     const network_options& options) {
  const double people = people_of(problem);
  double living = first_living(problem, people);
  double low = 0, high = infinite;
  auto finer = options;
  finer.tolerance = 0.2 * options.tolerance;
  network_solution best;
  best.gap = infinite;
  for (int round = 0; round < most_livings && !(best.gap <= options.tolerance); ++round) {
    auto made = solve_market(market(problem, living), finer);
    const double excess = made.welfare - people;
    if (!std::isfinite(excess)) break;
    (excess > 0 ? low : high) = living;
    const double step =
        std::clamp(excess * problem.consumption_share / worth_of_food(made), -1.0, 1.0);
    double next = living * std::exp(step);
    if (!(next > low && next < high)) next = std::sqrt(low * high);
    restate(problem, living, people, made);
    if (made.gap < best.gap || best.infrastructure.empty()) best = std::move(made);
    living = next;
  }
  best.status =
      best.gap <= options.tolerance ? network_status::solved : network_status::not_converged;
  return best;
}

}  // namespace amur::invest
