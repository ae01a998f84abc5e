#include "amur/cli/ranked_assign.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>

#include "amur/assign/ranked_equilibrium.h"
#include "amur/base/memory.h"
#include "amur/cli/all_good.h"
#include "amur/cli/assign_checkpoint.h"

namespace amur::cli {
namespace {

// Fowler, Noll & Vo's hash (FNV-1a, 64 bits), of numbers rather than bytes.
class fingerprint {
 public:
  void add(std::uint64_t number) { hash_ = (hash_ ^ number) * 1099511628211U; }
  void add(double number) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &number, sizeof bits);
    add(bits);
  }
  template <class T>
  void add(const std::vector<T>& values) {
    for (const auto value : values)
      if constexpr (std::is_floating_point_v<T>)
        add(double{value});
      else
        add(std::uint64_t{value});
  }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 14695981039346656037U;
};

std::uint64_t fingerprint_of(const exchange::tntp_network& net,
                             const exchange::tntp_factors& factors,
                             const std::vector<exchange::tntp_trip>& trips) {
  fingerprint made;
  made.add(std::uint64_t{net.first_through_node});
  for (const auto* list : {&net.from, &net.to}) made.add(*list);
  for (const auto* list :
       {&net.capacity, &net.length, &net.free_flow_time, &net.b, &net.power, &net.toll})
    made.add(*list);
  made.add(factors.toll.value_or(net.toll_factor));
  made.add(factors.distance.value_or(net.distance_factor));
  for (const auto& trip : trips) {
    made.add(std::uint64_t{trip.origin});
    made.add(std::uint64_t{trip.destination});
    made.add(trip.trips);
  }
  return made.value();
}

double processor_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

// Writes checkpoints when rank 0's clock says so.
class checkpoint_clock {
 public:
  explicit checkpoint_clock(double minutes) : wait_(60 * minutes) {}
  [[nodiscard]] bool is_time(ranks& all) {
    const auto now = std::chrono::steady_clock::now();
    bool due = std::chrono::duration<double>(now - last_).count() >= wait_;
    broadcast_value(all, due);
    if (due) last_ = now;
    return due;
  }

 private:
  double wait_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

// Brings to rank 0 what only each rank knows.
void gather_answer(ranks& all, assign_answer& answer) {
  const rank_use own{processor_seconds(), peak_memory_mb(), all.used()};
  const auto pairs = unroutable_pairs(answer);
  bytes message;
  pack(message, own);
  pack(message, std::span<const unroutable_pair>(pairs));
  for (const auto& told : gather(all, message)) {
    unpacker from(told);
    answer.ranks.push_back(from.take<rank_use>());
    while (!from.is_empty()) answer.totals.unroutable.push_back(from.take<unroutable_pair>());
  }
}

}  // namespace

all_trips keep_own_trips(const ranks& all, const exchange::tntp_network& net,
                         const exchange::tntp_factors& factors,
                         std::vector<exchange::tntp_trip>& trips) {
  all_trips known;
  known.fingerprint = fingerprint_of(net, factors, trips);
  std::vector<std::uint32_t> origins;
  for (const auto& trip : trips) {
    const bool within = trip.origin == trip.destination;
    (within ? known.within_zones : known.between_zones) += trip.trips;
    if (!within && (origins.empty() || origins.back() != trip.origin))
      origins.push_back(trip.origin);
  }
  std::ranges::sort(origins);
  origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
  known.bushes = origins.size();
  const auto own = assign::rank_parts(known.bushes, all.count()).bushes_of(all.own());
  std::erase_if(trips, [&](const exchange::tntp_trip& trip) {
    const auto at = std::ranges::lower_bound(origins, trip.origin);
    const auto number = static_cast<std::size_t>(at - origins.begin());
    return trip.origin == trip.destination || number < own.begin || number >= own.end;
  });
  trips.shrink_to_fit();
  return known;
}

bool solve_by_ranks(const assign_arguments& arguments, const all_trips& trips, ranks& all,
                    const assign::progress_callback& watch, assign_answer& answer,
                    diagnostics& report) {
  auto& made = answer.made;
  made.trips = trips.between_zones;
  made.trips_within_zones = trips.within_zones;
  std::optional<assign::ranked_state> start;
  assign::state_callback keep;
  const checkpoint_place place{arguments.checkpoint, trips.fingerprint, trips.bushes};
  checkpoint_clock clock(arguments.checkpoint_minutes);
  if (!arguments.checkpoint.empty()) {
    std::error_code code;
    std::filesystem::create_directories(place.folder, code);
    if (!std::filesystem::is_directory(place.folder, code))
      report.error("", 0, "--checkpoint", arguments.checkpoint, "there can be no such folder",
                   "a folder, or a place where one can be made");
    start = read_checkpoint(place, made.problem, all, report);
    if (!all_good(all, !report.has_errors(), report)) return false;
    keep = [&](const assign::ranked_state& state) {
      if (clock.is_time(all)) write_checkpoint(place, made.problem, state, all, report);
    };
  }
  const assign::options options{arguments.gap, arguments.max_iterations, answer.threads, false};
  answer.solution =
      assign::solve_ranked_equilibrium(made.problem, options, all, watch, keep, std::move(start));
  gather_answer(all, answer);
  return true;
}

}  // namespace amur::cli
