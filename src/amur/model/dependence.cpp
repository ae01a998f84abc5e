#include "amur/model/dependence.h"

#include <algorithm>
#include <map>

#include "amur/assign/each_class.h"

namespace amur::model {

std::vector<double> passing_shares(const case_data& data, const run_answer& now, std::size_t k,
                                   std::span<const closable_part> parts, thread_pool& pool) {
  const std::size_t arcs = now.model.net.graph.arc_count(), count = parts.size();
  const auto& user = now.model.problem.classes[k];
  assign::arc_attributes passes{count, std::vector<double>(arcs * count, 0.0),
                                std::vector<double>(user.demand.size() * count, 0.0)};
  for (std::size_t i = 0; i < count; ++i)
    for (const auto [arc] : parts[i].arcs) passes.value[arc * count + i] = 1;
  return replay_class(data, now.model, k, now.solution, passes, pool).od;
}

namespace {

struct country_trade {
  trade_passing all;
  std::map<std::size_t, trade_passing> by_crossing;  // [part]
};

void add_trade(trade_passing& to, bool is_export, double t, double usd) {
  (is_export ? to.exports_t : to.imports_t) += t;
  (is_export ? to.exports_usd : to.imports_usd) += usd;
}

crossing_id crossing_of_part(const case_data& data, const closable_part& part) {
  for (std::size_t c = 0; c < data.crossings.size(); ++c)
    if (data.crossings[crossing_id(c)].id == part.id) return crossing_id(c);
  return {};
}

// The country on the other side, where one side is the country's own.
std::string neighbour_behind(const case_data& data, const network_model& model,
                             crossing_id crossing, const std::string& country) {
  for (const auto& direction : model.crossing_directions) {
    if (direction.crossing != crossing) continue;
    const auto &from = data.nodes[direction.from].country, &to = data.nodes[direction.to].country;
    if (from == country) return to;
    if (to == country) return from;
  }
  return {};
}

std::map<std::string, country_trade> trade_by_country(const case_data& data, const run_answer& now,
                                                      std::span<const closable_part> parts,
                                                      std::size_t threads) {
  thread_pool pool(threads);
  std::vector<std::vector<double>> shares(now.model.classes.size());
  assign::for_each_class(now.model.problem, pool,
                         [&](std::size_t k, thread_pool& workers, std::size_t) {
                           shares[k] = passing_shares(data, now, k, parts, workers);
                         });
  std::map<std::string, country_trade> countries;
  for (const auto& flow : now.model.flows) {
    const auto& from = data.nodes[flow.origin].country;
    const auto& to = data.nodes[flow.destination].country;
    if (flow.banned || from == to || data.commodities[flow.commodity].unit != unit::tonne) continue;
    const auto k = flow.user_class.index();
    const double t = now.solution.od[k][flow.demand].delivered_t;
    for (const auto& [country, is_export] : {std::pair{from, true}, std::pair{to, false}}) {
      auto& trade = countries[country];
      add_trade(trade.all, is_export, t, t * flow.price_at_source_usd_per_t);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const double passes = t * shares[k][flow.demand * parts.size() + i];
        if (passes > 0)
          add_trade(trade.by_crossing[i], is_export, passes,
                    passes * flow.price_at_source_usd_per_t);
      }
    }
  }
  return countries;
}

void add_shut(const case_data& data, const run_answer& now, const closure& shut,
              crossing_dependence& row) {
  for (std::size_t f = 0; f < shut.flows.size(); ++f) {
    const auto& flow = now.model.flows[f];
    const auto &from = data.nodes[flow.origin].country, &to = data.nodes[flow.destination].country;
    if (from == to || (from != row.country && to != row.country) ||
        data.commodities[flow.commodity].unit != unit::tonne)
      continue;
    row.shut_usd += shut.flows[f].cost_usd;
    row.shut_unserved_t += shut.flows[f].unserved;
  }
  const auto most = std::ranges::max_element(shut.crossing_gain);
  if (most != shut.crossing_gain.end() && *most > 1e-6)
    row.instead = crossing_id(static_cast<std::size_t>(most - shut.crossing_gain.begin()));
}

}  // namespace

std::vector<crossing_dependence> dependence_on_crossings(const case_data& data,
                                                         const run_answer& now,
                                                         const closure_options& options) {
  const part_kind kinds[] = {part_kind::crossing};
  const auto parts = closable_parts(data, now.model, kinds, {});
  const auto countries = trade_by_country(data, now, parts, options.threads);
  const auto shut = close_parts(data, now, parts, options);
  std::vector<crossing_dependence> rows;
  for (const auto& [country, trade] : countries) {
    const auto first = rows.size();
    for (const auto& [part, passing] : trade.by_crossing) {
      crossing_dependence row;
      row.country = country;
      row.crossing = crossing_of_part(data, parts[part]);
      row.neighbour = neighbour_behind(data, now.model, row.crossing, country);
      row.passing = passing;
      row.share = trade.all.usd() > 0 ? passing.usd() / trade.all.usd() : 0;
      if (part < shut.size()) add_shut(data, now, shut[part], row);
      rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                     [](const auto& a, const auto& b) { return a.share > b.share; });
  }
  return rows;
}

}  // namespace amur::model
