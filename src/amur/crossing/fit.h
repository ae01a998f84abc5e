#pragma once
// Distributions fitted to observed times by maximum likelihood, and how well they fit.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "amur/crossing/distribution.h"

namespace amur::crossing {

/// The most likely distribution of a kind; none where it has none of this kind for these times:
/// all equal, or some of them 0 and the kind without a 0. Fits `constant` (times that are all
/// equal), `exponential`, `lognormal`, `gamma`, `weibull` and `normal`, whose draws below 0 are 0,
/// so that an observed 0 stands for all of them (Tobin 1958).
[[nodiscard]] std::optional<distribution> most_likely(distribution_kind kind,
                                                      std::span<const double> times);

/// The logarithm of the likelihood of times under one of these kinds; of a constant it is 0.
[[nodiscard]] double log_likelihood(const distribution& of, std::span<const double> times);

/// Anderson and Darling's A², n times the squared distance of the shares observed below each time
/// from those of `of`, weighted to its tails.
[[nodiscard]] double anderson_darling(const distribution& of, std::span<const double> times);

/// The times as they are: values by how often they came; of more than `most_values` different ones
/// the means of so many groups, as large as one another, from the shortest to the longest.
[[nodiscard]] distribution empirical(std::span<const double> times, std::size_t most_values = 20);

struct fit_options {
  std::size_t samples = 199;  ///< drawn for each probability
  std::uint64_t seed = 1;
};

struct fitted_distribution {
  distribution of;
  double log_likelihood = 0;
  double akaike = 0;  ///< 2 parameters - 2 log likelihood: the least is the best
  double anderson_darling = 0;
  /// Of times drawn from `of`, and fitted anew, the share that is as far from its own fit (Stute,
  /// Gonzalez Manteiga & Presedo Quindimil 1993).
  double probability = 0;
};

/// All kinds that can be fitted, the best first; times are >= 0, at least one.
[[nodiscard]] std::vector<fitted_distribution> fit_distributions(std::span<const double> times,
                                                                 const fit_options& options = {});

}  // namespace amur::crossing
