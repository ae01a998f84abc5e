// amur assign --tntp DIR

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <thread>

#include "amur/assign/frank_wolfe.h"
#include "amur/assign/user_equilibrium.h"
#include "amur/base/memory.h"
#include "amur/cli/assign_command.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/progress.h"
#include "amur/cli/text_table.h"
#include "amur/cli/tntp_options.h"
#include "amur/exchange/bush_file.h"
#include "amur/exchange/tntp_folder.h"
#include "amur/exchange/tntp_problem.h"
#include "amur/exchange/tntp_writer.h"
#include "amur/text/output_check.h"

namespace amur::cli {
namespace {

struct assign_arguments {
  exchange::tntp_source source;
  std::string flows, save_bushes, warm_start, solver = "bush";
  double gap = 1e-6, max_seconds = 0;
  exchange::tntp_factors factors;
  int max_iterations = 1000;
  std::size_t threads = 0;
  bool json = false;
};

// Sums of the answer, in the file's unit of time.
struct assign_totals {
  double objective = 0, travel_time = 0, generalised_cost = 0;
  double unroutable_trips = 0;
  std::size_t unroutable_pairs = 0;
};

struct assign_answer {
  exchange::tntp_network net;
  exchange::tntp_problem made;
  assign::solution solution;
  assign_totals totals;
  double solve_seconds = 0;
};

assign_totals add_up(const exchange::tntp_problem& made, const assign::solution& solution) {
  const auto& problem = made.problem;
  // Wider sums keep the digits that a gap of 1e-12 makes worth reading.
  long double objective = 0, time = 0, fixed = 0, in_time = 0;
  const auto& user = problem.classes.front();
  for (std::size_t arc = 0; arc < solution.volume_pce.size(); ++arc) {
    const double volume = solution.volume_pce[arc];
    if (!(volume > 0)) continue;
    objective += problem.delay[arc].integral(volume);
    time += static_cast<long double>(volume) * solution.arc_time_h[arc];
    fixed += static_cast<long double>(volume) * user.fixed_cost_usd_per_t[arc];
    in_time += static_cast<long double>(volume) * made.cost_in_time[arc];
  }
  assign_totals totals{static_cast<double>(objective + fixed), static_cast<double>(time - in_time),
                       static_cast<double>(time + fixed)};
  for (const auto& pair : solution.od.front()) {
    if (pair.reason != assign::unserved_reason::no_route) continue;
    ++totals.unroutable_pairs;
    totals.unroutable_trips += pair.unserved_t;
  }
  return totals;
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
  const auto& problem = answer.made.problem;
  if (answer.made.closed_links > 0)
    report.warning(
        "", 0, "", "",
        fmt::format("{} links of capacity 0 are taken as closed", answer.made.closed_links));
  if (answer.totals.unroutable_pairs > 0) {
    std::string pairs;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < answer.solution.od[0].size() && shown < 5; ++i) {
      if (answer.solution.od[0][i].reason != assign::unserved_reason::no_route) continue;
      const auto& demand = problem.classes[0].demand[i];
      pairs += fmt::format("{}{} to {}", shown++ ? ", " : "", demand.origin.index() + 1,
                           demand.destination.index() + 1);
    }
    report.warning(
        "", 0, "", "",
        fmt::format("{} trips of {} pairs have no route and are not assigned: {}{}",
                    grouped(answer.totals.unroutable_trips, 1), answer.totals.unroutable_pairs,
                    pairs, answer.totals.unroutable_pairs > shown ? ", ..." : ""));
  }
  if (answer.solution.status != assign::status::converged)
    report.warning(
        "", 0, "", "",
        fmt::format("the gap is {:.2e} after {} iterations, wanted {:.0e}",
                    answer.solution.residual, answer.solution.log.size(), arguments.gap));
}

nlohmann::json to_json(const assign_answer& answer, double seconds, std::size_t threads) {
  const bool converged = answer.solution.status == assign::status::converged;
  return {{"status", converged ? "converged" : "not converged"},
          {"iterations", answer.solution.log.size()},
          {"relative_gap", answer.solution.residual},
          {"seconds", seconds},
          {"solve_seconds", answer.solve_seconds},
          {"objective", answer.totals.objective},
          {"total_travel_time", answer.totals.travel_time},
          {"total_generalised_cost", answer.totals.generalised_cost},
          {"peak_memory_mb", peak_memory_mb()},
          {"threads", threads},
          {"zones", answer.net.zones},
          {"nodes", answer.net.nodes},
          {"links", answer.net.from.size()},
          {"trips", answer.made.trips},
          {"trips_within_zones", answer.made.trips_within_zones},
          {"unroutable_trips", answer.totals.unroutable_trips},
          {"unroutable_pairs", answer.totals.unroutable_pairs},
          {"closed_links", answer.made.closed_links}};
}

void print_answer(const std::string& name, const assign_answer& answer, double seconds,
                  std::size_t threads) {
  const auto& totals = answer.totals;
  fmt::print("{}: {} zones, {} nodes, {} links, {} trips{}\n", name, grouped(answer.net.zones),
             grouped(answer.net.nodes), grouped(static_cast<double>(answer.net.from.size())),
             grouped(answer.made.trips),
             answer.made.trips_within_zones > 0
                 ? fmt::format(" and {} within zones", grouped(answer.made.trips_within_zones))
                 : "");
  fmt::print(
      "user equilibrium: relative gap {:.2e} after {} iterations, {:.2f} s, {} {}, {:.0f} MB\n",
      answer.solution.residual, answer.solution.log.size(), seconds, threads,
      threads == 1 ? "thread" : "threads", peak_memory_mb());
  fmt::print("objective               {}\n", grouped(totals.objective, 6));
  fmt::print("total travel time       {}\n", grouped(totals.travel_time, 6));
  if (totals.generalised_cost != totals.travel_time)
    fmt::print("total generalised cost  {}\n", grouped(totals.generalised_cost, 6));
}

bool may_write_outputs(const assign_arguments& arguments, diagnostics& report) {
  std::vector<std::filesystem::path> inputs;
  if (const auto files = exchange::find_tntp_files(arguments.source, report))
    inputs = {files->network, files->trips, files->nodes};
  inputs.emplace_back(arguments.warm_start);
  std::erase(inputs, std::filesystem::path());
  const text::named_output outputs[] = {{"--flows", arguments.flows},
                                        {"--save-bushes", arguments.save_bushes}};
  return !report.has_errors() && text::may_write(outputs, inputs, report);
}

bool read_network(const assign_arguments& arguments, assign_answer& answer, diagnostics& report) {
  const auto files = exchange::find_tntp_files(arguments.source, report);
  if (!files) return false;
  auto net = exchange::read_tntp_network(files->network, report);
  if (!net || !exchange::check_generalised_costs(*net, arguments.factors,
                                                 files->network.filename().string(), report))
    return false;
  auto trips = exchange::read_tntp_trips(files->trips, net->zones, report);
  if (!trips) return false;
  answer.net = std::move(*net);
  answer.made = exchange::make_problem(answer.net, std::move(*trips), arguments.factors);
  return true;
}

bool solve(const assign_arguments& arguments, progress_line& progress, assign_answer& answer,
           diagnostics& report) {
  const auto& problem = answer.made.problem;
  std::optional<assign::bush_set> start;
  if (!arguments.warm_start.empty()) {
    start = exchange::read_bushes(arguments.warm_start, problem, report);
    if (!start) return false;
  }
  const assign::options options{arguments.gap, arguments.max_iterations, arguments.threads, false};
  const auto show = progress.gap_callback(arguments.gap);
  const double begin = progress.seconds();
  const assign::progress_callback watch = [&](const assign::iteration& step) {
    const bool in_time = arguments.max_seconds == 0 || progress.seconds() < arguments.max_seconds;
    return show(step) && in_time;
  };
  answer.solution = arguments.solver == "bush"
                        ? assign::solve_user_equilibrium(problem, options, watch, std::move(start))
                        : assign::solve_frank_wolfe(problem, options, watch);
  answer.solve_seconds = progress.seconds() - begin;
  answer.totals = add_up(answer.made, answer.solution);
  if (std::isfinite(answer.solution.residual) && std::isfinite(answer.totals.objective) &&
      std::isfinite(answer.totals.generalised_cost))
    return true;
  report.error("", 0, "", "", "times on these links are beyond what numbers can hold",
               "trips, capacities and powers such that (trips / capacity) ^ power is below 1e300");
  return false;
}

int assign(const assign_arguments& arguments) {
  diagnostics report;
  progress_line progress(!arguments.json);
  assign_answer answer;
  const bool good = may_write_outputs(arguments, report) &&
                    read_network(arguments, answer, report) &&
                    solve(arguments, progress, answer, report) &&
                    (arguments.flows.empty() || write_flows(arguments.flows, answer, report)) &&
                    (arguments.save_bushes.empty() ||
                     exchange::write_bushes(arguments.save_bushes, answer.made.problem,
                                            *answer.solution.bushes, report));
  const double seconds = progress.seconds();
  progress.clear();
  if (!good) {
    print_findings(report);
    if (arguments.json) print_json(nlohmann::json{{"findings", findings_json(report)}});
    return bad_input;
  }
  warn(arguments, answer, report);
  const std::size_t threads =
      arguments.threads > 0 ? arguments.threads : std::max(1U, std::thread::hardware_concurrency());
  if (arguments.json) {
    auto json = to_json(answer, seconds, threads);
    json["findings"] = findings_json(report);
    print_json(json);
  } else {
    const auto& source = arguments.source;
    print_answer(
        (source.folder.empty() ? source.network : source.folder).lexically_normal().string(),
        answer, seconds, threads);
  }
  print_findings(report);
  return answer.solution.status == assign::status::converged ? done : not_solved;
}

}  // namespace

