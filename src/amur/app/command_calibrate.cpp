// amur calibrate CASE

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/calibrate_command.h"
#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/text/file.h"

namespace amur::app {
namespace {

// Whether a new scenario may be written there: nothing that somebody wrote is replaced.
bool may_make_scenario(const std::filesystem::path& path, diagnostics& report) {
  std::error_code ignored;
  if (path.empty()) return true;
  if (path.extension() != ".toml")
    report.error("", 0, "write", path.string(), "a scenario is a .toml file", "FILE.toml");
  else if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored)))
    report.error("", 0, "write", path.string(), "something is there already",
                 "a file that does not exist yet");
  return !report.has_errors();
}

bool write_scenario(const std::filesystem::path& path, const result::result_tables& tables,
                    diagnostics& report) {
  const table_view lines(tables.table("calibration_scenario"));
  return text::write_file(
      path,
      [&](text::file_writer& file) {
        for (std::size_t row = 0; row < lines.rows(); ++row)
          file << lines.text(row, "text") << '\n';
      },
      report);
}

int calibrate(const study::declared_study& asked, const case_arguments& arguments,
              const study::study_request& request, const std::filesystem::path& scenario) {
  return answer_command(
      asked, arguments, {{{"--output", arguments.output}}, {}},
      [&](cli::progress_line& progress, diagnostics& report) -> command_answer {
        if (!may_make_scenario(scenario, report)) return {};
        auto outcome = asked.run(task_of(asked, arguments, progress), request, report);
        if (outcome.tables.tables.empty()) return {outcome.status};
        const auto tables = std::make_shared<result::result_tables>(std::move(outcome.tables));
        if (!scenario.empty() && !write_scenario(scenario, *tables, report))
          outcome.status = study::run_status::bad_input;
        return {
            outcome.status, true,
            [tables, &request](double seconds) { own_tables().print(*tables, request, seconds); },
            [tables](double seconds, nlohmann::json& json) {
              own_tables().fill(*tables, seconds, json);
            }};
      });
}

}  // namespace

void add_calibrate_command(CLI::App& app, int& exit_code) {
  const auto& asked = study_named("calibrate");
  auto arguments = std::make_shared<case_arguments>();
  auto request = std::make_shared<study::study_request>();
  auto scenario = std::make_shared<std::string>();
  arguments->output = "calibrate.gpkg";
  auto* command = app.add_subcommand(asked.name, asked.sentence);
  add_case_options(*command, *arguments);
  add_fields(*command, asked, *request);
  command->add_option("--write", *scenario, "New scenario file with the fitted cells")
      ->type_name("FILE.toml");
  add_answer_options(*command, *arguments);
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, request, scenario, &asked, &exit_code] {
    exit_code = calibrate(asked, *arguments, *request, *scenario);
  });
}

}  // namespace amur::app
