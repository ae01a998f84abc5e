#include "amur/invest/interior_point.h"

#include <algorithm>
#include <cmath>

#include "amur/invest/bounds.h"
#include "amur/invest/moving_labour.h"
#include "amur/invest/newton_system.h"

namespace amur::invest {
namespace {

constexpr double most_of_the_way = 0.99;  // to where something positive would be nothing
// The same of prices and gaps, whose equations are curved.
constexpr double most_of_a_curved_way = 0.7;

constexpr double most_growth = 1;  // of a good's own gap, by itself

// The share of the step that leaves this positive.
double room(double value, double change) {
  return change < 0 ? -value / change : std::numeric_limits<double>::infinity();
}

double room(const VectorXd& value, const VectorXd& change) {
  double least = std::numeric_limits<double>::infinity();
  for (Index i = 0; i < value.size(); ++i) least = std::min(least, room(value[i], change[i]));
  return least;
}

double longest_step(const market& of, const market_point& at, const market_point& step) {
  double longest = 1;
  const auto keep = [&](double room) { longest = std::min(longest, most_of_the_way * room); };
  const auto keep_curved = [&](double room) {
    longest = std::min(longest, most_of_a_curved_way * room);
  };
  for (std::size_t j = 0; j < of.places(); ++j) keep_curved(room(at.price[j], step.price[j]));
  for (std::size_t lane = 0; lane < of.lanes(); ++lane) {
    if (of.has_own_gaps()) {
      keep_curved(room(at.gaps[lane], step.gaps[lane]));
      // Flows are high powers of gaps, so that one too low asks for far too much.
      longest = std::min(longest, most_growth * room(at.gaps[lane], -step.gaps[lane]));
    } else
      keep_curved(room(at.gap[lane], step.gap[lane]));
    keep(room(at.flow[lane], step.flow[lane]));
    keep(room(at.slack[lane], step.slack[lane]));
  }
  for (std::size_t i = 0; i < of.open.size(); ++i) {
    const std::size_t road = of.open[i].road;
    const auto& bounds = of.problem->roads[road];
    const double here = at.infrastructure[road], change = step.infrastructure[road];
    keep(room(here - bounds.least_infrastructure, change));
    keep(room(bounds.most_infrastructure - here, -change));
    keep(room(at.to_least[i], step.to_least[i]));
    keep(room(at.to_most[i], step.to_most[i]));
  }
  for (std::size_t b = 0; b < of.budget.size() && !of.open.empty(); ++b) {
    keep(room(at.budget_price[b], step.budget_price[b]));
    keep(room(at.unspent[b], step.unspent[b]));
  }
  for (std::size_t j = 0; j < of.places(); ++j) {
    if (of.made[j].empty()) continue;
    keep_curved(room(at.wage[j], step.wage[j]));
    if (of.problem->labour_exponent < 1) continue;
    keep(room(at.labour[j], step.labour[j]));
    keep(room(at.labour_slack[j], step.labour_slack[j]));
  }
  return longest;
}

void add(std::vector<double>& to, double share, const std::vector<double>& step) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += share * step[i];
}

void add(std::vector<VectorXd>& to, double share, const std::vector<VectorXd>& step) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += share * step[i];
}

// Falling returns leave one way to spread labour at these prices.
void spread_labour(const market& of, market_point& point) {
  const auto& problem = *of.problem;
  const double a = problem.labour_exponent;
  if (a == 1) return;
  for (std::size_t j = 0; j < of.places(); ++j)
    for (std::size_t i = 0; i < of.made[j].size(); ++i) {
      const Index n = of.made[j][i];
      const double earned =
          point.price[j][n] * problem.productivity[j * problem.goods + static_cast<std::size_t>(n)];
      point.labour[j][static_cast<Index>(i)] = std::pow(a * earned / point.wage[j], 1 / (1 - a));
    }
}

void move(const market& of, market_point& point, double share, const market_point& step) {
  add(point.price, share, step.price);
  add(point.gap, share, step.gap);
  add(point.gaps, share, step.gaps);
  add(point.flow, share, step.flow);
  add(point.slack, share, step.slack);
  add(point.infrastructure, share, step.infrastructure);
  add(point.to_least, share, step.to_least);
  add(point.to_most, share, step.to_most);
  add(point.budget_price, share, step.budget_price);
  add(point.unspent, share, step.unspent);
  add(point.wage, share, step.wage);
  add(point.labour, share, step.labour);
  add(point.labour_slack, share, step.labour_slack);
  spread_labour(of, point);
}

