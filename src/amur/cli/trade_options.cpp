#include "amur/cli/trade_options.h"

#include "amur/cli/declared_options.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/text/written_names.h"

namespace amur::cli {

CLI::Option* add_column(CLI::App& command, const text::declared_command& asked,
                        const std::string& name, std::string& column) {
  return add_declared(command, asked, name, column)->transform([](const std::string& text) {
    return text::without_quotes(text);
  });
}

void add_equation_options(CLI::App& command, const text::declared_command& asked,
                          equation_arguments& arguments) {
  command.add_option("TABLE", arguments.file, "CSV file with a header and a row for each flow")
      ->required();
  add_column(command, asked, "y", arguments.trade);
  add_declared(command, asked, "x", arguments.regressors);
  add_declared(command, asked, "fe", arguments.effects);
  add_declared(command, asked, "cluster", arguments.clusters);
  add_column(command, asked, "offset", arguments.offset);
  add_column(command, asked, "weights", arguments.weights);
  add_column(command, asked, "time", arguments.time);
  add_declared(command, asked, "panel", arguments.panel);
  add_declared(command, asked, "refuse_missing", arguments.refuse_missing);
  add_threads_option(command, arguments.threads);
}

int exit_code_of(trade::gravity_status status) {
  if (status == trade::gravity_status::solved) return done;
  return status == trade::gravity_status::one_cluster ? bad_input : not_solved;
}

}  // namespace amur::cli
