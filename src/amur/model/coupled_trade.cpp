#include "amur/model/coupled_trade.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/base/no_answer.h"
#include "amur/model/served_flows.h"
#include "amur/trade/acceleration.h"

namespace amur::model {
namespace {

constexpr std::size_t memory = 8;
// The network is solved this much more closely than trade and network must agree.
constexpr double network_share = 1e-2;

std::string place_of(const case_data& data, const trade::trade_place& place) {
  constexpr auto nobody = trade::trade_place::nobody;
  const auto region = [&](std::size_t n) {
    return "'" + data.trade_regions[trade_region_id(n)].id + "'";
  };
  std::string text;
  if (place.country != nobody) text += " in region " + region(place.country);
  if (place.partner != nobody) text += " with region " + region(place.partner);
  if (place.sector != nobody)
    text += " in sector '" + data.trade_sectors[trade_sector_id(place.sector)].id + "'";
  return text;
}

std::string reason_of(trade::trade_status status) {
  using trade::trade_status;
  switch (status) {
    case trade_status::invalid_data:
      return "a figure of the trade tables is out of range";
    case trade_status::no_supplier:
      return "goods are wanted that nobody can deliver any more";
    case trade_status::no_buyer:
      return "nobody can take what is made any more";
    case trade_status::unbalanced_bloc:
      return "a bloc that trades with nobody else has a deficit (see trade.deficits)";
    case trade_status::one_way_trade:
      return "one side could sell but never buy";
    case trade_status::negative_absorption:
      return "a region would spend less than nothing (see trade.deficits)";
    case trade_status::not_converged:
    case trade_status::solved:
      break;
  }
  return "the trade model didn't converge";
}

// Freight and time of each flow that has a route.
struct delivery_cost {
  double freight_usd_per_t = 0, time_usd_per_t = 0, wanted_t = 0, price_usd_per_t = 0;
};
using delivery_costs = std::map<flow_key, delivery_cost>;

delivery_costs costs_of(const case_data& data, const run_answer& answer) {
  delivery_costs costs;
  for (const auto& served : served_flows(answer)) {
    const auto& goods = data.commodities[served.flow->commodity];
    if (!served.has_route || !goods.sector.valid()) continue;
    const double time = served.average->component[time_value];
    costs[key_of(data, *served.flow)] = {
        served.expected_cost - time, time, served.wanted,
        goods.value_usd_per_t + served.flow->duty_usd_per_t + served.expected_cost};
  }
  return costs;
}

// Design: (1 + freight / value) (1 + days x ad valorem cost of a day).
double delivery_factor(const delivery_cost& cost, double value_usd_per_t) {
  return (1 + cost.freight_usd_per_t / value_usd_per_t) *
         (1 + cost.time_usd_per_t / value_usd_per_t);
}

class trade_coupling {
 public:
  trade_coupling(const case_data& base, const case_data& data, const reference_day& day,
                 const run_options& options)
      : base_(base), data_(data), day_(day), options_(options) {
    options_.terms.tolerance = tolerance_with_trade(data);
    answer_.trade = build_world_trade(base);
    auto& theta = answer_.trade.world.trade_elasticity;
    for (std::size_t j = 0; j < theta.size(); ++j)
      theta[j] = data.trade_sectors[trade_sector_id(j)].trade_elasticity;
  }

