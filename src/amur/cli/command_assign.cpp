// amur assign --tntp DIR

#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>
#include <thread>

#include "amur/assign/frank_wolfe.h"
#include "amur/assign/user_equilibrium.h"
#include "amur/cli/all_good.h"
#include "amur/cli/assign_answer.h"
#include "amur/cli/assign_command.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/progress.h"
#include "amur/cli/ranked_assign.h"
#include "amur/cli/tntp_options.h"
#include "amur/exchange/bush_file.h"
#include "amur/exchange/tntp_folder.h"
#include "amur/exchange/tntp_problem.h"
#include "amur/text/output_check.h"

namespace amur::cli {
namespace {

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

// The whole network, and the trips of the rank's own origins where there are ranks.
bool read_network(const assign_arguments& arguments, ranks* all, assign_answer& answer,
                  all_trips& known, diagnostics& report) {
  const auto files = exchange::find_tntp_files(arguments.source, report);
  if (!files) return false;
  auto net = exchange::read_tntp_network(files->network, report);
  if (!net || !exchange::check_generalised_costs(*net, arguments.factors,
                                                 files->network.filename().string(), report))
    return false;
  auto trips = exchange::read_tntp_trips(files->trips, net->zones, report);
  if (!trips) return false;
  if (all) known = keep_own_trips(*all, *net, arguments.factors, *trips);
  answer.net = std::move(*net);
  answer.made = exchange::make_problem(answer.net, std::move(*trips), arguments.factors);
  return true;
}

bool solve_alone(const assign_arguments& arguments, const assign::progress_callback& watch,
                 assign_answer& answer, diagnostics& report) {
  const auto& problem = answer.made.problem;
  std::optional<assign::bush_set> start;
  if (!arguments.warm_start.empty()) {
    start = exchange::read_bushes(arguments.warm_start, problem, report);
    if (!start) return false;
  }
  const assign::options options{arguments.gap, arguments.max_iterations, arguments.threads, false};
  answer.solution = arguments.solver == "bush"
                        ? assign::solve_user_equilibrium(problem, options, watch, std::move(start))
                        : assign::solve_frank_wolfe(problem, options, watch);
  answer.totals.unroutable = unroutable_pairs(answer);
  return true;
}

// False, with an error reported, where there is no answer.
bool find_answer(const assign_arguments& arguments, ranks* all, progress_line& progress,
                 assign_answer& answer, diagnostics& report) {
  all_trips known;
  bool good =
      may_write_outputs(arguments, report) && read_network(arguments, all, answer, known, report);
  if (all ? !all_good(*all, good, report) : !good) return false;
  const auto show = progress.gap_callback(arguments.gap);
  const double begin = progress.seconds();
  const assign::progress_callback watch = [&](const assign::iteration& step) {
    const bool in_time = arguments.max_seconds == 0 || progress.seconds() < arguments.max_seconds;
    return show(step) && in_time;
  };
  good = all ? solve_by_ranks(arguments, known, *all, watch, answer, report)
             : solve_alone(arguments, watch, answer, report);
  answer.solve_seconds = progress.seconds() - begin;
  return good;
}

bool write_answer(const assign_arguments& arguments, assign_answer& answer, diagnostics& report) {
  return add_up(answer, report) &&
         (arguments.flows.empty() || write_flows(arguments.flows, answer, report)) &&
         (arguments.save_bushes.empty() ||
          exchange::write_bushes(arguments.save_bushes, answer.made.problem,
                                 *answer.solution.bushes, report));
}

void show(const assign_arguments& arguments, const assign_answer& answer, double seconds,
          diagnostics& report) {
  warn(arguments, answer, report);
  if (arguments.json) {
    auto json = to_json(answer, seconds);
    json["findings"] = findings_json(report);
    print_json(json);
  } else {
    const auto& source = arguments.source;
    print_answer(
        (source.folder.empty() ? source.network : source.folder).lexically_normal().string(),
        answer, seconds);
  }
  print_findings(report);
}

// `all` is null where one process solves it. Rank 0 writes and prints.
int assign(const assign_arguments& arguments, ranks* all) {
  const bool speaks = !all || all->own() == 0;
  diagnostics report;
  progress_line progress(speaks && !arguments.json);
  assign_answer answer;
  // Ranks of one machine would each take all its processors.
  const auto every =
      all && all->count() > 1 ? 1 : std::max(1U, std::thread::hardware_concurrency());
  answer.threads = arguments.threads > 0 ? arguments.threads : every;
  bool good = find_answer(arguments, all, progress, answer, report) &&
              (!speaks || write_answer(arguments, answer, report));
  if (all) good = all_good(*all, good, report);
  const double seconds = progress.seconds();
  progress.clear();
  if (!good) return speaks ? refused(report, arguments.json) : bad_input;
  if (speaks) show(arguments, answer, seconds, report);
  return answer.solution.status == assign::status::converged ? done : not_solved;
}

// What doesn't go together on the command line.
void check(const assign_arguments& arguments, const ranks& all, std::size_t saved,
           std::size_t warm) {
  require_tntp_source(arguments.source, "--tntp");
  if (all.count() > 1 && arguments.solver != "ranks")
    throw CLI::ValidationError("--solver", "several processes solve with ranks alone");
  if (arguments.solver != "bush" && saved + warm > 0)
    throw CLI::ValidationError("--solver",
                               arguments.solver == "ranks"
                                   ? "ranks keep their bushes by --checkpoint"
                                   : "frank-wolfe has no bushes to save or to start from");
  if (arguments.solver != "ranks" && !arguments.checkpoint.empty())
    throw CLI::ValidationError("--checkpoint", "is kept by --solver ranks alone");
}

}  // namespace

void add_assign_command(CLI::App& app, int& exit_code, ranks* joined) {
  static one_rank alone;
  auto& all = joined ? *joined : alone;
  auto arguments = std::make_shared<assign_arguments>();
  if (joined) arguments->solver = "ranks";
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
  command
      ->add_option("--solver", arguments->solver,
                   "bush, ranks as mpirun's processes do, or frank-wolfe as a cross-check")
      ->capture_default_str()
      ->check(CLI::IsMember({"bush", "ranks", "frank-wolfe"}));
  command
      ->add_option("--checkpoint", arguments->checkpoint,
                   "Keep the ranks' state in this folder, and go on from what it holds")
      ->type_name("DIR");
  command
      ->add_option("--checkpoint-minutes", arguments->checkpoint_minutes,
                   "Least time between two checkpoints; 0: after each step")
      ->capture_default_str()
      ->check(number_in(text::not_negative));
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  amur assign --tntp SiouxFalls --gap 1e-10 --flows flows.tntp");
  command->callback([arguments, save, warm, &all, &exit_code] {
    check(*arguments, all, save->count(), warm->count());
    exit_code = assign(*arguments, arguments->solver == "ranks" ? &all : nullptr);
  });
}

}  // namespace amur::cli
