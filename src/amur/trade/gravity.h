#pragma once
// Estimation of the gravity equation by Poisson pseudo maximum likelihood with any number of
// high-dimensional fixed effects (Santos Silva & Tenreyro 2006; Correia, Guimaraes & Zylkin 2020).

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace amur::trade {

/// A column that explains trade.
struct regressor {
  std::string name;
  std::span<const double> value;
};

/// Rows sorted into groups: a fixed effect has one coefficient a group, a cluster lets errors
/// within a group move together. Any numbers will do as groups.
struct grouping {
  std::string name;
  std::span<const std::uint32_t> group;
};

/// trade = exp(offset + constant + sum regressor x coefficient + sum effects) + error, row by row.
struct gravity_data {
  std::span<const double> trade;  ///< not negative; need not be whole numbers
  std::vector<regressor> regressors;
  std::vector<grouping> effects;
  std::vector<grouping> clusters;  ///< none: standard errors robust to heteroskedasticity alone
  std::span<const double> offset;  ///< empty: none
  /// One over the chance that a row was drawn, or its like; empty: 1 each. As ppmlhdfe's pweight
  /// has it: they multiply scores, so that their scale moves nothing. Rows of weight 0 don't count.
  std::span<const double> weights = {};
};

struct gravity_options {
  double tolerance = 1e-8;        ///< change of the deviance relative to itself, at which to stop
  double score_tolerance = 1e-7;  ///< to which the first order conditions must hold, as shares
  int most_steps = 200;
  std::size_t threads = 0;  ///< 0: one a processor; never changes the answer
};

enum class gravity_status {
  solved,
  not_converged,
  nothing_left,  ///< no row with trade is left, or no freedom to estimate anything
  invalid_data,  ///< `place` says which column and row
  one_cluster,   ///< `place` names a clustering of one group, so that G / (G - 1) is undefined
};

/// What became of a row.
enum class row_use : std::uint8_t {
  used,
  weightless,  ///< of weight 0
  singleton,   ///< alone in a group of some effect, so fitted exactly whatever the coefficients
  separated,   ///< no trade, and some coefficients could drive its fit to zero at no cost
};

enum class regressor_use : std::uint8_t {
  estimated,
  absorbed,   ///< the fixed effects explain it
  collinear,  ///< the constant, earlier regressors and the fixed effects explain it
};

struct coefficient {
  std::string name;
  double value = 0;
  double standard_error = 0;  ///< both 0 where the regressor was dropped
  regressor_use use = regressor_use::estimated;
};

struct gravity_step {
  int number = 0;
  double deviance = 0;
  double change = 0;       ///< of the deviance, relative
  std::size_t sweeps = 0;  ///< over all rows, to take the effects out
  double inner_tolerance = 0;
};

struct gravity_estimate {
  gravity_status status = gravity_status::not_converged;
  std::string place;  ///< "column 'lndist', row 7", where data are invalid
  std::string unmet;  ///< regressor or effect whose first order condition is furthest from holding

  std::vector<coefficient> coefficients;  ///< in the order of the regressors
  coefficient constant;  ///< with each effect's weighted mean moved into it, as ppmlhdfe reports it
  /// Of the regressors estimated and then the constant, row by row.
  std::vector<double> covariance;

  std::size_t rows_used = 0, weightless = 0, singletons = 0, separated = 0;
  bool separation_was_decided = true;  ///< false: more rows may be separated than were found
  std::vector<row_use> use;            ///< by row
  std::vector<double> fitted;  ///< trade, by row; 0 where separated, not a number for singletons
                               ///< and rows of weight 0
  std::vector<double> effect_sum;  ///< sum of the effects, its mean weighted by fits being 0

  double log_likelihood = 0, null_log_likelihood = 0, pseudo_r_squared = 0, deviance = 0;
  std::vector<std::size_t> cluster_counts;
  bool covariance_was_mended = false;  ///< negative eigenvalues of a multiway covariance set to 0

  /// The first order conditions of the maximum: largest |sum regressor (trade - fitted)| relative
  /// to sum |regressor| (trade + fitted) / 2, the regressor without its means in the effects'
  /// groups, and largest |sum trade - sum fitted| of an effect's group relative to its trade.
  double regressor_score_residual = 0, effect_score_residual = 0;
  std::vector<gravity_step> log;
};

/// Iteratively reweighted least squares, the effects taken out of the working variable and the
/// regressors in every step, to a tolerance that tightens as the steps converge. Throws
/// std::invalid_argument on columns of different lengths.
[[nodiscard]] gravity_estimate estimate_gravity(const gravity_data& data,
                                                const gravity_options& options = {});

}  // namespace amur::trade
