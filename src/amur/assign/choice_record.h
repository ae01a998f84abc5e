#pragma once
// The chains of a choice graph on a tape: expected costs, and flows from their start to their end
// (assign/choice_graph.h has the equations).

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/choice_graph.h"
#include "amur/assign/leg_record.h"

namespace amur::assign {

/// Where flows go that are still to be summed.
struct open_flows {
  std::vector<std::vector<linear_tape::variable>> legs, arcs;  ///< [leg], [arc]
};

/// Records graph after graph; holds scratch.
class choice_record {
 public:
  using variable = linear_tape::variable;

  /// `arc_cost` [arc] are the costs that the graphs are of.
  choice_record(const user_class& user, const leg_network& net, std::span<const double> arc_cost,
                variable dispersion, const leg_variables& at, leg_record& legs, linear_tape& tape)
      : user_(&user),
        net_(&net),
        arc_cost_(arc_cost),
        dispersion_(dispersion),
        at_(at),
        legs_(&legs),
        tape_(&tape) {}

  /// The expected costs of a graph's states. Throws `no_answer` where the graph was cut back.
  void value(const choice_graph& graph);
  /// V of a state of the graph that was valued last.
  [[nodiscard]] variable expected_cost(std::uint32_t state) const { return expected_[state]; }
  /// Sends what arrives at each state of that graph on to the end, `arriving` [state].
  void send(const choice_graph& graph, std::vector<std::vector<variable>>& arriving,
            open_flows& flows);

 private:
  // Of a step that is taken: its value v, its nest, and probabilities.
  struct taken_step {
    variable value = no_variable, nest = no_variable;
    double in_nest = 0;  // its probability there
    bool alone = true;   // in its nest
  };
  variable step_cost(const choice_state& state, const choice_step& step);
  void find_ahead(const choice_graph& graph);
  void find_origin(const choice_graph& graph);
  struct valued_nest {
    variable cost = no_variable;  // U
    double probability = 0;
  };
  valued_nest value_nest(const choice_graph& graph, std::size_t at, std::size_t begin,
                         std::size_t end);
  void value_state(const choice_graph& graph, std::size_t at);
  variable step_value(const choice_graph& graph, std::size_t at, std::size_t s);
  [[nodiscard]] variable bounded(variable cost) const {
    return tape_->value(cost) > 0 ? cost : no_variable;
  }
  void add(variable of, double partial) {
    if (of != no_variable) tape_->term(of, partial);
  }
  [[nodiscard]] double value_of(variable of) const {
    return of == no_variable ? 0 : tape_->value(of);
  }

  const user_class* user_;
  const leg_network* net_;
  std::span<const double> arc_cost_;
  variable dispersion_;
  leg_variables at_;
  leg_record* legs_;
  linear_tape* tape_;
  std::vector<variable> cost_;                     // [step]
  std::vector<variable> ahead_, from_, expected_;  // [state] B, a, V
  std::vector<taken_step> taken_;                  // [step]
  std::vector<char> one_nest_;                     // [state]
};

}  // namespace amur::assign
