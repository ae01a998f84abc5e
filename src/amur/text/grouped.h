#pragma once
// Figures as a reader wants them.

#include <string>

namespace amur::text {

/// 1234567.8 as "1,234,568"; "-" for NaN. `decimals` after the point.
[[nodiscard]] std::string grouped(double value, int decimals = 0);

}  // namespace amur::text
