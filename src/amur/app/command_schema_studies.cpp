// amur schema studies

#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/serve/study_json.h"

namespace amur::app {

void add_studies_schema_command(CLI::App& app, int& exit_code) {
  const auto known = app.get_subcommands([](CLI::App* each) { return each->check_name("schema"); });
  auto* schema = known.empty() ? nullptr : known.front();
  if (!schema) {
    schema = app.add_subcommand("schema", "Say what there is to read and to ask, with its units");
    schema->require_subcommand(1);
  }
  auto* command =
      schema->add_subcommand("studies", "What each study asks for and what it allows, as JSON");
  command->footer("Example:\n  amur schema studies");
  command->callback([&exit_code] {
    cli::print_json(serve::studies_json());
    exit_code = done;
  });
}

}  // namespace amur::app
