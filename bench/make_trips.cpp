// Writes a trip table for a network that is published without one:
// make_trips NETWORK_net.tntp OUT_trips.tntp [--trips 1260907] [--flows NETWORK_flow.tntp]
//
// A gravity model on free-flow time. With published flows, zones send and get what the links at
// them carry, and the mean time of a trip is that of the flows at free-flow speed, so that the
// congestion is of the published kind. This wants zones that only start and end trips; where others
// pass through them, or without flows, all zones are alike and a trip takes `default_share` of the
// mean time over all pairs.

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <utility>

#include "amur/route/skim.h"
#include "gravity.h"
#include "support/tntp_graph.h"

namespace {

using namespace amur;

// By Chicago Regional's published flows it is 0.53.
constexpr double default_share = 0.5;

template <typename value>
value read_or_throw(std::optional<value> read, const diagnostics& report) {
  if (!read) throw std::runtime_error(to_string(report.findings.at(0)));
  return std::move(*read);
}

void scale_to(std::vector<double>& amounts, double total) {
  const double sum = std::accumulate(amounts.begin(), amounts.end(), 0.0);
  if (sum <= 0) throw std::runtime_error("the flows at the zones add up to nothing");
  for (double& amount : amounts) amount *= total / sum;
}

void take_from_flows(const exchange::tntp_network& network,
                     const std::vector<exchange::tntp_flow>& flows, bench::gravity_input& input) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> time;
  for (std::size_t link = 0; link < network.from.size(); ++link)
    time[{network.from[link], network.to[link]}] = network.free_flow_time[link];
  std::fill(input.origin.begin(), input.origin.end(), 0.0);
  std::fill(input.destination.begin(), input.destination.end(), 0.0);
  double trips = 0, minutes = 0;
  for (const auto& flow : flows) {
    const auto link = time.find({flow.from, flow.to});
    if (link == time.end())
      throw std::runtime_error(fmt::format("flow on no link: {} to {}", flow.from, flow.to));
    minutes += flow.volume * link->second;
    if (flow.from <= network.zones) {
      input.origin[flow.from - 1] += flow.volume;
      trips += flow.volume;
    }
    if (flow.to <= network.zones) input.destination[flow.to - 1] += flow.volume;
  }
  if (trips > 0) input.mean_time = minutes / trips;
}

std::int64_t write_trips(const std::string& path, const std::vector<std::int64_t>& hundredths,
                         std::size_t zones) {
  std::int64_t total = 0, pairs = 0;
  for (const auto cell : hundredths) {
    total += cell;
    pairs += cell > 0;
  }
  const auto plain = [](std::int64_t cell) {
    return fmt::format("{}.{:02}", cell / 100, cell % 100);
  };
  std::ofstream out(path);
  out << fmt::format("<NUMBER OF ZONES> {}\n<TOTAL OD FLOW> {}\n<END OF METADATA>\n", zones,
                     plain(total));
  for (std::size_t i = 0; i < zones; ++i) {
    out << fmt::format("\nOrigin {}\n", i + 1);
    int in_line = 0;
    for (std::size_t j = 0; j < zones; ++j) {
      const auto cell = hundredths[i * zones + j];
      if (cell == 0) continue;
      constexpr int cells_a_line = 5;
      if (in_line == cells_a_line) out << '\n';
      in_line = in_line % cells_a_line + 1;
      out << fmt::format("  {} : {};", j + 1, plain(cell));
    }
    if (in_line > 0) out << '\n';
  }
  if (!out.flush()) throw std::runtime_error("can't write " + path);
  return pairs;
}

void make_trips(const std::string& network_file, const std::string& out, double trips,
                const std::string& flow_file) {
  diagnostics report;
  const auto network = read_or_throw(exchange::read_tntp_network(network_file, report), report);
  const auto net = test::read_tntp_graph(network_file);
  thread_pool pool;
  route::skim_options options;
  options.no_through = net.no_through;

  bench::gravity_input input;
  input.time = route::skim(net.graph, net.time, net.zones, net.zones, options, pool).cost;
  input.origin.assign(network.zones, 1.0);
  input.destination.assign(network.zones, 1.0);
  if (!flow_file.empty())
    take_from_flows(network, read_or_throw(exchange::read_tntp_flows(flow_file, report), report),
                    input);
  scale_to(input.origin, trips);
  scale_to(input.destination, trips);
  const double over_all = bench::mean_over_all_pairs(input);
  if (flow_file.empty()) input.mean_time = default_share * over_all;
  if (input.mean_time <= 0) throw std::runtime_error("no trip takes any time");

  const auto made = bench::gravity(input);
  const auto pairs =
      write_trips(out, bench::round_to_hundredths(made.trips, network.zones), network.zones);
  fmt::print("{} pairs, beta {:.5f}, mean time {:.2f} (asked {:.2f}, over all pairs {:.2f})\n",
             pairs, made.beta, made.mean_time, input.mean_time, over_all);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Writes a gravity trip table for a TNTP network"};
  std::string network, out, flows;
  double trips = 1260907;
  app.add_option("NETWORK", network, "Network file")->required();
  app.add_option("OUT", out, "Trip table to write")->required();
  app.add_option("--trips", trips, "Trips in all")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--flows", flows, "Published flows, for what zones send and get");
  CLI11_PARSE(app, argc, argv);
  try {
    make_trips(network, out, trips, flows);
  } catch (const std::exception& error) {
    std::cerr << "error: " << error.what() << '\n';
    return 2;
  }
  return 0;
}
