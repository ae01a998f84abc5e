#include "amur/crossing/delay_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace amur::crossing {
namespace {

// What is added to the wait, per unit of scale.
double growth(curve_kind kind, double x, double shape) {
  switch (kind) {
    case curve_kind::akcelik: {
      const double z = x - 1;
      return z + std::sqrt(z * z + shape * x);
    }
    case curve_kind::bpr:
      return std::pow(x, shape);
    case curve_kind::conical: {
      const double b = (2 * shape - 1) / (2 * shape - 2), rest = shape * (1 - x);
      const double at_0 = std::sqrt(shape * shape + b * b) - shape;
      return std::sqrt(rest * rest + b * b) - rest - at_0;
    }
  }
  return 0;
}

// Wait and scale are linear: least squares of relative errors with both at least 0.
delay_curve fit_linear(std::span<const delay_point> points, curve_kind kind, double capacity,
                       double shape) {
  double gg = 0, g1 = 0, one = 0, gd = 0, d1 = 0;
  for (const auto& point : points) {
    const double weight = 1 / (point.delay_h * point.delay_h);
    const double g = growth(kind, point.vehicles_per_day / capacity, shape);
    gg += weight * g * g;
    g1 += weight * g;
    one += weight;
    gd += weight * g * point.delay_h;
    d1 += weight * point.delay_h;
  }
  const double determinant = gg * one - g1 * g1;
  double scale = determinant > 1e-12 * gg * one ? (gd * one - g1 * d1) / determinant : 0;
  scale = std::max(scale, 0.0);
  double wait = (d1 - scale * g1) / one;
  if (wait < 0) {
    wait = 0;
    scale = gg > 0 ? gd / gg : 0;
  }
  delay_curve curve{kind, wait, scale, capacity, shape, 0};
  double squares = 0;
  for (const auto& point : points) {
    const double error = curve.delay_h(point.vehicles_per_day) / point.delay_h - 1;
    squares += error * error;
  }
  curve.error = std::sqrt(squares / static_cast<double>(points.size()));
  return curve;
}

}  // namespace

const char* to_string(curve_kind kind) {
  switch (kind) {
    case curve_kind::akcelik:
      return "akcelik";
    case curve_kind::bpr:
      return "bpr";
    case curve_kind::conical:
      return "conical";
  }
  return "";
}

double delay_curve::delay_h(double vehicles_per_day) const {
  return wait_h + scale_h * growth(kind, vehicles_per_day / capacity_per_day, shape);
}

delay_curve fit_delay_curve(std::span<const delay_point> points, curve_kind kind) {
  std::vector<double> volumes;
  for (const auto& point : points) {
    if (!(point.delay_h > 0) || !(point.vehicles_per_day > 0))
      throw std::invalid_argument("a delay curve needs volumes and delays above 0");
    volumes.push_back(point.vehicles_per_day);
  }
  std::sort(volumes.begin(), volumes.end());
  volumes.erase(std::unique(volumes.begin(), volumes.end()), volumes.end());
  if (volumes.size() < 3)
    throw std::invalid_argument("a delay curve needs three different volumes");

  // What is not linear, capacity and shape, is looked for on a grid that is refined around the
  // best. BPR has no need of a capacity, which only scales what is linear: it takes the largest
  // volume.
  struct range {
    double least, most;
  };
  const range first_capacity = kind == curve_kind::bpr
                                   ? range{volumes.back(), volumes.back()}
                                   : range{volumes.back() / 3, volumes.back() * 10};
  const range first_shape = kind == curve_kind::akcelik ? range{1e-6, 1e2}
                            : kind == curve_kind::bpr   ? range{0.5, 30}
                                                        : range{1.05, 60};
  range capacity = first_capacity, shape = first_shape;
  delay_curve best;
  best.error = std::numeric_limits<double>::infinity();
  constexpr int steps = 24, zooms = 14;
  const auto at = [](const range& in, int step) {
    return in.least * std::pow(in.most / in.least, static_cast<double>(step) / steps);
  };
  const auto around = [](const range& in, double centre, const range& limits) {
    const double reach = std::pow(in.most / in.least, 0.15);
    return range{std::max(limits.least, centre / reach), std::min(limits.most, centre * reach)};
  };
  for (int zoom = 0; zoom < zooms; ++zoom) {
    for (int i = 0; i <= steps; ++i)
      for (int j = 0; j <= steps; ++j) {
        const auto curve = fit_linear(points, kind, at(capacity, i), at(shape, j));
        if (curve.error < best.error) best = curve;
      }
    capacity = around(capacity, best.capacity_per_day, first_capacity);
    shape = around(shape, best.shape, first_shape);
  }
  return best;
}

delay_curve fit_queue_curve(std::span<const delay_point> points, double capacity_per_day) {
  if (points.empty()) throw std::invalid_argument("a delay curve needs points");
  // Akcelik's T / 4: ten years in which a hundredth too many wait 438 h on average.
  constexpr double scale_h = 87660.0 / 4;
  constexpr double least_k_h = 1e-6, most_k_h = 1e4;
  constexpr int steps = 2000;
  delay_curve best;
  best.error = std::numeric_limits<double>::infinity();
  for (int step = 0; step <= steps; ++step) {
    const double k_h =
        least_k_h * std::pow(most_k_h / least_k_h, static_cast<double>(step) / steps);
    delay_curve curve{curve_kind::akcelik, 0, scale_h, capacity_per_day, 2 * k_h / scale_h, 0};
    // The wait with the least squares of relative errors.
    double sum = 0, weights = 0, squares = 0;
    for (const auto& point : points) {
      const double weight = 1 / (point.delay_h * point.delay_h);
      sum += weight * (point.delay_h - curve.delay_h(point.vehicles_per_day));
      weights += weight;
    }
    curve.wait_h = std::max(0.0, sum / weights);
    for (const auto& point : points)
      squares += std::pow(curve.delay_h(point.vehicles_per_day) / point.delay_h - 1, 2);
    curve.error = std::sqrt(squares / static_cast<double>(points.size()));
    if (curve.error < best.error) best = curve;
  }
  return best;
}

std::vector<delay_curve> fit_delay_curves(std::span<const delay_point> points) {
  std::vector<delay_curve> curves;
  for (const auto kind : {curve_kind::akcelik, curve_kind::bpr, curve_kind::conical})
    curves.push_back(fit_delay_curve(points, kind));
  std::stable_sort(curves.begin(), curves.end(),
                   [](const auto& a, const auto& b) { return a.error < b.error; });
  return curves;
}

}  // namespace amur::crossing
