// amur critical CASE

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "amur/app/commands.h"
#include "amur/app/study_command.h"
#include "amur/app/table_view.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/gis/hazard_raster.h"
#include "amur/gis/map_file.h"
#include "amur/study/critical_run.h"

namespace amur::app {
namespace {

constexpr std::size_t most_parts_shown = 20, most_bearers_shown = 3;

// What is closed beside the parts of the case.
struct hazard_arguments {
  std::string zones, raster;
  double above = 0;
  int band = 1;
};

// Areas of a map's layer, called by their field `id` or `name`, else by their number.
std::optional<std::vector<model::hazard_zone>> read_zones(const std::string& path,
                                                          diagnostics& report) {
  auto features = gis::read_map_layer(path, "", gis::shape_kind::areas, report);
  if (!features || !gis::turn_to_degrees(*features, "", report)) return std::nullopt;
  std::vector<model::hazard_zone> zones;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < features->shapes.size(); ++i) {
    const auto& row = features->cells.rows[i];
    model::hazard_zone zone{fmt::format("{}", row.line), features->shapes[i]};
    for (const auto* name : {"name", "id"})
      if (const auto at = features->cells.column(name); at != table::npos && !row.cells[at].empty())
        zone.id = row.cells[at];
    if (!taken.insert(zone.id).second)
      report.error(features->cells.file, row.line, "id", zone.id, "two zones have this name",
                   "a name of its own for each zone");
    zones.push_back(std::move(zone));
  }
  if (report.has_errors()) return std::nullopt;
  return zones;
}

// What a raster has above the threshold, as one zone: "flood.tif above 0.5".
bool add_raster(const hazard_arguments& hazards, std::vector<model::hazard_zone>& zones,
                diagnostics& report) {
  const auto raster = gis::hazard_raster::open(hazards.raster, hazards.band, report);
  if (!raster) return false;
  model::hazard_zone zone;
  zone.id = fmt::format("{} above {}", std::filesystem::path(hazards.raster).filename().string(),
                        hazards.above);
  zone.highest = [raster = *raster](const auto& line) { return raster.highest(line); };
  zone.above = hazards.above;
  zones.push_back(std::move(zone));
  return true;
}

std::string critical_figure(double value, int decimals) {
  return std::isnan(value) ? "-" : cli::grouped(value, decimals);
}

// "Russia to China wheat 40 %, …".
std::string bearers_of(const table_view& bearers, const std::string& kind, const std::string& id,
                       double all) {
  std::vector<std::pair<double, std::size_t>> own;
  for (std::size_t row = 0; row < bearers.rows(); ++row)
    if (bearers.text(row, "kind") == kind && bearers.text(row, "id") == id)
      own.emplace_back(-bearers.number(row, "cost_usd_per_day"), row);
  std::ranges::sort(own);
  std::string text;
  for (std::size_t i = 0; i < std::min(own.size(), most_bearers_shown); ++i) {
    const auto row = own[i].second;
    if (!(-own[i].first > 0)) break;
    text +=
        fmt::format("{}{} to {}, {} {}", text.empty() ? "" : "; ",
                    bearers.text(row, "origin_country"), bearers.text(row, "destination_country"),
                    bearers.text(row, "commodity_id"), cli::percent(-own[i].first / all));
  }
  return text;
}

void print_critical(const result::result_tables& tables) {
  const table_view parts(tables.table("critical")), bearers(tables.table("critical_bearers"));
  cli::text_table text({{"#", cli::align::right},
                        {"closed", cli::align::left},
                        {"", cli::align::left},
                        {"USD/day", cli::align::right},
                        {"first look", cli::align::right},
                        {"unserved t", cli::align::right},
                        {"lost, USD/day", cli::align::right},
                        {"who bears most of it", cli::align::left}});
  std::size_t solved = 0;
  for (std::size_t row = 0; row < parts.rows(); ++row) {
    if (parts.integer(row, "is_exact") == 0) break;
    if (++solved > most_parts_shown) continue;
    const double cost = parts.number(row, "cost_usd_per_day");
    const auto& name = parts.text(row, "name");
    text.add({fmt::format("{}", parts.integer(row, "rank")), parts.text(row, "kind"),
              cli::clipped(name.empty() ? parts.text(row, "id") : name, 26), cli::grouped(cost),
              cli::grouped(parts.number(row, "screened_usd_per_day")),
              critical_figure(parts.number(row, "unserved_t"), 0),
              critical_figure(parts.number(row, "undelivered_usd_per_day"), 0),
              cli::clipped(
                  bearers_of(bearers, parts.text(row, "kind"), parts.text(row, "id"), cost), 48)});
  }
  fmt::print("{}", text.to_string());
  if (solved > most_parts_shown)
    fmt::print("… and {} more solved for, in the result\n", solved - most_parts_shown);
  if (parts.rows() > solved)
    fmt::print(
        "{} others were looked at only: none seems to cost more than {} USD a day; --exact "
        "solves for all\n",
        parts.rows() - solved, cli::grouped(parts.number(solved, "screened_usd_per_day")));
}

int show_critical(const study::declared_study& asked, const case_arguments& arguments,
                  const hazard_arguments& hazards, const study::study_request& request) {
  const auto work = [&](cli::progress_line& progress, diagnostics& report) -> command_answer {
    std::vector<model::hazard_zone> zones;
    if (!hazards.zones.empty()) {
      auto read = read_zones(hazards.zones, report);
      if (!read) return {};
      zones = std::move(*read);
    }
    if (!hazards.raster.empty() && !add_raster(hazards, zones, report)) return {};
    auto outcome =
        study::close_case_parts(task_of(asked, arguments, progress), request, zones, report);
    if (outcome.tables.tables.empty()) return {outcome.status};
    const auto tables = std::make_shared<result::result_tables>(std::move(outcome.tables));
    return {outcome.status, true, [tables](double) { print_critical(*tables); },
            [tables](double seconds, nlohmann::json& json) {
              json["seconds"] = seconds;
              for (const char* name : {"critical", "critical_bearers"})
                json[name] = table_json(tables->table(name));
            }};
  };
  command_files files{{{"--output", arguments.output}}, {}};
  for (const auto& input : {hazards.zones, hazards.raster})
    if (!input.empty()) files.inputs.emplace_back(input);
  return answer_command(asked, arguments, files, work);
}

}  // namespace

