// amur new CASE

#include <fmt/format.h>

#include "amur/app/commands.h"
#include "amur/case/case_writer.h"
#include "amur/case/new_case.h"
#include "amur/text/file.h"

namespace amur::app {
namespace {

int make_case(const std::filesystem::path& folder) {
  diagnostics report;
  std::error_code code;
  if (std::filesystem::exists(folder, code) && !std::filesystem::is_empty(folder, code)) {
    report.error(folder.string(), 0, "", "", "something is there already",
                 "a folder that does not exist yet, or an empty one");
    cli::print_findings(report);
    return bad_input;
  }
  const auto text = cases::starter_case("A first case");
  const bool written = cases::write_case(text, folder, report, true);
  if (written) {
    if (text::write_file(folder / "columns.md", cases::columns_markdown(text), report)) {
      fmt::print(
          "{0}: a case that runs\n  amur run {0}\nWhat its settings are, case.toml says; "
          "what its columns are, columns.md.\n",
          folder.string());
      return done;
    }
  }
  cli::print_findings(report);
  return bad_input;
}

}  // namespace

void add_new_command(CLI::App& app, int& exit_code) {
  auto folder = std::make_shared<std::string>();
  auto* command = app.add_subcommand("new", "Write a small case to start from");
  command->add_option("CASE", *folder, "Folder to make")->required();
  command->footer("Example:\n  amur new mycase && amur run mycase");
  command->callback([folder, &exit_code] { exit_code = make_case(*folder); });
}

}  // namespace amur::app
