#pragma once
// What the spread of estimated coefficients means for figures that follow from them.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace amur::trade {

/// Figures for these coefficients, always in the same order; empty where there is no answer. May be
/// called from several threads at once.
using outcome_function =
    std::function<std::optional<std::vector<double>>(std::span<const double> coefficients)>;

struct uncertainty_options {
  std::size_t samples = 0;  ///< 0: the delta method alone
  std::uint64_t seed = 0;
  double confidence = 0.95;
  std::size_t threads = 0;  ///< 0: one a processor; never changes the answer
};

/// Of one figure.
struct figure_spread {
  double standard_error = 0;                                         ///< by the delta method
  double mean = 0, deviation = 0, lower = 0, median = 0, upper = 0;  ///< of the samples
};

struct coefficient_uncertainty {
  bool found = false;  ///< false: no answer beside the estimate, in some direction
  std::vector<figure_spread> figures;
  std::size_t samples = 0, without_answer = 0;
};

/// Delta method: g' V g, the slopes g by central differences over a fiftieth of the spread, along
/// the axes of V. Samples: normal with covariance V (square, row by row), each its own stream.
[[nodiscard]] coefficient_uncertainty spread_of_outcome(std::span<const double> coefficients,
                                                        std::span<const double> covariance,
                                                        const outcome_function& outcome,
                                                        const uncertainty_options& options);

}  // namespace amur::trade
