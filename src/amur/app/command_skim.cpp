// amur skim CASE

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "amur/app/commands.h"
#include "amur/app/skim_view.h"
#include "amur/app/study_command.h"
#include "amur/case/case_reader.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/progress.h"
#include "amur/model/skim_comparison.h"
#include "amur/study/country_groups.h"
#include "amur/text/file.h"
#include "amur/text/text.h"

namespace amur::app {
namespace {

// More pairs than this are for a file, not for the screen.
constexpr std::size_t most_pairs_shown = 60;

struct skim_arguments : case_arguments {
  study::study_request request;
  std::string groups, pairs_output;
  std::vector<std::string> compared;
};

// Entries of a list by id; an error names what is not there.
template <class Table, class Id>
void find_all(const Table& table, const std::string& list, const char* option, const char* what,
              std::vector<Id>& found, diagnostics& report) {
  std::vector<std::string> known;
  for (const auto& row : table) known.push_back(row.id);
  for (const auto& id : text::split_list(list)) {
    const auto at = std::find(known.begin(), known.end(), id);
    if (at != known.end()) {
      found.push_back(Id(static_cast<std::size_t>(at - known.begin())));
      continue;
    }
    const auto near = text::nearest(id, known);
    report.error("", 0, option, id, fmt::format("the case has no such {}", what),
                 near.empty() ? fmt::format("a {} of the case", what) : near);
  }
}

std::optional<model::city_skim_options> options_of(const skim_arguments& arguments,
                                                   const cases::case_data& data,
                                                   diagnostics& report) {
  model::city_skim_options options;
  const auto& request = arguments.request;
  options.by = request.text("least") == "time" ? model::skim_by::time : model::skim_by::cost;
  options.threads = arguments.threads;
  find_all(data.nodes, request.text("from"), "from", "node", options.origins, report);
  find_all(data.nodes, request.text("to"), "to", "node", options.destinations, report);
  find_all(data.modes, request.text("without"), "without", "mode", options.without_modes, report);
  std::vector<commodity_id> commodities;
  find_all(data.commodities, request.text("commodity"), "commodity", "commodity", commodities,
           report);
  if (report.has_errors()) return std::nullopt;
  options.commodity = commodities.empty() ? commodity_id(0) : commodities.front();
  for (std::size_t n = 0; n < data.nodes.size(); ++n) {
    const auto& type = data.nodes[node_id(n)].type;
    if (type != "city" && type != "port") continue;
    if (request.text("from").empty()) options.origins.push_back(node_id(n));
    if (request.text("to").empty()) options.destinations.push_back(node_id(n));
  }
  return options;
}

std::optional<skimmed> skim_one(const skim_arguments& arguments,
                                const std::vector<std::string>& scenarios, diagnostics& report) {
  auto data = cases::read_case(arguments.folder, scenarios, report);
  if (!data) return std::nullopt;
  if (data->commodities.empty()) {
    report.error("commodities.csv", 0, "", "", "the case has no commodity to skim for");
    return std::nullopt;
  }
  const auto options = options_of(arguments, *data, report);
  if (!options) return std::nullopt;
  auto result = model::skim_cities(*data, *options);
  return skimmed{std::move(*data), std::move(result)};
}

bool write_files(const skim_arguments& arguments, const skimmed& before, const skimmed* after,
                 const std::vector<model::country_pair_change>& countries, diagnostics& report) {
  if (!arguments.output.empty()) {
    text::file_writer file(arguments.output, report);
    write_pairs(file, before, after);
    if (!file.commit()) return false;
  }
  if (!arguments.pairs_output.empty()) {
    text::file_writer file(arguments.pairs_output, report);
    write_countries(file, countries);
    if (!file.commit()) return false;
  }
  return true;
}

int skim(const skim_arguments& arguments) {
  diagnostics report;
  if (!may_write_of_case({{"--output", arguments.output}, {"--countries", arguments.pairs_output}},
                         arguments.folder, {arguments.groups}, report))
    return cli::refused(report, arguments.json);
  const cli::progress_line clock(false);
  auto groups = study::read_country_groups(arguments.folder, arguments.groups, report);
  const auto before = skim_one(arguments, arguments.scenarios, report);
  std::optional<skimmed> after;
  if (before && !arguments.compared.empty())
    after = skim_one(arguments, arguments.compared, report);
  const bool good = before && groups && (after || arguments.compared.empty());
  if (!good) return cli::refused(report, arguments.json);
  std::vector<model::country_pair_change> countries;
  std::vector<model::group_change> changes;
  if (after) {
    countries = model::compare_by_country(before->data, before->skim, after->skim);
    for (const auto& group : *groups) changes.push_back(model::average_within(group, countries));
  }
  const auto* b = after ? &*after : nullptr;
  if (!write_files(arguments, *before, b, countries, report))
    return cli::refused(report, arguments.json);
  const std::size_t pairs = before->skim.time_h.size();
  if (arguments.json) {
    nlohmann::json answer{{"origins", before->skim.origins.size()},
                          {"destinations", before->skim.destinations.size()},
                          {"seconds", clock.seconds()}};
    if (pairs <= most_pairs_shown) answer["pairs"] = pairs_json(*before);
    if (after && pairs <= most_pairs_shown) answer["pairs_b"] = pairs_json(*after);
    if (after) answer["groups"] = groups_json(changes);
    cli::print_json(answer);
  } else {
    if (pairs <= most_pairs_shown) print_pairs(*before, b);
    if (after) print_groups(changes);
    fmt::print(stderr, "{} origins, {} destinations, {:.2f} s\n", before->skim.origins.size(),
               before->skim.destinations.size(), clock.seconds());
  }
  cli::print_findings(report);
  return done;
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
  command->add_option("-o,--output", arguments->output, "Write all pairs of cities here")
      ->type_name("FILE.csv");
  command
      ->add_option("--countries", arguments->pairs_output,
                   "Write averages by pair of countries here")
      ->type_name("FILE.csv")
      ->needs(compare);
  add_answer_options(*command, *arguments);
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, &exit_code] { exit_code = skim(*arguments); });
}

}  // namespace amur::app
