// amur trade estimate TABLE

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <numbers>
#include <numeric>
#include <optional>

#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/text_table.h"
#include "amur/cli/trade_command.h"
#include "amur/cli/trade_table.h"
#include "amur/text/file.h"
#include "amur/text/output_check.h"
#include "amur/text/text.h"
#include "amur/text/written_names.h"
#include "amur/trade/wald.h"

namespace amur::cli {
namespace {

constexpr double normal_quantile_975 = 1.959963984540054;

struct estimate_arguments : equation_arguments {
  std::vector<std::string> tested;
  bool reset = false;
  std::string output;
  bool json = false;
};

// Tests of an estimate; what isn't asked for is empty.
struct estimate_tests {
  std::optional<trade::wald_test> all, given, reset;
};

// A coefficient with what is inferred from it under the normal distribution.
struct inference {
  double z = 0, p = 0, lower = 0, upper = 0;

  explicit inference(const trade::coefficient& of)
      : z(of.value / of.standard_error),
        p(std::erfc(std::abs(z) / std::numbers::sqrt2)),
        lower(of.value - normal_quantile_975 * of.standard_error),
        upper(of.value + normal_quantile_975 * of.standard_error) {}
};

const char* describe(trade::regressor_use use) {
  switch (use) {
    case trade::regressor_use::estimated:
      return "estimated";
    case trade::regressor_use::absorbed:
      return "absorbed";
    case trade::regressor_use::collinear:
      return "collinear";
  }
  return "";
}

std::vector<trade::coefficient> rows_of(const trade::gravity_estimate& made) {
  auto rows = made.coefficients;
  rows.push_back(made.constant);
  return rows;
}

// That the square of the fit's logarithm explains nothing more (Ramsey 1969; Santos Silva &
// Tenreyro 2006). Empty where that regressor, or an answer, can't be had.
std::optional<trade::wald_test> test_form(const trade_table& table,
                                          const trade::gravity_estimate& made) {
  std::vector<double> square(made.fitted.size(), 0);
  for (std::size_t row = 0; row < square.size(); ++row)
    if (made.use[row] == trade::row_use::used)
      square[row] = std::log(made.fitted[row]) * std::log(made.fitted[row]);
  const trade::regressor more[] = {{"square of the fit's logarithm", square}};
  const auto again = table.estimate(more);
  const std::size_t last[] = {again.coefficients.size() - 1};
  if (again.status != trade::gravity_status::solved) return std::nullopt;
  const auto test = trade::test_jointly(again, last);
  return test.degrees > 0 ? std::optional(test) : std::nullopt;
}

estimate_tests test_estimate(const estimate_arguments& arguments, const trade_table& table,
                             const std::vector<std::size_t>& tested,
                             const trade::gravity_estimate& made, diagnostics& report) {
  estimate_tests found;
  std::vector<std::size_t> all(made.coefficients.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  found.all = trade::test_jointly(made, all);
  if (!tested.empty()) found.given = trade::test_jointly(made, tested);
  if (arguments.reset && !(found.reset = test_form(table, made)))
    report.warning(table.file().file, 0, "--reset", "",
                   "there is no such test: the square of the fit's logarithm can't be told from "
                   "regressors and effects");
  return found;
}

// The regressors that `--test` names, as they are written in `--x`.
std::vector<std::size_t> find_tested(const estimate_arguments& arguments,
                                     const trade_table& table) {
  std::vector<std::size_t> found;
  for (const auto& name : text::split_names(arguments.tested)) {
    const auto place =
        std::ranges::find(table.terms(), text::without_quotes(name), &gravity_term::text);
    if (place == table.terms().end())
      throw CLI::ValidationError("--test", "'" + name + "' is no regressor of --x");
    found.push_back(static_cast<std::size_t>(place - table.terms().begin()));
  }
  return found;
}

std::string describe(const trade::wald_test& test) {
  return fmt::format("chi2({}) {:.2f}, p {:.3f}", test.degrees, test.chi_squared, test.p);
}

nlohmann::json to_json(const trade::wald_test& test) {
  return {{"chi_squared", test.chi_squared}, {"degrees", test.degrees}, {"p", test.p}};
}

std::string named_counts(const std::vector<gravity_group>& groups,
                         const std::vector<std::size_t>& counts) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < groups.size(); ++i)
    parts.push_back(
        fmt::format("{} ({})", groups[i].text, grouped(static_cast<double>(counts[i]))));
  return text::join(parts);
}

void print_screen(const estimate_arguments& arguments, const trade_table& table,
                  const trade::gravity_estimate& made, const estimate_tests& tests,
                  double seconds) {
  fmt::print("{}: {} by Poisson pseudo maximum likelihood, {} of {} rows\n", table.file().file,
             arguments.trade, grouped(static_cast<double>(made.rows_used)),
             grouped(static_cast<double>(table.rows() + table.file().left_out)));
  if (!arguments.effects.empty())
    fmt::print("fixed effects: {}\n", named_counts(table.effects(), table.count_levels(made)));
  fmt::print("standard errors: {}\n\n",
             arguments.clusters.empty()
                 ? "robust to heteroskedasticity"
                 : "clustered by " + named_counts(table.clusters(), made.cluster_counts));
  text_table text({{arguments.trade, align::left},
                   {"coefficient", align::right},
                   {"std. error", align::right},
                   {"z", align::right},
                   {"p", align::right},
                   {"95 % from", align::right},
                   {"to", align::right}});
  for (const auto& each : rows_of(made)) {
    const inference of(each);
    if (each.use == trade::regressor_use::estimated)
      text.add({each.name, fmt::format("{:#.7g}", each.value),
                fmt::format("{:#.7g}", each.standard_error), fmt::format("{:.2f}", of.z),
                fmt::format("{:.3f}", of.p), fmt::format("{:#.7g}", of.lower),
                fmt::format("{:#.7g}", of.upper)});
    else
      text.add({each.name, "left out"});
  }
  fmt::print("{}\n", text.to_string());
  fmt::print("deviance {:.7g}, log pseudolikelihood {:.7g}, pseudo R2 {:.4f}\n", made.deviance,
             made.log_likelihood, made.pseudo_r_squared);
  if (tests.all && tests.all->degrees > 0)
    fmt::print("all coefficients 0: {}\n", describe(*tests.all));
  if (tests.given)
    fmt::print("{} 0: {}\n", text::join(text::split_names(arguments.tested)),
               describe(*tests.given));
  if (tests.reset) fmt::print("RESET: {}\n", describe(*tests.reset));
  fmt::print("{} iterations, {:.2f} s; first order conditions hold to {:.0e}\n", made.log.size(),
             seconds, std::max(made.regressor_score_residual, made.effect_score_residual));
}

nlohmann::json to_json(const trade_table& table, const trade::gravity_estimate& made,
                       const estimate_tests& tests, double seconds) {
  nlohmann::json json{
      {"status", word_of(made.status)}, {"rows", table.rows() + table.file().left_out},
      {"rows_used", made.rows_used},    {"rows_with_missing_values", table.file().left_out},
      {"singletons", made.singletons},  {"separated", made.separated},
      {"iterations", made.log.size()},  {"seconds", seconds}};
  if (made.status != trade::gravity_status::solved) return json;
  json["deviance"] = made.deviance;
  json["log_likelihood"] = made.log_likelihood;
  json["null_log_likelihood"] = made.null_log_likelihood;
  json["pseudo_r_squared"] = made.pseudo_r_squared;
  json["regressor_score_residual"] = made.regressor_score_residual;
  json["effect_score_residual"] = made.effect_score_residual;
  if (tests.all) json["joint_test"] = to_json(*tests.all);
  if (tests.given) json["test"] = to_json(*tests.given);
  if (tests.reset) json["reset"] = to_json(*tests.reset);
  const auto levels = table.count_levels(made);
  for (std::size_t e = 0; e < levels.size(); ++e)
    json["effects"].push_back({{"name", table.effects()[e].text}, {"levels", levels[e]}});
  for (std::size_t c = 0; c < made.cluster_counts.size(); ++c)
    json["clusters"].push_back(
        {{"name", table.clusters()[c].text}, {"clusters", made.cluster_counts[c]}});
  for (const auto& each : rows_of(made)) {
    nlohmann::json row{{"name", each.name}, {"use", describe(each.use)}};
    if (each.use == trade::regressor_use::estimated) {
      const inference of(each);
      row.update({{"coefficient", each.value},
                  {"standard_error", each.standard_error},
                  {"z", of.z},
                  {"p", of.p},
                  {"lower_95", of.lower},
                  {"upper_95", of.upper}});
    }
    json["coefficients"].push_back(std::move(row));
  }
  return json;
}

bool write_coefficients(const std::string& path, const trade::gravity_estimate& made,
                        diagnostics& report) {
  text::file_writer out(path, report);
  out << "name,use,coefficient,standard_error,z,p,lower_95,upper_95\n";
  for (const auto& each : rows_of(made)) {
    out << text::csv_cell(each.name) << ',' << describe(each.use);
    if (each.use == trade::regressor_use::estimated) {
      const inference of(each);
      for (const double value : {each.value, each.standard_error, of.z, of.p, of.lower, of.upper})
        out << ',' << value;
      out << '\n';
    } else {
      out << ",,,,,,\n";
    }
  }
  return out.commit();
}

int estimate(const estimate_arguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  diagnostics report;
  trade_table table(arguments);
  const auto tested = find_tested(arguments, table);
  trade::gravity_estimate made;
  const text::named_output outputs[] = {{"--output", arguments.output}};
  const std::filesystem::path inputs[] = {arguments.file};
  const bool read = text::may_write(outputs, inputs, report) && table.read(report);
  if (read) made = table.estimate();
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const bool solved = read && made.status == trade::gravity_status::solved;
  if (read) warn_of_estimate(made, table, report);
  const auto tests =
      solved ? test_estimate(arguments, table, tested, made, report) : estimate_tests{};
  const bool written =
      !solved || arguments.output.empty() || write_coefficients(arguments.output, made, report);
  if (arguments.json) {
    auto json = read ? to_json(table, made, tests, seconds) : nlohmann::json::object();
    json["findings"] = findings_json(report);
    print_json(json);
  } else if (solved) {
    print_screen(arguments, table, made, tests, seconds);
  }
  print_findings(report);
  return !read || !written ? bad_input : exit_code_of(made.status);
}

}  // namespace

void add_trade_estimate_command(CLI::App& trade, int& exit_code) {
  auto arguments = std::make_shared<estimate_arguments>();
  auto* command = trade.add_subcommand(
      "estimate", "Gravity equation by Poisson pseudo maximum likelihood with fixed effects");
  add_equation_options(*command, *arguments);
  command
      ->add_option("--test", arguments->tested,
                   "Test that these regressors' coefficients are all 0, with commas between")
      ->allow_extra_args(false);
  command->add_flag("--reset", arguments->reset,
                    "Test the form of the equation: whether the square of the fit's logarithm "
                    "explains more");
  command->add_option("-o,--output", arguments->output, "Write the coefficients here")
      ->type_name("FILE.csv");
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer(
      "Example:\n  amur trade estimate trade.csv --y trade --x \"ln(distance),contiguity\" \\\n"
      "    --fe exporter#year,importer#year --cluster exporter#importer");
  command->callback([arguments, &exit_code] { exit_code = estimate(*arguments); });
}

}  // namespace amur::cli
