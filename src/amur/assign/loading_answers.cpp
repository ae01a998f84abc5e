#include "amur/assign/loading_answers.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"
#include "amur/assign/each_class.h"
#include "amur/base/no_answer.h"

namespace amur::assign {
namespace {

// Unknowns that go back over a loading together.
constexpr std::size_t rows_at_once = 8;

// Of an unknown: what a tonne of a class counts on each of its arcs, and pays there for one more
// hour or USD.
struct touched_arc {
  std::size_t unknown = 0;
  std::uint32_t arc = 0;
  double counts = 0, pays = 0;
  bool is_price = false;
};

// Where the class passes, since what has no share has no slope either; unknowns come in order.
std::vector<touched_arc> arcs_touched(const problem& problem, const unknowns& unknowns,
                                      std::span<const std::uint8_t> counts, const user_class& user,
                                      std::span<const double> flow_t) {
  std::vector<touched_arc> touched;
  const auto add = [&](const touched_arc& each) {
    if (counts[each.unknown] && flow_t[each.arc] > 0 && (each.counts > 0 || each.pays > 0))
      touched.push_back(each);
  };
  for (std::size_t i = 0; i < unknowns.arcs.size(); ++i) {
    const auto arc = unknowns.arcs[i];
    const auto group = problem.group(arc);
    add({i, arc, user.pce_per_t[group], user.time_cost_usd_per_t_h[group], false});
  }
  for (std::size_t c = 0; c < unknowns.constraints; ++c)
    for (const auto [arc] : problem.constraints[c].arcs) {
      const double units =
          constraint_units_per_t(user, problem.constraints[c].measure, problem.group(arc));
      add({unknowns.arcs.size() + c, arc, units, units, true});
    }
  return touched;
}

// Adds the class's answers to `sum`.
void add_class(const problem& problem, const user_class& user, std::span<const touched_arc> touched,
               std::size_t unknowns, const class_derivative& loading, std::vector<double>& sum) {
  std::vector<std::size_t> rows;
  for (const auto& each : touched)
    if (rows.empty() || rows.back() != each.unknown) rows.push_back(each.unknown);
  const auto place = inputs_of(problem, user);
  for (std::size_t first = 0; first < rows.size(); first += rows_at_once) {
    const auto some = std::span(rows).subspan(first, std::min(rows_at_once, rows.size() - first));
    const auto count = some.size();
    std::vector<double> weights(loading.outputs().size() * count, 0.0);
    for (const auto& each : touched) {
      const auto row =
          static_cast<std::size_t>(std::ranges::find(some, each.unknown) - some.begin());
      if (row < count) weights[each.arc * count + row] += each.counts;
    }
    const auto by_inputs = loading.by_inputs(weights, count);
    for (const auto& each : touched)
      for (std::size_t row = 0; row < count; ++row) {
        double answer = by_inputs[place.cost(each.arc) * count + row];
        if (!each.is_price) answer += by_inputs[place.unpriced_cost(each.arc) * count + row];
        sum[some[row] * unknowns + each.unknown] += each.pays * answer;
      }
  }
}

}  // namespace

std::vector<double> loading_answers(const problem& problem, const unknowns& unknowns,
                                    const evaluation& at, std::span<const std::uint8_t> counts,
                                    thread_pool& pool, const derive_user& derive) {
  const auto size = unknowns.size();
  const auto prices = std::span(at.point).subspan(unknowns.arcs.size());
  std::vector<std::vector<double>> of_class(problem.classes.size());
  try {
    for_each_class(problem, pool, [&](std::size_t k, thread_pool&, std::size_t) {
      const auto& user = problem.classes[k];
      const auto touched = arcs_touched(problem, unknowns, counts, user, at.classes[k].flow_t);
      if (touched.empty()) return;
      std::vector<std::uint8_t> asked(problem.graph.arc_count(), 0);
      for (const auto& each : touched) asked[each.arc] = 1;
      of_class[k].assign(size * size, 0.0);
      add_class(problem, user, touched, size,
                *derive(k, input_values(problem, user, at.arc_time_h, prices), asked), of_class[k]);
    });
  } catch (const no_answer&) {
    return {};
  }
  std::vector<double> answers(size * size, 0.0);
  for (const auto& each : of_class)
    for (std::size_t i = 0; i < each.size(); ++i) answers[i] += each[i];
  const bool finite = std::ranges::all_of(answers, [](double each) { return std::isfinite(each); });
  return finite ? answers : std::vector<double>();
}

}  // namespace amur::assign
