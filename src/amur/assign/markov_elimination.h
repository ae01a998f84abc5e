#pragma once
// Sums over all walks of a network, cycles included, by elimination of states.
//
// With w(s, t) = exp(-c(s, t)) the weight of a step and b(s) that of ending at s, z = b + w z sums
// the weights of all walks (Akamatsu 1996). Gaussian elimination solves it; here it runs on
// costs -ln w instead of weights (an algebraic path problem: Backhouse & Carre 1975), where a
// product is a sum and a sum is a soft minimum. Nothing can underflow, however dear a route is
// beside the dispersion, and no subtraction occurs but in the pivots 1 - w(k, k), w(k, k) then
// being the weight of all walks from k back to it over states eliminated before.
//
// I - w is an M-matrix, so all pivots are positive in any order of elimination exactly where the
// spectral radius of w is below one (Berman & Plemmons 1979, theorem 6.2.3): that is the test of
// whether the sums are finite.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace amur::assign {

/// Steps between places 0 .. n-1, sorted by tail.
struct step_list {
  std::vector<std::uint32_t> first;  ///< [place + 1]
  std::vector<std::uint32_t> head;   ///< [step]

  [[nodiscard]] std::size_t place_count() const { return first.size() - 1; }
};

/// Which entries can be non-zero once fill is counted, by row; places are eliminated in order.
struct elimination_pattern {
  std::vector<std::uint32_t> first_lower, lower;  ///< [place + 1]; columns below the row's own
  std::vector<std::uint32_t> first_upper, upper;  ///< [place + 1]; columns above it
};

/// An order of places that keeps fill small (approximate minimum degree: Amestoy, Davis & Duff
/// 1996): the place to eliminate at each turn.
[[nodiscard]] std::vector<std::uint32_t> elimination_order(const step_list& steps);

[[nodiscard]] elimination_pattern find_fill(const step_list& steps);

/// The triangular factors. `lower` and `upper` are costs in dispersions, infinite for no weight.
struct elimination {
  std::vector<double> lower;  ///< as pattern.lower: from a place to an earlier one
  std::vector<double> upper;  ///< as pattern.upper: to a later one, after any rounds back to itself
  std::vector<double> rounds;  ///< [place] 1 / pivot: expected visits over earlier places
};

/// Pivots below this count as none: a walk would be expected to pass some state a thousand million
/// times, nearer to divergence than rounding can tell.
inline constexpr double least_pivot = 1e-9;

/// Eliminates all places at the given [step] costs in dispersions (infinite: closed). Returns
/// whether the sums over walks are finite; `factors` hold only then.
[[nodiscard]] bool eliminate(const step_list& steps, const elimination_pattern& pattern,
                             std::span<const double> step_cost, elimination& factors);

/// Walks to one end: expected costs, visits and sums, from given factors. Reusable.
class walk_solver {
 public:
  walk_solver(const step_list& steps, const elimination_pattern& pattern)
      : steps_(&steps), pattern_(&pattern) {}

  /// `end_cost`: [place] cost in dispersions of ending there, infinite where a walk can't.
  void open(const elimination& factors, std::span<const double> end_cost);

  /// [place] -ln z, the expected cost to the end in dispersions; infinite where none leads there.
  [[nodiscard]] const std::vector<double>& cost() const { return cost_; }

  /// Probability of the step from `place` to a place or an end whose cost to go is `onward`.
  [[nodiscard]] double probability(std::uint32_t place, double step_cost, double onward) const;

  /// Solves x = q + P' x in place: `starts` [place * count + i] in, visits out. P holds the
  /// probabilities of steps (Akamatsu 1996).
  void visits(std::vector<double>& starts, std::size_t count = 1) const;

  /// Solves a = g + P a in place: what a visit yields [place * count + i] in, what a walk from
  /// there yields out.
  void sums(std::vector<double>& yields, std::size_t count) const;

 private:
  const step_list* steps_;
  const elimination_pattern* pattern_;
  const elimination* factors_ = nullptr;
  std::vector<double> cost_, forward_;
  std::vector<double> lower_, upper_;  // factors as probabilities
};

}  // namespace amur::assign