  trade_answer solve() {
    const auto& settings = data_.settings.trade;
    auto on_that_day = options_;
    on_that_day.terms = {tolerance_with_trade(base_), day_.own_delays};
    reference_ = costs_of(base_, solve_case(base_, {}, on_that_day));
    answer_.cells = policy_of(answer_.trade, data_);
    answer_.before = solve_trade({});
    set_delivery(std::vector<double>(answer_.trade.cells.size(), 0));
    settle_trade();  // at the costs of the reference day, for elasticities to start from
    solve_network(true);

    trade::anderson mix(answer_.trade.cells.size(), memory);
    for (int round = 1; round <= settings.most_rounds; ++round) {
      const auto point = log_delivery_;
      const auto found = delivery_of(costs_of(data_, answer_.network.answer));
      set_delivery(found);
      settle_trade();
      record(round);
      answer_.agreed = answer_.log.back().change <= settings.tolerance;
      if (answer_.agreed || answer_.network.answer.solution.status == assign::status::cancelled)
        break;
      auto step = found;
      for (std::size_t c = 0; c < step.size(); ++c) step[c] -= point[c];
      auto next = point;
      mix.advance(next, step);
      network_delivery_ = found;
      set_delivery(next);
      settle_trade();
      solve_network(false);
    }
    answer_.welfare = compare(answer_.trade.world, answer_.before, answer_.after);
    if (!answer_.agreed)
      answer_.why_not = fmt::format(
          "trade and network differ by {:.1e} after {} rounds, wanted {:.0e}; most at {}",
          answer_.log.back().change, answer_.log.size(), settings.tolerance,
          answer_.log.back().flow);
    return std::move(answer_);
  }

 private:
  trade::many_sector_equilibrium solve_trade(const trade::trade_change& change) const {
    auto asked = change;
    asked.deficits = data_.settings.trade.deficits == trade_deficits::held
                         ? trade::deficit_treatment::held
                         : trade::deficit_treatment::closed;
    auto found = trade::solve_many_sectors(answer_.trade.world, asked);
    if (found.status != trade::trade_status::solved)
      throw no_answer("no equilibrium of trade: " + reason_of(found.status) +
                      place_of(data_, found.place));
    return found;
  }

  void set_delivery(const std::vector<double>& logarithms) {
    log_delivery_ = logarithms;
    answer_.delivery.clear();
    for (const double each : logarithms) answer_.delivery.push_back(std::exp(each));
  }

  void settle_trade() {
    answer_.pairs = change_of(answer_.trade, answer_.delivery, answer_.cells);
    answer_.after =
        solve_trade({answer_.pairs.duty, answer_.pairs.cost_factor, {}, answer_.pairs.export_duty});
  }

  // Logarithms of the factor on the cost of delivering, [cell]. Where a flow had no route on the
  // reference day, what the table states is wanted at the costs that it meets.
  std::vector<double> delivery_of(const delivery_costs& costs) const {
    std::vector<double> logarithms(answer_.trade.cells.size(), 0);
    for (std::size_t c = 0; c < logarithms.size(); ++c) {
      const auto& cell = answer_.trade.cells[c];
      if (!cell.is_flow) continue;
      const auto then = reference_.find(cell.flow), now = costs.find(cell.flow);
      if (then == reference_.end()) continue;
      const double value = base_.commodities[cell.commodity].value_usd_per_t;
      // A way that closes is as good as a ban; logarithms stay finite.
      logarithms[c] = now == costs.end() ? closed
                                         : std::log(delivery_factor(now->second, value) /
                                                    delivery_factor(then->second, value));
    }
    return logarithms;
  }

  // Tonnes wanted over tonnes observed: spending, less what prices at the destination rose.
  double t_factor(std::size_t c) const {
    const auto& trade = answer_.trade;
    const auto& cell = trade.cells[c];
    const auto sectors = trade.world.sectors;
    const auto sector = trade.sector_of(cell.pair), importer = trade.importer_of(cell.pair),
               exporter = trade.exporter_of(cell.pair);
    const double spending =
        answer_.after.share[cell.pair] * answer_.after.expenditure[importer * sectors + sector] /
        (answer_.before.share[cell.pair] * answer_.before.expenditure[importer * sectors + sector]);
    const double price = answer_.cells.cost_factor[c] *
                         answer_.after.unit_cost[exporter * sectors + sector] /
                         answer_.before.unit_cost[exporter * sectors + sector];
    return spending * answer_.cells.share[c] / cell.weight / price;
  }

  // How a flow answers its own delivered price where trade stands.
  double own_elasticity(std::size_t c) const {
    const auto& trade = answer_.trade;
    const auto& cell = trade.cells[c];
    const double of_spending = answer_.cells.share[c] * answer_.after.share[cell.pair];
    return 1 + trade.world.trade_elasticity[trade.sector_of(cell.pair)] * (1 - of_spending);
  }

