#pragma once
// A crossing followed event by event in the plainest way: one list of what is planned, searched
// from end to end for what comes next. It shares the random numbers of the simulation and nothing
// else. Knows services, delays, seize and release, choices by probability, carriers without loads,
// shifts, priorities, patience, limits of queues, platoons, arrivals at random and by schedule.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "amur/crossing/model.h"
#include "support/crossing_told.h"

namespace amur::test {

using crossing::resource_id, crossing::stage_id, crossing::stage_kind, crossing::stream_id;

class crossing_oracle {
 public:
  crossing_oracle(const crossing::crossing_model& model, double horizon_h, std::uint64_t seed)
      : model_(model), horizon_(in_microseconds(horizon_h)), seed_(seed) {
    lines_.resize(model.resources.size() + model.stages.size());
    busy_.resize(model.resources.size());
  }

  std::vector<told> follow() {
    for (std::size_t r = 0; r < model_.resources.size(); ++r) plan_shift(r);
    for (std::size_t s = 0; s < model_.stages.size(); ++s) plan_departure(s);
    for (std::size_t s = 0; s < model_.streams.size(); ++s) plan_arrival(s);
    while (!planned_.empty()) {
      const auto first = std::min_element(planned_.begin(), planned_.end(), comes_before);
      const auto now = *first;
      if (now.time >= horizon_) break;
      planned_.erase(first);
      now_ = now.time;
      happen(now);
      // Movers wait until all units of this moment are free.
      if (std::any_of(planned_.begin(), planned_.end(),
                      [&](const auto& p) { return p.time == now_ && p.rank <= ends; }))
        continue;
      while (!movers_.empty()) {
        const auto mover = movers_.front();
        movers_.pop_front();
        move(mover);
      }
    }
    return told_;
  }

 private:
  using micro = std::int64_t;
  enum rank_of { units, ends, carriers, patience, arrivals };
  enum class what { shift, end, timer, departure, impatience, arrival };
  struct plan {
    micro time;
    int rank;
    long serial;  // 0 for what concerns no vehicle; then the kinds and their index count
    what kind;
    std::size_t index;  // resource, stage, stream or vehicle
  };
  struct one {
    std::uint64_t number = 0;
    std::size_t stream = told::away, stage = 0;
    micro since = 0;
    int priority = 0;
    long awaits = 0;                       // serial of the plan that still concerns it
    std::map<std::size_t, unsigned> held;  // units by resource
    std::vector<std::size_t> aboard;
    bool carrier = false, lost = false;
  };

  static bool comes_before(const plan& a, const plan& b) {
    return std::tuple(a.time, a.rank, a.serial, a.kind, a.index) <
           std::tuple(b.time, b.rank, b.serial, b.kind, b.index);
  }
  static micro in_microseconds(double hours) { return std::llround(hours * 3.6e9); }

  double draw(const std::string& name, const crossing::distribution& of) {
    auto at = sources_.find(name);
    if (at == sources_.end())
      at = sources_.emplace(name, crossing::variate_source(of, {seed_, 0, stream_of(name), 0}))
               .first;
    return at->second.draw();
  }
  void plan_for(std::size_t vehicle, micro time, int rank, what kind) {
    vehicles_[vehicle].awaits = ++serial_;
    planned_.push_back({time, rank, serial_, kind, vehicle});
  }

  // Shifts: a day of 24 hours is looked through minute by minute.
  double on_duty(std::size_t r) const {
    const auto& resource = model_.resources[resource_id(r)];
    if (!resource.shift.valid()) return resource.units;
    double share = 0;
    const micro minute = now_ / 60'000'000 % (7 * 24 * 60);
    for (const auto& window : model_.shifts[resource.shift].windows)
      for (const micro m : {minute, minute + 7 * 24 * 60})
        if (std::lround(window.from_h * 60) <= m && m < std::lround(window.to_h * 60))
          share += window.share;
    return std::round(std::min(share, 1.0) * resource.units);
  }
  void plan_shift(std::size_t r) {
    const auto& resource = model_.resources[resource_id(r)];
    if (!resource.shift.valid()) return;
    const double before = on_duty(r);
    const micro began = now_;
    while (on_duty(r) == before && now_ < horizon_) now_ += 60'000'000;
    planned_.push_back({now_, units, 0, what::shift, r});
    now_ = began;
  }
  double free_units(std::size_t r) const { return on_duty(r) - busy_[r]; }

