#include "amur/model/coupled_crossings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "amur/model/table_rows.h"

namespace amur::model {
namespace {

using namespace amur::crossing;

// Traffic at which the delay is simulated, as multiples of the round's own.
constexpr double multiples[] = {0.25, 0.5, 0.7, 0.85, 1, 1.1, 1.25, 1.5};
// Short runs find the curve, longer ones check it.
constexpr std::size_t curve_replications = 3, check_replications = 12;
constexpr int rounds_a_curve = 4;
// A crossing without traffic is still simulated at some, to know what the first would meet.
constexpr double least_traffic = 1;

struct coupled_direction {
  std::size_t part = 0;
  std::string crossing_name;
  crossing_id crossing;
  stream_direction direction = stream_direction::forward;
  double vehicles_per_day = 0, pce = 1;
  double pce_of_curve = 1;  ///< with which the network used the curve
  delay_curve curve;
  std::optional<delay_point> last;  ///< simulated at length in the round before

  [[nodiscard]] bool backward() const { return direction == stream_direction::backward; }
};

struct delay_found {
  double mean_h = 0, half_width_h = 0;
};

class coupling {
 public:
  coupling(case_data& data, const run_options& options) : data_(data), options_(options) {
    for (const auto& id : simulated_crossings(data)) {
      if (part_with(id) == parts_.size()) parts_.push_back(part_of(data, id));
      for (const auto direction : {stream_direction::forward, stream_direction::backward}) {
        const auto part = part_with(id);
        const double traffic = traffic_of(parts_[part], id, direction);
        if (traffic <= 0) continue;
        coupled_direction found;
        found.part = part;
        found.crossing_name = id;
        for (std::size_t c = 0; c < data.crossings.size(); ++c)
          if (data.crossings[crossing_id(c)].id == id) found.crossing = crossing_id(c);
        found.direction = direction;
        found.vehicles_per_day = traffic;
        directions_.push_back(found);
      }
    }
  }

  coupled_answer solve(const demand_anchors& anchors, const coupling_options& coupling_rules) {
    coupled_answer result;
    for (int round = 1; round <= coupling_rules.most_rounds; ++round) {
      for (auto& direction : directions_) {
        // A curve holds for the traffic of the other directions; if moving it isn't enough, they
        // have changed too much.
        if ((round - 1) % rounds_a_curve == 0) fit(direction);
        use_curve(direction);
      }
      result.answer = solve_case(data_, anchors, options_);
      if (result.answer.solution.status == assign::status::cancelled) return result;
      double moved = 0;
      for (auto& direction : directions_) {
        const double before = direction.vehicles_per_day;
        direction.pce_of_curve = direction.pce;
        take_traffic(direction, result.answer);
        moved = std::max(
            moved, std::abs(direction.vehicles_per_day - before) / std::max(before, least_traffic));
      }
      set_all_traffic();
      double apart = 0;
      std::vector<simulation_summary> summaries;
      for (std::size_t part = 0; part < parts_.size(); ++part)
        summaries.push_back(simulate_part(part, check_replications));
      for (auto& direction : directions_) {
        const auto found = delay_in(summaries[direction.part], direction);
        const double network_h = direction.curve.delay_h(direction.vehicles_per_day);
        direction.last = delay_point{direction.vehicles_per_day, found.mean_h};
        if (std::abs(found.mean_h - network_h) > found.half_width_h)
          apart = std::max(apart, std::abs(found.mean_h / network_h - 1));
        result.log.push_back({round, direction.crossing_name, direction.direction,
                              direction.vehicles_per_day, network_h, found.mean_h,
                              found.half_width_h, direction.curve, direction.pce_of_curve});
      }
      result.agreed = apart <= coupling_rules.tolerance &&
                      (round > 1 ? moved <= coupling_rules.tolerance : directions_.empty());
      if (result.agreed) break;
      result.why_not = fmt::format(
          "flows and simulated delays differ after {} rounds: delays by {:.1f} %, flows by {:.1f} "
          "%",
          round, 100 * apart, 100 * moved);
    }
    if (result.agreed) result.why_not.clear();
    return result;
  }

