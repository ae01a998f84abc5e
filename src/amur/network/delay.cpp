#include "amur/network/delay.h"

#include <algorithm>
#include <cmath>

namespace amur::network {
namespace {

double conical_beta(double alpha) { return (2 * alpha - 1) / (2 * alpha - 2); }

double power(double base, double exponent) {
  if (exponent == 4) return (base * base) * (base * base);
  if (exponent == 1) return base;
  return std::pow(base, exponent);
}

// The rise of BPR, in multiples of the free time, from which it goes on along its tangent.
constexpr double steepest_rise = 1e50;

struct tangent {
  double ratio = 0, slope = 0;  // of volume to capacity where it starts; of the rise by that ratio
};

tangent tangent_of(const delay_function& of) {
  const double ratio = std::pow(steepest_rise / of.alpha, 1 / of.beta);
  return {ratio, steepest_rise * of.beta / ratio};
}

bool beyond_bpr(const delay_function& of, double ratio) {
  return of.alpha * power(ratio, of.beta) > steepest_rise;
}

double tangent_rise(const delay_function& of, double ratio) {
  const tangent own = tangent_of(of);
  return steepest_rise + own.slope * (ratio - own.ratio);
}

// Of the rise, from 0 to the ratio.
double tangent_integral(const delay_function& of, double ratio) {
  const tangent own = tangent_of(of);
  const double further = ratio - own.ratio;
  return own.ratio * steepest_rise / (of.beta + 1) +
         further * (steepest_rise + own.slope * further / 2);
}

// The antiderivative of sqrt(a^2 u^2 + b^2).
double root_integral(double a, double b, double u) {
  const double root = std::sqrt(a * a * u * u + b * b);
  return 0.5 * u * root + 0.5 * b * b / a * std::asinh(a * u / b);
}

// Akcelik's root is sqrt((x - 1)^2 + k x); this is k.
double akcelik_k(const delay_function& of) {
  return 8 * of.alpha / (of.capacity_pce / 24 * of.beta);
}

}  // namespace

bool delay_function::is_flat() const {
  if (kind == delay_kind::akcelik) return !std::isfinite(capacity_pce) || beta == 0;
  return kind == delay_kind::constant || free_time_h == 0 || !std::isfinite(capacity_pce) ||
         (kind == delay_kind::bpr && (alpha == 0 || beta == 0));
}

double delay_function::time_h(double volume_pce) const {
  if (kind == delay_kind::bpr && beta == 0) return wait_h + free_time_h * (1 + alpha);
  if (is_flat()) return wait_h + free_time_h;
  const double x = volume_pce / capacity_pce;
  if (kind == delay_kind::bpr) {
    const double rise = alpha * power(x, beta);
    return wait_h + free_time_h * (1 + (rise > steepest_rise ? tangent_rise(*this, x) : rise));
  }
  if (kind == delay_kind::akcelik) {
    const double root = std::sqrt((x - 1) * (x - 1) + akcelik_k(*this) * x);
    return wait_h + free_time_h + beta / 4 * (x - 1 + root);
  }
  const double b = conical_beta(alpha);
  const double rest = alpha * (1 - x);
  return wait_h + free_time_h * (2 + std::sqrt(rest * rest + b * b) - rest - b);
}

double delay_function::slope(double volume_pce) const {
  if (is_flat()) return 0;
  const double x = volume_pce / capacity_pce;
  if (kind == delay_kind::bpr && beyond_bpr(*this, x))
    return free_time_h * tangent_of(*this).slope / capacity_pce;
  if (kind == delay_kind::bpr)
    return free_time_h * alpha * beta * power(x, beta - 1) / capacity_pce;
  if (kind == delay_kind::akcelik) {
    const double k = akcelik_k(*this), root = std::sqrt((x - 1) * (x - 1) + k * x);
    return beta / 4 / capacity_pce * (1 + (root > 0 ? (x - 1 + k / 2) / root : 0));
  }
  const double b = conical_beta(alpha);
  const double rest = alpha * (1 - x);
  return free_time_h * alpha / capacity_pce * (1 - rest / std::sqrt(rest * rest + b * b));
}

double delay_function::integral(double volume_pce) const {
  if (is_flat()) return time_h(0) * volume_pce;
  const double x = volume_pce / capacity_pce;
  if (kind == delay_kind::bpr && beyond_bpr(*this, x))
    return volume_pce * (wait_h + free_time_h) +
           free_time_h * capacity_pce * tangent_integral(*this, x);
  if (kind == delay_kind::bpr)
    return volume_pce * (wait_h + free_time_h * (1 + alpha * power(x, beta) / (beta + 1)));
  if (kind == delay_kind::akcelik) {
    // (u - 1)^2 + k u = (u + p)^2 + q
    const double k = akcelik_k(*this), p = k / 2 - 1, q = k * (4 - k) / 4;
    const auto root_to = [p, q](double u) {
      const double w = u + p, root = std::sqrt(std::max(0.0, w * w + q));
      return 0.5 * w * root + (q != 0 ? 0.5 * q * std::log(w + root) : 0);
    };
    return volume_pce * (wait_h + free_time_h) +
           capacity_pce * beta / 4 * (x * x / 2 - x + root_to(x) - root_to(0));
  }
  const double b = conical_beta(alpha);
  const double shape = (2 - b - alpha) * x + alpha * x * x / 2 + root_integral(alpha, b, 1) -
                       root_integral(alpha, b, 1 - x);
  return wait_h * volume_pce + free_time_h * capacity_pce * shape;
}

}  // namespace amur::network
