#include "amur/invest/optimal_network.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/invest/increasing_returns.h"
#include "amur/invest/interior_point.h"
#include "amur/invest/market.h"

namespace amur::invest {
namespace {

bool all(const std::vector<double>& values, double least, bool above) {
  return std::ranges::all_of(
      values, [&](double x) { return std::isfinite(x) && x >= least && !(above && x == least); });
}

bool is_sound(const road& each, const network_problem& problem) {
  return each.from < problem.places && each.to < problem.places && each.from != each.to &&
         all({each.cost_factor, each.cost_factor_back}, 0, true) &&
         all({each.least_infrastructure, each.most_infrastructure, each.price}, 0, false) &&
         each.most_infrastructure >= each.least_infrastructure &&
         (each.zone == road::no_zone || each.zone < problem.zone_budget.size());
}

bool is_sound(const network_problem& problem) {
  const double alpha = problem.consumption_share, rho = problem.inequality_aversion;
  const double sigma = problem.substitution_elasticity;
  const bool has_sizes = problem.places > 0 && problem.goods > 0 &&
                         problem.population.size() == problem.places &&
                         problem.housing.size() == problem.places &&
                         problem.productivity.size() == problem.places * problem.goods;
  return has_sizes && all(problem.population, 0, false) && all(problem.housing, 0, true) &&
         all(problem.productivity, 0, false) && all(problem.zone_budget, 0, false) &&
         all({problem.budget, rho}, 0, false) &&
         all({alpha, sigma, problem.congestion, problem.returns_to_infrastructure,
              problem.labour_exponent},
             0, true) &&
         alpha <= 1 && (alpha < 1 || !problem.labour_moves) && problem.flow_substitution >= 1 &&
         std::isfinite(problem.flow_substitution) && problem.labour_exponent <= 1 && sigma != 1 &&
         alpha * (1 - rho) < 1 && std::ranges::all_of(problem.roads, [&](const road& each) {
           return is_sound(each, problem);
         });
}

bool is_within_budgets(const network_problem& problem) {
  double sum = 0;
  std::vector<double> zones(problem.zone_budget.size(), 0);
  for (const auto& each : problem.roads) {
    sum += each.price * each.least_infrastructure;
    if (each.zone != road::no_zone) zones[each.zone] += each.price * each.least_infrastructure;
  }
  const auto fits = [](double least, double budget) { return least <= budget * (1 + no_budget); };
  for (std::size_t z = 0; z < zones.size(); ++z)
    if (!fits(zones[z], problem.zone_budget[z])) return false;
  return fits(sum, problem.budget);
}

// Places that roads join, directly or not, as one of them.
std::vector<std::size_t> find_joined(const network_problem& problem) {
  std::vector<std::size_t> joined(problem.places);
  std::iota(joined.begin(), joined.end(), std::size_t{0});
  const auto first_of = [&](std::size_t place) {
    while (joined[place] != place) place = joined[place] = joined[joined[place]];
    return place;
  };
  for (const auto& each : problem.roads) {
    const std::size_t from = first_of(each.from), to = first_of(each.to);
    joined[std::max(from, to)] = std::min(from, to);
  }
  for (std::size_t j = 0; j < problem.places; ++j) joined[j] = first_of(j);
  return joined;
}

// A place where a good can't be had goes into `made`.
bool has_all_goods(const network_problem& problem, network_solution& made) {
  const auto joined = find_joined(problem);
  std::vector<bool> is_made(problem.places * problem.goods, false);
  for (std::size_t j = 0; j < problem.places; ++j)
    for (std::size_t n = 0; n < problem.goods; ++n)
      if (problem.population[j] > 0 && problem.productivity[j * problem.goods + n] > 0)
        is_made[joined[j] * problem.goods + n] = true;
  for (std::size_t j = 0; j < problem.places; ++j)
    for (std::size_t n = 0; n < problem.goods; ++n)
      if (!is_made[joined[j] * problem.goods + n]) {
        made.place = j;
        made.good = n;
        return false;
      }
  return true;
}

// Roads that can't be there at all carry nothing.
std::vector<std::size_t> find_passable(const network_problem& problem) {
  std::vector<bool> is_open(problem.roads.size(), false);
  for (const auto& each : market(problem).open) is_open[each.road] = true;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < problem.roads.size(); ++i) {
    const auto& at = problem.roads[i];
    const double without_choice = at.price > 0 ? at.least_infrastructure : at.most_infrastructure;
    if (is_open[i] || without_choice > 0) found.push_back(i);
  }
  return found;
}

// The solution of a problem with some of the roads, as one of all.
void add_impassable(const network_problem& problem, const std::vector<std::size_t>& passable,
                    network_solution& made) {
  std::vector<double> infrastructure(problem.roads.size(), 0);
  std::vector<double> flow(2 * problem.roads.size() * problem.goods, 0);
  const std::size_t a_road = 2 * problem.goods;
  for (std::size_t i = 0; i < passable.size(); ++i) {
    infrastructure[passable[i]] = made.infrastructure[i];
    for (std::size_t k = 0; k < a_road; ++k)
      flow[passable[i] * a_road + k] = made.flow[i * a_road + k];
  }
  made.infrastructure = std::move(infrastructure);
  made.flow = std::move(flow);
}

network_solution solve_passable(const network_problem& problem, const network_options& options) {
  network_solution made;
  if (!has_all_goods(problem, made)) {
    made.status = network_status::good_not_made;
    return made;
  }
  const bool has_choice = !market(problem).open.empty();
  if (has_choice && problem.returns_to_infrastructure > problem.congestion)
    return solve_increasing_returns(problem, options);
  return solve_convex(problem, options);
}

}  // namespace

network_solution solve_network(const network_problem& problem, const network_options& options) {
  network_solution made;
  if (!is_sound(problem)) {
    made.status = network_status::invalid_data;
    return made;
  }
  if (!is_within_budgets(problem)) {
    made.status = network_status::over_budget;
    return made;
  }
  const auto passable = find_passable(problem);
  if (passable.size() == problem.roads.size()) return solve_passable(problem, options);
  auto reduced = problem;
  reduced.roads.clear();
  for (const auto i : passable) reduced.roads.push_back(problem.roads[i]);
  made = solve_passable(reduced, options);
  if (made.status != network_status::good_not_made) add_impassable(problem, passable, made);
  return made;
}

network_solution solve_at(const network_problem& problem, const std::vector<double>& infrastructure,
                          const network_options& options) {
  auto fixed = problem;
  fixed.budget = 0;
  fixed.zone_budget.clear();
  for (std::size_t i = 0; i < fixed.roads.size(); ++i) {
    auto& each = fixed.roads[i];
    each.least_infrastructure = each.most_infrastructure = infrastructure[i];
    each.price = 0;
    each.zone = road::no_zone;
  }
  auto made = solve_network(fixed, options);
  for (std::size_t i = 0; i < infrastructure.size(); ++i)
    made.spent += problem.roads[i].price * infrastructure[i];
  return made;
}

}  // namespace amur::invest
