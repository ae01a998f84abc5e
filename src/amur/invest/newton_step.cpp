// Right-hand sides of Newton's equations, and back from the prices' steps to all others'.

#include <Eigen/Cholesky>

#include "amur/invest/newton_system.h"

namespace amur::invest {

newton_system::eliminated newton_system::aims(double centre, const market_point* first) const {
  const auto& of = *of_;
  eliminated made;
  for (std::size_t lane = 0; lane < of.lanes(); ++lane) {
    VectorXd product = VectorXd::Constant(of.lane_goods, centre);
    if (first) product -= first->slack[lane].cwiseProduct(first->flow[lane]);
    made.aim.push_back(product.cwiseQuotient(point_->slack[lane]));
    made.gap.push_back(made.aim[lane].sum() - terms_->lanes[lane].state.carried);
    if (of.has_own_gaps()) made.gaps.push_back(made.aim[lane] - terms_->lanes[lane].carried);
  }
  for (std::size_t i = 0; i < of.open.size(); ++i) {
    const auto& road = of.problem->roads[of.open[i].road];
    const double here = point_->infrastructure[of.open[i].road];
    double least = centre, most = centre;
    if (first) {
      least -= first->infrastructure[of.open[i].road] * first->to_least[i];
      most += first->infrastructure[of.open[i].road] * first->to_most[i];
    }
    double excess = terms_->roads[i].earned + least / (here - road.least_infrastructure) -
                    most / (road.most_infrastructure - here);
    for (const Index b : of.open[i].budget)
      excess -= point_->budget_price[static_cast<std::size_t>(b)] * road.price;
    for (std::size_t lane = 2 * of.open[i].road * of.lanes_an_arc;
         lane < 2 * (of.open[i].road + 1) * of.lanes_an_arc; ++lane)
      excess +=
          of.has_own_gaps()
              ? terms_->lanes[lane].over_total(terms_->lanes[lane].gap_slopes).dot(made.gaps[lane])
              : terms_->lanes[lane].gap_slope * made.gap[lane] / terms_->lanes[lane].total;
    made.road.push_back(excess);
  }
  made.labour_aim.resize(of.places());
  made.wage.assign(of.places(), 0);
  for (std::size_t j = 0; j < of.places(); ++j) {
    if (of.made[j].empty()) continue;
    VectorXd aim = point_->labour[j];
    if (of.problem->labour_exponent == 1) {
      aim.setConstant(centre);
      if (first) aim -= first->labour[j].cwiseProduct(first->labour_slack[j]);
      aim = aim.cwiseQuotient(point_->labour_slack[j]).eval();
    }
    made.wage[j] = aim.sum() - terms_->places[j].people;
    made.labour_aim[j] = aim;
  }
  return made;
}

VectorXd newton_system::right_of_prices(const eliminated& rest) const {
  const auto& of = *of_;
  const Index goods = of.goods;
  VectorXd right(static_cast<Index>(of.places()) * goods);
  const auto at = [&](std::size_t place) {
    return right.segment(static_cast<Index>(place) * goods, goods);
  };
  for (std::size_t j = 0; j < of.places(); ++j) {
    const auto& terms = terms_->places[j];
    at(j) = terms.demand * terms.mix.share - of.fixed_output[j];
    for (std::size_t i = 0; i < of.made[j].size(); ++i) {
      const auto n = static_cast<Index>(i);
      const double weight = terms.weight[n] / terms.total();
      // With falling returns a good is worth more than the labour that makes it.
      const double output = terms.slope[n] * (rest.labour_aim[j][n] / of.problem->labour_exponent -
                                              weight * rest.wage[j]);
      at(j)[of.made[j][i]] -= output;
    }
    if (terms.own > 0)
      at(j) += rest.wage[j] / terms.total() * terms.own * terms.ratio * terms.mix.share;
  }
  for (std::size_t lane = 0; lane < of.lanes(); ++lane) {
    const auto& arc = of.arc_of(lane);
    const auto& terms = terms_->lanes[lane];
    const Index first = of.first_good(lane);
    if (of.has_own_gaps()) {
      const VectorXd gaps = terms.over_total(rest.gaps[lane]);
      const VectorXd moved = rest.aim[lane] - terms.weight.cwiseProduct(gaps);
      at(arc.from) += moved + terms.ratios.dot(terms.bend * gaps) * payer(lane);
      at(arc.to) -= moved;
      continue;
    }
    const double share = rest.gap[lane] / terms.total;
    const VectorXd moved = rest.aim[lane] - share * terms.weight;
    at(arc.from).segment(first, of.lane_goods) += moved;
    at(arc.to).segment(first, of.lane_goods) -= moved;
    at(arc.from) += share * terms.own * terms.ratio * payer(lane);
    if (!of.problem->goods_share_roads) at(arc.from)[first] += terms.state.paid;
  }
  for (std::size_t i = 0; i < of.open.size(); ++i) {
    const auto& road = of.problem->roads[of.open[i].road];
    at(road.from) -= coupling_[i].from * (rest.road[i] / coupling_[i].bend);
    at(road.to) -= coupling_[i].to * (rest.road[i] / coupling_[i].bend);
  }
  return right;
}

VectorXd newton_system::right_of_budgets(double centre, const market_point* first,
                                         const eliminated& rest) const {
  const auto& of = *of_;
  VectorXd right(border_.cols());
  for (Index b = 0; b < right.size(); ++b) {
    const auto i = static_cast<std::size_t>(b);
    double product = centre;
    if (first) product -= first->budget_price[i] * first->unspent[i];
    // Less what is really unspent.
    right[b] = product / point_->budget_price[i] - of.budget[i];
  }
  for (std::size_t i = 0; i < of.open.size(); ++i) {
    const auto& road = of.problem->roads[of.open[i].road];
    const double here = point_->infrastructure[of.open[i].road] - road.least_infrastructure;
    for (const Index b : of.open[i].budget)
      right[b] += road.price * (here + rest.road[i] / coupling_[i].bend);
  }
  return right;
}

void newton_system::step_prices(double centre, const market_point* first, const eliminated& rest,
                                market_point& step) const {
  MatrixXd prices = right_of_prices(rest);
  matrix_.solve(prices);
  step.budget_price.assign(of_->budget.size(), 0);
  if (border_.cols() > 0) {
    const VectorXd right =
        right_of_budgets(centre, first, rest) - border_.transpose() * prices.col(0);
    const VectorXd budgets = corner_.ldlt().solve(right);
    prices.col(0) -= solved_border_ * budgets;
    for (Index b = 0; b < budgets.size(); ++b)
      step.budget_price[static_cast<std::size_t>(b)] = budgets[b];
  }
  for (std::size_t j = 0; j < of_->places(); ++j)
    step.price.emplace_back(prices.col(0).segment(static_cast<Index>(j) * of_->goods, of_->goods));
}

void newton_system::step_roads(double centre, const market_point* first, const eliminated& rest,
                               market_point& step) const {
  const auto& of = *of_;
  step.infrastructure.assign(of.problem->roads.size(), 0);
  for (std::size_t i = 0; i < of.open.size(); ++i) {
    const std::size_t at = of.open[i].road;
    const auto& road = of.problem->roads[at];
    double excess = rest.road[i] + coupling_[i].from.dot(step.price[road.from]) +
                    coupling_[i].to.dot(step.price[road.to]);
    for (const Index b : of.open[i].budget)
      excess -= road.price * step.budget_price[static_cast<std::size_t>(b)];
    const double change = excess / coupling_[i].bend;
    const double over_least = point_->infrastructure[at] - road.least_infrastructure;
    const double under_most = road.most_infrastructure - point_->infrastructure[at];
    double least = centre, most = centre;
    if (first) {
      least -= first->infrastructure[at] * first->to_least[i];
      most += first->infrastructure[at] * first->to_most[i];
    }
    step.infrastructure[at] = change;
    step.to_least.push_back((least - point_->to_least[i] * change) / over_least -
                            point_->to_least[i]);
    step.to_most.push_back((most + point_->to_most[i] * change) / under_most - point_->to_most[i]);
  }
}

void newton_system::step_lanes(const eliminated& rest, market_point& step) const {
  const auto& of = *of_;
  for (std::size_t lane = 0; lane < of.lanes(); ++lane) {
    const auto& arc = of.arc_of(lane);
    const auto& terms = terms_->lanes[lane];
    const Index first = of.first_good(lane);
    const VectorXd gain = (step.price[arc.to] - step.price[arc.from]).segment(first, of.lane_goods);
    const double payer_change = payer(lane).dot(step.price[arc.from]);
    if (of.has_own_gaps()) {
      const VectorXd changes =
          terms.over_total(rest.gaps[lane] + terms.weight.cwiseProduct(gain) +
                           terms.bend * terms.ratios * payer_change -
                           terms.gap_slopes * step.infrastructure[lane / of.lanes_an_arc / 2]);
      step.gap.push_back(0);
      step.gaps.push_back(changes);
      step.slack.emplace_back(changes - gain);
      step.flow.emplace_back(rest.aim[lane] - point_->flow[lane] -
                             terms.weight.cwiseProduct(step.slack[lane]));
      continue;
    }
    const double paid = terms.ratio * payer_change;
    const double change = (rest.gap[lane] + terms.weight.dot(gain) + terms.own * paid -
                           terms.gap_slope * step.infrastructure[lane / of.lanes_an_arc / 2]) /
                          terms.total;
    step.gap.push_back(change);
    step.slack.emplace_back(VectorXd::Constant(of.lane_goods, change) - gain);
    step.flow.emplace_back(rest.aim[lane] - point_->flow[lane] -
                           terms.weight.cwiseProduct(step.slack[lane]));
  }
}

void newton_system::step_labour(const eliminated& rest, market_point& step) const {
  const auto& of = *of_;
  step.wage.assign(of.places(), 0);
  step.labour.resize(of.places());
  step.labour_slack.resize(of.places());
  for (std::size_t j = 0; j < of.places(); ++j) {
    if (of.made[j].empty()) continue;
    const auto& terms = terms_->places[j];
    VectorXd earned(terms.slope.size());
    for (Index i = 0; i < earned.size(); ++i)
      earned[i] = terms.slope[i] * step.price[j][of.made[j][static_cast<std::size_t>(i)]];
    const double lived = terms.own * terms.ratio * terms.mix.share.dot(step.price[j]);
    step.wage[j] = (rest.wage[j] + terms.weight.dot(earned) + lived) / terms.total();
    step.labour_slack[j] = VectorXd::Constant(earned.size(), step.wage[j]) - earned;
    step.labour[j] =
        rest.labour_aim[j] - point_->labour[j] - terms.weight.cwiseProduct(step.labour_slack[j]);
  }
}

void newton_system::step_budgets(double centre, const market_point* first,
                                 market_point& step) const {
  for (std::size_t b = 0; b < of_->budget.size(); ++b) {
    const double price = point_->budget_price[b];
    double product = centre;
    if (first) product -= first->budget_price[b] * first->unspent[b];
    step.unspent.push_back(of_->open.empty()
                               ? 0
                               : (product - point_->unspent[b] * step.budget_price[b]) / price -
                                     point_->unspent[b]);
  }
}

market_point newton_system::find_step(double centre, const market_point* first) const {
  market_point step;
  const auto rest = aims(centre, first);
  step_prices(centre, first, rest, step);
  step_roads(centre, first, rest, step);
  step_lanes(rest, step);
  step_labour(rest, step);
  step_budgets(centre, first, step);
  return step;
}

}  // namespace amur::invest
