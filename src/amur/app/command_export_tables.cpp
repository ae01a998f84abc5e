// amur export xlsx CASE|RESULT and amur export csv RESULT

#include <fmt/format.h>

#include <memory>

#include "amur/app/import_commands.h"
#include "amur/case/case_text.h"
#include "amur/case/schema.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/result/spreadsheet.h"
#include "amur/text/output_check.h"

namespace amur::app {
namespace {

using enum cli::exit_code;

struct table_arguments {
  std::string source, output;
};

// Numbers where all cells are numbers or blank, else texts.
result::result_column column_of(const table& from, std::size_t column, bool numeric) {
  std::vector<double> numbers;
  std::vector<std::string> texts;
  std::string problem;
  for (const auto& row : from.rows) {
    const auto& cell = row.cells[column];
    texts.push_back(cell);
    const auto number =
        cell.empty() ? std::optional(std::nan("")) : text::parse_number(cell, problem);
    numeric = numeric && number;
    if (number) numbers.push_back(*number);
  }
  if (numeric) return {from.columns[column], std::move(numbers)};
  return {from.columns[column], std::move(texts)};
}

result::described_table described(const table& from, const cases::table_rule& rule) {
  result::described_table made;
  made.table.name = rule.name;
  for (std::size_t i = 0; i < from.columns.size(); ++i) {
    const auto of = std::ranges::find(rule.columns, from.columns[i], &cases::column_rule::name);
    const bool known = of != rule.columns.end();
    const bool numeric =
        known && !of->is_list &&
        (of->type == cases::cell_type::number || of->type == cases::cell_type::whole);
    made.table.columns.push_back(column_of(from, i, numeric));
    if (known)
      made.columns.push_back({of->name,
                              numeric ? result::cell_type::number : result::cell_type::text,
                              of->unit, of->sentence, !of->required, false, false});
  }
  return made;
}

// The tables of a case as its files have them, and its settings.
std::optional<std::vector<result::described_table>> tables_of_case(const std::string& folder,
                                                                   diagnostics& report) {
  const auto text = cases::read_case_text(folder, report);
  if (!text || report.has_errors()) return std::nullopt;
  std::vector<result::described_table> tables;
  for (const auto& rule : cases::table_rules()) {
    const auto found = text->tables.find(rule.name);
    if (found != text->tables.end() && !found->second.rows.empty())
      tables.push_back(described(found->second, rule));
  }
  std::vector<std::string> names, values;
  for (const auto& [name, setting] : text->settings) {
    names.push_back(name);
    values.push_back(setting.value);
  }
  result::described_table settings;
  settings.table.name = "settings";
  settings.table.columns = {{"setting", std::move(names)}, {"value", std::move(values)}};
  tables.push_back(std::move(settings));
  return tables;
}

std::optional<std::vector<result::described_table>> tables_of(const std::string& source,
                                                              diagnostics& report) {
  return std::filesystem::is_directory(source) ? tables_of_case(source, report)
                                               : result::tables_of_result(source, report);
}

int answer_tables(bool made, const std::string& output,
                  const std::optional<std::vector<result::described_table>>& tables,
                  const diagnostics& report) {
  cli::print_findings(report);
  if (!made) return bad_input;
  std::size_t rows = 0;
  for (const auto& each : *tables) rows += each.table.row_count();
  fmt::print("{}: {} tables, {} rows\n", output, tables->size(), rows);
  return done;
}

int export_spreadsheet(const table_arguments& arguments) {
  diagnostics report;
  const bool may = text::may_write(std::vector<text::named_output>{{"-o", arguments.output}},
                                   std::vector<std::filesystem::path>{arguments.source}, report);
  const auto tables = may ? tables_of(arguments.source, report) : std::nullopt;
  const bool made = tables && result::write_spreadsheet(arguments.output, *tables, report);
  return answer_tables(made, arguments.output, tables, report);
}

int export_csv(const table_arguments& arguments) {
  diagnostics report;
  const auto tables = tables_of(arguments.source, report);
  const bool made = tables && result::write_csv_tables(arguments.output, *tables, report);
  return answer_tables(made, arguments.output, tables, report);
}

}  // namespace

void add_table_exports(CLI::App& command, int& exit_code) {
  auto arguments = std::make_shared<table_arguments>();
  auto* xlsx = command.add_subcommand("xlsx", "Tables of a case or a result as a spreadsheet");
  xlsx->add_option("CASE", arguments->source, "Case folder, or a result")->required();
  xlsx->add_option("-o,--output", arguments->output, "File to write")
      ->type_name("FILE.xlsx")
      ->required();
  xlsx->footer("Example:\n  amur export xlsx heihe.gpkg -o heihe.xlsx");
  xlsx->callback([arguments, &exit_code] { exit_code = export_spreadsheet(*arguments); });
  auto* csv = command.add_subcommand("csv", "The same as a folder of CSV files");
  csv->add_option("CASE", arguments->source, "Case folder, or a result")->required();
  csv->add_option("-o,--output", arguments->output,
                  "Folder to write, which must not exist or be empty")
      ->type_name("DIR")
      ->required();
  csv->footer("Example:\n  amur export csv heihe.gpkg -o heihe_tables");
  csv->callback([arguments, &exit_code] { exit_code = export_csv(*arguments); });
}

}  // namespace amur::app
