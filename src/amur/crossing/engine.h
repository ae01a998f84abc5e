#pragma once
// The inside of `simulate`: the state of a crossing and how events change it.

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "amur/crossing/arrivals.h"
#include "amur/crossing/event_queue.h"
#include "amur/crossing/simulation.h"
#include "amur/crossing/timetable.h"

namespace amur::crossing {

inline constexpr std::uint32_t nobody = 0xFFFFFFFF, no_source = 0xFFFFFFFF;
inline constexpr std::uint16_t no_stage = 0xFFFF, carrier_stream = 0xFFFF;
inline constexpr std::size_t most_held = 4;
/// A load that is there but for rounding is there.
inline constexpr double load_slack = 1e-9;

enum class vehicle_state : std::uint8_t { moving, timed, waiting };

struct vehicle {
  ticks arrived = 0, since = 0;  ///< in the crossing; at its stage
  double load = 0, left = 0;     ///< left: of the load, yet to be put or taken
  double wait_cost_usd = 0;
  double waited_h = 0;        ///< at this stage so far, where it can be interrupted
  ticks unserved = served;    ///< interrupted: what is left of its time
  std::uint64_t pending = 0;  ///< key of the event that concerns it; others are out of date
  std::uint64_t number = 0;
  std::uint32_t next = nobody, previous = nobody;  ///< in its queue, or among a carrier's members
  std::uint32_t members = nobody;                  ///< of a carrier, the first
  std::uint16_t stage = no_stage, stream = 0;
  vehicle_state state = vehicle_state::moving;
  bool lost = false;  ///< goes away for good without having crossed
  std::uint8_t priority = 0, held_kinds = 0;
  std::array<std::uint16_t, most_held> held_resource{};
  std::array<std::uint32_t, most_held> held_units{};

  static constexpr ticks served = -1;
  /// As new, but for what every arrival sets and for what `held_kinds` says is not there.
  void reset() {
    wait_cost_usd = 0;
    unserved = served;
    pending = 0;
    next = previous = members = nobody;
    state = vehicle_state::moving;
    lost = false;
    priority = held_kinds = 0;
  }
};

/// First come, first served within each priority.
struct waiting_line {
  struct ends {
    std::uint32_t first = nobody, last = nobody;
  };
  std::vector<ends> by_priority;
  std::uint32_t count = 0;

  /// Who is served next, or `nobody`.
  [[nodiscard]] std::uint32_t first() const {
    for (const auto& line : by_priority)
      if (line.first != nobody) return line.first;
    return nobody;
  }
};

/// A stage laid out for the loop, with its running statistics.
struct running_stage {
  stage_kind kind;
  std::uint16_t resource, next, again, on_leave, carrier_next;
  std::uint32_t line;  ///< the queue it waits in
  std::uint32_t units, queue_limit, time, patience;
  bool interrupts, interruptible;  ///< interruptible: another stage of its resource interrupts
  double amount, fee_usd;
  step_area waiting;
  double area_ticks_at_hour = 0, began_at_hour = 0;
  double load_waiting = 0;  ///< batch: of those gathered
  stage_record record;
};
struct running_resource {
  resource_kind kind;
  double units = 0, on_duty = 0, down = 0;
  step_area busy, open;  ///< of a store `busy` is its level
  double failures = 0;
  step_area overtime;  ///< units in use beyond those on duty
  [[nodiscard]] double free() const { return open.value - busy.value; }
  void occupy(ticks now, double by) {
    busy.change(now, by);
    count_overtime(now);
  }
  void count_overtime(ticks now) {
    if (busy.value > open.value || overtime.value > 0)
      overtime.change(now, std::max(busy.value - open.value, 0.0) - overtime.value);
  }
  std::vector<std::uint16_t> batches;  ///< stages whose carriers are its units
  /// Who is at a service that can be interrupted, in the order in which they began.
  struct service {
    std::uint32_t vehicle;
    ticks ends;
  };
  std::vector<service> services;
  std::uint32_t line = 0, take_line = 0;
};
struct running_stream {
  step_area inside;
  stream_record record;
};

class engine {
 public:
  engine(const crossing_model& model, const simulation_options& options);
  simulation_result run();

