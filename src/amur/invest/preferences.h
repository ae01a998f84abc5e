#pragma once
// What people want at given prices: utility of goods and housing, and the mix of goods.
//
//     u(c) = ((c / alpha)^alpha (h / (1 - alpha))^(1 - alpha))^(1 - rho) / (1 - rho),
//     c = (sum_n d_n^((sigma - 1) / sigma))^(sigma / (sigma - 1));   the logarithm at rho = 1

#include <Eigen/Core>
#include <vector>

#include "amur/invest/optimal_network.h"

namespace amur::invest {

/// Utility of a head as weight c^power / (1 - rho), at rho = 1 as alpha ln c + constant.
class utility {
 public:
  utility(const network_problem& problem, std::size_t place);

  [[nodiscard]] double at(double consumption) const;
  /// The consumption whose next unit is worth the price, which falls by the power `steepness` of
  /// the price.
  [[nodiscard]] double demand(double price) const;
  [[nodiscard]] double steepness() const { return 1 / (1 - power_); }
  /// Of demand at a price of 1.
  [[nodiscard]] double scale() const { return demand(1); }

 private:
  double alpha_, rho_, power_, weight_ = 1, constant_ = 0;
};

/// The cheapest mix of goods at a place's prices.
struct price_mix {
  double index = 1;       ///< of a unit of the mix: (sum_n p_n^(1 - sigma))^(1 / (1 - sigma))
  Eigen::VectorXd share;  ///< [good] quantity in a unit: (p_n / index)^-sigma
};
void find_mix(Eigen::Ref<const Eigen::VectorXd> price, double sigma, price_mix& mix);

/// How much of the mix these quantities make.
[[nodiscard]] double quantity_of_mix(Eigen::Ref<const Eigen::VectorXd> goods, double sigma);

}  // namespace amur::invest
