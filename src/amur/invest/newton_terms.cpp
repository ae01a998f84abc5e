#include "amur/invest/newton_terms.h"

namespace amur::invest {
namespace {

place_terms terms_of_place(const market& of, const market_point& point, std::size_t place) {
  const auto& problem = *of.problem;
  place_terms made;
  find_mix(point.price[place], problem.substitution_elasticity, made.mix);
  const auto& people = of.utilities[place];
  made.demand = problem.population[place] * people.demand(made.mix.index);
  made.falling = made.demand * people.steepness() / made.mix.index;
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
  const double payer =
      problem.goods_share_roads ? from.mix.index : point.price[at.from][of.first_good(lane)];
  const double infrastructure = point.infrastructure[lane / of.lanes_an_arc / 2];
  lane_terms made;
  made.state = find_lane(of, lane, point.gap[lane], payer, infrastructure);
  made.weight = point.flow[lane].cwiseQuotient(point.slack[lane]);
  made.own = made.state.slope;
  made.ratio = point.gap[lane] / payer;
  const double power = problem.returns_to_infrastructure / problem.congestion;
  made.gap_slope = power * made.state.carried / infrastructure;
  made.payer_slope = -power * made.state.paid / infrastructure;
  made.total = made.own + made.weight.sum();
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
