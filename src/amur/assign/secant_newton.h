#pragma once
// Newton's steps of a stochastic equilibrium by derivatives that are known once and learned on.

#include <Eigen/Dense>
#include <optional>
#include <span>
#include <vector>

#include "amur/assign/loading_answers.h"
#include "amur/assign/network_loading.h"
#include "amur/assign/problem.h"

namespace amur::assign {

/// How volumes, and logarithms of flows over capacities, answer to times and prices: exact where
/// they were found, then mended by what each loading showed (Broyden 1965). Logarithms, since a
/// price divides a flow rather than takes from it.
class secant_newton {
 public:
  secant_newton(const problem& problem, const unknowns& unknowns)
      : problem_(&problem), unknowns_(&unknowns) {}

  /// [unknown] by how much volumes and prices should move from `at` to where F(v) = v and flows
  /// over capacities are at most their limits, priced only where full. Empty where these equations
  /// are singular, or where there is no derivative.
  [[nodiscard]] std::vector<double> step(const evaluation& at, thread_pool& pool,
                                         const derive_user& derive);
  struct step_equations;

  /// Learns from the loading that a step led to; false where steps no longer help.
  [[nodiscard]] bool learn(const evaluation& before, const evaluation& after);

 private:
  [[nodiscard]] std::vector<double> images(const evaluation& at) const;
  [[nodiscard]] std::optional<Eigen::VectorXd> settle_prices(const evaluation& at,
                                                             const step_equations& equations) const;
  bool find_answers(const evaluation& at, thread_pool& pool, const derive_user& derive);
  void mend(const evaluation& before, const evaluation& after);

  const problem* problem_;
  const unknowns* unknowns_;
  std::vector<double> answers_;       // [unknown * unknowns + unknown]
  int failures_ = 0;                  // steps in a row that did not help
  std::vector<std::uint8_t> counts_;  // [unknown] in `answers_`
  std::vector<double> scale_;  // [unknown] hours, or USD, that choices of some class can tell
};

}  // namespace amur::assign
