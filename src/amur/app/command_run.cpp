// amur run CASE: one equilibrium, or one a month

#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/app/study_command.h"
#include "amur/base/memory.h"

namespace amur::app {
namespace {

void fill_run(const result::result_tables& tables, double seconds, nlohmann::json& json) {
  json["seconds"] = seconds;
  json["peak_memory_mb"] = peak_memory_mb();
  auto& run = json["run"];
  for (const auto& row : table_json(tables.table("run"))) run[row["name"]] = row["value"];
  for (const char* name : {"totals", "crossings", "crossing_flows", "by_commodity", "by_mode",
                           "by_country", "claims", "observations"})
    json[name] = table_json(tables.table(name));
  for (const auto& table : tables.tables)
    if (table.name == "crossing_delays" || table.name.starts_with("trade_") ||
        table.name.starts_with("place") ||
        (table.name.starts_with("month_") && table.name != "month_link_flows"))
      json[table.name] = table_json(table);
}

void print_run(const result::result_tables& tables, const study::study_request& /*request*/,
               double seconds) {
  print_run_screen(tables, seconds);
  print_months_screen(tables);
}

}  // namespace

void add_run_command(CLI::App& app, int& exit_code) {
  const auto& once = study_named("run");
  const auto& months = study_named("months");
  auto arguments = std::make_shared<case_arguments>();
  auto request = std::make_shared<study::study_request>();
  arguments->output = "result.gpkg";
  auto* command = app.add_subcommand(once.name, once.sentence);
  add_case_options(*command, *arguments);
  add_fields(*command, once, *request);
  add_fields(*command, months, *request, false);
  auto* from = command->get_option("--from");
  for (const auto& field : once.fields) from->excludes(command->get_option("--" + field.name));
  for (const char* rest : {"--to", "--step"}) command->get_option(rest)->needs(from);
  add_answer_options(*command, *arguments);
  command->footer("Example:\n  " + once.example + "\n  " + months.example);
  command->callback([arguments, request, &once, &months, &exit_code] {
    exit_code = answer_study(request->has("from") ? months : once, *arguments, *request,
                             {print_run, fill_run});
  });
}

}  // namespace amur::app