 private:
  [[nodiscard]] std::size_t part_with(const std::string& id) const {
    for (std::size_t p = 0; p < parts_.size(); ++p)
      if (std::find(parts_[p].crossings.begin(), parts_[p].crossings.end(), id) !=
          parts_[p].crossings.end())
        return p;
    return parts_.size();
  }

  void set_traffic_of(const coupled_direction& direction, double vehicles_per_day) {
    set_traffic(parts_[direction.part], direction.crossing_name, direction.direction,
                std::max(vehicles_per_day, 1e-3 * least_traffic));
  }
  void set_all_traffic() {
    for (const auto& direction : directions_) set_traffic_of(direction, direction.vehicles_per_day);
  }

  simulation_summary simulate_part(std::size_t part, std::size_t replications) {
    auto simulation = replication_options_of(data_);
    simulation.replications = std::min(simulation.replications, replications);
    simulation.threads = options_.threads;
    auto summary = replicate(parts_[part].model, simulation);
    if (summary.status == simulation_status::done) return summary;
    throw no_equilibrium(fmt::format(
        "crossing '{}' can't be simulated at this traffic: {}", parts_[part].crossings.front(),
        summary.status == simulation_status::deadlocked ? summary.stuck.reason
                                                        : "too many vehicles wait"));
  }

  // Hours in the crossing of the vehicles that the network counts.
  [[nodiscard]] delay_found delay_in(const simulation_summary& summary,
                                     const coupled_direction& direction) const {
    const auto& part = parts_[direction.part];
    double time_h = 0, left = 0, half_width = 0;
    for (std::size_t s = 0; s < summary.streams.size(); ++s) {
      const auto& stream = part.model.streams[stream_id(s)];
      const auto& role = part.roles[s];
      if (stream.crossing != direction.crossing_name || !role.counts ||
          role.direction != direction.direction || !(summary.streams[s].left_per_day > 0))
        continue;
      const double weight = summary.streams[s].left_per_day;
      time_h += weight * summary.streams[s].time_h.mean;
      half_width += weight * summary.streams[s].time_h.half_width;
      left += weight;
    }
    return left > 0 ? delay_found{time_h / left, half_width / left} : delay_found{};
  }

  void fit(coupled_direction& direction) {
    std::vector<delay_point> points;
    const double centre = std::max(direction.vehicles_per_day, least_traffic);
    for (const double multiple : multiples) {
      set_traffic_of(direction, multiple * centre);
      const auto found = delay_in(simulate_part(direction.part, curve_replications), direction);
      if (found.mean_h > 0) points.push_back({multiple * centre, found.mean_h});
    }
    set_traffic_of(direction, direction.vehicles_per_day);
    if (points.size() < 3)
      throw no_equilibrium(fmt::format("no vehicle gets through crossing '{}' in its simulation",
                                       direction.crossing_name));
    direction.curve = fit_delay_curves(points).front();
  }

  // Where the traffic of the round before has been simulated at length, the curve is moved to pass
  // through what that gave.
  void use_curve(coupled_direction& direction) {
    if (direction.last && direction.last->delay_h > 0) {
      const double shift =
          direction.last->delay_h - direction.curve.delay_h(direction.last->vehicles_per_day);
      direction.curve.wait_h = std::max(0.0, direction.curve.wait_h + shift);
    }
    data_.crossings[direction.crossing].simulated_delay[direction.backward()] =
        to_delay_function(direction.curve, direction.pce);
  }

  void take_traffic(coupled_direction& direction, const run_answer& answer) const {
    double vehicles = 0, pce = 0;
    for (const auto& way : answer.model.crossing_directions) {
      if (way.crossing != direction.crossing || way.backward != direction.backward()) continue;
      for (const auto arc : way.arcs)
        for (std::size_t k = 0; k < answer.model.classes.size(); ++k) {
          const auto& user = answer.model.problem.classes[k];
          const auto group = answer.model.net.group[arc];
          const double flow = answer.solution.class_flow_t[k][arc];
          vehicles += flow * user.vehicles_per_t[group];
          pce += flow * user.pce_per_t[group];
        }
    }
    direction.vehicles_per_day = vehicles;
    if (vehicles > 0 && pce > 0) direction.pce = pce / vehicles;
  }

