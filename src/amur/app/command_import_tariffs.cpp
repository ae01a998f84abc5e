// amur import tariffs FILE...

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/import_commands.h"
#include "amur/case/case_writer.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/customs/tariffs.h"
#include "amur/text/file.h"
#include "amur/text/output_check.h"

namespace amur::app {
namespace {

struct tariffs_arguments {
  std::vector<std::string> files;
  customs::tariff_request request;
  std::string output, commodities, imports;
  bool json = false;
};

nlohmann::json tariffs_json(const tariffs_arguments& arguments,
                            const customs::tariff_import& made) {
  nlohmann::json json = {{"table", arguments.output},
                         {"rows", made.duties.rows.size()},
                         {"rows_read", made.rows},
                         {"rows_without_rate", made.without_rate},
                         {"bound_rates", made.bound},
                         {"rows_of_groups", made.of_groups},
                         {"weighted_by_imports", made.weighted},
                         {"simple_means", made.simple},
                         {"free", made.free},
                         {"duties", nlohmann::json::array()}};
  for (const auto& each : made.summary)
    json["duties"].push_back({{"importer", each.importer},
                              {"commodity", each.commodity},
                              {"year", each.year},
                              {"exporters", each.exporters},
                              {"least_percent", each.least},
                              {"most_percent", each.most}});
  return json;
}

void print_tariffs(const tariffs_arguments& arguments, const customs::tariff_import& made) {
  fmt::print("{}: {} rows, from {} rows\n", arguments.output,
             cli::grouped(static_cast<double>(made.duties.rows.size())),
             cli::grouped(static_cast<double>(made.rows)));
  cli::text_table table({{"importer", cli::align::left},
                         {"commodity", cli::align::left},
                         {"year", cli::align::right},
                         {"exporters with own rates", cli::align::right},
                         {"least", cli::align::right},
                         {"most", cli::align::right}});
  constexpr std::size_t most = 30;
  for (std::size_t i = 0; i < std::min(most, made.summary.size()); ++i) {
    const auto& each = made.summary[i];
    table.add({each.importer, each.commodity, std::to_string(each.year),
               std::to_string(each.exporters), fmt::format("{:.2f}%", each.least),
               fmt::format("{:.2f}%", each.most)});
  }
  fmt::print("\n{}", table.to_string());
  if (made.summary.size() > most) fmt::print("and {} others\n", made.summary.size() - most);
  fmt::print(
      "\nmeans: {} weighted by imports, {} of products alike{}\n", made.weighted, made.simple,
      arguments.imports.empty() ? " (--imports weighs)" : ", as nothing of them is imported");
  for (const auto& [what, rows] : {std::pair("means without duty, which need no row", made.free),
                                   std::pair("rows without a rate in per cent", made.without_rate),
                                   std::pair("rows of bound rates", made.bound),
                                   std::pair("rows of groups of exporters", made.of_groups)})
    if (rows > 0) fmt::print("left out, {}: {}\n", what, rows);
}

int import_tariff_files(const tariffs_arguments& arguments) {
  diagnostics report;
  auto request = arguments.request;
  request.files.assign(arguments.files.begin(), arguments.files.end());
  request.commodities = arguments.commodities;
  request.imports = arguments.imports;
  auto inputs = request.files;
  inputs.insert(inputs.end(), {request.commodities, request.imports});
  const text::named_output outputs[] = {{"--output", arguments.output}};
  std::optional<customs::tariff_import> made;
  if (text::may_write(outputs, inputs, report)) made = customs::import_tariffs(request, report);
  const bool written =
      made && text::write_file(arguments.output, cases::csv_of(made->duties), report);
  return answer_import(
      written, arguments.json, [&] { return tariffs_json(arguments, *made); },
      [&] { print_tariffs(arguments, *made); }, report);
}

}  // namespace

void add_tariffs_import(CLI::App& import, int& exit_code) {
  auto arguments = std::make_shared<tariffs_arguments>();
  auto* tariffs = import.add_subcommand(
      "tariffs",
      "Duties by product, of UNCTAD's TRAINS as WITS gives them, as a case's duties.csv");
  tariffs->add_option("FILE", arguments->files, "CSV of a query, or of the bulk download")
      ->required();
  tariffs
      ->add_option("--commodities", arguments->commodities,
                   "Which products are which commodities, as import baci has it")
      ->type_name("GOODS.csv")
      ->required();
  tariffs->add_option("-o,--output", arguments->output, "Table of duties to write")
      ->type_name("DUTIES.csv")
      ->required();
  tariffs
      ->add_option("--imports", arguments->imports,
                   "Weigh products by this trade table (import baci ... --by-product); else each "
                   "counts alike")
      ->type_name("TRADE.csv");
  tariffs->add_option("--year", arguments->request.year, "Default: the last that each importer has")
      ->check(cli::number_in({1000, 9999, false, "a year, 1000 to 9999"}));
  tariffs->add_flag("--mfn", arguments->request.most_favoured_alone,
                    "Duties on most favoured nations alone, without preferences");
  tariffs
      ->add_option("--as", arguments->request.replaced,
                   "A name or number that stands for a country: 'Korea, Rep.=KOR'")
      ->type_name("NAME=COUNTRY");
  tariffs->add_option("--source", arguments->request.source,
                      "Id in the case's sources.toml that the rows name");
  tariffs->add_flag("--json", arguments->json, "Print the summary as JSON");
  tariffs->footer(
      "Example:\n  amur import tariffs AHS_CHN_2020.csv --commodities goods.csv -o duties.csv");
  tariffs->callback([arguments, &exit_code] { exit_code = import_tariff_files(*arguments); });
}

}  // namespace amur::app
