#include "amur/calibrate/user_derivative.h"

#include <algorithm>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/base/no_answer.h"

namespace amur::calibrate {
namespace {

// Of what passes a state, and of a bush: less is a link on its way out.
constexpr double least_share = 1e-7;
constexpr double same_direction = 1e-9;

void check_problem(const assign::problem& problem) {
  const bool is_plain =
      problem.classes.size() == 1 && problem.constraints.empty() &&
      std::ranges::none_of(problem.classes.front().demand,
                           [](const auto& demand) { return demand.elasticity > 0; });
  if (!is_plain)
    throw no_answer("equilibrium.model", "user",
                    "derivatives of a user equilibrium are those of one commodity, without hard "
                    "capacities and without elasticities");
}

// [position] the link that carries most into it; 0 at the origin.
std::vector<std::uint32_t> fullest_links(const assign::bush& bush) {
  std::vector<std::uint32_t> link(bush.size(), 0);
  for (std::uint32_t p = 1; p < bush.size(); ++p) {
    link[p] = bush.first_in[p];
    for (auto l = bush.first_in[p]; l < bush.first_in[p + 1]; ++l)
      if (bush.flow_t[l] > bush.flow_t[link[p]]) link[p] = l;
  }
  return link;
}

// Adds `by` to the arcs from the origin to a position along the tree.
void add_path(const assign::bush& bush, const std::vector<std::uint32_t>& tree,
              std::uint32_t position, double by, Eigen::Ref<Eigen::VectorXd> to) {
  for (auto p = position; p != 0; p = bush.tail[tree[p]]) to(bush.arc[tree[p]]) += by;
}

struct bush_columns {
  std::vector<Eigen::VectorXd> cycles;
  Eigen::MatrixXd paths;  // [arc][demand]
};

bush_columns columns_of(const assign::problem& problem, const assign::bush_set& set) {
  const auto arcs = static_cast<Eigen::Index>(problem.graph.arc_count());
  const auto& demands = problem.classes.front().demand;
  bush_columns made;
  made.paths = Eigen::MatrixXd::Zero(arcs, static_cast<Eigen::Index>(demands.size()));
  assign::bush_places places(problem.graph.state_count());
  for (const auto& bush : set.bushes) {
    if (bush.size() == 0) continue;
    const auto tree = fullest_links(bush);
    for (std::uint32_t p = 1; p < bush.size(); ++p) {
      double passing = 0;
      for (auto l = bush.first_in[p]; l < bush.first_in[p + 1]; ++l) passing += bush.flow_t[l];
      for (auto l = bush.first_in[p]; l < bush.first_in[p + 1]; ++l) {
        if (l == tree[p] || !(bush.flow_t[l] > least_share * passing)) continue;
        Eigen::VectorXd cycle = Eigen::VectorXd::Zero(arcs);
        cycle(bush.arc[l]) += 1;
        add_path(bush, tree, bush.tail[l], 1, cycle);
        add_path(bush, tree, p, -1, cycle);
        made.cycles.push_back(std::move(cycle));
      }
    }
    places.enter(bush);
    for (const auto i : set.demands(bush))
      if (const auto p = places[demands[i].destination.value]; p != assign::no_link)
        add_path(bush, tree, p, 1, made.paths.col(static_cast<Eigen::Index>(i)));
    places.leave(bush);
  }
  return made;
}

// What independent changes there are: bushes repeat each other's cycles.
Eigen::MatrixXd basis_of(std::vector<Eigen::VectorXd> cycles, Eigen::Index arcs) {
  Eigen::MatrixXd basis(arcs, 0);
  for (auto& cycle : cycles) {
    const double size = cycle.norm();
    if (size == 0) continue;
    // Twice is enough (Parlett 1980, Kahan).
    for (int pass = 0; pass < 2; ++pass) cycle -= basis * (basis.transpose() * cycle);
    const double left = cycle.norm();
    if (left <= same_direction * size) continue;
    basis.conservativeResize(Eigen::NoChange, basis.cols() + 1);
    basis.rightCols(1) = cycle / left;
  }
  return basis;
}

}  // namespace

user_answers derive_user(const assign::problem& problem, const assign::solution& at,
                         const Eigen::MatrixXd& weights) {
  check_problem(problem);
  const auto& user = problem.classes.front();
  const auto arcs = static_cast<Eigen::Index>(problem.graph.arc_count());
  Eigen::VectorXd slope(arcs);
  for (Eigen::Index arc = 0; arc < arcs; ++arc) {
    const auto a = static_cast<std::size_t>(arc);
    const auto group = problem.group(a);
    slope(arc) = user.time_cost_usd_per_t_h[group] * user.pce_per_t[group] *
                 problem.delay[a].slope(at.volume_pce[a]);
  }
  const auto columns = columns_of(problem, *at.bushes);
  const auto basis = basis_of(columns.cycles, arcs);
  user_answers made;
  made.by_cost = Eigen::MatrixXd::Zero(arcs, weights.cols());
  if (basis.cols() > 0) {
    const Eigen::MatrixXd curvature = basis.transpose() * slope.asDiagonal() * basis;
    made.by_cost =
        -basis * curvature.completeOrthogonalDecomposition().solve(basis.transpose() * weights);
  }
  made.by_demand = columns.paths.transpose() * (weights + slope.asDiagonal() * made.by_cost);
  return made;
}

}  // namespace amur::calibrate
