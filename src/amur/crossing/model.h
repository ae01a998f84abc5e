#pragma once
// A crossing as the simulation sees it: streams of vehicles that pass through stages, which need
// resources. Times are hours from the start of the simulation, loads tonnes or passengers.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/date.h"
#include "amur/base/ids.h"
#include "amur/crossing/distribution.h"

namespace amur::crossing {

using stage_id = strong_id<struct stage_tag>;
using resource_id = strong_id<struct resource_tag>;
using stream_id = strong_id<struct stream_tag>;
using season_id = strong_id<struct season_tag>;
using shift_id = strong_id<struct shift_tag>;

inline constexpr double unlimited = std::numeric_limits<double>::infinity();
inline constexpr std::size_t hours_a_week = 168;

/// Days of the year, as a calendar has them; each replication moves every end of a window by its
/// own normal draw (ice comes earlier in one year than in the next).
struct season {
  std::string id;
  std::vector<date_window> open;
  double spread_days = 0;  ///< standard deviation of the day on which a window opens or closes
};

/// Windows of the week in which units are on duty; they may begin and end at any minute.
struct shift_window {
  double from_h = 0, to_h = hours_a_week;  ///< from Monday 00:00; to_h > from_h
  double share = 1;                        ///< of the resource's units
};
struct shift {
  std::string id;
  std::vector<shift_window> windows;
};

enum class resource_kind : std::uint8_t {
  server,  ///< units that are held: booths, scanners, cranes, berths, yard places, barges
  store    ///< a stock of tonnes between 0 and its size: a quay, a silo
};

struct resource {
  std::string id, name;
  resource_kind kind = resource_kind::server;
  double units = 1;        ///< server: a whole number; store: tonnes it can hold
  double start_level = 0;  ///< store only: tonnes there at the start
  shift_id shift;          ///< invalid: always on duty
  season_id season;        ///< invalid: all year
  /// Each unit works this long on average before it fails; what it is doing is finished first.
  double mean_time_between_failures_h = unlimited;
  distribution repair_h;
};

enum class stage_kind : std::uint8_t {
  service,  ///< waits for units, holds them for a time, gives them back
  seize,    ///< waits for units and keeps them
  release,  ///< gives units back
  delay,    ///< takes a time, nobody waits
  put,      ///< waits for room in a store and adds (part of) its load
  take,     ///< waits for stock in a store and takes (part of) its load
  batch,    ///< gathers vehicles, which then move as one carrier
  unbatch,  ///< the carrier's vehicles go on by themselves
  choose    ///< takes one of the stages in `next`
};

/// Whether a vehicle may have to wait at such a stage.
[[nodiscard]] constexpr bool can_wait(stage_kind kind) {
  return kind == stage_kind::service || kind == stage_kind::seize || kind == stage_kind::put ||
         kind == stage_kind::take || kind == stage_kind::batch;
}

enum class choice_rule : std::uint8_t {
  probability,
  shortest,  ///< fewest vehicles waiting or served at the next stage that needs a resource
  cheapest   ///< fees plus expected time up to the exit at the vehicle's cost of an hour
};

struct stage {
  std::string id, name, crossing;
  stage_kind kind = stage_kind::service;
  resource_id resource;     ///< of service, seize, release, put, take; batch: the carrier, or none
  std::uint32_t units = 1;  ///< of the resource
  distribution time_h;      ///< service, delay
  double amount = unlimited;  ///< put, take: at most this much of the load at a time
  stage_id again;             ///< put, take: where to go while some of the load is left
  std::uint32_t queue_limit =
      std::numeric_limits<std::uint32_t>::max();  ///< who finds it full leaves
  std::optional<distribution> patience_h;         ///< waits no longer than this
  stage_id on_leave;  ///< where those go who find it full or lose patience; invalid: away
  std::uint32_t batch_size =
      std::numeric_limits<std::uint32_t>::max();  ///< leaves when so many are there
  double batch_load = unlimited;                  ///< or when they carry so much
  std::uint32_t batch_least = 1;                  ///< fewer never leave
  double batch_wait_h = unlimited;  ///< leaves with `batch_least` when the first has waited so long
  std::vector<double> departures_h;  ///< or at these hours of the day
  stage_id carrier_next;             ///< unbatch: where the empty carrier goes; invalid: away
  choice_rule rule = choice_rule::probability;
  std::vector<stage_id> next;       ///< empty: leaves the crossing; several only for choose
  std::vector<double> probability;  ///< as next, for choose by probability
  double fee_usd = 0;               ///< paid by each vehicle that begins this stage
  bool interrupts = false;  ///< service: takes units from services of vehicles of a later priority
};

enum class arrival_kind : std::uint8_t {
  poisson,   ///< at random, at a rate that follows the profile
  schedule,  ///< at fixed hours of the day, moved by `spread_h`
};

/// Factors on the mean rate; each list is scaled to a mean of 1.
struct profile {
  std::array<double, 24> hour{};
  std::array<double, 7> weekday{};  ///< from Monday
  std::array<double, 12> month{};
};

struct stream {
  std::string id, name, crossing;
  arrival_kind kind = arrival_kind::poisson;
  double arrivals_per_day = 0;  ///< poisson: vehicles, all of a platoon counted
  std::optional<profile> by;    ///< empty: steady
  std::vector<double> times_h;  ///< schedule: hours of the day
  double spread_h = 0;          ///< schedule: standard deviation of punctuality
  double no_show = 0;           ///< schedule: share that does not come
  season_id season;             ///< invalid: all year
  distribution platoon;         ///< vehicles that arrive together
  distribution load;            ///< of a vehicle, tonnes or passengers
  std::uint8_t priority = 0;    ///< lower is served first
  double cost_usd_per_h = 0;    ///< of a waiting vehicle
  stage_id first;
};

/// All streams, stages and resources of crossings that touch each other.
struct crossing_model {
  date start{2023, 1, 1};
  id_vector<season_id, season> seasons;
  id_vector<shift_id, shift> shifts;
  id_vector<resource_id, resource> resources;
  id_vector<stage_id, stage> stages;
  id_vector<stream_id, stream> streams;
};

/// Whether another service of the same resource may interrupt this one.
[[nodiscard]] bool can_be_interrupted(const crossing_model& model, const stage& stage);

/// Something in a model that cannot be simulated.
struct model_problem {
  enum class place { resource, stage, stream } where = place::stage;
  std::size_t index = 0;
  std::string field, message;
};

/// Checks parameters and structure: what a stage needs, kinds of resources, units that are held and
/// given back, circles that take no time.
[[nodiscard]] std::vector<model_problem> problems_of(const crossing_model& model);

}  // namespace amur::crossing
