#include "amur/assign/newton_step.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <optional>

#include "amur/assign/cost.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

// Rises of costs to learn from, in dispersions: small enough for shares to answer in proportion,
// large enough to stand out of rounding.
constexpr double little = 1e-5;

// Of two capacities that the same freight fills one may be priced, no matter which: of how flow
// answers to a price, what keeps the equations regular.
constexpr double singled_out = 1e-6;

// USD per tonne that choices of some class can tell apart.
double least_dispersion(const problem& problem) {
  double least = route::unreachable;
  for (const auto& user : problem.classes)
    least = std::min({least, user.dispersion_usd_per_t, user.route_dispersion_usd_per_t});
  return least;
}

// What a tonne of the class with most at stake pays for an hour on the arc.
double dearest_hour(const problem& problem, std::uint32_t arc) {
  double most = 0;
  for (const auto& user : problem.classes)
    most = std::max(most, user.time_cost_usd_per_t_h[problem.group(arc)]);
  return most;
}

double dearest_unit(const problem& problem, const capacity_constraint& constraint) {
  double most = 0;
  for (const auto& user : problem.classes)
    for (const auto [arc] : constraint.arcs)
      most = std::max(most, constraint_units_per_t(user, constraint.measure, problem.group(arc)));
  return most;
}

// How images answer to times and prices, and what is wanted of them.
struct linear_system {
  Eigen::MatrixXd rows;  // [unknown][unknown] of I - J; of a priced capacity -J
  Eigen::VectorXd right;
  std::vector<char> moves;  // [unknown] whether it may
};

// Empty where it should not go on.
std::optional<linear_system> learn_system(const problem& problem, const unknowns& unknowns,
                                          const evaluation& at, thread_pool& pool,
                                          const load_user& load,
                                          const std::function<bool()>& go_on) {
  const auto arcs = unknowns.arcs.size(), size = unknowns.size();
  const double rise = little * least_dispersion(problem);
  std::vector<double> prices(at.point.begin() + static_cast<std::ptrdiff_t>(arcs), at.point.end());
  auto time_h = at.arc_time_h;
  const auto n = static_cast<Eigen::Index>(size);
  linear_system system{Eigen::MatrixXd::Zero(n, n),
                       Eigen::Map<const Eigen::VectorXd>(at.excess.data(), n),
                       std::vector<char>(size, 0)};
  const auto learn = [&](std::size_t j, double moved, double per_unknown) {
    const auto image = image_at(problem, unknowns, time_h, prices, pool, load);
    for (std::size_t i = 0; i < size; ++i)
      system.rows(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
          (at.image[i] - image[i]) / moved * per_unknown;
  };
  for (std::size_t j = 0; j < arcs; ++j) {
    const auto arc = unknowns.arcs[j];
    const double hour = dearest_hour(problem, arc), slope = problem.delay[arc].slope(at.point[j]);
    system.moves[j] = 1;
    if (hour > 0 && slope > 0) {
      if (!go_on()) return std::nullopt;
      const double before = time_h[arc];
      time_h[arc] += rise / hour;
      learn(j, time_h[arc] - before, slope);
      time_h[arc] = before;
    }
    system.rows(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(j)) += 1;
  }
  for (std::size_t c = 0; c < unknowns.constraints; ++c) {
    const auto j = arcs + c;
    const double unit = dearest_unit(problem, problem.constraints[c]);
    system.moves[j] = unit > 0 && (at.excess[j] > 0 || at.point[j] > 0) ? 1 : 0;
    if (!system.moves[j]) continue;
    if (!go_on()) return std::nullopt;
    const double before = prices[c];
    prices[c] += rise / unit;
    learn(j, prices[c] - before, 1);
    prices[c] = before;
    auto& own = system.rows(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(j));
    own += singled_out * std::max(own, problem.constraints[c].limit / at.scale[c]);
  }
  return system;
}

// The step of those that may move, the others staying, or of prices falling to 0.
Eigen::VectorXd solve(const linear_system& system, std::span<const double> fixed) {
  std::vector<Eigen::Index> moving;
  for (std::size_t i = 0; i < fixed.size(); ++i)
    if (system.moves[i]) moving.push_back(static_cast<Eigen::Index>(i));
  Eigen::VectorXd step =
      Eigen::Map<const Eigen::VectorXd>(fixed.data(), static_cast<Eigen::Index>(fixed.size()));
  if (moving.empty()) return step;
  const Eigen::VectorXd right = system.right - system.rows * step;
  Eigen::MatrixXd rows = system.rows(moving, moving);
  // Rows and columns differ by orders of magnitude with the stiffness of their arcs.
  const Eigen::VectorXd size =
      rows.colwise().norm().unaryExpr([](double norm) { return norm > 0 ? norm : 1; });
  rows.array().rowwise() /= size.transpose().array();
  step(moving) = rows.fullPivLu().solve(right(moving)).array() / size.array();
  return step;
}

}  // namespace

std::vector<double> newton_step(const problem& problem, const unknowns& unknowns,
                                const evaluation& at, thread_pool& pool, const load_user& load,
                                const std::function<bool()>& go_on) {
  auto system = learn_system(problem, unknowns, at, pool, load, go_on);
  if (!system) return {};
  std::vector<double> fixed(unknowns.size(), 0.0);
  for (std::size_t round = 0; round <= unknowns.constraints; ++round) {
    const auto step = solve(*system, fixed);
    if (!step.allFinite()) return {};
    // Once a price falls to 0 the others are found anew.
    double lowest = 0;
    std::size_t falls = 0;
    for (auto i = unknowns.arcs.size(); i < unknowns.size(); ++i) {
      const double price = at.point[i] + step(static_cast<Eigen::Index>(i));
      const double relative = price / at.scale[i - unknowns.arcs.size()];
      if (system->moves[i] && relative < lowest) {
        lowest = relative;
        falls = i;
      }
    }
    if (lowest == 0) return {step.begin(), step.end()};
    system->moves[falls] = 0;
    fixed[falls] = -at.point[falls];
  }
  return {};
}

}  // namespace amur::assign
