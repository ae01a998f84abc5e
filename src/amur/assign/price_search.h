#pragma once
// What a place on a full crossing is worth, searched for one capacity at a time.

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace amur::assign {

/// Learns from loadings how the flow over each capacity answers to its price, and proposes prices:
/// by the secant of the logarithm of the flow; halfway between a price too low and one too high
/// where the flow is far from its limit; in growing steps where it does not answer at all (freight
/// has nowhere else to go until refusing is cheaper).
class price_search {
 public:
  /// `scale`: price rises that divide each flow by about e, as dispersions suggest.
  explicit price_search(std::span<const double> scale);

  /// A step was taken between prices, with the logarithms of flow over limit before and after.
  void learn(std::span<const double> price_before, std::span<const double> log_before,
             std::span<const double> price_after, std::span<const double> log_after);
  /// By how much to change the price of capacity `c` at this price and logarithm.
  [[nodiscard]] double step(std::size_t c, double price, double log_excess) const;
  /// The most that any method should change it by.
  [[nodiscard]] double longest(std::size_t c, double log_excess) const;
  [[nodiscard]] std::span<const double> scale() const { return scale_; }

 private:
  struct known_prices {
    double too_low = -1, too_high = std::numeric_limits<double>::infinity();
  };
  std::vector<double> first_scale_, scale_, moved_;
  std::vector<known_prices> known_;
};

}  // namespace amur::assign
