#pragma once
// A command that asks a study of a case: its options come from the study's declaration.

#include <CLI/CLI.hpp>

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "amur/result/result.h"
#include "amur/study/registry.h"

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

/// Runs the study and shows its answer or what is wrong; returns the exit code.
[[nodiscard]] int answer_study(const study::declared_study& asked, const case_arguments& arguments,
                               const study::study_request& request, const study_view& view);

/// Adds a command that is one study, with all of the above.
void add_study_command(CLI::App& app, const study::declared_study& asked,
                       const std::string& usual_output, const study_view& view, int& exit_code);

}  // namespace amur::app