// Of all output: the shortage that rounding may leave, to be taken off at its prices. A larger one
// would have to be valued at other prices than a point's.
constexpr double no_shortage = 1e-9;

// The best allocation and the best bound so far, be they of different points.
struct best_so_far {
  double gap = std::numeric_limits<double>::infinity();
  double bound = std::numeric_limits<double>::infinity();
  double least_complementarity = std::numeric_limits<double>::infinity();
  attained allocation;
  market_point point;
  int age = 0;  // steps since anything got better

  [[nodiscard]] bool is_attained() const {
    return allocation.shortage <= no_shortage && std::isfinite(allocation.welfare);
  }

  [[nodiscard]] bool is_better(const attained& now) const {
    if (allocation.infrastructure.empty()) return true;
    if (!is_attained()) return now.shortage < allocation.shortage;
    return now.shortage <= no_shortage && now.welfare > allocation.welfare;
  }

  void take(const market& of, const market_point& at, attained&& now) {
    bound = std::min(bound, find_bound(of, at.price, at.budget_price));
    if (is_better(now)) {
      allocation = std::move(now);
      point = at;
    }
    const double newly = is_attained() ? (bound - allocation.welfare) / std::abs(allocation.welfare)
                                       : std::numeric_limits<double>::infinity();
    const double complementarity = at.mean_complementarity(of);
    age = newly < 0.9 * gap || complementarity < 0.9 * least_complementarity ? 0 : age + 1;
    least_complementarity = std::min(least_complementarity, complementarity);
    gap = newly;
  }
};

network_solution answer(const market& of, const best_so_far& best, network_solution made) {
  const auto& problem = *of.problem;
  made.welfare = best.allocation.welfare;
  made.bound = best.bound;
  made.gap = best.gap;
  made.spent = best.allocation.spent;
  made.infrastructure = best.allocation.infrastructure;
  made.consumption = best.allocation.consumption;
  made.population = best.allocation.people;
  made.shortage = best.allocation.shortage;
  made.budget_price = of.open.empty() ? 0 : best.point.budget_price[0];
  for (std::size_t z = 0; z < problem.zone_budget.size(); ++z)
    made.zone_budget_price.push_back(of.open.empty() ? 0 : best.point.budget_price[z + 1]);
  for (const auto& lane : best.point.flow)
    made.flow.insert(made.flow.end(), lane.begin(), lane.end());
  price_mix mix;
  for (std::size_t j = 0; j < of.places(); ++j) {
    const auto& price = best.point.price[j];
    find_mix(price, problem.substitution_elasticity, mix);
    made.price_index.push_back(mix.index);
    made.price.insert(made.price.end(), price.begin(), price.end());
    const auto& labour = best.allocation.labour[j];
    made.labour.insert(made.labour.end(), labour.begin(), labour.end());
  }
  return made;
}

// From a first point at which carriage takes this share of what is made.
network_solution search_from(const market& of, double share, const network_options& options) {
  constexpr int patience = 20;  // steps without a better gap
  auto point = first_point(of, share);
  spread_labour(of, point);
  newton_system system(of);
  best_so_far best;
  network_solution made;
  for (int i = 0; i < options.most_steps && best.age < patience; ++i) {
    system.linearise(point);
    const double mean = point.mean_complementarity(of);
    const auto straight = system.find_step(0, nullptr);
    auto trial = point;
    move(of, trial, longest_step(of, point, straight), straight);
    const double left = trial.mean_complementarity(of) / mean;
    const auto step = system.find_step(mean * left * left * left, &straight);
    const double taken = longest_step(of, point, step);
    move(of, point, taken, step);
    best.take(of, point, find_attained(of, point));
    made.log.push_back({best.allocation.welfare, best.bound, mean, taken});
    if (best.gap <= options.tolerance) {
      made.status = network_status::solved;
      break;
    }
  }
  return answer(of, best, std::move(made));
}

}  // namespace

network_solution solve_market(const market& of, const network_options& options) {
  network_solution best;
  for (const double share : {1.0, 30.0, 0.03}) {
    auto made = search_from(of, share, options);
    if (made.status == network_status::solved) return made;
    if (best.infrastructure.empty() || made.gap < best.gap) best = std::move(made);
  }
  return best;
}

network_solution solve_convex(const network_problem& problem, const network_options& options) {
  if (problem.labour_moves) return solve_moving_labour(problem, options);
  return solve_market(market(problem), options);
}

}  // namespace amur::invest
