// amur report RESULT

#include <fmt/format.h>

#include <memory>

#include "amur/app/commands.h"
#include "amur/cli/exit_code.h"
#include "amur/report/report.h"
#include "amur/serve/web_files.h"
#include "amur/text/file.h"
#include "amur/text/output_check.h"

namespace amur::app {
namespace {

// The page's land; none where the program was built without the page.
std::string_view packed_land() {
  for (const auto& file : serve::web_files())
    if (file.path.starts_with("/countries") && file.path.ends_with(".json")) return file.content;
  return {};
}

int write_report(const std::string& result, const std::string& output) {
  diagnostics findings;
  const text::named_output outputs[] = {{"--output", output}};
  const std::filesystem::path inputs[] = {result};
  if (!text::may_write(outputs, inputs, findings)) return cli::refused(findings, false);
  const auto html = report::html_of(result, packed_land(), findings);
  if (html) {
    text::file_writer out(output, findings);
    out << *html;
    (void)out.commit();  // a failure is among the findings
  }
  cli::print_findings(findings);
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
