#pragma once
// The linear programme of a budget: what to take of each thing where none takes back from another.

#include <vector>

namespace amur::invest {

/// Maximise gain · amount where every row's use · amount is at most its limit. Uses and limits are
/// >= 0, so that to take nothing is always allowed.
struct packing {
  std::vector<double> gain;              ///< [thing] of one of it
  std::vector<double> most;              ///< [thing] >= 0
  std::vector<std::vector<double>> use;  ///< [row][thing]
  std::vector<double> limit;             ///< [row]
};

struct packed {
  std::vector<double> amount;  ///< [thing] 0 to its most
  std::vector<double> price;   ///< [row] what one more of its limit would bring, >= 0
  double gain = 0;
};

/// The best of all, by the simplex method with Bland's rule (1977, Mathematics of Operations
/// Research 2(2)), which can't circle.
[[nodiscard]] packed pack(const packing& asked);

}  // namespace amur::invest
