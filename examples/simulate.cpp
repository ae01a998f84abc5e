// A border post with one booth: ten trucks an hour, four minutes each. By Pollaczek and Khinchine
// they wait four minutes on average; the simulation's interval holds that.
//
// Prints:
//   by formula 4.0 minutes: within the interval

#include <cmath>
#include <cstdio>

#include "amur/crossing/replications.h"

int main() {
  using namespace amur::crossing;
  crossing_model model;
  resource booth;
  booth.id = booth.name = "booth";
  model.resources.push_back(booth);

  stage control;
  control.id = control.name = "control";
  control.resource = resource_id(0);
  control.time_h = constant(4.0 / 60);
  model.stages.push_back(control);

  stream trucks;
  trucks.id = trucks.name = "trucks";
  trucks.arrivals_per_day = 240;
  trucks.platoon = trucks.load = constant(1);
  trucks.first = stage_id(0);
  model.streams.push_back(trucks);

  replication_options options;
  options.horizon_h = 2000;
  options.warm_up_h = 100;
  options.replications = 20;
  options.confidence = 0.999;
  const auto summary = replicate(model, options);
  const double by_formula = 4.0 / 60 * (2.0 / 3) / (2 * (1 - 2.0 / 3));
  const auto& wait = summary.stages[0].wait_h;
  std::printf("by formula %.1f minutes: %s the interval\n", 60 * by_formula,
              std::abs(wait.mean - by_formula) <= wait.half_width ? "within" : "outside");
}
