#include "amur/assign/congestion.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"

namespace amur::assign {
namespace {

constexpr double other_form = -1;
constexpr double least_ratio = 1e-6;      // of volume to capacity, where a slope is needed
constexpr double far_beyond = 1e30;       // a power of that ratio from which BPR may be a tangent
constexpr double penalty_share = 0.1;     // of the refusal cost, at twice the limit
constexpr double wanted_progress = 0.25;  // of a residual from one multiplier to the next

}  // namespace

congestion::congestion(const problem& problem)
    : problem_(&problem),
      volume_(problem.graph.arc_count(), 0.0),
      state_(volume_.size()),
      curve_(volume_.size()) {
  for (std::uint32_t arc = 0; arc < volume_.size(); ++arc) {
    const auto& delay = problem.delay[arc];
    curve& own = curve_[arc];
    own.base = delay.time_h(0);
    if (!delay.is_flat()) {
      const bool polynomial = delay.kind == network::delay_kind::bpr;
      own = {delay.wait_h + delay.free_time_h, delay.free_time_h * delay.alpha,
             1 / delay.capacity_pce, polynomial ? delay.beta : other_form};
    }
    update(arc);
  }
  list_capacities();
}

void congestion::list_capacities() {
  double refusal = 0;
  for (const auto& user : problem_->classes) refusal = std::max(refusal, user.refusal_usd_per_t);
  std::vector<std::vector<std::uint32_t>> of_arc(problem_->constraints.empty() ? 0
                                                                               : volume_.size());
  for (std::uint32_t c = 0; c < problem_->constraints.size(); ++c) {
    const auto& constraint = problem_->constraints[c];
    capacities_.push_back({0, constraint.limit, 0, penalty_share * refusal / constraint.limit, 0});
    for (const auto [arc] : constraint.arcs) of_arc[arc].push_back(c);
  }
  first_of_arc_.assign(1, 0);
  for (const auto& list : of_arc) {
    of_arc_.insert(of_arc_.end(), list.begin(), list.end());
    first_of_arc_.push_back(static_cast<std::uint32_t>(of_arc_.size()));
  }
}

double congestion::capacity::price() const {
  return std::max(0.0, multiplier + penalty * (flow - limit));
}

double congestion::capacity::residual() const {
  const double excess = flow / limit - 1;
  return price() > 0 ? std::abs(excess) : std::max(0.0, excess);
}

void congestion::set(std::vector<double> volume_pce, std::span<const double> constraint_flow) {
  volume_ = std::move(volume_pce);
  for (std::uint32_t arc = 0; arc < volume_.size(); ++arc) update(arc);
  for (std::size_t c = 0; c < capacities_.size(); ++c) capacities_[c].flow = constraint_flow[c];
}

void congestion::update(std::uint32_t arc) {
  const curve& own = curve_[arc];
  const double x = volume_[arc] * own.scale;
  if (own.rise == 0) {
    state_[arc] = {own.base, 0};
  } else if (own.power == 4) {
    const double cube = x * x * x;
    set_state(arc, cube * x, cube);
  } else if (own.power == other_form) {
    set_state(arc, far_beyond, 0);
  } else {
    // Below power 1 the slope at an empty arc is infinite; a finite one keeps Newton's step alive.
    const double lower =
        own.power == 1 ? 1 : std::pow(std::max(x, own.power < 1 ? least_ratio : 0), own.power - 1);
    const double whole = own.power < 1 ? std::pow(x, own.power) : lower * x;
    set_state(arc, whole, lower);
  }
}

// From the ratio to the power, and to the power less one.
void congestion::set_state(std::uint32_t arc, double whole, double lower) {
  const curve& own = curve_[arc];
  if (whole < far_beyond) {
    state_[arc] = {own.base + own.rise * whole, own.power * own.rise * own.scale * lower};
  } else {
    const auto& delay = problem_->delay[arc];
    state_[arc] = {delay.time_h(volume_[arc]), delay.slope(volume_[arc])};
  }
}

void congestion::add_prices(const user_class& user, std::uint32_t arc, marginal_cost& sum) const {
  for (auto i = first_of_arc_[arc]; i < first_of_arc_[arc + 1]; ++i) {
    const capacity& own = capacities_[of_arc_[i]];
    const double price = own.price();
    if (price == 0) continue;
    const double units = constraint_units_per_t(user, problem_->constraints[of_arc_[i]].measure,
                                                problem_->group(arc));
    sum.cost += price * units;
    sum.slope += own.penalty * units * units;
  }
}

void congestion::add_to_capacities(const user_class& user, std::uint32_t arc, double t) {
  for (auto i = first_of_arc_[arc]; i < first_of_arc_[arc + 1]; ++i)
    capacities_[of_arc_[i]].flow +=
        t * constraint_units_per_t(user, problem_->constraints[of_arc_[i]].measure,
                                   problem_->group(arc));
}

void congestion::write_costs(const user_class& user, std::vector<double>& cost) const {
  cost.resize(volume_.size());
  for (std::uint32_t arc = 0; arc < cost.size(); ++arc)
    cost[arc] = user.fixed_cost_usd_per_t[arc] +
                user.time_cost_usd_per_t_h[problem_->group(arc)] * state_[arc].time_h;
  for (std::size_t c = 0; c < capacities_.size(); ++c) {
    const double price = capacities_[c].price();
    if (price == 0) continue;
    const auto& constraint = problem_->constraints[c];
    for (const auto [arc] : constraint.arcs)
      cost[arc] += price * constraint_units_per_t(user, constraint.measure, problem_->group(arc));
  }
}

std::vector<double> congestion::constraint_prices() const {
  std::vector<double> prices;
  for (const auto& own : capacities_) prices.push_back(own.price());
  return prices;
}

double congestion::constraint_residual() const {
  double worst = 0;
  for (const auto& own : capacities_) worst = std::max(worst, own.residual());
  return worst;
}

void congestion::update_multipliers() {
  for (auto& own : capacities_) {
    const double residual = own.residual();
    if (residual > wanted_progress * own.last_residual && own.last_residual > 0) own.penalty *= 2;
    own.last_residual = residual;
    own.multiplier = own.price();
  }
}

}  // namespace amur::assign