  case_data& data_;
  const run_options& options_;
  std::vector<crossing_part> parts_;
  std::vector<coupled_direction> directions_;
};

}  // namespace

network::delay_function to_delay_function(const delay_curve& curve, double pce) {
  const double capacity_pce = curve.capacity_per_day * pce;
  using network::delay_kind;
  if (curve.kind == curve_kind::akcelik) {
    const double period_h = 4 * curve.scale_h;
    // The network's root has 8 J / (Q T) with Q in pce an hour.
    const double delay_parameter = curve.shape * capacity_pce / 24 * period_h / 8;
    return {delay_kind::akcelik, 0, capacity_pce, delay_parameter, period_h, curve.wait_h};
  }
  // Both others start at their free time, here the scale: what it adds at no volume is taken off.
  const auto kind = curve.kind == curve_kind::bpr ? delay_kind::bpr : delay_kind::conical;
  const double alpha = curve.kind == curve_kind::bpr ? 1 : curve.shape;
  return {kind, curve.scale_h, capacity_pce, alpha, curve.shape, curve.wait_h - curve.scale_h};
}

coupled_answer solve_coupled(case_data& data, const demand_anchors& anchors,
                             const run_options& options, const coupling_options& coupling_rules) {
  return coupling(data, options).solve(anchors, coupling_rules);
}

std::optional<network::delay_function> written_curve(const result_table& delays,
                                                     const std::string& crossing, bool backward) {
  const auto texts = [&](const char* name) -> const std::vector<std::string>& {
    return std::get<std::vector<std::string>>(delays.column(name).values);
  };
  const auto number = [&](const char* name, std::size_t row) {
    return std::get<std::vector<double>>(delays.column(name).values).at(row);
  };
  for (std::size_t i = delays.row_count(); i-- > 0;) {
    if (texts("crossing_id")[i] != crossing || (texts("direction")[i] == "backward") != backward)
      continue;
    delay_curve curve;
    for (const auto kind : {curve_kind::bpr, curve_kind::conical, curve_kind::akcelik})
      if (amur::crossing::to_string(kind) == texts("curve")[i]) curve.kind = kind;
    curve.wait_h = number("wait_h", i);
    curve.scale_h = number("scale_h", i);
    curve.capacity_per_day = number("capacity_vehicles", i);
    curve.shape = number("shape", i);
    return to_delay_function(curve, number("pce_per_vehicle", i));
  }
  return std::nullopt;
}

result_table crossing_delays_table(const std::vector<coupling_step>& log) {
  constexpr auto number = cell_type::number;
  constexpr auto text = cell_type::text;
  table_rows rows("crossing_delays", {{"round", cell_type::integer},
                                      {"crossing_id", text},
                                      {"direction", text},
                                      {"vehicles", number},
                                      {"network_delay_h", number},
                                      {"simulated_delay_h", number},
                                      {"half_width_h", number},
                                      {"curve", text},
                                      {"wait_h", number},
                                      {"scale_h", number},
                                      {"capacity_vehicles", number},
                                      {"shape", number},
                                      {"curve_error", number},
                                      {"pce_per_vehicle", number}});
  for (const auto& step : log)
    rows.add({std::int64_t{step.round}, step.crossing,
              step.direction == stream_direction::backward ? "backward" : "forward",
              step.vehicles_per_day, step.network_delay_h, step.simulated_delay_h,
              step.half_width_h, amur::crossing::to_string(step.curve.kind), step.curve.wait_h,
              step.curve.scale_h, step.curve.capacity_per_day, step.curve.shape, step.curve.error,
              step.pce_per_vehicle});
  return rows.finish();
}

}  // namespace amur::model
