#include "amur/model/coupled_crossings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>

#include "amur/base/no_answer.h"

namespace amur::model {
namespace {

using namespace amur::crossing;

// Traffic at which the delay is simulated, as multiples of the round's own.
constexpr double multiples[] = {0.25, 0.5, 0.7, 0.85, 1, 1.1, 1.25, 1.5};
// Short runs find the curve, longer ones check it.
constexpr std::size_t curve_replications = 3, check_replications = 12;
constexpr int rounds_a_curve = 4;
// The same where capacity is known, as shares of it; and what others bring meanwhile at most.
constexpr double shares_of_capacity[] = {0.25, 0.5, 0.7, 0.8, 0.9, 0.95};
constexpr double most_share = 0.98;
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
  bool fits = false;                ///< the curve still holds
  std::optional<double> capacity;   ///< vehicles that get through where more come
  std::optional<delay_point> last;  ///< simulated at length in the round before, not at capacity

  [[nodiscard]] bool backward() const { return direction == stream_direction::backward; }
};

struct delay_found {
  double mean_h = 0, half_width_h = 0;
  double left_per_day = 0;
  wait_histogram times{};

  [[nodiscard]] bool grows() const { return std::isnan(mean_h); }
};

spread spread_of(const delay_found& found) {
  spread times_h;
  for (std::size_t i = 0; !found.grows() && found.times.total() > 0 && i < spread_points; ++i)
    times_h.push_back(found.times.quantile((static_cast<double>(i) + 0.5) / spread_points));
  return times_h;
}

// A curve that takes other values at a capacity that is a little larger or smaller: the one that
// passes through the point.
delay_curve moved_capacity(delay_curve curve, const delay_point& through) {
  double low = curve.capacity_per_day / 1.25, high = curve.capacity_per_day * 1.25;
  for (int i = 0; i < 60; ++i) {
    curve.capacity_per_day = (low + high) / 2;
    (curve.delay_h(through.vehicles_per_day) > through.delay_h ? low : high) =
        curve.capacity_per_day;
  }
  return curve;
}

class crossing_coupling {
 public:
  crossing_coupling(const case_data& data, const run_options& options)
      : data_(data), options_(options) {
    options_.terms.delays.resize(data.crossings.size());
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
        if (!direction.fits || (round - 1) % rounds_a_curve == 0) fit(direction);
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
      const double apart = compare(round, coupling_rules.tolerance, result.log);
      result.agreed = apart <= coupling_rules.tolerance &&
                      (round > 1 ? moved <= coupling_rules.tolerance : directions_.empty());
      if (result.agreed) break;
      result.why_not = fmt::format(
          "flows and simulated delays differ after {} rounds: delays by {:.1f} %, flows by {:.1f} "
          "%",
          round, 100 * apart, 100 * moved);
    }
    if (result.agreed) result.why_not.clear();
    result.delays = std::move(options_.terms.delays);
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

  // Simulates the network's traffic at length. The largest residual of all directions.
  double compare(int round, double tolerance, std::vector<coupling_step>& log) {
    set_all_traffic();
    std::vector<simulation_summary> summaries;
    for (std::size_t part = 0; part < parts_.size(); ++part)
      summaries.push_back(simulate_part(part, check_replications));
    double most = 0;
    for (auto& direction : directions_) {
      const auto found = delay_in(summaries[direction.part], direction);
      const double vehicles = direction.vehicles_per_day;
      const double network_h = direction.curve.delay_h(vehicles);
      const double residual = residual_of(direction, found, network_h, tolerance);
      most = std::max(most, residual);
      log.push_back({round, direction.crossing_name, direction.direction, vehicles, network_h,
                     found.mean_h, found.half_width_h,
                     direction.capacity.value_or(std::numeric_limits<double>::quiet_NaN()),
                     residual, direction.curve, direction.pce_of_curve, spread_of(found)});
    }
    return most;
  }

  double residual_of(coupled_direction& direction, const delay_found& found, double network_h,
                     double tolerance) {
    const double vehicles = direction.vehicles_per_day;
    direction.last.reset();
    if (found.grows()) {
      // More than get through: they are that much too many, and the curve let them.
      direction.fits = false;
      direction.capacity = std::min(direction.capacity.value_or(vehicles), found.left_per_day);
      return std::max(1 - *direction.capacity / vehicles, 2 * tolerance);
    }
    if (std::abs(found.mean_h - network_h) <= found.half_width_h) return 0;
    const double apart = std::abs(found.mean_h / network_h - 1);
    if (direction.capacity && found.mean_h < network_h) {
      const double short_of = std::max(0.0, *direction.capacity / vehicles - 1);
      if (short_of <= tolerance) return std::min(apart, short_of);
    }
    direction.last = delay_point{vehicles, found.mean_h};
    return apart;
  }

