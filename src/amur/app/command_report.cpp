// amur report A [B]

#include <fmt/format.h>

#include <memory>

#include "amur/app/commands.h"
#include "amur/app/packed_land.h"
#include "amur/cli/exit_code.h"
#include "amur/report/pdf.h"
#include "amur/report/report.h"
#include "amur/text/file.h"
#include "amur/text/output_check.h"

namespace amur::app {
namespace {

struct report_arguments {
  std::vector<std::string> results;  ///< of two the first is what the second is held against
  std::string output = "report.html", pdf;
};

void write_html(const std::string& html, const std::string& path, diagnostics& findings) {
  if (text::write_file(path, html, findings)) fmt::print(stderr, "Report: {}\n", path);
}

int write_report(report_arguments arguments) {
  diagnostics findings;
  if (arguments.output.ends_with(".pdf") && arguments.pdf.empty())
    arguments.pdf = std::exchange(arguments.output, "");
  const text::named_output outputs[] = {{"--output", arguments.output}, {"--pdf", arguments.pdf}};
  const std::vector<std::filesystem::path> inputs(arguments.results.begin(),
                                                  arguments.results.end());
  if (!text::may_write(outputs, inputs, findings)) return cli::refused(findings, false);
  const auto browser = arguments.pdf.empty() ? std::filesystem::path() : report::find_browser();
  const auto html = report::html_of(
      {inputs.back(), inputs.size() > 1 ? inputs.front() : std::filesystem::path(), packed_land()},
      findings);
  const bool is_told = html.has_value();
  if (is_told && !arguments.output.empty()) write_html(*html, arguments.output, findings);
  bool is_printed = true;
  if (is_told && !arguments.pdf.empty() && !findings.has_errors()) {
    if (browser.empty())
      findings.error(arguments.pdf, 0, "--pdf", "",
                     "no Chromium and no Chrome were found to print with",
                     "one of them on the PATH; any browser prints the HTML");
    is_printed = !browser.empty() && report::write_pdf(*html, arguments.pdf, browser, findings);
    if (is_printed) fmt::print(stderr, "Report: {}\n", arguments.pdf);
  }
  cli::print_findings(findings);
  if (!is_printed) return not_solved;
  return findings.has_errors() ? bad_input : done;
}

}  // namespace

void add_report_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<report_arguments>();
  auto* command = app.add_subcommand("report", "Write a result, or what changed, as a briefing");
  command
      ->add_option("RESULT", arguments->results,
                   "Result; or the one to compare with, then the one that changed")
      ->required()
      ->expected(1, 2)
      ->type_name("A.gpkg [B.gpkg]");
  command->add_option("-o,--output", arguments->output, "Report, HTML or PDF by its name")
      ->capture_default_str()
      ->type_name("FILE.html");
  command->add_option("--pdf", arguments->pdf, "The same as a PDF, printed by Chromium")
      ->type_name("FILE.pdf");
  command->footer(
      "Example:\n  amur report result.gpkg -o report.html\n"
      "  amur report result.gpkg toll0.gpkg -o toll0.pdf");
  command->callback([arguments, &exit_code] { exit_code = write_report(*arguments); });
}

}  // namespace amur::app
