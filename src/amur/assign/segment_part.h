#pragma once
// Pairs of alternative segments of some bushes: found, listed once each, and moved.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/bush_basis.h"
#include "amur/assign/congestion.h"
#include "amur/assign/line_search.h"
#include "amur/assign/segment_program.h"
#include "amur/assign/segment_table.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// The bushes of all parts and the costs that pairs are found at.
struct segment_search {
  const assign::problem* posed;
  std::span<const double> hours_per_usd;  ///< [class]
  bush_set* set;
  std::vector<std::vector<double>> cost;  ///< [class][arc]

  void write_costs(const congestion& network);
};

/// What pairs move in all bushes together, and how much of it one bush does.
struct shared_moves {
  const segment_table* table = nullptr;
  std::span<const double> moved_t;  ///< [pair of the table]
};

class segment_part {
 public:
  /// Finds the pairs of some bushes of the set.
  void find(const segment_search& search, block_range bushes);
  /// The different ones among them; what others add to the table stands after these.
  [[nodiscard]] segment_table& table() { return table_; }
  [[nodiscard]] const segment_table& table() const { return table_; }
  [[nodiscard]] std::uint32_t different() const { return different_; }
  /// The excess cost of the bushes, in hours of one pce a day.
  [[nodiscard]] double excess() const { return excess_; }

  /// Says which pair of the shared table each of the different ones is.
  void set_shared(std::vector<std::uint32_t> of_shared) { of_shared_ = std::move(of_shared); }
  /// The changes of bushes that bring about what pairs move, summed in `change`.
  void plan(const segment_search& search, const shared_moves& moves);
  flow_direction change;
  /// Changes bushes by a share of what was planned.
  void move(bush_set& set, double share) const;

 private:
  void list(const segment_search& search);
  [[nodiscard]] double part_of(const shared_moves& moves, std::size_t found) const;

  pair_list found_;
  bush_labels labels_;
  bush_basis basis_;
  segment_table table_;
  std::uint32_t different_ = 0;
  std::vector<std::uint32_t> arcs_;             // scratch
  std::vector<double> needed_t_;                // scratch
  std::vector<std::uint32_t> of_table_;         // [found] number in `table_`
  std::vector<std::uint32_t> of_shared_;        // [table] number in the shared table
  std::vector<double> on_dear_t_, on_cheap_t_;  // [found]
  std::vector<std::uint32_t> moved_;            // bushes that change
  std::vector<double> change_t_;                // [link] of each in turn
  double excess_ = 0;
};

/// Shifts each pair of a table once for all bushes.
class segment_shifts {
 public:
  /// All must outlive it.
  segment_shifts(const problem& problem, std::span<const double> hours_per_usd,
                 congestion& network);

  /// Nothing has moved yet of so many pairs.
  void start(std::size_t pairs) { moved_t_.assign(pairs, 0.0); }
  /// Shifts the pairs one by one, up to so many times over; false where much is left to gain.
  bool each(const segment_table& table, int times);
  /// Shifts them together.
  void together(const segment_table& table);
  [[nodiscard]] std::vector<double>& moved_t() { return moved_t_; }

 private:
  const problem* problem_;
  std::span<const double> hours_per_usd_;
  congestion* network_;
  segment_program program_;
  flow_direction together_;
  std::vector<double> moved_t_;  // [pair]
};

}  // namespace amur::assign
