#pragma once
// Volumes in a measure in which a stochastic equilibrium is well-conditioned.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/network_loading.h"
#include "amur/assign/problem.h"

namespace amur::assign {

/// y = v + s t(v) of each arc, s being a part of the pce a day that an hour would drive away. Where
/// the time hardly rises with the volume y is the volume; on an arc far beyond its capacity it is
/// the time, which the flow answers to smoothly while it leaps with the volume.
class stretched_volumes {
 public:
  /// `at`: a loading that shows how much may use each arc.
  stretched_volumes(const problem& problem, const unknowns& unknowns, const evaluation& at);

  [[nodiscard]] double stretched(std::size_t i, double volume_pce) const;
  /// The volume, from 0 on, whose measure is `stretched`; 0 below that of an empty arc.
  [[nodiscard]] double volume(std::size_t i, double stretched) const;
  /// d y / d v.
  [[nodiscard]] double slope(std::size_t i, double volume_pce) const;

 private:
  const problem* problem_;
  const unknowns* unknowns_;
  std::vector<double> pce_per_h_;  // s
};

}  // namespace amur::assign