  void plan_departure(std::size_t s) {
    const auto& hours = model_.stages[stage_id(s)].departures_h;
    std::optional<micro> next;
    for (micro day = 0; day <= horizon_; day += in_microseconds(24))
      for (const double hour : hours)
        if (const micro time = day + in_microseconds(hour); time > now_ && (!next || time < *next))
          next = time;
    if (next) planned_.push_back({*next, carriers, 0, what::departure, s});
  }
  void plan_arrival(std::size_t s) {
    const auto& stream = model_.streams[stream_id(s)];
    auto& last = last_arrival_[s];
    if (stream.kind == crossing::arrival_kind::poisson) {
      const double gap_h = draw("arrivals/" + stream.id, crossing::exponential(1)) *
                           (24 / (stream.arrivals_per_day / platoon_mean(stream.platoon)));
      last = last.value_or(0) + in_microseconds(gap_h);
      planned_.push_back({*last, arrivals, 0, what::arrival, s});
      return;
    }
    std::vector<micro> slots;
    for (micro day = 0; day < horizon_; day += in_microseconds(24))
      for (const double hour : stream.times_h) slots.push_back(day + in_microseconds(hour));
    std::sort(slots.begin(), slots.end());
    auto& done = slots_done_[s];
    if (done >= slots.size()) return;
    planned_.push_back({slots[done++], arrivals, 0, what::arrival, s});
  }
  // Of one vehicle, or of 1 and 3 in the ratio of their weights.
  static double platoon_mean(const crossing::distribution& of) {
    if (of.values.empty()) return of.a;
    return (of.weights[0] * of.values[0] + of.weights[1] * of.values[1]) /
           (of.weights[0] + of.weights[1]);
  }

  void tell(std::size_t at, const char* what) {
    const auto& who = vehicles_[at];
    told_.push_back({static_cast<double>(now_) / 3.6e9, who.number, who.stream, who.stage, what});
  }
  const crossing::stage& stage_of(std::size_t at) const {
    return model_.stages[stage_id(vehicles_[at].stage)];
  }
  static auto index(stage_id to) { return to.valid() ? to.index() : told::away; }
  static std::size_t after(const crossing::stage& stage) {
    return stage.next.empty() ? told::away : stage.next.front().index();
  }
  std::deque<std::size_t>& line_of(const crossing::stage& stage, std::size_t at) {
    return lines_[stage.kind == stage_kind::batch ? model_.resources.size() + at
                                                  : stage.resource.index()];
  }
  static std::size_t next_in(const std::deque<std::size_t>& line, const std::vector<one>& all) {
    return *std::min_element(line.begin(), line.end(),
                             [&](auto a, auto b) { return all[a].priority < all[b].priority; });
  }

  void happen(const plan& now) {
    if (now.kind == what::shift) {
      serve(now.index);
      return plan_shift(now.index);
    }
    if (now.kind == what::departure) {
      sail(now.index, true);
      return plan_departure(now.index);
    }
    if (now.kind == what::timer) return sail(now.index, false);
    if (now.kind == what::arrival) return arrive(now.index);
    if (vehicles_[now.index].awaits != now.serial) return;
    vehicles_[now.index].awaits = 0;
    now.kind == what::end ? end(now.index) : give_up(now.index);
  }

