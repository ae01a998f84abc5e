// amur finance CASE

#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/app/study_command.h"

namespace amur::app {
namespace {

void fill(const result::result_tables& tables, double /*seconds*/, nlohmann::json& json) {
  for (const auto& table : tables.tables)
    if (table.name.starts_with("finance_") || table.name.starts_with("debt_") ||
        table.name == "claims" || table.name == "observations")
      json[table.name] = table_json(table);
}

void print(const result::result_tables& tables, const study::study_request& request,
           double /*seconds*/) {
  print_finance_screen(tables, request.text("project"));
}

}  // namespace

void add_finance_command(CLI::App& app, int& exit_code) {
  add_study_command(app, study_named("finance"), "finance.gpkg", {print, fill}, exit_code);
}

}  // namespace amur::app
