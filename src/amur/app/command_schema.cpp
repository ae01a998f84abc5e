// amur schema: what there is to read and to ask

#include "amur/app/commands.h"

namespace amur::app {

void add_schema_command(CLI::App& app, int& exit_code) {
  auto* schema =
      app.add_subcommand("schema", "Say what there is to read and to ask, with its units");
  schema->require_subcommand(1);
  add_case_schema(*schema, exit_code);
  add_studies_schema(*schema, exit_code);
  add_result_schema(*schema, exit_code);
}

}  // namespace amur::app
