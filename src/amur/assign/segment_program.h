#pragma once
// What pairs of alternative segments move together: Newton's step of all of them at once.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/congestion.h"
#include "amur/assign/segment_table.h"

namespace amur::assign {

/// Minimises  y'Hy / 2 - d'y  over  low <= y <= high,  H = A'SA:  y, what each pair moves from its
/// dear segment to its cheap one (tonnes a day); d, what the dear one costs more (hours of one
/// pce); A, the pce that pairs take off arcs; S, the slopes of delay. Pairs shifted one by one only
/// inch along where many of them lean on the same arcs, or where classes swap routes at no change
/// of volume; there conjugate gradients go all the way.
class segment_program {
 public:
  /// All must outlive it. `hours_per_usd` makes classes comparable.
  segment_program(const problem& problem, std::span<const double> hours_per_usd,
                  const congestion& network);

  /// Sets the program up at the network's present costs, the pairs having moved `moved_t` so far.
  void set(const segment_table& pairs, std::span<const double> moved_t);
  /// What each pair should move further, as far as it is found by reading so many entries of A.
  [[nodiscard]] std::span<const double> solve(std::size_t most_entries);

 private:
  void add_pair(const segment_table& pairs, std::uint32_t pair, double moved_t);
  [[nodiscard]] double difference(std::uint32_t pair) const;
  void move(std::uint32_t pair, double t);
  void sweep();
  double find_differences();
  void times(std::span<const double> x);
  bool find_step();
  bool search();

  const problem* problem_;
  std::span<const double> hours_per_usd_;
  const congestion* network_;
  std::vector<double> slope_, cost_;                   // [arc] S and SAy
  std::vector<std::uint32_t> first_, arc_;             // a pair's entries: its column of A
  std::vector<double> weight_;                         // [entry] pce a tonne takes off the arc
  std::vector<double> d_, diagonal_, low_, high_, y_;  // [pair]
  std::vector<double> left_, step_;                    // [pair] d - Hy, and Newton's step
  std::vector<double> residual_, along_, product_;     // [pair] of conjugate gradients; H along_
  std::vector<double> arc_product_;                    // [arc] SA along_
  std::size_t entries_ = 0;                            // read so far
};

}  // namespace amur::assign