  simulation_summary simulate_part(std::size_t part, std::size_t replications) {
    auto simulation = replication_options_of(data_);
    simulation.replications = std::min(simulation.replications, replications);
    simulation.threads = options_.threads;
    auto summary = replicate(parts_[part].model, simulation);
    if (summary.status == simulation_status::done) return summary;
    throw no_answer(fmt::format(
        "crossing '{}' can't be simulated at this traffic: {}", parts_[part].crossings.front(),
        summary.status == simulation_status::deadlocked ? summary.stuck.reason
                                                        : "too many vehicles wait"));
  }

  // Hours in the crossing of the vehicles that the network counts.
  [[nodiscard]] delay_found delay_in(const simulation_summary& summary,
                                     const coupled_direction& direction) const {
    const auto& part = parts_[direction.part];
    double time_h = 0, left = 0, half_width = 0;
    wait_histogram times;
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
      times.merge(summary.counts.stream_times[s]);
    }
    return left > 0 ? delay_found{time_h / left, half_width / left, left, times} : delay_found{};
  }

  void fit(coupled_direction& direction) {
    // What others bring beyond their own capacity would block this direction too.
    for (const auto& other : directions_)
      set_traffic_of(
          other, std::min(other.vehicles_per_day, most_share * other.capacity.value_or(unlimited)));
    std::vector<delay_point> points;
    const auto simulate_at = [&](double vehicles_per_day) {
      set_traffic_of(direction, vehicles_per_day);
      const auto found = delay_in(simulate_part(direction.part, curve_replications), direction);
      if (found.mean_h > 0) points.push_back({vehicles_per_day, found.mean_h});
      return found;
    };
    const double centre = std::max(direction.vehicles_per_day, least_traffic);
    if (direction.capacity && *direction.capacity > multiples[std::size(multiples) - 1] * centre)
      direction.capacity.reset();  // far from it, other curves fit better
    for (const double multiple : multiples) {
      if (direction.capacity) break;
      const auto found = simulate_at(multiple * centre);
      if (found.grows()) direction.capacity = found.left_per_day;
    }
    if (direction.capacity) {
      points.clear();
      for (const double share : shares_of_capacity) simulate_at(share * *direction.capacity);
    }
    set_traffic_of(direction, direction.vehicles_per_day);
    if (points.size() < 3)
      throw no_answer(fmt::format("no vehicle gets through crossing '{}' in its simulation",
                                  direction.crossing_name));
    direction.curve = direction.capacity ? fit_queue_curve(points, *direction.capacity)
                                         : fit_delay_curves(points).front();
    direction.fits = true;
  }

  // Where the traffic of the round before has been simulated at length, the curve is moved to pass
  // through what that gave: near capacity to the side, else up or down.
  void use_curve(coupled_direction& direction) {
    if (direction.last && direction.last->delay_h > 0) {
      auto& curve = direction.curve;
      const auto& last = *direction.last;
      const double now_h = curve.delay_h(last.vehicles_per_day);
      if (direction.capacity && std::min(now_h, last.delay_h) > 2 * curve.wait_h)
        curve = moved_capacity(curve, last);
      else
        curve.wait_h += last.delay_h - now_h;
      // A curve that would start below 0 does not hold here.
      direction.fits = curve.wait_h >= 0;
      curve.wait_h = std::max(0.0, curve.wait_h);
    }
    options_.terms.delays[direction.crossing][direction.backward()] =
        to_delay_function(direction.curve, direction.pce);
  }

  void take_traffic(coupled_direction& direction, const run_answer& answer) const {
    double vehicles = 0, pce = 0;
    for (const auto& way : answer.model.crossing_directions) {
      if (way.crossing != direction.crossing || way.backward != direction.backward()) continue;
      for (const auto [arc] : way.arcs)
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

  const case_data& data_;
  run_options options_;  // with the delays found so far
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

coupled_answer solve_coupled(const case_data& data, const demand_anchors& anchors,
                             const run_options& options, const coupling_options& coupling_rules) {
  return crossing_coupling(data, options).solve(anchors, coupling_rules);
}

}  // namespace amur::model
