#pragma once
// How the loading of one class answers to what it is given, exactly: derivatives of the nested
// logit's and of the Markovian loading, backward.

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "amur/assign/leg_network.h"
#include "amur/assign/problem.h"

namespace amur::assign {

struct known_choice;

/// What a class's loading depends on, as places in one array: costs of arcs, costs they would have
/// were no capacity full, dispersions, demand.
struct loading_inputs {
  std::size_t arcs = 0, demands = 0;

  [[nodiscard]] std::size_t cost(std::size_t arc) const { return arc; }
  [[nodiscard]] std::size_t unpriced_cost(std::size_t arc) const { return arcs + arc; }
  [[nodiscard]] std::size_t dispersion() const { return 2 * arcs; }
  [[nodiscard]] std::size_t route_dispersion() const { return 2 * arcs + 1; }
  [[nodiscard]] std::size_t refusal() const { return 2 * arcs + 2; }
  [[nodiscard]] std::size_t t_per_day(std::size_t demand) const {
    return 2 * arcs + 3 + 4 * demand;
  }
  [[nodiscard]] std::size_t price_base(std::size_t demand) const { return t_per_day(demand) + 1; }
  [[nodiscard]] std::size_t reference_price(std::size_t demand) const {
    return t_per_day(demand) + 2;
  }
  [[nodiscard]] std::size_t elasticity(std::size_t demand) const { return t_per_day(demand) + 3; }
  [[nodiscard]] std::size_t size() const { return 2 * arcs + 3 + 4 * demands; }
};
[[nodiscard]] loading_inputs inputs_of(const problem& problem, const user_class& user);

/// Their values at hours of arcs and prices of capacities.
[[nodiscard]] std::vector<double> input_values(const problem& problem, const user_class& user,
                                               std::span<const double> arc_time_h,
                                               std::span<const double> price_usd);

/// What a loading brings about, as places in one array: flows of arcs, then of each demand what is
/// delivered and what it expects to pay.
struct loading_outputs {
  std::size_t arcs = 0, demands = 0;

  [[nodiscard]] std::size_t flow(std::size_t arc) const { return arc; }
  [[nodiscard]] std::size_t delivered(std::size_t demand) const { return arcs + demand; }
  [[nodiscard]] std::size_t expected_cost(std::size_t demand) const {
    return arcs + demands + demand;
  }
  [[nodiscard]] std::size_t size() const { return arcs + 2 * demands; }
};

/// A loading and its derivative.
class class_derivative {
 public:
  class_derivative() = default;
  virtual ~class_derivative() = default;
  class_derivative(const class_derivative&) = delete;
  class_derivative& operator=(const class_derivative&) = delete;

  /// [output] what was loaded, as the loading itself computes it.
  [[nodiscard]] virtual const std::vector<double>& outputs() const = 0;
  /// For `count` weighted sums of outputs, [output * count + i], their derivatives by the inputs,
  /// [input * count + i].
  [[nodiscard]] virtual std::vector<double> by_inputs(std::span<const double> weights,
                                                      std::size_t count) const = 0;
};

/// Of the nested logit on the class's legs. `asked` [arc]: where it is not empty, the costs of
/// those arcs alone are taken to vary, and of no other arc the flow is told. `known`: of a loading
/// at these very costs. Throws `no_answer` where more chains than may be listed were cut back.
[[nodiscard]] std::unique_ptr<class_derivative> derive_logit(
    const problem& problem, const user_class& user, const leg_network& net,
    std::span<const double> inputs, std::span<const std::uint8_t> asked = {},
    const known_choice* known = nullptr);

/// Of the Markovian choice.
[[nodiscard]] std::unique_ptr<class_derivative> derive_markov(const problem& problem,
                                                              const user_class& user,
                                                              std::span<const double> inputs);

}  // namespace amur::assign
