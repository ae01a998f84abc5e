#include "amur/calibrate/equilibrium_derivative.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"
#include "amur/assign/network_loading.h"
#include "amur/base/no_answer.h"
#include "amur/calibrate/user_derivative.h"

namespace amur::calibrate {
namespace {

// Sums that go back over a loading together.
constexpr std::size_t batch = 8;
// Beside the largest one, a pivot that counts as none: of two capacities that the same freight
// fills, one has a price that no cell decides.
constexpr double no_pivot = 1e-11;

std::unique_ptr<class_derivative> derive(const assign::problem& problem,
                                         const assign::user_class& user, choice_model model,
                                         const assign::leg_network& legs,
                                         std::span<const double> inputs) {
  return model == choice_model::logit ? assign::derive_logit(problem, user, legs, inputs)
                                      : assign::derive_markov(problem, user, inputs);
}

}  // namespace

equilibrium_derivative::equilibrium_derivative(const assign::problem& problem,
                                               const assign::solution& at, choice_model model,
                                               const std::vector<output_sum>& sums,
                                               thread_pool& pool)
    : sums_(sums.size()),
      values_(sums.size(), 0.0),
      volume_pce_(at.volume_pce),
      price_usd_(at.constraint_price_usd),
      arcs_(assign::unknowns(problem).arcs),
      outputs_(problem.classes.size()),
      by_inputs_(problem.classes.size()) {
  for (std::uint32_t c = 0; c < problem.constraints.size(); ++c)
    if (price_usd_[c] > 0) capacities_.push_back(c);
  if (model == choice_model::user) {
    take_user(problem, at, sums);
    return;
  }
  take_inputs(problem, model, sums, pool);
  find_multipliers(problem);
  fold_answers();
}

void equilibrium_derivative::take_user(const assign::problem& problem, const assign::solution& at,
                                       const std::vector<output_sum>& sums) {
  const auto& user = problem.classes.front();
  const auto place = inputs_of(problem, user);
  const loading_outputs out{place.arcs, place.demands};
  auto& outputs = outputs_.front();
  outputs = at.class_flow_t.front();
  for (const auto& pair : at.od.front()) outputs.push_back(pair.delivered_t);
  for (const auto& pair : at.od.front()) outputs.push_back(pair.expected_cost_usd_per_t);
  Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(place.arcs),
                                                  static_cast<Eigen::Index>(sums_));
  by_inputs_.front().assign(place.size() * sums_, 0.0);
  for (std::size_t s = 0; s < sums_; ++s)
    for (const auto& [k, output, weight] : sums[s]) {
      values_[s] += weight * outputs[output];
      if (output < place.arcs)
        weights(static_cast<Eigen::Index>(output), static_cast<Eigen::Index>(s)) += weight;
      else if (output < out.expected_cost(0))
        by_inputs_.front()[place.t_per_day(output - place.arcs) * sums_ + s] += weight;
      else
        throw no_answer("costs of a user equilibrium have no derivative here");
    }
  const auto answers = derive_user(problem, at, weights);
  for (std::size_t s = 0; s < sums_; ++s) {
    const auto column = static_cast<Eigen::Index>(s);
    for (std::size_t arc = 0; arc < place.arcs; ++arc)
      by_inputs_.front()[place.cost(arc) * sums_ + s] =
          answers.by_cost(static_cast<Eigen::Index>(arc), column);
    for (std::size_t i = 0; i < place.demands; ++i)
      by_inputs_.front()[place.t_per_day(i) * sums_ + s] +=
          answers.by_demand(static_cast<Eigen::Index>(i), column);
  }
  // Of what else counts as volume: it takes time from all.
  multiplier_.assign(arcs_.size() * sums_, 0.0);
  for (std::size_t i = 0; i < arcs_.size(); ++i) {
    const auto arc = arcs_[i];
    const double usd =
        user.time_cost_usd_per_t_h[problem.group(arc)] * problem.delay[arc].slope(volume_pce_[arc]);
    for (std::size_t s = 0; s < sums_; ++s)
      multiplier_[i * sums_ + s] = usd * by_inputs_.front()[place.cost(arc) * sums_ + s];
  }
}

