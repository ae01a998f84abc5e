#pragma once
// The toll that serves a goal best, and tolls at which none of several owners gains by another one.

#include <functional>
#include <span>
#include <vector>

#include "amur/finance/break_even.h"

namespace amur::finance {

struct best_toll_answer {
  double toll = 0, worth = 0;
  int evaluations = 0;
  bool at_low = false, at_high = false;  ///< the best is an end of the range
};

/// The toll of greatest worth: the best of `range.steps` even ones, then golden section between its
/// neighbours, then Newton's method on differences of fourth order, which finds a smooth peak to
/// more digits than comparing worths can. Where the curve has several peaks the highest step's is
/// found; of equal steps the lowest.
[[nodiscard]] best_toll_answer best_toll(const worth_of_toll& worth, toll_range range);

/// Each owner's worth at all owners' tolls. Each call may solve a whole network.
using worths_of_tolls = std::function<std::vector<double>(std::span<const double> tolls)>;

struct price_round {
  std::vector<double> toll, worth;  ///< [owner] after the round
};

struct price_game_answer {
  bool settled = false;  ///< false: tolls still move after the last round, perhaps in a circle
  std::vector<price_round> rounds;
  int evaluations = 0;
};

struct price_game_options {
  int most_rounds = 40;
  /// Relative to an owner's worth: for no more, none moves. 0: until tolls stand to their
  /// tolerance.
  double least_gain = 0;
};

/// Owners set the toll of greatest worth in turn, starting from `start`, until none gains by
/// moving: a Nash equilibrium in prices (Bertrand). Rounds search near the last tolls; the one that
/// settles the game searches the whole ranges.
[[nodiscard]] price_game_answer play_prices(const worths_of_tolls& worths,
                                            std::span<const toll_range> ranges,
                                            std::vector<double> start,
                                            price_game_options options = {});

}  // namespace amur::finance
