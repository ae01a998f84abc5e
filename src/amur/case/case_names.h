#pragma once
// What the choices of a case are called, in its files and in results.

#include "amur/case/case.h"

namespace amur::cases {

[[nodiscard]] const char* to_string(confidence level);
/// All of them, in their order.
[[nodiscard]] const std::vector<std::string>& confidence_words();
[[nodiscard]] const char* to_string(unit unit);
[[nodiscard]] const char* to_string(equilibrium model);
[[nodiscard]] const char* to_string(delay_kind delay);

}  // namespace amur::cases