// What volumes, flows through priced capacities and sums answer to each input of each loading.
void equilibrium_derivative::take_inputs(const assign::problem& problem, choice_model model,
                                         const std::vector<output_sum>& sums, thread_pool& pool) {
  const auto unknowns = arcs_.size() + capacities_.size(), all = unknowns + sums_;
  const auto time_h = assign::arc_times_h(problem, volume_pce_);
  pool.run(problem.classes.size(), [&](std::size_t k) {
    const auto& user = problem.classes[k];
    const auto inputs = assign::input_values(problem, user, time_h, price_usd_);
    const auto legs = model == choice_model::logit
                          ? assign::build_leg_network(problem, user, user.fixed_cost_usd_per_t)
                          : assign::leg_network();
    const auto loading = derive(problem, user, model, legs, inputs);
    outputs_[k] = loading->outputs();
    auto& by_inputs = by_inputs_[k];
    by_inputs.assign(inputs.size() * all, 0.0);
    for (std::size_t first = 0; first < all; first += batch) {
      const auto count = std::min(batch, all - first);
      std::vector<double> weights(outputs_[k].size() * count, 0.0);
      const auto weigh = [&](std::size_t row, std::size_t output, double weight) {
        if (row >= first && row < first + count) weights[output * count + row - first] += weight;
      };
      for (std::size_t i = 0; i < arcs_.size(); ++i)
        weigh(i, arcs_[i], user.pce_per_t[problem.group(arcs_[i])]);
      for (std::size_t c = 0; c < capacities_.size(); ++c) {
        const auto& capacity = problem.constraints[capacities_[c]];
        for (const auto [arc] : capacity.arcs)
          weigh(arcs_.size() + c, arc,
                assign::constraint_units_per_t(user, capacity.measure, problem.group(arc)));
      }
      for (std::size_t s = 0; s < sums.size(); ++s)
        for (const auto& term : sums[s])
          if (term.user == k) weigh(unknowns + s, term.output, term.weight);
      if (std::ranges::all_of(weights, [](double weight) { return weight == 0; })) continue;
      const auto found = loading->by_inputs(weights, count);
      for (std::size_t input = 0; input < inputs.size(); ++input)
        std::copy_n(&found[input * count], count, &by_inputs[input * all + first]);
    }
  });
  for (std::size_t s = 0; s < sums.size(); ++s)
    for (const auto& term : sums[s]) values_[s] += term.weight * outputs_[term.user][term.output];
}

// [unknown or sum][unknown] what volumes, flows through capacities and sums answer to each volume
// and price.
Eigen::MatrixXd equilibrium_derivative::answers_to_unknowns(const assign::problem& problem) const {
  const auto arcs = arcs_.size(), unknowns = arcs + capacities_.size(), all = unknowns + sums_;
  Eigen::MatrixXd answers =
      Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(all), static_cast<Eigen::Index>(unknowns));
  const auto add = [&](std::size_t unknown, const double* rows, double factor) {
    if (factor != 0)
      answers.col(static_cast<Eigen::Index>(unknown)) +=
          factor * Eigen::Map<const Eigen::VectorXd>(rows, static_cast<Eigen::Index>(all));
  };
  for (std::size_t k = 0; k < by_inputs_.size(); ++k) {
    const auto& user = problem.classes[k];
    const auto place = inputs_of(problem, user);
    for (std::size_t i = 0; i < arcs; ++i) {
      const auto arc = arcs_[i];
      const double usd = user.time_cost_usd_per_t_h[problem.group(arc)] *
                         problem.delay[arc].slope(volume_pce_[arc]);
      add(i, &by_inputs_[k][place.cost(arc) * all], usd);
      add(i, &by_inputs_[k][place.unpriced_cost(arc) * all], usd);
    }
    for (std::size_t c = 0; c < capacities_.size(); ++c) {
      const auto& capacity = problem.constraints[capacities_[c]];
      for (const auto [arc] : capacity.arcs)
        add(arcs + c, &by_inputs_[k][place.cost(arc) * all],
            assign::constraint_units_per_t(user, capacity.measure, problem.group(arc)));
    }
  }
  return answers;
}

