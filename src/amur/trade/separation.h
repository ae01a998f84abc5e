#pragma once
// Rows without trade that keep the maximum likelihood estimate from existing.

#include "amur/trade/sample.h"

namespace amur::trade {

struct separation_options {
  double tolerance = 1e-5;  ///< below which a linear combination counts as zero
  int most_steps = 1000;
  double most_exact_work = 3e8;  ///< multiplications, up to which linear algebra decides
};

struct separation {
  /// By row of the sample: 1 where separated. All 0 unless a certificate was found.
  std::vector<std::uint8_t> separated;
  std::size_t count = 0;
  bool decided = true;  ///< false: the steps ran out
  int steps = 0;
};

/// A combination z of regressors and effects that is 0 where there is trade and >= 0 elsewhere
/// certifies that rows with z > 0 are separated: the further the coefficients move along -z, the
/// better they fit, so the estimate doesn't exist unless those rows go (Correia, Guimaraes & Zylkin
/// 2019). Rows are looked for again once those found are gone, until none is left.
///
/// Small samples are decided by linear algebra (`separation_exact.h`), others by the iterative
/// rectifier: projections of the positive part of the last projection converge to such a z where
/// there is one. As <projection, z> never falls below sum z, there is none once every projection
/// is below 1.
/// `regressors` are the sample's, without large means; they are used up.
[[nodiscard]] separation find_separated(const estimation_sample& sample, columns regressors,
                                        thread_pool& pool, const separation_options& options = {});

}  // namespace amur::trade
