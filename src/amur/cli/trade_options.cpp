#include "amur/cli/trade_options.h"

#include "amur/cli/exit_code.h"
#include "amur/cli/option_checks.h"
#include "amur/text/written_names.h"

namespace amur::cli {

void add_equation_options(CLI::App& command, equation_arguments& arguments) {
  const auto unquote = [](const std::string& text) { return text::without_quotes(text); };
  command.add_option("TABLE", arguments.file, "CSV file with a header and a row for each flow")
      ->required();
  command.add_option("-y,--y", arguments.trade, "Column of trade")->required()->transform(unquote);
  command
      .add_option(
          "-x,--x", arguments.regressors,
          "Columns that explain it: NAME, ln(NAME) or ln(1+NAME), at another time lag(NAME,4) or "
          "lead(NAME,4), with commas between; a name that holds a comma, '#' or the like in "
          "double quotes")
      ->allow_extra_args(false);
  command
      .add_option("--fe", arguments.effects,
                  "Fixed effects: a column or columns together, as in exporter#year")
      ->allow_extra_args(false);
  command
      .add_option("--cluster", arguments.clusters,
                  "Let errors within these groups move together; else they are only robust")
      ->allow_extra_args(false);
  command.add_option("--offset", arguments.offset, "Column with a coefficient of 1")
      ->transform(unquote);
  command
      .add_option("--weights", arguments.weights,
                  "Column of weights, one over a row's chance to be drawn (pweight)")
      ->transform(unquote);
  command.add_option("--time", arguments.time, "Column of time, for lag() and lead()")
      ->transform(unquote);
  command
      .add_option("--panel", arguments.panel,
                  "Columns that tell panels apart, for lag() and lead(); default: all of --fe and "
                  "--cluster but that of time")
      ->allow_extra_args(false);
  command.add_flag(
      "--refuse-missing", arguments.refuse_missing,
      "Refuse rows with a missing value (blank, NA, NaN or a dot), which are else left "
      "out and counted");
  add_threads_option(command, arguments.threads);
}

int exit_code_of(trade::gravity_status status) {
  if (status == trade::gravity_status::solved) return done;
  return status == trade::gravity_status::one_cluster ? bad_input : not_solved;
}

}  // namespace amur::cli
