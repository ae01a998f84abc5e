#include "amur/invest/preferences.h"

#include <cmath>

namespace amur::invest {

utility::utility(const network_problem& problem, std::size_t place)
    : alpha_(problem.consumption_share),
      rho_(problem.inequality_aversion),
      power_(alpha_ * (1 - rho_)) {
  const double rest = 1 - alpha_;
  const double log_weight =
      (rest > 0 ? rest * std::log(problem.housing[place] / rest) : 0) - alpha_ * std::log(alpha_);
  weight_ = std::exp(log_weight * (1 - rho_));
  constant_ = log_weight;
}

double utility::at(double consumption) const {
  if (rho_ == 1) return alpha_ * std::log(consumption) + constant_;
  return weight_ * std::pow(consumption, power_) / (1 - rho_);
}

double utility::demand(double price) const {
  return std::pow(alpha_ * weight_ / price, steepness());
}

// Prices relative to the least one: their powers could be too large or small for a number.
void find_mix(Eigen::Ref<const Eigen::VectorXd> price, double sigma, price_mix& mix) {
  const double least = price.minCoeff();
  const double sum = (price.array() / least).pow(1 - sigma).sum();
  mix.index = least * std::pow(sum, 1 / (1 - sigma));
  mix.share = (price.array() / mix.index).pow(-sigma);
}

double quantity_of_mix(Eigen::Ref<const Eigen::VectorXd> goods, double sigma) {
  const double most = goods.maxCoeff();
  if (!(most > 0)) return 0;
  const double power = (sigma - 1) / sigma;
  return most * std::pow((goods.array() / most).pow(power).sum(), 1 / power);
}

}  // namespace amur::invest
