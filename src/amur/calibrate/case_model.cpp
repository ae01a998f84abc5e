#include "amur/calibrate/case_model.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/base/no_answer.h"
#include "amur/model/convergence.h"
#include "amur/model/reference_demand.h"

namespace amur::calibrate {
namespace {

// Of a cell, how far apart the problems are that say how its problem answers to it; what follows
// from that is exact. Most of a problem is linear in a case's cells.
constexpr double width_of_cell = 1e-4, least_size = 1e-2;

choice_model model_of(const cases::case_data& data) {
  if (data.settings.equilibrium == cases::equilibrium::user) return choice_model::user;
  return data.settings.equilibrium == cases::equilibrium::markov ? choice_model::markov
                                                                 : choice_model::logit;
}

model::run_answer solve_one(const cases::case_data& data, const model::demand_anchors& anchors,
                            model::run_options options, const model::run_answer* near) {
  options.start = near ? &near->solution : nullptr;
  auto answer = model::solve_flows(data, anchors, options);
  if (const auto why = model::why_not_converged(data, answer); !why.empty()) throw no_answer(why);
  return answer;
}

// Prices that elastic demand is measured against: those of `base` at what its flows cost in
// `reference`.
model::demand_anchors anchors_of(const cases::case_data& base, const model::network_model& model,
                                 const model::run_answer& reference) {
  model::demand_anchors anchors;
  for (const auto& flow : model.flows) {
    const auto& goods = base.commodities[flow.commodity];
    if (flow.banned || goods.elasticity == 0) continue;
    const double cost =
        reference.solution.od[flow.user_class.index()][flow.demand].expected_cost_usd_per_t;
    if (std::isfinite(cost))
      anchors[model::key_of(base, flow)] = {flow.price_base_usd_per_t() + cost, goods.elasticity};
  }
  return anchors;
}

std::vector<output_sum> outputs_of(const cases::case_data& data, const model::network_model& model,
                                   std::span<const table_sum> sums) {
  std::vector<output_sum> made;
  for (const auto& each : sums) made.push_back(sum_of(data, model, each).value());
  return made;
}

// What sums answer to expected costs of the reference, through the prices that demand is measured
// against.
std::vector<output_sum> sums_of_reference(const solved_cells& at,
                                          const equilibrium_derivative& derived, std::size_t sums) {
  std::vector<output_sum> made(sums);
  const auto& of = at.answer.model;
  const auto& reference = at.reference->model;
  std::map<model::flow_key, const model::trade_flow*> flows;
  for (const auto& flow : reference.flows)
    if (!flow.banned) flows[model::key_of(*at.base, flow)] = &flow;
  for (const auto& flow : of.flows) {
    if (flow.banned) continue;
    const auto k = flow.user_class.index();
    const auto& user = of.problem.classes[k];
    const auto found = flows.find(model::key_of(at.data, flow));
    if (found == flows.end() || !(user.demand[flow.demand].reference_price_usd_per_t > 0)) continue;
    const auto there = found->second->user_class.index();
    const loading_outputs out{reference.problem.graph.arc_count(),
                              reference.problem.classes[there].demand.size()};
    const auto input = inputs_of(of.problem, user).reference_price(flow.demand);
    for (std::size_t s = 0; s < sums; ++s)
      if (const double weight = derived.by_input(s, k, input); weight != 0)
        made[s].push_back({there, out.expected_cost(found->second->demand), weight});
  }
  return made;
}

// A case's models a little beside a solution, its reference's costs as they are there.
struct nearby_models {
  std::optional<model::network_model> reference;
  model::network_model own;
  std::vector<output_sum> sums;
};
nearby_models models_near(const built_cells& built, const solved_cells& at,
                          std::span<const table_sum> sums) {
  nearby_models made;
  model::demand_anchors anchors;
  const auto& terms = at.answer.model.terms;
  if (at.reference) {
    made.reference = model::build_network_model(*built.base, {}, terms);
    anchors = anchors_of(*built.base, *made.reference, *at.reference);
  }
  made.own = model::build_network_model(built.data, anchors, terms);
  made.sums = outputs_of(built.data, made.own, sums);
  return made;
}

}  // namespace

bool case_model::has_derivatives(const cases::case_data& data) {
  return data.settings.equilibrium != cases::equilibrium::all_or_nothing &&
         data.settings.crossing_delay != cases::crossing_delay::simulated;
}

cases::case_inputs case_model::inputs_at(std::span<const double> values) const {
  auto inputs = *inputs_;
  inputs.edited = cases::with_cells(std::move(inputs.edited), cells_, values);
  if (inputs.before) inputs.before = cases::with_cells(std::move(*inputs.before), cells_, values);
  return inputs;
}

bool case_model::needs_base(const cases::case_data& data) const {
  return model::demand_answers(data) &&
         (inputs_->before || data.settings.day != data.settings.demand_day);
}

std::optional<built_cells> case_model::build(std::span<const double> values,
                                             diagnostics& report) const {
  const auto inputs = inputs_at(values);
  const auto& unedited = inputs.before ? *inputs.before : inputs.edited;
  auto data = cases::build_case(inputs.edited, unedited, report);
  if (!data) return std::nullopt;
  built_cells built{std::move(*data), std::nullopt};
  if (needs_base(built.data)) {
    auto base = cases::build_case(unedited, unedited, report);
    if (!base) return std::nullopt;
    const auto day = base->settings.demand_day;
    built.base = cases::on_day(std::move(*base), day);
  }
  return built;
}

solved_cells case_model::solve(std::span<const double> values, const solved_cells* near) const {
  diagnostics report;
  auto built = build(values, report);
  if (!built) throw no_answer(report.findings.front().message);
  solved_cells solved{{values.begin(), values.end()},
                      std::move(built->data),
                      std::move(built->base),
                      std::nullopt,
                      {}};
  if (solved.base)
    solved.reference = solve_one(*solved.base, {}, options_,
                                 near && near->reference ? &*near->reference : nullptr);
  solved.answer = solve_one(solved.data, anchors(solved), options_, near ? &near->answer : nullptr);
  return solved;
}

model::demand_anchors case_model::anchors(const solved_cells& at) {
  return at.reference ? anchors_of(*at.base, at.reference->model, *at.reference)
                      : model::demand_anchors{};
}

std::vector<double> case_model::values(const solved_cells& at, std::span<const table_sum> sums) {
  std::vector<double> values;
  const auto arcs = at.answer.model.problem.graph.arc_count();
  for (const auto& sum : outputs_of(at.data, at.answer.model, sums)) {
    double value = 0;
    for (const auto& [k, output, weight] : sum)
      value += weight * (output < arcs ? at.answer.solution.class_flow_t[k][output]
                                       : at.answer.solution.od[k][output - arcs].delivered_t);
    values.push_back(value);
  }
  return values;
}

std::vector<double> case_model::slopes(const solved_cells& at,
                                       std::span<const table_sum> sums) const {
  thread_pool pool(options_.threads);
  const auto& own = at.answer;
  const equilibrium_derivative derived(own.model.problem, own.solution, model_of(at.data),
                                       outputs_of(at.data, own.model, sums), pool);
  std::optional<equilibrium_derivative> of_reference;
  std::vector<output_sum> reference_sums;
  if (at.reference) {
    reference_sums = sums_of_reference(at, derived, sums.size());
    of_reference.emplace(at.reference->model.problem, at.reference->solution, model_of(*at.base),
                         reference_sums, pool);
  }
  std::vector<double> slopes(sums.size() * cells_.size(), 0.0);
  pool.run(cells_.size(), [&](std::size_t j) {
    const auto& cell = cells_[j];
    const double step = width_of_cell / 2 * std::max(std::abs(at.values[j]), least_size);
    auto low = at.values, high = at.values;
    low[j] = std::max(cell.least, low[j] - step);
    high[j] = std::min(cell.most, high[j] + step);
    diagnostics report;
    const auto built_low = build(low, report), built_high = build(high, report);
    if (!built_low || !built_high) throw no_answer(report.findings.front().message);
    const auto below = models_near(*built_low, at, sums),
               above = models_near(*built_high, at, sums);
    const double width = high[j] - low[j];
    auto rise =
        derived.along({&below.own.problem, &above.own.problem, &below.sums, &above.sums, width});
    if (of_reference) {
      const auto more = of_reference->along({&below.reference->problem, &above.reference->problem,
                                             &reference_sums, &reference_sums, width});
      for (std::size_t s = 0; s < rise.size(); ++s) rise[s] += more[s];
    }
    for (std::size_t s = 0; s < rise.size(); ++s) slopes[s * cells_.size() + j] = rise[s];
  });
  return slopes;
}

}  // namespace amur::calibrate