  void arrive(std::size_t s) {
    const auto& stream = model_.streams[stream_id(s)];
    double count = 1;
    if (!stream.platoon.values.empty()) count = draw("platoon/" + stream.id, stream.platoon);
    plan_arrival(s);
    for (; count >= 1; --count) {
      one who;
      who.number = ++arrived_;
      who.stream = s;
      who.stage = stream.first.index();
      who.priority = stream.priority;
      vehicles_.push_back(who);
      tell(vehicles_.size() - 1, "arrives");
      move(vehicles_.size() - 1);
    }
  }

  void end(std::size_t at) {
    const auto& stage = stage_of(at);
    tell(at, "ends");
    vehicles_[at].stage = after(stage);
    if (stage.kind == stage_kind::service) {
      busy_[stage.resource.index()] -= stage.units;
      serve(stage.resource.index());
    }
    while (vehicles_[at].stage != told::away && stage_of(at).kind == stage_kind::release)
      release(at);
    vehicles_[at].stage == told::away ? leave(at) : movers_.push_back(at);
  }
  void release(std::size_t at) {
    const auto& stage = stage_of(at);
    const auto r = stage.resource.index();
    const auto given = std::min(stage.units, vehicles_[at].held[r]);
    vehicles_[at].held[r] -= given;
    busy_[r] -= given;
    vehicles_[at].stage = after(stage);
    serve(r);
  }
  void leave(std::size_t at) {
    // Whoever leaves may let a carrier sail, which moves all vehicles in memory.
    for (const auto member : std::exchange(vehicles_[at].aboard, {})) {
      vehicles_[member].stage = told::away;
      leave(member);
    }
    if (!vehicles_[at].carrier && !vehicles_[at].lost) tell(at, "leaves");
    free_all(at);
  }
  void free_all(std::size_t at) {
    for (const auto& [r, count] : std::exchange(vehicles_[at].held, {})) {
      busy_[r] -= count;
      serve(r);
    }
  }

  void move(std::size_t at) {
    using enum stage_kind;
    for (;;) {
      if (vehicles_[at].stage == told::away) return leave(at);
      const auto& stage = stage_of(at);
      vehicles_[at].since = now_;
      switch (stage.kind) {
        case release:
          this->release(at);
          continue;
        case delay:
          return begin(at);
        case choose: {
          double left =
              draw("choice/" + stage.id, {crossing::distribution_kind::uniform, 0, 1, 0, {}, {}});
          std::size_t option = 0;
          while (option + 1 < stage.next.size() && (left -= stage.probability[option]) >= 0)
            ++option;
          vehicles_[at].stage = stage.next[option].index();
          continue;
        }
        case unbatch: {
          for (const auto member : vehicles_[at].aboard) {
            vehicles_[member].stage = after(stage);
            movers_.push_back(member);
          }
          vehicles_[at].aboard.clear();
          vehicles_[at].stage = index(stage.carrier_next);
          continue;
        }
        default:
          break;
      }
      auto& line = line_of(stage, vehicles_[at].stage);
      const bool batches = stage.kind == batch;
      if (!batches && line.empty() && free_units(stage.resource.index()) >= stage.units) {
        begin(at);
        if (stage.kind == service) return;
        continue;
      }
      if (line.size() >= stage.queue_limit) {
        tell(at, "turned away");
        vehicles_[at].stage = index(stage.on_leave);
        if (vehicles_[at].stage == told::away) return free_all(at);
        continue;
      }
      line.push_back(at);
      if (stage.patience_h)
        plan_for(at, now_ + in_microseconds(draw("patience/" + stage.id, *stage.patience_h)),
                 patience, what::impatience);
      tell(at, "waits");
      if (batches) {
        if (std::isfinite(stage.batch_wait_h) && line.size() == 1)
          planned_.push_back({now_ + in_microseconds(stage.batch_wait_h), carriers, 0, what::timer,
                              vehicles_[at].stage});
        return sail(vehicles_[at].stage, false);
      }
      if (free_units(stage.resource.index()) > 0) serve(stage.resource.index());
      return;
    }
  }

