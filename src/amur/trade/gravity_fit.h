#pragma once
// Iteratively reweighted least squares of the gravity equation on a sample.

#include <string>
#include <vector>

#include "amur/trade/sample.h"

namespace amur::trade {

/// How far the first order conditions of the maximum are from holding, as shares.
struct score_check {
  double regressors = 0;  ///< |sum x (trade - fitted)| in sum |x| (trade + fitted) / 2
  double effects = 0;     ///< |sum of a group (trade - fitted)| in the group's trade
  std::size_t worst_regressor = 0, worst_effect = 0;

  [[nodiscard]] double worst() const { return regressors > effects ? regressors : effects; }
};

struct gravity_fit {
  std::vector<double> eta, mu;  ///< by row of the sample; eta is without the offset
  std::vector<double> slope;    ///< of the regressors
  columns demeaned;             ///< the working variable, then the regressors without the effects
  double deviance = 0;
  score_check scores;
  bool converged = false;
};

/// `regressors`: without their means in the effects' groups or at least without large ones, beside
/// one spare column ahead. Steps go on until the deviance stands still and the first order
/// conditions hold; where they stall, the fit is the one whose conditions hold best.
[[nodiscard]] gravity_fit fit_gravity(const estimation_sample& sample, const columns& regressors,
                                      const gravity_options& options, thread_pool& pool,
                                      std::vector<gravity_step>& log);

}  // namespace amur::trade
