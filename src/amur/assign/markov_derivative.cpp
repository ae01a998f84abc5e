// The derivative of a Markovian loading, backward: of visits the same systems turned round, of
// expected costs the visits of what asks for them.

#include <algorithm>
#include <cmath>

#include "amur/assign/class_derivative.h"
#include "amur/assign/cost.h"
#include "amur/assign/markov_loading.h"
#include "amur/assign/served_demand.h"

namespace amur::assign {
namespace {

class markov_derivative : public class_derivative {
 public:
  markov_derivative(const problem& problem, const user_class& user, std::span<const double> inputs);

  [[nodiscard]] const std::vector<double>& outputs() const override { return outputs_; }
  [[nodiscard]] std::vector<double> by_inputs(std::span<const double> weights,
                                              std::size_t count) const override;

 private:
  using visitor = std::function<void(const markov_walks& walks)>;
  // Calls `visit` with each destination's walks at costs with, or without, capacities' prices.
  void for_each_destination(bool priced, const visitor& visit) const;
  void go_back_visits(const markov_walks& walks, std::span<const double> weights, std::size_t count,
                      std::vector<double>& to_cost, std::vector<double>& unpriced,
                      std::vector<double>& adjoint) const;
  void go_back_costs(const markov_walks& walks, std::vector<double> to_cost, std::size_t count,
                     std::size_t first_cost, std::vector<double>& adjoint) const;
  void add(std::vector<double>& adjoint, std::size_t place, double partial, const double* of,
           std::size_t count) const {
    for (std::size_t i = 0; i < count; ++i) adjoint[place * count + i] += partial * of[i];
  }

