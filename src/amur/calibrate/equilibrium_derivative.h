#pragma once
// How an equilibrium answers to its problem, exactly, by the implicit function theorem.
//
// At a stochastic equilibrium volumes v of the arcs whose time depends on them and prices p of full
// capacities meet v = F(v, p, c) and G(v, p, c) = limit, F and G being what a loading brings (pce,
// and flows through those capacities) and c the case's cells. So
//   (I - F_v) v' - F_p p' = F_c,   G_v v' + G_p p' = limit_c - G_c,
// and a sum S of flows, deliveries and expected costs changes by S_c + S_v v' + S_p p'. It is found
// backward: one solution with the transposed matrix a sum, whatever the number of cells.

#include <Eigen/Dense>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "amur/assign/class_derivative.h"
#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::calibrate {

using assign::class_derivative;
using assign::inputs_of;
using assign::loading_inputs;
using assign::loading_outputs;

/// Of a sum: `weight` times an output of a class's loading (`loading_outputs`).
struct output_term {
  std::size_t user = 0, output = 0;
  double weight = 0;
};
using output_sum = std::vector<output_term>;

/// A problem and sums a little below and above what they are, `width` apart in some cell.
struct problem_change {
  const assign::problem *below = nullptr, *above = nullptr;
  const std::vector<output_sum>*sums_below = nullptr, *sums_above = nullptr;
  double width = 1;
};

/// `user` is no choice: of its loadings there is none, so its answers come from its bushes
/// (`user_derivative.h`).
enum class choice_model { logit, markov, user };

class equilibrium_derivative {
 public:
  /// `at` solves `problem`; unpriced capacities stay so. Throws `no_answer` where the equilibrium
  /// answers to a cell by a jump, or where the choice has no derivative.
  equilibrium_derivative(const assign::problem& problem, const assign::solution& at,
                         choice_model model, const std::vector<output_sum>& sums,
                         thread_pool& pool);

  /// [sum] their values.
  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  /// [sum] what each rises by, a unit of the cell.
  [[nodiscard]] std::vector<double> along(const problem_change& change) const;
  /// What a sum rises by, a unit of an input of a class's loading, all else answering to it.
  [[nodiscard]] double by_input(std::size_t sum, std::size_t user, std::size_t input) const {
    return by_inputs_[user][input * sums_ + sum];
  }

 private:
  void take_user(const assign::problem& problem, const assign::solution& at,
                 const std::vector<output_sum>& sums);
  void take_inputs(const assign::problem& problem, choice_model model,
                   const std::vector<output_sum>& sums, thread_pool& pool);
  [[nodiscard]] Eigen::MatrixXd answers_to_unknowns(const assign::problem& problem) const;
  void find_multipliers(const assign::problem& problem);
  void fold_answers();

  std::size_t sums_ = 0;
  std::vector<double> values_, volume_pce_, price_usd_;
  std::vector<std::uint32_t> arcs_, capacities_;  // that are unknown: flexible, and priced
  std::vector<std::vector<double>> outputs_;      // [class][output]
  // [class][input * (unknowns + sums)], then [input * sums] with all that follows.
  std::vector<std::vector<double>> by_inputs_;
  std::vector<double> multiplier_;  // [unknown * sums]
};

}  // namespace amur::calibrate