void add_critical_command(CLI::App& app, int& exit_code) {
  const auto& asked = study_named("critical");
  auto arguments = std::make_shared<case_arguments>();
  auto request = std::make_shared<study::study_request>();
  auto hazards = std::make_shared<hazard_arguments>();
  arguments->output = "critical.gpkg";
  auto* command = app.add_subcommand(asked.name, asked.sentence);
  add_case_options(*command, *arguments);
  add_fields(*command, asked, *request);
  command
      ->add_option("--zones", hazards->zones,
                   "Areas of hazard, each closed as a whole: a layer of GeoJSON, GeoPackage, …")
      ->type_name("FILE");
  auto* raster = command->add_option("--hazard", hazards->raster,
                                     "A raster of hazard: what lies on cells above the threshold "
                                     "is closed together");
  auto* above =
      command->add_option("--above", hazards->above, "The raster's threshold, in its own unit");
  above->type_name("LEVEL")->check(cli::number_in(text::any_number))->needs(raster);
  raster->type_name("FILE.tif")->needs(above);
  command->add_option("--band", hazards->band, "The raster's band, from 1")
      ->transform(cli::whole_number({1, 65535}))
      ->needs(raster);
  add_answer_options(*command, *arguments);
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, request, hazards, &asked, &exit_code] {
    exit_code = show_critical(asked, *arguments, *hazards, *request);
  });
}

}  // namespace amur::app