 private:
  // engine.cpp: the loop, events, and a vehicle's way through the stages
  void happen(const event& what);
  void arrive(std::uint32_t stream);
  void vehicle_event(std::uint32_t at, std::uint64_t key);
  void advance(std::uint32_t at);
  bool enter(std::uint32_t at, running_stage& stage);
  bool begin(std::uint32_t at, running_stage& stage);
  void finish(std::uint32_t at);
  void stop(simulation_status status);
  void leave(std::uint32_t at);
  void drop(std::uint32_t at);
  void settle();
  std::uint32_t new_vehicle();
  void note(std::uint32_t at, const char* what);

  // engine_waiting.cpp: queues, units, stores, patience
  void wait(std::uint32_t at, running_stage& stage);
  void unlink(std::uint32_t at, running_stage& stage);
  void turn_away(std::uint32_t at, running_stage& stage);
  void lose_patience(std::uint32_t at);
  void hold(vehicle& who, std::uint16_t resource, std::uint32_t units);
  void give_back(vehicle& who, std::uint16_t resource, std::uint32_t units);
  void pass_release(std::uint32_t at);
  void give_all_back(std::uint32_t at);
  void dispatch(std::uint16_t resource);
  [[nodiscard]] double load_to_move(const vehicle& who, const running_stage& stage) const;
  [[nodiscard]] bool store_allows(const vehicle& who, const running_stage& stage) const;
  void move_load(vehicle& who, running_stage& stage);
  void serve_store(std::uint16_t resource);

  // engine_batches.cpp: carriers
  void join_batch(std::uint32_t at, running_stage& stage);
  [[nodiscard]] ticks waiting_since(const waiting_line& line) const;
  void try_batch(std::uint16_t stage, bool departing);
  void sail(std::uint16_t stage, std::uint32_t count);
  void split_up(std::uint32_t carrier, running_stage& stage);
  void plan_departure(std::uint16_t stage);

  // engine_interruption.cpp: services that give way to others
  bool resume(std::uint32_t at, running_stage& stage);
  void note_service(std::uint32_t at, const running_stage& stage, ticks ends);
  void end_service(std::uint32_t at, running_stage& stage);
  bool make_room(std::uint32_t at, const running_stage& stage);
  void interrupt(std::uint32_t at, ticks ends);
  [[nodiscard]] bool first_in_turn(const vehicle& who, const running_stage& stage) const;

  // engine_resources.cpp: duty and breakdowns
  void start_resource(std::uint16_t resource);
  void change_duty(std::uint16_t resource);
  void fail(std::uint16_t resource);
  void repair(std::uint16_t resource);
  void set_open(std::uint16_t resource);

  // engine_choice.cpp
  std::uint16_t choose(const vehicle& who, std::uint16_t stage);
  double expected_cost(const vehicle& who, std::uint16_t stage) const;
  double expected_wait_h(std::uint16_t stage) const;
  double line_ahead(std::uint16_t stage) const;

  // engine_statistics.cpp
  void count_wait(vehicle& who, running_stage& stage);
  void close_hour();
  [[nodiscard]] bool any_serving() const;
  void clear_statistics();
  void finish_record();

  // engine_deadlock.cpp
  [[nodiscard]] deadlock find_deadlock() const;

  const crossing_model* model_;
  const simulation_options* options_;
  simulation_result result_;
  ticks now_ = 0, next_hour_ = ticks_an_hour, horizon_ = 0, warm_up_ = 0, start_of_week_ = 0;
  bool stopped_ = false;
  event_queue events_;
  // Slots of events begin with the streams' arrivals; each kind has a slot a resource or a stage.
  std::uint32_t duty_slots_ = 0, failure_slots_ = 0, repair_slots_ = 0, timer_slots_ = 0,
                departure_slots_ = 0, vehicle_slots_ = 0;
  std::vector<running_stage> stages_;
  std::vector<running_resource> resources_;
  std::vector<running_stream> streams_;
  std::vector<waiting_line> lines_;
  std::vector<vehicle> vehicles_;
  std::vector<std::uint32_t> free_, ready_;
  std::size_t ready_done_ = 0;
  std::uint64_t arrived_ = 0, carriers_ = 0;
  double left_at_hour_ = 0;
  std::vector<variate_source> sources_;
  std::vector<std::uint32_t> load_source_, platoon_source_, failure_source_, repair_source_,
      which_unit_source_, choice_source_;
  std::vector<arrival_times> arrivals_;
  std::vector<timetable> timetables_;
  std::vector<std::vector<open_interval>> seasons_;
  std::uint64_t same_time_steps_ = 0;
};

}  // namespace amur::crossing
