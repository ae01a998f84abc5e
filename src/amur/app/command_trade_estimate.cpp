// amur trade estimate TABLE

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <numbers>

#include "amur/app/cli.h"
#include "amur/app/findings.h"
#include "amur/app/text_table.h"
#include "amur/app/trade_command.h"
#include "amur/app/trade_table.h"
#include "amur/io/file.h"
#include "amur/io/output_check.h"
#include "amur/io/text.h"

namespace amur::app {
namespace {

constexpr double normal_quantile_975 = 1.959963984540054;

struct estimate_arguments : equation_arguments {
  std::string output;
  bool json = false;
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

const char* word_of(trade::regressor_use use) {
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

const char* word_of(trade::gravity_status status) {
  switch (status) {
    case trade::gravity_status::solved:
      return "solved";
    case trade::gravity_status::not_converged:
      return "not converged";
    case trade::gravity_status::nothing_left:
      return "nothing left";
    case trade::gravity_status::invalid_data:
      return "invalid data";
  }
  return "";
}

std::vector<trade::coefficient> rows_of(const trade::gravity_estimate& made) {
  auto rows = made.coefficients;
  rows.push_back(made.constant);
  return rows;
}

std::string named_counts(const std::vector<std::string>& names,
                         const std::vector<std::size_t>& counts) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < names.size(); ++i)
    parts.push_back(fmt::format("{} ({})", names[i], grouped(static_cast<double>(counts[i]))));
  return io::join(parts);
}

void print_screen(const estimate_arguments& arguments, const trade_table& table,
                  const trade::gravity_estimate& made, double seconds) {
  fmt::print("{}: {} by Poisson pseudo maximum likelihood, {} of {} rows\n", table.file().file,
             arguments.trade, grouped(static_cast<double>(made.rows_used)),
             grouped(static_cast<double>(table.rows() + table.file().left_out)));
  if (!arguments.effects.empty())
    fmt::print("fixed effects: {}\n", named_counts(arguments.effects, table.count_levels(made)));
  fmt::print("standard errors: {}\n\n",
             arguments.clusters.empty()
                 ? "robust to heteroskedasticity"
                 : "clustered by " + named_counts(arguments.clusters, made.cluster_counts));
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
  fmt::print("{} iterations, {:.2f} s; first order conditions hold to {:.0e}\n", made.log.size(),
             seconds, std::max(made.regressor_score_residual, made.effect_score_residual));
}

nlohmann::json to_json(const estimate_arguments& arguments, const trade_table& table,
                       const trade::gravity_estimate& made, double seconds) {
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
  const auto levels = table.count_levels(made);
  for (std::size_t e = 0; e < levels.size(); ++e)
    json["effects"].push_back({{"name", arguments.effects[e]}, {"levels", levels[e]}});
  for (std::size_t c = 0; c < made.cluster_counts.size(); ++c)
    json["clusters"].push_back(
        {{"name", arguments.clusters[c]}, {"clusters", made.cluster_counts[c]}});
  for (const auto& each : rows_of(made)) {
    nlohmann::json row{{"name", each.name}, {"use", word_of(each.use)}};
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
  io::file_writer out(path, report);
  out << "name,use,coefficient,standard_error,z,p,lower_95,upper_95\n";
  for (const auto& each : rows_of(made)) {
    out << each.name << ',' << word_of(each.use);
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
  trade::gravity_estimate made;
  const io::named_output outputs[] = {{"--output", arguments.output}};
  const std::filesystem::path inputs[] = {arguments.file};
  const bool read = io::may_write(outputs, inputs, report) && table.read(report);
  if (read) made = table.estimate();
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const bool solved = read && made.status == trade::gravity_status::solved;
  if (read) warn_of_estimate(made, table, report);
  const bool written =
      !solved || arguments.output.empty() || write_coefficients(arguments.output, made, report);
  if (arguments.json) {
    auto json = read ? to_json(arguments, table, made, seconds) : nlohmann::json::object();
    json["findings"] = findings_json(report);
    print_json(json);
  } else if (solved) {
    print_screen(arguments, table, made, seconds);
  }
  print_findings(report);
  return !read || !written ? bad_input : solved ? done : not_solved;
}

}  // namespace

void add_trade_estimate_command(CLI::App& trade, int& exit_code) {
  auto arguments = std::make_shared<estimate_arguments>();
  auto* command = trade.add_subcommand(
      "estimate", "Gravity equation by Poisson pseudo maximum likelihood with fixed effects");
  add_equation_options(*command, *arguments);
  command->add_option("-o,--output", arguments->output, "Write the coefficients here")
      ->type_name("FILE.csv");
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer(
      "Example:\n  amur trade estimate trade.csv --y trade --x \"ln(distance),contiguity\" \\\n"
      "    --fe exporter#year,importer#year --cluster exporter#importer");
  command->callback([arguments, &exit_code] { exit_code = estimate(*arguments); });
}

}  // namespace amur::app