  void solve_network(bool first) {
    auto anchors = day_.anchors;
    const auto costs = first ? reference_ : costs_of(data_, answer_.network.answer);
    for (std::size_t c = 0; c < answer_.trade.cells.size(); ++c) {
      const auto& cell = answer_.trade.cells[c];
      if (!cell.is_flow || !std::isfinite(answer_.cells.duty_factor[c])) continue;
      const auto at = costs.find(cell.flow);
      if (at == costs.end()) {
        anchors.erase(cell.flow);
        continue;
      }
      const double price =
          at->second.price_usd_per_t *
          (first ? duty_step(c, at->second) : std::exp(log_delivery_[c] - network_delivery_[c]));
      anchors[cell.flow] = {price, own_elasticity(c), t_factor(c)};
    }
    if (first && data_.settings.crossing_delay == crossing_delay::simulated) {
      answer_.network = solve_coupled(data_, anchors, options_);
      options_.terms.delays = answer_.network.delays;
    } else {
      answer_.network.answer = solve_case(data_, anchors, options_);
    }
    answer_.network.agreed = answer_.network.log.empty() || answer_.network.agreed;
  }

  // From a delivered price of the reference day to the same with today's duties.
  double duty_step(std::size_t c, const delivery_cost& cost) const {
    const auto& cell = answer_.trade.cells[c];
    const double duty_now = duty_usd_per_t(data_, cell.origin_country, cell.destination_country,
                                           cell.commodity),
                 duty_then = duty_usd_per_t(base_, cell.origin_country, cell.destination_country,
                                            cell.commodity);
    return 1 + (duty_now - duty_then) / cost.price_usd_per_t;
  }

  void record(int round) {
    const auto costs = costs_of(data_, answer_.network.answer);
    const auto& solution = answer_.network.answer.solution;
    trade_round line;
    line.round = round;
    line.network_steps = static_cast<int>(solution.log.size());
    line.network_residual = std::max(solution.residual, solution.constraint_residual);
    line.trade_steps = static_cast<int>(answer_.after.log.size());
    line.trade_residual = answer_.after.residuals.largest_equation();
    std::map<flow_key, double> observed;
    for (const auto& flow : answer_.network.answer.model.flows)
      observed[key_of(data_, flow)] = flow.observed_t;
    for (std::size_t c = 0; c < answer_.trade.cells.size(); ++c) {
      const auto& cell = answer_.trade.cells[c];
      if (!cell.is_flow) continue;
      const auto at = costs.find(cell.flow);
      const auto stated = observed.find(cell.flow);
      if (at == costs.end() || stated == observed.end() || !(stated->second > 0)) continue;
      const double difference = std::abs(at->second.wanted_t / stated->second - t_factor(c)) /
                                std::max(t_factor(c), smallest_factor);
      if (difference <= line.change) continue;
      line.change = difference;
      const auto& [origin, destination, commodity] = cell.flow;
      line.flow = fmt::format("{} > {}, {}", origin, destination, commodity);
    }
    answer_.log.push_back(line);
  }

  static constexpr double closed = 30;             // a factor of 1e13
  static constexpr double smallest_factor = 1e-3;  // below it flows are compared absolutely

  const case_data& base_;
  const case_data& data_;
  const reference_day& day_;
  run_options options_;  // with its own tolerance and the delays of simulated crossings
  trade_answer answer_;
  delivery_costs reference_;
  std::vector<double> log_delivery_, network_delivery_;  // [cell]
};

}  // namespace

double tolerance_with_trade(const case_data& data) {
  return std::min(data.settings.tolerance, network_share * data.settings.trade.tolerance);
}

trade_answer solve_with_trade(const case_data& base, const case_data& data,
                              const reference_day& reference, const run_options& options) {
  return trade_coupling(base, data, reference, options).solve();
}

}  // namespace amur::model
