#include "amur/invest/bounds.h"

#include <algorithm>
#include <cmath>

namespace amur::invest {
namespace {

// Labour as the point has it; where nobody moves, all of it at work.
std::vector<VectorXd> find_labour(const market& of, const market_point& point) {
  std::vector<VectorXd> found;
  for (std::size_t j = 0; j < of.places(); ++j) {
    found.emplace_back(VectorXd::Zero(of.goods));
    const double population = of.problem->population[j];
    const auto& made = of.made[j];
    for (Index n = 0; made.empty() && n < of.goods; ++n)
      if (of.fixed_output[j][n] > 0) found[j][n] = population;
    // Who moves is where there is work for him.
    const double all = of.problem->labour_moves ? 1 : population / point.labour[j].sum();
    for (std::size_t i = 0; i < made.size(); ++i)
      found[j][made[i]] = all * point.labour[j][static_cast<Index>(i)];
  }
  return found;
}

VectorXd output_of(const market& of, std::size_t place, const VectorXd& labour) {
  const auto& problem = *of.problem;
  VectorXd made(of.goods);
  for (Index n = 0; n < of.goods; ++n)
    made[n] = labour[n] > 0
                  ? problem.productivity[place * problem.goods + static_cast<std::size_t>(n)] *
                        std::pow(labour[n], problem.labour_exponent)
                  : 0;
  return made;
}

// Infrastructure of the point, taken back towards its least where budgets are exceeded.
std::vector<double> within_budgets(const market& of, const market_point& point) {
  const auto& roads = of.problem->roads;
  std::vector<double> spent(of.budget.size(), 0);
  for (const auto& each : of.open)
    for (const auto pays : each.budget) {
      const auto& at = roads[each.road];
      spent[static_cast<std::size_t>(pays)] +=
          at.price * (point.infrastructure[each.road] - at.least_infrastructure);
    }
  auto found = point.infrastructure;
  for (const auto& each : of.open) {
    double share = 1;
    for (const auto pays : each.budget) {
      const auto b = static_cast<std::size_t>(pays);
      if (spent[b] > of.budget[b]) share = std::min(share, of.budget[b] / spent[b]);
    }
    const double least = roads[each.road].least_infrastructure;
    if (share < 1) found[each.road] = least + share * (found[each.road] - least);
  }
  return found;
}

// The most that a road earns beside what its infrastructure costs: earnings, at infrastructure 1,
// grow by its power.
double best_road(double earnings, double power, double cost, const road& at) {
  const auto worth = [&](double infrastructure) {
    return earnings * std::pow(infrastructure, power) - cost * infrastructure;
  };
  double best = std::max(worth(at.least_infrastructure), worth(at.most_infrastructure));
  if (power < 1 && cost > 0) {
    const double inner = std::pow(power * earnings / cost, 1 / (1 - power));
    best =
        std::max(best, worth(std::clamp(inner, at.least_infrastructure, at.most_infrastructure)));
  }
  return best;
}

// The most that people in a place and what they make are worth beside what they eat, where they
// move: of L + earned L^a - index mix(L), one peak.
double bound_of_movers(const market& of, std::size_t place, const VectorXd& price, double index) {
  const auto& problem = *of.problem;
  const auto housing = housing_at(of, place);
  if (housing.weight == 0) return 0;
  const double a = problem.labour_exponent;
  double most = 0, sum = 0;
  for (const Index n : of.made[place]) {
    const double earned =
        price[n] * problem.productivity[place * problem.goods + static_cast<std::size_t>(n)];
    most = std::max(most, earned);
    if (a < 1) sum += std::pow(earned, 1 / (1 - a));
  }
  const double earned = a < 1 ? std::pow(sum, 1 - a) : most;
  const auto worth = [&](double people) {
    return people + earned * std::pow(people, a) - index * housing.mix(people);
  };
  if (a == 1) return worth(housing.people(1 + earned, index));
  const auto slope = [&](double people) {
    return 1 + a * earned * std::pow(people, a - 1) -
           index * housing.weight / housing.alpha * std::pow(people, 1 / housing.alpha - 1);
  };
  double low = 1, high = 1;
  while (slope(low) < 0) low /= 2;
  while (slope(high) > 0) high *= 2;
  for (int i = 0; i < 100; ++i) {
    const double between = std::sqrt(low * high);
    (slope(between) > 0 ? low : high) = between;
  }
  return std::max(worth(low), worth(high));
}

double bound_of_output(const market& of, std::size_t place, const VectorXd& price) {
  const auto& problem = *of.problem;
  if (of.made[place].empty()) return of.fixed_output[place].dot(price);
  const double a = problem.labour_exponent, labour = problem.population[place];
  double most = 0, sum = 0;
  for (const Index n : of.made[place]) {
    const double earned =
        price[n] * problem.productivity[place * problem.goods + static_cast<std::size_t>(n)];
    most = std::max(most, earned);
    if (a < 1) sum += std::pow(earned, 1 / (1 - a));
  }
  return a < 1 ? std::pow(labour, a) * std::pow(sum, 1 - a) : labour * most;
}

// Earnings of a road's two arcs at infrastructure 1.
double earnings_of(const market& of, std::size_t road, const std::vector<VectorXd>& price,
                   const std::vector<double>& index) {
  const double beta = of.problem->congestion;
  double sum = 0;
  for (std::size_t lane = 2 * road * of.lanes_an_arc; lane < 2 * (road + 1) * of.lanes_an_arc;
       ++lane) {
    const auto& at = of.arc_of(lane);
    const Index first = of.first_good(lane);
    const VectorXd gains = (price[at.to] - price[at.from]).segment(first, of.lane_goods);
    const double gap = of.has_own_gaps() ? norm_of_gaps(of, gains) : gains.maxCoeff();
    if (!(gap > 0)) continue;
    const double payer = of.problem->goods_share_roads ? index[at.from] : price[at.from][first];
    sum +=
        beta / (1 + beta) * gap * std::pow(gap / ((1 + beta) * payer * at.cost_factor), 1 / beta);
  }
  return sum;
}

}  // namespace

attained find_attained(const market& of, const market_point& point) {
  const auto& problem = *of.problem;
  attained made;
  made.infrastructure = within_budgets(of, point);
  made.labour = find_labour(of, point);
  std::vector<VectorXd> goods;
  for (std::size_t j = 0; j < of.places(); ++j) goods.push_back(output_of(of, j, made.labour[j]));
  std::vector<double> paid_in_mix(of.places(), 0);
  for (std::size_t lane = 0; lane < of.lanes(); ++lane) {
    const auto& at = of.arc_of(lane);
    const Index first = of.first_good(lane);
    const double cost = at.cost_factor *
                        std::pow(carried_of(of, point.flow[lane]), 1 + problem.congestion) /
                        std::pow(made.infrastructure[lane / of.lanes_an_arc / 2],
                                 problem.returns_to_infrastructure);
    goods[at.from].segment(first, of.lane_goods) -= point.flow[lane];
    goods[at.to].segment(first, of.lane_goods) += point.flow[lane];
    if (problem.goods_share_roads)
      paid_in_mix[at.from] += cost;
    else
      goods[at.from][first] -= cost;
  }
  double worth_of_output = 0, short_of = 0;
  price_mix mix;
  for (std::size_t j = 0; j < of.places(); ++j) {
    find_mix(point.price[j], problem.substitution_elasticity, mix);
    for (Index n = 0; n < of.goods; ++n)
      short_of += std::max(-goods[j][n], 0.0) * point.price[j][n];
    worth_of_output += output_of(of, j, made.labour[j]).dot(point.price[j]);
    const double left =
        quantity_of_mix(goods[j].cwiseMax(0), problem.substitution_elasticity) - paid_in_mix[j];
    short_of += std::max(-left, 0.0) * mix.index;
    double population = problem.population[j];
    if (problem.labour_moves) {
      population = housing_at(of, j).fed_by(std::max(left, 0.0));
      short_of += point.wage[j] * std::max(made.labour[j].sum() - population, 0.0);
      made.welfare += population;
    }
    made.people.push_back(population);
    made.consumption.push_back(population > 0 ? std::max(left, 0.0) / population : 0);
    if (!problem.labour_moves && population > 0)
      made.welfare += population * of.utilities[j].at(made.consumption[j]);
  }
  made.welfare -= short_of;
  made.shortage = short_of / worth_of_output;
  for (std::size_t i = 0; i < problem.roads.size(); ++i)
    made.spent += problem.roads[i].price * made.infrastructure[i];
  return made;
}

double find_bound(const market& of, const std::vector<VectorXd>& price,
                  const std::vector<double>& budget_price) {
  const auto& problem = *of.problem;
  std::vector<double> index;
  price_mix mix;
  double bound = 0;
  for (std::size_t j = 0; j < of.places(); ++j) {
    find_mix(price[j], problem.substitution_elasticity, mix);
    index.push_back(mix.index);
    if (problem.labour_moves) {
      bound += bound_of_movers(of, j, price[j], mix.index);
      continue;
    }
    const double wanted = of.utilities[j].demand(mix.index), population = problem.population[j];
    if (population > 0) bound += population * (of.utilities[j].at(wanted) - mix.index * wanted);
    bound += bound_of_output(of, j, price[j]);
  }
  std::vector<double> cost(problem.roads.size(), 0);
  if (!of.open.empty())
    for (std::size_t b = 0; b < of.budget.size(); ++b) bound += budget_price[b] * of.budget[b];
  std::vector<bool> is_open(problem.roads.size(), false);
  for (const auto& each : of.open) {
    is_open[each.road] = true;
    for (const auto pays : each.budget)
      cost[each.road] +=
          budget_price[static_cast<std::size_t>(pays)] * problem.roads[each.road].price;
  }
  const double power = problem.returns_to_infrastructure / problem.congestion;
  for (std::size_t i = 0; i < problem.roads.size(); ++i) {
    const auto& at = problem.roads[i];
    const double earned = earnings_of(of, i, price, index);
    if (is_open[i])
      bound += best_road(earned, power, cost[i], at) + cost[i] * at.least_infrastructure;
    else
      bound += earned *
               std::pow(at.price == 0 ? at.most_infrastructure : at.least_infrastructure, power);
  }
  return bound;
}

}  // namespace amur::invest
