#include "amur/model/corridor.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "amur/model/percentiles.h"

namespace amur::model {
namespace {

constexpr double no_figure = std::numeric_limits<double>::quiet_NaN();
constexpr double cargo_t = 20, section_km = 500;  // CAREC's unit of cargo, and of a section

double paid_of(const flow_average& average) {
  const auto& part = average.component;
  return part[transport] + part[fee] + part[handling] + part[scarcity];
}

// What a way or a change of mode is, as a whole.
corridor_stage plain_stage(stage_kind kind, const flow_path& path, const path_part& part) {
  const auto& first = path.steps[part.first];
  corridor_stage stage;
  stage.kind = kind;
  if (kind != stage_kind::way) stage.id = first.id;
  stage.mode = first.mode;
  stage.from = first.from;
  stage.to = path.steps[part.first + part.steps - 1].to;
  stage.length_km = part.average.length_km;
  stage.time_h = part.average.time_h;
  stage.cost_usd = part.average.cost_usd();
  stage.paid_usd = paid_of(part.average);
  return stage;
}

class corridor_builder {
 public:
  corridor_builder(const case_data& data, const coupled_answer& network, const flow_path& path)
      : data_(data), network_(network), path_(path) {}

  corridor build() {
    for (const auto& part : path_.parts) add(part);
    add_duty();
    add_ends();
    const auto& goods = data_.commodities[network_.answer.model.flows[path_.flow].commodity];
    result_.indicators = indicators_of(result_.stages, goods.unit == unit::tonne);
    return std::move(result_);
  }

 private:
  void add(const path_part& part) {
    const auto& step = path_.steps[part.first];
    if (!part.is_way && step.kind == step_kind::crossing) return add_border(part, step);
    const auto kind = step.kind == step_kind::load       ? stage_kind::load
                      : step.kind == step_kind::transfer ? stage_kind::transfer
                      : step.kind == step_kind::unload   ? stage_kind::unload
                                                         : stage_kind::way;
    result_.stages.push_back(plain_stage(kind, path_, part));
  }

  // The stop comes before the way over the border.
  void add_border(const path_part& part, const path_step& step) {
    auto way = plain_stage(stage_kind::way, path_, part);
    corridor_stage stop;
    stop.kind = stage_kind::border;
    stop.id = step.id;
    stop.mode = step.mode;
    stop.from = stop.to = step.from;
    stop.time_h = std::max(0.0, way.time_h - data_.links[step.link].free_time_h);
    const auto& [vehicle_h, cargo_h] = usd_an_hour(step.mode);
    stop.paid_here_usd = part.average.component[fee] + part.average.component[scarcity];
    stop.paid_usd = vehicle_h * stop.time_h + stop.paid_here_usd;
    stop.cost_usd = stop.paid_usd + cargo_h * stop.time_h;
    way.time_h -= stop.time_h;
    way.paid_usd -= stop.paid_usd;
    way.cost_usd -= stop.cost_usd;
    result_.stages.push_back(stop);
    directions_.resize(result_.stages.size());
    directions_.back() = &direction_of(step);
    result_.stages.push_back(way);
  }

  // Of the flow's class in a mode: vehicle, cargo.
  [[nodiscard]] std::pair<double, double> usd_an_hour(mode_id mode) const {
    const auto& model = network_.answer.model;
    const auto& info = model.classes[model.flows[path_.flow].user_class.index()];
    return {info.vehicle_usd_per_t_h[mode.index()], info.cargo_usd_per_t_h};
  }

  [[nodiscard]] const crossing_direction& direction_of(const path_step& step) const {
    const auto& all = network_.answer.model.crossing_directions;
    return *std::ranges::find_if(all, [&](const crossing_direction& direction) {
      return std::ranges::find(direction.arcs, step.arc) != direction.arcs.end();
    });
  }

  void add_duty() {
    const double usd = path_.average.component[duty_paid];
    if (usd == 0) return;
    auto at = std::find_if(result_.stages.rbegin(), result_.stages.rend(), [](const auto& stage) {
                return stage.kind == stage_kind::border;
              }).base();
    if (at == result_.stages.begin()) at = result_.stages.end();
    corridor_stage duty = *(at - 1);
    duty = {.kind = stage_kind::duty,
            .id = {},
            .mode = duty.mode,
            .from = duty.to,
            .to = duty.to,
            .cost_usd = usd,
            .end = {}};
    const auto place = at - result_.stages.begin();
    directions_.resize(result_.stages.size());
    directions_.insert(directions_.begin() + place, nullptr);
    result_.stages.insert(at, duty);
  }

  void add_ends() {
    directions_.resize(result_.stages.size());
    spread hours, usd;  // beside the mean
    spread_point end;
    for (std::size_t i = 0; i < result_.stages.size(); ++i) {
      auto& stage = result_.stages[i];
      end.km += stage.length_km;
      end.hours += stage.time_h;
      end.usd += stage.cost_usd;
      if (const auto waits = waits_at(i); !waits.empty()) {
        const auto [vehicle_h, cargo_h] = usd_an_hour(stage.mode);
        hours = sum_of(hours, beside(waits, stage.time_h, 1));
        usd = sum_of(usd, beside(waits, stage.time_h, vehicle_h + cargo_h));
      }
      end.low_h = end.hours + percentile_of(hours, 0.1);
      end.high_h = end.hours + percentile_of(hours, 0.9);
      end.low_usd = end.usd + percentile_of(usd, 0.1);
      end.high_usd = end.usd + percentile_of(usd, 0.9);
      stage.end = end;
    }
  }

