#include "amur/invest/increasing_returns.h"

#include <algorithm>
#include <cmath>

#include "amur/invest/interior_point.h"

namespace amur::invest {
namespace {

// What infrastructure costs as a straight line of y: of a road, price times y and the rest.
struct straight_cost {
  double price = 0, rest = 0;
};

class straightened {
 public:
  explicit straightened(const network_problem& given)
      : given_(&given), power_(given.returns_to_infrastructure / given.congestion) {}

  [[nodiscard]] double y_of(double infrastructure) const {
    return std::pow(infrastructure, power_);
  }
  [[nodiscard]] double infrastructure_of(double y) const { return std::pow(y, 1 / power_); }

  // Through both ends of the road's range.
  [[nodiscard]] straight_cost chord(const road& at) const {
    const double least = y_of(at.least_infrastructure), most = y_of(at.most_infrastructure);
    if (!(most > least)) return {least > 0 ? at.price * at.least_infrastructure / least : 0, 0};
    const double price =
        at.price * (at.most_infrastructure - at.least_infrastructure) / (most - least);
    return {price, at.price * at.least_infrastructure - price * least};
  }
  // Along the cost where infrastructure is this. The first of it is infinitely dear.
  [[nodiscard]] straight_cost tangent(const road& at, double infrastructure) const {
    infrastructure = std::max(infrastructure, 1e-6 * at.most_infrastructure);
    const double y = y_of(infrastructure);
    return {at.price * infrastructure / (power_ * y), at.price * infrastructure * (1 - 1 / power_)};
  }

  [[nodiscard]] network_problem with(const std::vector<straight_cost>& cost) const {
    auto made = *given_;
    made.returns_to_infrastructure = given_->congestion;
    for (std::size_t i = 0; i < made.roads.size(); ++i) {
      auto& at = made.roads[i];
      at.least_infrastructure = y_of(at.least_infrastructure);
      at.most_infrastructure = y_of(at.most_infrastructure);
      at.price = cost[i].price;
      made.budget -= cost[i].rest;
      if (at.zone != road::no_zone) made.zone_budget[at.zone] -= cost[i].rest;
    }
    return made;
  }

 private:
  const network_problem* given_;
  double power_;
};

// A solution in y as one of the problem itself.
void restore(const network_problem& problem, const straightened& of, network_solution& made) {
  made.spent = 0;
  for (std::size_t i = 0; i < problem.roads.size(); ++i) {
    const auto& at = problem.roads[i];
    made.infrastructure[i] = std::clamp(of.infrastructure_of(made.infrastructure[i]),
                                        at.least_infrastructure, at.most_infrastructure);
    made.spent += at.price * made.infrastructure[i];
  }
}

network_solution solve_at_cost(const network_problem& problem, const straightened& of,
                               const std::vector<straight_cost>& cost,
                               const network_options& options) {
  auto made = solve_convex(of.with(cost), options);
  restore(problem, of, made);
  return made;
}

// Infrastructure taken towards its least until every budget bears it.
std::vector<double> affordable(const network_problem& problem, std::vector<double> wanted) {
  const auto share_of = [&](double budget, auto&& is_counted) {
    double least = 0, more = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto& at = problem.roads[i];
      if (!is_counted(at)) continue;
      least += at.price * at.least_infrastructure;
      more += at.price * (wanted[i] - at.least_infrastructure);
    }
    return more > budget - least ? (budget - least) / more : 1.0;
  };
  const auto shrink = [&](double share, auto&& is_counted) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto& at = problem.roads[i];
      if (share < 1 && is_counted(at) && at.price > 0)
        wanted[i] = at.least_infrastructure + share * (wanted[i] - at.least_infrastructure);
    }
  };
  for (std::size_t z = 0; z < problem.zone_budget.size(); ++z) {
    const auto is_in_zone = [z](const road& at) { return at.zone == z; };
    shrink(share_of(problem.zone_budget[z], is_in_zone), is_in_zone);
  }
  const auto is_any = [](const road&) { return true; };
  shrink(share_of(problem.budget, is_any), is_any);
  return wanted;
}

// Rounds along tangents from here until one gains no more than the tolerance.
network_solution climb(const network_problem& problem, const straightened& of,
                       std::vector<double> at, const network_options& options,
                       std::size_t& rounds) {
  network_solution last;
  for (int round = 0; round < options.most_rounds; ++round) {
    std::vector<straight_cost> cost;
    for (std::size_t i = 0; i < at.size(); ++i) cost.push_back(of.tangent(problem.roads[i], at[i]));
    auto made = solve_at_cost(problem, of, cost, options);
    ++rounds;
    const bool is_settled =
        round > 0 && made.welfare - last.welfare <= options.tolerance * std::abs(made.welfare);
    at = made.infrastructure;
    last = std::move(made);
    if (!is_settled) continue;
    if (last.status == network_status::solved) last.status = network_status::local_optimum;
    return last;
  }
  last.status = network_status::not_converged;
  return last;
}

}  // namespace

network_solution solve_increasing_returns(const network_problem& problem,
                                          const network_options& options) {
  constexpr double coarse = 1e-7;  // which tells starts apart
  const straightened of(problem);
  std::vector<straight_cost> chords;
  for (const auto& each : problem.roads) chords.push_back(of.chord(each));
  const auto relaxed = solve_at_cost(problem, of, chords, options);

  std::vector<std::vector<double>> starts = {relaxed.infrastructure, {}, {}};
  for (const auto& each : problem.roads) {
    starts[1].push_back(each.most_infrastructure);
    starts[2].push_back(each.price > 0 ? each.least_infrastructure : each.most_infrastructure);
  }
  auto roughly = options;
  roughly.tolerance = std::max(options.tolerance, coarse);
  network_solution best;
  std::size_t rounds = 1;
  for (auto& start : starts) {
    auto made = climb(problem, of, affordable(problem, std::move(start)), roughly, rounds);
    if (best.infrastructure.empty() || made.welfare > best.welfare) best = std::move(made);
  }
  best = climb(problem, of, best.infrastructure, options, rounds);
  best.bound = relaxed.bound;
  best.gap = (best.bound - best.welfare) / std::abs(best.welfare);
  best.rounds = rounds;
  return best;
}

}  // namespace amur::invest
