// amur fit RECORDS.csv

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>

#include "amur/app/cli.h"
#include "amur/app/commands.h"
#include "amur/case/distribution_text.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/crossing/fit.h"
#include "amur/study/service_records.h"

namespace amur::app {
namespace {

// A kind that is as far from the records in fewer samples than this is not theirs.
constexpr double least_probability = 0.05;

struct fit_arguments {
  std::string file;
  std::uint64_t seed = 1;
  bool json = false;
};

struct stage_fit {
  const study::stage_times* records;
  std::vector<crossing::fitted_distribution> kinds;
  crossing::distribution chosen;
};

// The best kind that the records do not speak against, else the records themselves.
stage_fit fit_stage(const study::stage_times& records, std::uint64_t seed) {
  stage_fit fit{&records, crossing::fit_distributions(records.minutes, {199, seed}), {}};
  for (const auto& kind : fit.kinds)
    if (kind.probability > least_probability) {
      fit.chosen = kind.of;
      return fit;
    }
  fit.chosen = crossing::empirical(records.minutes);
  return fit;
}

double mean_of(const std::vector<double>& minutes) {
  return std::accumulate(minutes.begin(), minutes.end(), 0.0) / static_cast<double>(minutes.size());
}

void print_fits(const std::vector<stage_fit>& fits) {
  for (const auto& fit : fits) {
    const auto& of = *fit.records;
    fmt::print("{}{} records, mean {:.4g} min\n", of.stage.empty() ? "" : of.stage + ": ",
               of.minutes.size(), mean_of(of.minutes));
    cli::text_table text({{"  time_min", cli::align::left},
                          {"log likelihood", cli::align::right},
                          {"AIC", cli::align::right},
                          {"A2", cli::align::right},
                          {"p", cli::align::right}});
    for (const auto& kind : fit.kinds)
      text.add({"  " + cases::text_of(kind.of), cli::grouped(kind.log_likelihood, 1),
                cli::grouped(kind.akaike, 1), fmt::format("{:.3g}", kind.anderson_darling),
                fmt::format("{:.3f}", kind.probability)});
    fmt::print("{}  For the case: {}\n\n", text.to_string(), cases::text_of(fit.chosen));
  }
  fmt::print(
      "By maximum likelihood. A2 is Anderson and Darling's distance; p is the share of samples of\n"
      "the fitted distribution that are as far from their own fit. The case gets the kind of "
      "least\n"
      "AIC with p above {}; where there is none, the records themselves.\n",
      least_probability);
}

nlohmann::json as_json(const stage_fit& fit) {
  auto kinds = nlohmann::json::array();
  for (const auto& kind : fit.kinds)
    kinds.push_back({{"time_min", cases::text_of(kind.of)},
                     {"log_likelihood", kind.log_likelihood},
                     {"aic", kind.akaike},
                     {"anderson_darling", kind.anderson_darling},
                     {"p", kind.probability}});
  return {{"stage_id", fit.records->stage},
          {"records", fit.records->minutes.size()},
          {"mean_min", mean_of(fit.records->minutes)},
          {"time_min", cases::text_of(fit.chosen)},
          {"fits", kinds}};
}

int fit(const fit_arguments& arguments) {
  diagnostics report;
  const auto records = study::read_service_records(arguments.file, report);
  if (!records) return cli::refused(report, arguments.json);
  if (records->left_out > 0)
    report.warning(arguments.file, 0, "", "",
                   fmt::format("{} rows without a time are left out", records->left_out));
  std::vector<stage_fit> fits;
  for (const auto& stage : records->stages) fits.push_back(fit_stage(stage, arguments.seed));
  if (arguments.json) {
    nlohmann::json answer{{"left_out", records->left_out}, {"stages", nlohmann::json::array()}};
    for (const auto& each : fits) answer["stages"].push_back(as_json(each));
    cli::print_json(answer);
  } else {
    print_fits(fits);
  }
  cli::print_findings(report);
  return done;
}

}  // namespace

void add_fit_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<fit_arguments>();
  auto* command = app.add_subcommand("fit", "Fit the times of stages to records of service");
  command
      ->add_option("RECORDS", arguments->file,
                   "CSV file with time_min, or begin and end (YYYY-MM-DD HH:MM), and perhaps "
                   "stage_id")
      ->type_name("FILE.csv")
      ->required();
  command->add_option("--seed", arguments->seed, "Seed of the samples that p comes from")
      ->capture_default_str()
      ->check(cli::whole_number({}));
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  amur fit release_times.csv");
  command->callback([arguments, &exit_code] { exit_code = fit(*arguments); });
}

}  // namespace amur::app
