// amur skim CASE

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "amur/app/commands.h"
#include "amur/app/skim_view.h"
#include "amur/app/study_command.h"
#include "amur/model/skim_comparison.h"
#include "amur/study/country_groups.h"
#include "amur/study/skim_run.h"
#include "amur/text/file.h"

namespace amur::app {
namespace {

// More pairs than this are for a file, not for the screen.
constexpr std::size_t most_pairs_shown = 60;

struct skim_arguments : case_arguments {
  study::study_request request;
  std::string groups, pairs_output;
  std::vector<std::string> compared;
};

// What is printed and written; B and what follows from it only where two skims are compared.
struct skim_answer {
  study::skimmed before;
  std::optional<study::skimmed> after;
  std::vector<model::country_pair_change> countries;
  std::vector<model::group_change> changes;

  [[nodiscard]] const study::skimmed* b() const { return after ? &*after : nullptr; }
  [[nodiscard]] bool is_shown() const { return before.skim.time_h.size() <= most_pairs_shown; }
};

std::optional<skim_answer> find(const study::study_task& task, const skim_arguments& arguments,
                                diagnostics& report) {
  const auto groups = study::read_country_groups(arguments.folder, arguments.groups, report);
  auto before = study::skim_case(task, arguments.request, report);
  if (!before) return std::nullopt;
  skim_answer answer{std::move(*before), {}, {}, {}};
  if (!arguments.compared.empty()) {
    auto compared = task;
    compared.scenarios = arguments.compared;
    answer.after = study::skim_case(compared, arguments.request, report);
    if (!answer.after) return std::nullopt;
  }
  if (!groups) return std::nullopt;
  if (answer.after) {
    answer.countries =
        model::compare_by_country(answer.before.data, answer.before.skim, answer.after->skim);
    for (const auto& group : *groups)
      answer.changes.push_back(model::average_within(group, answer.countries));
  }
  return answer;
}

bool write_files(const skim_arguments& arguments, const skim_answer& answer, diagnostics& report) {
  if (!arguments.output.empty()) {
    text::file_writer file(arguments.output, report);
    write_pairs(file, answer.before, answer.b());
    if (!file.commit()) return false;
  }
  if (!arguments.pairs_output.empty()) {
    text::file_writer file(arguments.pairs_output, report);
    write_countries(file, answer.countries);
    if (!file.commit()) return false;
  }
  return true;
}

void fill(const skim_answer& answer, double seconds, nlohmann::json& json) {
  const auto& skim = answer.before.skim;
  json["origins"] = skim.origins.size();
  json["destinations"] = skim.destinations.size();
  json["seconds"] = seconds;
  if (answer.is_shown()) json["pairs"] = pairs_json(answer.before);
  if (answer.after && answer.is_shown()) json["pairs_b"] = pairs_json(*answer.after);
  if (answer.after) json["groups"] = groups_json(answer.changes);
}

void print(const skim_answer& answer, double seconds) {
  const auto& skim = answer.before.skim;
  if (answer.is_shown()) print_pairs(answer.before, answer.b());
  if (answer.after) print_groups(answer.changes);
  fmt::print(stderr, "{} origins, {} destinations, {:.2f} s\n", skim.origins.size(),
             skim.destinations.size(), seconds);
}

bool is_result_file(const std::string& output) { return output.ends_with(".gpkg"); }

// The result that the server gives too: one skim, which `amur verify` can check.
int skim_into_result(const study::declared_study& asked, const skim_arguments& arguments) {
  static constexpr study_view view{
      [](const result::result_tables& tables, const study::study_request&, double seconds) {
        fmt::print(stderr, "{} pairs, {:.2f} s\n", tables.table("skim").row_count(), seconds);
      },
      [](const result::result_tables& tables, double seconds, nlohmann::json& json) {
        const auto& skim = tables.table("skim");
        json["seconds"] = seconds;
        if (skim.row_count() <= most_pairs_shown) json["skim"] = table_json(skim);
      }};
  if (arguments.compared.empty()) return answer_study(asked, arguments, arguments.request, view);
  diagnostics report;
  report.error("", 0, "--output", arguments.output, "a comparison of two skims is no result",
               "FILE.csv");
  return cli::refused(report, arguments.json);
}

int skim(const study::declared_study& asked, const skim_arguments& arguments) {
  if (is_result_file(arguments.output)) return skim_into_result(asked, arguments);
  const auto work = [&](cli::progress_line& progress, diagnostics& report) -> command_answer {
    auto found = find(task_of(asked, arguments, progress), arguments, report);
    if (!found || !write_files(arguments, *found, report)) return {};
    const auto answer = std::make_shared<skim_answer>(std::move(*found));
    return {study::run_status::solved, false, [answer](double seconds) { print(*answer, seconds); },
            [answer](double seconds, nlohmann::json& json) { fill(*answer, seconds, json); }};
  };
  return answer_command(asked, arguments,
                        {{{"--output", arguments.output}, {"--countries", arguments.pairs_output}},
                         {arguments.groups}},
                        work);
}

}  // namespace

void add_skim_command(CLI::App& app, int& exit_code) {
  const auto& asked = study_named("skim");
  auto arguments = std::make_shared<skim_arguments>();
  auto* command = app.add_subcommand(asked.name, asked.sentence);
  add_case_options(*command, *arguments);
  auto* compare = command
                      ->add_option("--compare", arguments->compared,
                                   "Scenario to compare with (B); may be given again, in order")
                      ->allow_extra_args(false);
  add_fields(*command, asked, arguments->request);
  command
      ->add_option(
          "--groups", arguments->groups,
          "Groups of countries to average over; default: groups.csv of the case, if there is one")
      ->type_name("FILE.csv");
  command
      ->add_option("-o,--output", arguments->output,
                   "Write all pairs of cities here; .gpkg: as a result")
      ->type_name("FILE.csv");
  command
      ->add_option("--countries", arguments->pairs_output,
                   "Write averages by pair of countries here")
      ->type_name("FILE.csv")
      ->needs(compare);
  add_answer_options(*command, *arguments);
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, &asked, &exit_code] { exit_code = skim(asked, *arguments); });
}

}  // namespace amur::app
