// amur import trade FILE

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/app/import_commands.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/compose/foreign_trade.h"

namespace amur::app {
namespace {

struct trade_arguments {
  compose::foreign_trade_request request;
  std::string file, output;
  std::vector<std::string> columns;
  bool json = false;
};

struct trade_sums {
  double value_usd = 0, tonnes = 0;
};

trade_sums sums_of(const compose::foreign_trade& made) {
  trade_sums sums;
  for (const auto& flow : made.flows) {
    sums.value_usd += flow.value_usd;
    sums.tonnes += flow.tonnes;
  }
  return sums;
}

nlohmann::json to_json(const std::string& output, const compose::foreign_trade& made) {
  const auto sums = sums_of(made);
  return {{"table", output},
          {"rows_read", made.rows},
          {"rows", made.flows.size()},
          {"value_usd", sums.value_usd},
          {"tonnes", sums.tonnes},
          {"rows_with_estimated_tonnes", made.estimated},
          {"rows_without_value_and_tonnes", made.worthless},
          {"rows_without_tonnes", made.weightless},
          {"value_usd_without_tonnes", made.weightless_usd}};
}

void print_trade(const std::string& output, const compose::foreign_trade& made) {
  const auto sums = sums_of(made);
  const auto count = [](std::size_t rows) { return cli::grouped(static_cast<double>(rows)); };
  fmt::print("{}: {} rows of {} read, {} USD, {} t\n", output, count(made.flows.size()),
             count(made.rows), cli::grouped(sums.value_usd), cli::grouped(sums.tonnes));
  if (made.estimated > 0)
    fmt::print("estimated: the tonnes of {} rows, after the value of their commodity's tonne\n",
               count(made.estimated));
  if (made.worthless > 0)
    fmt::print("left out: {} rows without value and tonnes\n", count(made.worthless));
  if (made.weightless > 0)
    fmt::print("left out: {} rows worth {} USD, since no row of their commodity has tonnes\n",
               count(made.weightless), cli::grouped(made.weightless_usd));
}

int import_trade(trade_arguments& arguments) {
  diagnostics report;
  arguments.request.file = arguments.file;
  const auto names = compose::parse_column_names(arguments.columns, "--columns",
                                                 compose::foreign_trade_rule(), report);
  const bool free = text::may_write(std::vector<text::named_output>{{"--output", arguments.output}},
                                    std::vector<std::filesystem::path>{arguments.file}, report);
  std::optional<compose::foreign_trade> made;
  if (names && free) {
    arguments.request.names = *names;
    made = compose::read_foreign_trade(arguments.request, report);
    if (made && !customs::write_trade_table(arguments.output, made->flows, report)) made.reset();
  }
  return answer_import(
      made.has_value(), arguments.json, [&] { return to_json(arguments.output, *made); },
      [&] { print_trade(arguments.output, *made); }, report);
}

}  // namespace

void add_trade_import(CLI::App& import, int& exit_code) {
  auto arguments = std::make_shared<trade_arguments>();
  auto& request = arguments->request;
  auto* trade = import.add_subcommand("trade", "A table of trade of any columns, as a trade table");
  trade->add_option("FILE", arguments->file, "CSV: origin,destination,commodity,year,value,tonnes")
      ->required();
  trade
      ->add_option("--columns", arguments->columns,
                   "What the file calls its columns: origin=iso3_o,value=v")
      ->type_name("COLUMN=NAME")
      ->delimiter(',');
  trade->add_option("--value-unit", request.value_unit_usd, "USD that a unit of value is")
      ->check(cli::number_in(text::positive))
      ->capture_default_str();
  trade->add_option("--tonnes-unit", request.tonnes_unit, "Tonnes that a unit of weight is")
      ->check(cli::number_in(text::positive))
      ->capture_default_str();
  trade->add_option("--year", request.year, "Year of all rows; default: the column year")
      ->check(cli::whole_number({1, 9999}));
  trade->add_option("--prefix", request.commodity_prefix, "Put before each commodity: hs_");
  trade->add_option("-o,--output", arguments->output, "Trade table to write")
      ->type_name("TABLE")
      ->required();
  trade->add_flag("--json", arguments->json, "Print the summary as JSON");
  trade->footer(
      "Example:\n  amur import trade flows.csv --columns origin=from,destination=to,commodity=hs2,"
      "value=usd1000 --value-unit 1000 -o trade.csv");
  trade->callback([arguments, &exit_code] { exit_code = import_trade(*arguments); });
}

}  // namespace amur::app
