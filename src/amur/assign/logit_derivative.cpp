// The derivative of a loading of the nested logit: recorded on a tape, destination by destination.

#include <algorithm>
#include <cmath>
#include <optional>

#include "amur/assign/choice_record.h"
#include "amur/assign/class_derivative.h"
#include "amur/assign/logit_loading.h"
#include "amur/assign/served_demand.h"

namespace amur::assign {
namespace {

class logit_derivative : public class_derivative {
 public:
  using variable = linear_tape::variable;

  logit_derivative(const problem& problem, const user_class& user, const leg_network& net,
                   std::span<const double> inputs, std::span<const std::uint8_t> asked,
                   const known_choice* known);

  [[nodiscard]] const std::vector<double>& outputs() const override { return outputs_; }
  [[nodiscard]] std::vector<double> by_inputs(std::span<const double> weights,
                                              std::size_t count) const override;

 private:
  // Costs of one kind, with or without the prices of capacities.
  struct cost_set {
    std::span<const double> arc_cost;
    leg_costs own_legs;
    const leg_costs* legs = nullptr;
    std::optional<leg_record> record;
    std::optional<choice_record> choice;
    std::optional<choice_search> search;
  };
  void open(cost_set& set, std::size_t first_cost, const leg_costs* known);
  const choice_graph& graph_of(std::size_t group);
  [[nodiscard]] bool is_asked(std::size_t arc) const { return asked_.empty() || asked_[arc] != 0; }
  [[nodiscard]] bool concerns(const choice_graph& graph) const;
  void record_group(std::size_t number);
  variable serve(std::size_t demand, double cost, variable cost_at, double unpriced,
                 variable unpriced_at);
  void load_legs();
  [[nodiscard]] variable dispersion() const { return static_cast<variable>(place_.dispersion()); }

