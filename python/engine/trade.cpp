// The gravity equation and the general equilibrium of trade, on arrays.

#include "amur/trade/gravity.h"
#include "amur/trade/one_sector.h"
#include "engine/arrays.h"
#include "engine/engine.h"
#include "engine/trade_words.h"
#include "engine/watched_work.h"

namespace amur::python {

const char* word_of(trade::trade_status status) {
  constexpr const char* words[] = {"solved",        "not_solved",         "invalid_data",
                                   "no_supplier",   "no_buyer",           "unbalanced_bloc",
                                   "one_way_trade", "negative_absorption"};
  return words[static_cast<std::size_t>(status)];
}

py::object number_or_none(std::size_t number) {
  return number == trade::trade_place::nobody ? py::object(py::none()) : py::int_(number);
}

namespace {

using named_numbers = std::vector<std::pair<std::string, given<double>>>;
using named_groups = std::vector<std::pair<std::string, given<std::uint32_t>>>;

std::vector<trade::grouping> groupings(const named_groups& groups) {
  std::vector<trade::grouping> made;
  for (const auto& [name, group] : groups) made.push_back({name, span_of(group)});
  return made;
}

const char* word_of_estimate(trade::gravity_status status) {
  using enum trade::gravity_status;
  switch (status) {
    case solved:
      return "solved";
    case not_converged:
      return "not_solved";
    case nothing_left:
      return "nothing_left";
    case invalid_data:
      return "invalid_data";
    case one_cluster:
      break;
  }
  return "one_cluster";
}

py::tuple told(const trade::coefficient& one) {
  constexpr const char* uses[] = {"estimated", "absorbed", "collinear"};
  return py::make_tuple(one.name, one.value, one.standard_error,
                        uses[static_cast<std::size_t>(one.use)]);
}

py::dict told(trade::gravity_estimate made) {
  py::dict answer;
  answer["status"] = word_of_estimate(made.status);
  answer["place"] = made.place;
  py::list coefficients;
  std::size_t estimated = 1;
  for (const auto& one : made.coefficients) {
    coefficients.append(told(one));
    estimated += one.use == trade::regressor_use::estimated ? 1 : 0;
  }
  coefficients.append(told(made.constant));
  answer["coefficients"] = coefficients;
  const auto size = static_cast<py::ssize_t>(estimated);
  const bool is_square = made.covariance.size() == estimated * estimated;
  answer["covariance"] = is_square ? py::object(array_of(std::move(made.covariance), {size, size}))
                                   : py::object(py::none());
  std::vector<std::uint8_t> use;
  for (const auto row : made.use) use.push_back(static_cast<std::uint8_t>(row));
  answer["use"] = array_of(std::move(use));
  answer["fitted"] = array_of(std::move(made.fitted));
  answer["effect_sum"] = array_of(std::move(made.effect_sum));
  answer["rows_used"] = made.rows_used;
  answer["singletons"] = made.singletons;
  answer["separated"] = made.separated;
  answer["log_likelihood"] = made.log_likelihood;
  answer["pseudo_r_squared"] = made.pseudo_r_squared;
  answer["deviance"] = made.deviance;
  answer["score_residual"] = std::max(made.regressor_score_residual, made.effect_score_residual);
  return answer;
}

py::dict gravity(const given<double>& flows, const named_numbers& regressors,
                 const named_groups& effects, const named_groups& clusters,
                 const given<double>& offset, const given<double>& weights, double tolerance,
                 std::size_t threads) {
  trade::gravity_data data;
  data.trade = span_of(flows);
  for (const auto& [name, value] : regressors) data.regressors.push_back({name, span_of(value)});
  data.effects = groupings(effects);
  data.clusters = groupings(clusters);
  data.offset = span_of(offset);
  data.weights = span_of(weights);
  trade::gravity_options options;
  options.tolerance = tolerance;
  options.threads = threads;
  trade::gravity_estimate made;
  watched_work(py::none()).run([&] { made = trade::estimate_gravity(data, options); });
  return told(std::move(made));
}

py::dict told(trade::one_sector_equilibrium found) {
  py::dict answer;
  answer["status"] = word_of(found.status);
  answer["country"] = number_or_none(found.place.country);
  answer["partner"] = number_or_none(found.place.partner);
  const auto countries = static_cast<py::ssize_t>(found.output.size());
  const bool is_square = found.trade.size() == found.output.size() * found.output.size();
  answer["trade"] = is_square && countries > 0
                        ? py::object(array_of(std::move(found.trade), {countries, countries}))
                        : py::object(py::none());
  answer["factory_gate_price"] = array_of(std::move(found.factory_gate_price));
  answer["inward_resistance"] = array_of(std::move(found.inward_resistance));
  answer["outward_resistance"] = array_of(std::move(found.outward_resistance));
  answer["output"] = array_of(std::move(found.output));
  answer["expenditure"] = array_of(std::move(found.expenditure));
  answer["real_output"] = array_of(std::move(found.real_output));
  answer["welfare"] = array_of(std::move(found.welfare));
  answer["market_clearing"] = found.residuals.market_clearing;
  return answer;
}

struct wanted_equilibrium {
  trade::one_sector_world world;
  trade::one_sector_options options;
  std::string answer;
};

trade::one_sector_equilibrium changed(const wanted_equilibrium& wanted,
                                      const trade::one_sector_equilibrium& baseline,
                                      std::span<const double> factor) {
  const auto& world = wanted.world;
  if (wanted.answer == "full") return solve_full(world, baseline, factor, wanted.options);
  const auto conditional = solve_conditional(world, baseline, factor, wanted.options);
  if (wanted.answer == "conditional") return conditional;
  if (wanted.answer == "implied_prices")
    return follow_implied_prices(world, baseline, conditional, factor);
  throw std::invalid_argument("answer must be full, conditional or implied_prices");
}

// (before, after or None)
py::tuple equilibrium(const given<double>& output, const given<double>& expenditure,
                      const given<double>& factor, const py::object& new_factor, double elasticity,
                      std::size_t reference, bool are_deficits_held, const std::string& answer,
                      double tolerance) {
  wanted_equilibrium wanted{{.output = span_of(output),
                             .expenditure = span_of(expenditure),
                             .trade_factor = span_of(factor),
                             .substitution_elasticity = elasticity,
                             .reference = reference,
                             .deficits = are_deficits_held ? trade::deficit_rule::held
                                                           : trade::deficit_rule::proportional},
                            {.tolerance = tolerance},
                            answer};
  given<double> other;
  if (!new_factor.is_none()) other = new_factor.cast<given<double>>();
  trade::one_sector_equilibrium before, after;
  watched_work(py::none()).run([&] {
    before = trade::solve_baseline(wanted.world, wanted.options);
    if (other.size() > 0 && before.status == trade::trade_status::solved)
      after = changed(wanted, before, span_of(other));
  });
  py::object told_after = py::none();
  if (other.size() > 0) told_after = told(std::move(after));
  return py::make_tuple(told(std::move(before)), told_after);
}

}  // namespace

void add_trade(py::module_& to) {
  to.def("gravity", &gravity);
  to.def("equilibrium", &equilibrium);
}

}  // namespace amur::python
