#include "amur/invest/newton_terms.h"

namespace amur::invest {
namespace {

// One more in a place is worth 1 and his wage: L(1 + wage, index), of which the dual's part is
// (1 + wage) L - index mix(L) and bends as (dwage - (1 + wage) / index dindex)^2.
void add_movers(const market& of, const market_point& point, std::size_t place, place_terms& made) {
  const auto housing = housing_at(of, place);
  const double worth = 1 + point.wage[place], alpha = housing.alpha;
  made.people = housing.people(worth, made.mix.index);
  made.demand = made.people > 0 ? housing.mix(made.people) : 0;
  const double own = alpha / (1 - alpha) * made.people / worth;
  made.ratio = worth / made.mix.index;
  // Where nobody works the wage stays nothing.
  if (of.made[place].empty())
    made.falling = own * made.ratio * made.ratio;
  else
    made.own = own;
}

// Carriage at gaps of each good's own: with G their norm, m its power and v = (gap / G)^(m - 1),
// goods carry q v, which bends as q / G ((m - 1) diag((gap / G)^(m - 2)) + (1 / beta - m + 1) v
// v').
void add_own_gaps(const market& of, const market_point& point, std::size_t lane, double payer,
                  double infrastructure, lane_terms& made) {
  const double beta = of.problem->congestion, m = of.gap_power();
  const auto& gaps = point.gaps[lane];
  const double norm = norm_of_gaps(of, gaps), q = made.state.carried;
  const Eigen::ArrayXd part = gaps.array() / norm;
  const VectorXd v = part.pow(m - 1);
  made.carried = q * v;
  made.bend = (q / norm * (1 / beta - m + 1)) * v * v.transpose();
  made.bend.diagonal() += (q / norm * (m - 1) * part.pow(m - 2)).matrix();
  made.ratios = gaps / payer;
  made.gap_slopes = (of.problem->returns_to_infrastructure / beta / infrastructure) * made.carried;
  const VectorXd root = made.weight.cwiseSqrt().cwiseInverse();
  MatrixXd scaled = root.asDiagonal() * made.bend * root.asDiagonal();
  scaled.diagonal().array() += 1;
  made.scaled.compute(scaled);
}

place_terms terms_of_place(const market& of, const market_point& point, std::size_t place) {
  const auto& problem = *of.problem;
  place_terms made;
  find_mix(point.price[place], problem.substitution_elasticity, made.mix);
  const auto& people = of.utilities[place];
  if (problem.labour_moves) {
    add_movers(of, point, place, made);
  } else {
    made.demand = problem.population[place] * people.demand(made.mix.index);
    made.falling = made.demand * people.steepness() / made.mix.index;
    made.people = problem.population[place];
  }
  const auto& goods = of.made[place];
  made.weight.resize(static_cast<Index>(goods.size()));
  made.slope.resize(static_cast<Index>(goods.size()));
  const double a = problem.labour_exponent;
  for (std::size_t i = 0; i < goods.size(); ++i) {
    const auto at = static_cast<Index>(i);
    const auto good = static_cast<std::size_t>(goods[i]);
    const double labour = point.labour[place][at], wage = point.wage[place];
    made.weight[at] = a == 1 ? labour / point.labour_slack[place][at] : labour / ((1 - a) * wage);
    made.slope[at] = a == 1 ? problem.productivity[place * problem.goods + good]
                            : wage / point.price[place][goods[i]];
  }
  return made;
}

lane_terms terms_of_lane(const market& of, const market_point& point, std::size_t lane,
                         const place_terms& from) {
  const auto& problem = *of.problem;
  const auto& at = of.arc_of(lane);
  const double gap = of.has_own_gaps() ? norm_of_gaps(of, point.gaps[lane]) : point.gap[lane];
  const double payer =
      problem.goods_share_roads ? from.mix.index : point.price[at.from][of.first_good(lane)];
  const double infrastructure = point.infrastructure[lane / of.lanes_an_arc / 2];
  lane_terms made;
  made.state = find_lane(of, lane, gap, payer, infrastructure);
  made.weight = point.flow[lane].cwiseQuotient(point.slack[lane]);
  made.own = made.state.slope;
  made.ratio = gap / payer;
  const double power = problem.returns_to_infrastructure / problem.congestion;
  made.gap_slope = power * made.state.carried / infrastructure;
  made.payer_slope = -power * made.state.paid / infrastructure;
  made.total = made.own + made.weight.sum();
  if (of.has_own_gaps()) add_own_gaps(of, point, lane, payer, infrastructure, made);
  return made;
}

road_terms terms_of_road(const market& of, const market_point& point, std::size_t open,
                         const std::vector<lane_terms>& lanes) {
  const auto& problem = *of.problem;
  const std::size_t road = of.open[open].road;
  const auto& at = problem.roads[road];
  const double here = point.infrastructure[road];
  const double gamma = problem.returns_to_infrastructure;
  road_terms made;
  for (std::size_t lane = 2 * road * of.lanes_an_arc; lane < 2 * (road + 1) * of.lanes_an_arc;
       ++lane)
    made.earned += gamma * lanes[lane].state.payer_price * lanes[lane].state.paid / here;
  made.bend = made.earned / here * (1 - gamma / problem.congestion) +
              point.to_least[open] / (here - at.least_infrastructure) +
              point.to_most[open] / (at.most_infrastructure - here);
  return made;
}

}  // namespace

VectorXd lane_terms::over_total(const VectorXd& right) const {
  const VectorXd root = weight.cwiseSqrt().cwiseInverse();
  return root.cwiseProduct(scaled.solve(root.cwiseProduct(right)));
}

MatrixXd lane_terms::parallel() const {
  const VectorXd root = weight.cwiseSqrt();
  const VectorXd over = root.cwiseInverse();
  const MatrixXd made = scaled.solve(over.asDiagonal() * bend * over.asDiagonal());
  const MatrixXd whole = root.asDiagonal() * made * root.asDiagonal();
  return 0.5 * (whole + whole.transpose());
}

newton_terms::newton_terms(const market& of, const market_point& point) {
  for (std::size_t j = 0; j < of.places(); ++j) places.push_back(terms_of_place(of, point, j));
  for (std::size_t lane = 0; lane < of.lanes(); ++lane) {
    auto& from = places[of.arc_of(lane).from];
    lanes.push_back(terms_of_lane(of, point, lane, from));
    if (of.problem->goods_share_roads) from.demand += lanes.back().state.paid;
  }
  for (std::size_t i = 0; i < of.open.size(); ++i)
    roads.push_back(terms_of_road(of, point, i, lanes));
}

}  // namespace amur::invest
