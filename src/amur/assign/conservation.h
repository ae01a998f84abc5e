#pragma once
// The check that nothing is lost: what enters a state leaves it or ends there.

#include "amur/assign/problem.h"

namespace amur::assign {

/// Largest |in + starts - out - ends| over states and classes, and largest
/// |wanted - delivered - unserved| over pairs, relative to the class's wanted tonnes.
[[nodiscard]] double conservation_error(const problem& problem, const solution& solution);

}  // namespace amur::assign
