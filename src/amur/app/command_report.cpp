// amur report RESULT

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "amur/app/cli.h"
#include "amur/app/commands.h"
#include "amur/report/report.h"

namespace amur::app {
namespace {

int write_report(const std::string& result, const std::string& output) {
  diagnostics findings;
  const auto html = report::html_of(result, findings);
  if (html) {
    // To a temporary first: an earlier report stays until the new one is whole.
    const auto temporary = output + ".partial";
    std::ofstream out(temporary, std::ios::binary);
    out << *html;
    out.close();
    std::error_code problem;
    if (out) std::filesystem::rename(temporary, output, problem);
    if (!out || problem) {
      std::error_code ignored;
      std::filesystem::remove(temporary, ignored);
      findings.error(output, 0, "", "", "the report can't be written", "a path to write to");
    }
  }
  print_findings(findings);
  if (findings.has_errors()) return bad_input;
  fmt::print(stderr, "Report: {}\n", output);
  return done;
}

}  // namespace

void add_report_command(CLI::App& app, int& exit_code) {
  auto result = std::make_shared<std::string>();
  auto output = std::make_shared<std::string>("report.html");
  auto* command = app.add_subcommand("report", "Write a result as one page that can be sent");
  command->add_option("RESULT", *result, "Result of a run or a simulation")
      ->required()
      ->type_name("FILE.gpkg");
  command->add_option("-o,--output", *output, "Report")
      ->capture_default_str()
      ->type_name("FILE.html");
  command->footer("Example:\n  amur report result.gpkg -o report.html");
  command->callback([result, output, &exit_code] { exit_code = write_report(*result, *output); });
}

}  // namespace amur::app