  void begin(std::size_t at) {
    const auto& stage = stage_of(at);
    tell(at, "begins");
    vehicles_[at].awaits = 0;
    if (stage.kind == stage_kind::service) busy_[stage.resource.index()] += stage.units;
    if (stage.kind == stage_kind::service || stage.kind == stage_kind::delay)
      return plan_for(at, now_ + in_microseconds(draw("time/" + stage.id, stage.time_h)), ends,
                      what::end);
    if (stage.kind == stage_kind::seize) {
      busy_[stage.resource.index()] += stage.units;
      vehicles_[at].held[stage.resource.index()] += stage.units;
    }
    vehicles_[at].stage = after(stage);
  }

  void serve(std::size_t r) {
    auto& line = lines_[r];
    while (!line.empty()) {
      const auto next = next_in(line, vehicles_);
      const auto& stage = stage_of(next);
      if (free_units(r) < stage.units) return;
      line.erase(std::find(line.begin(), line.end(), next));
      begin(next);
      if (stage.kind == stage_kind::seize) movers_.push_back(next);
    }
    for (std::size_t s = 0; s < model_.stages.size(); ++s) {
      const auto& stage = model_.stages[stage_id(s)];
      if (stage.kind == stage_kind::batch && stage.resource == resource_id(r)) sail(s, false);
    }
  }

  void give_up(std::size_t at) {
    const auto& stage = stage_of(at);
    auto& line = line_of(stage, vehicles_[at].stage);
    line.erase(std::find(line.begin(), line.end(), at));
    tell(at, "loses patience");
    vehicles_[at].stage = index(stage.on_leave);
    vehicles_[at].lost = vehicles_[at].stage == told::away;
    movers_.push_back(at);
    if (stage.kind != stage_kind::batch) serve(stage.resource.index());
  }

  // When the one who has waited longest will have waited enough.
  micro waited_at(const crossing::stage& stage, const std::deque<std::size_t>& line) const {
    micro since = horizon_;
    for (const auto at : line) since = std::min(since, vehicles_[at].since);
    return std::isfinite(stage.batch_wait_h) && !line.empty()
               ? since + in_microseconds(stage.batch_wait_h)
               : horizon_;
  }

  void sail(std::size_t s, bool departing) {
    const auto& stage = model_.stages[stage_id(s)];
    auto& line = lines_[model_.resources.size() + s];
    const bool carried = stage.resource.valid();
    while (line.size() >= std::max(stage.batch_least, 1u)) {
      if (carried && free_units(stage.resource.index()) < stage.units) return;
      if (line.size() < stage.batch_size && !departing && waited_at(stage, line) > now_) return;
      departing = false;
      one carrier;
      carrier.carrier = true;
      carrier.stage = after(stage);
      for (auto room = stage.batch_size; room > 0 && !line.empty(); --room) {
        const auto next = next_in(line, vehicles_);
        line.erase(std::find(line.begin(), line.end(), next));
        begin(next);
        carrier.aboard.push_back(next);
      }
      if (carried) busy_[stage.resource.index()] += stage.units;
      if (carried) carrier.held[stage.resource.index()] = stage.units;
      carrier.number = ++carriers_;
      vehicles_.push_back(carrier);
      movers_.push_back(vehicles_.size() - 1);
      if (const micro next = waited_at(stage, line); next < horizon_)
        planned_.push_back({std::max(now_, next), carriers, 0, what::timer, s});
    }
  }

  const crossing::crossing_model& model_;
  micro horizon_ = 0, now_ = 0;
  std::uint64_t seed_;
  std::vector<plan> planned_;
  std::vector<one> vehicles_;
  std::vector<std::deque<std::size_t>> lines_;
  std::vector<double> busy_;
  std::deque<std::size_t> movers_;
  std::vector<told> told_;
  std::map<std::string, crossing::variate_source> sources_;
  std::map<std::size_t, std::optional<micro>> last_arrival_;
  std::map<std::size_t, std::size_t> slots_done_;
  long serial_ = 0;
  std::uint64_t arrived_ = 0, carriers_ = 0;
};

}  // namespace amur::test
