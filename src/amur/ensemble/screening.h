#pragma once
// Which inputs matter at all, at the price of a few runs for each: Morris's screening.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace amur::ensemble {

/// Trajectories of Morris (Technometrics 33, 1991) on a grid of four levels over each factor's
/// range, 0 to 1. A trajectory begins anywhere on the grid and moves one factor after the other, in
/// an order of chance, by two thirds of its range. All is found by index (Philox), so that any part
/// of a screening, on any machine and in any order, sees the same places.
class morris_design {
 public:
  /// `factors` are told apart by their numbers, as those of `latin_hypercube`.
  morris_design(std::uint64_t seed, std::uint64_t trajectories, std::vector<std::uint32_t> factors);

  /// How many runs it takes: trajectories times one more than there are factors.
  [[nodiscard]] std::uint64_t runs() const;
  /// In 0 to 1, of the factor at `factor` in the list.
  [[nodiscard]] double place(std::size_t factor, std::uint64_t run) const;
  /// A standard normal variable there, from what it exceeds 19 times in 20 to what it exceeds once,
  /// in even steps; of a factor that isn't of the list 0, its median.
  [[nodiscard]] double normal(std::uint32_t factor_number, std::uint64_t run) const;

  [[nodiscard]] std::uint64_t trajectories() const { return trajectories_; }
  [[nodiscard]] std::size_t factors() const { return factors_.size(); }
  /// [step] which factor of the list a trajectory moves.
  [[nodiscard]] std::vector<std::size_t> order_of(std::uint64_t trajectory) const;

 private:
  [[nodiscard]] bool is_moved(std::size_t factor, std::uint64_t trajectory,
                              std::uint64_t step) const;
  [[nodiscard]] std::uint64_t rank_key(std::size_t factor, std::uint64_t trajectory) const;
  [[nodiscard]] std::uint32_t start_level(std::size_t factor, std::uint64_t trajectory) const;

  std::uint64_t seed_, trajectories_;
  std::vector<std::uint32_t> factors_;
};

/// What an answer moves by as a factor goes over its whole range, by the trajectories' steps: their
/// mean, the mean of their sizes (mu*, Campolongo, Cariboni & Saltelli, Environmental Modelling &
/// Software 22, 2007), and their standard deviation, which is 0 where the answer is linear in the
/// factor and stands for bends and for factors that act together. NaN without an effect, the last
/// also with one.
struct elementary_effects {
  double mean = 0, mean_size = 0, deviation = 0;
  std::size_t count = 0;
};

/// [factor] of the answers of all runs; steps to or from one that is no number are left out.
[[nodiscard]] std::vector<elementary_effects> effects_of(const morris_design& design,
                                                         std::span<const double> answers);

}  // namespace amur::ensemble
