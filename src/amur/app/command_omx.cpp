// amur import omx FILE and amur export omx CASE|RESULT

#include <fmt/format.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/import_commands.h"
#include "amur/case/case_reader.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/omx/omx_demand.h"
#include "amur/result/result_reader.h"
#include "amur/text/output_check.h"

namespace amur::app {
namespace {

using enum cli::exit_code;

struct omx_arguments {
  omx::omx_request request;
  std::string file, folder, output;
  bool all_nodes = false, json = false;
};

const char* word_of(omx::zone_match match) {
  switch (match) {
    case omx::zone_match::node_ids:
      return "node ids";
    case omx::zone_match::node_names:
      return "names of nodes";
    case omx::zone_match::places_in_order:
      break;
  }
  return "the case's cities in their order";
}

nlohmann::json omx_json(const std::string& folder, const omx::omx_import& made) {
  return {{"case", folder},
          {"matrix", made.matrix},
          {"lookup", made.lookup},
          {"commodity", made.commodity},
          {"zones_are", word_of(made.match)},
          {"zones", made.zones},
          {"unused_zones", made.unused_zones},
          {"demand_rows", made.rows},
          {"replaced_rows", made.replaced},
          {"per_day", made.per_day},
          {"within_zones", made.within_zones}};
}

void print_omx(const std::string& folder, const omx::omx_import& made) {
  fmt::print("{}: {} demand rows of {}, {} a day, from matrix {}\nzones: {} by {} ({})\n", folder,
             cli::grouped(static_cast<double>(made.rows)), made.commodity,
             cli::grouped(made.per_day), made.matrix, made.zones,
             made.lookup.empty() ? "their numbers" : "lookup " + made.lookup, word_of(made.match));
  if (made.replaced > 0)
    fmt::print("replaced: {} rows\n", cli::grouped(static_cast<double>(made.replaced)));
  if (made.within_zones > 0)
    fmt::print("left out: {} a day within a zone\n", cli::grouped(made.within_zones));
  if (made.unused_zones > 0)
    fmt::print("without demand, and no node: {} zones\n", made.unused_zones);
}

int import_matrix(omx_arguments& arguments) {
  diagnostics report;
  arguments.request.file = arguments.file;
  arguments.request.folder = arguments.folder;
  const auto made = omx::import_omx(arguments.request, report);
  return answer_import(
      made.has_value(), arguments.json, [&] { return omx_json(arguments.folder, *made); },
      [&] { print_omx(arguments.folder, *made); }, report);
}

// The table of a skim as matrices between its places, in the order in which it names them; NULL is
// not a number.
bool export_skim(const std::string& file, const std::string& output, std::size_t& zones,
                 diagnostics& report) {
  const auto opened = result::open_result(file, report);
  if (!opened) return false;
  using result::cell_type;
  const std::vector<result::wanted_column> wanted = {
      {"origin_node_id", cell_type::text},   {"destination_node_id", cell_type::text},
      {"cost_usd_per_t", cell_type::number}, {"freight_usd_per_t", cell_type::number},
      {"time_h", cell_type::number},         {"length_km", cell_type::number}};
  const auto skim = result::read_result_table(*opened, "skim", wanted, report);
  if (!skim) return false;
  std::map<std::string, std::size_t> zone_of;
  std::vector<std::string> ids;
  const auto texts = [&](const char* column) -> const std::vector<std::string>& {
    return std::get<std::vector<std::string>>(skim->column(column).values);
  };
  const auto &from = texts("origin_node_id"), &to = texts("destination_node_id");
  for (std::size_t row = 0; row < from.size(); ++row)
    for (const auto& id : {from[row], to[row]})
      if (zone_of.insert({id, ids.size()}).second) ids.push_back(id);
  zones = ids.size();
  constexpr std::size_t most_zones = 5000;
  if (zones == 0 || zones > most_zones) {
    report.error(file, 0, "skim", std::to_string(zones), "its places can't be zones",
                 fmt::format("1 to {} places", most_zones));
    return false;
  }
  std::vector<omx::omx_matrix> matrices;
  for (std::size_t i = 2; i < wanted.size(); ++i) {
    const auto& values = std::get<std::vector<double>>(skim->column(wanted[i].name).values);
    const auto name = wanted[i].name;
    const auto* const unit = name == "time_h" ? "h" : name == "length_km" ? "km" : "USD/t";
    omx::omx_matrix made{name, unit, std::vector<double>(zones * zones, std::nan(""))};
    for (std::size_t row = 0; row < values.size(); ++row)
      made.cells[zone_of[from[row]] * zones + zone_of[to[row]]] = values[row];
    matrices.push_back(std::move(made));
  }
  return omx::write_omx(output, zones, matrices, omx::lookups_of(std::move(ids)), report);
}

int export_matrices(const omx_arguments& arguments) {
  diagnostics report;
  std::size_t zones = 0;
  bool made = text::may_write(std::vector<text::named_output>{{"-o", arguments.output}},
                              std::vector<std::filesystem::path>{arguments.folder}, report);
  if (made && std::filesystem::is_directory(arguments.folder)) {
    const auto data = cases::read_case(arguments.folder, {}, report);
    made = data && omx::export_demand(*data, arguments.all_nodes, arguments.output, zones, report);
  } else if (made) {
    made = export_skim(arguments.folder, arguments.output, zones, report);
  }
  cli::print_findings(report);
  if (!made) return bad_input;
  fmt::print("{}: {} zones\n", arguments.output, cli::grouped(static_cast<double>(zones)));
  return done;
}

}  // namespace

void add_omx_import(CLI::App& import, int& exit_code) {
  auto arguments = std::make_shared<omx_arguments>();
  auto* omx = import.add_subcommand("omx", "A matrix of demand (Open Matrix) into a case");
  omx->add_option("FILE", arguments->file, "An .omx file")->required();
  omx->add_option("--case", arguments->folder, "Case folder whose demand.csv takes it")
      ->type_name("CASE")
      ->required();
  omx->add_option("--matrix", arguments->request.matrix, "Its core; default: the only one")
      ->type_name("CORE");
  omx->add_option("--lookup", arguments->request.lookup,
                  "What its zones are called: ids or names of nodes; default: node_id, the only "
                  "one, or 1 to n")
      ->type_name("NAME");
  omx->add_option("--commodity", arguments->request.commodity,
                  "What the cells are of; default: the only one");
  omx->add_option("--factor", arguments->request.factor,
                  "Tonnes (or passengers) a day that 1 in a cell is")
      ->check(cli::number_in(text::positive))
      ->capture_default_str();
  omx->add_flag("--replace", arguments->request.replace,
                "Take out the rows that the commodity has in the case");
  omx->add_flag("--json", arguments->json, "Print the summary as JSON");
  omx->footer("Example:\n  amur import omx SiouxFalls.omx --case cases/sioux_falls --replace");
  omx->callback([arguments, &exit_code] { exit_code = import_matrix(*arguments); });
}

void add_omx_export(CLI::App& command, int& exit_code) {
  auto arguments = std::make_shared<omx_arguments>();
  auto* omx = command.add_subcommand("omx", "Demand of a case, or a skim, as Open Matrix");
  omx->add_option("CASE", arguments->folder, "Case folder, or a result of amur skim")->required();
  omx->add_option("-o,--output", arguments->output, "File to write")
      ->type_name("FILE.omx")
      ->required();
  omx->add_flag("--all-nodes", arguments->all_nodes,
                "Every node of the case is a zone, not those alone that have demand");
  omx->footer("Example:\n  amur export omx cases/heihe -o heihe.omx");
  omx->callback([arguments, &exit_code] { exit_code = export_matrices(*arguments); });
}

}  // namespace amur::app
