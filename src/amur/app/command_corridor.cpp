// amur corridor CASE

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/app/study_command.h"
#include "amur/app/table_view.h"
#include "amur/case/case_reader.h"
#include "amur/cli/text_table.h"
#include "amur/report/corridor_parts.h"
#include "amur/result/result_reader.h"
#include "amur/text/file.h"

namespace amur::app {
namespace {

struct corridor_arguments {
  case_arguments of_case;
  std::string svg, beside;
};

// Rows of one alternative follow each other in both tables.
std::string corridor_key(const table_view& view, std::size_t row) {
  return fmt::format("{} {}", view.text(row, "commodity_id"), view.integer(row, "rank"));
}

std::string figure_or_dash(double value, int decimals) {
  return std::isnan(value) ? "-" : cli::grouped(value, decimals);
}

// "120 to 180", or nothing.
std::string band_text(double low, double high, int decimals) {
  if (std::isnan(low)) return {};
  return fmt::format("{} to {}", cli::grouped(low, decimals), cli::grouped(high, decimals));
}

void print_stages(const table_view& view, std::size_t& row) {
  cli::text_table text({{"", cli::align::left},
                        {"where", cli::align::left},
                        {"mode", cli::align::left},
                        {"km", cli::align::right},
                        {"h", cli::align::right},
                        {"USD", cli::align::right},
                        {"at km", cli::align::right},
                        {"at h", cli::align::right},
                        {"10 to 90 %", cli::align::right},
                        {"at USD", cli::align::right}});
  const auto key = corridor_key(view, row);
  for (; row < view.rows() && corridor_key(view, row) == key; ++row)
    text.add({view.text(row, "kind"), cli::clipped(view.text(row, "name"), 26),
              view.text(row, "mode"), cli::grouped(view.number(row, "length_km")),
              cli::grouped(view.number(row, "time_h"), 1),
              cli::grouped(view.number(row, "cost"), 1), cli::grouped(view.number(row, "at_km")),
              cli::grouped(view.number(row, "at_h"), 1),
              band_text(view.number(row, "low_h"), view.number(row, "high_h"), 1),
              cli::grouped(view.number(row, "at_cost"), 1)});
  fmt::print("{}", text.to_string());
}

void print_indicators(const table_view& view, std::size_t& row) {
  cli::text_table text({{"CAREC's indicators", cli::align::left},
                        {"km", cli::align::right},
                        {"h to clear", cli::align::right},
                        {"USD there, 20 t", cli::align::right},
                        {"USD/500 km, 20 t", cli::align::right},
                        {"SWOD km/h", cli::align::right},
                        {"SWD km/h", cli::align::right}});
  const auto key = corridor_key(view, row);
  for (; row < view.rows() && corridor_key(view, row) == key; ++row) {
    const auto& scope = view.text(row, "scope");
    const auto where = scope == "crossing" ? view.text(row, "crossing_id")
                       : scope == "section"
                           ? view.text(row, "from_node_id") + " - " + view.text(row, "to_node_id")
                           : "whole corridor";
    text.add({cli::clipped(where, 34), cli::grouped(view.number(row, "length_km")),
              figure_or_dash(view.number(row, "clearance_h"), 1),
              figure_or_dash(view.number(row, "clearance_usd"), 0),
              figure_or_dash(view.number(row, "usd_per_500km_20t"), 0),
              figure_or_dash(view.number(row, "swod_kmh"), 1),
              figure_or_dash(view.number(row, "swd_kmh"), 1)});
  }
  fmt::print("{}\n", text.to_string());
}

// What the case knows of corridors, beside what it knows of flows.
std::vector<std::string> observed_of_corridors(const case_arguments& arguments) {
  diagnostics told_before;
  std::vector<std::string> ids;
  if (const auto data = cases::read_case(arguments.folder, arguments.scenarios, told_before))
    for (const auto& row : data->observations)
      if (row.query.find("corridor") != std::string::npos) ids.push_back(row.id);
  return ids;
}

void print_corridors(const result::result_tables& tables,
                     const std::vector<std::string>& of_corridor) {
  const table_view paths(tables.table("paths")), stages(tables.table("corridor")),
      indicators(tables.table("corridor_indicators")), observed(tables.table("observations"));
  std::size_t stage = 0, indicator = 0;
  for (std::size_t row = 0; row < paths.rows(); ++row) {
    fmt::print("{}, alternative {}, {}\n    {}", paths.text(row, "commodity_id"),
               paths.integer(row, "rank"), cli::percent(paths.number(row, "share")),
               cli::wrapped(paths.text(row, "says"), 96, "    "));
    print_stages(stages, stage);
    fmt::print("\n");
    print_indicators(indicators, indicator);
  }
  if (paths.rows() == 0) fmt::print("Nothing is delivered between the two places.\n");
  for (std::size_t row = 0; row < observed.rows(); ++row) {
    if (std::ranges::find(of_corridor, observed.text(row, "observation_id")) == of_corridor.end())
      continue;
    fmt::print("{}: observed {}, computed {} {}\n", observed.text(row, "label"),
               cli::grouped(observed.number(row, "observed"), 1),
               figure_or_dash(observed.number(row, "computed"), 1), observed.text(row, "unit"));
  }
}

// The charts of the result just written, beside another's where one is given.
bool write_svg(const corridor_arguments& arguments, diagnostics& report) {
  const auto now = result::open_result(arguments.of_case.output, report);
  const auto other =
      arguments.beside.empty() ? std::nullopt : result::open_result(arguments.beside, report);
  if (report.has_errors()) return false;
  const report::result_pages pages(*now, report);
  std::vector<report::corridor_pages> results{{pages, other ? "with" : ""}};
  std::optional<report::result_pages> beside;
  if (other) {
    beside.emplace(*other, report);
    results.push_back({*beside, "without"});
  }
  const auto svg = report::corridor_svg(results);
  if (report.has_errors()) return false;
  text::file_writer out(arguments.svg, report);
  out << svg;
  return out.commit();
}

int show_corridor(const study::declared_study& asked, const corridor_arguments& arguments,
                  const study::study_request& request) {
  const auto work = [&](cli::progress_line& progress, diagnostics& report) -> command_answer {
    auto outcome = asked.run(task_of(asked, arguments.of_case, progress), request, report);
    if (outcome.tables.tables.empty()) return {outcome.status};
    if (!arguments.svg.empty() && !write_svg(arguments, report)) return {};
    const auto tables = std::make_shared<result::result_tables>(std::move(outcome.tables));
    return {outcome.status, true,
            [tables, ids = observed_of_corridors(arguments.of_case)](double) {
              print_corridors(*tables, ids);
            },
            [tables](double, nlohmann::json& json) {
              for (const char* name : {"paths", "corridor", "corridor_indicators", "observations"})
                json[name] = table_json(tables->table(name));
            }};
  };
  command_files files{{{"--output", arguments.of_case.output}, {"--svg", arguments.svg}}, {}};
  if (!arguments.beside.empty()) files.inputs.emplace_back(arguments.beside);
  return answer_command(asked, arguments.of_case, files, work);
}

}  // namespace

void add_corridor_command(CLI::App& app, int& exit_code) {
  const auto& asked = study_named("corridor");
  auto arguments = std::make_shared<corridor_arguments>();
  auto request = std::make_shared<study::study_request>();
  arguments->of_case.output = "corridor.gpkg";
  auto* command = app.add_subcommand(asked.name, asked.sentence);
  add_case_options(*command, arguments->of_case);
  add_fields(*command, asked, *request);
  auto* svg = command->add_option("--svg", arguments->svg, "Charts of time and cost against km")
                  ->type_name("FILE.svg");
  command
      ->add_option("--beside", arguments->beside,
                   "Drawn beside it: the corridor without the project, an earlier result")
      ->type_name("RESULT.gpkg")
      ->needs(svg);
  add_answer_options(*command, arguments->of_case);
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, request, &asked, &exit_code] {
    exit_code = show_corridor(asked, *arguments, *request);
  });
}

}  // namespace amur::app
