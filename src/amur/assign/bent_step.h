#pragma once
// How far to follow a way that bends.

#include <vector>

namespace amur::assign {

/// Where links of some bush would run below zero the way bends; less of it is tried until a step of
/// so much of it pays.
inline constexpr double good_step = 0.1;
inline constexpr double less_of_it = 0.25;
inline constexpr int most_bends = 6;

/// `try_it` plans what is moved, `moved_t`, and gives the share of the plan that pays. Returns the
/// last one's.
template <class Try>
double find_bent_step(std::vector<double>& moved_t, const Try& try_it) {
  double step = 0;
  for (int trial = 0; trial < most_bends && step < good_step; ++trial) {
    if (trial > 0)
      for (double& t : moved_t) t *= less_of_it;
    step = try_it();
  }
  return step;
}

}  // namespace amur::assign
