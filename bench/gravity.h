#pragma once
// A trip table where only a network is published: a doubly constrained gravity model.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace amur::bench {

struct gravity_input {
  std::vector<double> origin, destination;  ///< [zone], trips that leave and enter; equal sums
  std::vector<double> time;                 ///< [origin * zones + destination], may be infinite
  double mean_time = 0;                     ///< that the trips shall have
};

struct gravity_trips {
  std::vector<double> trips;  ///< [origin * zones + destination]
  double beta = 0, mean_time = 0;
};

/// T_ij = a_i b_j exp(-beta t_ij), with the given row and column sums (Furness) and beta such that
/// the mean time is as asked. No trips within a zone, nor where there is no way.
[[nodiscard]] gravity_trips gravity(const gravity_input& input);

/// Mean time over all pairs of different zones that have a way, by origin times destination.
[[nodiscard]] double mean_over_all_pairs(const gravity_input& input);

/// Trips in hundredths, cells below half of one left out; each row keeps its sum and the table its
/// own, to within one hundredth.
[[nodiscard]] std::vector<std::int64_t> round_to_hundredths(const std::vector<double>& trips,
                                                            std::size_t zones);

}  // namespace amur::bench
