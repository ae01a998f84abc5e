#pragma once
// Crossings of one booth or a few stages, built in code.

#include <string>

#include "amur/crossing/model.h"

namespace amur::test {

inline crossing::resource_id add_resource(crossing::crossing_model& model, const std::string& id,
                                          double units) {
  crossing::resource resource;
  resource.id = resource.name = id;
  resource.units = units;
  model.resources.push_back(resource);
  return crossing::resource_id(model.resources.size() - 1);
}

inline crossing::resource_id add_store(crossing::crossing_model& model, const std::string& id,
                                       double size, double level = 0) {
  const auto store = add_resource(model, id, size);
  model.resources[store].kind = crossing::resource_kind::store;
  model.resources[store].start_level = level;
  return store;
}

/// A stage that leads away until `next` is set.
inline crossing::stage_id add_stage(crossing::crossing_model& model, const std::string& id,
                                    crossing::stage_kind kind, crossing::resource_id resource = {},
                                    crossing::distribution time_h = {}) {
  crossing::stage stage;
  stage.id = stage.name = id;
  stage.kind = kind;
  stage.resource = resource;
  stage.time_h = std::move(time_h);
  model.stages.push_back(stage);
  return crossing::stage_id(model.stages.size() - 1);
}

inline crossing::stream_id add_stream(crossing::crossing_model& model, const std::string& id,
                                      double per_hour, crossing::stage_id first) {
  crossing::stream stream;
  stream.id = stream.name = id;
  stream.arrivals_per_day = 24 * per_hour;
  stream.platoon = stream.load = crossing::constant(1);
  stream.first = first;
  model.streams.push_back(stream);
  return crossing::stream_id(model.streams.size() - 1);
}

/// One stage served by `servers`, arrivals at random.
inline crossing::crossing_model queue_of(double per_hour, double servers,
                                         crossing::distribution service_h) {
  crossing::crossing_model model;
  const auto booth = add_resource(model, "booth", servers);
  const auto control =
      add_stage(model, "control", crossing::stage_kind::service, booth, std::move(service_h));
  add_stream(model, "trucks", per_hour, control);
  return model;
}

}  // namespace amur::test