// [unknown * sums] what a sum makes of one more of the equations' right-hand sides: F_c of volumes,
// limit_c - G_c of capacities.
void equilibrium_derivative::find_multipliers(const assign::problem& problem) {
  const auto answers = answers_to_unknowns(problem);
  const auto n = answers.cols(), m = answers.rows() - n,
             free = static_cast<Eigen::Index>(arcs_.size());
  Eigen::MatrixXd multiplier = Eigen::MatrixXd::Zero(n, m);
  if (n > 0) {
    Eigen::MatrixXd system = answers.topRows(n);
    system.topRows(free) *= -1;
    system.topLeftCorner(free, free).diagonal().array() += 1;
    // Volumes and prices differ by orders of magnitude.
    const Eigen::VectorXd size =
        system.rowwise().norm().unaryExpr([](double norm) { return norm > 0 ? norm : 1; });
    system.array().colwise() /= size.array();
    Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> factors;
    factors.setThreshold(no_pivot);
    factors.compute(system.transpose());
    multiplier = factors.solve(answers.bottomRows(m).transpose());
    multiplier.array().colwise() /= size.array();
  }
  if (!multiplier.allFinite())
    throw no_answer("the equilibrium has no derivative: a road is so full that times leap");
  multiplier_.resize(static_cast<std::size_t>(n * m));
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index s = 0; s < m; ++s)
      multiplier_[static_cast<std::size_t>(i * m + s)] = multiplier(i, s);
}

// Adds to what sums answer to an input what they make of the unknowns' own answers to it.
void equilibrium_derivative::fold_answers() {
  const auto arcs = arcs_.size(), unknowns = arcs + capacities_.size(), all = unknowns + sums_;
  for (auto& by_inputs : by_inputs_) {
    const auto inputs = by_inputs.size() / all;
    std::vector<double> whole(inputs * sums_, 0.0);
    for (std::size_t input = 0; input < inputs; ++input) {
      const double* row = &by_inputs[input * all];
      double* sum = &whole[input * sums_];
      std::copy_n(row + unknowns, sums_, sum);
      for (std::size_t i = 0; i < unknowns; ++i)
        if (row[i] != 0)
          for (std::size_t s = 0; s < sums_; ++s)
            sum[s] += (i < arcs ? 1 : -1) * row[i] * multiplier_[i * sums_ + s];
    }
    by_inputs = std::move(whole);
  }
}

std::vector<double> equilibrium_derivative::along(const problem_change& change) const {
  std::vector<double> rise(sums_, 0.0);
  const auto add = [&](const double* by, double difference) {
    // A closed arc stays closed.
    if (difference == 0 || !std::isfinite(difference)) return;
    for (std::size_t s = 0; s < sums_; ++s) rise[s] += by[s] * difference / change.width;
  };
  const auto &below = *change.below, &above = *change.above;
  const auto time_below = assign::arc_times_h(below, volume_pce_),
             time_above = assign::arc_times_h(above, volume_pce_);
  for (std::size_t k = 0; k < by_inputs_.size(); ++k) {
    const auto low = assign::input_values(below, below.classes[k], time_below, price_usd_),
               high = assign::input_values(above, above.classes[k], time_above, price_usd_);
    for (std::size_t input = 0; input < low.size(); ++input)
      add(&by_inputs_[k][input * sums_], high[input] - low[input]);
    // What counts flows in pce and in units of capacities may depend on the cell too.
    for (std::size_t i = 0; i < arcs_.size(); ++i) {
      const auto group = below.group(arcs_[i]);
      add(&multiplier_[i * sums_], outputs_[k][arcs_[i]] * (above.classes[k].pce_per_t[group] -
                                                            below.classes[k].pce_per_t[group]));
    }
    for (std::size_t c = 0; c < capacities_.size(); ++c) {
      const auto& capacity = below.constraints[capacities_[c]];
      for (const auto [over] : capacity.arcs) {
        const auto arc = over;
        const auto units = [&](const assign::problem& of) {
          return assign::constraint_units_per_t(of.classes[k], capacity.measure, of.group(arc));
        };
        add(&multiplier_[(arcs_.size() + c) * sums_],
            -outputs_[k][arc] * (units(above) - units(below)));
      }
    }
  }
  for (std::size_t c = 0; c < capacities_.size(); ++c)
    add(&multiplier_[(arcs_.size() + c) * sums_],
        above.constraints[capacities_[c]].limit - below.constraints[capacities_[c]].limit);
  const auto direct = [&](const std::vector<output_sum>& sums, double sign) {
    for (std::size_t s = 0; s < sums.size(); ++s)
      for (const auto& term : sums[s])
        rise[s] += sign * term.weight * outputs_[term.user][term.output] / change.width;
  };
  direct(*change.sums_above, 1);
  direct(*change.sums_below, -1);
  return rise;
}

}  // namespace amur::calibrate
