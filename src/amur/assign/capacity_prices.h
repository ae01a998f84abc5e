#pragma once
// Prices of hard capacities: what a place on a full crossing is worth.

#include <cstddef>
#include <span>
#include <vector>

namespace amur::assign {

/// Searches prices p >= 0 with flow <= limit, and flow = limit where p > 0 (Bell 1995), by a secant
/// step for each capacity on the logarithm of its flow. Where a flow does not answer to its price
/// yet (freight has nowhere else to go until refusing is cheaper), steps double until it does.
class capacity_prices {
 public:
  /// `price`: where to start; empty: at none.
  explicit capacity_prices(std::vector<double> limits, std::vector<double> price = {});

  [[nodiscard]] const std::vector<double>& price() const { return price_; }

  /// Moves the prices, given the flows at the present ones and the price change that scales each
  /// flow by about e (its dispersion per unit).
  void update(std::span<const double> flow, std::span<const double> price_per_log);

  /// The largest relative excess over a limit, or room under it where there is a price.
  [[nodiscard]] double residual(std::span<const double> flow) const;

 private:
  struct memory {
    double price = 0, excess = 0, gain = 1;
    bool known = false;
  };
  std::vector<double> limit_, price_;
  std::vector<memory> last_;
};

}  // namespace amur::assign
