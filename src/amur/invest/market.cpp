#include "amur/invest/market.h"

#include <algorithm>
#include <cmath>

namespace amur::invest {
namespace {

// What labour makes where it has no choice, or could choose from.
void add_output(market& made, std::size_t place) {
  const auto& problem = *made.problem;
  const double* productivity = &problem.productivity[place * problem.goods];
  std::vector<Index> goods;
  for (Index n = 0; n < made.goods; ++n)
    if (productivity[n] > 0) goods.push_back(n);
  made.fixed_output.emplace_back(VectorXd::Zero(made.goods));
  made.made.emplace_back();
  if (goods.empty() || problem.population[place] == 0) return;
  const double labour = problem.population[place] / static_cast<double>(goods.size());
  for (const Index n : goods)
    made.output += productivity[n] * std::pow(labour, problem.labour_exponent);
  if (goods.size() > 1 || problem.labour_moves)
    made.made[place] = goods;
  else
    made.fixed_output[place][goods[0]] =
        productivity[goods[0]] * std::pow(labour, problem.labour_exponent);
}

// Roads are open where there is something to choose, and something to pay for it.
void add_open_roads(market& made) {
  const auto& problem = *made.problem;
  const auto budgets_of = [](const road& each) {
    std::vector<Index> pays = {0};
    if (each.zone != road::no_zone) pays.push_back(static_cast<Index>(each.zone) + 1);
    return pays;
  };
  made.budget.push_back(problem.budget);
  made.budget.insert(made.budget.end(), problem.zone_budget.begin(), problem.zone_budget.end());
  const auto whole = made.budget;
  for (const auto& each : problem.roads)
    for (const auto pays : budgets_of(each))
      made.budget[static_cast<std::size_t>(pays)] -= each.price * each.least_infrastructure;
  for (std::size_t i = 0; i < problem.roads.size(); ++i) {
    const auto& each = problem.roads[i];
    const auto pays = budgets_of(each);
    const bool is_payable = std::ranges::all_of(pays, [&](Index b) {
      const auto at = static_cast<std::size_t>(b);
      return made.budget[at] > no_budget * whole[at];
    });
    if (is_payable && each.price > 0 && each.most_infrastructure > each.least_infrastructure)
      made.open.push_back({i, pays});
  }
}

// A price of all goods everywhere at which demand is worth what is made.
double even_price(const market& of) {
  const auto& problem = *of.problem;
  if (problem.labour_moves) {
    // One more, worth 1 and what he makes, costs 1 / alpha of what he makes.
    double people = 0;
    for (const double each : problem.population) people += each;
    return problem.consumption_share / (1 - problem.consumption_share) * people / of.output;
  }
  double demand = 0;
  for (std::size_t j = 0; j < of.places(); ++j)
    demand += problem.population[j] * of.utilities[j].scale();
  const double index =
      std::pow(static_cast<double>(of.goods), 1 / (1 - problem.substitution_elasticity));
  return std::pow(index * demand / of.output, 1 / of.utilities[0].steepness()) / index;
}

// Infrastructure between its bounds, such that half of what budgets leave is spent.
void place_infrastructure(const market& of, market_point& point) {
  const auto& roads = of.problem->roads;
  std::vector<double> wanted(of.budget.size(), 0);
  for (const auto& each : of.open)
    for (const auto pays : each.budget) {
      const auto& at = roads[each.road];
      wanted[static_cast<std::size_t>(pays)] +=
          at.price * (at.most_infrastructure - at.least_infrastructure);
    }
  for (const auto& each : roads)
    point.infrastructure.push_back(each.price > 0 ? each.least_infrastructure
                                                  : each.most_infrastructure);
  for (const auto& each : of.open) {
    double share = 1;
    for (const auto pays : each.budget) {
      const auto at = static_cast<std::size_t>(pays);
      share = std::min(share, of.budget[at] / wanted[at]);
    }
    const auto& at = roads[each.road];
    point.infrastructure[each.road] +=
        0.5 * share * (at.most_infrastructure - at.least_infrastructure);
  }
}

// All prices are alike, and each good's gap and flow have the same product, so that carriage takes
// this share of what is made. Returns that product.
double place_flows(const market& of, market_point& point, double price, double share) {
  const double beta = of.problem->congestion;
  const double product = share * price * of.output * (1 + beta) /
                         (static_cast<double>(of.arcs.size()) * static_cast<double>(of.goods));
  price_mix mix;
  find_mix(point.price[0], of.problem->substitution_elasticity, mix);
  const double payer = of.problem->goods_share_roads ? mix.index : price;
  for (std::size_t lane = 0; lane < of.lanes(); ++lane) {
    const std::size_t road = lane / of.lanes_an_arc / 2;
    const double cost = of.arc_of(lane).cost_factor /
                        std::pow(point.infrastructure[road], of.problem->returns_to_infrastructure);
    const double many = static_cast<double>(of.lane_goods);
    const double carried = std::pow(many * product / ((1 + beta) * payer * cost), 1 / (1 + beta));
    const double gap = (1 + beta) * payer * cost * std::pow(carried, beta);
    point.gap.push_back(gap);
    if (of.has_own_gaps()) {
      const double each = gap / std::pow(many, 1 / of.gap_power());
      point.gaps.emplace_back(VectorXd::Constant(of.lane_goods, each));
      point.flow.emplace_back(VectorXd::Constant(
          of.lane_goods, carried / std::pow(many, 1 / of.problem->flow_substitution)));
      point.slack.push_back(point.gaps.back());
      continue;
    }
    point.flow.emplace_back(VectorXd::Constant(of.lane_goods, carried / many));
    point.slack.emplace_back(VectorXd::Constant(of.lane_goods, gap));
  }
  return product;
}

// Labour spread evenly, at a wage above what it earns anywhere.
void place_labour(const market& of, market_point& point, double price) {
  const auto& problem = *of.problem;
  point.wage.assign(of.places(), 0);
  point.labour.resize(of.places());
  point.labour_slack.resize(of.places());
  for (std::size_t j = 0; j < of.places(); ++j) {
    const auto& made = of.made[j];
    if (made.empty()) continue;
    const double labour = problem.population[j] / static_cast<double>(made.size());
    double most = 0;
    for (const Index n : made)
      most = std::max(
          most, price * problem.productivity[j * problem.goods + static_cast<std::size_t>(n)]);
    point.wage[j] = 1.5 * most * std::pow(labour, problem.labour_exponent - 1);
    point.labour[j] = VectorXd::Constant(static_cast<Index>(made.size()), labour);
    point.labour_slack[j].resize(static_cast<Index>(made.size()));
    for (Index i = 0; i < point.labour_slack[j].size(); ++i)
      point.labour_slack[j][i] =
          point.wage[j] -
          price * problem.productivity[j * problem.goods +
                                       static_cast<std::size_t>(made[static_cast<std::size_t>(i)])];
  }
}

// Multipliers of the bounds and budgets, for which each product is the same.
void place_multipliers(const market& of, market_point& point, double product) {
  for (const auto& each : of.open) {
    const auto& at = of.problem->roads[each.road];
    const double here = point.infrastructure[each.road];
    point.to_least.push_back(product / (here - at.least_infrastructure));
    point.to_most.push_back(product / (at.most_infrastructure - here));
  }
  const double carriage =
      product * static_cast<double>(of.arcs.size()) * static_cast<double>(of.goods);
  for (const double budget : of.budget) {
    const double price = std::max(carriage / std::max(std::abs(budget), 1e-300), 1e-300);
    point.budget_price.push_back(of.open.empty() ? 0 : price);
    point.unspent.push_back(of.open.empty() ? 0 : product / price);
  }
}

}  // namespace

market::market(const network_problem& given, double living_given)
    : problem(&given), living(living_given) {
  goods = static_cast<Index>(given.goods);
  lanes_an_arc = given.goods_share_roads ? 1 : given.goods;
  lane_goods = given.goods_share_roads ? goods : 1;
  for (const auto& each : given.roads) {
    arcs.push_back({each.from, each.to, each.cost_factor});
    arcs.push_back({each.to, each.from, each.cost_factor_back});
  }
  for (std::size_t j = 0; j < given.places; ++j) {
    utilities.emplace_back(given, j);
    add_output(*this, j);
  }
  add_open_roads(*this);
}

double norm_of_gaps(const market& of, const VectorXd& gaps) {
  const double most = gaps.maxCoeff(), power = of.gap_power();
  if (!(most > 0)) return 0;
  return most * std::pow((gaps.array().max(0) / most).pow(power).sum(), 1 / power);
}

double carried_of(const market& of, const VectorXd& flow) {
  if (!of.has_own_gaps()) return flow.sum();
  const double most = flow.maxCoeff(), power = of.problem->flow_substitution;
  if (!(most > 0)) return 0;
  return most * std::pow((flow.array() / most).pow(power).sum(), 1 / power);
}

double housing_of::mix(double people) const { return weight * std::pow(people, 1 / alpha); }

double housing_of::people(double worth, double index) const {
  return weight > 0 ? std::pow(alpha * worth / (index * weight), alpha / (1 - alpha)) : 0;
}

double housing_of::fed_by(double mix) const {
  return weight > 0 ? std::pow(mix / weight, alpha) : 0;
}

// From people * living = (mix / alpha)^alpha (housing / (1 - alpha))^(1 - alpha).
housing_of housing_at(const market& of, std::size_t place) {
  const auto& problem = *of.problem;
  const double alpha = problem.consumption_share;
  const double housing = problem.housing[place] * problem.population[place];
  if (!(housing > 0)) return {0, alpha};
  return {
      alpha * std::pow(of.living, 1 / alpha) * std::pow((1 - alpha) / housing, (1 - alpha) / alpha),
      alpha};
}

lane_state find_lane(const market& of, std::size_t lane, double gap, double payer_price,
                     double infrastructure) {
  const double beta = of.problem->congestion;
  const double cost =
      of.arc_of(lane).cost_factor / std::pow(infrastructure, of.problem->returns_to_infrastructure);
  lane_state made;
  made.payer_price = payer_price;
  made.carried = std::pow(gap / ((1 + beta) * payer_price * cost), 1 / beta);
  made.paid = gap * made.carried / ((1 + beta) * payer_price);
  made.slope = made.carried / (beta * gap);
  return made;
}

double market_point::mean_complementarity(const market& of) const {
  double sum = 0;
  std::size_t count = 0;
  const auto add = [&](double product) {
    sum += product;
    ++count;
  };
  for (std::size_t lane = 0; lane < flow.size(); ++lane) {
    sum += flow[lane].dot(slack[lane]);
    count += static_cast<std::size_t>(flow[lane].size());
  }
  for (std::size_t i = 0; i < of.open.size(); ++i) {
    const auto& at = of.problem->roads[of.open[i].road];
    add(to_least[i] * (infrastructure[of.open[i].road] - at.least_infrastructure));
    add(to_most[i] * (at.most_infrastructure - infrastructure[of.open[i].road]));
  }
  if (!of.open.empty())
    for (std::size_t b = 0; b < unspent.size(); ++b) add(budget_price[b] * unspent[b]);
  if (of.problem->labour_exponent == 1)
    for (std::size_t j = 0; j < labour.size(); ++j) {
      sum += labour[j].dot(labour_slack[j]);
      count += static_cast<std::size_t>(labour[j].size());
    }
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

market_point first_point(const market& of, double share) {
  market_point point;
  const double price = even_price(of);
  point.price.assign(of.places(), VectorXd::Constant(of.goods, price));
  place_infrastructure(of, point);
  const double product = place_flows(of, point, price, share);
  place_labour(of, point, price);
  place_multipliers(of, point, product);
  return point;
}

}  // namespace amur::invest