  const user_class* user_;
  loading_inputs place_;
  loading_outputs out_;
  markov_network net_;
  std::vector<double> inputs_, outputs_;
  std::vector<double> unpriced_;             // [demand] expected costs
  std::vector<std::vector<double>> visits_;  // [destination][place]
  bool any_price_ = false;
};

markov_derivative::markov_derivative(const problem& problem, const user_class& user,
                                     std::span<const double> inputs)
    : user_(&user),
      place_(inputs_of(problem, user)),
      out_{place_.arcs, place_.demands},
      inputs_(inputs.begin(), inputs.end()),
      outputs_(out_.size(), 0.0),
      unpriced_(place_.demands, 0.0) {
  std::vector<double> free_cost;
  choice_costs(problem, user, arc_times_h(problem, std::vector<double>(place_.arcs, 0.0)),
               std::vector<double>(problem.constraints.size(), 0.0), free_cost);
  net_ = build_markov_network(problem, user, free_cost);
  for (std::size_t arc = 0; arc < place_.arcs; ++arc)
    any_price_ = any_price_ || inputs_[place_.cost(arc)] != inputs_[place_.unpriced_cost(arc)];
  for_each_destination(!any_price_, [&](const markov_walks& walks) {
    for (const auto i : walks.end.demands)
      unpriced_[i] = walks.origin_cost(user.demand[i].origin.value);
  });
  for_each_destination(true, [&](const markov_walks& walks) {
    auto& visits = visits_.emplace_back(net_.steps.place_count(), 0.0);
    for (const auto i : walks.end.demands) {
      const auto origin = user.demand[i].origin.value;
      const double cost = walks.origin_cost(origin);
      outputs_[out_.expected_cost(i)] = cost;
      const double delivered = derive_served(user, user.demand[i], cost, unpriced_[i]).delivered_t;
      outputs_[out_.delivered(i)] = delivered;
      const auto place = net_.place_of_state[origin];
      if (origin != walks.end.state && place != none) visits[place] += delivered;
    }
    walks.solver.visits(visits);
    walks.for_each_arc(
        [&](std::uint32_t arc, std::uint32_t place, std::uint32_t, double probability) {
          outputs_[out_.flow(arc)] += visits[place] * probability;
        });
  });
}

void markov_derivative::for_each_destination(bool priced, const visitor& visit) const {
  thread_pool pool(1);
  const auto first = priced ? place_.cost(0) : place_.unpriced_cost(0);
  for_each_markov_destination(*user_, net_, std::span(inputs_).subspan(first, place_.arcs), 1, pool,
                              [&](std::size_t, const markov_walks& walks) { visit(walks); });
}

// From weights of flows and deliveries to what is asked of expected costs: [place * count + i] to
// `to_cost`, and of those without prices [demand * count + i] to `unpriced`.
void markov_derivative::go_back_visits(const markov_walks& walks, std::span<const double> weights,
                                       std::size_t count, std::vector<double>& to_cost,
                                       std::vector<double>& unpriced,
                                       std::vector<double>& adjoint) const {
  const auto number = static_cast<std::size_t>(&walks.end - net_.destinations.data());
  const auto& visits = visits_[number];
  const double theta = walks.dispersion_usd_per_t;
  // What one more visit brings about from a place on.
  std::vector<double> worth(net_.steps.place_count() * count, 0.0);
  walks.for_each_arc(
      [&](std::uint32_t arc, std::uint32_t place, std::uint32_t, double probability) {
        add(worth, place, probability, &weights[out_.flow(arc) * count], count);
      });
  walks.solver.sums(worth, count);
  to_cost.assign(worth.size(), 0.0);
  std::vector<double> asked(count);
  walks.for_each_arc(
      [&](std::uint32_t arc, std::uint32_t place, std::uint32_t head, double probability) {
        const double onward = head == none ? 0 : walks.solver.cost()[head];
        const double over = walks.arc_cost[arc] / theta + onward - walks.solver.cost()[place];
        for (std::size_t i = 0; i < count; ++i)
          asked[i] =
              visits[place] * probability / theta *
              (weights[out_.flow(arc) * count + i] + (head == none ? 0 : worth[head * count + i]));
        add(adjoint, place_.cost(arc), -1, asked.data(), count);
        add(adjoint, place_.dispersion(), over, asked.data(), count);
        if (head != none) add(to_cost, head, -1, asked.data(), count);
        add(to_cost, place, 1, asked.data(), count);
      });
  for (const auto i : walks.end.demands) {
    const auto origin = user_->demand[i].origin.value;
    const auto place = origin == walks.end.state ? none : net_.place_of_state[origin];
    const auto served =
        derive_served(*user_, user_->demand[i], outputs_[out_.expected_cost(i)], unpriced_[i]);
    for (std::size_t n = 0; n < count; ++n)
      asked[n] =
          weights[out_.delivered(i) * count + n] + (place == none ? 0 : worth[place * count + n]);
    const auto pass = [&](std::size_t to, double partial) {
      add(adjoint, to, partial, asked.data(), count);
    };
    pass(place_.t_per_day(i), served.by_t);
    pass(place_.price_base(i), served.by_price_base);
    pass(place_.reference_price(i), served.by_reference_price);
    pass(place_.elasticity(i), served.by_elasticity);
    pass(place_.dispersion(), served.by_dispersion);
    pass(place_.refusal(), served.by_refusal);
    if (place == none) continue;
    add(to_cost, place, served.by_cost, asked.data(), count);
    add(to_cost, place, 1, &weights[out_.expected_cost(i) * count], count);
    add(unpriced, i, served.by_unpriced, asked.data(), count);
  }
}

// Expected costs answer to the cost of an arc by its expected visits.
void markov_derivative::go_back_costs(const markov_walks& walks, std::vector<double> to_cost,
                                      std::size_t count, std::size_t first_cost,
                                      std::vector<double>& adjoint) const {
  const double theta = walks.dispersion_usd_per_t;
  // The end of a destination with a place of its own costs nothing whatever costs are.
  if (walks.end.place != none)
    std::fill_n(to_cost.begin() + static_cast<std::ptrdiff_t>(walks.end.place * count), count, 0.0);
  walks.solver.visits(to_cost, count);
  const auto& expected = walks.solver.cost();
  for (std::uint32_t place = 0; place < net_.steps.place_count(); ++place)
    if (std::isfinite(expected[place]) && place != walks.end.place)
      add(adjoint, place_.dispersion(), expected[place], &to_cost[place * count], count);
  walks.for_each_arc(
      [&](std::uint32_t arc, std::uint32_t place, std::uint32_t head, double probability) {
        const double onward = head == none ? 0 : expected[head];
        add(adjoint, first_cost + arc, probability, &to_cost[place * count], count);
        add(adjoint, place_.dispersion(), -probability * (walks.arc_cost[arc] / theta + onward),
            &to_cost[place * count], count);
      });
}

std::vector<double> markov_derivative::by_inputs(std::span<const double> weights,
                                                 std::size_t count) const {
  std::vector<double> adjoint(place_.size() * count, 0.0), to_cost;
  std::vector<double> unpriced(place_.demands * count, 0.0);
  for_each_destination(true, [&](const markov_walks& walks) {
    go_back_visits(walks, weights, count, to_cost, unpriced, adjoint);
    go_back_costs(walks, to_cost, count, place_.cost(0), adjoint);
  });
  if (!any_price_) return adjoint;
  for_each_destination(false, [&](const markov_walks& walks) {
    to_cost.assign(net_.steps.place_count() * count, 0.0);
    for (const auto i : walks.end.demands) {
      const auto origin = user_->demand[i].origin.value;
      const auto place = origin == walks.end.state ? none : net_.place_of_state[origin];
      if (place != none) add(to_cost, place, 1, &unpriced[i * count], count);
    }
    go_back_costs(walks, to_cost, count, place_.unpriced_cost(0), adjoint);
  });
  return adjoint;
}

}  // namespace

std::unique_ptr<class_derivative> derive_markov(const problem& problem, const user_class& user,
                                                std::span<const double> inputs) {
  return std::make_unique<markov_derivative>(problem, user, inputs);
}

}  // namespace amur::assign
