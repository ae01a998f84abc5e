// amur paths CASE

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <sstream>

#include "amur/app/commands.h"
#include "amur/app/study_command.h"
#include "amur/case/case_names.h"
#include "amur/cli/text_table.h"
#include "amur/model/served_flows.h"
#include "amur/result/tables.h"
#include "amur/study/paths_run.h"

namespace amur::app {
namespace {

constexpr std::size_t screen_width = 100;
// What the screen lists beside the number of alternatives asked for.
constexpr double least_share = 1e-4;
// Of what is wanted, what may be missing without a word: it is the solver's accuracy.
constexpr double least_noted = 1e-4;

// A flow that was asked for, with its own of the paths.
struct listed_flow {
  model::served_flow served;
  std::span<const model::flow_path> paths;

  [[nodiscard]] double share() const {
    double sum = 0;
    for (const auto& path : paths) sum += path.share;
    return sum;
  }
};

std::vector<listed_flow> listed_flows(const study::paths_outcome& outcome) {
  std::vector<listed_flow> result;
  const auto all = model::served_flows(outcome.network.answer);
  for (const auto flow : outcome.flows) {
    // A subrange of these is more than clang 14 makes of GCC's library.
    const auto first = std::ranges::lower_bound(outcome.paths, flow, {}, &model::flow_path::flow);
    const auto last = std::ranges::upper_bound(outcome.paths, flow, {}, &model::flow_path::flow);
    result.push_back({all[flow], {first, last}});
  }
  return result;
}

nlohmann::json number_json(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

nlohmann::json path_json(const cases::case_data& data, const model::flow_path& path,
                         double together) {
  const auto& part = path.average.component;
  nlohmann::json json{{"rank", path.rank},
                      {"share", path.share},
                      {"cumulative_share", together},
                      {"quantity", path.quantity},
                      {"cost", path.average.cost_usd()},
                      {"transport", part[model::transport]},
                      {"fee", part[model::fee]},
                      {"handling", part[model::handling]},
                      {"time", part[model::time_value]},
                      {"scarcity", part[model::scarcity]},
                      {"duty", part[model::duty_paid]},
                      {"constant", path.average.constant},
                      {"time_h", path.average.time_h},
                      {"length_km", path.average.length_km},
                      {"says", path.says},
                      {"steps", nlohmann::json::array()}};
  for (const auto& step : path.steps) {
    auto& entry =
        json["steps"].emplace_back(nlohmann::json{{"kind", to_string(step.kind)},
                                                  {"id", step.id},
                                                  {"mode", data.modes[step.mode].id},
                                                  {"from_node_id", data.nodes[step.from].id},
                                                  {"to_node_id", data.nodes[step.to].id}});
    if (!step.link.valid()) continue;
    entry["link_id"] = data.links[step.link].id;
    entry["direction"] = step.backward ? "backward" : "forward";
  }
  return json;
}

nlohmann::json flow_json(const cases::case_data& data, const listed_flow& listed) {
  const auto& served = listed.served;
  const auto& goods = data.commodities[served.flow->commodity];
  nlohmann::json json{{"origin_node_id", data.nodes[served.flow->origin].id},
                      {"destination_node_id", data.nodes[served.flow->destination].id},
                      {"commodity_id", goods.id},
                      {"unit", cases::to_string(goods.unit)},
                      {"wanted", served.wanted},
                      {"delivered", served.delivered},
                      {"unserved", served.unserved},
                      {"why_unserved", served.why_unserved},
                      {"expected_cost", number_json(served.expected_cost)},
                      {"listed_share", listed.share()},
                      {"alternatives", nlohmann::json::array()}};
  double together = 0;
  for (const auto& path : listed.paths)
    json["alternatives"].push_back(path_json(data, path, together += path.share));
  return json;
}

std::string share_text(double share) { return fmt::format("{:.2f}%", 100 * share); }

// The figures in a table, each row followed by the way in words.
void print_alternatives(std::span<const model::flow_path> paths) {
  std::vector<std::pair<std::string, cli::align>> columns;
  for (const char* name : {"#", "share", "together", "cost", "transport", "fee", "handling", "time",
                           "scarcity", "duty", "constant", "hours", "km"})
    columns.emplace_back(name, cli::align::right);
  cli::text_table table(columns);
  double together = 0;
  for (const auto& path : paths) {
    together += path.share;
    std::vector<std::string> cells{fmt::format("{}", path.rank), share_text(path.share),
                                   share_text(together), cli::grouped(path.average.cost_usd(), 2)};
    for (const double part : path.average.component) cells.push_back(cli::grouped(part, 2));
    cells.push_back(cli::grouped(path.average.constant, 2));
    cells.push_back(cli::grouped(path.average.time_h, 1));
    cells.push_back(cli::grouped(path.average.length_km));
    table.add(std::move(cells));
  }
  std::istringstream lines(table.to_string());
  std::string line;
  for (int head = 0; head < 2; ++head) {
    std::getline(lines, line);
    fmt::print("{}\n", line);
  }
  for (const auto& path : paths) {
    std::getline(lines, line);
    fmt::print("{}\n    {}", line, cli::wrapped(path.says, screen_width - 4, "    "));
  }
}

void print_flow(const cases::case_data& data, const listed_flow& listed) {
  const auto& served = listed.served;
  const auto& goods = data.commodities[served.flow->commodity];
  const auto unit = goods.unit == cases::unit::tonne ? "t" : "passengers";
  const bool short_of_it = served.unserved > least_noted * served.wanted;
  fmt::print("{}, {} to {}: {} of {} {} a day delivered{}\n", goods.name,
             data.nodes[served.flow->origin].name, data.nodes[served.flow->destination].name,
             cli::grouped(served.delivered, 1), cli::grouped(served.wanted, 1), unit,
             short_of_it ? " (the rest: " + served.why_unserved + ")" : "");
  if (listed.paths.empty()) {
    fmt::print("No way to list.\n\n");
    return;
  }
  print_alternatives(listed.paths);
  const bool one = listed.paths.size() == 1;
  fmt::print("{} {} of the whole.\n\n",
             one ? "This one is" : fmt::format("These {} are", listed.paths.size()),
             share_text(listed.share()));
}

void print_screen(const study::paths_outcome& outcome) {
  for (const auto& listed : listed_flows(outcome)) print_flow(outcome.data, listed);
  fmt::print(
      "Costs in USD a unit (tonne or passenger), door to door, averaged over the routes of each "
      "way;\n'constant' moves the choice and is no part of the cost. Not listed: shares below "
      "{}.\n",
      share_text(least_share));
}

int list(const study::declared_study& asked, const case_arguments& arguments,
         const study::study_request& request) {
  const auto work = [&](cli::progress_line& progress, diagnostics& report) -> command_answer {
    const auto outcome = std::make_shared<study::paths_outcome>(
        study::list_case_paths(task_of(asked, arguments, progress), request, least_share, report));
    command_answer answer{outcome->status};
    if (!outcome->flows.empty()) answer.print = [outcome](double) { print_screen(*outcome); };
    answer.fill = [outcome](double, nlohmann::json& json) {
      json["flows"] = nlohmann::json::array();
      for (const auto& listed : listed_flows(*outcome))
        json["flows"].push_back(flow_json(outcome->data, listed));
    };
    return answer;
  };
  return answer_command(asked, arguments, {}, work);
}

// The result that the server gives too.
int list_into_result(const study::declared_study& asked, const case_arguments& arguments,
                     const study::study_request& request) {
  static constexpr study_view view{
      [](const result::result_tables& tables, const study::study_request&, double seconds) {
        fmt::print(stderr, "{} alternatives, {:.2f} s\n", tables.table("paths").row_count(),
                   seconds);
      },
      [](const result::result_tables& tables, double seconds, nlohmann::json& json) {
        json["seconds"] = seconds;
        json["paths"] = table_json(tables.table("paths"));
      }};
  return answer_study(asked, arguments, request, view);
}

}  // namespace

void add_paths_command(CLI::App& app, int& exit_code) {
  const auto& asked = study_named("paths");
  auto arguments = std::make_shared<case_arguments>();
  auto request = std::make_shared<study::study_request>();
  auto* command = app.add_subcommand(asked.name, asked.sentence);
  add_case_options(*command, *arguments);
  add_fields(*command, asked, *request);
  add_answer_options(*command, *arguments);
  command
      ->add_option("-o,--output", arguments->output,
                   "Write the alternatives as a result instead, with their lines on the map")
      ->type_name("FILE.gpkg");
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, request, &asked, &exit_code] {
    exit_code = (arguments->output.empty() ? list : list_into_result)(asked, *arguments, *request);
  });
}

}  // namespace amur::app
