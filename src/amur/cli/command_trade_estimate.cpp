// amur trade estimate TABLE

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>

#include "amur/cli/declared_options.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/text_table.h"
#include "amur/cli/trade_command.h"
#include "amur/cli/trade_correction.h"
#include "amur/cli/trade_options.h"
#include "amur/text/file.h"
#include "amur/text/output_check.h"
#include "amur/text/text.h"
#include "amur/text/written_names.h"
#include "amur/trade/inference.h"
#include "amur/trade/wald.h"
#include "amur/world/trade_requests.h"

namespace amur::cli {
namespace {

struct estimate_arguments : equation_arguments {
  std::vector<std::string> tested;
  bool reset = false;
  std::string output, distribution = "normal", corrected_by;
  bool json = false;

  [[nodiscard]] bool is_t() const { return distribution == "t"; }
};

struct estimate_answer {
  trade::gravity_estimate made;
  std::optional<corrected_estimate> corrected;
  double freedom = trade::normal_degrees;

  [[nodiscard]] trade::inference of(const trade::coefficient& each) const {
    return trade::infer(each.value, each.standard_error, freedom);
  }
};

// Tests of an estimate; what isn't asked for is empty.
struct estimate_tests {
  std::optional<trade::wald_test> all, given, reset;
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

// The constant comes last; a correction of bias has none.
std::vector<trade::coefficient> rows_of(const estimate_answer& answer) {
  auto rows = answer.made.coefficients;
  if (!answer.corrected) rows.push_back(answer.made.constant);
  return rows;
}

// That the square of the fit's logarithm explains nothing more (Ramsey 1969; Santos Silva &
// Tenreyro 2006). Empty where that regressor, or an answer, can't be had.
std::optional<trade::wald_test> test_form(const trade_table& table, const estimate_answer& answer) {
  const auto& made = answer.made;
  std::vector<double> square(made.fitted.size(), 0);
  for (std::size_t row = 0; row < square.size(); ++row)
    if (made.use[row] == trade::row_use::used)
      square[row] = std::log(made.fitted[row]) * std::log(made.fitted[row]);
  const trade::regressor more[] = {{"square of the fit's logarithm", square}};
  const auto again = table.estimate(more);
  const std::size_t last[] = {again.coefficients.size() - 1};
  if (again.status != trade::gravity_status::solved) return std::nullopt;
  const auto test = trade::test_jointly(again, last, answer.freedom);
  return test.degrees > 0 ? std::optional(test) : std::nullopt;
}

estimate_tests test_estimate(const estimate_arguments& arguments, const trade_table& table,
                             const std::vector<std::size_t>& tested, const estimate_answer& answer,
                             diagnostics& report) {
  const auto& made = answer.made;
  estimate_tests found;
  std::vector<std::size_t> all(made.coefficients.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  found.all = trade::test_jointly(made, all, answer.freedom);
  if (!tested.empty()) found.given = trade::test_jointly(made, tested, answer.freedom);
  if (arguments.reset && !(found.reset = test_form(table, answer)))
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
  if (std::isfinite(test.freedom))
    return fmt::format("F({}, {:g}) {:.2f}, p {:.3f}", test.degrees, test.freedom,
                       test.chi_squared / static_cast<double>(test.degrees), test.p);
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

std::string describe_errors(const estimate_arguments& arguments, const trade_table& table,
                            const estimate_answer& answer) {
  std::string text = "robust to heteroskedasticity";
  if (answer.corrected)
    text = fmt::format("clustered by pair ({}), corrected for the effects' bias",
                       grouped(static_cast<double>(answer.corrected->correction.pairs)));
  else if (!arguments.clusters.empty())
    text = "clustered by " + named_counts(table.clusters(), answer.made.cluster_counts);
  if (arguments.is_t()) text += fmt::format("; t with {:g} degrees of freedom", answer.freedom);
  return text;
}

text_table coefficient_table(const estimate_arguments& arguments, const estimate_answer& answer) {
  std::vector<std::pair<std::string, align>> columns = {
      {arguments.trade, align::left},
      {"coefficient", align::right},
      {"std. error", align::right},
      {arguments.is_t() ? "t" : "z", align::right},
      {"p", align::right},
      {"95 % from", align::right},
      {"to", align::right}};
  if (answer.corrected)
    for (const char* name : {"bias", "std. error before"}) columns.push_back({name, align::right});
  text_table text(std::move(columns));
  const auto digits = [](double value) { return fmt::format("{:#.7g}", value); };
  const auto rows = rows_of(answer);
  for (std::size_t c = 0; c < rows.size(); ++c) {
    const auto& each = rows[c];
    if (each.use != trade::regressor_use::estimated) {
      text.add({each.name, "left out"});
      continue;
    }
    const auto of = answer.of(each);
    std::vector<std::string> cells = {each.name,
                                      digits(each.value),
                                      digits(each.standard_error),
                                      fmt::format("{:.2f}", of.statistic),
                                      fmt::format("{:.3f}", of.p),
                                      digits(of.lower),
                                      digits(of.upper)};
    if (answer.corrected) {
      cells.push_back(digits(answer.corrected->correction.bias[c]));
      cells.push_back(digits(answer.corrected->before.coefficients[c].standard_error));
    }
    text.add(std::move(cells));
  }
  return text;
}

void print_screen(const estimate_arguments& arguments, const trade_table& table,
                  const estimate_answer& answer, const estimate_tests& tests, double seconds) {
  const auto& made = answer.made;
  fmt::print("{}: {} by Poisson pseudo maximum likelihood, {} of {} rows\n", table.file().file,
             arguments.trade, grouped(static_cast<double>(made.rows_used)),
             grouped(static_cast<double>(table.rows() + table.file().left_out)));
  if (!arguments.weights.empty()) fmt::print("weights: {}\n", arguments.weights);
  if (!arguments.effects.empty())
    fmt::print("fixed effects: {}\n", named_counts(table.effects(), table.count_levels(made)));
  fmt::print("standard errors: {}\n\n", describe_errors(arguments, table, answer));
  fmt::print("{}\n", coefficient_table(arguments, answer).to_string());
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

nlohmann::json coefficients_json(const estimate_arguments& arguments,
                                 const estimate_answer& answer) {
  auto json = nlohmann::json::array();
  const auto rows = rows_of(answer);
  for (std::size_t c = 0; c < rows.size(); ++c) {
    const auto& each = rows[c];
    nlohmann::json row{{"name", each.name}, {"use", describe(each.use)}};
    if (each.use == trade::regressor_use::estimated) {
      const auto of = answer.of(each);
      row.update({{"coefficient", each.value},
                  {"standard_error", each.standard_error},
                  {arguments.is_t() ? "t" : "z", of.statistic},
                  {"p", of.p},
                  {"lower_95", of.lower},
                  {"upper_95", of.upper}});
      if (answer.corrected)
        row.update(
            {{"bias", answer.corrected->correction.bias[c]},
             {"standard_error_before", answer.corrected->before.coefficients[c].standard_error}});
    }
    json.push_back(std::move(row));
  }
  return json;
}

nlohmann::json to_json(const estimate_arguments& arguments, const trade_table& table,
                       const estimate_answer& answer, const estimate_tests& tests, double seconds) {
  const auto& made = answer.made;
  nlohmann::json json{{"status", world::word_of(made.status)},
                      {"rows", table.rows() + table.file().left_out},
                      {"rows_used", made.rows_used},
                      {"rows_with_missing_values", table.file().left_out},
                      {"weightless", made.weightless},
                      {"singletons", made.singletons},
                      {"separated", made.separated},
                      {"iterations", made.log.size()},
                      {"seconds", seconds}};
  if (made.status != trade::gravity_status::solved) return json;
  json["deviance"] = made.deviance;
  json["log_likelihood"] = made.log_likelihood;
  json["null_log_likelihood"] = made.null_log_likelihood;
  json["pseudo_r_squared"] = made.pseudo_r_squared;
  json["regressor_score_residual"] = made.regressor_score_residual;
  json["effect_score_residual"] = made.effect_score_residual;
  json["distribution"] = arguments.distribution;
  if (arguments.is_t()) json["degrees_of_freedom"] = answer.freedom;
  if (tests.all) json["joint_test"] = to_json(*tests.all);
  if (tests.given) json["test"] = to_json(*tests.given);
  if (tests.reset) json["reset"] = to_json(*tests.reset);
  const auto levels = table.count_levels(made);
  for (std::size_t e = 0; e < levels.size(); ++e)
    json["effects"].push_back({{"name", table.effects()[e].text}, {"levels", levels[e]}});
  for (std::size_t c = 0; c < table.clusters().size(); ++c)
    json["clusters"].push_back(
        {{"name", table.clusters()[c].text}, {"clusters", made.cluster_counts[c]}});
  json["coefficients"] = coefficients_json(arguments, answer);
  return json;
}

bool write_coefficients(const estimate_arguments& arguments, const estimate_answer& answer,
                        diagnostics& report) {
  text::file_writer out(arguments.output, report);
  out << "name,use,coefficient,standard_error," << (arguments.is_t() ? "t" : "z")
      << ",p,lower_95,upper_95" << (answer.corrected ? ",bias,standard_error_before" : "") << '\n';
  const auto rows = rows_of(answer);
  for (std::size_t c = 0; c < rows.size(); ++c) {
    const auto& each = rows[c];
    out << text::csv_cell(each.name) << ',' << describe(each.use);
    if (each.use == trade::regressor_use::estimated) {
      const auto of = answer.of(each);
      for (const double value :
           {each.value, each.standard_error, of.statistic, of.p, of.lower, of.upper})
        out << ',' << value;
      if (answer.corrected)
        out << ',' << answer.corrected->correction.bias[c] << ','
            << answer.corrected->before.coefficients[c].standard_error;
      out << '\n';
    } else {
      out << (answer.corrected ? ",,,,,,,,\n" : ",,,,,,\n");
    }
  }
  return out.commit();
}

int estimate(const estimate_arguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  diagnostics report;
  trade_table table(arguments);
  const auto tested = find_tested(arguments, table);
  std::optional<correction_columns> correction;
  if (!arguments.corrected_by.empty())
    correction = find_correction(arguments, arguments.corrected_by, table);
  estimate_answer answer;
  const text::named_output outputs[] = {{"--output", arguments.output}};
  const std::filesystem::path inputs[] = {arguments.file, arguments.gravity};
  const bool read = text::may_write(outputs, inputs, report) && table.read(report);
  if (read) answer.made = table.estimate();
  if (read) world::warn_of_estimate(answer.made, table, report);
  bool solved = read && answer.made.status == trade::gravity_status::solved;
  bool corrected = true;
  if (solved && correction) {
    corrected =
        correct(*correction, arguments, table, answer.made, answer.corrected.emplace(), report);
    solved = corrected;
  }
  if (arguments.is_t()) answer.freedom = trade::degrees_of_freedom(answer.made);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto tests =
      solved ? test_estimate(arguments, table, tested, answer, report) : estimate_tests{};
  const bool written =
      !solved || arguments.output.empty() || write_coefficients(arguments, answer, report);
  if (arguments.json) {
    auto json = read && corrected ? to_json(arguments, table, answer, tests, seconds)
                                  : nlohmann::json::object();
    json["findings"] = findings_json(report);
    print_json(json);
  } else if (solved) {
    print_screen(arguments, table, answer, tests, seconds);
  }
  print_findings(report);
  return !read || !written || !corrected ? bad_input : exit_code_of(answer.made.status);
}

}  // namespace

void add_trade_estimate_command(CLI::App& trade, int& exit_code) {
  const auto& asked = world::estimate_request();
  auto arguments = std::make_shared<estimate_arguments>();
  auto* command = trade.add_subcommand("estimate", asked.sentence);
  add_equation_options(*command, asked, *arguments);
  add_declared(*command, asked, "test", arguments->tested);
  add_declared(*command, asked, "reset", arguments->reset);
  add_declared(*command, asked, "distribution", arguments->distribution);
  add_declared(*command, asked, "correct_bias", arguments->corrected_by)->type_name("TIME");
  command
      ->add_option("--gravity", arguments->gravity,
                   "CEPII's Gravity, for columns that the table lacks; joined by exporter, "
                   "importer and year")
      ->type_name("FILE.csv");
  command->add_option("-o,--output", arguments->output, "Write the coefficients here")
      ->type_name("FILE.csv");
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, &exit_code] {
    exit_code = with_option_errors([&arguments] { return estimate(*arguments); });
  });
}

}  // namespace amur::cli
