#include "amur/app/study_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/app/shard_command.h"
#include "amur/cli/declared_options.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/progress.h"

namespace amur::app {
namespace {

using study::field_type;
using study::request_field;

// "--crossing" of "-c,--crossing".
std::string long_name(const request_field& field) {
  return field.option.substr(field.option.find("--"));
}

const char* type_name(const request_field& field) {
  switch (field.type) {
    case field_type::whole:
      return "UINT";
    case field_type::number:
      return "FLOAT";
    case field_type::month:
      return "YYYY-MM";
    default:
      return "TEXT";
  }
}

std::string usual_text(const study::request_value& usual) {
  return std::visit([](const auto& value) { return fmt::format("{}", value); }, usual);
}

CLI::Option* add_field(CLI::App& command, const request_field& field,
                       study::study_request& request) {
  if (field.type == field_type::flag)
    return command.add_flag_callback(
        field.option, [&field, &request] { request.set(field.name, true); }, field.sentence);
  auto* option = command.add_option_function<std::string>(
      field.option,
      [&field, &request](const std::string& text) {
        std::string problem;
        if (auto value = study::read_value(field, text, problem))
          request.set(field.name, std::move(*value));
      },
      field.sentence);
  option->type_name(type_name(field))->check(cli::check_of(field));
  if (field.usual) option->default_str(usual_text(*field.usual));
  return option;
}

}  // namespace

const study::declared_study& study_named(const std::string& name) {
  return *study::find_study(name);
}

void add_case_options(CLI::App& command, case_arguments& arguments) {
  command.add_option("CASE", arguments.folder, "Case folder")->required();
  command
      .add_option("-s,--scenario", arguments.scenarios,
                  "Scenario of the case, or a .toml file; may be given again, in order")
      ->allow_extra_args(false);
}

void add_answer_options(CLI::App& command, case_arguments& arguments) {
  if (!arguments.output.empty())
    command.add_option("-o,--output", arguments.output, "Result file")
        ->capture_default_str()
        ->type_name("FILE.gpkg");
  cli::add_threads_option(command, arguments.threads);
  command.add_flag("--json", arguments.json, "Print the answer as JSON");
}

void add_fields(CLI::App& command, const study::declared_study& asked,
                study::study_request& request, bool is_asked) {
  for (const auto& field : asked.fields) {
    auto* option = add_field(command, field, request);
    if (is_asked && field.is_required) option->required();
    if (!field.needs.empty())
      option->needs(command.get_option(long_name(*asked.field(field.needs))));
  }
}

void name_options(const study::declared_study& asked, diagnostics& report) {
  for (auto& finding : report.findings)
    if (const auto* field = finding.file.empty() ? asked.field(finding.field) : nullptr)
      finding.field = long_name(*field).substr(2);
}

int answer_command(const study::declared_study& asked, const case_arguments& arguments,
                   const command_files& files, const command_work& work) {
  diagnostics report;
  if (!may_write_of_case(files.outputs, arguments.folder, files.inputs, report))
    return cli::refused(report, arguments.json);
  cli::progress_line progress(!arguments.json);
  const auto answer = work(progress, report);
  const double seconds = progress.seconds();
  progress.clear();
  name_options(asked, report);
  if (arguments.json) {
    nlohmann::json json;
    if (answer.is_written) json["result"] = arguments.output;
    if (answer.fill) answer.fill(seconds, json);
    json["findings"] = cli::findings_json(report);
    cli::print_json(json);
  } else {
    if (answer.print) answer.print(seconds);
    if (answer.is_written) fmt::print(stderr, "\nResult: {}\n", arguments.output);
  }
  cli::print_findings(report);
  return exit_code_of(answer.status);
}

study::study_task task_of(const study::declared_study& asked, const case_arguments& arguments,
                          cli::progress_line& progress) {
  study::study_task task{
      {arguments.folder, arguments.output, arguments.scenarios, arguments.threads, AMUR_VERSION}};
  if (asked.parts.empty())
    task.progress = progress.callback();
  else
    task.part = [count = progress.count_callback(asked.parts)](std::size_t done, std::size_t of) {
      count(done, of);
      return true;
    };
  task.goes_on = [](const std::string& month) {
    fmt::print(stderr, "A stopped run goes on at {}; --fresh starts anew\n", month);
  };
  return task;
}

command_answer shown_answer(study::case_outcome outcome, const study::study_request& request,
                            const study_view& view) {
  if (outcome.tables.tables.empty()) return {outcome.status};
  const auto tables = std::make_shared<result::result_tables>(std::move(outcome.tables));
  return {
      outcome.status, true,
      [tables, view, &request](double seconds) { view.print(*tables, request, seconds); },
      [tables, view](double seconds, nlohmann::json& json) { view.fill(*tables, seconds, json); }};
}

int answer_study(const study::declared_study& asked, const case_arguments& arguments,
                 const study::study_request& request, const study_view& view) {
  return answer_command(asked, arguments, {{{"--output", arguments.output}}, {}},
                        [&](cli::progress_line& progress, diagnostics& report) {
                          return shown_answer(
                              asked.run(task_of(asked, arguments, progress), request, report),
                              request, view);
                        });
}

void add_study_command(CLI::App& app, const study::declared_study& asked,
                       const std::string& usual_output, const study_view& view, int& exit_code) {
  auto arguments = std::make_shared<case_arguments>();
  auto request = std::make_shared<study::study_request>();
  arguments->output = usual_output;
  auto* command = app.add_subcommand(asked.name, asked.sentence);
  add_case_options(*command, *arguments);
  add_fields(*command, asked, *request);
  add_answer_options(*command, *arguments);
  auto shards = std::make_shared<shard_arguments>();
  if (asked.has_shards) add_shard_options(*command, *shards);
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, request, shards, &asked, view, &exit_code] {
    exit_code = asked.has_shards ? answer_shards(asked, *arguments, *request, *shards, view)
                                 : answer_study(asked, *arguments, *request, view);
  });
}

}  // namespace amur::app
