#include "amur/model/crossing_inside.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "amur/crossing/timetable.h"

namespace amur::model {
namespace {

using namespace amur::crossing;

// Crossings are joined by whatever they share.
struct crossing_groups {
  std::vector<std::size_t> parent;
  std::map<std::string, std::size_t> index;

  explicit crossing_groups(const case_data& data) : parent(data.crossings.size()) {
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    for (std::size_t c = 0; c < parent.size(); ++c) index[data.crossings[crossing_id(c)].id] = c;
    const auto& all = data.crossings_inside;
    std::map<std::size_t, std::string> user_of_resource;
    for (const auto& stage : all.stages) {
      for (const auto next : stage.next) join(stage.crossing, all.stages[next].crossing);
      for (const auto next : {stage.again, stage.on_leave, stage.carrier_next})
        if (next.valid()) join(stage.crossing, all.stages[next].crossing);
      if (!stage.resource.valid()) continue;
      const auto [at, fresh] = user_of_resource.insert({stage.resource.index(), stage.crossing});
      if (!fresh) join(at->second, stage.crossing);
    }
    for (const auto& stream : all.streams) join(stream.crossing, all.stages[stream.first].crossing);
  }
  std::size_t find(std::size_t c) {
    while (parent[c] != c) c = parent[c] = parent[parent[c]];
    return c;
  }
  void join(const std::string& a, const std::string& b) {
    parent[find(index.at(a))] = find(index.at(b));
  }
  bool together(const std::string& a, const std::string& b) {
    return find(index.at(a)) == find(index.at(b));
  }
};

bool brings_traffic(const crossing_part& part, std::size_t stream, const std::string& crossing,
                    stream_direction direction) {
  return part.model.streams[stream_id(stream)].crossing == crossing && part.roles[stream].counts &&
         part.roles[stream].direction == direction;
}

double scheduled_per_day(const stream& stream) {
  return static_cast<double>(stream.times_h.size()) * (1 - stream.no_show) *
         stream.platoon.mean_count();
}

}  // namespace

std::vector<std::string> simulated_crossings(const case_data& data) {
  std::vector<std::string> ids;
  for (const auto& crossing : data.crossings)
    if (std::any_of(data.crossings_inside.streams.begin(), data.crossings_inside.streams.end(),
                    [&](const auto& stream) { return stream.crossing == crossing.id; }))
      ids.push_back(crossing.id);
  return ids;
}

crossing_part part_of(const case_data& data, const std::string& crossing) {
  const auto& all = data.crossings_inside;
  crossing_groups groups(data);
  crossing_part part;
  for (const auto& row : data.crossings)
    if (groups.together(row.id, crossing)) part.crossings.push_back(row.id);
  part.model.start = data.settings.simulation.from.value_or(date{data.settings.day.year, 1, 1});
  part.model.seasons = all.seasons;
  part.model.shifts = all.shifts;
  // Only what the part uses, in the order of the tables.
  std::vector<resource_id> new_resource(all.resources.size());
  std::vector<stage_id> new_stage(all.stages.size());
  std::vector<char> used(all.resources.size());
  for (const auto& stage : all.stages)
    if (stage.resource.valid() && groups.together(stage.crossing, crossing))
      used[stage.resource.index()] = 1;
  for (std::size_t r = 0; r < used.size(); ++r) {
    if (!used[r]) continue;
    new_resource[r] = resource_id(part.model.resources.size());
    part.model.resources.push_back(all.resources[resource_id(r)]);
  }
  for (std::size_t s = 0; s < new_stage.size(); ++s) {
    if (!groups.together(all.stages[stage_id(s)].crossing, crossing)) continue;
    new_stage[s] = stage_id(part.model.stages.size());
    part.model.stages.push_back(all.stages[stage_id(s)]);
  }
  const auto renumber = [&](stage_id& stage) {
    if (stage.valid()) stage = new_stage[stage.index()];
  };
  for (auto& stage : part.model.stages) {
    if (stage.resource.valid()) stage.resource = new_resource[stage.resource.index()];
    for (auto& next : stage.next) renumber(next);
    renumber(stage.again);
    renumber(stage.on_leave);
    renumber(stage.carrier_next);
  }
  for (std::size_t s = 0; s < all.streams.size(); ++s) {
    const auto& stream = all.streams[stream_id(s)];
    if (!groups.together(stream.crossing, crossing)) continue;
    part.model.streams.push_back(stream);
    renumber(part.model.streams.back().first);
    part.roles.push_back(data.stream_roles[stream_id(s)]);
  }
  return part;
}

replication_options replication_options_of(const case_data& data) {
  const auto& settings = data.settings.simulation;
  replication_options options;
  options.horizon_h = 24 * settings.days;
  options.replications = settings.replications;
  options.seed = settings.seed;
  if (settings.warm_up_h) options.warm_up_h = *settings.warm_up_h;
  return options;
}

double traffic_of(const crossing_part& part, const std::string& crossing,
                  stream_direction direction) {
  double sum = 0;
  for (std::size_t s = 0; s < part.model.streams.size(); ++s) {
    const auto& stream = part.model.streams[stream_id(s)];
    if (brings_traffic(part, s, crossing, direction))
      sum += stream.kind == arrival_kind::poisson ? stream.arrivals_per_day
                                                  : scheduled_per_day(stream);
  }
  return sum;
}

void set_traffic(crossing_part& part, const std::string& crossing, stream_direction direction,
                 double vehicles_per_day) {
  double scheduled = 0, random = 0;
  for (std::size_t s = 0; s < part.model.streams.size(); ++s) {
    const auto& stream = part.model.streams[stream_id(s)];
    if (!brings_traffic(part, s, crossing, direction)) continue;
    (stream.kind == arrival_kind::poisson ? random : scheduled) +=
        stream.kind == arrival_kind::poisson ? stream.arrivals_per_day : scheduled_per_day(stream);
  }
  if (random <= 0) return;
  const double factor = std::max(0.0, vehicles_per_day - scheduled) / random;
  for (std::size_t s = 0; s < part.model.streams.size(); ++s) {
    auto& stream = part.model.streams[stream_id(s)];
    if (stream.crossing == crossing && part.roles[s].direction == direction)
      stream.arrivals_per_day *= factor;
  }
}

std::string why_no_waits(const crossing_part& part,
                         const amur::crossing::simulation_summary& summary) {
  std::string where;
  for (std::size_t s = 0; s < summary.stages.size(); ++s)
    if (const double grows = summary.stages[s].grows_per_day; grows > 0)
      where += fmt::format("{}'{}' (by {:.3g} a day)", where.empty() ? "" : ", ",
                           part.model.stages[amur::crossing::stage_id(s)].id, grows);
  if (where.empty()) return {};
  return fmt::format(
      "more arrive than can be served: the queue grows without end at {}, so times there have no "
      "mean",
      where);
}

}  // namespace amur::model
