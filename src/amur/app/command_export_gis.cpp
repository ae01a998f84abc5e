// amur export gis CASE

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "amur/app/import_commands.h"
#include "amur/case/case_reader.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/text_table.h"
#include "amur/gis/gis_export.h"
#include "amur/result/result_reader.h"
#include "amur/text/output_check.h"

namespace amur::app {
namespace {

using enum cli::exit_code;

struct map_arguments {
  std::string folder, output, result;
};

bool read_flows(const std::string& file, std::map<std::string, gis::carried>& flows,
                diagnostics& report) {
  const auto opened = result::open_result(file, report);
  if (!opened) return false;
  using result::cell_type;
  static const char* const numbers[] = {"t",   "passengers", "vehicles",
                                        "pce", "time_h",     "utilisation"};
  std::vector<result::wanted_column> wanted = {{"link_id", cell_type::text},
                                               {"direction", cell_type::text}};
  for (const char* number : numbers) wanted.push_back({number, cell_type::number});
  const auto links = result::read_result_table(*opened, "links", wanted, report);
  if (!links) return false;
  const auto texts = [&](const char* column) -> const std::vector<std::string>& {
    return std::get<std::vector<std::string>>(links->column(column).values);
  };
  const auto &ids = texts("link_id"), &directions = texts("direction");
  for (std::size_t row = 0; row < ids.size(); ++row) {
    const auto number = [&](std::size_t i) {
      return std::get<std::vector<double>>(links->column(numbers[i]).values)[row];
    };
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const gis::carried::way nothing{none, none, none, none, none, none};
    auto& way = flows.try_emplace(ids[row], gis::carried{{nothing, nothing}})
                    .first->second.ways[directions[row] == "backward" ? 1 : 0];
    way = {number(0), number(1), number(2), number(3), number(4), number(5)};
  }
  return true;
}

int export_map(const map_arguments& arguments) {
  diagnostics report;
  std::vector<text::named_output> outputs;
  for (const auto& file : gis::files_of_export(arguments.output)) outputs.push_back({"-o", file});
  std::map<std::string, gis::carried> flows;
  const bool may =
      text::may_write(outputs, std::vector<std::filesystem::path>{arguments.result}, report);
  const auto data = may ? cases::read_case(arguments.folder, {}, report) : std::nullopt;
  const bool made = data &&
                    (arguments.result.empty() || read_flows(arguments.result, flows, report)) &&
                    gis::export_gis(*data, flows, arguments.output, report);
  return answer_export(made ? &*data : nullptr, arguments.output, report);
}

}  // namespace

void add_gis_export(CLI::App& command, int& exit_code) {
  auto arguments = std::make_shared<map_arguments>();
  auto* gis = command.add_subcommand("gis", "A map: GeoPackage, Shapefile, GeoJSON");
  gis->add_option("CASE", arguments->folder, "Case folder")->required();
  gis->add_option("-o,--output", arguments->output, "File to write: .gpkg, .shp or .geojson")
      ->type_name("FILE")
      ->required();
  gis->add_option("--result", arguments->result, "A result of the case, whose flows links carry");
  gis->footer("Example:\n  amur export gis cases/heihe --result heihe.gpkg -o heihe.shp");
  gis->callback([arguments, &exit_code] { exit_code = export_map(*arguments); });
}

}  // namespace amur::app
