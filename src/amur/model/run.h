#pragma once
// One run of a case: solve, and average along routes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/assign/replay.h"
#include "amur/base/parallel.h"
#include "amur/model/names.h"
#include "amur/model/network_model.h"

namespace amur::model {

struct run_options {
  std::size_t threads = 0;  ///< 0: all processors
  std::string version;      ///< of the program, for the result's `run` table
  assign::progress_callback progress;
  /// Of a case with the same network: stochastic equilibria start from it.
  const assign::solution* start = nullptr;
  /// One loading at `start`, whatever it misses: how far it is from an equilibrium.
  bool one_loading = false;
  solving_terms terms{};
  /// [centre] which were open in the month before; empty: as the case finds them.
  std::vector<std::uint8_t> open_centres{};
};

/// Averages of one trade flow along its routes, per unit of quantity.
struct flow_average {
  std::array<double, component_count> component{};
  double constant = 0;  ///< USD that enter the choice beside cost, and no cost
  double time_h = 0, length_km = 0;
  std::vector<double> mode_km;            ///< [mode]
  [[nodiscard]] double cost_usd() const;  ///< of all components
};

/// Door-to-door sums over the units of a class that use one arc.
struct arc_sums {
  double quantity = 0;
  flow_average sum;
};

/// What a result is made from.
struct run_answer {
  network_model model;
  assign::solution solution;
  std::vector<flow_average> flow_averages;  ///< as model.flows; of banned and unroutable ones zero
  /// [class][arc] for arcs of crossings, else empty of quantity.
  std::vector<std::vector<arc_sums>> through;
  double conservation = 0;
};

struct observed_day {
  demand_anchors anchors;
  assign::solution solution;  ///< where another case with the same network can start
};

/// The demand table at the delivered prices of `data`, of every routable flow whose commodity is
/// elastic. Throws `no_answer`.
[[nodiscard]] observed_day observed_demand(const case_data& data, const run_options& options);

/// Sums along the routes of an answer's class, whatever model it is of.
[[nodiscard]] assign::route_averages replay_class(const case_data& data, const network_model& model,
                                                  std::size_t k, const assign::solution& solution,
                                                  const assign::arc_attributes& attributes,
                                                  thread_pool& pool);

/// Solves the case by its `settings.equilibrium`, without the averages along routes (those members
/// stay empty). Throws `no_answer`.
[[nodiscard]] run_answer solve_flows(const case_data& data, const demand_anchors& anchors,
                                     const run_options& options);

/// The same with averages, of a model that is built already.
[[nodiscard]] run_answer answer_model(const case_data& data, network_model model,
                                      const run_options& options);
/// The same of the case's own model.
[[nodiscard]] run_answer solve_case(const case_data& data, const demand_anchors& anchors,
                                    const run_options& options);

}  // namespace amur::model
