#pragma once
// The normal distribution.

namespace amur {

/// The standard normal variable below which lies a share `p` in (0, 1) (Wichura 1988, AS 241).
[[nodiscard]] double normal_quantile(double p);

}  // namespace amur
