#include "amur/cli/assign_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "amur/base/memory.h"
#include "amur/cli/text_table.h"
#include "amur/exchange/tntp_writer.h"

namespace amur::cli {
namespace {

constexpr std::size_t most_pairs_shown = 5;

void print_ranks(const std::vector<rank_use>& ranks) {
  const auto range = [&](int digits, const auto& of) {
    const auto least = of(*std::ranges::min_element(ranks, {}, of));
    const auto most = of(*std::ranges::max_element(ranks, {}, of));
    return fmt::format("{:.{}f} to {:.{}f}", least, digits, most, digits);
  };
  fmt::print("{} {}: {} s of processor time, {} s in messages, {} MB\n", ranks.size(),
             ranks.size() == 1 ? "rank" : "ranks",
             range(2, [](const rank_use& used) { return used.processor_s; }),
             range(2, [](const rank_use& used) { return used.messages.message_s; }),
             range(0, [](const rank_use& used) { return used.peak_memory_mb; }));
}

}  // namespace

std::vector<unroutable_pair> unroutable_pairs(const assign_answer& answer) {
  std::vector<unroutable_pair> pairs;
  const auto& user = answer.made.problem.classes.front();
  const auto& results = answer.solution.od.front();
  for (std::size_t i = 0; i < results.size(); ++i)
    if (results[i].reason == assign::unserved_reason::no_route)
      pairs.push_back(
          {user.demand[i].origin.value, user.demand[i].destination.value, results[i].unserved_t});
  return pairs;
}

bool add_up(assign_answer& answer, diagnostics& report) {
  const auto& problem = answer.made.problem;
  const auto& solution = answer.solution;
  auto& totals = answer.totals;
  // Wider sums keep the digits that a gap of 1e-12 makes worth reading.
  long double objective = 0, time = 0, fixed = 0, in_time = 0;
  const auto& user = problem.classes.front();
  for (std::size_t arc = 0; arc < solution.volume_pce.size(); ++arc) {
    const double volume = solution.volume_pce[arc];
    if (!(volume > 0)) continue;
    objective += problem.delay[arc].integral(volume);
    time += static_cast<long double>(volume) * solution.arc_time_h[arc];
    fixed += static_cast<long double>(volume) * user.fixed_cost_usd_per_t[arc];
    in_time += static_cast<long double>(volume) * answer.made.cost_in_time[arc];
  }
  totals.objective = static_cast<double>(objective + fixed);
  totals.travel_time = static_cast<double>(time - in_time);
  totals.generalised_cost = static_cast<double>(time + fixed);
  for (const auto& pair : totals.unroutable) totals.unroutable_trips += pair.trips;
  if (std::isfinite(solution.residual) && std::isfinite(totals.objective) &&
      std::isfinite(totals.generalised_cost))
    return true;
  report.error("", 0, "", "", "times on these links are beyond what numbers can hold",
               "trips, capacities and powers such that (trips / capacity) ^ power is below 1e300");
  return false;
}

bool write_flows(const std::string& path, const assign_answer& answer, diagnostics& report) {
  std::vector<exchange::tntp_flow> flows;
  const auto& user = answer.made.problem.classes.front();
  for (std::size_t i = 0; i < answer.net.from.size(); ++i) {
    const auto arc = answer.made.arc_of_link[i];
    flows.push_back({exchange::number_in_file(answer.net, answer.net.from[i]),
                     exchange::number_in_file(answer.net, answer.net.to[i]),
                     answer.solution.volume_pce[arc],
                     user.fixed_cost_usd_per_t[arc] + answer.solution.arc_time_h[arc]});
  }
  return exchange::write_tntp_flows(path, flows, report);
}

void warn(const assign_arguments& arguments, const assign_answer& answer, diagnostics& report) {
  if (answer.made.closed_links > 0)
    report.warning(
        "", 0, "", "",
        fmt::format("{} links of capacity 0 are taken as closed", answer.made.closed_links));
  const auto& unroutable = answer.totals.unroutable;
  if (!unroutable.empty()) {
    std::string pairs;
    for (std::size_t i = 0; i < std::min(most_pairs_shown, unroutable.size()); ++i)
      pairs += fmt::format("{}{} to {}", i > 0 ? ", " : "", unroutable[i].origin + 1,
                           unroutable[i].destination + 1);
    report.warning("", 0, "", "",
                   fmt::format("{} trips of {} pairs have no route and are not assigned: {}{}",
                               grouped(answer.totals.unroutable_trips, 1), unroutable.size(), pairs,
                               unroutable.size() > most_pairs_shown ? ", ..." : ""));
  }
  if (answer.solution.status != assign::status::converged)
    report.warning(
        "", 0, "", "",
        fmt::format("the gap is {:.2e} after {} iterations, wanted {:.0e}",
                    answer.solution.residual, answer.solution.log.size(), arguments.gap));
}

nlohmann::json to_json(const assign_answer& answer, double seconds) {
  const bool converged = answer.solution.status == assign::status::converged;
  nlohmann::json json{{"status", converged ? "converged" : "not converged"},
                      {"iterations", answer.solution.log.size()},
                      {"relative_gap", answer.solution.residual},
                      {"seconds", seconds},
                      {"solve_seconds", answer.solve_seconds},
                      {"objective", answer.totals.objective},
                      {"total_travel_time", answer.totals.travel_time},
                      {"total_generalised_cost", answer.totals.generalised_cost},
                      {"peak_memory_mb", peak_memory_mb()},
                      {"threads", answer.threads},
                      {"zones", answer.net.zones},
                      {"nodes", answer.net.nodes},
                      {"links", answer.net.from.size()},
                      {"trips", answer.made.trips},
                      {"trips_within_zones", answer.made.trips_within_zones},
                      {"unroutable_trips", answer.totals.unroutable_trips},
                      {"unroutable_pairs", answer.totals.unroutable.size()},
                      {"closed_links", answer.made.closed_links}};
  for (const auto& used : answer.ranks)
    json["ranks"].push_back({{"processor_seconds", used.processor_s},
                             {"critical_seconds", used.messages.critical_s},
                             {"message_seconds", used.messages.message_s},
                             {"message_bytes", used.messages.message_bytes},
                             {"peak_memory_mb", used.peak_memory_mb}});
  return json;
}

void print_answer(const std::string& name, const assign_answer& answer, double seconds) {
  const auto& totals = answer.totals;
  fmt::print("{}: {} zones, {} nodes, {} links, {} trips{}\n", name, grouped(answer.net.zones),
             grouped(answer.net.nodes), grouped(static_cast<double>(answer.net.from.size())),
             grouped(answer.made.trips),
             answer.made.trips_within_zones > 0
                 ? fmt::format(" and {} within zones", grouped(answer.made.trips_within_zones))
                 : "");
  fmt::print(
      "user equilibrium: relative gap {:.2e} after {} iterations, {:.2f} s, {} {}, {:.0f} MB\n",
      answer.solution.residual, answer.solution.log.size(), seconds, answer.threads,
      answer.threads == 1 ? "thread" : "threads", peak_memory_mb());
  fmt::print("objective               {}\n", grouped(totals.objective, 6));
  fmt::print("total travel time       {}\n", grouped(totals.travel_time, 6));
  if (totals.generalised_cost != totals.travel_time)
    fmt::print("total generalised cost  {}\n", grouped(totals.generalised_cost, 6));
  if (!answer.ranks.empty()) print_ranks(answer.ranks);
}

}  // namespace amur::cli
