#include "amur/base/chi_squared.h"

#include <cmath>
#include <numbers>

namespace amur {

double chi_squared_above(double value, std::size_t degrees) {
  if (!(value > 0)) return 1;
  const double half = value / 2;
  const bool even = degrees % 2 == 0;
  double sum = even ? 0 : std::erfc(std::sqrt(half));
  double term = std::exp(-half) * (even ? 1 : 2 * std::sqrt(half * std::numbers::inv_pi));
  for (std::size_t j = 1; 2 * j <= degrees; ++j) {
    sum += term;
    term *= half / (static_cast<double>(j) + (even ? 0 : 0.5));
  }
  return sum;
}

}  // namespace amur
