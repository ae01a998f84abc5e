#pragma once
// A TNTP network and its trips as an assignment problem.

#include <span>

#include "amur/assign/problem.h"
#include "amur/io/tntp.h"

namespace amur::io {

/// One class of one pce a trip that pays its travel time, in the network's own unit of time (which
/// stands where an hour and a US dollar do elsewhere); tolls are left out. `dispersion` is that of
/// both levels. States are node numbers less one; zones before the first through node are
/// `no_through`.
[[nodiscard]] assign::problem tntp_problem(const tntp_network& net,
                                           std::span<const tntp_trip> trips, double dispersion = 1);

}  // namespace amur::io
