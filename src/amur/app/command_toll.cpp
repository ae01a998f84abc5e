// amur toll CASE

#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/app/study_command.h"

namespace amur::app {
namespace {

void fill_tolls(const result::result_tables& tables, double /*seconds*/, nlohmann::json& json) {
  for (const auto& table : tables.tables)
    if (table.name.starts_with("toll_")) json[table.name] = table_json(table);
}

void print_tolls(const result::result_tables& tables, const study::study_request& /*request*/,
                 double /*seconds*/) {
  print_toll_screen(tables);
}

}  // namespace

void add_toll_command(CLI::App& app, int& exit_code) {
  add_study_command(app, study_named("toll"), "toll.gpkg", {print_tolls, fill_tolls}, exit_code);
}

}  // namespace amur::app