void add_assign_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<assign_arguments>();
  auto* command = app.add_subcommand("assign", "User equilibrium of a network in TNTP format");
  add_tntp_options(*command,
                   *command
                        ->add_option("--tntp", arguments->source.folder,
                                     "Folder with *_net.tntp and *_trips.tntp")
                        ->type_name("DIR"),
                   arguments->source);
  command->add_option("--gap", arguments->gap, "Relative gap to reach")
      ->capture_default_str()
      ->check(number_in(text::share_range));
  add_threads_option(*command, arguments->threads);
  command->add_option("--max-iterations", arguments->max_iterations, "Stop after so many")
      ->capture_default_str()
      ->transform(whole_number({1, 100'000'000}));
  command->add_option("--max-seconds", arguments->max_seconds, "Stop after so long; 0: never")
      ->capture_default_str()
      ->check(number_in(text::not_negative));
  command
      ->add_option("--toll-factor", arguments->factors.toll,
                   "Time units a unit of toll is worth; default: the network's own tag, else 0")
      ->check(number_in(text::not_negative));
  command
      ->add_option("--distance-factor", arguments->factors.distance,
                   "Time units a unit of length is worth; default: the network's own tag, else 0")
      ->check(number_in(text::not_negative));
  command->add_option("--flows", arguments->flows, "Write link flows and costs here")
      ->type_name("FILE.tntp");
  auto* save = command->add_option("--save-bushes", arguments->save_bushes,
                                   "Write the bushes here, for a later --warm-start");
  auto* warm = command->add_option("--warm-start", arguments->warm_start,
                                   "Start from the bushes of an earlier run on the same links");
  command->add_option("--solver", arguments->solver, "bush, or frank-wolfe as a cross-check")
      ->capture_default_str()
      ->check(CLI::IsMember({"bush", "frank-wolfe"}));
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  amur assign --tntp SiouxFalls --gap 1e-10 --flows flows.tntp");
  command->callback([arguments, save, warm, &exit_code] {
    require_tntp_source(arguments->source, "--tntp");
    if (arguments->solver != "bush" && (save->count() > 0 || warm->count() > 0))
      throw CLI::ValidationError("--solver", "frank-wolfe has no bushes to save or to start from");
    exit_code = assign(*arguments);
  });
}

}  // namespace amur::cli
