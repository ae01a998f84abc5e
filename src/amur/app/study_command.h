#pragma once
// A command that asks a study of a case: its options come from the study's declaration.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "amur/cli/progress.h"
#include "amur/result/result.h"
#include "amur/study/registry.h"
#include "amur/text/output_check.h"

namespace amur::app {

/// What every such command takes beside its study's own fields.
struct case_arguments {
  std::string folder, output;
  std::vector<std::string> scenarios;
  std::size_t threads = 0;
  bool json = false;
};

/// A study by a name that is known to be there.
[[nodiscard]] const study::declared_study& study_named(const std::string& name);

/// CASE and --scenario.
void add_case_options(CLI::App& command, case_arguments& arguments);
/// --output, where the command writes a result, --threads and --json.
void add_answer_options(CLI::App& command, case_arguments& arguments);
/// The fields of a study; what is given goes into `request`, which must outlive the command.
/// `is_asked`: its required fields are required.
void add_fields(CLI::App& command, const study::declared_study& asked,
                study::study_request& request, bool is_asked = true);

/// Findings about a field of the request name its option instead.
void name_options(const study::declared_study& asked, diagnostics& report);

/// How a study's answer is shown.
struct study_view {
  void (*print)(const result::result_tables& tables, const study::study_request& request,
                double seconds);
  void (*fill)(const result::result_tables& tables, double seconds, nlohmann::json& json);
};

/// What a command found, and how that is shown; what has nothing to show leaves it empty.
struct command_answer {
  study::run_status status = study::run_status::bad_input;
  bool is_written = false;  ///< a result, as the arguments' output
  std::function<void(double seconds)> print = {};
  std::function<void(double seconds, nlohmann::json& json)> fill = {};
};
using command_work =
    std::function<command_answer(cli::progress_line& progress, diagnostics& report)>;

/// Files beside the case's own: outputs may be none of the inputs.
struct command_files {
  std::vector<text::named_output> outputs = {};
  std::vector<std::filesystem::path> inputs = {};
};

/// How every command ends that asks a study: outputs checked before the work, then the answer, or
/// what is wrong, on the screen or as JSON; returns the exit code.
[[nodiscard]] int answer_command(const study::declared_study& asked,
                                 const case_arguments& arguments, const command_files& files,
                                 const command_work& work);

/// The study's case as the arguments name it; `progress` hears of the work.
[[nodiscard]] study::study_task task_of(const study::declared_study& asked,
                                        const case_arguments& arguments,
                                        cli::progress_line& progress);

/// How an outcome is shown, if it has tables.
[[nodiscard]] command_answer shown_answer(study::case_outcome outcome,
                                          const study::study_request& request,
                                          const study_view& view);

/// Runs the study and shows its answer or what is wrong; returns the exit code.
[[nodiscard]] int answer_study(const study::declared_study& asked, const case_arguments& arguments,
                               const study::study_request& request, const study_view& view);

/// Adds a command that is one study, with all of the above.
void add_study_command(CLI::App& app, const study::declared_study& asked,
                       const std::string& usual_output, const study_view& view, int& exit_code);

}  // namespace amur::app
