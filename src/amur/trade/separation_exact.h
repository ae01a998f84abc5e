#pragma once
// Separation in small samples, decided by linear algebra.

#include <cstdint>
#include <vector>

#include "amur/trade/sample.h"

namespace amur::trade {

/// Multiplications that it takes, roughly.
[[nodiscard]] double exact_work(const estimation_sample& sample, const columns& regressors);

/// By row: 1 where separated. Let N span the combinations of regressors and dummies that are 0
/// where there is trade, restricted to the other rows. By Stiemke's lemma either some w > 0 has
/// N'w = 0, and no row is separated, or the w >= 1 with the shortest N'w (non-negative least
/// squares: Lawson & Hanson 1974, chapter 23) leaves r = N'w, and z = N r is a certificate: its
/// conditions are z >= 0, and sum z = r'r.
[[nodiscard]] std::vector<std::uint8_t> find_separated_exactly(const estimation_sample& sample,
                                                               const columns& regressors);

}  // namespace amur::trade
