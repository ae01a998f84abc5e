// amur import baci FILE...

#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/import_commands.h"
#include "amur/app/trade_import_view.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/customs/baci.h"

namespace amur::app {
namespace {

struct baci_arguments {
  customs::baci_request request;
  std::vector<std::string> files;
  trade_table_options table;
};

int import_baci_files(const baci_arguments& arguments) {
  diagnostics report;
  auto request = arguments.request;
  request.files.assign(arguments.files.begin(), arguments.files.end());
  request.commodities = arguments.table.commodities;
  request.replaced = arguments.table.replaced;
  request.years = arguments.table.years;
  auto inputs = request.files;
  inputs.insert(inputs.end(), {request.countries, request.commodities});
  std::optional<customs::trade_import> made;
  if (may_write_table(arguments.table, {}, inputs, report))
    made = customs::import_baci(request, report);
  const bool written = made && write_table(arguments.table, *made, report);
  return answer_import(
      written, arguments.table.json,
      [&] { return trade_import_json(arguments.table.output, *made); },
      [&] { print_trade_import(arguments.table.output, *made); }, report);
}

}  // namespace

void add_baci_import(CLI::App& import, int& exit_code) {
  auto arguments = std::make_shared<baci_arguments>();
  auto* baci = import.add_subcommand("baci", "Trade of all countries by product, of CEPII's BACI");
  baci->add_option("FILE", arguments->files, "Files of BACI: BACI_HS17_Y2020_V202301.csv")
      ->required();
  auto* countries = baci->add_option("--countries", arguments->request.countries,
                                     "BACI's own list of countries: country_codes_V202301.csv")
                        ->type_name("CODES.csv");
  baci->add_flag("--iso-codes", arguments->request.iso_codes,
                 "The numbers of countries are those of ISO 3166, not BACI's")
      ->excludes(countries);
  add_trade_table_options(*baci, arguments->table);
  cli::add_threads_option(*baci, arguments->request.threads);
  baci->footer(
      "Example:\n  amur import baci BACI_HS17_Y2020_V202301.csv --countries "
      "country_codes_V202301.csv \\\n    --commodities goods.csv -o trade.csv");
  baci->callback([arguments, &exit_code] {
    if (arguments->request.countries.empty() && !arguments->request.iso_codes)
      throw CLI::RequiredError("--countries");
    exit_code = import_baci_files(*arguments);
  });
}

}  // namespace amur::app
