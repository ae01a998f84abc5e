#pragma once
// Which uncertain input decides an answer: first-order Sobol indices from the draws of an ensemble
// as they are, without runs of their own.

#include <cstddef>
#include <cstdint>
#include <span>

namespace amur::ensemble {

/// The share of an answer's variance that an input explains alone, with a 95 % interval.
struct first_order_index {
  double index = 0, low = 0, high = 0;
};

/// Of an input's draws and the answer's, as many of each: draws are sorted by the input and cut
/// into parts of equal size, and the index is the variance between the parts' means beyond what
/// chance puts there, over the whole (the correlation ratio of given data: Plischke, Borgonovo &
/// Smith 2013; less its bias: Kelley's epsilon squared, 1935). The interval is that of a jackknife
/// over tenths of the draws. 0 where the answer doesn't vary, or there are fewer than 40 draws.
[[nodiscard]] first_order_index first_order(std::span<const double> input,
                                            std::span<const double> answer);

}  // namespace amur::ensemble
