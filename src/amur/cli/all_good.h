#pragma once
// Whether all ranks can go on, and what stands in the way of those that can't.

#include "amur/base/diagnostic.h"
#include "amur/base/ranks.h"

namespace amur::cli {

/// To be called by all ranks; the same on each. Rank 0's report gets the errors of the first rank
/// that has any, with its number where that is another one.
[[nodiscard]] bool all_good(ranks& all, bool good, diagnostics& report);

}  // namespace amur::cli
