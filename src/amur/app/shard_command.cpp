#include "amur/app/shard_command.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "amur/app/commands.h"
#include "amur/app/load_ranks.h"
#include "amur/app/slurm_script.h"
#include "amur/case/case_reader.h"
#include "amur/cli/all_good.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/option_checks.h"
#include "amur/study/kept_variants.h"
#include "amur/text/output_check.h"

namespace amur::app {
namespace {

using parts = std::vector<std::filesystem::path>;

// What a part is of, as one line: all that its variants hang on, and what `amur merge` needs.
std::optional<std::string> origin_of(const study::declared_study& asked,
                                     const case_arguments& arguments,
                                     const study::study_request& request, diagnostics& report) {
  cases::case_inputs inputs;
  if (!cases::read_case(arguments.folder, arguments.scenarios, report, &inputs)) return {};
  nlohmann::json json{{"study", asked.name},
                      {"case", std::filesystem::absolute(arguments.folder).lexically_normal()},
                      {"scenarios", arguments.scenarios},
                      {"inputs", inputs.sha256},
                      {"version", AMUR_VERSION},
                      {"request", nlohmann::json::object()}};
  auto& asked_for = json["request"];
  for (const auto& field : request.values())
    std::visit([&](const auto& each) { asked_for[field.first] = each; }, field.second);
  return json.dump();
}

// The question of parts, of which `origin_of` makes the same line where the case is as it was.
struct merged_question {
  const study::declared_study* asked = nullptr;
  case_arguments arguments;
  study::study_request request;
};

std::optional<merged_question> question_of(const std::string& origin) {
  const auto json = nlohmann::json::parse(origin, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  merged_question made;
  made.asked = study::find_study(json.value("study", ""));
  made.arguments.folder = json.value("case", "");
  if (!made.asked || !json.contains("request") || !json.contains("scenarios")) return std::nullopt;
  for (const auto& name : json["scenarios"])
    if (name.is_string()) made.arguments.scenarios.push_back(name);
  for (const auto& [field, value] : json["request"].items()) {
    if (value.is_string())
      made.request.set(field, value.get<std::string>());
    else if (value.is_boolean())
      made.request.set(field, value.get<bool>());
    else if (value.is_number_unsigned())
      made.request.set(field, value.get<std::uint64_t>());
    else if (value.is_number())
      made.request.set(field, value.get<double>());
  }
  return made;
}

struct solved_shard {
  int exit_code = bad_input;
  std::uint64_t own = 0, kept = 0;
};

// Solves what a shard's part lacks.
solved_shard solve_shard(const study::declared_study& asked, const case_arguments& arguments,
                         const study::study_request& request, study::shard own,
                         cli::progress_line& progress, diagnostics& report) {
  solved_shard solved;
  const auto origin = origin_of(asked, arguments, request, report);
  if (!origin) return solved;
  auto kept = study::kept_variants::open(arguments.output, *origin, report);
  if (!kept) return solved;
  study::variant_share share{own, &*kept, false, 0, {}, false};
  auto task = task_of(asked, arguments, progress);
  task.share = &share;
  const auto outcome = asked.run(task, request, report);
  const auto range = block_of(own.number - 1, own.count, share.count);
  solved.own = range.end - range.begin;
  solved.kept = kept->size();
  if (share.is_full)
    report.error("", 0, "--output", arguments.output, "the part can't be written",
                 "room on the disk");
  solved.exit_code = share.is_full ? not_solved
                     : outcome.status == study::run_status::cancelled
                         ? done
                         : exit_code_of(outcome.status);
  return solved;
}

int answer_shard(const study::declared_study& asked, const case_arguments& arguments,
                 const study::study_request& request, study::shard own) {
  diagnostics report;
  if (!may_write_of_case({{"--output", arguments.output}}, arguments.folder, {}, report))
    return cli::refused(report, arguments.json);
  cli::progress_line progress(!arguments.json);
  const auto solved = solve_shard(asked, arguments, request, own, progress, report);
  progress.clear();
  name_options(asked, report);
  if (solved.exit_code == bad_input) return cli::refused(report, arguments.json);
  if (arguments.json)
    cli::print_json({{"part", arguments.output},
                     {"kept", solved.kept},
                     {"of", solved.own},
                     {"findings", cli::findings_json(report)}});
  else
    fmt::print("shard {}/{}: {} {} are kept in {}\n", own.number, own.count, solved.kept,
               asked.parts, arguments.output);
  cli::print_findings(report);
  return solved.exit_code;
}

bool report_missing(const study::declared_study& asked, const study::variant_share& share,
                    diagnostics& report) {
  if (share.missing.empty()) return false;
  report.error("", 0, "PART", "",
               fmt::format("{} of {} {} are missing, the first is number {}", share.missing.size(),
                           share.count, asked.parts, share.missing.front() + 1),
               "the parts of all shards; one that was stopped goes on with the same command");
  return true;
}

// The whole of the parts, as the study itself would have answered.
int answer_merged(const study::declared_study& asked, const case_arguments& arguments,
                  const study::study_request& request, const parts& from, const study_view& view) {
  return answer_command(asked, arguments, {{{"--output", arguments.output}}, from},
                        [&](cli::progress_line& progress, diagnostics& report) -> command_answer {
                          auto origin = origin_of(asked, arguments, request, report);
                          if (!origin) return {};
                          auto kept = study::kept_variants::read(from, *origin, report);
                          if (!kept) return {};
                          study::variant_share share{{}, &*kept, true, 0, {}, false};
                          auto task = task_of(asked, arguments, progress);
                          task.share = &share;
                          auto outcome = asked.run(task, request, report);
                          if (report_missing(asked, share, report)) return {};
                          return shown_answer(std::move(outcome), request, view);
                        });
}

int merge(const parts& from, case_arguments arguments, const study_view& view) {
  diagnostics report;
  std::string origin;
  const auto kept = study::kept_variants::read(from, origin, report);
  const auto question = kept ? question_of(origin) : std::nullopt;
  if (kept && !question)
    report.error(from.front().filename().string(), 0, "", "", "this is no part of an ensemble",
                 "what --shard wrote with -o");
  if (!question) return cli::refused(report, arguments.json);
  arguments.folder = question->arguments.folder;
  arguments.scenarios = question->arguments.scenarios;
  return answer_merged(*question->asked, arguments, question->request, from, view);
}

// Each rank solves a shard of its own, which a later run with as many ranks goes on with; then rank
// 0 merges all.
int answer_as_rank(const study::declared_study& asked, const case_arguments& arguments,
                   const study::study_request& request, const study_view& view, ranks& all) {
  parts every;
  for (std::size_t rank = 1; rank <= all.count(); ++rank)
    every.push_back(fmt::format("{}.{}-of-{}.part", arguments.output, rank, all.count()));
  const bool speaks = all.own() == 0;
  diagnostics report;
  auto own = arguments;
  own.output = every[all.own()];
  // Ranks of one machine would each take all its processors.
  if (own.threads == 0) own.threads = 1;
  bool good = may_write_of_case({{"--output", arguments.output}}, arguments.folder, {}, report);
  {
    cli::progress_line progress(speaks && !arguments.json);
    good = good && solve_shard(asked, own, request, {all.own() + 1, all.count()}, progress, report)
                           .exit_code != bad_input;
  }
  name_options(asked, report);
  if (!cli::all_good(all, good && !report.has_errors(), report))
    return speaks ? cli::refused(report, arguments.json) : bad_input;
  int code = done;
  if (speaks) code = answer_merged(asked, arguments, request, every, view);
  broadcast_value(all, code);
  std::error_code error;
  if (code != bad_input) std::filesystem::remove(every[all.own()], error);
  return code;
}

}  // namespace

void add_shard_options(CLI::App& command, shard_arguments& arguments) {
  command
      .add_option("--shard", arguments.shard,
                  "Solve this part of the whole and keep it in -o, for amur merge; again: go on")
      ->type_name("I/N")
      ->check([](const std::string& text) {
        return study::read_shard(text) ? std::string() : "'" + text + "'; allowed: I/N, as 3/8";
      });
  command
      .add_option("--slurm", arguments.slurm,
                  "Write and submit a Slurm array of so many shards, and what merges them")
      ->type_name("N")
      ->transform(cli::whole_number({1, 1000}));
}

int answer_shards(const study::declared_study& asked, const case_arguments& arguments,
                  const study::study_request& request, const shard_arguments& shards,
                  const study_view& view) {
  if (shards.slurm > 0)
    return submit_to_slurm(
        {asked.name, arguments.output, shards.slurm, arguments.threads, arguments.json});
  if (const auto own = study::read_shard(shards.shard))
    return answer_shard(asked, arguments, request, *own);
  if (auto* all = joined_ranks_of_process(); all && all->count() > 1)
    return answer_as_rank(asked, arguments, request, view, *all);
  return answer_study(asked, arguments, request, view);
}

void add_merge_command(CLI::App& app, const study_view& view, int& exit_code) {
  auto arguments = std::make_shared<case_arguments>();
  auto from = std::make_shared<parts>();
  arguments->output = "ensemble.gpkg";
  auto* command = app.add_subcommand("merge", "One result of the parts that shards have kept");
  command->add_option("PART", *from, "What amur ensemble --shard wrote")->required();
  add_answer_options(*command, *arguments);
  command->footer("Example:\n  amur merge parts/*.part -o ensemble.gpkg");
  command->callback(
      [arguments, from, view, &exit_code] { exit_code = merge(*from, *arguments, view); });
}

}  // namespace amur::app