  // Simulated times in the crossing in the last round, by percentile; empty where there are none.
  [[nodiscard]] spread waits_at(std::size_t stage) const {
    if (!directions_[stage]) return {};
    const auto& direction = *directions_[stage];
    const auto& id = data_.crossings[direction.crossing].id;
    for (auto step = network_.log.rbegin(); step != network_.log.rend(); ++step)
      if (step->crossing == id &&
          (step->direction == stream_direction::backward) == direction.backward)
        return step->times_h;
    return {};
  }

  // Waits whose mean is the network's, less it, at a price of the hour.
  static spread beside(spread waits, double mean_h, double usd_per_h) {
    const double mean = mean_of(waits);
    for (auto& wait : waits) wait = (wait * (mean > 0 ? mean_h / mean : 1) - mean_h) * usd_per_h;
    return waits;
  }

  const case_data& data_;
  const coupled_answer& network_;
  const flow_path& path_;
  corridor result_;
  std::vector<const crossing_direction*> directions_;  // [stage] of borders
};

void set_rates(corridor_indicators& row, bool is_freight) {
  const double moving_h = row.time_h - row.stop_h;
  row.usd_per_500km_20t = is_freight && row.length_km > 0
                              ? row.paid_usd * cargo_t * section_km / row.length_km
                              : no_figure;
  const auto speed = [&](double hours) {
    return row.length_km > 0 && hours > 0 ? row.length_km / hours : no_figure;
  };
  row.speed_without_delay_kmh = speed(moving_h);
  row.speed_with_delay_kmh = speed(row.time_h);
}

corridor_indicators at_border(const corridor_stage& stage, bool is_freight) {
  corridor_indicators row;
  row.scope = indicator_scope::crossing;
  row.id = stage.id;
  row.mode = stage.mode;
  row.from = stage.from;
  row.to = stage.to;
  row.time_h = row.stop_h = row.clearance_h = stage.time_h;
  row.paid_usd = stage.paid_usd;
  row.clearance_usd = is_freight ? cargo_t * stage.paid_here_usd : no_figure;
  set_rates(row, is_freight);
  return row;
}

}  // namespace

const char* to_string(stage_kind kind) {
  switch (kind) {
    case stage_kind::load:
      return "load";
    case stage_kind::way:
      return "way";
    case stage_kind::border:
      return "border";
    case stage_kind::duty:
      return "duty";
    case stage_kind::transfer:
      return "transfer";
    case stage_kind::unload:
      break;
  }
  return "unload";
}

const char* to_string(indicator_scope scope) {
  return scope == indicator_scope::crossing  ? "crossing"
         : scope == indicator_scope::section ? "section"
                                             : "corridor";
}

std::vector<corridor_indicators> indicators_of(const std::vector<corridor_stage>& stages,
                                               bool is_freight) {
  std::vector<corridor_indicators> rows;
  corridor_indicators section, whole;
  whole.scope = indicator_scope::corridor;
  double crossings = 0, clearance_h = 0, clearance_usd = 0;
  std::size_t last = 0;  // section's place
  const auto close = [&] {
    if (!section.from.valid()) return;
    // Two stops at one place end one section.
    if (section.length_km == 0 && !rows.empty()) {
      rows[last].time_h += section.time_h;
      rows[last].stop_h += section.stop_h;
      rows[last].paid_usd += section.paid_usd;
      rows[last].to = section.to;
    } else {
      section.clearance_h = section.clearance_usd = no_figure;
      last = rows.size();
      rows.push_back(section);
    }
    set_rates(rows[last], is_freight);
    section = {};
  };
  for (const auto& stage : stages) {
    const bool is_stop = stage.kind == stage_kind::border || stage.kind == stage_kind::transfer;
    if (!is_stop && stage.kind != stage_kind::way) continue;
    if (!section.from.valid()) {
      section.from = stage.from;
      section.mode = stage.mode;
    }
    if (!whole.from.valid()) whole.from = stage.from;
    section.to = whole.to = stage.to;
    for (auto* row : {&section, &whole}) {
      row->length_km += stage.length_km;
      row->time_h += stage.time_h;
      row->stop_h += is_stop ? stage.time_h : 0;
      row->paid_usd += stage.paid_usd;
    }
    if (is_stop) close();
    if (stage.kind != stage_kind::border) continue;
    rows.push_back(at_border(stage, is_freight));
    crossings += 1;
    clearance_h += stage.time_h;
    clearance_usd += rows.back().clearance_usd;
  }
  close();
  whole.clearance_h = crossings > 0 ? clearance_h / crossings : no_figure;
  whole.clearance_usd = crossings > 0 ? clearance_usd / crossings : no_figure;
  set_rates(whole, is_freight);
  rows.push_back(whole);
  return rows;
}

corridor corridor_of(const case_data& data, const coupled_answer& network, const flow_path& path) {
  return corridor_builder(data, network, path).build();
}

}  // namespace amur::model
