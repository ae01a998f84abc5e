// amur trade equilibrium TABLE --set CHANGE

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "amur/cli/declared_options.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/trade_command.h"
#include "amur/cli/trade_equilibria.h"
#include "amur/cli/trade_spread.h"
#include "amur/text/output_check.h"
#include "amur/text/typed_row.h"
#include "amur/text/written_names.h"
#include "amur/world/trade_requests.h"

namespace amur::cli {
namespace {

using trade::one_sector_equilibrium;
using trade::trade_status;

std::string reason_of(trade_status status) {
  switch (status) {
    case trade_status::invalid_data:
      return "a figure is out of range";
    case trade_status::no_supplier:
      return "goods are wanted that nobody can deliver";
    case trade_status::no_buyer:
      return "nobody can take what is made";
    case trade_status::unbalanced_bloc:
      return "a bloc that trades with nobody else has a deficit";
    case trade_status::one_way_trade:
      return "one side could sell but never buy";
    case trade_status::negative_absorption:
      return "a country would spend less than nothing";
    case trade_status::not_converged:
    case trade_status::solved:
      break;
  }
  return "the model didn't converge";
}

bool check(const one_sector_equilibrium& made, const char* which, const trade_world& world,
           const std::string& file, diagnostics& report) {
  if (made.status == trade_status::solved) return true;
  std::string place;
  if (made.place.country < world.country.size()) place = world.country[made.place.country];
  if (made.place.partner < world.country.size())
    place += " to " + world.country[made.place.partner];
  report.error(file, 0, which, place, reason_of(made.status));
  return false;
}

bool solve(const equilibrium_arguments& arguments, const std::string& file, equilibria& made,
           diagnostics& report) {
  const auto& world = made.world;
  const trade::one_sector_world model{
      world.output,
      world.expenditure,
      world.factor_before,
      arguments.sigma,
      world.reference,
      arguments.deficits_held ? trade::deficit_rule::held : trade::deficit_rule::proportional};
  made.baseline = trade::solve_baseline(model);
  if (!check(made.baseline, "baseline", world, file, report)) return false;
  made.conditional = trade::solve_conditional(model, made.baseline, world.factor_after);
  if (!check(made.conditional, "conditional equilibrium", world, file, report)) return false;
  made.full =
      arguments.implied_prices
          ? trade::follow_implied_prices(model, made.baseline, made.conditional, world.factor_after)
          : trade::solve_full(model, made.baseline, world.factor_after);
  return check(made.full, "full equilibrium", world, file, report);
}

// Fills what follows from other arguments; the coefficients, where they are given.
coefficient_list complete(equilibrium_arguments& arguments) {
  coefficient_list given;
  for (const auto& text : text::split_names(arguments.coefficients)) {
    const auto equals = text.rfind('=');
    std::string problem;
    const auto value = equals == std::string::npos
                           ? std::nullopt
                           : text::parse_number(text.substr(equals + 1), problem);
    if (!value || !text::any_number.has(*value))
      throw CLI::ValidationError("--coefficients",
                                 "'" + text + "' gives none; allowed: NAME=NUMBER, up to 1e15");
    arguments.regressors.push_back(text.substr(0, equals));
    given.push_back(*value);
  }
  if (given.empty() && arguments.effects.empty())
    arguments.effects = {arguments.exporter, arguments.importer};
  return given;
}

// Empty where it isn't asked for, or, with an error, where equilibria beside the estimate have
// none.
std::optional<equilibria_spread> spread_of(const equilibrium_arguments& arguments,
                                           const trade_table& table, const equilibria& made,
                                           const std::vector<country_column>& columns,
                                           diagnostics& report) {
  if (!arguments.wants_spread()) return std::nullopt;
  auto found = find_spread(arguments, made, columns, [&](equilibria& drawn) {
    diagnostics quiet;
    return solve(arguments, table.file().file, drawn, quiet);
  });
  if (found.uncertainty.found) return found;
  report.error(table.file().file, 0, "--intervals", "",
               "coefficients a little beside the estimate have no equilibrium");
  return std::nullopt;
}

int find_equilibrium(equilibrium_arguments arguments) {
  const auto start = std::chrono::steady_clock::now();
  equilibria made;
  made.coefficients = complete(arguments);
  trade_table table(arguments);
  const world::world_maker maker(arguments, table);
  diagnostics report;
  const auto give_up = [&](int code) {
    print_findings(report);
    if (arguments.json) print_json(nlohmann::json{{"findings", findings_json(report)}});
    return code;
  };
  const text::named_output outputs[] = {{"--output", arguments.output},
                                        {"--pairs", arguments.pairs},
                                        {"--intervals", arguments.intervals}};
  const std::filesystem::path inputs[] = {arguments.file};
  if (!text::may_write(outputs, inputs, report) || !table.read(report)) return give_up(bad_input);
  if (arguments.coefficients.empty()) {
    made.estimate = table.estimate();
    world::warn_of_estimate(*made.estimate, table, report);
    if (made.estimate->status != trade::gravity_status::solved)
      return give_up(exit_code_of(made.estimate->status));
    for (const auto& each : made.estimate->coefficients) made.coefficients.push_back(each.value);
  }
  auto world = maker.make(made.estimate, made.coefficients, report);
  if (!world) return give_up(bad_input);
  made.world = std::move(*world);
  if (!solve(arguments, table.file().file, made, report)) return give_up(not_solved);
  const auto columns = tabulate(made);
  const auto spread = spread_of(arguments, table, made, columns, report);
  if (arguments.wants_spread() && !spread) return give_up(not_solved);
  if ((!arguments.output.empty() && !write_countries(arguments.output, made, columns, report)) ||
      (!arguments.pairs.empty() && !write_pairs(arguments.pairs, made, report)) ||
      (!arguments.intervals.empty() && !write_spread(arguments.intervals, made, *spread, report)))
    return give_up(bad_input);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (arguments.json) {
    auto json = equilibria_json(arguments, table, made, columns, seconds);
    if (spread) json["spread"] = spread_json(made, *spread);
    json["findings"] = findings_json(report);
    print_json(json);
  } else {
    print_equilibria(arguments, table, made, columns, seconds);
    if (spread) print_spread(made, *spread);
  }
  print_findings(report);
  return done;
}

// Of given coefficients nothing is known but their values.
void add_spread_options(CLI::App& command, const text::declared_command& asked,
                        equilibrium_arguments& arguments, CLI::Option& given) {
  auto* samples = add_declared(command, asked, "samples", arguments.samples);
  add_declared(command, asked, "seed", arguments.seed);
  auto* intervals = command
                        .add_option("--intervals", arguments.intervals,
                                    "Write how sure changes are here, as far as coefficients "
                                    "are: by the delta method, and by --samples")
                        ->type_name("FILE.csv");
  given.excludes(samples)->excludes(intervals);
}

}  // namespace

void add_trade_equilibrium_command(CLI::App& trade, int& exit_code) {
  const auto& asked = world::equilibrium_request();
  auto arguments = std::make_shared<equilibrium_arguments>();
  auto* command = trade.add_subcommand("equilibrium", asked.sentence);
  add_equation_options(*command, asked, *arguments);
  add_declared(*command, asked, "set", arguments->changes);
  auto* given = add_declared(*command, asked, "coefficients", arguments->coefficients);
  add_spread_options(*command, asked, *arguments, *given);
  for (const char* option : {"--x", "--fe", "--cluster"})
    given->excludes(command->get_option(option));
  add_declared(*command, asked, "sigma", arguments->sigma);
  add_declared(*command, asked, "reference", arguments->reference);
  add_column(*command, asked, "exporter", arguments->exporter);
  add_column(*command, asked, "importer", arguments->importer);
  add_column(*command, asked, "production", arguments->production);
  add_column(*command, asked, "expenditure", arguments->expenditure);
  add_declared(*command, asked, "where", arguments->where);
  add_declared(*command, asked, "deficits_held", arguments->deficits_held);
  add_declared(*command, asked, "implied_prices", arguments->implied_prices);
  command->add_option("-o,--output", arguments->output, "Write the results by country here")
      ->type_name("FILE.csv");
  command->add_option("--pairs", arguments->pairs, "Write trade by pair here")
      ->type_name("FILE.csv");
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, &exit_code] {
    exit_code = with_option_errors([&arguments] { return find_equilibrium(*arguments); });
  });
}

}  // namespace amur::cli
