#pragma once
// What all classes together send over an arc of the network.

#include "amur/model/run.h"
#include "amur/result/names.h"

namespace amur::result {

/// A day.
struct arc_totals {
  double t = 0, passengers = 0, vehicles = 0, pce = 0;
};

[[nodiscard]] arc_totals totals_of(const case_data& data, const run_answer& answer,
                                   std::size_t arc);

}  // namespace amur::result
