#include "amur/crossing/model.h"

#include <algorithm>
#include <cmath>

namespace amur::crossing {
namespace {

using place = model_problem::place;

constexpr std::ptrdiff_t most_held_resources = 4;

bool needs_resource(stage_kind kind) {
  // A batch may do without a carrier that is counted.
  return (can_wait(kind) && kind != stage_kind::batch) || kind == stage_kind::release;
}

struct checker {
  const crossing_model& model;
  std::vector<model_problem> found;

  void add(place where, std::size_t index, const char* field, std::string message) {
    found.push_back({where, index, field, std::move(message)});
  }
  void check(const distribution& given, place where, std::size_t index, const char* field) {
    if (auto problem = problem_of(given); !problem.empty())
      add(where, index, field, std::move(problem));
  }

  void check_resource(std::size_t at) {
    const auto& resource = model.resources[resource_id(at)];
    if (resource.kind == resource_kind::server &&
        (resource.units != std::floor(resource.units) || resource.units > 1e6))
      add(place::resource, at, "units",
          "a server needs a whole number of units, at most a million");
    if (resource.start_level > resource.units)
      add(place::resource, at, "start_t", "the store holds less than that");
    check(resource.repair_h, place::resource, at, "repair_h");
  }

  void check_stage(std::size_t at) {
    const auto& stage = model.stages[stage_id(at)];
    check(stage.time_h, place::stage, at, "time_min");
    if (stage.patience_h) check(*stage.patience_h, place::stage, at, "patience_min");
    if (needs_resource(stage.kind) && !stage.resource.valid()) {
      add(place::stage, at, "resource_id", "this kind of stage needs a resource");
    } else if (stage.resource.valid()) {
      const bool store = model.resources[stage.resource].kind == resource_kind::store;
      const bool wants_store = stage.kind == stage_kind::put || stage.kind == stage_kind::take;
      if (store != wants_store)
        add(place::stage, at, "resource_id",
            wants_store ? "this kind of stage needs a store" : "this kind of stage needs a server");
    }
    if (stage.kind == stage_kind::choose ? stage.next.empty() : stage.next.size() > 1)
      add(place::stage, at, "next",
          stage.next.empty() ? "nothing to choose from" : "only a choice has more than one");
    if (stage.interrupts && stage.kind != stage_kind::service)
      add(place::stage, at, "interrupts", "only a service interrupts others");
    if (stage.kind == stage_kind::batch) check_batch(at);
  }

  void check_batch(std::size_t at) {
    const auto& stage = model.stages[stage_id(at)];
    if (stage.batch_least > stage.batch_size)
      add(place::stage, at, "batch_least", "the carrier would be full before so many are there");
    if (stage.batch_size == 0) add(place::stage, at, "batch_size", "the carrier holds nobody");
    const bool leaves = stage.batch_size < std::numeric_limits<std::uint32_t>::max() ||
                        stage.batch_load < unlimited || stage.batch_wait_h < unlimited ||
                        !stage.departures_h.empty();
    if (!leaves)
      add(place::stage, at, "batch_size",
          "nothing says when the carrier leaves: give batch_size, batch_t, batch_wait_min or "
          "departures");
  }

  void check_stream(std::size_t at) {
    const auto& stream = model.streams[stream_id(at)];
    check(stream.load, place::stream, at, "load_t");
    check(stream.platoon, place::stream, at, "platoon");
  }

  // Which resources a vehicle may hold where, over all ways to each stage. Those of a carrier's
  // vehicles wait with them: whoever leaves a carrier may hold what anybody held who joined one.
  void check_held() {
    using resources = std::vector<char>;
    const resources none(model.resources.size());
    std::vector<resources> held(model.stages.size(), none);
    std::vector<char> reached(model.stages.size());
    resources aboard = none;
    std::vector<std::size_t> open_list;
    const auto widen = [](resources& known, const resources& with) {
      bool more = false;
      for (std::size_t r = 0; r < known.size(); ++r)
        if (with[r] && !known[r]) known[r] = more = true;
      return more;
    };
    const auto reach = [&](stage_id to, const resources& with) {
      if (!to.valid()) return;
      const bool more = widen(held[to.index()], with);
      if (!more && reached[to.index()]) return;
      reached[to.index()] = 1;
      open_list.push_back(to.index());
    };
    for (const auto& stream : model.streams) reach(stream.first, none);
    while (!open_list.empty()) {
      const auto at = open_list.back();
      open_list.pop_back();
      const auto& stage = model.stages[stage_id(at)];
      resources with = held[at];
      if (stage.kind == stage_kind::seize) with[stage.resource.index()] = 1;
      if (stage.kind == stage_kind::release) with[stage.resource.index()] = 0;
      if (stage.kind == stage_kind::batch) {
        if (widen(aboard, held[at]))
          for (std::size_t s = 0; s < model.stages.size(); ++s)
            if (reached[s] && model.stages[stage_id(s)].kind == stage_kind::unbatch)
              open_list.push_back(s);
        with = none;
        if (stage.resource.valid()) with[stage.resource.index()] = 1;
      }
      for (const auto next : stage.next)
        reach(next, stage.kind == stage_kind::unbatch ? aboard : with);
      reach(stage.again, with);
      reach(stage.on_leave, held[at]);
      if (stage.kind == stage_kind::unbatch) reach(stage.carrier_next, with);
    }
    for (std::size_t at = 0; at < model.stages.size(); ++at) {
      const auto& stage = model.stages[stage_id(at)];
      if (stage.kind == stage_kind::seize && !held[at][stage.resource.index()] &&
          std::count(held[at].begin(), held[at].end(), 1) >= most_held_resources)
        add(place::stage, at, "resource_id", "a vehicle would hold more than four resources here");
      if (stage.kind == stage_kind::release && reached[at] && !held[at][stage.resource.index()])
        add(place::stage, at, "resource_id", "nobody who comes here holds this resource");
    }
  }
};

}  // namespace

bool can_be_interrupted(const crossing_model& model, const stage& stage) {
  return stage.kind == stage_kind::service &&
         std::ranges::any_of(model.stages, [&](const auto& other) {
           return other.interrupts && other.resource == stage.resource;
         });
}

std::vector<model_problem> problems_of(const crossing_model& model) {
  checker check{model, {}};
  for (std::size_t i = 0; i < model.resources.size(); ++i) check.check_resource(i);
  for (std::size_t i = 0; i < model.stages.size(); ++i) check.check_stage(i);
  for (std::size_t i = 0; i < model.streams.size(); ++i) check.check_stream(i);
  if (check.found.empty()) check.check_held();
  return check.found;
}

}  // namespace amur::crossing