  const problem* problem_;
  const user_class* user_;
  const leg_network& net_;
  std::span<const std::uint8_t> asked_;
  const known_choice* known_;
  loading_inputs place_;
  loading_outputs out_;
  linear_tape tape_;
  cost_set priced_, unpriced_;
  bool any_price_ = false;
  open_flows flows_;
  std::vector<double> outputs_;
  std::vector<variable> variable_of_;  // [output]
};

logit_derivative::logit_derivative(const problem& problem, const user_class& user,
                                   const leg_network& net, std::span<const double> inputs,
                                   std::span<const std::uint8_t> asked, const known_choice* known)
    : problem_(&problem),
      user_(&user),
      net_(net),
      asked_(asked),
      known_(known),
      place_(inputs_of(problem, user)),
      out_{place_.arcs, place_.demands},
      outputs_(out_.size(), 0.0),
      variable_of_(out_.size(), no_variable) {
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const bool varies = asked.empty() || (i < place_.dispersion() && asked[i % place_.arcs] != 0);
    (void)tape_.input(inputs[i], !varies);
  }
  priced_.arc_cost = inputs.first(place_.arcs);
  unpriced_.arc_cost = inputs.subspan(place_.arcs, place_.arcs);
  any_price_ = !std::ranges::equal(priced_.arc_cost, unpriced_.arc_cost);
  open(priced_, place_.cost(0), known ? &known->priced : nullptr);
  flows_.legs.resize(net_.matrix_size);
  flows_.arcs.resize(place_.arcs);
  for (std::size_t g = 0; g < net_.groups.size(); ++g) record_group(g);
  load_legs();
  for (std::size_t arc = 0; arc < place_.arcs; ++arc) {
    if (!is_asked(arc)) continue;
    double flow = 0;
    for (const auto each : flows_.arcs[arc]) {
      flow += tape_.value(each);
      tape_.term(each, 1);
    }
    outputs_[out_.flow(arc)] = flow;
    variable_of_[out_.flow(arc)] = tape_.close(flow);
  }
  flows_ = {};
}

void logit_derivative::open(cost_set& set, std::size_t first_cost, const leg_costs* known) {
  const auto model = leg_model_of(*problem_, *user_, net_);
  set.legs = known ? known : &set.own_legs;
  if (!known) {
    thread_pool pool(1);
    find_leg_costs(model, set.arc_cost, pool, set.own_legs);
  }
  const leg_variables at{static_cast<variable>(first_cost),
                         static_cast<variable>(place_.route_dispersion())};
  set.record.emplace(model, set.arc_cost, set.legs->matrix, at, tape_);
  set.choice.emplace(*user_, net_, set.arc_cost, dispersion(), at, *set.record, tape_);
  set.search.emplace(*problem_, *user_, net_, set.arc_cost, *set.legs);
}

const choice_graph& logit_derivative::graph_of(std::size_t group) {
  const auto* kept = known_ ? known_->graphs.find(group) : nullptr;
  return kept ? *kept : priced_.search->run(net_.groups[group]);
}

// Whether any chain of the graph passes an arc that is asked about.
bool logit_derivative::concerns(const choice_graph& graph) const {
  return std::ranges::any_of(graph.steps, [this](const choice_step& step) {
    const auto& exit = *step.exit;
    if (step.probability == 0) return false;
    return (exit.arc != none && is_asked(exit.arc)) || priced_.record->varies(exit.component);
  });
}

void logit_derivative::record_group(std::size_t number) {
  const auto& group = net_.groups[number];
  const auto& graph = graph_of(number);
  if (!asked_.empty() && !concerns(graph)) return;
  priced_.choice->value(graph);
  std::vector<std::vector<variable>> arriving(graph.states.size());
  const choice_graph* unpriced = nullptr;
  for (std::size_t j = 0; j < group.demands.size(); ++j) {
    const auto i = group.demands[j];
    const double cost = expected_cost(graph, *user_, net_, group, j);
    const auto start = graph.start[j];
    const auto cost_at = start == none ? no_variable : priced_.choice->expected_cost(start);
    double without = cost;
    auto without_at = no_variable;
    if (any_price_ && start != none && may_refuse_at(*user_, cost)) {
      if (!unpriced_.search) open(unpriced_, place_.unpriced_cost(0), nullptr);
      if (!unpriced) unpriced_.choice->value(*(unpriced = &unpriced_.search->run(group)));
      without = expected_cost(*unpriced, *user_, net_, group, j);
      without_at = unpriced_.choice->expected_cost(unpriced->start[j]);
    }
    const auto delivered = serve(i, cost, cost_at, without, without_at);
    outputs_[out_.delivered(i)] = tape_.value(delivered);
    variable_of_[out_.delivered(i)] = delivered;
    outputs_[out_.expected_cost(i)] = cost;
    variable_of_[out_.expected_cost(i)] = cost_at;
    if (start != none) arriving[start].push_back(delivered);
  }
  priced_.choice->send(graph, arriving, flows_);
}

logit_derivative::variable logit_derivative::serve(std::size_t demand, double cost,
                                                   variable cost_at, double unpriced,
                                                   variable unpriced_at) {
  const auto served = derive_served(*user_, user_->demand[demand], cost, unpriced);
  const auto term = [&](std::size_t of, double partial) {
    tape_.term(static_cast<variable>(of), partial);
  };
  if (cost_at != no_variable) tape_.term(cost_at, served.by_cost);
  if (unpriced_at != no_variable) tape_.term(unpriced_at, served.by_unpriced);
  term(place_.t_per_day(demand), served.by_t);
  term(place_.price_base(demand), served.by_price_base);
  term(place_.reference_price(demand), served.by_reference_price);
  term(place_.elasticity(demand), served.by_elasticity);
  term(place_.dispersion(), served.by_dispersion);
  term(place_.refusal(), served.by_refusal);
  return tape_.close(served.delivered_t);
}

// What enters legs goes over their plain arcs.
void logit_derivative::load_legs() {
  for (const auto& target : net_.targets) {
    const auto& component = net_.components[target.component];
    if (!priced_.record->varies(target.component)) continue;
    std::vector<std::pair<std::uint32_t, variable>> leg_flow;
    for (std::uint32_t row = 0; row < component.places.size(); ++row) {
      const auto& parts = flows_.legs[net_.leg(target.component, row, target.column)];
      if (parts.empty()) continue;
      double flow = 0;
      for (const auto each : parts) {
        flow += tape_.value(each);
        tape_.term(each, 1);
      }
      leg_flow.emplace_back(row, tape_.close(flow));
    }
    if (!leg_flow.empty()) priced_.record->load(target, leg_flow, flows_.arcs);
  }
}

std::vector<double> logit_derivative::by_inputs(std::span<const double> weights,
                                                std::size_t count) const {
  std::vector<double> adjoint(tape_.size() * count, 0.0);
  for (std::size_t output = 0; output < out_.size(); ++output) {
    if (variable_of_[output] == no_variable) continue;
    for (std::size_t i = 0; i < count; ++i)
      adjoint[variable_of_[output] * count + i] += weights[output * count + i];
  }
  tape_.go_back(adjoint, count);
  adjoint.resize(place_.size() * count);
  return adjoint;
}

}  // namespace

std::unique_ptr<class_derivative> derive_logit(const problem& problem, const user_class& user,
                                               const leg_network& net,
                                               std::span<const double> inputs,
                                               std::span<const std::uint8_t> asked,
                                               const known_choice* known) {
  return std::make_unique<logit_derivative>(problem, user, net, inputs, asked, known);
}

}  // namespace amur::assign
