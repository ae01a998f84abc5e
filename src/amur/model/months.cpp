#include "amur/model/months.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

#include "amur/assign/alternatives.h"
#include "amur/model/any_or_listed.h"
#include "amur/model/places.h"

namespace amur::model {
namespace {

// Alternatives that habit remembers of a flow; what takes others chooses anew.
constexpr std::size_t most_ways = 64;
constexpr double least_share = 1e-6;

std::chrono::sys_days to_days(date day) {
  return std::chrono::year_month_day(std::chrono::year(day.year),
                                     std::chrono::month(static_cast<unsigned>(day.month)),
                                     std::chrono::day(static_cast<unsigned>(day.day)));
}

// Days of a growth row between two days, negative where they run backward.
double days_between(const growth& row, date from, date to) {
  const auto begin = to_days(std::min(from, to)), end = to_days(std::max(from, to));
  const auto first = row.in_force.from ? std::max(begin, to_days(*row.in_force.from)) : begin;
  const auto last =
      row.in_force.to ? std::min(end, to_days(*row.in_force.to) + std::chrono::days(1)) : end;
  const double days = std::max(0.0, static_cast<double>((last - first).count()));
  return from <= to ? days : -days;
}

// Where a direction of a crossing leads from and to: shares are among those of the same border.
std::pair<std::string, std::string> border_of(const case_data& data,
                                              const crossing_direction& direction) {
  return {data.nodes[direction.from].country, data.nodes[direction.to].country};
}

crossing_way way_of(const case_data& data, commodity_id goods,
                    const crossing_direction& direction) {
  return {data.commodities[goods].id, data.crossings[direction.crossing].id, direction.backward};
}

way_step step_of(const network_model& model, std::uint32_t arc) {
  const auto row = model.net.row[arc];
  if (model.net.kind[arc] != network::arc_kind::change)
    return {0, row, model.net.kind[arc] == network::arc_kind::link_backward ? 1U : 0U};
  return {1, model.change_transfer[row].value,
          model.net.state_node[model.net.graph.tail[arc]].value};
}

// Last month's alternatives of the flows, as far as their arcs are in this month's network.
void add_habits(const case_data& data, const month_state& before, network_model& model) {
  std::map<way_step, arc_id> arc_of;
  for (std::uint32_t arc = 0; arc < model.net.kind.size(); ++arc)
    if (model.net.label[arc] != 0) arc_of[step_of(model, arc)] = arc_id(arc);
  for (const auto& flow : model.flows) {
    const auto known = before.ways.find(key_of(data, flow));
    if (flow.banned || known == before.ways.end()) continue;
    for (const auto& way : known->second) {
      assign::kept_alternative kept{flow.demand,
                                    {},
                                    (1 - data.settings.time.reconsider_share) * way.share,
                                    way.scarcity_usd_per_t};
      for (const auto& step : way.steps)
        if (const auto at = arc_of.find(step); at != arc_of.end())
          kept.labelled_arcs.push_back(at->second);
      if (kept.labelled_arcs.size() == way.steps.size())
        model.problem.classes[flow.user_class.index()].kept.push_back(std::move(kept));
    }
  }
}

void remember_ways(const case_data& data, const run_answer& answer, std::size_t threads,
                   month_state& state) {
  state.ways.clear();
  thread_pool pool(threads);
  const auto& model = answer.model;
  for (std::size_t k = 0; k < model.classes.size(); ++k) {
    std::vector<std::uint32_t> demands(model.problem.classes[k].demand.size());
    std::iota(demands.begin(), demands.end(), 0U);
    std::vector<flow_key> keys(demands.size());
    for (const auto& flow : model.flows)
      if (!flow.banned && flow.user_class.index() == k) keys[flow.demand] = key_of(data, flow);
    const auto ways = assign::list_alternatives(model.problem, class_id(k), answer.solution,
                                                demands, {most_ways, least_share, nullptr}, pool);
    for (const auto& way : ways) {
      taken_way taken{{}, way.share, way.scarcity_usd_per_t};
      for (const auto [arc] : way.labelled_arcs) taken.steps.push_back(step_of(model, arc));
      state.ways[keys[way.demand]].push_back(std::move(taken));
    }
  }
}

void move_custom(const case_data& data, const run_answer& answer, month_state& state) {
  for (const auto& flow : answer.model.flows) {
    double served = 0;
    if (!flow.banned) {
      const auto& pair = answer.solution.od[flow.user_class.index()][flow.demand];
      const bool has_route = std::isfinite(pair.expected_cost_usd_per_t);
      served = pair.wanted_t > 0 ? pair.delivered_t / pair.wanted_t : has_route ? 1 : 0;
    }
    double& custom = state.custom.try_emplace(key_of(data, flow), 1.0).first->second;
    custom += data.settings.time.recovery_share * (served - custom);
  }
}

}  // namespace

date month_after(date day) {
  return day.month == 12 ? date{day.year + 1, 1, 1} : date{day.year, day.month + 1, 1};
}

std::string month_name(date day) { return fmt::format("{:04}-{:02}", day.year, day.month); }

crossing_shares shares_of(const case_data& data, const run_answer& answer) {
  crossing_shares shares;
  std::map<std::tuple<std::string, std::pair<std::string, std::string>>, double> sums;
  const auto each = [&](const auto& visit) {
    for (const auto& direction : answer.model.crossing_directions)
      for (std::size_t k = 0; k < answer.model.classes.size(); ++k) {
        double flow = 0;
        for (const auto [arc] : direction.arcs) flow += answer.solution.class_flow_t[k][arc];
        visit(answer.model.classes[k].commodity, direction, flow);
      }
  };
  each([&](commodity_id goods, const crossing_direction& direction, double flow) {
    shares[way_of(data, goods, direction)] += flow;
    sums[{data.commodities[goods].id, border_of(data, direction)}] += flow;
  });
  for (const auto& direction : answer.model.crossing_directions)
    for (std::size_t g = 0; g < data.commodities.size(); ++g) {
      const auto at = shares.find(way_of(data, commodity_id(g), direction));
      if (at == shares.end()) continue;
      const double sum = sums[{data.commodities[commodity_id(g)].id, border_of(data, direction)}];
      at->second = sum > 0 ? at->second / sum : 0;
    }
  return shares;
}

double growth_factor(const case_data& data, const trade_flow& flow, date day) {
  double log_factor = 0;
  for (const auto& row : data.growths)
    if (any_or_listed(row.commodities, flow.commodity) &&
        any_or_listed(row.origin_countries, data.nodes[flow.origin].country) &&
        any_or_listed(row.destination_countries, data.nodes[flow.destination].country))
      log_factor += std::log1p(row.per_year) * days_between(row, data.settings.demand_day, day) /
                    days_a_mean_year;
  return std::exp(log_factor);
}

demand_anchors anchors_of_month(const case_data& data, const demand_anchors& anchors,
                                const month_state& before) {
  demand_anchors result;
  for (const auto& row : data.demands) {
    trade_flow flow;
    flow.origin = row.origin;
    flow.destination = row.destination;
    flow.commodity = row.commodity;
    const auto key = key_of(data, flow);
    if (result.contains(key)) continue;
    const auto known = anchors.find(key);
    auto anchor = known == anchors.end() ? demand_anchor{} : known->second;
    const auto custom = before.custom.find(key);
    anchor.t_factor *= growth_factor(data, flow, data.settings.day) *
                       (custom == before.custom.end() ? 1 : custom->second);
    result[key] = anchor;
  }
  return result;
}

run_answer solve_month(const case_data& data, const demand_anchors& anchors,
                       const run_options& options, month_state& state) {
  const auto of_month = anchors_of_month(data, anchors, state);
  auto stepped = options;
  assign::solution start;
  if (!state.volume_pce.empty()) {
    start.volume_pce = state.volume_pce;
    start.constraint_price_usd = state.constraint_price_usd;
    stepped.start = &start;
  }
  const bool has_habit = data.settings.time.reconsider_share < 1;
  auto model = build_network_model(data, of_month, options.terms);
  if (has_habit) add_habits(data, state, model);
  auto answer = answer_model(data, std::move(model), stepped);
  if (has_habit) remember_ways(data, answer, options.threads, state);
  if (!data.centres.empty())
    state.open_centres = answer_places(data, answer, state.open_centres).open;
  move_custom(data, answer, state);
  state.volume_pce = answer.solution.volume_pce;
  state.constraint_price_usd = answer.solution.constraint_price_usd;
  return answer;
}

}  // namespace amur::model
