// Loadings against residual of a stochastic equilibrium on a TNTP network:
// fixed_point NAME_net.tntp NAME_trips.tntp --dispersion 0.5 --model markov --rule accelerated

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>

#include "amur/assign/conservation.h"
#include "amur/assign/logit_equilibrium.h"
#include "amur/assign/markov_equilibrium.h"
#include "amur/exchange/tntp_problem.h"

namespace {

using namespace amur;

struct arguments {
  std::string net, trips, model = "markov", rule = "accelerated";
  double dispersion = 0.5, tolerance = 1e-10;
  int most = 1000;
  std::size_t threads = 0;
  bool zones_are_centroids = false;
};

template <class Read>
Read must(std::optional<Read> read, const diagnostics& report) {
  if (!read) throw std::runtime_error(to_string(report.findings.front()));
  return std::move(*read);
}

assign::problem read_problem(const arguments& given) {
  diagnostics report;
  const auto net = must(exchange::read_tntp_network(given.net, report), report);
  const auto trips = must(exchange::read_tntp_trips(given.trips, net.zones, report), report);
  auto problem = exchange::make_problem(net, trips).problem;
  auto& user = problem.classes.front();
  user.dispersion_usd_per_t = user.route_dispersion_usd_per_t = given.dispersion;
  if (given.zones_are_centroids)
    std::fill_n(problem.no_through.begin(), net.zones, std::uint8_t{1});
  return problem;
}

// Loadings until the residual first fell to the tolerance; the one at free flow counts.
std::string loadings_to(const assign::solution& solution, double tolerance) {
  for (const auto& step : solution.log)
    if (step.residual <= tolerance) return fmt::format("{}", step.number + 1);
  return "-";
}

int measure(const arguments& given) {
  const auto problem = read_problem(given);
  assign::options options{given.tolerance, given.most, given.threads, false};
  if (given.rule == "averages") options.rule = assign::step_rule::successive_averages;
  const auto start = std::chrono::steady_clock::now();
  const auto solution = given.model == "markov" ? assign::solve_markov(problem, options)
                                                : assign::solve_logit(problem, options);
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  if (solution.status == assign::status::no_finite_solution) {
    fmt::print("no finite solution at a dispersion of {}, but at {:.2g}\n", given.dispersion,
               solution.unbounded.bounded_dispersion_usd_per_t);
    return 1;
  }
  const auto loadings = solution.log.size() + 1;
  fmt::print("{:<12}", given.rule);
  for (const double tolerance : {1e-2, 1e-3, 1e-4, 1e-6, 1e-8, 1e-10})
    fmt::print(" {:>7}", loadings_to(solution, tolerance));
  fmt::print(" {:>8} {:>9.1e} {:>10.1f}\n", loadings, solution.residual,
             1000 * passed.count() / static_cast<double>(loadings));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures how a stochastic equilibrium converges"};
  arguments given;
  app.add_option("NET", given.net, "TNTP network")->required();
  app.add_option("TRIPS", given.trips, "TNTP trips")->required();
  app.add_option("--model", given.model, "markov or logit")
      ->capture_default_str()
      ->check(CLI::IsMember({"markov", "logit"}));
  app.add_option("--rule", given.rule, "accelerated or averages")
      ->capture_default_str()
      ->check(CLI::IsMember({"accelerated", "averages"}));
  app.add_option("--dispersion", given.dispersion, "In the network's unit of time")
      ->capture_default_str();
  app.add_option("--tolerance", given.tolerance, "Residual to stop at")->capture_default_str();
  app.add_option("--most", given.most, "Most loadings")->capture_default_str();
  app.add_option("--threads", given.threads, "Threads; 0: all processors")->capture_default_str();
  app.add_flag("--centroids", given.zones_are_centroids, "No route passes a zone");
  CLI11_PARSE(app, argc, argv);
  try {
    return measure(given);
  } catch (const std::exception& error) {
    std::cerr << "error: " << error.what() << '\n';
    return 2;
  }
}
