// amur schema studies

#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/serve/study_json.h"

namespace amur::app {

void add_studies_schema(CLI::App& schema, int& exit_code) {
  auto* command =
      schema.add_subcommand("studies", "What each study asks for and what it allows, as JSON");
  command->footer("Example:\n  amur schema studies");
  command->callback([&exit_code] {
    cli::print_json(serve::studies_json());
    exit_code = done;
  });
}

}  // namespace amur::app
